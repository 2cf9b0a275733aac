//! A report of discrimination at a workplace. The school tells SBB, which watches over recognition, and writes down on which day, when
//! SBB said that it had it, and what SBB did. The student is told of the College voor de Rechten van de Mens and of *aangifte* with
//! the police, and decides about both: the school decides neither.

use crate::field::{self, Problem};
use crate::seen::Seen;
use crate::{AccountId, Moment, Personal, codes};
use time::Date;

/// The most characters of what happened, of what SBB did, and of why the school takes its own report back.
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
    /// What SBB did, where it answered; why, where the school took it back.
    pub words: Option<Personal<String>>,
    /// When it was written down, and by whom.
    pub noted: (Moment, AccountId),
}

codes! {
    /// Who writes: of whom it is, or the school.
    pub enum Side {
        /// The student, or a parent who answers.
        Student = "student",
        /// Who works with the student.
        School = "school",
    }
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
    /// Who wrote it: that side takes it back, and the other does not.
    pub side: Side,
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

    /// Whether something can happen to it next that this side writes down. A report is taken back by the side that wrote it: what a
    /// student says of discrimination leaves no list of the school because the school says so.
    pub fn may(&self, side: Side, event: Event) -> bool {
        let whose = match event {
            Event::Withdraw => self.side == side,
            Event::Send | Event::Receive | Event::Answer => side == Side::School,
        };
        whose && self.status().on(event).is_some()
    }

    /// Whether the student has yet to decide about the College and the police: of one that was taken back there is nothing to decide.
    pub fn waits_for_choice(&self) -> bool {
        self.decided.is_none() && self.status() != Status::Withdrawn
    }

    /// Which choice stands, as a form takes it along: what one decides is of what one read.
    pub fn decided_so_far(&self) -> Seen {
        let choice = |decided: Decided| 1 + usize::from(decided.college) + 2 * usize::from(decided.police);
        Seen::of(self.decided.map_or(0, choice), 0)
    }

    /// What came last, when it was written down and by whom: the report itself, or a step.
    pub fn newest(&self) -> (Moment, AccountId) {
        self.steps.last().map_or(self.noted, |step| step.noted)
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
pub fn make(
    known: &[Report],
    of: u32,
    words: &str,
    (side, by): (Side, AccountId),
    now: Moment,
) -> Result<Option<Report>, MakeRefusal> {
    let words = field::text(words, MAX_WORDS).map_err(MakeRefusal::Words)?;
    let open = || known.iter().filter(|one| one.status().is_owed());
    if open().any(|one| one.of == of && *one.words.reveal() == words) {
        return Ok(None);
    }
    if open().count() >= MAX_OPEN {
        return Err(MakeRefusal::TooMany);
    }
    let number = known.iter().map(|one| one.number).max().unwrap_or_default().saturating_add(1);
    Ok(Some(Report { number, of, words: words.into(), side, noted: (now, by), steps: Vec::new(), decided: None }))
}

/// Why nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No day, one that is yet to come, or one before what happened last.
    #[error("a day from {0} until today")]
    Day(Date),
    /// What SBB did, or why the school takes it back, is not said, or too long.
    #[error("the words")]
    Words(Problem),
    /// The other side wrote it: it is not theirs to take back.
    #[error("somebody else's to take back")]
    Theirs,
    /// It stands elsewhere.
    #[error("it stands at {}", .0.code())]
    Stands(Status),
    /// The same person wrote the same already: it was sent twice.
    #[error("it stands so")]
    Same,
}

/// Lets something happen. The student, or a parent, takes their own report back without a reason; the school says why.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn step(
    one: &Report,
    event: Event,
    on: Option<Date>,
    words: &str,
    (side, by): (Side, AccountId),
    now: Moment,
) -> Result<Step, Refusal> {
    let status = one.status();
    let words = match (event, side) {
        (Event::Answer, _) | (Event::Withdraw, Side::School) => {
            field::text(words, MAX_WORDS).map(|words| Some(Personal::new(words)))
        }
        (Event::Send | Event::Receive, _) | (Event::Withdraw, Side::Student) => Ok(None),
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
    if !one.may(side, event) {
        return Err(Refusal::Theirs);
    }
    let first = one.steps.last().map_or(one.noted.0.day, |step| step.on);
    let on = on.filter(|day| first <= *day && *day <= now.day).ok_or(Refusal::Day(first))?;
    Ok(Step { event, on, words: words.map_err(Refusal::Words)?, noted: (now, by) })
}

/// Why a choice is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecideRefusal {
    /// It stands so: it was sent twice.
    #[error("it stands so")]
    Same,
    /// Another choice was kept since the form was made.
    #[error("another choice was kept meanwhile")]
    Meanwhile,
}

