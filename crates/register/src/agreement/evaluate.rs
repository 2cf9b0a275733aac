//! Evaluating agreements: school and student look back together at whether they work, measure by measure (WEB 8.1.3a(3), R9).
//!
//! An evaluation belongs to the version that was in force on the day of the talk. It is never changed: one that was written
//! down wrongly is taken back, with the reason, and stays readable for everyone who could read it. A talk without the student
//! is none, and neither is a date for one.

use super::{Agreement, Change, MAX_WORDS, TakenBack, Version};
use crate::{
    AccountId, Moment, Period, Personal, VersionId, codes,
    field::{self, Problem},
};
use time::Date;

codes! {
    /// Whether a measure was kept, as the Monitor asks it (table B3.8).
    pub enum Kept {
        /// Not at all.
        NotAtAll = "not_at_all",
        /// Barely.
        Barely = "barely",
        /// A little.
        Little = "little",
        /// For the greater part.
        Mostly = "mostly",
        /// Entirely.
        Entirely = "entirely",
    }
}

codes! {
    /// What comes of it.
    pub enum Outcome {
        /// The agreements go on as they are.
        GoesOn = "goes_on",
        /// Something changes: a next proposal.
        Changes = "changes",
        /// The support is needed no longer, or no longer wanted: what was agreed ends by a next proposal or on its last day.
        Stops = "stops",
    }
}

/// A talk that was held, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// 1 for the first of a version.
    pub number: u32,
    /// The day of the talk.
    pub held_on: Date,
    /// Of each measure of the version, in its order, whether it was kept.
    pub kept: Vec<Kept>,
    /// What the student said about it; may be nothing.
    pub words: Option<Personal<String>>,
    /// What comes of it.
    pub outcome: Outcome,
    /// When it was written down.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// It was never held like this.
    pub taken_back: Option<TakenBack>,
}

impl Evaluation {
    /// Whether it was held: nobody took it back.
    pub const fn counts(&self) -> bool {
        self.taken_back.is_none()
    }
}

impl Version {
    /// Whether the last talk about it found that the support is needed no longer.
    pub fn found_unneeded(&self) -> bool {
        let last = self.evaluations.iter().filter(|one| one.counts()).max_by_key(|one| (one.held_on, one.number));
        last.is_some_and(|one| one.outcome == Outcome::Stops)
    }
}

/// What somebody filled in; choices may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Talk {
    /// The day of the talk.
    pub held_on: Option<Date>,
    /// Whether the student was there.
    pub with_student: Option<bool>,
    /// Of each measure whether it was kept.
    pub kept: Vec<Option<Kept>>,
    /// What the student said about it.
    pub words: String,
    /// What comes of it.
    pub outcome: Option<Outcome>,
}

/// A part of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day.
    Day,
    /// Whether the student was there.
    WithStudent,
    /// A measure, by its place.
    Kept(usize),
    /// What the student said.
    Words,
    /// What comes of it.
    Outcome,
}

/// Why an evaluation is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluateRefusal {
    /// There is no such version in this agreement.
    #[error("no such version")]
    NoSuchVersion,
    /// It was never agreed, so there is nothing to look back at.
    #[error("this version was never agreed")]
    NeverAgreed,
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// Without the student it is no evaluation.
    #[error("a talk without the student is no evaluation")]
    WithoutStudent,
    /// The day is still to come.
    #[error("the day is to come")]
    DayToCome,
    /// The version was not in force on that day.
    #[error("this version was in force from {} on", held.from)]
    NotInForce {
        /// When it was.
        held: Period,
    },
    /// An evaluation of this version on this day stands there.
    #[error("this talk stands there already")]
    AlreadyHeld,
}

/// Why an evaluation is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationBackRefusal {
    /// There is no such version, or no such evaluation of it.
    #[error("no such evaluation")]
    NoSuchEvaluation,
    /// It was taken back already.
    #[error("this evaluation was taken back already")]
    AlreadyTakenBack,
    /// What is wrong with the reason.
    #[error("the reason: {0:?}")]
    Why(Problem),
}

/// Writes down a talk.
///
/// # Errors
/// See [`EvaluateRefusal`].
pub fn evaluate(
    agreement: &Agreement,
    id: VersionId,
    talk: &Talk,
    by: AccountId,
    now: Moment,
) -> Result<Change, EvaluateRefusal> {
    let version = agreement.version(id).ok_or(EvaluateRefusal::NoSuchVersion)?;
    let held = version.held().ok_or(EvaluateRefusal::NeverAgreed)?;
    let evaluation = read(version, talk, by, now)?;
    let day = evaluation.held_on;
    if day > now.day {
        return Err(EvaluateRefusal::DayToCome);
    }
    if !held.contains(day) {
        return Err(EvaluateRefusal::NotInForce { held });
    }
    if version.evaluations.iter().any(|one| one.counts() && one.held_on == day) {
        return Err(EvaluateRefusal::AlreadyHeld);
    }
    let mut after = agreement.clone();
    if let Some(place) = after.versions.iter_mut().find(|version| version.id == id) {
        place.evaluations.push(evaluation.clone());
    }
    Ok(Change { evaluated: Some((id, evaluation)), ..Change::moving(after, Vec::new()) })
}

