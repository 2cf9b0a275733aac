//! Disproportionate burden (Wgbh/cz 2): whether the school may leave out an adjustment that works. Two steps, in their order:
//! first which adjustment works and at what price, then the five elements that the burden is weighed by. The second cannot be
//! taken without the first, and somebody else looks at it before it is a decision. Drawn in `docs/states/burden.md`.
//!
//! It is about one adjustment, never about a student: an outcome for each, with its reason. It can come up after the admission
//! too (the Monitor asks how often, B2.7).

use crate::{AccountId, BurdenId, Moment, Personal, codes, field::Problem};
use time::Date;

mod decide;
#[cfg(test)]
mod tests;
mod weigh;

pub use decide::{arrange, second, turn, unarrange};
pub use weigh::{Establish, Weighing, establish, weigh};

/// The most characters of each text.
pub const MAX_WORDS: usize = 2000;

/// The most euros that are believed.
pub const MAX_PRICE: u32 = 10_000_000;

codes! {
    /// Whether an adjustment works for this student.
    pub enum Works {
        /// It takes away what stands in the way.
        Yes = "yes",
        /// It takes away a part of it.
        Partly = "partly",
        /// It does not: then there is nothing to weigh.
        No = "no",
    }
}

codes! {
    /// What the burden is weighed by (Kamerstukken II 2001/02, 28169, 3).
    pub enum Element {
        /// How large the institution is.
        Size = "size",
        /// What it costs, and which contributions there are.
        Cost = "cost",
        /// Whether it can be done, technically and in daily work.
        Feasibility = "feasibility",
        /// What the institution can pay.
        Finances = "finances",
        /// Whether there is a comparable alternative in the region.
        Alternative = "alternative",
    }
}

codes! {
    /// What comes of it.
    pub enum Outcome {
        /// The burden is not disproportionate: the adjustment is made.
        Make = "make",
        /// Another adjustment that works as well is made instead.
        Other = "other",
        /// The burden is disproportionate: this adjustment is not made.
        Refuse = "refuse",
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It is known what works and what it costs; the burden is to be weighed.
        Weighing = "weighing",
        /// It was weighed, and somebody else has to look at it.
        Proposed = "proposed",
        /// It was decided.
        Decided = "decided",
        /// It is not asked any more.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The burden is weighed.
        Weigh = "weigh",
        /// Somebody else agrees: it is decided.
        Confirm = "confirm",
        /// Somebody else does not: it is weighed again.
        SendBack = "send_back",
        /// A decision is looked at again.
        Revise = "revise",
        /// It is not asked any more.
        Withdraw = "withdraw",
        /// What was promised is there: somebody arranged it.
        Arrange = "arrange",
        /// It is not there after all.
        Unarrange = "unarrange",
    }
}

codes! {
    /// On which list it stands: as its status says, and of what was decided whether the school has something to arrange still.
    pub enum Stand {
        /// The adjustment comes, or another one, and nobody said yet that it is there.
        Owed = "owed",
        /// See [`Status::Weighing`].
        Weighing = "weighing",
        /// See [`Status::Proposed`].
        Proposed = "proposed",
        /// It was decided, and nothing of it is to be arranged.
        Decided = "decided",
        /// See [`Status::Withdrawn`].
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Weighing, Event::Weigh) => Some(Self::Proposed),
            (Self::Proposed, Event::Confirm) => Some(Self::Decided),
            (Self::Proposed, Event::SendBack) | (Self::Decided, Event::Revise) => Some(Self::Weighing),
            (Self::Weighing | Self::Proposed | Self::Decided, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Decided, Event::Arrange | Event::Unarrange) => Some(Self::Decided),
            (Self::Weighing, Event::Confirm | Event::SendBack | Event::Revise | Event::Arrange | Event::Unarrange)
            | (Self::Proposed, Event::Weigh | Event::Revise | Event::Arrange | Event::Unarrange)
            | (Self::Decided, Event::Weigh | Event::Confirm | Event::SendBack)
            | (Self::Withdrawn, _) => None,
        }
    }
}

/// An adjustment whose burden is weighed. There is none before the first step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burden {
    /// Its identifier.
    pub id: BurdenId,
    /// 1 for the first of its file.
    pub number: u32,
    /// Which adjustment.
    pub adjustment: Personal<String>,
    /// Whether it works.
    pub works: Works,
    /// On what that rests.
    pub evidence: Personal<String>,
    /// What it costs, in euros.
    pub price: u32,
    /// The student was enrolled when it came up.
    pub admitted: bool,
    /// Who established that.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub status: Status,
    /// Each time it was weighed, the first first.
    pub rounds: Vec<Round>,
    /// What happened to it beside that, the first first: why it was looked at again or taken back, and how it was arranged.
    pub turns: Vec<Turn>,
}

