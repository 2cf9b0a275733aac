//! The talk of an intake: planned for a day, told to the applicant, held, and written down: what was found, and what was agreed.
//! Or somebody did not come, it moved, or it does not go on. Everything stays readable. Drawn in `docs/states/intake.md`.
//!
//! What is written of it is read by the applicant too. What they need, and the facts the law asks, are the form of the intake
//! itself ([`super::hold`]); saving that says that the talk was held, so nobody says so twice.

use crate::{
    AccountId, ApplicationId, Moment, Personal, TalkId, application, codes,
    field::{self, Problem},
    seen::Seen,
};
use time::{Date, Duration, Time};

/// The most characters of what was found, of what was agreed, and of a reason.
pub const MAX_WORDS: usize = 2000;
/// The most characters of a place.
pub const MAX_PLACE: usize = 120;
/// How far ahead a talk is planned at most: further is a slip of the keyboard.
const AHEAD: Duration = Duration::days(366);

codes! {
    /// Where a talk stands.
    pub enum Status {
        /// It is to come, or was to be held already.
        Planned = "planned",
        /// It was held, and is to be written down.
        Held = "held",
        /// It is written down.
        Reported = "reported",
        /// The applicant did not come.
        Missed = "missed",
        /// A next plan took its place.
        Moved = "moved",
        /// It does not go on.
        Cancelled = "cancelled",
    }
}

codes! {
    /// What can happen to a talk.
    pub enum Event {
        /// A next plan takes its place.
        Move = "move",
        /// It is held.
        Hold = "hold",
        /// It is written down; again, when that was wrong.
        Report = "report",
        /// The applicant did not come.
        Miss = "miss",
        /// It does not go on.
        Cancel = "cancel",
        /// That it was held, or that nobody came, was wrong: it is planned still.
        TakeBack = "take_back",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Planned, Event::Move) => Some(Self::Moved),
            (Self::Planned, Event::Hold) => Some(Self::Held),
            (Self::Planned | Self::Held | Self::Reported, Event::Report) => Some(Self::Reported),
            (Self::Planned, Event::Miss) => Some(Self::Missed),
            (Self::Planned, Event::Cancel) => Some(Self::Cancelled),
            (Self::Held | Self::Missed, Event::TakeBack) => Some(Self::Planned),
            (Self::Held, Event::Move | Event::Hold | Event::Miss | Event::Cancel)
            | (Self::Missed, Event::Move | Event::Hold | Event::Report | Event::Miss | Event::Cancel)
            | (Self::Reported, Event::Move | Event::Hold | Event::Miss | Event::Cancel | Event::TakeBack)
            | (Self::Planned, Event::TakeBack)
            | (Self::Moved | Self::Cancelled, _) => None,
        }
    }

    /// Whether it is the talk of the intake: it is to be held, or it was.
    pub const fn stands(self) -> bool {
        matches!(self, Self::Planned | Self::Held | Self::Reported)
    }
}

codes! {
    /// How the applicant was told.
    pub enum Means {
        /// A mail says that there is news behind the link.
        Mail = "mail",
        /// On paper.
        Paper = "paper",
        /// Somebody said it.
        Spoken = "spoken",
    }
}

/// That the applicant was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// How.
    pub means: Means,
    /// When.
    pub at: Moment,
    /// By whom; by mail it was whoever planned it.
    pub by: AccountId,
}

/// What was written down of a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// On which day it was held.
    pub held_on: Date,
    /// What was found.
    pub facts: Personal<String>,
    /// What was agreed: who does what next.
    pub steps: Personal<String>,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// What happened to a talk, but for its reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What.
    pub event: Event,
    /// Why, where that was said.
    pub why: Option<Personal<String>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Its identifier.
    pub id: TalkId,
    /// 1 for the first of its file.
    pub number: u32,
    /// For which application.
    pub application: ApplicationId,
    /// On which day it is, or was held.
    pub day: Date,
    /// At what hour, where that was said.
    pub hour: Option<Time>,
    /// Where.
    pub place: Personal<String>,
    /// With whom of the school.
    pub with: AccountId,
    /// Who planned it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// That the applicant was told how it stands: that it is planned, or that it does not go on.
    pub told: Option<Told>,
    /// What was written down, the first first; the last one holds.
    pub reports: Vec<Report>,
    /// What happened, the first first.
    pub turns: Vec<Turn>,
}

impl Talk {
    /// Whether the applicant has yet to be told on a day: of a talk to come, or that one does not go on.
    pub fn untold(&self, today: Date) -> bool {
        self.told.is_none() && untold(self.status, self.day, today)
    }

