//! To which team and groups a student belongs and who coaches them, each from a day until a day. A change ends the old
//! one the day before and begins the new one today, so that what held on a day can be asked again.

use super::Student;
use crate::account::email_key;
use crate::db::Tx;
use crate::import::Counts;
use crate::import::run::Run;
use crate::{StoreError, fresh};
use std::collections::{BTreeSet, HashMap, HashSet};
use time::Date;
use uuid::Uuid;

sql! {
    TEAMS = "SELECT name, team_id FROM team WHERE tenant_id = $1";
    GROUPS = "SELECT name, group_id FROM lesson_group WHERE tenant_id = $1";
    ADD_TEAM = "INSERT INTO team (tenant_id, team_id, name, begins) VALUES ($1, $2, $3, $4)";
    ADD_GROUP = "INSERT INTO lesson_group (tenant_id, group_id, name, begins) VALUES ($1, $2, $3, $4)";
    IN_TEAM = "SELECT person_id, team_id, begins FROM person_team WHERE tenant_id = $1 AND (ends IS NULL OR ends >= $2)";
    IN_GROUP = "SELECT person_id, group_id, begins FROM person_group WHERE tenant_id = $1 AND (ends IS NULL OR ends >= $2)";
    COACHED = "SELECT person_id, email_key, begins FROM person_coach WHERE tenant_id = $1 AND (ends IS NULL OR ends >= $2)";
    END_TEAM = "UPDATE person_team SET ends = $5, import_id = $6 WHERE tenant_id = $1 AND person_id = $2 AND team_id = $3 AND begins = $4";
    END_GROUP = "UPDATE person_group SET ends = $5, import_id = $6 WHERE tenant_id = $1 AND person_id = $2 AND group_id = $3 AND begins = $4";
    END_COACH = "UPDATE person_coach SET ends = $5, import_id = $6 WHERE tenant_id = $1 AND person_id = $2 AND email_key = $3 AND begins = $4";
    ACCOUNT = "SELECT account_id FROM account WHERE email_key = $1";
}

/// What a student belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belonging {
    Team,
    Group,
}

/// The identifiers of teams or groups by name; those that are new are made.
pub(super) async fn ids<'a>(
    tx: &mut Tx,
    run: &Run,
    what: Belonging,
    names: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, Uuid>, StoreError> {
    let (all, add) = match what {
        Belonging::Team => (TEAMS, ADD_TEAM),
        Belonging::Group => (GROUPS, ADD_GROUP),
    };
    let mut ids: HashMap<String, Uuid> = rows!(tx, (String, Uuid), all, run.tenant.0)?.into_iter().collect();
    for name in names {
        if !ids.contains_key(name) {
            let id = fresh::id();
            run!(tx, add, run.tenant.0, id, name, run.today)?;
            ids.insert(name.to_owned(), id);
        }
    }
    Ok(ids)
}

/// What changes: who leaves what (and since when they were there), who joins what.
struct Moves<K> {
    end: Vec<(Uuid, K, Date)>,
    begin: Vec<(Uuid, K)>,
    counts: Counts,
}

/// Compares what holds with what the file wants. People who are not in the file stay where they are.
fn moves<K: Ord + Clone>(now: Vec<(Uuid, K, Date)>, wanted: impl Iterator<Item = (Uuid, BTreeSet<K>)>) -> Moves<K> {
    let mut held: HashMap<Uuid, Vec<(K, Date)>> = HashMap::new();
    for (person, what, begins) in now {
        held.entry(person).or_default().push((what, begins));
    }
    let mut moves = Moves { end: Vec::new(), begin: Vec::new(), counts: Counts::default() };
    for (person, wanted) in wanted {
        let held = held.remove(&person).unwrap_or_default();
        let begin = wanted.iter().filter(|one| held.iter().all(|(what, _)| what != *one));
        moves.begin.extend(begin.map(|one| (person, one.clone())));
        for (what, begins) in held {
            if wanted.contains(&what) {
                moves.counts.unchanged += 1;
            } else {
                moves.end.push((person, what, begins));
            }
        }
    }
    moves.counts.inserted = moves.begin.len();
    moves.counts.withdrawn = moves.end.len();
    moves
}

