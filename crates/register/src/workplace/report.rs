//! A report of discrimination at a workplace. The school tells SBB, which watches over recognition, and writes down on which day, when
//! SBB said that it had it, and what SBB did. The student is told of the College voor de Rechten van de Mens and of *aangifte* with
//! the police, and decides about both: the school decides neither.

use crate::field::{self, Problem};
use crate::{AccountId, Moment, Personal, codes};
use time::Date;

/// The most characters of what happened, and of what SBB did.
pub const MAX_WORDS: usize = 2_000;
/// The most reports of a file that can be open at once.
pub const MAX_OPEN: usize = 20;

codes! {
    /// Where it stands.
    pub enum Status {
        /// It was written down, and SBB does not know yet.
        Made = "made",
        /// SBB was told.
        Sent = "sent",
        /// SBB said that it has it.
        Received = "received",
        /// It is known what SBB did.
        Answered = "answered",
        /// It was taken back before SBB was told.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// SBB is told.
        Send = "send",
        /// SBB says that it has it.
        Receive = "receive",
        /// SBB says what it did.
        Answer = "answer",
        /// It is taken back.
        Withdraw = "withdraw",
    }
}

impl Status {
    /// Where it stands after something happened; `None` where that does not happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Made, Event::Send) => Some(Self::Sent),
            (Self::Made, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Sent, Event::Receive) => Some(Self::Received),
            // An answer says that it was received, too.
            (Self::Sent | Self::Received, Event::Answer) => Some(Self::Answered),
            (Self::Made, Event::Receive | Event::Answer)
            | (Self::Sent, Event::Send | Event::Withdraw)
            | (Self::Received, Event::Send | Event::Receive | Event::Withdraw)
            | (Self::Answered | Self::Withdrawn, Event::Send | Event::Receive | Event::Answer | Event::Withdraw) => {
                None
            }
        }
    }

    /// Whether the school has to act.
    pub const fn is_owed(self) -> bool {
        match self {
            Self::Made | Self::Sent | Self::Received => true,
            Self::Answered | Self::Withdrawn => false,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub event: Event,
    /// On which day.
    pub on: Date,
    /// What SBB did, where it answered.
    pub words: Option<Personal<String>>,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
}

/// What the student decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// To go to the College.
    pub college: bool,
    /// To go to the police.
    pub police: bool,
    /// When, and by whom it was said.
    pub noted: (Moment, AccountId),
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// 1 for the first of its file.
    pub number: u32,
    /// Of which placement.
    pub of: u32,
    /// What happened.
    pub words: Personal<String>,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
    /// What happened since, the first first.
    pub steps: Vec<Step>,
    /// What the student decided last; `None`: nothing yet, which is no "no".
    pub decided: Option<Decided>,
}

impl Report {
    /// Where it stands.
    pub fn status(&self) -> Status {
        self.steps.iter().fold(Status::Made, |status, step| status.on(step.event).unwrap_or(status))
    }
}

/// Why it is not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MakeRefusal {
    /// What is wrong with the words.
    #[error("the words")]
    Words(Problem),
    /// Too many are open.
    #[error("{MAX_OPEN} are open")]
    TooMany,
}

/// Writes down what happened.
///
/// # Errors
/// Why not. Sent twice it is the same: `Ok(None)`.
pub fn make(known: &[Report], of: u32, words: &str, by: AccountId, now: Moment) -> Result<Option<Report>, MakeRefusal> {
    let words = field::text(words, MAX_WORDS).map_err(MakeRefusal::Words)?;
    let open = || known.iter().filter(|one| one.status().is_owed());
    if open().any(|one| one.of == of && *one.words.reveal() == words) {
        return Ok(None);
    }
    if open().count() >= MAX_OPEN {
        return Err(MakeRefusal::TooMany);
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or_default().saturating_add(1);
    Ok(Some(Report { number, of, words: words.into(), noted: (now, by), steps: Vec::new(), decided: None }))
}

/// Why nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No day, one that is yet to come, or one before what happened last.
    #[error("a day from {0} until today")]
    Day(Date),
    /// What SBB did is not said, or too long.
    #[error("the words")]
    Words(Problem),
    /// It stands elsewhere.
    #[error("it stands at {}", .0.code())]
    Stands(Status),
    /// The same person wrote the same already: it was sent twice.
    #[error("it stands so")]
    Same,
}

