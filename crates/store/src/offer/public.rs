//! What anybody reads of what schools offer: what is in force and what is announced. No actor, no look, nobody's data.

use super::load::{self, Kept};
use crate::db::{Conn, Tx, run};
use crate::which::{MANY, filled_many, marks, unnumbered};
use crate::{Store, StoreError};
use register::offer::{Concept, Sought, Told};
use register::period::end_of_school_year;
use register::{Moment, TeamId, TenantId};
use sqlx_macros::FromRow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use time::Date;
use uuid::Uuid;

sql! {
    SCHOOL = "SELECT code, name FROM tenant WHERE tenant_id = $1";
    BY_CODE = "SELECT tenant_id, name FROM tenant WHERE code = $1 AND kind = 'school'";
    /// Schools with something decided, by name.
    SCHOOLS = "SELECT t.tenant_id, t.code, t.name FROM tenant t WHERE t.kind = 'school' \
               AND EXISTS (SELECT 1 FROM offer o WHERE o.tenant_id = t.tenant_id AND o.status = 'decided') ORDER BY t.name, t.code";
    /// Of every school the lines in force on a day: the last version that began by then. What stopped, and what is of a team that is
    /// not there that day, is left out.
    IN_FORCE = "SELECT o.tenant_id, l.place, l.text_nl, l.text_en, l.kind, l.site, l.town, l.team_id, l.who, l.who_en, l.address FROM offer o CROSS JOIN offer_line l \
                WHERE o.status = 'decided' AND o.holds_from <= $1 \
                AND NOT EXISTS (SELECT 1 FROM offer x WHERE x.tenant_id = o.tenant_id AND x.status = 'decided' \
                AND x.holds_from <= $1 AND x.holds_from > o.holds_from) \
                AND l.tenant_id = o.tenant_id AND l.offer_id = o.offer_id AND (l.ends IS NULL OR l.ends >= $1) \
                AND NOT EXISTS (SELECT 1 FROM offer_mark m WHERE m.tenant_id = l.tenant_id AND m.offer_id = l.offer_id \
                AND m.place = l.place AND m.mark = 'stopped') \
                AND (l.team_id IS NULL OR EXISTS (SELECT 1 FROM team t WHERE t.tenant_id = l.tenant_id AND t.team_id = l.team_id \
                AND t.begins <= $1 AND (t.ends IS NULL OR t.ends >= $1))) ORDER BY o.tenant_id, l.place";
    /// Of every school the teams that a line names of what is announced and offered on its first day, and that are there today: they have
    /// a page.
    ANNOUNCED = "SELECT DISTINCT o.tenant_id, l.team_id FROM offer o CROSS JOIN offer_line l CROSS JOIN team t \
                 WHERE o.status = 'decided' AND o.holds_from > $1 AND l.tenant_id = o.tenant_id AND l.offer_id = o.offer_id \
                 AND (l.ends IS NULL OR l.ends >= o.holds_from) \
                 AND t.tenant_id = l.tenant_id AND t.team_id = l.team_id AND t.begins <= $1 AND (t.ends IS NULL OR t.ends >= $1)";
    IN_VAIN = "SELECT concept, CAST(SUM(times) AS BIGINT) FROM offer_sought WHERE tenant_id = $1 AND month >= $2 GROUP BY concept ORDER BY concept";
}

/// Adds to what was sought of one concept, for as many schools as `which::filled_many` gives; always in the same order, so that two
/// searches wait for each other and never both.
static SOUGHT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "INSERT INTO offer_sought (month, concept, times, tenant_id) SELECT $1, $2, $3, t.tenant_id FROM tenant t \
         WHERE t.tenant_id IN ({}) ORDER BY t.tenant_id ON CONFLICT (tenant_id, month, concept) \
         DO UPDATE SET times = offer_sought.times + EXCLUDED.times",
        marks(4, MANY)
    )
});

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
    /// Whether that was told in time, in the school year that this is about; after it nothing is said.
    pub told: Option<Told>,
    /// What is announced, the first day first.
    pub next: Vec<Kept>,
    /// The teams of today that a line in it names, by name. Of the others nothing is said.
    pub teams: Vec<(TeamId, String)>,
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
    /// For a team only.
    pub team: Option<TeamId>,
    /// Whom to ask.
    pub who: String,
    /// In English.
    pub who_en: String,
    /// Their address.
    pub address: String,
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

/// A line in force, as the database found it.
#[derive(FromRow)]
struct Row {
    tenant_id: Uuid,
    place: i64,
    text_nl: String,
    text_en: String,
    kind: String,
    site: Option<String>,
    town: Option<String>,
    team_id: Option<Uuid>,
    who: String,
    who_en: String,
    address: String,
}

/// Code and name of a school.
pub(super) async fn school(tx: &mut Tx, tenant: TenantId) -> Result<(String, String), StoreError> {
    row!(tx, (String, String), SCHOOL, tenant.0)?.ok_or(StoreError::NotFound)
}

/// The first day of a month.
fn month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

