//! Telling the student what was decided: the term to appeal runs from the day on which they got it (WEB 7.5.1(4)).

use super::{Asker, Decision, Event, Refusal, Request, Status, Turn, appeal::counts};
use crate::{
    AccountId, Moment,
    intake::talk::Means,
    law::calendar::{Calendar, Counting, Length},
    seen::Seen,
    told::{Told, told},
};
use time::Date;

/// What the student is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter<'a> {
    /// What the committee decided.
    Decision(&'a Decision),
    /// That the school ended what was granted, or took back what the student asked.
    Turn(&'a Turn),
}

impl Matter<'_> {
    /// The day of it.
    pub const fn since(self) -> Date {
        match self {
            Self::Decision(decision) => decision.at.day,
            Self::Turn(turn) => turn.at.day,
        }
    }

    /// Who did it.
    pub const fn by(self) -> AccountId {
        match self {
            Self::Decision(decision) => decision.by,
            Self::Turn(turn) => turn.by,
        }
    }

    /// That the student was told.
    pub const fn told(self) -> Option<Told> {
        match self {
            Self::Decision(decision) => decision.told,
            Self::Turn(turn) => turn.told,
        }
    }
}

impl Request {
    /// What there is to read of it: a note that the student was told names it.
    pub fn seen_so_far(&self) -> Seen {
        let told = self.decisions.iter().map(|one| one.told).chain(self.turns.iter().map(|one| one.told));
        Seen::of(self.decisions.len().saturating_add(self.turns.len()), told.flatten().count())
    }

    /// What was decided and turned, for who asks or takes it back: what they do names it. That the student was told changes nothing of that.
    pub fn turned_so_far(&self) -> Seen {
        Seen::of(self.decisions.len().saturating_add(self.turns.len()), 0)
    }

    /// What the school itself ended, or took back of what the student asked: its last turn. Not what it took back of its own.
    pub fn closed_by_school(&self) -> Option<&Turn> {
        let theirs = match self.status {
            Status::Ended => true,
            Status::Withdrawn => matches!(self.by, Asker::Own(_)),
            Status::Asked | Status::Granted | Status::Partly | Status::Refused | Status::Again => false,
        };
        let over = |turn: &&Turn| turn.by_school() && matches!(turn.event, Event::End | Event::Withdraw);
        self.last_turn().map(|(_, turn)| turn).filter(|_| theirs).filter(over)
    }

    /// The last turn that counts, with its place: what was annulled in appeal and stands as it stood counts for nothing.
    pub fn last_turn(&self) -> Option<(usize, &Turn)> {
        counts(&self.turns)
    }

    /// What a letter is about: what the school ended or took back itself, else the last decision. `None`: there is nothing to tell.
    pub fn letter(&self) -> Option<Matter<'_>> {
        self.closed_by_school().map(Matter::Turn).or_else(|| self.decision().map(Matter::Decision))
    }

    /// What the student can appeal against. Who ended it themselves has nothing to appeal against.
    pub fn appealable(&self) -> Option<Matter<'_>> {
        self.letter().filter(|matter| self.status != Status::Ended || matches!(matter, Matter::Turn(_)))
    }

    /// What the student has yet to be told. Who ended or took back something themselves knows it.
    pub fn untold(&self) -> Option<Matter<'_>> {
        match self.status {
            Status::Granted | Status::Partly | Status::Refused | Status::Again => {
                self.decisions.last().filter(|one| one.told.is_none()).map(Matter::Decision)
            }
            Status::Ended | Status::Withdrawn => {
                self.closed_by_school().filter(|turn| turn.told.is_none()).map(Matter::Turn)
            }
            Status::Asked => None,
        }
    }

    fn with(&self, told: Told) -> Result<Self, Refusal> {
        let mut after = self.clone();
        let turn = self.last_turn().map(|(at, _)| at);
        match self.untold() {
            Some(Matter::Decision(_)) => after.decisions.last_mut().map(|one| one.told = Some(told)),
            Some(Matter::Turn(_)) => turn.and_then(|at| after.turns.get_mut(at)).map(|one| one.told = Some(told)),
            None => return Err(Refusal::NothingToTell),
        };
        Ok(after)
    }
}

/// Notes that the student was told what they have yet to be told.
///
/// # Errors
/// [`Refusal::Twice`] when they did just this, [`Refusal::NothingToTell`] when somebody else did, [`Refusal::Told`] for the form.
pub fn tell(
    request: &Request,
    given: (Option<Means>, Option<Date>),
    by: AccountId,
    now: Moment,
) -> Result<Request, Refusal> {
    let Some(untold) = request.untold() else {
        let last = match request.status {
            Status::Ended | Status::Withdrawn => request.last_turn().and_then(|(_, one)| one.told),
            Status::Asked => None,
            Status::Granted | Status::Partly | Status::Refused | Status::Again => {
                request.decisions.last().and_then(|one| one.told)
            }
        };
        // With a mail no day is given: it went on the day on which it was told.
        let same = |told: &Told| told.by == by && Some(told.means) == given.0 && given.1.is_none_or(|on| on == told.on);
        return Err(if last.as_ref().is_some_and(same) { Refusal::Twice } else { Refusal::NothingToTell });
    };
    let told = told(given, untold.since(), by, now).map_err(Refusal::Told)?;
    request.with(told)
}

/// The same, where a mail went with what was just decided; nothing changes where there is nothing to tell.
pub fn told_by_mail(request: &Request, by: AccountId, now: Moment) -> Request {
    request.with(Told { means: Means::Mail, on: now.day, by, at: now }).unwrap_or_else(|_| request.clone())
}

/// Until when a decision, or what the school ended itself, can be appealed: two weeks after the student was told (R12), over weekends and holidays. `None`: nobody
/// told them, so the term does not run yet.
pub fn appeal_until(matter: Matter<'_>, calendar: &Calendar) -> Option<Date> {
    matter.told().map(|told| calendar.end(told.on, Length::Weeks(2), Counting::TermsAct))
}
