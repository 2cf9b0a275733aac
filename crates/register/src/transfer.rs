//! What the previous school hands over of somebody who applied, warm: not before the applicant said yes, and not in the file before
//! they read it and the intake looked at it. Drawn in `docs/states/transfer.md`.
//!
//! It says what helped, what did not, and what is still needed; no cause. From 16 the applicant says yes, before that a parent.

use crate::{
    AccountId, ApplicationId, BirthDate, Moment, Personal, TransferId, codes,
    field::{self, Problem},
    meeting::{Consenter, consenter},
    seen,
};
use time::Date;

/// The most characters of each text.
pub const MAX_WORDS: usize = 2000;
/// The most characters of the name of a school.
pub const MAX_NAME: usize = 120;

codes! {
    /// Where it stands.
    pub enum Status {
        /// There is a yes, and nothing came yet.
        Asked = "asked",
        /// It came, and waits for who applied to read it and for the intake to look at it.
        Received = "received",
        /// It is in the file.
        Accepted = "accepted",
        /// It does not enter the file.
        Rejected = "rejected",
        /// The yes was taken back.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// What the school wrote is typed over.
        Receive = "receive",
        /// It enters the file.
        Accept = "accept",
        /// It does not.
        Reject = "reject",
        /// The yes is taken back.
        Withdraw = "withdraw",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Asked, Event::Receive) => Some(Self::Received),
            (Self::Received, Event::Accept) => Some(Self::Accepted),
            (Self::Received, Event::Reject) => Some(Self::Rejected),
            (Self::Asked | Self::Received | Self::Accepted, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Asked, Event::Accept | Event::Reject)
            | (Self::Received | Self::Accepted, Event::Receive)
            | (Self::Accepted, Event::Accept | Event::Reject)
            | (Self::Rejected | Self::Withdrawn, _) => None,
        }
    }

    /// Whether it still goes on.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Asked | Self::Received)
    }
}

/// What the previous school wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What helped there.
    pub helped: Personal<String>,
    /// What was tried and did not help.
    pub not_helped: Option<Personal<String>>,
    /// What is still needed.
    pub needed: Personal<String>,
    /// Who typed it over.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// That the applicant read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// On which day.
    pub on: Date,
    /// Whether it is right, they say.
    pub right: bool,
    /// What they say of it.
    pub words: Option<Personal<String>>,
    /// Who noted it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Its identifier.
    pub id: TransferId,
    /// 1 for the first of its file.
    pub number: u32,
    /// For which application.
    pub application: ApplicationId,
    /// Which school, and who there.
    pub school: Personal<String>,
    /// Whose yes it is.
    pub consent: Consenter,
    /// On which day it was given.
    pub given_on: Date,
    /// Who wrote the yes down.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// What came.
    pub content: Option<Content>,
    /// That the applicant read it.
    pub seen: Option<Seen>,
    /// How it ended: who, when, and why where that was asked.
    pub ended: Option<(Option<Personal<String>>, AccountId, Moment)>,
}

impl Transfer {
    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let came = self.content.iter().map(|one| one.by);
        let seen = self.seen.iter().map(|one| one.by);
        let ended = self.ended.iter().map(|(_, by, _)| *by);
        std::iter::once(self.by).chain(came).chain(seen).chain(ended)
    }
}

/// A yes, as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// Which school, and who there.
    pub school: String,
    /// Whose yes.
    pub consent: Option<Consenter>,
    /// On which day.
    pub given_on: Option<Date>,
}

/// What was typed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// What helped there.
    pub helped: String,
    /// What did not.
    pub not_helped: String,
    /// What is still needed.
    pub needed: String,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which school.
    School,
    /// Whose yes.
    Consent,
    /// On which day.
    Day,
    /// What helped.
    Helped,
    /// What did not.
    NotHelped,
    /// What is needed.
    Needed,
    /// Whether it is right.
    Right,
    /// What the applicant says, or why it does not enter the file.
    Words,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// The day is still to come.
    #[error("the day is to come")]
    DayToCome,
    /// Somebody else has to say yes at that age.
    #[error("the yes is that of the {}", .0.code())]
    Whose(Consenter),
    /// One goes on already.
    #[error("one goes on already")]
    Already,
    /// The applicant has yet to read it.
    #[error("the applicant has yet to read it")]
    Unseen,
    /// It was sent twice: it is just so already.
    #[error("it is just so already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// There is none.
    #[error("there is none")]
    None,
    /// Something happened since they looked.
    #[error("something happened meanwhile")]
    Meanwhile,
}

