//! Lesson groups. A student may be in several at a time, and they change within a school year.

use crate::{GroupId, Period, PersonId};

/// A lesson group of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its identifier.
    pub id: GroupId,
    /// Its name, as the school writes it. Unique within the school.
    pub name: String,
}

/// A student belongs to a group for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InGroup {
    /// Who.
    pub person: PersonId,
    /// Which group.
    pub group: GroupId,
    /// From when till when.
    pub period: Period,
}
