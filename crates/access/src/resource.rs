//! What is acted on, with exactly the facts that a decision needs.

use register::{AccountId, GroupId, GuardianId, PersonId, TeamId, TenantId, guardian::Reach};

/// Something that can be acted on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// A school as a whole: its lists, accounts, imports, audit.
    School {
        /// Which.
        tenant: TenantId,
    },
    /// A file, with everything in it: applications, needs, facts, agreement.
    File(File),
    /// A lesson group, with what is done in its lessons.
    Group {
        /// The school.
        tenant: TenantId,
        /// Which.
        group: GroupId,
        /// The accounts that teach it today.
        taught_by: Vec<AccountId>,
    },
    /// An account.
    Account {
        /// Which.
        account: AccountId,
    },
}

/// What a decision about a file needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The school.
    pub tenant: TenantId,
    /// Whose file.
    pub person: PersonId,
    /// The teams the student is in today.
    pub teams: Vec<TeamId>,
    /// The accounts that coach the student today.
    pub coaches: Vec<AccountId>,
    /// The accounts that accepted a referral of the student which is not ended: they took over.
    pub taken_by: Vec<AccountId>,
    /// Whether a referral waits for the next line to answer.
    pub asked: bool,
    /// What the intake has in hand today, by team where known: [`register::intake::in_hand`].
    pub in_hand: Vec<Option<TeamId>>,
    /// The student's guardians of today, and what each reaches today.
    pub guardians: Vec<(GuardianId, Reach)>,
}
