//! Who acts: someone in one of their roles, or the system for a reason that has a name.

use crate::Role;
use register::{AccountId, GuardianId, MembershipId, PersonId, Personal, ShareId, TeamId, TenantId};

/// How far a membership reaches. A membership carries it; the role decides what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The students one coaches.
    Own,
    /// The students of these teams.
    Teams(Vec<TeamId>),
    /// The whole school.
    School,
    /// One person: a student, themselves.
    Person(PersonId),
    /// The student whose guardian this is.
    Guardian(GuardianId),
    /// Nobody.
    None,
}

impl Scope {
    /// The stable code of the kind of scope.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Teams(_) => "teams",
            Self::School => "school",
            Self::Person(_) => "person",
            Self::Guardian(_) => "guardian",
            Self::None => "none",
        }
    }
}

/// Someone who is signed in, in one membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The membership in which they act now.
    pub membership: MembershipId,
    /// The school.
    pub tenant: TenantId,
    /// The role.
    pub role: Role,
    /// How far it reaches.
    pub scope: Scope,
}

register::codes! {
    /// Why the system acts by itself. Each reason allows what it names and nothing else.
    pub enum Reason {
        /// Someone at the command line runs an import.
        Import = "import",
        /// Someone at the command line manages schools, accounts and catalogues, or brings in a list of staff.
        Command = "command",
        /// Someone at the command line proves the audit chain.
        AuditVerify = "audit_verify",
        /// A demo school is filled.
        Demo = "demo",
        /// Someone whom nobody knows yet tries to sign in, and is not let in.
        Door = "door",
        /// Backup and restore, and purges done again.
        Keeping = "keeping",
        /// Somebody holds a link that they were sent: what it gives was decided by who made it.
        Invitation = "invitation",
        /// Housekeeping: what runs by the clock.
        Job = "job",
    }
}

/// Somebody outside the school, with whom one agreement is shared. They have no account: a code let them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outsider {
    /// What is shared with them.
    pub share: ShareId,
    /// The school that shares it.
    pub tenant: TenantId,
    /// Whose agreement it is: they reach nobody else.
    pub person: PersonId,
    /// Their name, as the school entered it: the student reads who looked.
    pub name: Personal<String>,
}

/// Whoever holds the link to a student's card. They need no account; where they have one and are signed in, the student reads who
/// looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The school whose student shows the card.
    pub tenant: TenantId,
    /// Whose card it is: they reach nobody else.
    pub person: PersonId,
    /// With which account they are signed in, at any school.
    pub account: Option<AccountId>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Someone in one of their roles.
    Member(Member),
    /// Somebody outside the school, with whom something is shared.
    Outsider(Outsider),
    /// Whoever holds the link to a student's card.
    Bearer(Bearer),
    /// The system, at one tenant, for a reason.
    System {
        /// The tenant.
        tenant: TenantId,
        /// The reason.
        reason: Reason,
    },
}

impl Actor {
    /// The system, at a tenant, for a reason.
    pub const fn system(tenant: TenantId, reason: Reason) -> Self {
        Self::System { tenant, reason }
    }

    /// The tenant at which the actor acts. Nothing of another one exists for them.
    pub const fn tenant(&self) -> TenantId {
        match self {
            Self::Member(member) => member.tenant,
            Self::Outsider(outsider) => outsider.tenant,
            Self::Bearer(bearer) => bearer.tenant,
            Self::System { tenant, .. } => *tenant,
        }
    }

    /// The role, for the audit row; the system and who is no member have none.
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Member(member) => Some(member.role),
            Self::Outsider(_) | Self::Bearer(_) | Self::System { .. } => None,
        }
    }

    /// The account, for the audit row; the system and who is no member have none.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Member(member) => Some(member.account),
            Self::Bearer(bearer) => bearer.account,
            Self::Outsider(_) | Self::System { .. } => None,
        }
    }
}
