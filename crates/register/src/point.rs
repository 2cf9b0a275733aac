//! Points of attention: what people who work with a student keep an eye on, where nothing has to be agreed (yet). Lighter than
//! an agreement: nobody answers it, the student reads it, and it has a day on which somebody looks again. So it does not stay
//! for good because nobody thought of it.

use crate::{
    AccountId, Moment, Personal, codes,
    field::{self, Problem},
};
use time::{Date, Duration};

/// The most characters of what is kept an eye on.
pub const MAX_WORDS: usize = 500;

/// How many can stand open on one file: with more, nobody keeps an eye on any.
pub const MAX_OPEN: usize = 10;

/// How far ahead the day to look again can lie, in days: a year.
pub const FURTHEST: i64 = 366;

/// How long before that day it stands on the list of the coach, in days.
pub const ANNOUNCED: i64 = 7;

codes! {
    /// Why nobody has to keep an eye on it any more.
    pub enum Outcome {
        /// It is not needed any more.
        Done = "done",
        /// It became part of an agreement.
        Agreed = "agreed",
        /// It was written down by mistake, or about somebody else.
        Mistaken = "mistaken",
    }
}

/// What came of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It stays; somebody looks again on this day.
    Again(Date),
    /// It ends.
    Ended(Outcome),
}

/// What somebody says of it, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It stays, until this day; `None` where none was given.
    Again(Option<Date>),
    /// It ends.
    End(Outcome),
}

/// Somebody looked, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// What came of it.
    pub turn: Turn,
}

/// A point of attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// 1 for the first of its file.
    pub number: u32,
    /// What is kept an eye on.
    pub words: Personal<String>,
    /// When it was noted, and by whom.
    pub noted: (Moment, AccountId),
    /// On which day somebody would look again, as it was noted.
    pub first: Date,
    /// The looks since, the first first.
    pub looks: Vec<Look>,
}

impl Point {
    /// How it stands: on which day somebody looks again, or why nobody has to.
    pub fn turn(&self) -> Turn {
        self.looks.last().map_or(Turn::Again(self.first), |look| look.turn)
    }

    /// On which day somebody looks again; `None` once it ended.
    pub fn look_on(&self) -> Option<Date> {
        match self.turn() {
            Turn::Again(day) => Some(day),
            Turn::Ended(_) => None,
        }
    }
}

/// Why a day to look again is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayProblem {
    /// None was given.
    #[error("no day")]
    Missing,
    /// It is today, or went by.
    #[error("not after today")]
    NotAhead,
    /// It is further than [`FURTHEST`].
    #[error("after {0}")]
    After(Date),
}

/// Why a point is not noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteRefusal {
    /// The words or the day are missing or wrong.
    #[error("it is not whole")]
    Form {
        /// What is wrong with the words.
        words: Option<Problem>,
        /// What is wrong with the day.
        day: Option<DayProblem>,
    },
    /// The same stands open already.
    #[error("this stands open already")]
    Already,
    /// Too much stands open.
    #[error("{MAX_OPEN} stand open")]
    TooMany,
}

/// Why a look is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookRefusal {
    /// What is wrong with the day on which somebody looks again.
    #[error("the day: {0}")]
    Day(DayProblem),
    /// It ended already.
    #[error("it ended: {}", .0.code())]
    Ended(Outcome),
    /// This is how it stands: it was sent twice.
    #[error("it stands so already")]
    Same,
}

fn ahead(day: Option<Date>, today: Date) -> Result<Date, DayProblem> {
    let last = today.saturating_add(Duration::days(FURTHEST));
    match day {
        None => Err(DayProblem::Missing),
        Some(day) if day <= today => Err(DayProblem::NotAhead),
        Some(day) if day > last => Err(DayProblem::After(last)),
        Some(day) => Ok(day),
    }
}

