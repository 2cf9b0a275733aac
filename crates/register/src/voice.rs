//! What a student says themselves: what they need, what should change, what is not kept, what they miss. Each is owed an answer
//! within a term, and stands on the list of their coach until there is one. What was said is never changed: it is withdrawn by
//! who said it, or answered, and stays.

use crate::{
    AccountId, Moment, Personal, VoiceId,
    agreement::Answerer,
    codes,
    field::{self, Problem},
};
use time::{Date, Duration};

/// The most characters of what somebody says, and of the answer.
pub const MAX_WORDS: usize = 2000;

/// How many can wait for an answer at once, of one file: more is a slip of a finger, or a machine.
pub const MAX_OPEN: usize = 20;

/// Within how many days there is an answer, unless the school set another number.
pub const ANSWER_WITHIN: u16 = 14;

codes! {
    /// What it is about.
    pub enum Kind {
        /// They need something.
        Need = "need",
        /// Something that was agreed should change.
        Change = "change",
        /// Something that was agreed does not happen.
        NotKept = "not_kept",
        /// They miss something: "ik mis ...".
        Missing = "missing",
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// The school owes an answer.
        Open = "open",
        /// Who said it withdrew it.
        Withdrawn = "withdrawn",
        /// There is an answer.
        Answered = "answered",
    }
}

codes! {
    /// What happens to it.
    pub enum Event {
        /// Who said it withdraws it.
        Withdraw = "withdraw",
        /// The school answers.
        Answer = "answer",
    }
}

impl Status {
    /// Where it stands after an event; `None` where that cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Open, Event::Answer) => Some(Self::Answered),
            (Self::Withdrawn | Self::Answered, Event::Withdraw | Event::Answer) => None,
        }
    }
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its identifier.
    pub id: VoiceId,
    /// 1 for the first of its file.
    pub number: u32,
    /// What it is about.
    pub kind: Kind,
    /// In their own words.
    pub words: Personal<String>,
    /// Who said it: the student, or a guardian who answers for them.
    pub by: Answerer,
    /// From which account.
    pub account: AccountId,
    /// When.
    pub at: Moment,
    /// The last day on which the answer is promised, by the term of the day on which it was said.
    pub due: Date,
    /// Where it stands.
    pub status: Status,
    /// When it was withdrawn or answered, and by whom.
    pub closed: Option<(Moment, AccountId)>,
    /// What the school answered.
    pub answer: Option<Personal<String>>,
}

/// Why something is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SayRefusal {
    /// What it is about was not chosen, or the words are missing or wrong.
    #[error("it is not whole")]
    Form {
        /// Nothing was chosen.
        kind: bool,
        /// What is wrong with the words.
        words: Option<Problem>,
    },
    /// The same waits for an answer already.
    #[error("this waits for an answer already")]
    Already,
    /// Too much waits for an answer.
    #[error("{MAX_OPEN} wait for an answer")]
    TooMany,
}

/// Why it is not withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefusal {
    /// It was answered, or withdrawn, already.
    #[error("it is {} already", .0.code())]
    Closed(Status),
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefusal {
    /// It was withdrawn, or somebody else answered meanwhile.
    #[error("it is {} already", .0.code())]
    Closed(Status),
    /// This is the answer that stands: it was sent twice.
    #[error("this answer stands already")]
    Same,
    /// What is wrong with the words.
    #[error("the answer: {0:?}")]
    Words(Problem),
}

/// Says something. `known` are those of the file; `within`: the school's term in days.
///
/// # Errors
/// See [`SayRefusal`].
pub fn say(
    known: &[Voice],
    id: VoiceId,
    (kind, words): (Option<Kind>, &str),
    (by, account): (Answerer, AccountId),
    within: u16,
    now: Moment,
) -> Result<Voice, SayRefusal> {
    let words = field::text(words, MAX_WORDS);
    let (kind, words) = match (kind, words) {
        (Some(kind), Ok(words)) => (kind, Personal::new(words)),
        (kind, words) => return Err(SayRefusal::Form { kind: kind.is_none(), words: words.err() }),
    };
    let open = || known.iter().filter(|one| one.status == Status::Open);
    if open().any(|one| (one.kind, &one.words, one.by) == (kind, &words, by)) {
        return Err(SayRefusal::Already);
    }
    if open().count() >= MAX_OPEN {
        return Err(SayRefusal::TooMany);
    }
    let last = known.iter().map(|one| one.number).max().unwrap_or(0);
    Ok(Voice {
        id,
        number: last.saturating_add(1),
        kind,
        words,
        by,
        account,
        at: now,
        due: now.day.saturating_add(Duration::days(i64::from(within))),
        status: Status::Open,
        closed: None,
        answer: None,
    })
}

/// Withdraws it. That it is theirs is asked by who loads it.
///
/// # Errors
/// [`WithdrawRefusal::Closed`].
pub fn withdraw(voice: &Voice, by: AccountId, now: Moment) -> Result<Voice, WithdrawRefusal> {
    match voice.status.on(Event::Withdraw) {
        Some(status) => Ok(Voice { status, closed: Some((now, by)), ..voice.clone() }),
        None => Err(WithdrawRefusal::Closed(voice.status)),
    }
}

