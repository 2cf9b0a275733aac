//! Teams: teachers around one or more programmes. Membership of a team changes in time.

use crate::{Period, PersonId, TeamId};

/// A team of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// Its name, as the school writes it. Unique within the school.
    pub name: String,
}

/// A student belongs to a team for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InTeam {
    /// Who.
    pub person: PersonId,
    /// Which team.
    pub team: TeamId,
    /// From when till when.
    pub period: Period,
}