    /// Everybody of the school who did something, or has to.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let told = self.told.iter().map(|told| told.by);
        let reports = self.reports.iter().map(|report| report.by);
        let turns = self.turns.iter().map(|turn| turn.by);
        [self.by, self.with].into_iter().chain(told).chain(reports).chain(turns)
    }
}

/// Whether there is something to tell of a talk, where it was not told.
pub(super) fn untold(status: Status, day: Date, today: Date) -> bool {
    match status {
        Status::Planned => day > today,
        Status::Cancelled => true,
        Status::Held | Status::Reported | Status::Missed | Status::Moved => false,
    }
}

/// Where an application stands by its newest talk: a talk that is written down is an intake that was held. One that ended stays so.
pub fn by_talk(application: application::Status, talk: Option<Status>) -> application::Status {
    match talk {
        Some(Status::Reported) => application.on(application::Event::HoldIntake).unwrap_or(application),
        None | Some(Status::Planned | Status::Held | Status::Missed | Status::Moved | Status::Cancelled) => application,
    }
}

/// What somebody plans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The day.
    pub day: Option<Date>,
    /// The hour, if any.
    pub hour: Option<Time>,
    /// Where.
    pub place: String,
    /// With whom of the school.
    pub with: Option<AccountId>,
}

/// What somebody writes down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// On which day it was held.
    pub held_on: Option<Date>,
    /// What was found.
    pub facts: String,
    /// What was agreed.
    pub steps: String,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day.
    Day,
    /// Where.
    Place,
    /// With whom.
    With,
    /// What was found.
    Facts,
    /// What was agreed.
    Steps,
    /// Why.
    Why,
    /// How it was told.
    Means,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// The application is no longer open.
    #[error("the application is {} already", .0.code())]
    NotOpen(application::Status),
    /// More than a year ahead.
    #[error("more than a year ahead")]
    TooFar,
    /// Before somebody applied there is no talk about it.
    #[error("before somebody applied")]
    BeforeApplied(Date),
    /// The day is still to come.
    #[error("the day is to come")]
    DayToCome,
    /// Whoever it is with does not hold intakes there.
    #[error("whoever it is with does not hold intakes there")]
    Stranger,
    /// It was sent twice: it is just so already.
    #[error("it is just so already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// There is no talk to do this to.
    #[error("there is no talk")]
    None,
    /// Something happened since they looked.
    #[error("something happened meanwhile")]
    Meanwhile,
}

/// Of which application a talk is planned, and who can hold it.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The application.
    pub application: &'a application::Application,
    /// Who holds intakes of it.
    pub holders: &'a [AccountId],
}

/// The talk of an application that is the newest: what can be done is done to that one.
pub fn newest(known: &[Talk], application: ApplicationId) -> Option<&Talk> {
    known.iter().rev().find(|one| one.application == application)
}

/// What there is to read of the talks of an application: what is done to them names it.
pub fn seen_so_far(known: &[Talk], application: ApplicationId) -> Seen {
    let of = || known.iter().filter(|one| one.application == application);
    let things = of().map(|one| one.turns.len().saturating_add(one.reports.len()).saturating_add(1));
    Seen::of(things.fold(0, usize::saturating_add), of().filter(|one| one.told.is_some()).count())
}

