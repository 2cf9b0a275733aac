//! Parents and other guardians: what the law lets them do, computed from the birth date when asked, never stored.

mod allow;
pub mod same;

pub use allow::{AllowRefusal, Allowance, allow};

use crate::{BirthDate, GuardianId, Period, PersonId, Personal, codes};
use time::Date;

/// From this age a student makes agreements alone.
pub const AGREES_ALONE_FROM: i32 = 16;
/// Whose advice that age is: the law names none.
pub const GUIDANCE: &str = "Steunpunt Passend Onderwijs, page on 1 August 2023";
/// From this age a guardian has no right of their own.
pub const ADULT_FROM: i32 = 18;

/// A parent or other guardian of a student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardian {
    /// Their identifier.
    pub id: GuardianId,
    /// Of whom.
    pub person: PersonId,
    /// Their name.
    pub name: Personal<String>,
    /// Their e-mail address.
    pub email: Option<Personal<String>>,
    /// Whether they have legal authority (*gezag*).
    pub authority: bool,
    /// From when till when they are this student's guardian.
    pub period: Period,
}

codes! {
    /// What a guardian may do by law and policy, before any permission of the student.
    pub enum GuardianRight {
        /// Under 16, with authority: answers agreements and reads along.
        AnswersAndReads = "answers_and_reads",
        /// 16 or 17, with authority, where the school asks a parent's answer too: reads the measures and answers them.
        AnswersMeasures = "answers_measures",
        /// 16 and 17, with authority: is informed of the measures, not of the student's own words.
        InformedOfMeasures = "informed_of_measures",
        /// Nothing unless the student allows it: from 18, or from 16 where the school's policy narrows.
        OnlyIfGranted = "only_if_granted",
        /// Nothing: no authority over a minor.
        None = "none",
    }
}

codes! {
    /// What a guardian reaches in the end: the right together with the student's permission.
    pub enum Reach {
        /// Answers agreements and reads the file as the student does.
        Answers = "answers",
        /// Reads the measures and answers them; not the student's own words.
        AnswersMeasures = "answers_measures",
        /// Reads the measures agreed, nothing else.
        Measures = "measures",
        /// Nothing; the file does not exist for them.
        Nothing = "nothing",
    }
}

/// The right of a guardian on a day.
///
/// Without a known birth date nothing can be computed, and the file stays closed: a leak cannot be undone, a
/// missing birth date can be filled in. `inform_at_16` is the school's policy for 16 and 17; `below` the age under which it
/// asks a parent's answer too.
pub fn right(birth: Option<BirthDate>, authority: bool, inform_at_16: bool, below: i32, today: Date) -> GuardianRight {
    let Some(age) = birth.map(|birth| birth.age_on(today)) else {
        return GuardianRight::OnlyIfGranted;
    };
    match (age, authority) {
        (ADULT_FROM.., _) => GuardianRight::OnlyIfGranted,
        (_, false) => GuardianRight::None,
        (AGREES_ALONE_FROM.., true) if age < below => GuardianRight::AnswersMeasures,
        (AGREES_ALONE_FROM.., true) if inform_at_16 => GuardianRight::InformedOfMeasures,
        (AGREES_ALONE_FROM.., true) => GuardianRight::OnlyIfGranted,
        (_, true) => GuardianRight::AnswersAndReads,
    }
}

impl GuardianRight {
    /// What the guardian reaches, given whether the student allows it. A permission shows the measures; it never
    /// lets someone else answer.
    pub const fn reach(self, granted: bool) -> Reach {
        match self {
            Self::AnswersAndReads => Reach::Answers,
            Self::AnswersMeasures => Reach::AnswersMeasures,
            Self::InformedOfMeasures => Reach::Measures,
            Self::OnlyIfGranted if granted => Reach::Measures,
            Self::OnlyIfGranted | Self::None => Reach::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn rights_follow_from_the_birth_date_on_the_day_they_are_asked() {
        use GuardianRight::{AnswersAndReads, AnswersMeasures, InformedOfMeasures, None, OnlyIfGranted};
        let born = |year, month, day| BirthDate::from_parts(year, month, day);
        let birth = born(2010, 9, 1);
        let cases = [
            ("15", birth, true, true, "2026-08-31", AnswersAndReads),
            ("16 today", birth, true, true, "2026-09-01", InformedOfMeasures),
            ("16, the school's policy narrows", birth, true, false, "2026-09-01", OnlyIfGranted),
            ("15, policy cannot narrow the law", birth, true, false, "2026-08-31", AnswersAndReads),
            ("17, the day before", birth, true, true, "2028-08-31", InformedOfMeasures),
            ("18 today", birth, true, true, "2028-09-01", OnlyIfGranted),
            ("18, never had authority", birth, false, true, "2028-09-01", OnlyIfGranted),
            ("15, no authority", birth, false, true, "2026-08-31", None),
            ("17, no authority", birth, false, true, "2028-08-31", None),
            (
                "day of birth unknown: 15 until the month is over",
                born(2010, 9, 0),
                true,
                true,
                "2026-09-29",
                AnswersAndReads,
            ),
            ("nothing known: closed", Option::None, true, true, "2026-08-31", OnlyIfGranted),
        ];
        for (what, birth, authority, inform, on, expected) in cases {
            assert_eq!(right(birth, authority, inform, AGREES_ALONE_FROM, day(on)), expected, "{what}");
        }
        // A school that asks a parent's answer below 18: measures, whatever else it informs of; 18 is 18.
        for (on, inform, expected) in [
            ("2026-08-31", true, AnswersAndReads),
            ("2026-09-01", false, AnswersMeasures),
            ("2028-08-31", true, AnswersMeasures),
            ("2028-09-01", true, OnlyIfGranted),
        ] {
            assert_eq!(right(birth, true, inform, ADULT_FROM, day(on)), expected, "{on}");
        }
        assert_eq!(right(birth, false, true, ADULT_FROM, day("2027-09-01")), None, "no authority, no answer");
    }

    #[test]
    fn a_permission_shows_the_measures_and_never_lets_someone_else_answer() {
        for (right, without, with) in [
            (GuardianRight::AnswersAndReads, Reach::Answers, Reach::Answers),
            (GuardianRight::AnswersMeasures, Reach::AnswersMeasures, Reach::AnswersMeasures),
            (GuardianRight::InformedOfMeasures, Reach::Measures, Reach::Measures),
            (GuardianRight::OnlyIfGranted, Reach::Nothing, Reach::Measures),
            (GuardianRight::None, Reach::Nothing, Reach::Nothing),
        ] {
            assert_eq!((right.reach(false), right.reach(true)), (without, with), "{}", right.code());
        }
    }
}
