//! Advice for another programme: the intake says which one may fit, and asks a team whether it takes the applicant in. The team says
//! yes, or no and why; until a team takes them it stays with whoever asked. Drawn in `docs/states/advice.md`.
//!
//! The team that is asked reads who it is, what for, and what the intake writes here: not the file. A need for support is no reason to
//! say no, so it is not what a team decides by.

use crate::{
    AccountId, AdviceId, ApplicationId, Moment, Personal, TeamId,
    admission::Choice,
    application::{self, Application},
    codes,
    field::{self, Problem},
    programme::Crebo,
};
use time::Date;

/// The most characters of each text.
pub const MAX_WORDS: usize = 2000;

codes! {
    /// Where it stands.
    pub enum Status {
        /// It is an advice, and no team is asked.
        Given = "given",
        /// A team is asked, and has yet to answer.
        Asked = "asked",
        /// The team takes the applicant in.
        Taken = "taken",
        /// The team does not, and said why.
        Declined = "declined",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The team takes the applicant in.
        Take = "take",
        /// The team does not.
        Decline = "decline",
        /// It is taken back: it was wrong, or it is over.
        Withdraw = "withdraw",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Asked, Event::Take) => Some(Self::Taken),
            (Self::Asked, Event::Decline) => Some(Self::Declined),
            (Self::Given | Self::Asked | Self::Taken | Self::Declined, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Given | Self::Taken | Self::Declined, Event::Take | Event::Decline) | (Self::Withdrawn, _) => None,
        }
    }

    /// Whether whoever asked still has to find a place: nobody answered, or somebody said no.
    pub const fn seeks(self) -> bool {
        matches!(self, Self::Asked | Self::Declined)
    }

    /// Whether the applicant is advised this.
    pub const fn advises(self) -> bool {
        matches!(self, Self::Given | Self::Asked | Self::Taken)
    }
}

/// What the team said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Why not; or what they add.
    pub words: Option<Personal<String>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// An advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Its identifier.
    pub id: AdviceId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Of which application.
    pub application: ApplicationId,
    /// Which programme.
    pub programme: Crebo,
    /// Which team is asked.
    pub team: Option<TeamId>,
    /// Why it may fit: the applicant reads it, and so does the team.
    pub words: Personal<String>,
    /// Who advised it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// What the team said.
    pub reply: Option<Reply>,
    /// Why it was taken back, by whom and when.
    pub ended: Option<(Personal<String>, AccountId, Moment)>,
}

impl Advice {
    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let replied = self.reply.iter().map(|one| one.by);
        let ended = self.ended.iter().map(|(_, by, _)| *by);
        std::iter::once(self.by).chain(replied).chain(ended)
    }
}

/// What somebody filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Which programme.
    pub programme: Option<Crebo>,
    /// Which team is asked, if any.
    pub team: Option<TeamId>,
    /// Why it may fit.
    pub words: String,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which programme.
    Programme,
    /// Which team.
    Team,
    /// Why it may fit.
    Words,
    /// Whether the team takes them.
    Answer,
    /// Why not.
    Reply,
    /// Why it is taken back.
    Why,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// They applied for just that.
    #[error("they applied for just that")]
    Same,
    /// There is no such team.
    #[error("there is no such team")]
    Stranger,
    /// Just this is advised already.
    #[error("just this is advised already")]
    Already,
    /// The applicant was enrolled, or is not coming.
    #[error("the application is {} already", .0.code())]
    NotOpen(application::Status),
    /// It was sent twice: it is just so already.
    #[error("it is just so already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
}

/// Advises another programme, and asks a team where one was named. `all` are those of the file, `teams` those that can be asked; `chose`
/// is what the applicant chose instead, where that is how the application ended.
///
/// # Errors
/// See [`Refusal`].
pub fn advise(
    all: &[Advice],
    id: AdviceId,
    (application, chose, teams): (&Application, Option<Choice>, &[TeamId]),
    given: &Draft,
    by: AccountId,
    now: Moment,
) -> Result<Advice, Refusal> {
    // Whoever chose another programme of this school seeks a place there: when one team says no, another is asked.
    if !goes_on(application.status, chose) {
        return Err(Refusal::NotOpen(application.status));
    }
    let words = field::text(&given.words, MAX_WORDS);
    let mut wrong = Vec::new();
    wrong.extend(given.programme.is_none().then_some((Part::Programme, Problem::Missing)));
    wrong.extend(words.as_ref().err().map(|problem| (Part::Words, *problem)));
    let (Some(programme), Ok(words)) = (given.programme, words) else { return Err(Refusal::Parts(wrong)) };
    if given.team.is_some_and(|team| !teams.contains(&team)) {
        return Err(Refusal::Stranger);
    }
    // The same programme with another team is another place; with their own, or with none, it is what they asked.
    if application.programme == Some(programme) && given.team.is_none_or(|team| application.team == Some(team)) {
        return Err(Refusal::Same);
    }
    let words = Personal::new(words);
    let of = |one: &&Advice| one.application == application.id && (one.programme, one.team) == (programme, given.team);
    if let Some(there) = all.iter().filter(of).find(|one| one.status.advises()) {
        let same = (&there.words, there.by) == (&words, by);
        return Err(if same { Refusal::Twice } else { Refusal::Already });
    }
    let status = if given.team.is_some() { Status::Asked } else { Status::Given };
    Ok(Advice {
        id,
        number: all.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1),
        application: application.id,
        programme,
        team: given.team,
        words,
        by,
        at: now,
        status,
        reply: None,
        ended: None,
    })
}