/// Plans a talk, or moves the one that is planned: then that one is given back too, as it stands since. `known` are those of the
/// file. One that was held already is planned on its day first.
///
/// # Errors
/// See [`Refusal`].
pub fn plan(
    known: &[Talk],
    id: TalkId,
    setting: Setting<'_>,
    given: &Plan,
    by: AccountId,
    now: Moment,
) -> Result<(Option<Talk>, Talk), Refusal> {
    let Setting { application, holders } = setting;
    if !application.status.is_open() {
        return Err(Refusal::NotOpen(application.status));
    }
    let before = newest(known, application.id);
    if let Some(held) = before.filter(|one| matches!(one.status, Status::Held | Status::Reported)) {
        return Err(Refusal::Stands(held.status));
    }
    let place = field::text(&given.place, MAX_PLACE);
    let mut wrong = Vec::new();
    wrong.extend(given.day.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(place.as_ref().err().map(|problem| (Part::Place, *problem)));
    wrong.extend(given.with.is_none().then_some((Part::With, Problem::Missing)));
    let (Some(day), Ok(place), Some(with)) = (given.day, place, given.with) else { return Err(Refusal::Parts(wrong)) };
    let place = Personal::new(place);
    if day > now.day.saturating_add(AHEAD) {
        return Err(Refusal::TooFar);
    }
    if day < application.applied_on {
        return Err(Refusal::BeforeApplied(application.applied_on));
    }
    if !holders.contains(&with) {
        return Err(Refusal::Stranger);
    }
    let standing = before.filter(|one| one.status == Status::Planned);
    if standing.is_some_and(|one| (one.day, one.hour, &one.place, one.with) == (day, given.hour, &place, with)) {
        return Err(Refusal::Twice);
    }
    let moved = match standing {
        Some(one) => Some(turned(one, Event::Move, None, by, now)?),
        None => None,
    };
    let number = known.iter().map(|one| one.number).max().unwrap_or(0).saturating_add(1);
    let new = Talk {
        id,
        number,
        application: application.id,
        day,
        hour: given.hour,
        place,
        with,
        by,
        at: now,
        status: Status::Planned,
        told: None,
        reports: Vec::new(),
        turns: Vec::new(),
    };
    Ok((moved, new))
}

fn moved(talk: &Talk, event: Event, by: AccountId) -> Result<Status, Refusal> {
    // Just this was done by them, and nothing since.
    let twice = || talk.turns.last().is_some_and(|turn| turn.event == event && turn.by == by);
    talk.status.on(event).ok_or_else(|| if twice() { Refusal::Twice } else { Refusal::Stands(talk.status) })
}

fn turned(talk: &Talk, event: Event, why: Option<String>, by: AccountId, now: Moment) -> Result<Talk, Refusal> {
    let status = moved(talk, event, by)?;
    let mut after = Talk { status, ..talk.clone() };
    // What was told was told of how it stood.
    after.told = after.told.filter(|_| status != Status::Cancelled);
    after.turns.push(Turn { event, why: why.map(Personal::new), by, at: now });
    Ok(after)
}

/// Says that it was held, on its day or later; that nobody came; that it does not go on; or that one of the first two was wrong.
/// Why is asked of who calls it off or takes something back, and can be left out where nobody came.
///
/// # Errors
/// See [`Refusal`].
pub fn turn(talk: &Talk, event: Event, why: &str, by: AccountId, now: Moment) -> Result<Talk, Refusal> {
    moved(talk, event, by)?;
    let why = field::optional_text(why, MAX_WORDS).map_err(|problem| Refusal::Parts(vec![(Part::Why, problem)]))?;
    if why.is_none() && matches!(event, Event::Cancel | Event::TakeBack) {
        return Err(Refusal::Parts(vec![(Part::Why, Problem::Missing)]));
    }
    if matches!(event, Event::Hold | Event::Miss) && talk.day > now.day {
        return Err(Refusal::DayToCome);
    }
    turned(talk, event, why, by, now)
}

/// Writes a talk down, or writes it down again where that was wrong: both stay.
///
/// # Errors
/// See [`Refusal`].
pub fn report(talk: &Talk, given: &Written, applied_on: Date, by: AccountId, now: Moment) -> Result<Talk, Refusal> {
    let status = moved(talk, Event::Report, by)?;
    let (facts, steps) = (field::text(&given.facts, MAX_WORDS), field::text(&given.steps, MAX_WORDS));
    let mut wrong = Vec::new();
    wrong.extend(given.held_on.is_none().then_some((Part::Day, Problem::Missing)));
    wrong.extend(facts.as_ref().err().map(|problem| (Part::Facts, *problem)));
    wrong.extend(steps.as_ref().err().map(|problem| (Part::Steps, *problem)));
    let (Some(held_on), Ok(facts), Ok(steps)) = (given.held_on, facts, steps) else {
        return Err(Refusal::Parts(wrong));
    };
    if held_on > now.day {
        return Err(Refusal::DayToCome);
    }
    if held_on < applied_on {
        return Err(Refusal::BeforeApplied(applied_on));
    }
    let (facts, steps) = (Personal::new(facts), Personal::new(steps));
    let same = |last: &Report| (last.held_on, &last.facts, &last.steps) == (held_on, &facts, &steps);
    if talk.reports.last().is_some_and(same) {
        return Err(Refusal::Twice);
    }
    let mut after = Talk { status, day: held_on, ..talk.clone() };
    after.reports.push(Report { held_on, facts, steps, by, at: now });
    Ok(after)
}

/// Notes that the applicant was told how it stands.
///
/// # Errors
/// See [`Refusal`].
pub fn tell(talk: &Talk, means: Option<Means>, by: AccountId, now: Moment) -> Result<Talk, Refusal> {
    let means = means.ok_or_else(|| Refusal::Parts(vec![(Part::Means, Problem::Missing)]))?;
    if talk.told.is_some() {
        return Err(Refusal::Twice);
    }
    if !talk.untold(now.day) {
        return Err(Refusal::Stands(talk.status));
    }
    Ok(Talk { told: Some(Told { means, at: now, by }), ..talk.clone() })
}

#[cfg(test)]
#[path = "talk_tests.rs"]
mod tests;