fn read(version: &Version, talk: &Talk, by: AccountId, now: Moment) -> Result<Evaluation, EvaluateRefusal> {
    let mut wrong = Vec::new();
    let mut miss = |part| wrong.push((part, Problem::Missing));
    if talk.held_on.is_none() {
        miss(Part::Day);
    }
    if talk.with_student.is_none() {
        miss(Part::WithStudent);
    }
    let kept: Vec<Option<Kept>> = (0..version.lines.len()).map(|at| talk.kept.get(at).copied().flatten()).collect();
    kept.iter().enumerate().filter(|(_, kept)| kept.is_none()).for_each(|(at, _)| miss(Part::Kept(at)));
    if talk.outcome.is_none() {
        miss(Part::Outcome);
    }
    let words = field::optional_text(&talk.words, MAX_WORDS).map_err(|problem| wrong.push((Part::Words, problem))).ok();
    let kept: Option<Vec<Kept>> = kept.into_iter().collect();
    match (talk.held_on, talk.with_student, kept, words, talk.outcome) {
        (Some(_), Some(false), ..) if wrong.is_empty() => Err(EvaluateRefusal::WithoutStudent),
        (Some(held_on), Some(_), Some(kept), Some(words), Some(outcome)) => Ok(Evaluation {
            number: version.evaluations.len() as u32 + 1,
            held_on,
            kept,
            words: words.map(Into::into),
            outcome,
            at: now,
            by,
            taken_back: None,
        }),
        _ => Err(EvaluateRefusal::Parts(wrong)),
    }
}

