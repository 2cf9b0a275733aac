//! The decision: one total function. Storage turns the same [`Rows`] into SQL, so that page and query cannot differ.

use crate::{
    Action, Actor, File, Grant, Kind, Member, Resource, Role, Scope,
    grant::{bearer_may, grant, outsider_may, system_may},
};
use register::{AccountId, GuardianId, PersonId, TeamId, guardian::Reach};

register::codes! {
    /// The rule that decided: it stands in audit rows and explains itself in `docs/access.md`.
    pub enum Rule {
        /// Allowed: the grant of the role reaches this.
        Granted = "granted",
        /// Allowed: the system's reason names this action.
        SystemReason = "system_reason",
        /// Denied: another tenant. Nothing crosses.
        OtherTenant = "other_tenant",
        /// Denied: the role never does this.
        RoleNever = "role_never",
        /// Denied: the role does this, but not to this one.
        OutOfReach = "out_of_reach",
        /// Denied: the action is not one on this kind of thing.
        OtherKind = "other_kind",
    }
}

/// A decision and the rule that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Whether it is allowed.
    pub allowed: bool,
    /// Which rule decided.
    pub rule: Rule,
    /// Which grant it was, where a role was granted it.
    pub grant: Option<Grant>,
}

/// Which files an actor reaches with an action: what a query puts in its `WHERE`, always beside the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// None.
    Nothing,
    /// Every file of the tenant.
    All,
    /// Files of students this account coaches today.
    CoachedBy(AccountId),
    /// Files of a caseload: in one of these teams today, or taken over by this account for as long as the referral lasts; with
    /// `coached` of the students it coaches, and with `asked` those of whom a referral waits for an answer.
    Caseload {
        /// Whose caseload.
        account: AccountId,
        /// Of which teams.
        teams: Vec<TeamId>,
        /// Of the students they coach, where they have no teams.
        coached: bool,
        /// Those of whom a referral waits, to read what is asked and to answer it.
        asked: bool,
    },
    /// Files that the intake has in hand; in one of these teams, or in any when `None`.
    InHand(Option<Vec<TeamId>>),
    /// The file of this person.
    Person(PersonId),
    /// Files whose guardian this is, as far as the guardian reaches at least this today.
    Guardian(GuardianId, Reach),
}

/// Whether a role can ever do an action: whether a route exists for it.
pub const fn may_ever(role: Role, action: Action) -> bool {
    grant(role, action).is_some()
}

/// Which files an actor reaches with an action.
pub fn rows(actor: &Actor, action: Action) -> Rows {
    let member = match actor {
        Actor::Member(member) => member,
        Actor::Outsider(outsider) if outsider_may(action).is_some() => return Rows::Person(outsider.person),
        Actor::Outsider(_) => return Rows::Nothing,
        Actor::Bearer(bearer) if bearer_may(action).is_some() => return Rows::Person(bearer.person),
        Actor::Bearer(_) => return Rows::Nothing,
        Actor::System { reason, .. } if system_may(*reason, action) => return Rows::All,
        Actor::System { .. } => return Rows::Nothing,
    };
    match grant(member.role, action) {
        Some(Grant::OwnStudents) => coached(member),
        Some(Grant::InHand) => match &member.scope {
            Scope::School => Rows::InHand(None),
            Scope::Teams(teams) => Rows::InHand(Some(teams.clone())),
            Scope::Own | Scope::Person(_) | Scope::Guardian(_) | Scope::None => Rows::Nothing,
        },
        Some(Grant::Scope) => match &member.scope {
            Scope::School => Rows::All,
            // The support team is that of the school. Of a student of other teams its members read what is asked of them, to
            // answer it, and nothing of the file before they took it over.
            Scope::Teams(teams) => caseload(member, action, teams.clone(), false),
            Scope::Own => caseload(member, action, Vec::new(), true),
            Scope::Person(_) | Scope::Guardian(_) | Scope::None => Rows::Nothing,
        },
        Some(Grant::WholeSchool) if member.scope == Scope::School => Rows::All,
        Some(Grant::OwnFile) => match member.scope {
            Scope::Person(person) => Rows::Person(person),
            Scope::Own | Scope::Teams(_) | Scope::School | Scope::Guardian(_) | Scope::None => Rows::Nothing,
        },
        Some(Grant::GuardianAnswers) => guarded(member, Reach::Answers),
        Some(Grant::GuardianAgrees) => guarded(member, Reach::AnswersMeasures),
        Some(Grant::GuardianMeasures) => guarded(member, Reach::Measures),
        // A lesson group is no set of files: of each student it shows the measures for a lesson, and nothing else.
        Some(
            Grant::WholeSchool
            | Grant::TaughtGroups
            | Grant::ManagedTeams
            | Grant::School
            | Grant::Measurements
            | Grant::OwnAccount
            | Grant::Shared
            | Grant::Card,
        )
        | None => Rows::Nothing,
    }
}

/// Of which teams somebody does what is about teams: what a query is narrowed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Teams {
    /// Of all of the school, and of what is of no team.
    All,
    /// Of these; there may be none.
    These(Vec<TeamId>),
}

impl Teams {
    /// Whether a team is among them; `None`: what is of the whole school.
    pub fn has(&self, team: Option<TeamId>) -> bool {
        match self {
            Self::All => true,
            Self::These(teams) => team.is_some_and(|team| teams.contains(&team)),
        }
    }
}