/// The newest of an application: what can be done is done to that one.
pub fn newest(all: &[Transfer], application: ApplicationId) -> Option<&Transfer> {
    all.iter().rev().find(|one| one.application == application)
}

/// Writes down that the previous school may be asked. `all` are those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn ask(
    all: &[Transfer],
    (id, application): (TransferId, ApplicationId),
    given: &Ask,
    birth: Option<BirthDate>,
    by: AccountId,
    now: Moment,
) -> Result<Transfer, Refusal> {
    let school = field::text(&given.school, MAX_NAME);
    let mut wrong = Vec::new();
    wrong.extend(school.as_ref().err().map(|problem| (Part::School, *problem)));
    wrong.extend(given.consent.is_none().then_some((Part::Consent, Problem::Missing)));
    wrong.extend(given.given_on.is_none().then_some((Part::Day, Problem::Missing)));
    let (Ok(school), Some(consent), Some(given_on)) = (school, given.consent, given.given_on) else {
        return Err(Refusal::Parts(wrong));
    };
    if given_on > now.day {
        return Err(Refusal::DayToCome);
    }
    if let Some(needed) = consenter(birth, given_on).filter(|needed| *needed != consent) {
        return Err(Refusal::Whose(needed));
    }
    let school = Personal::new(school);
    if let Some(there) = newest(all, application).filter(|one| one.status.waits()) {
        let same = (&there.school, there.consent, there.given_on, there.by) == (&school, consent, given_on, by);
        return Err(if same { Refusal::Twice } else { Refusal::Already });
    }
    let number = all.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    Ok(Transfer {
        id,
        number,
        application,
        school,
        consent,
        given_on,
        by,
        at: now,
        status: Status::Asked,
        content: None,
        seen: None,
        ended: None,
    })
}

fn moved(one: &Transfer, event: Event, by: AccountId) -> Result<Status, Refusal> {
    let ended = one.ended.as_ref().is_some_and(|(_, who, _)| *who == by);
    let twice = match (event, one.status) {
        (Event::Accept, Status::Accepted) | (Event::Reject, Status::Rejected) => ended,
        (Event::Withdraw, Status::Withdrawn) => ended,
        _ => false,
    };
    one.status.on(event).ok_or(if twice { Refusal::Twice } else { Refusal::Stands(one.status) })
}

/// What there is to read of the hand-overs of an application: what is done to them names it. Each that happens makes it more; what the
/// applicant said is told by when it was written down, for what they say next takes its place. Of one whose yes was taken back only
/// that is known: nobody reads what came.
pub fn seen_so_far(all: &[Transfer], application: ApplicationId) -> seen::Seen {
    let of = || all.iter().filter(|one| one.application == application);
    let things = |one: &Transfer| match one.status {
        Status::Asked => 1,
        Status::Received => 2,
        Status::Accepted | Status::Rejected => 3,
        Status::Withdrawn => 4,
    };
    let read = of().filter(|one| one.status != Status::Withdrawn).filter_map(|one| one.seen.as_ref());
    let said = read.filter_map(|seen| usize::try_from(seen.at.at.unix_timestamp()).ok());
    seen::Seen::of(of().map(things).fold(0, usize::saturating_add), said.fold(0, usize::saturating_add))
}

