//! Whether somebody applied in time, and what the law gives each: who applied by 1 April for a programme that starts with the
//! school year is not refused for being late, and goes first where places are few (WEB 8.0.1(1), 8.1.1c(3)(c)(1), (5)).

use crate::{
    application::Application,
    codes,
    law::{Facts, Provider, Standing, r01_application},
};
use time::Date;

/// How an application stands to 1 April.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timely {
    /// It came by that day.
    InTime {
        /// The 1 April.
        by: Date,
    },
    /// It came later.
    Late {
        /// The 1 April.
        by: Date,
    },
    /// The day binds nobody here: the programme starts in the course of the year, or the article is not about this.
    Unbound,
    /// When the programme begins is not known, so neither is this.
    Unknown,
}

codes! {
    /// The same without its day: what a list is narrowed by.
    pub enum Side {
        /// It came by 1 April.
        InTime = "in_time",
        /// It came later.
        Late = "late",
        /// The day binds nobody here.
        Unbound = "unbound",
        /// It is not known.
        Unknown = "unknown",
    }
}

impl Timely {
    /// On which side of the day.
    pub const fn side(self) -> Side {
        match self {
            Self::InTime { .. } => Side::InTime,
            Self::Late { .. } => Side::Late,
            Self::Unbound => Side::Unbound,
            Self::Unknown => Side::Unknown,
        }
    }

    /// How an application stands to the day, at a school of this kind.
    pub fn of(application: &Application, provider: Option<Provider>) -> Self {
        let mut facts = Facts::default();
        facts.application.applied_on = Some(application.applied_on);
        facts.programme.starts_on = application.starts_on;
        facts.person.participant = application.participant;
        facts.school.provider = provider;
        let Ok(finding) = r01_application::judge(&facts) else { return Self::Unknown };
        match (finding.standing, finding.due_on()) {
            (Standing::NotApplicable | Standing::NotTriggered, _) | (_, None) => Self::Unbound,
            (_, Some(by)) if application.applied_on <= by => Self::InTime { by },
            (_, Some(by)) => Self::Late { by },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PersonId;
    use crate::fixtures::{application_id, day};
    use crate::law::Participant;
    use uuid::Uuid;

    #[test]
    fn the_first_of_april_counts_for_who_starts_with_the_year() {
        let by = day("2026-04-01");
        for (what, applied, starts, participant, expected) in [
            ("in February", "2026-02-01", Some("2026-08-24"), None, Timely::InTime { by }),
            ("on the day itself", "2026-04-01", Some("2026-08-24"), None, Timely::InTime { by }),
            ("the day after", "2026-04-02", Some("2026-08-24"), None, Timely::Late { by }),
            ("in the autumn before", "2025-10-01", Some("2026-09-01"), None, Timely::InTime { by }),
            ("starts in February", "2026-12-01", Some("2027-02-01"), None, Timely::Unbound),
            ("other educatie", "2026-05-01", Some("2026-08-24"), Some(Participant::Educatie), Timely::Unbound),
            ("nobody knows when it begins", "2026-05-01", None, None, Timely::Unknown),
        ] {
            let application = Application {
                id: application_id(),
                person: PersonId(Uuid::from_u128(9)),
                programme: None,
                team: None,
                applied_on: day(applied),
                starts_on: starts.map(day),
                status: crate::application::Status::Received,
                decided: None,
                participant,
                became: None,
                kept: None,
            };
            assert_eq!(Timely::of(&application, None), expected, "{what}");
        }
    }
}
