//! What a school offers (R13, WEB 7.4.8(2)): versions with lines, the advice of the student council on them (R14,
//! WEB 8a.2.2(4)), and from which day each holds. `docs/decisions/0033-offer.md`.

mod line;
#[cfg(test)]
mod phrases;
mod plain;
mod search;
#[cfg(test)]
mod tests;
mod told;
mod withdrawn;
mod words;

pub(crate) use line::private;
pub use line::{
    ByTeam, Level, Line, LineDraft, LineField, LineProblem, MAX_LINE, MAX_NAME, Mark, Site, WhatIsWrong, same_place,
};
pub use search::{Asked, Hit, Sought, concepts, read, search, town, typed_wrong};
pub use told::{FEWEST, Many, Told, how_many, told, told_of};
pub use withdrawn::{Decided, NOTICE, Offered, Withdrawn, withdrawn};
pub use words::Concept;

use crate::{AccountId, OfferId, codes, field};
use time::{Date, Duration};

/// The most characters of an advice or a reason.
pub const MAX_WORDS: usize = 2000;
/// How far ahead a version can begin.
const AHEAD: Duration = Duration::days(2 * 366);

codes! {
    /// How far a version is.
    pub enum Status {
        /// Its lines can be changed.
        Draft = "draft",
        /// The student council was asked.
        Asked = "asked",
        /// The advice is there, or it is known that none comes.
        Advised = "advised",
        /// It holds from its first day, until a next one does.
        Decided = "decided",
        /// It never held.
        Dropped = "dropped",
    }
}

codes! {
    /// What can happen to a version.
    pub enum Event {
        /// The student council is asked for advice.
        Ask = "ask",
        /// The advice is noted.
        Advise = "advise",
        /// Back to the draft: what was advised on changes.
        Revise = "revise",
        /// It is decided from which day it holds.
        Decide = "decide",
        /// It is dropped.
        Drop = "drop",
        /// It is put in the teaching and examination regulations (*onderwijs- en examenregeling*, OER; R13).
        Include = "include",
    }
}

impl Status {
    /// Where an event leads; `None` where it cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        use Event as E;
        match (self, event) {
            (Self::Draft, E::Ask) => Some(Self::Asked),
            (Self::Asked, E::Advise) => Some(Self::Advised),
            (Self::Asked | Self::Advised, E::Revise) => Some(Self::Draft),
            // From the draft only where nothing is to be advised on: `decide` asks.
            (Self::Draft | Self::Advised, E::Decide) => Some(Self::Decided),
            // What was decided only before its first day: `drop` asks.
            (Self::Draft | Self::Asked | Self::Advised | Self::Decided, E::Drop) => Some(Self::Dropped),
            (Self::Decided, E::Include) => Some(Self::Decided),
            (Self::Draft, E::Advise | E::Revise | E::Include)
            | (Self::Asked, E::Ask | E::Decide | E::Include)
            | (Self::Advised, E::Ask | E::Advise | E::Include)
            | (Self::Decided, E::Ask | E::Advise | E::Revise | E::Decide)
            | (Self::Dropped, E::Ask | E::Advise | E::Revise | E::Decide | E::Drop | E::Include) => None,
        }
    }
}

codes! {
    /// What the student council says.
    pub enum Outcome {
        /// Yes.
        Positive = "positive",
        /// Yes, if something changes.
        Conditions = "conditions",
        /// No.
        Negative = "negative",
        /// It was asked and did not answer.
        None = "none",
    }
}

impl Outcome {
    /// Whether the school says why it decides as it does: the council said no, or asked for something.
    pub const fn asks_reason(self) -> bool {
        match self {
            Self::Conditions | Self::Negative => true,
            Self::Positive | Self::None => false,
        }
    }
}

/// What happened, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The council was asked on a day.
    Ask {
        /// On which day.
        on: Date,
    },
    /// It answered on a day.
    Advise {
        /// On which day it did, or it became known that it does not.
        on: Date,
        /// What it said.
        outcome: Outcome,
        /// In its words; absent where it did not answer.
        words: Option<String>,
    },
    /// Back to the draft.
    Revise,
    /// It holds from a day.
    Decide {
        /// Its first day.
        from: Date,
        /// Why: what is done with an advice that was no plain yes.
        reason: Option<String>,
    },
    /// It is dropped.
    Drop {
        /// Why.
        reason: String,
    },
    /// It was put in the OER on a day.
    Include {
        /// On which day.
        on: Date,
    },
}

