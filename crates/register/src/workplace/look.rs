//! Looking back together, at the workplace: the student, the trainer and who comes from school say of each measure whether it was kept,
//! and each adds words of their own.

use super::Workplace;
use crate::field::{self, FieldProblem, Problem};
use crate::{AccountId, Moment, Personal, VersionId, codes};
use time::{Date, Duration};

/// The most characters of one person's words.
pub const MAX_WORDS: usize = 1_000;
/// So many days after the last one it can be done still; later nobody goes there any more, and it is owed no longer.
pub(super) const AFTER: i64 = 28;

codes! {
    /// Whether a measure was kept.
    pub enum Kept {
        /// It was.
        Yes = "yes",
        /// Now and then.
        Partly = "partly",
        /// It was not.
        No = "no",
    }
}

codes! {
    /// Who speaks.
    pub enum Voice {
        /// The student.
        Student = "student",
        /// The trainer of the company.
        Trainer = "trainer",
        /// Who came from school.
        School = "school",
    }
}

/// They looked back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// 1 for the first of its file.
    pub number: u32,
    /// At which placement.
    pub of: u32,
    /// On which day.
    pub on: Date,
    /// Of which version.
    pub version: VersionId,
    /// Whether each was kept, by the place of its line.
    pub kept: Vec<(usize, Kept)>,
    /// Who was there, with their words, which may be none.
    pub said: Vec<(Voice, Personal<String>)>,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
    /// When it was taken back as a mistake, and by whom.
    pub taken: Option<(Moment, AccountId)>,
}

codes! {
    /// Fields of the form.
    pub enum Field {
        /// The day.
        On = "on",
        /// Of each measure whether it was kept.
        Kept = "kept",
        /// Who was there.
        Who = "who",
        /// Words.
        Words = "words",
    }
}

/// What was filled in.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The day.
    pub on: Option<Date>,
    /// The version that they were asked about, which must be the one in force.
    pub version: Option<VersionId>,
    /// Of each line, by its place.
    pub kept: Vec<(usize, Kept)>,
    /// Who was there, with their words.
    pub said: Vec<(Voice, String)>,
}

/// Why it is not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is wrong with the form: at least one.
    #[error("it is not whole")]
    Fields(Vec<FieldProblem<Field>>),
    /// On that day it had not begun, was over for four weeks, or the day is yet to come.
    #[error("a day from {0} until {1}")]
    Day(Date, Date),
    /// Of that day the same stands there, written down by the same person: it was sent twice.
    #[error("number {0} is of that day")]
    Already(u32),
    /// Something else is in force than what they were asked about, or somebody wrote down that day otherwise.
    #[error("something else stands there")]
    Meanwhile,
}

