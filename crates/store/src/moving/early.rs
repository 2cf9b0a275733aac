//! Who of a team went to another coach or team in the first months after they began, and who can still go in those months. Whom the reader
//! does not reach any more, because they went to another team, is a number.

use crate::StoreError;
use crate::db::Tx;
use crate::file::list::{FileRow, PAGE_SIZE, rows_of};
use register::moving::{EARLY, Went, What, early};
use register::{FileId, PersonId, Personal, TeamId, TenantId};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

/// Students of a team who began less than some months ago.
macro_rules! began {
    () => {
        " FROM file_scope s CROSS JOIN support_file f CROSS JOIN enrolment e WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 \
         AND s.begins <= $2 AND s.ends >= $2 AND f.tenant_id = $1 AND f.file_id = s.file_id AND e.tenant_id = $1 \
         AND e.person_id = f.person_id AND e.withdrawn_by IS NULL AND e.begins >= $4 AND e.begins <= $2 \
         AND (e.ended IS NULL OR e.ended >= $2)"
    };
}

/// Of those, who came to another after one had ended.
macro_rules! went {
    () => {
        " AND (EXISTS (SELECT 1 FROM person_team b CROSS JOIN person_team a WHERE b.tenant_id = $1 AND b.person_id = f.person_id \
         AND b.begins > e.begins AND b.begins <= $2 AND (b.ends IS NULL OR b.ends >= b.begins) \
         AND a.tenant_id = $1 AND a.person_id = f.person_id AND a.team_id <> b.team_id AND a.ends < b.begins AND a.ends >= a.begins \
         AND a.ends >= e.begins) OR EXISTS (SELECT 1 FROM person_coach b CROSS JOIN person_coach a WHERE b.tenant_id = $1 \
         AND b.person_id = f.person_id AND b.begins > e.begins AND b.begins <= $2 AND (b.ends IS NULL OR b.ends >= b.begins) \
         AND a.tenant_id = $1 AND a.person_id = f.person_id AND a.email_key <> b.email_key AND a.ends < b.begins AND a.ends >= a.begins \
         AND a.ends >= e.begins))"
    };
}

sql! {
    COUNT = concat!("SELECT COUNT(DISTINCT s.file_id)", began!(), went!());
    /// How many can still go in their first months, and when the last of them began.
    OPEN = concat!("SELECT COUNT(DISTINCT s.file_id), MAX(e.begins)", began!());
    /// `$5` and `$6`: after whom; `$7`: how many.
    PAGE = concat!("SELECT s.file_id, f.person_id, MAX(e.begins)", began!(), went!(),
        " AND (s.sort_key, s.file_id) > ($5, $6) GROUP BY s.file_id, f.person_id, s.sort_key ORDER BY s.sort_key, s.file_id LIMIT $7");
    CURSOR = "SELECT s.sort_key FROM file_scope s WHERE s.tenant_id = $1 AND s.kind = 'team' AND s.scope_id = $3 AND s.file_id = $4 \
              AND s.begins <= $2 AND s.ends >= $2";
    /// Who left this team for another, by that: how many.
    LEFT = "SELECT t.name, COUNT(DISTINCT a.person_id) FROM person_team a CROSS JOIN person_team b CROSS JOIN team t CROSS JOIN enrolment e \
            WHERE a.tenant_id = $1 AND a.team_id = $3 AND a.ends >= $4 AND a.ends < $2 AND a.ends >= a.begins \
            AND b.tenant_id = $1 AND b.person_id = a.person_id AND b.team_id <> $3 AND b.begins > a.ends AND b.begins <= $2 \
            AND (b.ends IS NULL OR b.ends >= b.begins) AND t.tenant_id = $1 AND t.team_id = b.team_id \
            AND e.tenant_id = $1 AND e.person_id = a.person_id AND e.withdrawn_by IS NULL AND e.begins >= $4 AND e.begins <= a.ends \
            GROUP BY t.name ORDER BY t.name";
}

/// Each ends where the tenant's identifier stands, and then those of persons.
const IN_TEAMS: &str = "SELECT x.person_id, t.name, x.begins, x.ends FROM person_team x \
                        JOIN team t ON t.tenant_id = x.tenant_id AND t.team_id = x.team_id WHERE x.tenant_id = ";