impl What {
    /// Which event it is.
    pub const fn event(&self) -> Event {
        match self {
            Self::Ask { .. } => Event::Ask,
            Self::Advise { .. } => Event::Advise,
            Self::Revise => Event::Revise,
            Self::Decide { .. } => Event::Decide,
            Self::Drop { .. } => Event::Drop,
            Self::Include { .. } => Event::Include,
        }
    }
}

/// Something that happened, with who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub what: What,
    /// On which day it was written down.
    pub on: Date,
    /// By whom.
    pub by: AccountId,
}

/// A version of what a school offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its identifier.
    pub id: OfferId,
    /// Its number at the school.
    pub number: u32,
    /// On which day it was begun.
    pub begun: Date,
    /// What happened to it, in order.
    pub happened: Vec<Happened>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Why something cannot be done with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not that far, or further: somebody else did something.
    Not(Status),
    /// There is no line in it.
    Empty,
    /// Something in it needs advice first.
    AdviceFirst,
    /// A day is missing.
    DayMissing,
    /// A day of something that happened lies ahead.
    DayAhead,
    /// The council cannot answer before it was asked.
    BeforeAsked(Date),
    /// A first day lies before today: nobody could have read it.
    DayBack,
    /// A first day lies more than two years ahead.
    TooFar,
    /// Another version begins on that day already.
    SameDay(u32),
    /// What the council said is missing.
    OutcomeMissing,
    /// Words are missing or too long.
    Words(field::Problem),
    /// It holds already: a next version ends it.
    Holds,
    /// Another version is being made: one at a time.
    Another(OfferId),
}

impl Offer {
    /// How far it is.
    pub fn status(&self) -> Status {
        let step = |status: Status, one: &Happened| status.on(one.what.event()).unwrap_or(status);
        self.happened.iter().fold(Status::Draft, step)
    }

    /// From which day it holds, and when that was decided.
    pub fn decided(&self) -> Option<(Date, Date)> {
        (self.status() == Status::Decided).then_some(())?;
        self.happened.iter().rev().find_map(|one| match one.what {
            What::Decide { from, .. } => Some((from, one.on)),
            What::Ask { .. } | What::Advise { .. } | What::Revise | What::Drop { .. } | What::Include { .. } => None,
        })
    }

    /// On which day it was put in the OER, as it was said last; `None` where nobody noted it, and of what was not decided.
    pub fn included(&self) -> Option<Date> {
        (self.status() == Status::Decided).then_some(())?;
        self.happened.iter().rev().find_map(|one| match one.what {
            What::Include { on } => Some(on),
            What::Ask { .. } | What::Advise { .. } | What::Revise | What::Decide { .. } | What::Drop { .. } => None,
        })
    }

    /// When the council was asked, as it stands now.
    pub fn asked(&self) -> Option<Date> {
        self.since_revised().find_map(|one| match one.what {
            What::Ask { on } => Some(on),
            What::Advise { .. } | What::Revise | What::Decide { .. } | What::Drop { .. } | What::Include { .. } => None,
        })
    }

    /// What the council said, as it stands now.
    pub fn advice(&self) -> Option<(Date, Outcome, Option<&str>)> {
        self.since_revised().find_map(|one| match &one.what {
            What::Advise { on, outcome, words } => Some((*on, *outcome, words.as_deref())),
            What::Ask { .. } | What::Revise | What::Decide { .. } | What::Drop { .. } | What::Include { .. } => None,
        })
    }

    fn since_revised(&self) -> impl Iterator<Item = &Happened> {
        self.happened.iter().rev().take_while(|one| one.what != What::Revise)
    }

    /// Whether it can be changed.
    pub fn open(&self) -> bool {
        matches!(self.status(), Status::Draft | Status::Asked | Status::Advised)
    }

    fn can(&self, event: Event) -> Result<(), Refusal> {
        self.status().on(event).map(|_| ()).ok_or(Refusal::Not(self.status()))
    }

