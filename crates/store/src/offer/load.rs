//! Reading what a school offers: all versions, which are few.

use crate::StoreError;
use crate::db::Tx;
use register::catalogue::MeasureKind;
use register::offer::{Event, Happened, Level, Line, Mark, Offer, Outcome, Site, Told, What};
use register::{AccountId, MeasureId, OfferId, TeamId, TenantId};
use sqlx_macros::FromRow;
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

sql! {
    OFFERS = "SELECT offer_id, number, changes, begun_on FROM offer WHERE tenant_id = $1 ORDER BY number DESC";
    EVENTS = "SELECT offer_id, event, day, outcome, words, noted_on, noted_by FROM offer_event WHERE tenant_id = $1 \
              ORDER BY offer_id, place";
    LINES = "SELECT offer_id, place, measure_id, kind, text_nl, text_en, level, site, town, team_id, capacity, who, who_en, address, \
             reachable, reachable_en, how, how_en, ends FROM offer_line WHERE tenant_id = $1 ORDER BY offer_id, place";
    MARKS = "SELECT offer_id, place, mark, reason, noted_on FROM offer_mark WHERE tenant_id = $1 ORDER BY offer_id, place, number";
    TEAMS = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY name";
}

/// What was noted of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What is so.
    pub mark: Mark,
    /// Since when.
    pub on: Date,
    /// Why.
    pub reason: Option<String>,
}

/// A line where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Which line of the version: it keeps this number.
    pub place: u32,
    /// What it says.
    pub line: Line,
    /// What was noted of it, the first first.
    pub noted: Vec<Noted>,
}

impl Placed {
    /// What is so of it now.
    pub fn mark(&self) -> Mark {
        self.noted.last().map_or(Mark::Open, |noted| noted.mark)
    }

    /// Whether it is offered on a day.
    pub fn offered(&self, day: Date) -> bool {
        self.line.runs(day) && self.mark() != Mark::Stopped
    }
}

/// A version as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The version, with its lines in order.
    pub offer: Offer,
    /// How often it was changed: a form carries it.
    pub changes: i64,
    /// Its lines, where they stand.
    pub lines: Vec<Placed>,
}

impl Kept {
    /// What whoever reads what a team offers reads of it on a day: what stopped or ended says nothing otherwise.
    pub fn read_by_team(&self, team: TeamId, day: Date) -> Vec<&Placed> {
        let offered: Vec<&Placed> = self.lines.iter().filter(|one| one.offered(day)).collect();
        let lines = || offered.iter().map(|one| &one.line);
        offered.iter().filter(|one| one.line.read_by_team(team, lines())).copied().collect()
    }
}

/// What a school keeps, with what a form needs.
#[derive(Debug, Clone)]
pub struct OfferDesk {
    /// The school's name.
    pub school: String,
    /// Its code, as it stands in addresses.
    pub code: String,
    /// All versions, the last first.
    pub all: Vec<Kept>,
    /// The version in force.
    pub now: Option<OfferId>,
    /// The teams of today.
    pub teams: Vec<(TeamId, String)>,
}

impl OfferDesk {
    /// A version.
    pub fn one(&self, id: OfferId) -> Option<&Kept> {
        self.all.iter().find(|kept| kept.offer.id == id)
    }

    /// The version in force.
    pub fn in_force(&self) -> Option<&Kept> {
        self.now.and_then(|id| self.one(id))
    }

    /// What a version can follow: the one in force, and what is announced after it, by first day.
    pub fn to_follow(&self) -> Vec<&Kept> {
        let since = self.in_force().and_then(|kept| Some(kept.offer.decided()?.0));
        let mut found: Vec<(Date, &Kept)> =
            self.all.iter().filter_map(|kept| Some((kept.offer.decided()?.0, kept))).collect();
        found.retain(|(from, _)| since.is_none_or(|since| *from >= since));
        found.sort_by_key(|(from, _)| *from);
        found.into_iter().map(|(_, kept)| kept).collect()
    }

    /// Whether what a version offers was told in time; nothing while it is not decided.
    pub fn told(&self, offer: &Offer) -> Option<Told> {
        told_of(&self.all, offer).map(|(told, _)| told)
    }
}

#[derive(FromRow)]
struct EventRow {
    offer_id: Uuid,
    event: String,
    day: Option<Date>,
    outcome: Option<String>,
    words: Option<String>,
    noted_on: Date,
    noted_by: Uuid,
}

#[derive(FromRow)]
pub(super) struct LineRow {
    offer_id: Uuid,
    place: i64,
    measure_id: Uuid,
    kind: String,
    text_nl: String,
    text_en: String,
    level: String,
    site: Option<String>,
    town: Option<String>,
    team_id: Option<Uuid>,
    capacity: Option<i64>,
    who: String,
    who_en: String,
    address: String,
    reachable: String,
    reachable_en: String,
    how: String,
    how_en: String,
    ends: Option<Date>,
}

fn impossible(table: &'static str, key: Uuid, what: &'static str) -> StoreError {
    StoreError::Inconsistent { table, key: key.to_string(), what }
}

