//! Holding an intake: what the applicant needs, in their own words, and the statutory facts. Its talk is [`talk`], what is to be
//! done for an application [`owed`], and whether somebody applied in time [`timely`].

pub mod owed;
pub mod talk;
pub mod timely;

use crate::{
    AccountId, Moment, TeamId,
    application::{self, Application},
    codes,
    enrolment::Enrolment,
    field::{FieldProblem, Problem, optional_text, text},
    need::{MAX_WORDS, Need, Words},
    statutory::{Assessed, Declined, Ground, Outcome},
};
use time::{Date, Duration};

/// How long after the first day of an enrolment the intake team still has it in hand: a quarter. An enrolment that an
/// import brings without agreement shows on their work list too, not on the coach's alone.
pub const FOLLOW_UP: Duration = Duration::days(92);

/// Whether the intake team still has an enrolment in hand.
fn follows_up(enrolled_from: Date, today: Date) -> bool {
    today <= enrolled_from.saturating_add(FOLLOW_UP)
}

/// What the intake has in hand of a student on a day, by team where one is known: each application that is open, or ended and is
/// still to be told or guided, under the team it is to; and while the intake follows up on an enrolment, the student's teams of that day. Nothing: it is not theirs.
pub fn in_hand(
    applications: &[Application],
    enrolments: &[Enrolment],
    teams: &[TeamId],
    day: Date,
) -> Vec<Option<TeamId>> {
    let open = applications
        .iter()
        .filter(|application| application.status.is_open() || application.kept.is_some_and(|until| day <= until));
    let mut held: Vec<Option<TeamId>> = open.map(|application| application.team).collect();
    if enrolments.iter().any(|enrolment| enrolment.status_on(day).counts() && follows_up(enrolment.from, day)) {
        // Without a team it is the school's: nobody's would be in no list.
        held.extend(if teams.is_empty() { vec![None] } else { teams.iter().copied().map(Some).collect() });
    }
    held
}

/// The day on which the intake lets go of an enrolment: time alone changes who reaches the file then.
pub fn lets_go(enrolment: &Enrolment) -> Option<Date> {
    enrolment.from.saturating_add(FOLLOW_UP).next_day()
}

/// What the intaker filled in; choices may be missing, text may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HoldIntake {
    /// What was written down before was wrong then already; nothing changed.
    pub corrects: bool,
    /// What the student says they need.
    pub words: String,
    /// Disability or chronic illness.
    pub ground: Option<Ground>,
    /// Whether extra support is needed.
    pub needed: Option<bool>,
    /// Whether the student does not want it.
    pub declined: bool,
    /// What the student says about that.
    pub declined_words: String,
}

codes! {
    /// The fields of the form.
    pub enum Field {
        /// The student's own words.
        Words = "words",
        /// Disability or chronic illness.
        Ground = "ground",
        /// Whether extra support is needed.
        Needed = "needed",
        /// Whether the student does not want it.
        Declined = "declined",
        /// What the student says about that.
        DeclinedWords = "declined_words",
    }
}

/// What an intake brings: to be written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The need; none when the student needs nothing and said nothing.
    pub need: Option<Need>,
    /// The statutory facts.
    pub assessed: Assessed,
    /// The application's new status.
    pub status: application::Status,
}

/// Why an intake is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The application is no longer open.
    NotOpen {
        /// Where it stands.
        status: application::Status,
    },
    /// Fields with problems, in the order of the form.
    Fields(Vec<FieldProblem<Field>>),
}

/// Holds an intake for an application.
///
/// # Errors
/// See [`Refusal`].
pub fn hold(application: application::Status, form: &HoldIntake, by: AccountId, now: Moment) -> Result<Held, Refusal> {
    let Some(status) = application.on(application::Event::HoldIntake) else {
        return Err(Refusal::NotOpen { status: application });
    };
    let (need, assessed) = assess(form, by, now).map_err(Refusal::Fields)?;
    Ok(Held { need, assessed, status })
}