/// A time that the burden was weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// What was found of each element, in their order.
    pub findings: Vec<Finding>,
    /// What comes of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Personal<String>,
    /// Who weighed.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What somebody else found.
    pub second: Option<Second>,
}

/// What was found of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Of which.
    pub element: Element,
    /// Whether it weighs against the adjustment.
    pub heavy: bool,
    /// What was found.
    pub words: Personal<String>,
}

/// The second pair of eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    /// Whether they agree.
    pub agrees: bool,
    /// What they said.
    pub words: Option<Personal<String>>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A decision that was looked at again or carried out, or something that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which of those.
    pub event: Event,
    /// Why; of what was arranged: who did, and how.
    pub why: Personal<String>,
    /// Of what was arranged: since which day it is there.
    pub done: Option<Date>,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

impl Burden {
    /// What was decided, while it stands.
    pub fn decision(&self) -> Option<&Round> {
        self.rounds.last().filter(|_| self.status == Status::Decided)
    }

    /// Whether the decision says that an adjustment comes.
    fn promises(&self) -> bool {
        self.decision().is_some_and(|round| matches!(round.outcome, Outcome::Make | Outcome::Other))
    }

    /// Since when what was promised is there, while that stands. A decision that was looked at again promises anew.
    pub fn arranged(&self) -> Option<Date> {
        let last = self.turns.last().filter(|turn| turn.event == Event::Arrange && self.promises());
        last.and_then(|turn| turn.done)
    }

    /// On which list it stands.
    pub fn stand(&self) -> Stand {
        match self.status {
            Status::Weighing => Stand::Weighing,
            Status::Proposed => Stand::Proposed,
            Status::Withdrawn => Stand::Withdrawn,
            Status::Decided if self.promises() && self.arranged().is_none() => Stand::Owed,
            Status::Decided => Stand::Decided,
        }
    }

    /// Everybody of the school who did something.
    pub fn people(&self) -> impl Iterator<Item = AccountId> {
        let rounds = self.rounds.iter().flat_map(|one| [Some(one.by), one.second.as_ref().map(|second| second.by)]);
        std::iter::once(self.by).chain(rounds.flatten()).chain(self.turns.iter().map(|turn| turn.by))
    }
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which adjustment.
    Adjustment,
    /// Whether it works.
    Works,
    /// On what that rests.
    Evidence,
    /// What it costs.
    Price,
    /// Whether an element is heavy.
    Heavy(Element),
    /// What was found of it.
    Found(Element),
    /// What comes of it.
    Outcome,
    /// Why.
    Reason,
    /// What the second found.
    Second,
    /// Since when it is there.
    Done,
}

/// Why something is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is missing or wrong.
    #[error("{0:?}")]
    Parts(Vec<(Part, Problem)>),
    /// An adjustment that does not work is not weighed: first one that does is found.
    #[error("what does not work is not weighed")]
    DoesNotWork,
    /// Nothing weighs against it, so it is not refused.
    #[error("nothing weighs against it")]
    NothingHeavy,
    /// Whoever weighed does not look at it a second time.
    #[error("somebody else looks at it")]
    Yourself,
    /// It was sent twice: they did just this, and nothing happened since.
    #[error("they did this already")]
    Twice,
    /// It stands elsewhere: somebody did something else meanwhile.
    #[error("it is {} already", .0.code())]
    Stands(Status),
    /// This adjustment is being weighed, or was decided.
    #[error("this adjustment was asked already")]
    Already(BurdenId),
}

fn moved(burden: &Burden, event: Event, by: AccountId) -> Result<Burden, Refusal> {
    let stands = || if twice(burden, event, by) { Refusal::Twice } else { Refusal::Stands(burden.status) };
    let status = burden.status.on(event).ok_or_else(stands)?;
    Ok(Burden { status, ..burden.clone() })
}

/// Whether they did just this, and nothing happened since.
fn twice(burden: &Burden, event: Event, by: AccountId) -> bool {
    let round = burden.rounds.last();
    let seconded = |agrees| {
        let second = round.and_then(|round| round.second.as_ref());
        second.is_some_and(|second| second.agrees == agrees && second.by == by)
    };
    match (event, burden.status) {
        (Event::Weigh, Status::Proposed) => round.is_some_and(|round| round.by == by),
        (Event::Confirm, Status::Decided) => seconded(true),
        (Event::SendBack, Status::Weighing) => seconded(false),
        (Event::Revise, Status::Weighing)
        | (Event::Withdraw, Status::Withdrawn)
        | (Event::Arrange | Event::Unarrange, Status::Decided) => {
            burden.turns.last().is_some_and(|turn| turn.event == event && turn.by == by)
        }
        _ => false,
    }
}