impl TryFrom<EventRow> for Happened {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let wrong = || impossible("offer_event", row.offer_id, "what happened");
        let what = match (Event::from_code(&row.event).ok_or_else(wrong)?, row.day) {
            (Event::Ask, Some(on)) => What::Ask { on },
            (Event::Advise, Some(on)) => {
                let outcome = row.outcome.as_deref().and_then(Outcome::from_code).ok_or_else(wrong)?;
                What::Advise { on, outcome, words: row.words.clone() }
            }
            (Event::Revise, _) => What::Revise,
            (Event::Decide, Some(from)) => What::Decide { from, reason: row.words.clone() },
            (Event::Drop, _) => What::Drop { reason: row.words.clone().ok_or_else(wrong)? },
            (Event::Include, Some(on)) => What::Include { on },
            (Event::Ask | Event::Advise | Event::Decide | Event::Include, None) => return Err(wrong()),
        };
        Ok(Self { what, on: row.noted_on, by: AccountId(row.noted_by) })
    }
}

impl TryFrom<LineRow> for (Uuid, Placed) {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let wrong = |what| impossible("offer_line", row.offer_id, what);
        let number = |value: i64| u32::try_from(value).map_err(|_| wrong("a number"));
        let site = match (row.site, row.town) {
            (Some(name), Some(town)) => Some(Site { name, town }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(wrong("half a location")),
        };
        let line = Line {
            measure: MeasureId(row.measure_id),
            kind: MeasureKind::from_code(&row.kind).ok_or_else(|| wrong("its kind"))?,
            text: row.text_nl,
            text_en: row.text_en,
            level: Level::from_code(&row.level).ok_or_else(|| wrong("its level"))?,
            site,
            team: row.team_id.map(TeamId),
            capacity: row.capacity.map(number).transpose()?,
            who: row.who,
            who_en: row.who_en,
            address: row.address,
            reachable: row.reachable,
            reachable_en: row.reachable_en,
            how: row.how,
            how_en: row.how_en,
            until: row.ends,
        };
        Ok((row.offer_id, Placed { place: number(row.place)?, line, noted: Vec::new() }))
    }
}

/// All versions of a school, the last first.
pub(super) async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Kept>, StoreError> {
    let mut happened: HashMap<Uuid, Vec<Happened>> = HashMap::new();
    for row in rows!(tx, EventRow, EVENTS, tenant.0)? {
        happened.entry(row.offer_id).or_default().push(row.try_into()?);
    }
    let mut lines: HashMap<Uuid, Vec<Placed>> = HashMap::new();
    for row in rows!(tx, LineRow, LINES, tenant.0)? {
        let (offer, line): (Uuid, Placed) = row.try_into()?;
        lines.entry(offer).or_default().push(line);
    }
    for (offer, place, mark, reason, on) in rows!(tx, (Uuid, i64, String, Option<String>, Date), MARKS, tenant.0)? {
        let mark = Mark::from_code(&mark).ok_or_else(|| impossible("offer_mark", offer, "its mark"))?;
        let of = lines.get_mut(&offer).and_then(|all| all.iter_mut().find(|one| i64::from(one.place) == place));
        of.ok_or_else(|| impossible("offer_mark", offer, "a line that is not there"))?.noted.push(Noted {
            mark,
            on,
            reason,
        });
    }
    let found = rows!(tx, (Uuid, i64, i64, Date), OFFERS, tenant.0)?;
    let kept = |(id, number, changes, begun): (Uuid, i64, i64, Date)| {
        let lines = lines.remove(&id).unwrap_or_default();
        Ok::<_, StoreError>(Kept {
            offer: Offer {
                id: OfferId(id),
                number: u32::try_from(number).map_err(|_| impossible("offer", id, "its number"))?,
                begun,
                happened: happened.remove(&id).unwrap_or_default(),
                lines: lines.iter().map(|one| one.line.clone()).collect(),
            },
            changes,
            lines,
        })
    };
    found.into_iter().map(kept).collect()
}

/// The version in force on a day, and those that are announced.
pub(super) fn in_force(all: &[Kept], day: Date) -> (Option<&Kept>, Vec<&Kept>) {
    let offers: Vec<Offer> = all.iter().map(|kept| kept.offer.clone()).collect();
    let (now, next) = register::offer::in_force(&offers, day);
    let kept = |offer: &Offer| all.iter().find(|kept| kept.offer.id == offer.id);
    (now.and_then(kept), next.into_iter().filter_map(kept).collect())
}

/// Whether what a version offers was told in time, and the last day of the school year that this is about.
pub(super) fn told_of(all: &[Kept], offer: &Offer) -> Option<(Told, Date)> {
    let offers: Vec<&Offer> = all.iter().map(|kept| &kept.offer).collect();
    register::offer::told_of(&offers, offer)
}

/// The teams of a day, by name.
pub(crate) async fn teams(tx: &mut Tx, tenant: TenantId, day: Date) -> Result<Vec<(TeamId, String)>, StoreError> {
    let found = rows!(tx, (Uuid, String), TEAMS, tenant.0, day)?;
    Ok(found.into_iter().map(|(id, name)| (TeamId(id), name)).collect())
}
