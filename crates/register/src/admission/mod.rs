//! How an application ends: the school enrols, or says no on a ground of the law; or the applicant chooses otherwise, which is no
//! refusal. It is in writing, with reasons; the moment is kept; it is taken back or corrected, and both stay readable. Drawn in
//! `docs/states/admission.md`.
//!
//! Enrolling waits for the agreements where the law asks them ([`crate::clearance`]). A need for support is no ground: there is no
//! value that says so ([`Ground`]).

mod ground;
mod onward;
mod stand;
mod told;

pub use ground::{Ground, Known, Says, says};
pub use onward::{Onward, Where, onward, settled};
pub use stand::Stand;
pub use told::{Telling, tell, tells_parents, unrecalled};

use crate::{
    AccountId, AdmissionId, ApplicationId, Moment, Personal,
    application::{self, Application, Event as Happens},
    clearance::Clearance,
    codes,
    field::{self, Problem},
    intake::talk::Told,
};

/// The most characters of reasons, of an offer and of what was said.
pub const MAX_WORDS: usize = 2000;

codes! {
    /// What it comes to.
    pub enum Kind {
        /// The school enrols.
        Enrol = "enrol",
        /// The school says no.
        Refuse = "refuse",
        /// The applicant chooses otherwise.
        Chose = "chose",
    }
}

codes! {
    /// What an applicant chooses instead.
    pub enum Choice {
        /// Another programme of this school.
        OtherProgramme = "other_programme",
        /// Another school.
        OtherSchool = "other_school",
        /// Work.
        Work = "work",
        /// Later, perhaps.
        Later = "later",
        /// They did not say.
        NotSaid = "not_said",
    }
}

/// What it comes to, with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The school enrols.
    Enrol,
    /// The school says no, on this ground.
    Refuse(Ground),
    /// The applicant chooses this.
    Chose(Choice),
}

impl Outcome {
    /// Which kind it is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Enrol => Kind::Enrol,
            Self::Refuse(_) => Kind::Refuse,
            Self::Chose(_) => Kind::Chose,
        }
    }

    /// What it rests on, as a code.
    pub const fn on(self) -> Option<&'static str> {
        match self {
            Self::Enrol => None,
            Self::Refuse(ground) => Some(ground.code()),
            Self::Chose(choice) => Some(choice.code()),
        }
    }

    /// The same, read back.
    pub fn read(kind: &str, on: Option<&str>) -> Option<Self> {
        match (Kind::from_code(kind)?, on) {
            (Kind::Enrol, None) => Some(Self::Enrol),
            (Kind::Refuse, Some(code)) => Ground::from_code(code).map(Self::Refuse),
            (Kind::Chose, Some(code)) => Choice::from_code(code).map(Self::Chose),
            (Kind::Enrol, Some(_)) | (Kind::Refuse | Kind::Chose, None) => None,
        }
    }

    /// Whether it is a decision of the school: told in writing, and one can object.
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Enrol | Self::Refuse(_))
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It holds.
        Standing = "standing",
        /// It was taken back.
        TakenBack = "taken_back",
        /// A next one corrects it.
        Replaced = "replaced",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// It is taken back.
        TakeBack = "take_back",
        /// A next one corrects it.
        Replace = "replace",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Standing, Event::TakeBack) => Some(Self::TakenBack),
            (Self::Standing, Event::Replace) => Some(Self::Replaced),
            (Self::TakenBack | Self::Replaced, _) => None,
        }
    }
}

/// How an application ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Its identifier.
    pub id: AdmissionId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Of which application.
    pub application: ApplicationId,
    /// What it comes to.
    pub outcome: Outcome,
    /// The reasons; what the applicant said, where they chose otherwise.
    pub reason: Personal<String>,
    /// The other programme that was offered.
    pub offer: Option<Personal<String>>,
    /// Where the application stood before.
    pub before: application::Status,
    /// Who decided, or wrote down what the applicant chose.
    pub by: AccountId,
    /// When: this is the moment of the decision.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// That the applicant was told.
    pub told: Option<Told>,
    /// The parents were told as well.
    pub parents: bool,
    /// What was said of the applicant's age on the day of the decision, where nobody knows when they were born: younger than 18.
    pub minor: Option<bool>,
    /// That the applicant, who was told of it, was told that it holds no more.
    pub recalled: Option<Told>,
    /// Why it was taken back or corrected, by whom and when.
    pub turn: Option<(Personal<String>, AccountId, Moment)>,
    /// Where the applicant went, the last one holds.
    pub onward: Vec<Onward>,
}

