//! How much may end because a file is silent about it.
//!
//! A file that was cut short, a column that an export left empty, the wrong sheet: each says nothing about hundreds of
//! rows, and nothing in it is wrong. So the whole file is refused when more would end than a week at a school explains,
//! unless somebody says how many it may be.

use crate::codes;

codes! {
    /// What can end by not being in a file.
    pub enum Kind {
        /// Enrolments.
        Enrolment = "enrolment",
        /// What enrolments were for.
        EnrolmentPeriod = "enrolment_period",
        /// Support reported to DUO.
        SupportPeriod = "support_period",
        /// Placements.
        Placement = "placement",
        /// Given names.
        GivenNames = "given_names",
        /// Initials.
        Initials = "initials",
        /// Call names.
        CallName = "call_name",
        /// *Infixes*.
        Infix = "infix",
        /// A student's own address.
        Email = "email",
        /// Home municipality.
        Municipality = "municipality",
        /// Being in a team.
        Team = "team",
        /// Being in a lesson group.
        Group = "group",
        /// Having a coach.
        Coach = "coach",
        /// Guardians.
        Guardian = "guardian",
        /// A guardian's address.
        GuardianEmail = "guardian_email",
        /// When an application would begin.
        StartsOn = "starts_on",
        /// Teaching a lesson group.
        Taught = "taught",
    }
}

impl Kind {
    /// The kinds that are a text of a person. Their codes are the columns in which they are kept.
    pub const TEXTS: [Self; 6] =
        [Self::GivenNames, Self::Initials, Self::CallName, Self::Infix, Self::Email, Self::Municipality];
}

/// One in so many rows of a kind may end without being asked about: 5%.
const ONE_IN: usize = 20;

/// What would end of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Of which kind.
    pub kind: Kind,
    /// Rows that hold now, and that the file could end.
    pub open: usize,
    /// Those that it would end, and puts nothing in the place of.
    pub ending: usize,
    /// The lines that are silent about them, where a line is; in the order of the file.
    pub lines: Vec<u32>,
}

impl Ending {
    /// Nothing ends, of nothing.
    pub const fn none(kind: Kind) -> Self {
        Self { kind, open: 0, ending: 0, lines: Vec::new() }
    }

    /// Counts rows that hold now, and how many of them would end by a line.
    pub fn count(&mut self, open: usize, ending: usize, line: u32) {
        self.open += open;
        self.ending += ending;
        if ending > 0 && self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    /// Whether so much may end. `up_to` is the most rows of any kind that somebody said may end.
    pub fn is_allowed(&self, up_to: Option<usize>) -> bool {
        self.ending * ONE_IN <= self.open || up_to.is_some_and(|most| self.ending <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_twenty_may_end_or_as_many_as_somebody_said() {
        for (open, ending, up_to, allowed) in [
            (0, 0, None, true),
            (302, 286, None, false),
            (302, 286, Some(285), false),
            (302, 286, Some(286), true),
            (100, 5, None, true),
            (100, 6, None, false),
            (100, 5, Some(0), true),
            (19, 1, None, false),
            (20, 1, None, true),
            (1, 1, None, false),
            (1, 1, Some(1), true),
        ] {
            let one = Ending { open, ending, ..Ending::none(Kind::Enrolment) };
            assert_eq!(one.is_allowed(up_to), allowed, "{ending} of {open}, up to {up_to:?}");
        }
    }

    #[test]
    fn lines_are_named_once_and_only_where_something_ends() {
        let mut one = Ending::none(Kind::Guardian);
        for (open, ending, line) in [(2, 1, 3), (1, 1, 3), (2, 0, 4), (0, 0, 5), (1, 1, 9)] {
            one.count(open, ending, line);
        }
        assert_eq!((one.open, one.ending, one.lines), (6, 3, vec![3, 9]));
    }
}
