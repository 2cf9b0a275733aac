//! Points in time, handed in by the edge: nothing in this crate asks a clock.

use time::{Date, OffsetDateTime};

/// An instant with the civil date it had in the Netherlands.
///
/// Both are kept because the law compares dates ("before enrolment", the same day counts) while two acts on
/// one day must still be ordered. Which day an instant fell on depends on the time zone, which only the edge knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant, in UTC.
    pub at: OffsetDateTime,
    /// The civil date in Europe/Amsterdam at that instant.
    pub day: Date,
}

impl Moment {
    /// So many days later.
    #[must_use]
    pub fn later(self, days: i64) -> Self {
        let after = time::Duration::days(days);
        Self { at: self.at.saturating_add(after), day: self.day.saturating_add(after) }
    }
}
