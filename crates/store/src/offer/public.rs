//! What anybody reads of what schools offer: what is in force and what is announced. No actor, no look, nobody's data.

use super::load::{self, Kept};
use crate::db::Tx;
use crate::{Store, StoreError};
use register::offer::{Concept, Sought};
use register::{Moment, TenantId};
use std::collections::BTreeMap;
use time::Date;
use uuid::Uuid;

sql! {
    SCHOOL = "SELECT code, name FROM tenant WHERE tenant_id = $1";
    BY_CODE = "SELECT tenant_id, name FROM tenant WHERE code = $1 AND kind = 'school'";
    /// Schools with something decided, by name.
    SCHOOLS = "SELECT t.tenant_id, t.code, t.name FROM tenant t WHERE t.kind = 'school' \
               AND EXISTS (SELECT 1 FROM offer o WHERE o.tenant_id = t.tenant_id AND o.status = 'decided') ORDER BY t.name, t.code";
    /// Of every school the lines in force on a day: the last version that began by then. What stopped is left out.
    IN_FORCE = "SELECT o.tenant_id, l.place, l.text_nl, l.text_en, l.kind, l.site, l.town FROM offer o CROSS JOIN offer_line l \
                WHERE o.status = 'decided' AND o.holds_from <= $1 \
                AND NOT EXISTS (SELECT 1 FROM offer x WHERE x.tenant_id = o.tenant_id AND x.status = 'decided' \
                AND x.holds_from <= $1 AND x.holds_from > o.holds_from) \
                AND l.tenant_id = o.tenant_id AND l.offer_id = o.offer_id AND (l.ends IS NULL OR l.ends >= $1) \
                AND NOT EXISTS (SELECT 1 FROM offer_mark m WHERE m.tenant_id = l.tenant_id AND m.offer_id = l.offer_id \
                AND m.place = l.place AND m.mark = 'stopped') ORDER BY o.tenant_id, l.place";
    SOUGHT = "INSERT INTO offer_sought (tenant_id, month, concept, times) VALUES ($1, $2, $3, $4) \
              ON CONFLICT (tenant_id, month, concept) DO UPDATE SET times = offer_sought.times + EXCLUDED.times";
    IN_VAIN = "SELECT concept, CAST(SUM(times) AS BIGINT) FROM offer_sought WHERE tenant_id = $1 AND month >= $2 GROUP BY concept ORDER BY concept";
}

/// All words that the vocabulary does not know, in the table of what was sought.
const OTHER: &str = "other";

/// A school that offers something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferingSchool {
    /// Which.
    pub tenant: TenantId,
    /// Its code, as it stands in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What a school offers, for everybody.
#[derive(Debug, Clone)]
pub struct PublicOffer {
    /// The school.
    pub school: OfferingSchool,
    /// What is in force.
    pub now: Option<Kept>,
    /// What is announced, the first day first.
    pub next: Vec<Kept>,
    /// The teams of today, by name.
    pub teams: Vec<(register::TeamId, String)>,
}

/// A line that can be found, with its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findable {
    /// A place in the list of schools.
    pub school: usize,
    /// Which line of the version in force.
    pub place: u32,
    /// In Dutch.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// Whether it is for a placement.
    pub at_workplace: bool,
    /// The name of its location.
    pub site: Option<String>,
    /// The town of its location.
    pub town: Option<String>,
}

impl Findable {
    /// As the search takes it.
    pub fn sought(&self) -> Sought<'_> {
        Sought {
            school: self.school,
            text: &self.text,
            text_en: &self.text_en,
            at_workplace: self.at_workplace,
            town: self.town.as_deref(),
        }
    }
}

/// School, place, words in both languages, kind and location of a line.
type Row = (Uuid, i64, String, String, String, Option<String>, Option<String>);

/// Code and name of a school.
pub(super) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<(String, String), StoreError> {
    row!(tx, (String, String), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)
}

/// The first day of a month.
fn month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

impl Store {
    /// The schools that offer something, by name.
    pub async fn offering_schools(&self) -> Result<Vec<OfferingSchool>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (Uuid, String, String), SCHOOLS)?;
        Ok(found.into_iter().map(|(id, code, name)| OfferingSchool { tenant: TenantId(id), code, name }).collect())
    }

    /// What a school offers on a day.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for no school.
    pub async fn offer_public(&self, code: &str, today: Date) -> Result<PublicOffer, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let (id, name) = row!(tx, (Uuid, String), BY_CODE, code)?.ok_or(StoreError::NotFound)?;
        let tenant = TenantId(id);
        let all = load::all(&mut tx, tenant).await?;
        let (now, next) = load::in_force(&all, today);
        Ok(PublicOffer {
            now: now.cloned(),
            next: next.into_iter().cloned().collect(),
            teams: load::teams(&mut tx, tenant, today).await?,
            school: OfferingSchool { tenant, code: code.to_owned(), name },
        })
    }

    /// The lines in force of all schools, with the schools.
    pub async fn offer_findable(&self, today: Date) -> Result<(Vec<OfferingSchool>, Vec<Findable>), StoreError> {
        let schools = self.offering_schools().await?;
        let mut tx = self.begin_reading().await?;
        let places: BTreeMap<Uuid, usize> = schools.iter().enumerate().map(|(at, one)| (one.tenant.0, at)).collect();
        let found = rows!(tx, Row, IN_FORCE, today)?;
        let line = |(tenant, place, text, text_en, kind, site, town): Row| {
            let at_workplace = kind == register::catalogue::MeasureKind::Workplace.code();
            let place = u32::try_from(place).ok()?;
            Some(Findable { school: *places.get(&tenant)?, place, text, text_en, at_workplace, site, town })
        };
        Ok((schools, found.into_iter().filter_map(line).collect()))
    }

    /// Counts what was sought and a school does not offer: concepts of the vocabulary, and how many other words. Nothing else of a
    /// search is kept, and nothing of who sought.
    pub async fn offer_sought(
        &self,
        counted: &[(TenantId, Vec<Concept>, usize)],
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let month = month(now.day);
        for (tenant, concepts, unknown) in counted {
            for concept in concepts {
                run!(tx, SOUGHT, tenant.0, month, concept.code(), 1_i64)?;
            }
            if *unknown > 0 {
                run!(tx, SOUGHT, tenant.0, month, OTHER, *unknown as i64)?;
            }
        }
        tx.commit().await
    }

    /// What was sought in vain at a school in a year before a day: by concept, and all other words as one (`None`).
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever does not keep the offer.
    pub async fn offer_in_vain(
        &self,
        actor: &access::Actor,
        today: Date,
    ) -> Result<Vec<(Option<Concept>, i64)>, StoreError> {
        crate::audit::allowed(actor, access::Action::KeepOffer)?;
        let since = month(today.replace_year(today.year() - 1).unwrap_or(today));
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (String, i64), IN_VAIN, actor.tenant().0, since)?;
        Ok(found.into_iter().map(|(code, times)| (Concept::from_code(&code), times)).collect())
    }
}
