//! The catalogue as it holds on a day, and the one a new school begins with.

use crate::db::Tx;
use crate::{Store, StoreError, fresh};
use register::catalogue::{Level, Measure, MeasureKind, Place, STARTER_MEASURES, STARTER_TEMPLATES, Template};
use register::{MeasureId, Period, TemplateId, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    ADD_MEASURE = "INSERT INTO measure (tenant_id, measure_id, kind, text_nl, text_en, who, place, level, position, begins) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ADD_TEMPLATE = "INSERT INTO template (tenant_id, template_id, name_nl, name_en, position, begins) VALUES ($1, $2, $3, $4, $5, $6)";
    ADD_TEMPLATE_MEASURE = "INSERT INTO template_measure (tenant_id, template_id, position, measure_id) VALUES ($1, $2, $3, $4)";
    MEASURES = "SELECT measure_id, kind, text_nl, text_en, who, place, level, begins, ends FROM measure \
                WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY position";
    TEMPLATES = "SELECT template_id, name_nl, name_en, begins, ends FROM template \
                 WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY position";
    TEMPLATE_MEASURES = "SELECT template_id, measure_id FROM template_measure WHERE tenant_id = $1 ORDER BY template_id, position";
}

/// The measures and templates that hold on a day.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Measures, in the school's order.
    pub measures: Vec<Measure>,
    /// Templates, in the school's order.
    pub templates: Vec<Template>,
}

#[derive(FromRow)]
pub(super) struct MeasureRow {
    measure_id: Uuid,
    kind: String,
    text_nl: String,
    text_en: String,
    who: String,
    place: String,
    level: String,
    begins: Date,
    ends: Option<Date>,
}

impl TryFrom<MeasureRow> for Measure {
    type Error = StoreError;

    fn try_from(row: MeasureRow) -> Result<Self, StoreError> {
        let wrong =
            || StoreError::Inconsistent { table: "measure", key: row.measure_id.to_string(), what: "unknown code" };
        Ok(Self {
            id: MeasureId(row.measure_id),
            kind: MeasureKind::from_code(&row.kind).ok_or_else(wrong)?,
            place: Place::from_code(&row.place).ok_or_else(wrong)?,
            level: Level::from_code(&row.level).ok_or_else(wrong)?,
            text: row.text_nl,
            text_en: row.text_en,
            who: row.who,
            period: Period { from: row.begins, until: row.ends },
        })
    }
}

/// Gives a new school the starter catalogue.
pub(crate) async fn start(tx: &mut Tx, tenant: TenantId, from: Date) -> Result<(), StoreError> {
    let mut ids: HashMap<&str, Uuid> = HashMap::new();
    for (position, m) in STARTER_MEASURES.iter().enumerate() {
        let id = fresh::id();
        ids.insert(m.code, id);
        let (kind, place, level) = (m.kind.code(), m.place.code(), m.level.code());
        run!(tx, ADD_MEASURE, tenant.0, id, kind, m.text, m.text_en, m.who, place, level, position as i64, from)?;
    }
    for (position, t) in STARTER_TEMPLATES.iter().enumerate() {
        let id = fresh::id();
        run!(tx, ADD_TEMPLATE, tenant.0, id, t.name, t.name_en, position as i64, from)?;
        for (place, measure) in t.measures.iter().filter_map(|code| ids.get(code)).enumerate() {
            run!(tx, ADD_TEMPLATE_MEASURE, tenant.0, id, place as i64, *measure)?;
        }
    }
    Ok(())
}

impl Store {
    /// The catalogue of a tenant on a day. Nobody's personal data.
    pub async fn catalogue(&self, tenant: TenantId, day: Date) -> Result<Catalogue, StoreError> {
        let mut tx = self.begin_reading().await?;
        let measures = rows!(tx, MeasureRow, MEASURES, tenant.0, day)?;
        let mut of_template: HashMap<Uuid, Vec<MeasureId>> = HashMap::new();
        for (template, measure) in rows!(tx, (Uuid, Uuid), TEMPLATE_MEASURES, tenant.0)? {
            of_template.entry(template).or_default().push(MeasureId(measure));
        }
        let templates = rows!(tx, (Uuid, String, String, Date, Option<Date>), TEMPLATES, tenant.0, day)?;
        let templates = templates.into_iter().map(|(id, name, name_en, from, until)| Template {
            id: TemplateId(id),
            name,
            name_en,
            measures: of_template.remove(&id).unwrap_or_default(),
            period: Period { from, until },
        });
        Ok(Catalogue {
            templates: templates.collect(),
            measures: measures.into_iter().map(Measure::try_from).collect::<Result<_, _>>()?,
        })
    }
}
