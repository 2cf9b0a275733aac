//! Answering a version: who must, what they may say, and when that brings it into force.
//!
//! While a version is offered, everyone who must answer may change their mind by answering again; every answer is
//! kept and the last one counts. That also lets a student who was 15 when they agreed, and whose guardian never
//! answered, agree alone once they are 16. The first "not agreed" or "change asked" decides the version, and so does the
//! last agreement that was needed; from then on only a new proposal helps.
//!
//! An answer that did not come in here is written down by a member of staff, with the day on which it was given. The law
//! asks *written* agreements: a yes that was only spoken is kept and waits, until the same person says it on paper, by
//! mail or here. A spoken no or wish needs no paper: it gives the school something to do, and binds nobody.

use super::{Agreement, Change, Event, Status, TakenBack, Version, Waiting};
use crate::{
    AccountId, BirthDate, GuardianId, Moment, Personal, VersionId, codes,
    field::{self, Problem},
};
use time::{Date, OffsetDateTime};

/// The most characters in the words of an answer.
pub const MAX_WORDS: usize = 2000;

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answerer {
    /// The student.
    Student,
    /// A guardian of the student.
    Guardian(GuardianId),
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Agreed.
    Agreed,
    /// Not agreed, with the reason if one was given.
    NotAgreed {
        /// Why, in the answerer's own words; nobody has to say.
        words: Option<Personal<String>>,
    },
    /// Something else is wanted.
    ChangeAsked {
        /// What, in the answerer's own words.
        words: Personal<String>,
    },
}

codes! {
    /// How an answer reached the school that was not given here. The law asks *written* agreements, not a signature.
    pub enum Channel {
        /// On paper.
        Paper = "paper",
        /// By mail or message.
        Mail = "mail",
        /// Spoken: in a talk, by telephone.
        Spoken = "spoken",
    }
}

/// The code under which an answer is stored that was given here.
pub const ONLINE: &str = "online";

/// How an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// In Meedoen, by the answerer: through which account, if not by the demo.
    Online(Option<AccountId>),
    /// Written down by a member of staff.
    Noted(Noted),
}

/// What a member of staff says of an answer that was given elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted {
    /// How it came.
    pub channel: Channel,
    /// The day on which it was given; the hour nobody knows.
    pub on: Date,
    /// Who wrote it down.
    pub by: AccountId,
}

/// A day on which something was said; the instant too where it was said here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The day.
    pub day: Date,
    /// The instant; none where only the day is known.
    pub at: Option<OffsetDateTime>,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// 1 for the first answer to a version, and so on.
    pub number: u32,
    /// By whom.
    pub by: Answerer,
    /// What.
    pub answer: Answer,
    /// When it was written in the register.
    pub at: Moment,
    /// How it came.
    pub received: Received,
    /// That it was never given after all, if so.
    pub taken_back: Option<TakenBack>,
}

/// An answer to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerCommand {
    /// To which version. An answer names what was read.
    pub version: VersionId,
    /// By whom.
    pub by: Answerer,
    /// What.
    pub answer: Answer,
    /// How it comes.
    pub received: Received,
}

impl Received {
    /// The code under which it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Online(_) => ONLINE,
            Self::Noted(noted) => noted.channel.code(),
        }
    }
}

impl Given {
    /// When it was given, which may be days before it was written down.
    pub const fn when(&self) -> When {
        match self.received {
            Received::Online(_) => When { day: self.at.day, at: Some(self.at.at) },
            Received::Noted(noted) => When { day: noted.on, at: None },
        }
    }

    /// What a member of staff wrote down, where it was not given here.
    pub const fn noted(&self) -> Option<Noted> {
        match self.received {
            Received::Online(_) => None,
            Received::Noted(noted) => Some(noted),
        }
    }

    /// A yes that was only spoken: it waits to be confirmed in writing.
    pub fn is_spoken_yes(&self) -> bool {
        self.answer == Answer::Agreed && self.noted().is_some_and(|noted| noted.channel == Channel::Spoken)
    }

    /// Whether it decides anything: it was given, and in a form that binds.
    pub fn counts(&self) -> bool {
        self.taken_back.is_none() && !self.is_spoken_yes()
    }
}

impl Answer {
    /// The code under which the answer is stored and chosen in a form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::NotAgreed { .. } => "not_agreed",
            Self::ChangeAsked { .. } => "change_asked",
        }
    }

    /// The words that came with it.
    pub const fn words(&self) -> Option<&Personal<String>> {
        match self {
            Self::Agreed | Self::NotAgreed { words: None } => None,
            Self::NotAgreed { words: Some(words) } | Self::ChangeAsked { words } => Some(words),
        }
    }

    /// An answer from a code and words, from a form or from storage. `Ok(None)` for an unknown code.
    ///
    /// # Errors
    /// What is wrong with the words: missing where a change is asked, too long, no text.
    pub fn parse(code: &str, words: &str) -> Result<Option<Self>, Problem> {
        Ok(match code {
            "agreed" => Some(Self::Agreed),
            "not_agreed" => Some(Self::NotAgreed { words: field::optional_text(words, MAX_WORDS)?.map(Personal::new) }),
            "change_asked" => Some(Self::ChangeAsked { words: field::text(words, MAX_WORDS)?.into() }),
            _ => None,
        })
    }
}

/// Whose agreement is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoMustAnswer {
    /// The student alone: from 16.
    Student,
    /// The student and one of these guardians: under 16.
    StudentAndGuardian {
        /// The guardians with authority. None known means that the version waits until one is.
        with_authority: Vec<GuardianId>,
    },
}