    /// The council is asked.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn ask(&self, on: Option<Date>, today: Date) -> Result<What, Refusal> {
        self.can(Event::Ask)?;
        if self.lines.is_empty() {
            return Err(Refusal::Empty);
        }
        Ok(What::Ask { on: past(on, today)? })
    }

    /// What the council said is noted. Words are asked of an answer, and there are none of silence.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn advise(
        &self,
        on: Option<Date>,
        outcome: Option<Outcome>,
        words: &str,
        today: Date,
    ) -> Result<What, Refusal> {
        self.can(Event::Advise)?;
        let on = past(on, today)?;
        if let Some(asked) = self.asked().filter(|asked| on < *asked) {
            return Err(Refusal::BeforeAsked(asked));
        }
        let outcome = outcome.ok_or(Refusal::OutcomeMissing)?;
        let words = match outcome {
            Outcome::None => field::optional_text(words, MAX_WORDS),
            Outcome::Positive | Outcome::Conditions | Outcome::Negative => field::text(words, MAX_WORDS).map(Some),
        };
        Ok(What::Advise { on, outcome, words: words.map_err(Refusal::Words)? })
    }

    /// Back to the draft.
    ///
    /// # Errors
    /// [`Refusal::Not`].
    pub fn revise(&self) -> Result<What, Refusal> {
        self.can(Event::Revise)?;
        Ok(What::Revise)
    }

    /// It is decided from which day it holds. `holds` is what would hold on that day without it; `others` the first days that
    /// other versions have.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn decide(
        &self,
        from: Option<Date>,
        reason: &str,
        holds: Option<&Self>,
        others: &[(u32, Date)],
        today: Date,
    ) -> Result<What, Refusal> {
        self.can(Event::Decide)?;
        if self.lines.is_empty() {
            return Err(Refusal::Empty);
        }
        if self.status() == Status::Draft && needs_advice(holds, self) {
            return Err(Refusal::AdviceFirst);
        }
        let from = from.ok_or(Refusal::DayMissing)?;
        if from < today {
            return Err(Refusal::DayBack);
        }
        if from - today > AHEAD {
            return Err(Refusal::TooFar);
        }
        if let Some((number, _)) = others.iter().find(|(_, day)| *day == from) {
            return Err(Refusal::SameDay(*number));
        }
        let reason = if self.advice().is_some_and(|(_, outcome, _)| outcome.asks_reason()) {
            field::text(reason, MAX_WORDS).map(Some)
        } else {
            field::optional_text(reason, MAX_WORDS)
        };
        Ok(What::Decide { from, reason: reason.map_err(Refusal::Words)? })
    }

    /// It was put in the OER. Said again, with another day, the last counts.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn include(&self, on: Option<Date>, today: Date) -> Result<What, Refusal> {
        self.can(Event::Include)?;
        Ok(What::Include { on: past(on, today)? })
    }

    /// It is dropped, with a reason; what holds already is not.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn drop_it(&self, reason: &str, today: Date) -> Result<What, Refusal> {
        self.can(Event::Drop)?;
        if self.decided().is_some_and(|(from, _)| from <= today) {
            return Err(Refusal::Holds);
        }
        Ok(What::Drop { reason: field::text(reason, MAX_WORDS).map_err(Refusal::Words)? })
    }
}

fn past(day: Option<Date>, today: Date) -> Result<Date, Refusal> {
    let day = day.ok_or(Refusal::DayMissing)?;
    if day > today { Err(Refusal::DayAhead) } else { Ok(day) }
}

/// Whether the council advises on what changes (R14): what is offered, where, to how many and until when. Whom to ask and how it is
/// said is no policy. The version before counts as it was decided: a line of it that stopped and is gone is a change.
pub fn needs_advice(before: Option<&Offer>, after: &Offer) -> bool {
    let facts = |offer: &Offer| {
        let mut all: Vec<_> = offer.lines.iter().map(Line::facts).collect();
        all.sort();
        all
    };
    before.is_none_or(|before| facts(before) != facts(after))
}

/// The version in force on a day, and those that begin later, the first of them first.
pub fn in_force(all: &[Offer], day: Date) -> (Option<&Offer>, Vec<&Offer>) {
    let mut decided: Vec<(Date, &Offer)> = all.iter().filter_map(|offer| Some((offer.decided()?.0, offer))).collect();
    decided.sort_by_key(|(from, offer)| (*from, offer.number));
    let now = decided.iter().rev().find(|(from, _)| *from <= day).map(|(_, offer)| *offer);
    (now, decided.into_iter().filter(|(from, _)| *from > day).map(|(_, offer)| offer).collect())
}