/// The same form for someone who is enrolled already: a need and the facts, without an application.
///
/// Words are asked where extra support is needed: the student's own words belong in that record. Who needs
/// nothing does not have to say so in words.
///
/// # Errors
/// Every problem of every field, in the order of the form.
pub fn assess(
    form: &HoldIntake,
    by: AccountId,
    now: Moment,
) -> Result<(Option<Need>, Assessed), Vec<FieldProblem<Field>>> {
    let mut problems = Vec::new();
    let words = match optional_text(&form.words, MAX_WORDS) {
        Ok(None) if form.needed == Some(true) => Err(Problem::Missing),
        Ok(None) => Ok(None),
        Ok(Some(_)) => Words::parse(&form.words).map(Some),
        Err(problem) => Err(problem),
    };
    let words = words.map_err(|problem| problems.push(FieldProblem::new(Field::Words, problem))).ok().flatten();
    if form.ground.is_none() {
        problems.push(FieldProblem::new(Field::Ground, Problem::Missing));
    }
    let outcome = match (form.needed, form.declined) {
        (None, _) => {
            problems.push(FieldProblem::new(Field::Needed, Problem::Missing));
            None
        }
        (Some(false), false) => Some(Outcome::NoExtraSupport),
        (Some(false), true) => {
            problems.push(FieldProblem::new(Field::Declined, Problem::DoesNotApply));
            None
        }
        (Some(true), false) => Some(Outcome::ExtraSupport { declined: None }),
        (Some(true), true) => match text(&form.declined_words, MAX_WORDS) {
            Ok(words) => Some(Outcome::ExtraSupport { declined: Some(Declined { words: words.into(), on: now.day }) }),
            Err(problem) => {
                problems.push(FieldProblem::new(Field::DeclinedWords, problem));
                None
            }
        },
    };
    match (form.ground, outcome) {
        (Some(ground), Some(outcome)) if problems.is_empty() => Ok((
            words.map(|words| Need { words, on: now, by }),
            Assessed { on: now, corrects: form.corrects, ground, outcome },
        )),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at};
    use application::Status;

    fn form(words: &str, ground: Option<Ground>, needed: Option<bool>) -> HoldIntake {
        HoldIntake { words: words.to_owned(), ground, needed, ..HoldIntake::default() }
    }

    #[test]
    fn an_enrolment_stays_in_hand_for_ninety_two_days() {
        use crate::fixtures::day;
        // Counted on a calendar: 9 February to 9 May is 89 days, to 12 May 92.
        for (today, expected) in [
            ("2026-01-01", true),
            ("2026-02-09", true),
            ("2026-05-12", true),
            ("2026-05-13", false),
            ("2027-02-09", false),
        ] {
            assert_eq!(follows_up(day("2026-02-09"), day(today)), expected, "{today}");
        }
        assert!(follows_up(Date::MAX, Date::MAX), "a last day that is no day does not overflow");
    }

    #[test]
    fn a_form_is_taken_or_answered_field_by_field() {
        let full = || form("Ik heb rust nodig.", Some(Ground::Yes), Some(true));
        let (missing, yes) = (Problem::Missing, Some(Ground::Yes));
        let cases = [
            ("everything filled in", full(), vec![]),
            ("nothing needed, nothing said", form("", Some(Ground::No), Some(false)), vec![]),
            ("an empty form", HoldIntake::default(), vec![(Field::Ground, missing), (Field::Needed, missing)]),
            ("needed without words", form("  ", yes, Some(true)), vec![(Field::Words, missing)]),
            (
                "too many words",
                form(&"é".repeat(4001), yes, Some(true)),
                vec![(Field::Words, Problem::TooLong { max: 4000, got: 4001 })],
            ),
            ("as many as fit", form(&"é".repeat(4000), yes, Some(true)), vec![]),
            ("declined without words", HoldIntake { declined: true, ..full() }, vec![(Field::DeclinedWords, missing)]),
            (
                "declined what is not needed",
                HoldIntake { declined: true, ..form("", yes, Some(false)) },
                vec![(Field::Declined, Problem::DoesNotApply)],
            ),
        ];
        for (what, form, problems) in cases {
            let expected: Vec<_> =
                problems.into_iter().map(|(field, problem)| FieldProblem::new(field, problem)).collect();
            let found = match hold(Status::Received, &form, account_id(), at("2026-05-01")) {
                Ok(held) => {
                    assert_eq!(held.status, Status::IntakeHeld, "{what}");
                    vec![]
                }
                Err(Refusal::Fields(found)) => found,
                Err(refusal) => panic!("{what}: {refusal:?}"),
            };
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn the_intake_has_in_hand_who_applied_and_who_has_just_begun() {
        use crate::fixtures::{application_id, day, enrolment_id};
        use crate::{EnrolmentId, PersonId};
        let (ours, theirs) = (TeamId(uuid::Uuid::from_u128(7)), TeamId(uuid::Uuid::from_u128(8)));
        let person = PersonId(uuid::Uuid::from_u128(9));
        let applied = |status, team| Application {
            id: application_id(),
            person,
            programme: None,
            team,
            applied_on: day("2026-02-01"),
            starts_on: None,
            status,
            decided: None,
            participant: None,
            became: None,
            kept: None,
        };
        let began = |from, until: Option<&str>, withdrawn| Enrolment {
            id: EnrolmentId(enrolment_id().0),
            person,
            number: "1".into(),
            from: day(from),
            planned_until: None,
            until: until.map(day),
            reason: None,
            withdrawn,
        };
        let today = day("2026-10-01");
        for (what, applications, enrolments, teams, expected) in [
            ("nobody", vec![], vec![], vec![ours], vec![]),
            ("applied to a team", vec![applied(Status::Received, Some(ours))], vec![], vec![], vec![Some(ours)]),
            ("to no team yet", vec![applied(Status::IntakeHeld, None)], vec![], vec![theirs], vec![None]),
            ("took it back", vec![applied(Status::Withdrawn, Some(ours))], vec![], vec![ours], vec![]),
            (
                "was refused, and is not told yet",
                vec![Application { kept: Some(today), ..applied(Status::NotAdmitted, Some(ours)) }],
                vec![],
                vec![],
                vec![Some(ours)],
            ),
            (
                "was refused a quarter ago",
                vec![Application { kept: today.previous_day(), ..applied(Status::NotAdmitted, Some(ours)) }],
                vec![],
                vec![],
                vec![],
            ),
            ("began in August", vec![], vec![began("2026-08-01", None, false)], vec![ours], vec![Some(ours)]),
            ("in no team", vec![], vec![began("2026-08-01", None, false)], vec![], vec![None]),
            ("begins in February", vec![], vec![began("2027-02-01", None, false)], vec![ours], vec![Some(ours)]),
            ("began in June: over 92 days", vec![], vec![began("2026-06-01", None, false)], vec![ours], vec![]),
            ("left again", vec![], vec![began("2026-08-01", Some("2026-09-01"), false)], vec![ours], vec![]),
            ("no longer in the file", vec![], vec![began("2026-08-01", None, true)], vec![ours], vec![]),
            (
                "applied elsewhere too",
                vec![applied(Status::Received, Some(theirs))],
                vec![began("2026-08-01", None, false)],
                vec![ours],
                vec![Some(theirs), Some(ours)],
            ),
        ] {
            assert_eq!(in_hand(&applications, &enrolments, &teams, today), expected, "{what}");
        }
        assert_eq!(
            lets_go(&began("2026-02-09", None, false)),
            Some(day("2026-05-13")),
            "the day after the ninety-second"
        );
    }

    #[test]
    fn an_intake_is_held_for_an_open_application_only() {
        let form = form("", Some(Ground::No), Some(false));
        for (status, open) in [
            (Status::Received, true),
            (Status::IntakeHeld, true),
            (Status::Enrolled, false),
            (Status::Withdrawn, false),
            (Status::NotAdmitted, false),
        ] {
            assert_eq!(hold(status, &form, account_id(), at("2026-05-01")).is_ok(), open, "{}", status.code());
        }
    }
}
