//! Lesson groups. A student may be in several at a time, and they change within a school year.

use crate::text::names;
use crate::{GroupId, Period, PersonId};

names! {
    /// The name of a lesson group, in the form that is kept. Two are equal when their keys are: *zw1a* is *ZW1A*.
    pub struct GroupName;
}

/// A lesson group of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its identifier.
    pub id: GroupId,
    /// Its name, as the school writes it. Unique within the school by its key.
    pub name: GroupName,
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