/// Lets something happen.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn step(
    one: &Report,
    event: Event,
    on: Option<Date>,
    words: &str,
    by: AccountId,
    now: Moment,
) -> Result<Step, Refusal> {
    let status = one.status();
    let words = match event {
        Event::Answer => field::text(words, MAX_WORDS).map(|words| Some(Personal::new(words))),
        Event::Send | Event::Receive | Event::Withdraw => Ok(None),
    };
    // What somebody else wrote, or wrote otherwise, is not this: it may not vanish as if it were kept.
    let same = |last: &Step| {
        (last.event, Some(last.on), last.noted.1) == (event, on, by)
            && words.as_ref().is_ok_and(|words| *words == last.words)
    };
    if one.steps.last().is_some_and(same) {
        return Err(Refusal::Same);
    }
    if status.on(event).is_none() {
        return Err(Refusal::Stands(status));
    }
    let first = one.steps.last().map_or(one.noted.0.day, |step| step.on);
    let on = on.filter(|day| first <= *day && *day <= now.day).ok_or(Refusal::Day(first))?;
    Ok(Step { event, on, words: words.map_err(Refusal::Words)?, noted: (now, by) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;
    use time::macros::datetime;

    fn now() -> Moment {
        Moment { at: datetime!(2026-11-30 10:00 UTC), day: day("2026-11-30") }
    }

    fn by() -> AccountId {
        AccountId(uuid::Uuid::nil())
    }

    #[test]
    fn it_stands_on_a_list_until_it_is_known_what_sbb_did() {
        let first = Moment { at: datetime!(2026-11-01 10:00 UTC), day: day("2026-11-01") };
        let mut one = make(&[], 1, "Er werd iets geroepen.", by(), first).unwrap().unwrap();
        assert_eq!(make(&[], 1, " ", by(), first), Err(MakeRefusal::Words(Problem::Missing)));
        assert_eq!(make(std::slice::from_ref(&one), 1, "Er werd iets geroepen. ", by(), first), Ok(None), "twice");
        let many = vec![one.clone(); MAX_OPEN];
        assert_eq!(make(&many, 1, "Nog iets.", by(), first), Err(MakeRefusal::TooMany));
        assert_eq!(make(&many, 1, "Er werd iets geroepen.", by(), first), Ok(None), "twice");
        assert!(make(&many[1..], 1, "Nog iets.", by(), first).is_ok());
        for (event, on, words, expected, owed) in [
            (Event::Answer, "2026-11-03", "Bezoek.", Err(Refusal::Stands(Status::Made)), true),
            (Event::Send, "2026-10-31", "", Err(Refusal::Day(day("2026-11-01"))), true),
            (Event::Send, "2026-12-01", "", Err(Refusal::Day(day("2026-11-01"))), true),
            (Event::Send, "2026-11-03", "", Ok(()), true),
            (Event::Send, "2026-11-03", "", Err(Refusal::Same), true),
            (Event::Withdraw, "2026-11-04", "", Err(Refusal::Stands(Status::Sent)), true),
            (Event::Receive, "2026-11-05", "", Ok(()), true),
            (Event::Answer, "2026-11-20", " ", Err(Refusal::Words(Problem::Missing)), true),
            (Event::Answer, "2026-11-20", "SBB ging langs.", Ok(()), false),
            (Event::Answer, "2026-11-20", "SBB ging langs. ", Err(Refusal::Same), false),
            (Event::Answer, "2026-11-20", "SBB belde.", Err(Refusal::Stands(Status::Answered)), false),
            (Event::Answer, "2026-11-21", "SBB ging langs.", Err(Refusal::Stands(Status::Answered)), false),
        ] {
            let next = step(&one, event, Some(day(on)), words, by(), now());
            assert_eq!(next.clone().map(|_| ()), expected, "{} {on}", event.code());
            one.steps.extend(next);
            assert_eq!(one.status().is_owed(), owed, "{} {on}", event.code());
        }
        let colleague = AccountId(uuid::Uuid::from_u128(2));
        let other = step(&one, Event::Answer, Some(day("2026-11-20")), "SBB ging langs.", colleague, now());
        assert_eq!(other.err(), Some(Refusal::Stands(Status::Answered)), "somebody else wrote it");
        assert_eq!(one.decided, None, "nothing decided is no no");
    }
}