impl Admission {
    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let told = self.told.iter().chain(&self.recalled).map(|told| told.by);
        let turned = self.turn.iter().map(|(_, by, _)| *by);
        std::iter::once(self.by).chain(told).chain(turned).chain(self.onward.iter().map(|one| one.by))
    }

    /// Whether nobody guides somebody who was refused: a signal.
    pub fn unguided(&self) -> bool {
        unguided(self.status, self.outcome.kind(), self.onward.last().map(Onward::is_settled))
    }
}

/// Whether nobody guides somebody who was refused. `settled`: what was last noted of where they went.
pub(crate) fn unguided(status: Status, kind: Kind, settled: Option<bool>) -> bool {
    status == Status::Standing && kind == Kind::Refuse && settled != Some(true)
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What it comes to.
    pub kind: Option<Kind>,
    /// The ground, where the school says no.
    pub ground: Option<Ground>,
    /// What the applicant chooses, where they do.
    pub choice: Option<Choice>,
    /// Whether the qualification duty still holds, where that is asked.
    pub duty: Option<bool>,
    /// The reasons.
    pub reason: String,
    /// The other programme that is offered.
    pub offer: String,
    /// Why the one before is corrected.
    pub why: String,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What it comes to.
    Kind,
    /// The ground.
    Ground,
    /// What the applicant chooses.
    Choice,
    /// Whether the qualification duty holds.
    Duty,
    /// The reasons.
    Reason,
    /// The other programme.
    Offer,
    /// Why it is corrected or taken back.
    Why,
    /// How it was told.
    Means,
    /// That the parents were told.
    Parents,
    /// Whether the applicant was younger than 18.
    Age,
    /// Where the applicant went.
    Where,
    /// Who guides, or what was said of it.
    Words,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// Enrolling has to wait.
    #[error("there is no clearance")]
    NotClear,
    /// By what is known it is no ground here.
    #[error("{} is no ground here", .0.code())]
    NoGround(Ground),
    /// It became an enrolment: what the student system knows is not undone here.
    #[error("it became an enrolment")]
    Enrolled,
    /// The application ended otherwise: the student system said so.
    #[error("the application is {} already", .0.code())]
    NotOpen(application::Status),
    /// It was sent twice: it is just so already.
    #[error("it is just so already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("something else was done meanwhile")]
    Meanwhile,
}

/// What a decision hangs on.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// What is known of the applicant.
    pub known: Known<'a>,
    /// Whether enrolling may follow, while the application is open.
    pub clearance: Option<Clearance>,
}

/// What is written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The one that it corrects, as it stands since.
    pub replaced: Option<Admission>,
    /// The new one; none where one was taken back.
    pub new: Option<Admission>,
    /// Where the application stands since.
    pub application: application::Status,
}

/// The one that holds of an application.
pub fn standing(all: &[Admission], application: ApplicationId) -> Option<&Admission> {
    all.iter().find(|one| one.application == application && one.status == Status::Standing)
}

/// What the applicant chose instead, where that is how an application ended.
pub fn chosen(all: &[Admission], application: ApplicationId) -> Option<Choice> {
    match standing(all, application)?.outcome {
        Outcome::Chose(choice) => Some(choice),
        Outcome::Enrol | Outcome::Refuse(_) => None,
    }
}

/// Where an application stands when what ended it is undone.
fn reopened(application: &Application, ended: &Admission) -> Result<application::Status, Refusal> {
    let status = application.status;
    match (status, ended.outcome.kind()) {
        (application::Status::Enrolled, _) => Err(Refusal::Enrolled),
        (application::Status::Received | application::Status::IntakeHeld, Kind::Enrol) => Ok(status),
        (application::Status::NotAdmitted, Kind::Refuse) | (application::Status::Withdrawn, Kind::Chose) => {
            let open = status.on(Happens::Reopen).ok_or(Refusal::NotOpen(status))?;
            let held =
                (ended.before == application::Status::IntakeHeld).then(|| open.on(Happens::HoldIntake)).flatten();
            Ok(held.unwrap_or(open))
        }
        _ => Err(Refusal::NotOpen(status)),
    }
}