/// Answers it.
///
/// # Errors
/// See [`AnswerRefusal`].
pub fn answer(voice: &Voice, words: &str, by: AccountId, now: Moment) -> Result<Voice, AnswerRefusal> {
    let words = field::text(words, MAX_WORDS).map(Personal::new);
    match (voice.status.on(Event::Answer), words) {
        (Some(status), Ok(words)) => {
            Ok(Voice { status, closed: Some((now, by)), answer: Some(words), ..voice.clone() })
        }
        (Some(_), Err(problem)) => Err(AnswerRefusal::Words(problem)),
        (None, Ok(words)) if voice.answer.as_ref() == Some(&words) => Err(AnswerRefusal::Same),
        (None, _) => Err(AnswerRefusal::Closed(voice.status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{account_id, at, day, guardian_id};
    use uuid::Uuid;

    const COACH: AccountId = AccountId(Uuid::from_u128(80));

    fn said(known: &[Voice], kind: Option<Kind>, words: &str, by: Answerer) -> Result<Voice, SayRefusal> {
        let id = VoiceId(Uuid::from_u128(81 + known.len() as u128));
        say(known, id, (kind, words), (by, account_id()), ANSWER_WITHIN, at("2026-09-15"))
    }

    fn one() -> Voice {
        said(&[], Some(Kind::Missing), " Ik mis een rustige plek. ", Answerer::Student).unwrap()
    }

    #[test]
    fn what_is_said_is_whole_and_said_once() {
        let form = |kind, words| Err(SayRefusal::Form { kind, words });
        let long = "x".repeat(MAX_WORDS + 1);
        let too_long = Problem::TooLong { max: MAX_WORDS, got: MAX_WORDS + 1 };
        let student = Answerer::Student;
        for (what, known, kind, words, by, expected) in [
            ("the first", vec![], Some(Kind::Need), "Ik heb hulp nodig.", student, Ok(1)),
            ("nothing", vec![], None, " ", student, form(true, Some(Problem::Missing))),
            ("no words", vec![], Some(Kind::Need), "", student, form(false, Some(Problem::Missing))),
            ("no kind", vec![], None, "Zo.", student, form(true, None)),
            ("too long", vec![], Some(Kind::Need), long.as_str(), student, form(false, Some(too_long))),
            (
                "twice, with spaces",
                vec![one()],
                Some(Kind::Missing),
                "Ik mis een rustige plek.",
                student,
                Err(SayRefusal::Already),
            ),
            ("something else", vec![one()], Some(Kind::Change), "Ik mis een rustige plek.", student, Ok(2)),
            (
                "a parent says the same",
                vec![one()],
                Some(Kind::Missing),
                "Ik mis een rustige plek.",
                Answerer::Guardian(guardian_id()),
                Ok(2),
            ),
            (
                "as many as wait",
                vec![one(); MAX_OPEN],
                Some(Kind::Need),
                "Nog iets.",
                student,
                Err(SayRefusal::TooMany),
            ),
        ] {
            assert_eq!(said(&known, kind, words, by).map(|new| new.number), expected, "{what}");
        }
        let answered = answer(&one(), "Er is een plek.", COACH, at("2026-09-16")).unwrap();
        assert!(said(&[answered], Some(Kind::Missing), "Ik mis een rustige plek.", Answerer::Student).is_ok(), "again");
    }

    #[test]
    fn the_term_is_that_of_the_day_on_which_it_was_said() {
        assert_eq!(one().due, day("2026-09-29"));
        let id = VoiceId(Uuid::from_u128(1));
        let by = (Answerer::Student, account_id());
        let short = say(&[], id, (Some(Kind::Need), "Zo."), by, 5, at("2026-12-30")).unwrap();
        assert_eq!(short.due, day("2027-01-04"));
    }

    #[test]
    fn it_is_answered_or_withdrawn_once() {
        let now = at("2026-09-16");
        let answered = answer(&one(), " Er is een plek. ", COACH, now).unwrap();
        assert_eq!((answered.status, answered.closed), (Status::Answered, Some((now, COACH))));
        assert_eq!(answered.answer.as_ref().unwrap().reveal(), "Er is een plek.");
        let withdrawn = withdraw(&one(), account_id(), now).unwrap();
        for (what, voice, words, expected) in [
            ("nothing", one(), " ", Some(AnswerRefusal::Words(Problem::Missing))),
            ("sent twice", answered.clone(), "Er is een plek.", Some(AnswerRefusal::Same)),
            ("two tabs", answered.clone(), "Iets anders.", Some(AnswerRefusal::Closed(Status::Answered))),
            ("withdrawn meanwhile", withdrawn.clone(), "Zo.", Some(AnswerRefusal::Closed(Status::Withdrawn))),
            (
                "withdrawn meanwhile, and nothing typed",
                withdrawn.clone(),
                "",
                Some(AnswerRefusal::Closed(Status::Withdrawn)),
            ),
        ] {
            assert_eq!(answer(&voice, words, COACH, now).err(), expected, "{what}");
        }
        for closed in [answered, withdrawn] {
            assert_eq!(withdraw(&closed, account_id(), now).err(), Some(WithdrawRefusal::Closed(closed.status)));
        }
    }
}
