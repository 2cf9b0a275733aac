//! Changing the catalogue: all of it, also what ended or is to come, and what is written in it.

use super::read::MeasureRow;
use crate::audit::{Deed, UnitKind, allowed};
use crate::db::Tx;
use crate::{SaveError, Store, StoreError, fresh};
use access::{Action, Actor};
use register::catalogue::{
    CatalogueRefusal, Measure, MeasureContent, Revision, Template, TemplateContent, placed, revise,
};
use register::{MeasureId, Moment, Period, TemplateId, TenantId};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    ALL_MEASURES = "SELECT measure_id, kind, text_nl, text_en, who, place, level, begins, ends FROM measure \
                    WHERE tenant_id = $1 ORDER BY position, begins";
    ALL_TEMPLATES = "SELECT template_id, name_nl, name_en, begins, ends FROM template WHERE tenant_id = $1 ORDER BY position, begins";
    CONTENTS = "SELECT template_id, measure_id FROM template_measure WHERE tenant_id = $1 ORDER BY template_id, position";
    /// One after another: the school's row is held meanwhile.
    HOLD = "UPDATE tenant SET name = name WHERE tenant_id = $1";
    WRITE_MEASURE = "INSERT INTO measure (tenant_id, measure_id, kind, text_nl, text_en, who, place, level, position, begins, ends) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                     ON CONFLICT (tenant_id, measure_id) DO UPDATE SET kind = EXCLUDED.kind, text_nl = EXCLUDED.text_nl, \
                     text_en = EXCLUDED.text_en, who = EXCLUDED.who, place = EXCLUDED.place, level = EXCLUDED.level, \
                     begins = EXCLUDED.begins, ends = EXCLUDED.ends";
    PLACE_MEASURE = "UPDATE measure SET position = $3 WHERE tenant_id = $1 AND measure_id = $2";
    WRITE_TEMPLATE = "INSERT INTO template (tenant_id, template_id, name_nl, name_en, position, begins, ends) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7) \
                      ON CONFLICT (tenant_id, template_id) DO UPDATE SET name_nl = EXCLUDED.name_nl, name_en = EXCLUDED.name_en, \
                      begins = EXCLUDED.begins, ends = EXCLUDED.ends";
    PLACE_TEMPLATE = "UPDATE template SET position = $3 WHERE tenant_id = $1 AND template_id = $2";
    EMPTY_TEMPLATE = "DELETE FROM template_measure WHERE tenant_id = $1 AND template_id = $2";
    FILL_TEMPLATE = "INSERT INTO template_measure (tenant_id, template_id, position, measure_id) VALUES ($1, $2, $3, $4)";
}

/// How something in the catalogue stood when it was read. A form carries it, so that nobody writes over what they did not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// A stamp that a form carried.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The stamp as a form carries it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn take(what: &impl std::fmt::Debug) -> Self {
        let digest = Sha256::digest(format!("{what:?}"));
        Self(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The whole catalogue of a school: what holds, what is to come, and what ended, in the school's order.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    /// Measures.
    pub measures: Vec<Measure>,
    /// Templates.
    pub templates: Vec<Template>,
}

impl Whole {
    /// A measure.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// A template.
    pub fn template(&self, id: TemplateId) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// How a measure stands, with its place.
    pub fn stamp_of_measure(&self, id: MeasureId) -> Option<Stamp> {
        let at = self.measures.iter().position(|measure| measure.id == id)?;
        Some(Stamp::take(&(at, &self.measures[at])))
    }

    /// How a template stands, with its place.
    pub fn stamp_of_template(&self, id: TemplateId) -> Option<Stamp> {
        let at = self.templates.iter().position(|template| template.id == id)?;
        Some(Stamp::take(&(at, &self.templates[at])))
    }
}

async fn whole(tx: &mut Tx, tenant: TenantId) -> Result<Whole, StoreError> {
    let measures = rows!(tx, MeasureRow, ALL_MEASURES, tenant.0)?;
    let mut of_template: HashMap<Uuid, Vec<MeasureId>> = HashMap::new();
    for (template, measure) in rows!(tx, (Uuid, Uuid), CONTENTS, tenant.0)? {
        of_template.entry(template).or_default().push(MeasureId(measure));
    }
    let templates = rows!(tx, (Uuid, String, String, Date, Option<Date>), ALL_TEMPLATES, tenant.0)?;
    let templates = templates.into_iter().map(|(id, name, name_en, from, until)| Template {
        id: TemplateId(id),
        name,
        name_en,
        measures: of_template.remove(&id).unwrap_or_default(),
        period: Period { from, until },
    });
    Ok(Whole {
        templates: templates.collect(),
        measures: measures.into_iter().map(Measure::try_from).collect::<Result<_, _>>()?,
    })
}

async fn write_measure(tx: &mut Tx, tenant: TenantId, m: &Measure) -> Result<(), StoreError> {
    let (kind, place, level, Period { from, until }) = (m.kind.code(), m.place.code(), m.level.code(), m.period);
    let (nl, en, who) = (m.text.as_str(), m.text_en.as_str(), m.who.as_str());
    run!(tx, WRITE_MEASURE, tenant.0, m.id.0, kind, nl, en, who, place, level, 0_i64, from, until)?;
    Ok(())
}

