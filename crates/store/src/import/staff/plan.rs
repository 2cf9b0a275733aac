//! What a list of staff would do at a school: each line held against who is there.

use super::line::{Absent, Silent, StaffIncoming, StaffLine, StaffProblem, StaffSummary, Step};
use super::taught::{self, Taught, Wanted};
use crate::audit::{Deed, allowed};
use crate::import::{ImportError, run, too_much};
use crate::imported::Whose;
use crate::membership::{Named, named, role_of};
use crate::{Store, StoreError};
use access::{Action, Actor, Scope};
use register::group::GroupName;
use register::team::TeamName;
use register::{AccountId, Moment, TeamId, text};
use sqlx_macros::FromRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

sql! {
    TEAMS = "SELECT team_id, name FROM team WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2)";
    GROUPS = "SELECT group_id, name FROM lesson_group WHERE tenant_id = $1 AND begins <= $2 AND (ends IS NULL OR ends >= $2)";
    /// Roles of staff that have not ended.
    HELD = "SELECT a.email_key, a.email, a.name, m.membership_id, m.role FROM membership m \
            JOIN account a ON a.account_id = m.account_id WHERE m.tenant_id = $1 AND m.role NOT IN ('student', 'guardian') \
            AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= $2) ORDER BY a.name, m.role, m.membership_id";
    REACHES = "SELECT membership_id, team_id FROM membership_team WHERE tenant_id = $1";
    /// Of another school's account nothing is there: whoever has it is invited, and takes that up or not.
    ACCOUNT = "SELECT a.account_id, a.name, a.disabled_at IS NOT NULL AS disabled, \
               EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = $1 AND m.account_id = a.account_id) AS ours \
               FROM account a WHERE a.email_key = $2";
    INVITED = "SELECT CAST(1 AS BIGINT) FROM invitation WHERE tenant_id = $1 AND open_key = $2 AND ends_at > $3";
}

#[derive(FromRow)]
struct HeldRow {
    email_key: String,
    email: String,
    name: String,
    membership_id: Uuid,
    role: String,
}

#[derive(FromRow)]
struct AccountRow {
    account_id: Uuid,
    name: String,
    disabled: bool,
    ours: bool,
}

/// A line that was thought out.
pub(super) struct Todo {
    pub(super) step: Step,
    pub(super) scope: Scope,
    pub(super) account: Option<AccountId>,
}

/// An import that was thought out and can be carried out.
pub struct StaffPlan<'a> {
    /// What it would do.
    pub summary: StaffSummary,
    pub(super) file: &'a StaffIncoming,
    pub(super) run: run::Run,
    /// One for each line of the file, if there is no problem.
    pub(super) lines: Vec<Todo>,
    /// `None`: the list does not say who teaches what.
    pub(super) taught: Option<Wanted>,
}

impl std::fmt::Debug for StaffPlan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.summary.fmt(f)
    }
}

impl StaffPlan<'_> {
    /// Refuses a list with problems, and one by which more would end than may: 5%, or as many rows as `up_to` says.
    ///
    /// # Errors
    /// [`ImportError::TooMuchEnds`]; [`StoreError::Refused`] for a list with problems.
    pub fn check(&self, up_to: Option<usize>) -> Result<(), ImportError> {
        if !self.summary.problems.is_empty() {
            return Err(StoreError::Refused("a list with problems is not carried out".into()).into());
        }
        too_much(&self.summary.ends, up_to)
    }
}

/// What a name means, by its key.
type Names = HashMap<String, Vec<(Uuid, String)>>;

fn by_key(rows: Vec<(Uuid, String)>, key: impl Fn(&str) -> Option<String>) -> Names {
    let mut names = Names::new();
    for (id, name) in rows {
        names.entry(key(&name).unwrap_or_else(|| name.clone())).or_default().push((id, name));
    }
    names
}

fn one(names: &Names, key: &str, form: &str) -> Option<Uuid> {
    names.get(key).map_or(Named::Nobody, |of| named(of, form)).one()
}