/// Of which teams an actor does an action that is about teams, and not about files.
pub fn teams(actor: &Actor, action: Action) -> Teams {
    let none = Teams::These(Vec::new());
    let Actor::Member(member) = actor else { return none };
    if grant(member.role, action) != Some(Grant::ManagedTeams) {
        return none;
    }
    match &member.scope {
        Scope::School => Teams::All,
        Scope::Teams(teams) => Teams::These(teams.clone()),
        Scope::Own | Scope::Person(_) | Scope::Guardian(_) | Scope::None => none,
    }
}

/// The students one coaches: any scope of staff holds at least these.
fn coached(member: &Member) -> Rows {
    match member.scope {
        Scope::Own | Scope::Teams(_) | Scope::School => Rows::CoachedBy(member.account),
        Scope::Person(_) | Scope::Guardian(_) | Scope::None => Rows::Nothing,
    }
}

/// A caseload, and for what is asked of the next line those of whom something is asked.
fn caseload(member: &Member, action: Action, teams: Vec<TeamId>, coached: bool) -> Rows {
    Rows::Caseload { account: member.account, teams, coached, asked: is_asked_of_the_line(action) }
}

/// Whether an action is about what is asked of the next line, and not about the file.
const fn is_asked_of_the_line(action: Action) -> bool {
    matches!(action, Action::SeeReferrals | Action::AnswerReferral)
}

/// The student whose guardian this is.
fn guarded(member: &Member, reach: Reach) -> Rows {
    match member.scope {
        Scope::Guardian(guardian) => Rows::Guardian(guardian, reach),
        Scope::Own | Scope::Teams(_) | Scope::School | Scope::Person(_) | Scope::None => Rows::Nothing,
    }
}

impl Rows {
    /// Whether a file of the same tenant is among them.
    pub fn contains(&self, file: &File) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::CoachedBy(account) => file.coaches.contains(account),
            Self::Caseload { account, teams, coached, asked } => {
                file.taken_by.contains(account)
                    || file.teams.iter().any(|team| teams.contains(team))
                    || (*coached && file.coaches.contains(account))
                    || (*asked && file.asked)
            }
            Self::InHand(None) => !file.in_hand.is_empty(),
            Self::InHand(Some(teams)) => file.in_hand.iter().flatten().any(|team| teams.contains(team)),
            Self::Person(person) => file.person == *person,
            Self::Guardian(guardian, Reach::Answers) => file.guardians.contains(&(*guardian, Reach::Answers)),
            Self::Guardian(guardian, Reach::AnswersMeasures) => {
                let answers = |reach: &Reach| matches!(reach, Reach::Answers | Reach::AnswersMeasures);
                file.guardians.iter().any(|(id, reach)| id == guardian && answers(reach))
            }
            Self::Guardian(guardian, Reach::Measures) => {
                file.guardians.iter().any(|(id, reach)| id == guardian && *reach != Reach::Nothing)
            }
            Self::Guardian(_, Reach::Nothing) => false,
        }
    }
}

/// Decides. Total: every actor, action and resource has an answer, and what no rule allows is denied.
pub fn decide(actor: &Actor, action: Action, resource: &Resource) -> Decision {
    let (role_grant, known) = match actor {
        Actor::Member(member) => {
            let found = grant(member.role, action);
            (found, found.is_some())
        }
        Actor::Outsider(_) => {
            let found = outsider_may(action);
            (found, found.is_some())
        }
        Actor::Bearer(_) => {
            let found = bearer_may(action);
            (found, found.is_some())
        }
        Actor::System { reason, .. } => (None, system_may(*reason, action)),
    };
    let deny = |rule| Decision { allowed: false, rule, grant: None };
    let tenant = match resource {
        Resource::School { tenant } | Resource::Group { tenant, .. } => Some(*tenant),
        Resource::File(file) => Some(file.tenant),
        Resource::Account { .. } => None,
    };
    if tenant.is_some_and(|tenant| tenant != actor.tenant()) {
        return deny(Rule::OtherTenant);
    }
    if !known {
        return deny(Rule::RoleNever);
    }
    let reached = match (action.kind(), resource) {
        (Kind::File | Kind::Files, Resource::File(file)) => rows(actor, action).contains(file),
        // The page itself, before any row: it may be empty, but only for who could ever see a row on it.
        (Kind::Files, Resource::School { .. }) => rows(actor, action) != Rows::Nothing,
        // The list of groups, before any of them: it may be empty.
        (Kind::School | Kind::Group, Resource::School { .. }) => true,
        (Kind::Group, Resource::Group { taught_by, .. }) => {
            actor.account().is_some_and(|account| taught_by.contains(&account)) || role_grant.is_none()
        }
        (Kind::Account, Resource::Account { account }) => actor.account() == Some(*account),
        (Kind::File | Kind::Files, Resource::Account { .. } | Resource::Group { .. })
        | (Kind::File, Resource::School { .. })
        | (Kind::Group, Resource::File(_) | Resource::Account { .. })
        | (Kind::School, Resource::File(_) | Resource::Account { .. } | Resource::Group { .. })
        | (Kind::Account, Resource::File(_) | Resource::School { .. } | Resource::Group { .. }) => {
            return deny(Rule::OtherKind);
        }
    };
    if !reached {
        return deny(Rule::OutOfReach);
    }
    let rule = if role_grant.is_some() { Rule::Granted } else { Rule::SystemReason };
    Decision { allowed: true, rule, grant: role_grant }
}