/// Takes back an evaluation that was never held like this.
///
/// # Errors
/// See [`EvaluationBackRefusal`].
pub fn take_back_evaluation(
    agreement: &Agreement,
    id: VersionId,
    number: u32,
    why: &str,
    by: AccountId,
    now: Moment,
) -> Result<Change, EvaluationBackRefusal> {
    let why = field::text(why, MAX_WORDS).map_err(EvaluationBackRefusal::Why)?;
    let mut after = agreement.clone();
    let version = after.versions.iter_mut().find(|version| version.id == id);
    let found = version.and_then(|version| version.evaluations.iter_mut().find(|one| one.number == number));
    let found = found.ok_or(EvaluationBackRefusal::NoSuchEvaluation)?;
    if found.taken_back.is_some() {
        return Err(EvaluationBackRefusal::AlreadyTakenBack);
    }
    let taken = TakenBack { why: why.into(), at: now, by };
    found.taken_back = Some(taken.clone());
    Ok(Change { evaluation_back: Some((id, number, taken)), ..Change::moving(after, Vec::new()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Status;
    use crate::agreement::WhoMustAnswer;
    use crate::fixtures::{Step, account_id, at, day, version_id, walk};

    /// Proposed on 1 June 2026 and agreed on the 2nd; replaced on the 4th where a next one follows.
    fn agreed(more: &[Step]) -> Agreement {
        walk(&[&[Step::Offer, Step::Yes][..], more].concat(), &WhoMustAnswer::Student)
    }

    fn talk(on: &str) -> Talk {
        Talk {
            held_on: Some(day(on)),
            with_student: Some(true),
            kept: vec![Some(Kept::Mostly)],
            words: " De toetsen gaan goed. ".to_owned(),
            outcome: Some(Outcome::GoesOn),
        }
    }

    fn held(agreement: &Agreement, talk: &Talk, now: &str) -> Result<Evaluation, EvaluateRefusal> {
        evaluate(agreement, version_id(1), talk, account_id(), at(now)).map(|change| change.evaluated.unwrap().1)
    }

    #[test]
    fn a_talk_is_of_a_version_that_was_in_force_that_day_with_the_student() {
        let not_in_force = |from: &str, until: Option<&str>| EvaluateRefusal::NotInForce {
            held: Period { from: day(from), until: until.map(day) },
        };
        let missing =
            |parts: &[Part]| EvaluateRefusal::Parts(parts.iter().map(|part| (*part, Problem::Missing)).collect());
        let replaced = agreed(&[Step::Offer, Step::Yes]);
        let whole = |on| talk(on);
        for (what, agreement, talk, expected) in [
            ("today", agreed(&[]), whole("2026-07-01"), None),
            ("the day on which it was agreed", agreed(&[]), whole("2026-06-02"), None),
            ("the day before", agreed(&[]), whole("2026-06-01"), Some(not_in_force("2026-06-02", None))),
            ("tomorrow", agreed(&[]), whole("2026-07-02"), Some(EvaluateRefusal::DayToCome)),
            ("the day on which the next one took its place", replaced.clone(), whole("2026-06-04"), None),
            ("a day later", replaced, whole("2026-06-05"), Some(not_in_force("2026-06-02", Some("2026-06-04")))),
            (
                "a proposal",
                walk(&[Step::Offer], &WhoMustAnswer::Student),
                whole("2026-07-01"),
                Some(EvaluateRefusal::NeverAgreed),
            ),
            (
                "without the student",
                agreed(&[]),
                Talk { with_student: Some(false), ..talk("2026-07-01") },
                Some(EvaluateRefusal::WithoutStudent),
            ),
            (
                "nothing filled in",
                agreed(&[]),
                Talk::default(),
                Some(missing(&[Part::Day, Part::WithStudent, Part::Kept(0), Part::Outcome])),
            ),
            (
                "a measure too few",
                agreed(&[]),
                Talk { kept: vec![], ..talk("2026-07-01") },
                Some(missing(&[Part::Kept(0)])),
            ),
            ("nothing said", agreed(&[]), Talk { words: String::new(), ..talk("2026-07-01") }, None),
        ] {
            assert_eq!(held(&agreement, &talk, "2026-07-01").err(), expected, "{what}");
        }
        let long = Talk { words: "x".repeat(MAX_WORDS + 1), ..talk("2026-07-01") };
        let problem = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        assert_eq!(
            held(&agreed(&[]), &long, "2026-07-01").err(),
            Some(EvaluateRefusal::Parts(vec![(Part::Words, problem)]))
        );
    }

    #[test]
    fn what_the_last_talk_found_is_what_is_to_be_done() {
        let add = |agreement: &Agreement, on: &str, outcome| {
            let talk = Talk { outcome: Some(outcome), ..talk(on) };
            evaluate(agreement, version_id(1), &talk, account_id(), at("2026-07-20")).unwrap().after
        };
        let unneeded = |agreement: &Agreement| agreement.versions[0].found_unneeded();
        let stops = add(&agreed(&[]), "2026-07-10", Outcome::Stops);
        assert!(!unneeded(&agreed(&[])), "nobody looked back");
        assert!(unneeded(&stops));
        assert!(!unneeded(&add(&stops, "2026-07-11", Outcome::GoesOn)), "a later talk found otherwise");
        assert!(unneeded(&add(&stops, "2026-07-09", Outcome::GoesOn)), "one before it, written down later, did not");
        let back = take_back_evaluation(&stops, version_id(1), 1, "Niet zo.", account_id(), at("2026-07-21")).unwrap();
        assert!(!unneeded(&back.after), "it was never held like this");
    }

    #[test]
    fn a_talk_stands_once_and_is_taken_back_with_a_reason() {
        let first = evaluate(&agreed(&[]), version_id(1), &talk("2026-07-01"), account_id(), at("2026-07-01")).unwrap();
        let stands = &first.after.versions[0].evaluations[0];
        assert_eq!((stands.number, stands.words.as_ref().unwrap().reveal().as_str()), (1, "De toetsen gaan goed."));
        assert_eq!(first.after.versions[0].status, Status::InForce, "nothing moves by it");
        assert_eq!(
            held(&first.after, &talk("2026-07-01"), "2026-07-02"),
            Err(EvaluateRefusal::AlreadyHeld),
            "two clicks"
        );
        let back = |agreement: &Agreement, number, why| {
            take_back_evaluation(agreement, version_id(1), number, why, account_id(), at("2026-07-03"))
        };
        for (number, why, refused) in [
            (1, "  ", EvaluationBackRefusal::Why(Problem::Missing)),
            (2, "Verkeerde student.", EvaluationBackRefusal::NoSuchEvaluation),
        ] {
            assert_eq!(back(&first.after, number, why).err(), Some(refused));
        }
        let taken = back(&first.after, 1, "Verkeerde student.").unwrap().after;
        assert!(!taken.versions[0].evaluations[0].counts());
        assert_eq!(back(&taken, 1, "Nog eens.").err(), Some(EvaluationBackRefusal::AlreadyTakenBack));
        let again = held(&taken, &talk("2026-07-01"), "2026-07-04").unwrap();
        assert_eq!(again.number, 2, "the one that was taken back stays");
    }
}