/// Decides on an application, or corrects what was decided. `all` are those of the file.
///
/// # Errors
/// See [`Refusal`].
pub fn decide(
    all: &[Admission],
    id: AdmissionId,
    setting: Setting<'_>,
    given: &Draft,
    by: AccountId,
    now: Moment,
) -> Result<Decided, Refusal> {
    let application = setting.known.application;
    let before = standing(all, application.id);
    let open = match before {
        Some(ended) => reopened(application, ended)?,
        None if application.status.is_open() => application.status,
        None if application.status == application::Status::Enrolled => return Err(Refusal::Enrolled),
        None => return Err(Refusal::NotOpen(application.status)),
    };
    let mut wrong = Vec::new();
    let mut missing = |part| wrong.push((part, Problem::Missing));
    let outcome = match (given.kind, given.ground, given.choice) {
        (None, ..) => {
            missing(Part::Kind);
            None
        }
        (Some(Kind::Enrol), ..) => Some(Outcome::Enrol),
        (Some(Kind::Refuse), Some(ground), _) => Some(Outcome::Refuse(ground)),
        (Some(Kind::Refuse), None, _) => {
            missing(Part::Ground);
            None
        }
        (Some(Kind::Chose), _, Some(choice)) => Some(Outcome::Chose(choice)),
        (Some(Kind::Chose), _, None) => {
            missing(Part::Choice);
            None
        }
    };
    let reason = field::text(&given.reason, MAX_WORDS).map_err(|problem| wrong.push((Part::Reason, problem))).ok();
    let offer = field::optional_text(&given.offer, MAX_WORDS);
    let offer = offer.map_err(|problem| wrong.push((Part::Offer, problem))).ok().flatten();
    let why = match before {
        Some(_) => field::text(&given.why, MAX_WORDS).map_err(|problem| wrong.push((Part::Why, problem))).ok(),
        None => None,
    };
    let (Some(outcome), Some(reason)) = (outcome, reason) else { return Err(Refusal::Parts(wrong)) };
    // Just this stands already.
    let offered = offer.as_ref().filter(|_| outcome.kind() == Kind::Refuse);
    let same = |one: &Admission| {
        (one.outcome, one.reason.reveal(), one.offer.as_ref().map(Personal::reveal), one.by)
            == (outcome, &reason, offered, by)
    };
    if before.is_some_and(same) {
        return Err(Refusal::Twice);
    }
    match outcome {
        Outcome::Enrol if !matches!(setting.clearance, Some(Clearance::Given { .. })) => return Err(Refusal::NotClear),
        Outcome::Refuse(ground) => {
            let known = Known { qualification_duty: given.duty, ..setting.known };
            match says(ground, known, now.day) {
                Says::AskDuty => wrong.push((Part::Duty, Problem::Missing)),
                Says::MayNot => return Err(Refusal::NoGround(ground)),
                Says::May { offers: true } if offer.is_none() => wrong.push((Part::Offer, Problem::Missing)),
                Says::May { .. } => {}
            }
        }
        Outcome::Enrol | Outcome::Chose(_) => {}
    }
    if !wrong.is_empty() {
        return Err(Refusal::Parts(wrong));
    }
    let ends = match outcome {
        Outcome::Enrol => Some(open),
        Outcome::Refuse(_) => open.on(Happens::NotAdmit),
        Outcome::Chose(_) => open.on(Happens::Withdraw),
    };
    let replaced = match before {
        Some(one) => Some(turned(one, Event::Replace, why.unwrap_or_default(), by, now)?),
        None => None,
    };
    let number = all.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let new = Admission {
        id,
        number,
        application: application.id,
        outcome,
        reason: Personal::new(reason),
        offer: offer.filter(|_| outcome.kind() == Kind::Refuse).map(Personal::new),
        before: open,
        by,
        at: now,
        status: Status::Standing,
        told: None,
        parents: false,
        minor: None,
        recalled: None,
        turn: None,
        onward: Vec::new(),
    };
    Ok(Decided { replaced, new: Some(new), application: ends.ok_or(Refusal::NotOpen(open))? })
}

fn turned(one: &Admission, event: Event, why: String, by: AccountId, now: Moment) -> Result<Admission, Refusal> {
    let status = one.status.on(event).ok_or(Refusal::Meanwhile)?;
    Ok(Admission { status, turn: Some((Personal::new(why), by, now)), ..one.clone() })
}

/// Takes back what stands of an application: it is open again.
///
/// # Errors
/// See [`Refusal`].
pub fn take_back(
    all: &[Admission],
    application: &Application,
    why: &str,
    by: AccountId,
    now: Moment,
) -> Result<Decided, Refusal> {
    let Some(one) = standing(all, application.id) else {
        // Just this was done by them, and nothing since.
        let last = all.iter().rev().find(|one| one.application == application.id);
        let twice = last.is_some_and(|one| {
            one.status == Status::TakenBack && one.turn.as_ref().is_some_and(|(_, who, _)| *who == by)
        });
        return Err(if twice { Refusal::Twice } else { Refusal::Meanwhile });
    };
    let open = reopened(application, one)?;
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Why, problem)]))?;
    Ok(Decided { replaced: Some(turned(one, Event::TakeBack, why, by, now)?), new: None, application: open })
}

#[cfg(test)]
mod tests;
