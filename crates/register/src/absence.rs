//! Absence without a valid reason (WEB 9.2.1, 9.2.2): what a coach writes down of it, so that four weeks are reported and
//! somebody has it on a list until then. Why somebody is ill is nobody's business here: only whether there is a valid reason.

use crate::{AccountId, Moment, codes, seen::Seen};
use time::{Date, Duration};

/// How long ago the first day can lie, in days.
pub const LONGEST_AGO: i64 = 400;

codes! {
    /// How an absence ended, or what was done about it.
    pub enum Event {
        /// The student is back.
        Back = "back",
        /// It was reported to the municipality.
        Reported = "reported",
        /// There turned out to be a valid reason.
        Valid = "valid",
        /// It was written down by mistake.
        Mistaken = "mistaken",
    }
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// What.
    pub event: Event,
    /// On which day it was so.
    pub on: Date,
    /// When it was written down.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
}

/// An absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// 1 for the first of its file.
    pub number: u32,
    /// The first day without a valid reason.
    pub since: Date,
    /// Whether the student has a *startkwalificatie* (a diploma of havo, vwo, or mbo level 2 or higher).
    pub qualified: bool,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
    /// What happened since, the first first.
    pub turns: Vec<Turn>,
}

impl Absence {
    /// The day of something that happened.
    pub fn day(&self, event: Event) -> Option<Date> {
        self.turns.iter().find(|turn| turn.event == event).map(|turn| turn.on)
    }

    /// Whether it is an absence without a valid reason at all.
    pub fn counts(&self) -> bool {
        self.day(Event::Mistaken).is_none() && self.day(Event::Valid).is_none()
    }

    /// Whether the student is still away.
    pub fn goes_on(&self) -> bool {
        self.counts() && self.day(Event::Back).is_none()
    }

    /// How much was written down of it, as it goes with a form.
    pub fn seen_so_far(&self) -> Seen {
        Seen::of(self.turns.len(), 0)
    }

    /// What rules go by.
    pub fn fact(&self) -> Option<Fact> {
        self.counts().then(|| Fact {
            since: self.since,
            qualified: self.qualified,
            returned_on: self.day(Event::Back),
            reported_on: self.day(Event::Reported),
        })
    }
}

/// An absence without a valid reason, as far as duties depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The first day.
    pub since: Date,
    /// Whether there is a *startkwalificatie*.
    pub qualified: bool,
    /// Back since.
    pub returned_on: Option<Date>,
    /// Reported on.
    pub reported_on: Option<Date>,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first day.
    Since,
    /// Whether there is a *startkwalificatie*.
    Qualified,
    /// The day of something that happened.
    Day,
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is missing.
    Missing,
    /// The day is to come.
    ToCome,
    /// The day lies too long ago.
    LongAgo,
    /// The day comes before the absence.
    Before,
}

/// Why something is not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Wrong)>),
    /// Another absence goes on, or was noted for these days.
    #[error("one goes on already")]
    Already,
    /// It was sent twice.
    #[error("this stands already")]
    Twice,
    /// It is over: somebody said meanwhile that it does not count.
    #[error("it does not count any more")]
    Over,
    /// Something was written down of it since they were shown it: that is read first.
    #[error("something was written down meanwhile")]
    Meanwhile,
}