const WITH_COACHES: &str = "SELECT x.person_id, COALESCE(a.name, x.email_key), x.begins, x.ends FROM person_coach x \
                            LEFT JOIN account a ON a.account_id = x.account_id WHERE x.tenant_id = ";

/// A student who went to another.
#[derive(Debug, Clone)]
pub struct EarlyRow {
    /// Who.
    pub file: FileRow,
    /// When they began.
    pub began: Date,
    /// From whom or what to whom or what, on which day.
    pub went: Vec<(What, Personal<String>, Personal<String>, Date)>,
}

/// Those of a team.
#[derive(Debug, Clone)]
pub struct EarlyPage {
    /// A page of them.
    pub rows: Vec<EarlyRow>,
    /// Where the next page begins.
    pub next: Option<FileId>,
    /// How many there are.
    pub total: i64,
    /// How many left for which team.
    pub left: Vec<(String, i64)>,
    /// How many can still go in their first months.
    pub open: i64,
    /// Until when the last of them can.
    pub until: Option<Date>,
}

/// A person, the name of what they are in, and from when through when.
type Named = (Uuid, String, Date, Option<Date>);

fn of_person(all: &[Named], person: PersonId, (began, today): (Date, Date)) -> Vec<(String, String, Date)> {
    let held: Vec<(&str, Date, Option<Date>)> = (all.iter())
        .filter(|(of, ..)| *of == person.0)
        .map(|(_, name, begins, ends)| (name.as_str(), *begins, *ends))
        .collect();
    let said = |one: &Went<&str>| (one.from.to_owned(), one.to.to_owned(), one.on);
    early(&held, began, today).iter().map(said).collect()
}

/// Reads them.
pub(super) async fn page(
    tx: &mut Tx,
    (tenant, team): (TenantId, TeamId),
    after: Option<FileId>,
    today: Date,
) -> Result<EarlyPage, StoreError> {
    let since = today - EARLY;
    let (total,) = row!(tx, (i64,), COUNT, tenant.0, today, team.0, since)?.unwrap_or_default();
    let (open, last) = row!(tx, (i64, Option<Date>), OPEN, tenant.0, today, team.0, since)?.unwrap_or_default();
    let left = rows!(tx, (String, i64), LEFT, tenant.0, today, team.0, since)?;
    let (key, from) = match after {
        Some(file) => {
            let found = row!(tx, (String,), CURSOR, tenant.0, today, team.0, file.0)?;
            (found.ok_or(StoreError::NotFound)?.0, file.0)
        }
        None => (String::new(), Uuid::nil()),
    };
    let many = PAGE_SIZE as i64 + 1;
    let found = rows!(tx, (Uuid, Uuid, Option<Date>), PAGE, tenant.0, today, team.0, since, key.as_str(), from, many)?;
    let more = found.len() > PAGE_SIZE;
    let found = &found[..found.len().min(PAGE_SIZE)];
    let began: HashMap<Uuid, Date> = found.iter().filter_map(|(_, person, began)| Some((*person, (*began)?))).collect();
    let ids: Vec<Uuid> = found.iter().map(|(_, person, _)| *person).collect();
    let (mut teams, mut coaches) = (Vec::new(), Vec::new());
    if !ids.is_empty() {
        teams = among!(tx, Named, IN_TEAMS, "x.person_id", tenant, &ids)?;
        coaches = among!(tx, Named, WITH_COACHES, "x.person_id", tenant, &ids)?;
    }
    let persons: Vec<(PersonId, bool)> = ids.iter().map(|id| (PersonId(*id), false)).collect();
    let mut rows = Vec::with_capacity(ids.len());
    for file in rows_of(tx, tenant, &persons, today).await? {
        let began = began.get(&file.person.0).copied().unwrap_or(today);
        let named = |what, all: &[Named]| {
            let one = move |(from, to, on): (String, String, Date)| (what, Personal::new(from), Personal::new(to), on);
            of_person(all, file.person, (began, today)).into_iter().map(one).collect::<Vec<_>>()
        };
        let mut went = named(What::Team, &teams);
        went.extend(named(What::Coach, &coaches));
        rows.push(EarlyRow { went, began, file });
    }
    let next = rows.last().filter(|_| more).map(|row: &EarlyRow| row.file.file);
    Ok(EarlyPage { rows, next, total, left, open, until: last.map(|last| last + EARLY) })
}