/// Keeps what the student decides about the College and the police. `seen`: which choice stood when the form was made.
///
/// # Errors
/// Why not.
pub fn decide(
    one: &Report,
    (college, police): (bool, bool),
    seen: Option<Seen>,
    by: AccountId,
    now: Moment,
) -> Result<Decided, DecideRefusal> {
    let same = one.decided.is_some_and(|decided| (decided.college, decided.police) == (college, police));
    let came = if same { Err(DecideRefusal::Same) } else { Ok(Decided { college, police, noted: (now, by) }) };
    Seen::met(seen, one.decided_so_far(), came, |one| *one == DecideRefusal::Same, DecideRefusal::Meanwhile)
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

    fn first() -> Moment {
        Moment { at: datetime!(2026-11-01 10:00 UTC), day: day("2026-11-01") }
    }

    fn made(side: Side) -> Report {
        make(&[], 1, "Er werd iets geroepen.", (side, by()), first()).unwrap().unwrap()
    }

    #[test]
    fn it_stands_on_a_list_until_it_is_known_what_sbb_did() {
        let (first, school) = (first(), (Side::School, by()));
        let mut one = made(Side::School);
        assert_eq!(make(&[], 1, " ", school, first), Err(MakeRefusal::Words(Problem::Missing)));
        assert_eq!(make(std::slice::from_ref(&one), 1, "Er werd iets geroepen. ", school, first), Ok(None), "twice");
        let many = vec![one.clone(); MAX_OPEN];
        assert_eq!(make(&many, 1, "Nog iets.", school, first), Err(MakeRefusal::TooMany));
        assert_eq!(make(&many, 1, "Er werd iets geroepen.", school, first), Ok(None), "twice");
        assert!(make(&many[1..], 1, "Nog iets.", school, first).is_ok());
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
            let next = step(&one, event, Some(day(on)), words, school, now());
            assert_eq!(next.clone().map(|_| ()), expected, "{} {on}", event.code());
            one.steps.extend(next);
            assert_eq!(one.status().is_owed(), owed, "{} {on}", event.code());
        }
        let colleague = (Side::School, AccountId(uuid::Uuid::from_u128(2)));
        let other = step(&one, Event::Answer, Some(day("2026-11-20")), "SBB ging langs.", colleague, now());
        assert_eq!(other.err(), Some(Refusal::Stands(Status::Answered)), "somebody else wrote it");
        assert_eq!(one.decided, None, "nothing decided is no no");
    }

    /// ADR 0034: the student takes back a report that they wrote until SBB was told, and the school one that it wrote, with a reason.
    #[test]
    fn a_report_is_taken_back_by_the_side_that_wrote_it_and_the_school_says_why() {
        let missing = Err(Refusal::Words(Problem::Missing));
        for (wrote, side, words, expected) in [
            (Side::Student, Side::School, "", Err(Refusal::Theirs)),
            (Side::Student, Side::School, "Het is al uitgepraat.", Err(Refusal::Theirs)),
            (Side::Student, Side::Student, "", Ok(None)),
            (Side::School, Side::Student, "", Err(Refusal::Theirs)),
            (Side::School, Side::School, " ", missing),
            (Side::School, Side::School, "Het stond er dubbel.", Ok(Some("Het stond er dubbel.".to_owned()))),
        ] {
            let one = made(wrote);
            let next = step(&one, Event::Withdraw, Some(day("2026-11-02")), words, (side, by()), now());
            let words = next.map(|step| step.words.map(|words| words.reveal().clone()));
            assert_eq!(words, expected, "{} wrote, {} takes back", wrote.code(), side.code());
            assert_eq!(one.may(side, Event::Withdraw), wrote == side);
        }
        // Once SBB was told nobody takes it back; and what SBB does, the school writes down.
        let mut told = made(Side::Student);
        for event in [Event::Send, Event::Receive, Event::Answer] {
            assert!(!told.may(Side::Student, event), "{}", event.code());
        }
        let sent = step(&told, Event::Send, Some(day("2026-11-02")), "", (Side::School, by()), now());
        told.steps.extend(sent);
        let late = step(&told, Event::Withdraw, Some(day("2026-11-03")), "", (Side::Student, by()), now());
        assert_eq!(late.err(), Some(Refusal::Stands(Status::Sent)));
    }

    /// The student decides, may decide nothing, and may decide otherwise; of two tabs the second sees first what the first one kept.
    #[test]
    fn what_the_student_decides_is_of_what_was_shown() {
        let mut one = made(Side::Student);
        assert!(one.waits_for_choice());
        let undecided = Some(one.decided_so_far());
        one.decided = Some(decide(&one, (true, false), undecided, by(), now()).unwrap());
        let college = Some(one.decided_so_far());
        for (what, choice, seen, expected) in [
            ("sent twice", (true, false), undecided, Err(DecideRefusal::Same)),
            ("the other tab still shows nothing", (false, false), undecided, Err(DecideRefusal::Meanwhile)),
            ("nobody was shown anything", (false, true), None, Err(DecideRefusal::Meanwhile)),
            ("otherwise, having read it", (false, false), college, Ok((false, false))),
            ("both", (true, true), college, Ok((true, true))),
        ] {
            let kept = decide(&one, choice, seen, by(), now()).map(|decided| (decided.college, decided.police));
            assert_eq!(kept, expected, "{what}");
        }
        assert!(!one.waits_for_choice());
        let mut back = made(Side::Student);
        let withdrawn = step(&back, Event::Withdraw, Some(day("2026-11-02")), "", (Side::Student, by()), now());
        back.steps.extend(withdrawn);
        assert!(!back.waits_for_choice(), "of what was taken back there is nothing to decide");
    }
}
