//! Teams and lesson groups by name: one, however it is written. Of doubles from before names had one form it is the one
//! that is written so, and a line that does not say which is a problem: as at the command line (`membership::named`).

use super::StudentsIncoming;
use crate::audit::UnitKind;
use crate::db::Tx;
use crate::import::error::{ImportError, Line, LineProblem};
use crate::import::run::Run;
use crate::membership::{Named, named};
use crate::{StoreError, fresh};
use register::group::GroupName;
use register::team::TeamName;
use std::collections::HashMap;
use uuid::Uuid;

sql! {
    TEAMS = "SELECT name, team_id FROM team WHERE tenant_id = $1";
    GROUPS = "SELECT name, group_id FROM lesson_group WHERE tenant_id = $1";
    ADD_TEAM = "INSERT INTO team (tenant_id, team_id, name, begins) VALUES ($1, $2, $3, $4)";
    ADD_GROUP = "INSERT INTO lesson_group (tenant_id, group_id, name, begins) VALUES ($1, $2, $3, $4)";
}

/// Those that have a name, by its key: nearly always one.
type ByKey = HashMap<String, Vec<(Uuid, String)>>;

/// The teams and groups of a school, those of a file among them.
#[derive(Default)]
pub(super) struct Names {
    teams: ByKey,
    groups: ByKey,
    new_teams: Vec<(Uuid, String)>,
    new_groups: Vec<(Uuid, String)>,
}

fn team_key(name: &str) -> (String, String) {
    let form = |name: TeamName| (name.key().to_owned(), name.as_str().to_owned());
    TeamName::new(name).map_or_else(|_| (name.to_owned(), name.to_owned()), form)
}

fn group_key(name: &str) -> (String, String) {
    let form = |name: GroupName| (name.key().to_owned(), name.as_str().to_owned());
    GroupName::new(name).map_or_else(|_| (name.to_owned(), name.to_owned()), form)
}

fn by_key(rows: Vec<(String, Uuid)>, key: fn(&str) -> (String, String)) -> ByKey {
    let mut by = ByKey::new();
    for (name, id) in rows {
        by.entry(key(&name).0).or_default().push((id, name));
    }
    by
}

/// Which of these a name means.
fn find(known: &ByKey, (key, form): &(String, String)) -> Named {
    known.get(key).map_or(Named::Nobody, |of| named(of, form))
}

impl Names {
    /// Loads what is there, and gives what is new in the file an identifier.
    ///
    /// # Errors
    /// [`ImportError::Lines`] with the lines that name one of several.
    pub(super) async fn load(tx: &mut Tx, run: &Run, file: &StudentsIncoming<'_>) -> Result<Self, ImportError> {
        let teams = rows!(tx, (String, Uuid), TEAMS, run.tenant.0)?;
        let groups = rows!(tx, (String, Uuid), GROUPS, run.tenant.0)?;
        let mut names = Self { teams: by_key(teams, team_key), groups: by_key(groups, group_key), ..Self::default() };
        let mut problems = Vec::new();
        for row in &file.rows {
            let mut clear = true;
            if let Some(name) = row.team {
                clear &= add(&mut names.teams, &mut names.new_teams, team_key(name), name);
            }
            for name in &row.groups {
                clear &= add(&mut names.groups, &mut names.new_groups, group_key(name), name);
            }
            if !clear {
                problems.push(Line { line: row.line, other: None, what: LineProblem::SeveralOfOneName });
            }
        }
        if problems.is_empty() { Ok(names) } else { Err(ImportError::Lines(problems)) }
    }

    pub(super) fn team(&self, name: Option<&str>) -> Option<Uuid> {
        find(&self.teams, &team_key(name?)).one()
    }

    pub(super) fn group(&self, name: &str) -> Option<Uuid> {
        find(&self.groups, &group_key(name)).one()
    }

    /// Makes those that are new.
    pub(super) async fn write(&self, tx: &mut Tx, run: &Run) -> Result<(), StoreError> {
        let teams = (&self.new_teams, ADD_TEAM, UnitKind::Team);
        for (new, add, kind) in [teams, (&self.new_groups, ADD_GROUP, UnitKind::Group)] {
            for (id, name) in new {
                run!(tx, add, run.tenant.0, *id, name.as_str(), run.today)?;
            }
            tx.wrote(run.tenant, kind, new.iter().map(|(id, _)| *id));
        }
        Ok(())
    }
}

/// Makes room for a name that nobody has; whether it is clear which one it means.
fn add(known: &mut ByKey, new: &mut Vec<(Uuid, String)>, wanted: (String, String), name: &str) -> bool {
    match find(known, &wanted) {
        Named::One(_) => true,
        Named::Several => false,
        Named::Nobody => {
            let id = fresh::id();
            new.push((id, name.to_owned()));
            known.entry(wanted.0).or_default().push((id, wanted.1));
            true
        }
    }
}