/// Writes an absence down. `known` are those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn note(
    known: &[Absence],
    (since, qualified): (Option<Date>, Option<bool>),
    by: AccountId,
    now: Moment,
) -> Result<Absence, Refusal> {
    let mut wrong = Vec::new();
    let first = now.day.saturating_sub(Duration::days(LONGEST_AGO));
    match since {
        None => wrong.push((Part::Since, Wrong::Missing)),
        Some(day) if day > now.day => wrong.push((Part::Since, Wrong::ToCome)),
        Some(day) if day < first => wrong.push((Part::Since, Wrong::LongAgo)),
        Some(_) => {}
    }
    // Not known is no "no": whoever writes it down finds out.
    wrong.extend(qualified.is_none().then_some((Part::Qualified, Wrong::Missing)));
    let (Some(since), Some(qualified), true) = (since, qualified, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    for one in known.iter().filter(|one| one.counts()) {
        if one.since == since && one.qualified == qualified {
            return Err(Refusal::Twice);
        }
        if one.goes_on() || one.day(Event::Back).is_some_and(|back| since < back) {
            return Err(Refusal::Already);
        }
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    Ok(Absence { number, since, qualified, noted: (now, by), turns: Vec::new() })
}

/// Writes down what happened.
///
/// # Errors
/// See [`Refusal`].
pub fn turn(absence: &Absence, event: Event, on: Option<Date>, by: AccountId, now: Moment) -> Result<Turn, Refusal> {
    let asks_day = matches!(event, Event::Back | Event::Reported);
    let on = if asks_day { on } else { Some(now.day) };
    if absence.turns.iter().any(|turn| turn.event == event) {
        return Err(Refusal::Twice);
    }
    if !absence.counts() {
        return Err(Refusal::Over);
    }
    let wrong = |wrong| Refusal::Parts(vec![(Part::Day, wrong)]);
    match on {
        None => Err(wrong(Wrong::Missing)),
        Some(day) if day > now.day => Err(wrong(Wrong::ToCome)),
        Some(day) if day < absence.since => Err(wrong(Wrong::Before)),
        Some(on) => Ok(Turn { event, on, at: now, by }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day};

    const TODAY: &str = "2026-11-02";

    fn noted(known: &[Absence], since: Option<&str>, qualified: Option<bool>) -> Result<Absence, Refusal> {
        note(known, (since.map(day), qualified), account_id(), at(TODAY))
    }

    fn one() -> Absence {
        noted(&[], Some("2026-10-05"), Some(false)).unwrap()
    }

    fn after(mut absence: Absence, event: Event, on: &str) -> Absence {
        let turn = turn(&absence, event, Some(day(on)), account_id(), at(TODAY)).unwrap();
        absence.turns.push(turn);
        absence
    }

    #[test]
    fn an_absence_is_whole_and_noted_once() {
        let back = after(one(), Event::Back, "2026-10-20");
        for (what, known, since, qualified, expected) in [
            ("the first", vec![], Some("2026-10-05"), Some(false), Ok(1)),
            (
                "nothing",
                vec![],
                None,
                None,
                Err(Refusal::Parts(vec![(Part::Since, Wrong::Missing), (Part::Qualified, Wrong::Missing)])),
            ),
            (
                "tomorrow",
                vec![],
                Some("2026-11-03"),
                Some(true),
                Err(Refusal::Parts(vec![(Part::Since, Wrong::ToCome)])),
            ),
            (
                "years ago",
                vec![],
                Some("2024-11-03"),
                Some(true),
                Err(Refusal::Parts(vec![(Part::Since, Wrong::LongAgo)])),
            ),
            ("twice", vec![one()], Some("2026-10-05"), Some(false), Err(Refusal::Twice)),
            ("another while one goes on", vec![one()], Some("2026-10-12"), Some(false), Err(Refusal::Already)),
            ("again after they were back", vec![back.clone()], Some("2026-10-26"), Some(false), Ok(2)),
            ("within the days of before", vec![back], Some("2026-10-12"), Some(false), Err(Refusal::Already)),
            (
                "the same once it was a mistake",
                vec![after(one(), Event::Mistaken, TODAY)],
                Some("2026-10-05"),
                Some(false),
                Ok(2),
            ),
        ] {
            assert_eq!(noted(&known, since, qualified).map(|one| one.number), expected, "{what}");
        }
    }

    #[test]
    fn what_happens_is_written_down_once() {
        let told = |absence: &Absence, event, on: Option<&str>| {
            turn(absence, event, on.map(day), account_id(), at(TODAY)).map(|turn| turn.event)
        };
        let missing = Refusal::Parts(vec![(Part::Day, Wrong::Missing)]);
        assert_eq!(told(&one(), Event::Reported, None), Err(missing));
        assert_eq!(
            told(&one(), Event::Back, Some("2026-10-04")),
            Err(Refusal::Parts(vec![(Part::Day, Wrong::Before)]))
        );
        assert_eq!(
            told(&one(), Event::Back, Some("2026-11-03")),
            Err(Refusal::Parts(vec![(Part::Day, Wrong::ToCome)]))
        );
        let reported = after(one(), Event::Reported, TODAY);
        assert_eq!(told(&reported, Event::Reported, Some(TODAY)), Err(Refusal::Twice));
        assert!(reported.goes_on(), "reported is not back");
        assert_eq!(reported.fact().and_then(|fact| fact.reported_on), Some(day(TODAY)));
        let valid = after(one(), Event::Valid, TODAY);
        assert_eq!((valid.fact(), told(&valid, Event::Back, Some(TODAY))), (None, Err(Refusal::Over)));
    }
}