/// The team that is asked says whether it takes the applicant in; a no has a reason. `of`: where the application stands, and what the
/// applicant chose instead: of one that is over nobody is asked any more.
///
/// # Errors
/// See [`Refusal`].
pub fn answer(
    one: &Advice,
    of: (application::Status, Option<Choice>),
    (takes, words): (Option<bool>, &str),
    by: AccountId,
    now: Moment,
) -> Result<Advice, Refusal> {
    if one.status == Status::Asked && !goes_on(of.0, of.1) {
        return Err(Refusal::NotOpen(of.0));
    }
    let words = field::optional_text(words, MAX_WORDS);
    let mut wrong = Vec::new();
    wrong.extend(takes.is_none().then_some((Part::Answer, Problem::Missing)));
    wrong.extend(words.as_ref().err().map(|problem| (Part::Reply, *problem)));
    let silent = takes == Some(false) && words == Ok(None);
    wrong.extend(silent.then_some((Part::Reply, Problem::Missing)));
    let (Some(takes), Ok(words), true) = (takes, words, wrong.is_empty()) else { return Err(Refusal::Parts(wrong)) };
    let event = if takes { Event::Take } else { Event::Decline };
    let words = words.map(Personal::new);
    let Some(status) = one.status.on(event) else {
        let so = matches!((event, one.status), (Event::Take, Status::Taken) | (Event::Decline, Status::Declined));
        let twice = so && one.reply.as_ref().is_some_and(|reply| reply.by == by && reply.words == words);
        return Err(if twice { Refusal::Twice } else { Refusal::Stands(one.status) });
    };
    Ok(Advice { status, reply: Some(Reply { words, by, at: now }), ..one.clone() })
}

/// Takes it back, and says why: the applicant reads that.
///
/// # Errors
/// See [`Refusal`].
pub fn withdraw(one: &Advice, why: &str, by: AccountId, now: Moment) -> Result<Advice, Refusal> {
    let Some(status) = one.status.on(Event::Withdraw) else {
        let twice = one.ended.as_ref().is_some_and(|(_, who, _)| *who == by);
        return Err(if twice { Refusal::Twice } else { Refusal::Stands(one.status) });
    };
    let why = field::text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Why, problem)]))?;
    Ok(Advice { status, ended: Some((Personal::new(why), by, now)), ..one.clone() })
}

/// Whether a team that is asked is asked still, and another can be: an enrolment ends that, and so does the applicant, unless they chose another programme
/// of this school. `chose`: what they chose instead, where that is how the application ended.
pub const fn goes_on(application: application::Status, chose: Option<Choice>) -> bool {
    match application {
        application::Status::Received | application::Status::IntakeHeld | application::Status::NotAdmitted => true,
        application::Status::Withdrawn => matches!(chose, Some(Choice::OtherProgramme)),
        application::Status::Enrolled => false,
    }
}

/// Since when whoever asked seeks a place for an applicant: the first that nobody answered, or that was declined and not taken back.
/// A team that takes them ends it, and so does what [`goes_on`] says. `all`: where those of the application stand, and since when.
pub fn seeks(
    application: application::Status,
    chose: Option<Choice>,
    all: impl Iterator<Item = (Status, Date)>,
) -> Option<Date> {
    let all: Vec<(Status, Date)> = all.collect();
    let found = all.iter().any(|(status, _)| *status == Status::Taken);
    let open = all.iter().filter(|(status, _)| status.seeks()).map(|(_, since)| *since);
    open.min().filter(|_| !found && goes_on(application, chose))
}

#[cfg(test)]
#[path = "advice_tests.rs"]
mod tests;