/// Writes down how they looked back. Of the measures for work (`asked`, by their places) each is asked; the student is always there, and
/// one of the others at least: of somebody who was not asked nothing is written down.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn look(
    known: &[Look],
    of: &Workplace,
    (version, asked): (VersionId, &[usize]),
    draft: &Draft,
    by: AccountId,
    now: Moment,
) -> Result<Look, Refusal> {
    if draft.version != Some(version) {
        return Err(Refusal::Meanwhile);
    }
    let mut problems = Vec::new();
    let mut wrong = |field, problem| problems.push(FieldProblem::new(field, problem));
    if draft.on.is_none() {
        wrong(Field::On, Problem::Missing);
    }
    let kept: Vec<(usize, Kept)> =
        asked.iter().filter_map(|at| draft.kept.iter().find(|(of, _)| of == at).copied()).collect();
    if kept.len() != asked.len() {
        wrong(Field::Kept, Problem::Missing);
    }
    let there = |voice| draft.said.iter().any(|(who, _)| *who == voice);
    if !there(Voice::Student) || !(there(Voice::Trainer) || there(Voice::School)) {
        wrong(Field::Who, Problem::Missing);
    }
    let mut said = Vec::new();
    for (who, words) in &draft.said {
        match field::optional_text(words, MAX_WORDS) {
            Ok(words) => said.push((*who, Personal::new(words.unwrap_or_default()))),
            Err(why) => wrong(Field::Words, why),
        }
    }
    let (Some(on), true) = (draft.on, problems.is_empty()) else { return Err(Refusal::Fields(problems)) };
    let last = of.last().saturating_add(Duration::days(AFTER)).min(now.day);
    if on < of.from || on > last {
        return Err(Refusal::Day(of.from, last));
    }
    if let Some(one) = known.iter().find(|one| one.of == of.number && one.on == on && one.taken.is_none()) {
        let same = one.noted.1 == by && one.kept == kept && one.said == said;
        return Err(if same { Refusal::Already(one.number) } else { Refusal::Meanwhile });
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or_default().saturating_add(1);
    Ok(Look { number, of: of.number, on, version, kept, said, noted: (now, by), taken: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day, version_id};
    use crate::workplace::fixture;

    fn draft() -> Draft {
        Draft {
            on: Some(day("2026-03-10")),
            version: Some(version_id(1)),
            kept: vec![(1, Kept::Yes), (3, Kept::No)],
            said: vec![(Voice::Student, "Het ging goed.".into()), (Voice::Trainer, " ".into())],
        }
    }

    #[test]
    fn each_measure_is_asked_and_the_student_is_there() {
        let of = fixture("2026-02-01", "2026-06-30");
        let missing = |field| Some(Refusal::Fields(vec![FieldProblem::new(field, Problem::Missing)]));
        type Change = fn(&mut Draft);
        let cases: [(&str, Change, Option<Refusal>); 12] = [
            ("as it should be", |_| {}, None),
            ("the first day", |d| d.on = Some(day("2026-02-01")), None),
            (
                "before it began",
                |d| d.on = Some(day("2026-01-31")),
                Some(Refusal::Day(day("2026-02-01"), day("2026-03-11"))),
            ),
            ("tomorrow", |d| d.on = Some(day("2026-03-12")), Some(Refusal::Day(day("2026-02-01"), day("2026-03-11")))),
            ("no day", |d| d.on = None, missing(Field::On)),
            ("one is not said", |d| d.kept.truncate(1), missing(Field::Kept)),
            ("another is said", |d| d.kept[0].0 = 2, missing(Field::Kept)),
            ("without the student", |d| d.said[0].0 = Voice::School, missing(Field::Who)),
            ("the student alone", |d| d.said.truncate(1), missing(Field::Who)),
            ("with school", |d| d.said[1].0 = Voice::School, None),
            ("another version", |d| d.version = Some(version_id(2)), Some(Refusal::Meanwhile)),
            ("no version", |d| d.version = None, Some(Refusal::Meanwhile)),
        ];
        for (what, change, expected) in cases {
            let mut draft = draft();
            change(&mut draft);
            let made = look(&[], &of, (version_id(1), &[1, 3]), &draft, account_id(), at("2026-03-11"));
            assert_eq!(made.err(), expected, "{what}");
        }
        let one = look(&[], &of, (version_id(1), &[1, 3]), &draft(), account_id(), at("2026-03-11")).unwrap();
        let silent = one.said.iter().filter(|(_, words)| words.reveal().is_empty()).count();
        assert_eq!(silent, 1, "who was there and said nothing was there");
        let again =
            look(std::slice::from_ref(&one), &of, (version_id(1), &[1, 3]), &draft(), account_id(), at("2026-03-11"));
        assert_eq!(again.err(), Some(Refusal::Already(1)));
        let other = Draft { said: vec![(Voice::Student, "Anders.".into()), (Voice::School, String::new())], ..draft() };
        let other =
            look(std::slice::from_ref(&one), &of, (version_id(1), &[1, 3]), &other, account_id(), at("2026-03-11"));
        assert_eq!(other.err(), Some(Refusal::Meanwhile), "other words of that day do not vanish");
        let taken = Look { taken: Some((at("2026-03-11"), account_id())), ..one };
        let anew = look(&[taken], &of, (version_id(1), &[1, 3]), &draft(), account_id(), at("2026-03-11")).unwrap();
        assert_eq!(anew.number, 2, "what was taken back stands in nobody's way, and keeps its number");
        // Afterwards one goes there still, for four weeks; it may be written down later.
        for (on, expected) in
            [("2026-07-28", None), ("2026-07-29", Some(Refusal::Day(day("2026-02-01"), day("2026-07-28"))))]
        {
            let late = Draft { on: Some(day(on)), ..draft() };
            let made = look(&[], &of, (version_id(1), &[1, 3]), &late, account_id(), at("2026-08-10"));
            assert_eq!(made.err(), expected, "{on}");
        }
    }
}