impl Store {
    /// What a list of staff would do at the actor's school. Shows who has which role, so it leaves its look.
    pub async fn plan_staff<'a>(
        &self,
        by: &Actor,
        file: &'a StaffIncoming,
        now: Moment,
    ) -> Result<StaffPlan<'a>, ImportError> {
        let decision = allowed(by, Action::ManageAccounts)?;
        let tenant = by.tenant();
        let mut tx = self.begin_snapshot().await?;
        let run = run::plan(&mut tx, by, "staff", &file.sha256, None, now.day).await?;
        let teams = rows!(tx, (Uuid, String), TEAMS, tenant.0, now.day)?;
        let teams = by_key(teams, |name| TeamName::new(name).ok().map(|name| name.key().to_owned()));
        let groups = rows!(tx, (Uuid, String), GROUPS, tenant.0, now.day)?;
        let called: HashMap<Uuid, String> = groups.iter().cloned().collect();
        let groups = by_key(groups, |name| GroupName::new(name).ok().map(|name| name.key().to_owned()));
        let mut reaches: BTreeMap<Uuid, BTreeSet<TeamId>> = BTreeMap::new();
        for (membership, team) in rows!(tx, (Uuid, Uuid), REACHES, tenant.0)? {
            reaches.entry(membership).or_default().insert(TeamId(team));
        }
        let held = rows!(tx, HeldRow, HELD, tenant.0, now.day)?;
        let has: HashMap<(&str, &str), &HeldRow> =
            held.iter().map(|row| ((row.email_key.as_str(), row.role.as_str()), row)).collect();
        let mut summary = StaffSummary { resumed: run.resumed, ..StaffSummary::default() };
        let (mut lines, mut wanted, mut listed) = (Vec::new(), Wanted::new(), BTreeSet::new());
        for line in &file.lines {
            let mut against = |what| summary.problems.push((line.line, what));
            if !listed.insert((line.email.key(), line.role.code())) {
                against(StaffProblem::Twice);
                continue;
            }
            let mine: Option<BTreeSet<Uuid>> =
                line.groups.iter().map(|name| one(&groups, name.key(), name.as_str())).collect();
            let (scope, mine) = match (scope(line, &teams), mine) {
                (Ok(scope), Some(mine)) => (scope, mine),
                (scope, mine) => {
                    scope.err().into_iter().for_each(&mut against);
                    mine.is_none().then_some(StaffProblem::Group).into_iter().for_each(&mut against);
                    continue;
                }
            };
            wanted.entry(line.email.key().to_owned()).or_insert_with(|| (line.line, BTreeSet::new())).1.extend(mine);
            let account = row!(tx, AccountRow, ACCOUNT, tenant.0, line.email.key())?;
            if account.as_ref().is_some_and(|account| account.disabled) {
                against(StaffProblem::Disabled);
                continue;
            }
            let ours = account.filter(|account| account.ours);
            let other_name =
                ours.as_ref().is_some_and(|account| text::key(&account.name) != text::key(line.name.reveal()));
            let step = match (has.get(&(line.email.key(), line.role.code())), &ours) {
                (Some(has), _) => {
                    let now_reaches = reaches.get(&has.membership_id).cloned().unwrap_or_default();
                    match &scope {
                        Scope::Teams(wanted) if !wanted.iter().copied().eq(now_reaches) => Step::OtherTeams,
                        _ => Step::There,
                    }
                }
                (None, Some(_)) => Step::Give,
                (None, None) => {
                    let key = crate::invitation::open_key(line.role, line.email.key(), "");
                    match row!(tx, (i64,), INVITED, tenant.0, key, now.at)? {
                        Some(_) => Step::Invited,
                        None => Step::Invite,
                    }
                }
            };
            match (step, other_name) {
                // A role for whoever reads this mailbox by now, who may be somebody else.
                (Step::Give, true) => against(StaffProblem::OtherName),
                (_, other) => {
                    summary.other_names.extend(other.then_some(line.line));
                    summary.steps.push((line.line, step));
                    lines.push(Todo { step, scope, account: ours.map(|account| AccountId(account.account_id)) });
                }
            }
        }
        for row in held.iter().filter(|row| !listed.contains(&(row.email_key.as_str(), row.role.as_str()))) {
            summary.absent.push(Absent {
                name: row.name.clone().into(),
                email: row.email.clone().into(),
                role: role_of(&row.role, row.membership_id)?,
            });
        }
        let taught = file.has_groups.then_some(wanted);
        if let Some(wanted) = &taught {
            let known = Taught::load(&mut tx, tenant, Whose::All).await?;
            let (_, counts, ending) = taught::changes(&run, &known, wanted);
            (summary.groups, summary.ends) = (counts, vec![ending]);
            let names: HashMap<&str, &HeldRow> = held.iter().map(|row| (row.email_key.as_str(), row)).collect();
            for (email, ending) in taught::silent(&run, &known, wanted) {
                let row = names.get(email.as_str());
                let mut groups: Vec<String> = ending.iter().filter_map(|group| called.get(group).cloned()).collect();
                groups.sort_unstable();
                summary.silent.push(Silent {
                    name: row.map(|row| row.name.clone().into()),
                    email: row.map_or_else(|| email.clone(), |row| row.email.clone()).into(),
                    groups,
                });
            }
        }
        let deed = Deed::new(by, Action::ManageAccounts, decision).about("list of staff");
        self.looked(tx, deed, now).await?;
        Ok(StaffPlan { summary, file, run, lines, taught })
    }
}

/// What the role of a line reaches; teams in the order in which they are kept.
fn scope(line: &StaffLine, teams: &Names) -> Result<Scope, StaffProblem> {
    let here = line.role.works_at(register::tenant::Kind::School);
    let itself = line.role.reaches_by_itself().filter(|_| here).ok_or(StaffProblem::NoStaff)?;
    if line.teams.is_empty() {
        return Ok(itself);
    }
    if !line.role.takes_teams() {
        return Err(StaffProblem::NoTeams);
    }
    let found = line.teams.iter().map(|name| one(teams, name.key(), name.as_str()).map(TeamId));
    let found: Option<BTreeSet<TeamId>> = found.collect();
    Ok(Scope::Teams(found.ok_or(StaffProblem::Team)?.into_iter().collect()))
}