/// The first day of the same month a year before: 29 February has none, the first of a month always has.
fn year_before(day: Date) -> Date {
    let first = month(day);
    first.replace_year(first.year() - 1).unwrap_or(first)
}

/// Adds to what was sought of one concept at many schools.
async fn add(tx: &mut Tx, (month, code, times): (Date, &str, i64), schools: &[Uuid]) -> Result<(), StoreError> {
    let sql = SOUGHT.as_str();
    tx.told.note(sql, module_path!());
    match &mut tx.conn {
        Conn::Sqlite(c) => {
            let text = sqlx::AssertSqlSafe(unnumbered(sql).unwrap_or_else(|| sql.to_owned()));
            let query = sqlx::query(text).bind(month).bind(code).bind(times);
            run::sqlite::done(schools.iter().fold(query, |query, one| query.bind(*one)), c).await?
        }
        Conn::Postgres(c) => {
            let query = sqlx::query(sql).bind(month).bind(code).bind(times);
            run::postgres::done(schools.iter().fold(query, |query, one| query.bind(*one)), c).await?
        }
    };
    Ok(())
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
    /// [`StoreError::NotFound`] for no school, and for one of which nothing is in force or announced.
    pub async fn offer_public(&self, code: &str, today: Date) -> Result<PublicOffer, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let (id, name) = row!(tx, (Uuid, String), BY_CODE, code)?.ok_or(StoreError::NotFound)?;
        let tenant = TenantId(id);
        let all = load::all(&mut tx, tenant).await?;
        let (now, next) = load::in_force(&all, today);
        if now.is_none() && next.is_empty() {
            return Err(StoreError::NotFound);
        }
        let mut teams = load::teams(&mut tx, tenant, today).await?;
        teams.retain(|(team, _)| {
            let of = |kept: &Kept, day| kept.lines.iter().any(|one| one.line.team == Some(*team) && one.offered(day));
            let announced = |kept: &&Kept| kept.offer.decided().is_some_and(|(from, _)| of(kept, from));
            now.is_some_and(|kept| of(kept, today)) || next.iter().any(announced)
        });
        let told = now.and_then(|kept| load::told_of(&all, &kept.offer));
        Ok(PublicOffer {
            now: now.cloned(),
            told: told.filter(|(_, end)| *end == end_of_school_year(today)).map(|(told, _)| told),
            next: next.into_iter().cloned().collect(),
            teams,
            school: OfferingSchool { tenant, code: code.to_owned(), name },
        })
    }

    /// The lines in force of all schools, with the schools.
    pub async fn offer_findable(&self, today: Date) -> Result<(Vec<OfferingSchool>, Vec<Findable>), StoreError> {
        let schools = self.offering_schools().await?;
        let mut tx = self.begin_reading().await?;
        let places: BTreeMap<Uuid, usize> = schools.iter().enumerate().map(|(at, one)| (one.tenant.0, at)).collect();
        let found = rows!(tx, Row, IN_FORCE, today)?;
        let line = |row: Row| {
            Some(Findable {
                school: *places.get(&row.tenant_id)?,
                place: u32::try_from(row.place).ok()?,
                text: row.text_nl,
                text_en: row.text_en,
                at_workplace: row.kind == register::catalogue::MeasureKind::Workplace.code(),
                site: row.site,
                town: row.town,
                team: row.team_id.map(TeamId),
                who: row.who,
                who_en: row.who_en,
                address: row.address,
            })
        };
        Ok((schools, found.into_iter().filter_map(line).collect()))
    }

    /// The teams of what is announced, of all schools: those have a page too, also where nothing names them today.
    pub async fn offer_announced_teams(&self, today: Date) -> Result<BTreeSet<(TenantId, TeamId)>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (Uuid, Uuid), ANNOUNCED, today)?;
        Ok(found.into_iter().map(|(tenant, team)| (TenantId(tenant), TeamId(team))).collect())
    }

    /// Counts what was sought and a school does not offer: concepts of the vocabulary, and how many other words. Nothing else of a
    /// search is kept, and nothing of who sought.
    pub async fn offer_sought(
        &self,
        counted: &[(TenantId, Vec<Concept>, usize)],
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut sought: BTreeMap<(&str, i64), BTreeSet<Uuid>> = BTreeMap::new();
        for (tenant, concepts, unknown) in counted {
            let known = concepts.iter().map(|concept| (concept.code(), 1));
            for one in known.chain((*unknown > 0).then_some((OTHER, *unknown as i64))) {
                sought.entry(one).or_default().insert(tenant.0);
            }
        }
        // There is one writer: nobody waits for it who has nothing to write.
        if sought.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        for ((code, times), schools) in sought {
            let schools: Vec<Uuid> = schools.into_iter().collect();
            for few in schools.chunks(MANY) {
                add(&mut tx, (month(now.day), code, times), &filled_many(few.iter().copied())).await?;
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
        let mut tx = self.begin_reading().await?;
        let found = rows!(tx, (String, i64), IN_VAIN, actor.tenant().0, year_before(today))?;
        Ok(found.into_iter().map(|(code, times)| (Concept::from_code(&code), times)).collect())
    }
}