/// Types over what the school wrote.
///
/// # Errors
/// See [`Refusal`].
pub fn receive(one: &Transfer, given: &Typed, by: AccountId, now: Moment) -> Result<Transfer, Refusal> {
    let (helped, needed) = (field::text(&given.helped, MAX_WORDS), field::text(&given.needed, MAX_WORDS));
    let not_helped = field::optional_text(&given.not_helped, MAX_WORDS);
    let mut wrong = Vec::new();
    wrong.extend(helped.as_ref().err().map(|problem| (Part::Helped, *problem)));
    wrong.extend(not_helped.as_ref().err().map(|problem| (Part::NotHelped, *problem)));
    wrong.extend(needed.as_ref().err().map(|problem| (Part::Needed, *problem)));
    let (Ok(helped), Ok(not_helped), Ok(needed)) = (helped, not_helped, needed) else {
        return Err(Refusal::Parts(wrong));
    };
    let content = Content {
        helped: Personal::new(helped),
        not_helped: not_helped.map(Personal::new),
        needed: Personal::new(needed),
        by,
        at: now,
    };
    let same = |there: &Content| {
        (&there.helped, &there.not_helped, &there.needed, there.by)
            == (&content.helped, &content.not_helped, &content.needed, by)
    };
    if one.content.as_ref().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    let status = moved(one, Event::Receive, by)?;
    Ok(Transfer { status, content: Some(content), ..one.clone() })
}

/// Notes that the applicant read it, and what they say of it; again, when they say something else.
///
/// # Errors
/// See [`Refusal`].
pub fn seen(
    one: &Transfer,
    (on, right, words): (Option<Date>, Option<bool>, &str),
    by: AccountId,
    now: Moment,
) -> Result<Transfer, Refusal> {
    if one.status != Status::Received {
        return Err(Refusal::Stands(one.status));
    }
    let words = field::optional_text(words, MAX_WORDS);
    let mut wrong = Vec::new();
    wrong.extend(on.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(right.is_none().then_some((Part::Right, Problem::Missing)));
    wrong.extend(words.as_ref().err().map(|problem| (Part::Words, *problem)));
    // What is not right they say.
    let silent = right == Some(false) && words == Ok(None);
    wrong.extend(silent.then_some((Part::Words, Problem::Missing)));
    let (Some(on), Some(right), Ok(words), true) = (on, right, words, wrong.is_empty()) else {
        return Err(Refusal::Parts(wrong));
    };
    if on > now.day {
        return Err(Refusal::DayToCome);
    }
    let words = words.map(Personal::new);
    if one.seen.as_ref().is_some_and(|seen| (seen.on, seen.right, &seen.words, seen.by) == (on, right, &words, by)) {
        return Err(Refusal::Twice);
    }
    Ok(Transfer { seen: Some(Seen { on, right, words, by, at: now }), ..one.clone() })
}

/// Lets it enter the file, which the applicant read first; or does not, or notes that the yes was taken back, and says why.
///
/// # Errors
/// See [`Refusal`].
pub fn end(one: &Transfer, event: Event, why: &str, by: AccountId, now: Moment) -> Result<Transfer, Refusal> {
    let status = moved(one, event, by)?;
    let why = field::optional_text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Words, problem)]))?;
    if event != Event::Accept && why.is_none() {
        return Err(Refusal::Parts(vec![(Part::Words, Problem::Missing)]));
    }
    if event == Event::Accept && one.seen.is_none() {
        return Err(Refusal::Unseen);
    }
    Ok(Transfer { status, ended: Some((why.map(Personal::new), by, now)), ..one.clone() })
}

/// Takes back the yes oneself: whoever gave it, and from 16 the applicant whoever gave it. At once, whoever has the file in hand, and
/// without a reason: nobody has to give one.
///
/// # Errors
/// See [`Refusal`].
pub fn take_back(
    one: &Transfer,
    (me, birth): (Consenter, Option<BirthDate>),
    by: AccountId,
    now: Moment,
) -> Result<Transfer, Refusal> {
    if !takes_back(one.consent, me, birth, now.day) {
        return Err(Refusal::Whose(one.consent));
    }
    Ok(Transfer { status: moved(one, Event::Withdraw, by)?, ended: Some((None, by, now)), ..one.clone() })
}

/// Whether somebody can take back a yes that `gave` gave.
pub fn takes_back(gave: Consenter, me: Consenter, birth: Option<BirthDate>, today: Date) -> bool {
    gave == me || consenter(birth, today) == Some(me)
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
