//! Teams and lesson groups by name: one, however it is written.

use super::StudentsIncoming;
use crate::audit::UnitKind;
use crate::db::Tx;
use crate::import::run::Run;
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

/// The teams and groups of a school, those of a file among them.
#[derive(Default)]
pub(super) struct Names {
    teams: HashMap<String, Uuid>,
    groups: HashMap<String, Uuid>,
    new_teams: Vec<(Uuid, String)>,
    new_groups: Vec<(Uuid, String)>,
}

fn team_key(name: &str) -> String {
    TeamName::new(name).map_or_else(|_| name.to_owned(), |name| name.key().to_owned())
}

fn group_key(name: &str) -> String {
    GroupName::new(name).map_or_else(|_| name.to_owned(), |name| name.key().to_owned())
}

impl Names {
    /// Loads what is there, and gives what is new in the file an identifier.
    pub(super) async fn load(tx: &mut Tx, run: &Run, file: &StudentsIncoming<'_>) -> Result<Self, StoreError> {
        let teams = rows!(tx, (String, Uuid), TEAMS, run.tenant.0)?;
        let groups = rows!(tx, (String, Uuid), GROUPS, run.tenant.0)?;
        let mut names = Self {
            teams: teams.into_iter().map(|(name, id)| (team_key(&name), id)).collect(),
            groups: groups.into_iter().map(|(name, id)| (group_key(&name), id)).collect(),
            ..Self::default()
        };
        for row in &file.rows {
            if let Some(name) = row.team {
                add(&mut names.teams, &mut names.new_teams, team_key(name), name);
            }
            for name in &row.groups {
                add(&mut names.groups, &mut names.new_groups, group_key(name), name);
            }
        }
        Ok(names)
    }

    pub(super) fn team(&self, name: Option<&str>) -> Option<Uuid> {
        self.teams.get(&team_key(name?)).copied()
    }

    pub(super) fn group(&self, name: &str) -> Option<Uuid> {
        self.groups.get(&group_key(name)).copied()
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

fn add(known: &mut HashMap<String, Uuid>, new: &mut Vec<(Uuid, String)>, key: String, name: &str) {
    known.entry(key).or_insert_with(|| {
        let id = fresh::id();
        new.push((id, name.to_owned()));
        id
    });
}