/// Moves students between teams or groups.
pub(super) async fn write(
    tx: &mut Tx,
    run: &Run,
    what: Belonging,
    wanted: impl Iterator<Item = (Uuid, BTreeSet<Uuid>)>,
) -> Result<Counts, StoreError> {
    let (now, end, begin) = match what {
        Belonging::Team => {
            (IN_TEAM, END_TEAM, "INSERT INTO person_team (tenant_id, person_id, team_id, begins, import_id) ")
        }
        Belonging::Group => {
            (IN_GROUP, END_GROUP, "INSERT INTO person_group (tenant_id, person_id, group_id, begins, import_id) ")
        }
    };
    // Back on the day it was left: the same row goes on.
    let again = match what {
        Belonging::Team => {
            " ON CONFLICT (tenant_id, person_id, team_id, begins) DO UPDATE SET ends = NULL, import_id = EXCLUDED.import_id"
        }
        Belonging::Group => {
            " ON CONFLICT (tenant_id, person_id, group_id, begins) DO UPDATE SET ends = NULL, import_id = EXCLUDED.import_id"
        }
    };
    let moves = moves(rows!(tx, (Uuid, Uuid, Date), now, run.tenant.0, run.today)?, wanted);
    for (person, what, begins) in &moves.end {
        run!(tx, end, run.tenant.0, *person, *what, *begins, yesterday(run), run.import)?;
    }
    insert_many!(
        tx,
        begin,
        moves.begin,
        |row, (person, what)| row
            .push_bind(run.tenant.0)
            .push_bind(*person)
            .push_bind(*what)
            .push_bind(run.today)
            .push_bind(run.import),
        again
    )?;
    Ok(moves.counts)
}

/// Gives students their coaches: known by e-mail address, and by account where there is one already.
pub(super) async fn write_coaches(
    tx: &mut Tx,
    run: &Run,
    persons: &[Uuid],
    rows: &[Student<'_>],
) -> Result<Counts, StoreError> {
    let now = rows!(tx, (Uuid, String, Date), COACHED, run.tenant.0, run.today)?;
    let wanted = persons.iter().zip(rows).map(|(p, row)| (*p, row.coach.map(email_key).into_iter().collect()));
    let moves = moves(now, wanted);
    for (person, email, begins) in &moves.end {
        run!(tx, END_COACH, run.tenant.0, *person, email.as_str(), *begins, yesterday(run), run.import)?;
    }
    let mut accounts: HashMap<&str, Option<Uuid>> = HashMap::new();
    for email in moves.begin.iter().map(|(_, email)| email.as_str()).collect::<HashSet<_>>() {
        let account = row!(tx, (Uuid,), ACCOUNT, email)?.map(|(id,)| id);
        accounts.insert(email, account);
    }
    insert_many!(
        tx,
        "INSERT INTO person_coach (tenant_id, person_id, email_key, account_id, begins, import_id) ",
        moves.begin,
        |row, (person, email)| row
            .push_bind(run.tenant.0)
            .push_bind(*person)
            .push_bind(email.as_str())
            .push_bind(accounts.get(email.as_str()).copied().flatten())
            .push_bind(run.today)
            .push_bind(run.import),
        " ON CONFLICT (tenant_id, person_id, email_key, begins) DO UPDATE SET ends = NULL, import_id = EXCLUDED.import_id"
    )?;
    Ok(moves.counts)
}

/// The last day of what ends by this import. What began today ends before it began, and so held on no day.
fn yesterday(run: &Run) -> Date {
    run.today.previous_day().unwrap_or(Date::MIN)
}