impl WhoMustAnswer {
    /// Whose agreement is needed on a day: a guardian's too under an age, 16 where the school set no other. Without a known birth date it is the student alone: almost every student
    /// in the mbo is 16 or older, and the birth date comes with every enrolment.
    pub fn on(day: Date, birth: Option<BirthDate>, below: i32, with_authority: Vec<GuardianId>) -> Self {
        if birth.is_some_and(|birth| birth.age_on(day) < below) {
            Self::StudentAndGuardian { with_authority }
        } else {
            Self::Student
        }
    }
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefusal {
    /// There is no such version in this agreement.
    #[error("no such version")]
    NoSuchVersion,
    /// The version can no longer be answered. The one to read now, if there is one.
    #[error("this version can no longer be answered")]
    VersionNotOpen {
        /// Where the version stands.
        status: Status,
        /// The version that is offered instead.
        current: Option<VersionId>,
    },
    /// The student is 16 or older and answers alone.
    #[error("the student answers alone")]
    GuardianNotAsked,
    /// This guardian has no authority over the student.
    #[error("this guardian has no authority")]
    GuardianWithoutAuthority,
    /// The same person gave this very answer already; nothing would change.
    #[error("this answer was given already")]
    AlreadyAnswered,
    /// It would have been given on a day to come.
    #[error("an answer cannot be given on a day to come")]
    DayToCome,
    /// It would have been given before there was something to answer.
    #[error("the version was proposed on {proposed}, later than this answer")]
    DayBeforeProposal {
        /// The day on which the version was proposed.
        proposed: Date,
    },
    /// The same person gave another answer later than this one; that one counts.
    #[error("the same person gave another answer later, on {on}")]
    AnsweredSince {
        /// On which day.
        on: Date,
    },
}

/// Takes an answer. `who` is computed for the day on which it was given ([`WhoMustAnswer::on`]).
///
/// # Errors
/// See [`AnswerRefusal`].
pub fn answer(
    agreement: &Agreement,
    command: AnswerCommand,
    who: &WhoMustAnswer,
    now: Moment,
) -> Result<Change, AnswerRefusal> {
    let AnswerCommand { version: id, by, answer, received } = command;
    let version = agreement.version(id).ok_or(AnswerRefusal::NoSuchVersion)?;
    if version.status != Status::Offered {
        let current = agreement.offered().map(|version| version.id);
        return Err(AnswerRefusal::VersionNotOpen { status: version.status, current });
    }
    may_answer(by, who)?;
    if let Received::Noted(noted) = received {
        day_can_be(version, by, noted, now)?;
    }
    let number = version.answers.len() as u32 + 1;
    let given = Given { number, by, answer, at: now, received, taken_back: None };
    let mut after = agreement.clone();
    let mut standing = version.clone();
    standing.answers.push(given.clone());
    let agreed = |last: Option<&Given>| last.is_some_and(|last| last.answer == Answer::Agreed);
    let event = match given.answer {
        Answer::NotAgreed { .. } => Some(Event::Refuse),
        Answer::ChangeAsked { .. } => Some(Event::AskChange),
        Answer::Agreed if !given.is_spoken_yes() && waits_for(&standing, who).is_none() => Some(Event::Agree),
        Answer::Agreed if agreed(version.answer_of(by)) => return Err(AnswerRefusal::AlreadyAnswered),
        Answer::Agreed if given.is_spoken_yes() && version.to_confirm(by).is_some() => {
            return Err(AnswerRefusal::AlreadyAnswered);
        }
        Answer::Agreed => None,
    };
    let mut moved = Vec::new();
    if event == Some(Event::Agree) {
        let in_force = agreement.versions.iter().find(|version| version.status == Status::InForce);
        if let Some(old) = in_force.map(|version| version.id) {
            after = after.moved(old, Event::Replace, now, &mut moved);
        }
    }
    if let Some(place) = after.versions.iter_mut().find(|version| version.id == id) {
        *place = standing;
    }
    if let Some(event) = event {
        after = after.moved(id, event, now, &mut moved);
    }
    Ok(Change { answered: Some((id, given)), ..Change::moving(after, moved) })
}

/// Whether an answer can have been given on the day that was written down.
fn day_can_be(version: &Version, by: Answerer, noted: Noted, now: Moment) -> Result<(), AnswerRefusal> {
    if noted.on > now.day {
        return Err(AnswerRefusal::DayToCome);
    }
    if noted.on < version.proposed.day {
        return Err(AnswerRefusal::DayBeforeProposal { proposed: version.proposed.day });
    }
    match version.answer_of(by).map(Given::when) {
        Some(last) if last.day > noted.on => Err(AnswerRefusal::AnsweredSince { on: last.day }),
        _ => Ok(()),
    }
}

/// Whether this person is asked at all.
fn may_answer(by: Answerer, who: &WhoMustAnswer) -> Result<(), AnswerRefusal> {
    match (by, who) {
        (Answerer::Student, _) => Ok(()),
        (Answerer::Guardian(_), WhoMustAnswer::Student) => Err(AnswerRefusal::GuardianNotAsked),
        (Answerer::Guardian(id), WhoMustAnswer::StudentAndGuardian { with_authority }) => {
            if with_authority.contains(&id) { Ok(()) } else { Err(AnswerRefusal::GuardianWithoutAuthority) }
        }
    }
}

/// Whose agreement a version still lacks.
pub(super) fn waits_for(version: &Version, who: &WhoMustAnswer) -> Option<Waiting> {
    let agrees = |by| version.answer_of(by).is_some_and(|given| given.answer == Answer::Agreed);
    if !agrees(Answerer::Student) {
        return Some(Waiting::Student);
    }
    match who {
        WhoMustAnswer::Student => None,
        WhoMustAnswer::StudentAndGuardian { with_authority } => {
            let one = with_authority.iter().any(|id| agrees(Answerer::Guardian(*id)));
            if one { None } else { Some(Waiting::Guardian) }
        }
    }
}
