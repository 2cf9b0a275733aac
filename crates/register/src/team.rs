//! Teams: teachers around one or more programmes. Membership of a team changes in time.

use crate::text::names;
use crate::{Period, PersonId, TeamId};

names! {
    /// The name of a team, in the form that is kept. Two are equal when their keys are: *Zorg 1* is *ZORG  1*.
    pub struct TeamName;
}

/// A team of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// Its name, as the school writes it. Unique within the school by its key.
    pub name: TeamName,
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