/// Notes a point. `known` are those of the file.
///
/// # Errors
/// See [`NoteRefusal`].
pub fn note(
    known: &[Point],
    words: &str,
    look_on: Option<Date>,
    by: AccountId,
    now: Moment,
) -> Result<Point, NoteRefusal> {
    let (words, first) = match (field::text(words, MAX_WORDS), ahead(look_on, now.day)) {
        (Ok(words), Ok(day)) => (Personal::new(words), day),
        (words, day) => return Err(NoteRefusal::Form { words: words.err(), day: day.err() }),
    };
    let open = || known.iter().filter(|one| one.look_on().is_some());
    if open().any(|one| one.words == words) {
        return Err(NoteRefusal::Already);
    }
    if open().count() >= MAX_OPEN {
        return Err(NoteRefusal::TooMany);
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    Ok(Point { number, words, noted: (now, by), first, looks: Vec::new() })
}

/// Looks at it: it stays until another day, or ends. What was sent twice within one day is one look.
///
/// # Errors
/// See [`LookRefusal`].
pub fn look(point: &Point, said: Said, by: AccountId, now: Moment) -> Result<Look, LookRefusal> {
    let turn = match (said, point.turn()) {
        (Said::End(outcome), Turn::Ended(ended)) if outcome == ended => return Err(LookRefusal::Same),
        (Said::End(_) | Said::Again(_), Turn::Ended(ended)) => return Err(LookRefusal::Ended(ended)),
        (Said::End(outcome), Turn::Again(_)) => Turn::Ended(outcome),
        (Said::Again(day), Turn::Again(_)) => Turn::Again(ahead(day, now.day).map_err(LookRefusal::Day)?),
    };
    let again = point.looks.last().is_some_and(|last| last.turn == turn && last.at.day == now.day);
    if again { Err(LookRefusal::Same) } else { Ok(Look { at: now, by, turn }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};

    const TODAY: &str = "2026-09-15";
    const WORDS: &str = "Vraag elke maandag hoe de week begint.";

    fn noted(known: &[Point], words: &str, on: Option<&str>) -> Result<Point, NoteRefusal> {
        note(known, words, on.map(day), account_id(), at(TODAY))
    }

    fn one() -> Point {
        noted(&[], WORDS, Some("2026-11-02")).unwrap()
    }

    fn looked(mut point: Point, said: Said, on: &str) -> Result<Point, LookRefusal> {
        let look = look(&point, said, account_id(), at(on))?;
        point.looks.push(look);
        Ok(point)
    }

    #[test]
    fn a_point_is_whole_and_noted_once() {
        let form = |words, day| Err(NoteRefusal::Form { words, day });
        let long = "x".repeat(MAX_WORDS + 1);
        let too_long = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        let done = looked(one(), Said::End(Outcome::Done), "2026-09-20").unwrap();
        for (what, known, words, on, expected) in [
            ("the first", vec![], WORDS, Some("2026-09-16"), Ok(1)),
            ("nothing", vec![], " ", None, form(Some(Problem::Missing), Some(DayProblem::Missing))),
            ("no day", vec![], WORDS, None, form(None, Some(DayProblem::Missing))),
            ("today", vec![], WORDS, Some(TODAY), form(None, Some(DayProblem::NotAhead))),
            ("gone by", vec![], WORDS, Some("2025-09-16"), form(None, Some(DayProblem::NotAhead))),
            ("a year ahead", vec![], WORDS, Some("2027-09-16"), Ok(1)),
            ("further", vec![], WORDS, Some("2027-09-17"), form(None, Some(DayProblem::After(day("2027-09-16"))))),
            ("too long", vec![], long.as_str(), Some("2026-11-02"), form(Some(too_long), None)),
            (
                "the same, with spaces",
                vec![one()],
                " Vraag elke maandag  hoe de week begint. ",
                Some("2026-12-01"),
                Err(NoteRefusal::Already),
            ),
            ("the same, once it ended", vec![done], WORDS, Some("2026-12-01"), Ok(2)),
            ("as many as stand open", vec![one(); MAX_OPEN], "Iets.", Some("2026-12-01"), Err(NoteRefusal::TooMany)),
        ] {
            assert_eq!(noted(&known, words, on).map(|point| point.number), expected, "{what}");
        }
    }

    #[test]
    fn it_stays_until_another_day_or_ends_once() {
        let again = |on| Said::Again(Some(day(on)));
        let goes_on = looked(one(), again("2027-01-11"), "2026-11-02").unwrap();
        let ended = looked(one(), Said::End(Outcome::Agreed), "2026-11-02").unwrap();
        assert_eq!((one().look_on(), goes_on.look_on()), (Some(day("2026-11-02")), Some(day("2027-01-11"))));
        assert_eq!((ended.look_on(), ended.turn()), (None, Turn::Ended(Outcome::Agreed)));
        for (what, point, turn, on, expected) in [
            ("before its day", one(), again("2027-01-11"), "2026-09-16", None),
            ("no day", one(), Said::Again(None), "2026-11-02", Some(LookRefusal::Day(DayProblem::Missing))),
            (
                "a day that went by",
                one(),
                again("2026-10-02"),
                "2026-11-02",
                Some(LookRefusal::Day(DayProblem::NotAhead)),
            ),
            ("sent twice", goes_on.clone(), again("2027-01-11"), "2026-11-02", Some(LookRefusal::Same)),
            ("the same day, another time", goes_on.clone(), again("2027-01-11"), "2026-11-09", None),
            ("two tabs", goes_on, Said::End(Outcome::Done), "2026-11-02", None),
            ("ended twice", ended.clone(), Said::End(Outcome::Agreed), "2026-11-02", Some(LookRefusal::Same)),
            (
                "ended otherwise",
                ended.clone(),
                Said::End(Outcome::Done),
                "2026-11-03",
                Some(LookRefusal::Ended(Outcome::Agreed)),
            ),
            ("it ended meanwhile", ended, Said::Again(None), "2026-11-03", Some(LookRefusal::Ended(Outcome::Agreed))),
        ] {
            assert_eq!(looked(point, turn, on).err(), expected, "{what}");
        }
    }
}