async fn fill(tx: &mut Tx, tenant: TenantId, template: TemplateId, all: &[MeasureId]) -> Result<(), StoreError> {
    run!(tx, EMPTY_TEMPLATE, tenant.0, template.0)?;
    for (at, measure) in all.iter().enumerate() {
        run!(tx, FILL_TEMPLATE, tenant.0, template.0, at as i64, measure.0)?;
    }
    Ok(())
}

impl Store {
    /// The whole catalogue, for who manages it. Nobody's personal data.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not.
    pub async fn catalogue_whole(&self, actor: &Actor) -> Result<Whole, StoreError> {
        allowed(actor, Action::ManageCatalogue)?;
        let mut tx = self.begin_snapshot().await?;
        whole(&mut tx, actor.tenant()).await
    }

    /// Writes a measure: a new one, or what becomes of the one that stands (`was`: how it stood when it was read). It comes
    /// in a place of the list, counted from 1. Templates that have it have what becomes of it as well.
    ///
    /// # Errors
    /// [`SaveError::Refused`] when somebody changed it meanwhile, or when it ended.
    pub async fn measure_save(
        &self,
        actor: &Actor,
        which: Option<(MeasureId, Stamp)>,
        (content, period): (MeasureContent, Period),
        place: usize,
        now: Moment,
    ) -> Result<MeasureId, SaveError<CatalogueRefusal>> {
        let decision = allowed(actor, Action::ManageCatalogue)?;
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let before = whole(&mut tx, tenant).await?;
        let new = MeasureId(fresh::id());
        let (written, replaced) = match which {
            None => (Measure::of(new, content, period), None),
            Some((id, was)) => {
                let old = before.measure(id).ok_or(StoreError::NotFound)?;
                if before.stamp_of_measure(id) != Some(was) {
                    return Err(SaveError::Refused(CatalogueRefusal::Changed));
                }
                match revise(old, content, period, new, now.day).map_err(SaveError::Refused)? {
                    Revision::InPlace(one) => (one, None),
                    Revision::Anew { ended, begun } => {
                        write_measure(&mut tx, tenant, &ended).await?;
                        (begun, Some(id))
                    }
                }
            }
        };
        write_measure(&mut tx, tenant, &written).await?;
        if let Some(old) = replaced {
            // Each is offered while it can be chosen: until then the old one, from then on the new.
            for template in before.templates.iter().filter(|template| template.measures.contains(&old)) {
                let both = |id: &MeasureId| if *id == old { vec![old, written.id] } else { vec![*id] };
                let all: Vec<MeasureId> = template.measures.iter().flat_map(both).collect();
                fill(&mut tx, tenant, template.id, &all).await?;
            }
        }
        let ids: Vec<MeasureId> = before.measures.iter().map(|measure| measure.id).collect();
        let beside = replaced.and_then(|old| ids.iter().position(|id| *id == old));
        let ids = beside.map_or(ids.clone(), |at| placed(&ids, written.id, at + 2));
        for (at, id) in placed(&ids, written.id, place).iter().enumerate() {
            run!(tx, PLACE_MEASURE, tenant.0, id.0, at as i64)?;
        }
        tx.wrote(tenant, UnitKind::Catalogue, [tenant.0]);
        tx.audit(Deed::new(actor, Action::ManageCatalogue, decision).about(written.id), now).await?;
        tx.commit().await?;
        Ok(written.id)
    }

    /// Writes a template: a new one, or the one that stands. It comes in a place of the list, counted from 1.
    ///
    /// # Errors
    /// [`SaveError::Refused`] when somebody changed it meanwhile.
    pub async fn template_save(
        &self,
        actor: &Actor,
        which: Option<(TemplateId, Stamp)>,
        content: TemplateContent,
        place: usize,
        now: Moment,
    ) -> Result<TemplateId, SaveError<CatalogueRefusal>> {
        let decision = allowed(actor, Action::ManageCatalogue)?;
        let tenant = actor.tenant();
        let mut tx = self.begin().await?;
        run!(tx, HOLD, tenant.0)?;
        let before = whole(&mut tx, tenant).await?;
        let id = match which {
            None => TemplateId(fresh::id()),
            Some((id, was)) => {
                before.template(id).ok_or(StoreError::NotFound)?;
                if before.stamp_of_template(id) != Some(was) {
                    return Err(SaveError::Refused(CatalogueRefusal::Changed));
                }
                id
            }
        };
        let TemplateContent { name, name_en, measures, period } = content;
        if measures.iter().any(|measure| before.measure(*measure).is_none()) {
            return Err(StoreError::NotFound.into());
        }
        let (nl, en) = (name.as_str(), name_en.as_str());
        run!(tx, WRITE_TEMPLATE, tenant.0, id.0, nl, en, 0_i64, period.from, period.until)?;
        fill(&mut tx, tenant, id, &measures).await?;
        let ids: Vec<TemplateId> = before.templates.iter().map(|template| template.id).collect();
        for (at, one) in placed(&ids, id, place).iter().enumerate() {
            run!(tx, PLACE_TEMPLATE, tenant.0, one.0, at as i64)?;
        }
        tx.wrote(tenant, UnitKind::Catalogue, [tenant.0]);
        tx.audit(Deed::new(actor, Action::ManageCatalogue, decision).about(id), now).await?;
        tx.commit().await?;
        Ok(id)
    }
}
