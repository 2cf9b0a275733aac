//! Whether an act may happen, and what must come first when it may not.

use super::{Actor, Because, Recipient, Rule, Source, Standing, Value};
use crate::codes;
use time::Date;

codes! {
    /// An act that the law allows or forbids.
    pub enum Act {
        /// Enrol.
        Enrol = "enrol",
        /// Refuse admission on a ground.
        Refuse = "refuse",
        /// Let an enrolment that was made stand as one that respected the law.
        HaveEnrolled = "have_enrolled",
        /// Give the study advice.
        GiveAdvice = "give_advice",
        /// End the enrolment with the study advice.
        EndByAdvice = "end_by_advice",
        /// Suspend.
        Suspend = "suspend",
        /// Remove for good.
        Remove = "remove",
        /// Refuse an adjustment.
        RefuseAdjustment = "refuse_adjustment",
        /// Start a placement.
        StartPlacement = "start_placement",
        /// Support from the *mbo-studentenfonds*.
        SupportFromFund = "support_from_fund",
        /// Go on guiding after the year.
        GuideLonger = "guide_longer",
        /// Ask the municipality to go on with the support.
        AskMunicipality = "ask_municipality",
        /// Give youth help.
        GiveYouthHelp = "give_youth_help",
    }
}

/// Whether an act may happen on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// By which rule.
    pub rule: Rule,
    /// Which act.
    pub act: Act,
    /// Whether it may.
    pub allowed: bool,
    /// On what that rests.
    pub source: Source,
    /// Who acts next: whose act is missing where it may not, else whose act this is.
    pub actor: Actor,
    /// Who must be told of the act.
    pub tell: Vec<Recipient>,
    /// What must come first, where the law asks something first.
    pub first: Option<Standing>,
    /// The facts used, in the order in which the article asks for them.
    pub because: Vec<Because>,
}

impl Verdict {
    /// An act that may happen.
    pub const fn yes(rule: Rule, act: Act, source: Source, actor: Actor) -> Self {
        Self { rule, act, allowed: true, source, actor, tell: Vec::new(), first: None, because: Vec::new() }
    }

    /// An act that may not.
    pub fn no(rule: Rule, act: Act, source: Source, actor: Actor) -> Self {
        Self { allowed: false, ..Self::yes(rule, act, source, actor) }
    }

    /// An act that may happen, or not.
    pub fn is(allowed: bool, rule: Rule, act: Act, source: Source, actor: Actor) -> Self {
        Self { allowed, ..Self::yes(rule, act, source, actor) }
    }

    /// With a reason more.
    #[must_use]
    pub fn because(mut self, fact: &'static str, value: impl Into<Value>) -> Self {
        self.because.push(Because { fact, value: value.into() });
        self
    }

    /// With what must come first.
    #[must_use]
    pub fn first(mut self, standing: Standing) -> Self {
        self.first = Some(standing);
        self
    }

    /// With what the law asks first, already there on a day.
    #[must_use]
    pub fn met(self, on: Date) -> Self {
        self.first(Standing::OPEN.done(Some(on)))
    }

    /// The act waits for someone: the actor.
    #[must_use]
    pub fn blocked(self) -> Self {
        self.first(Standing::OPEN.waits())
    }

    /// The rule asks nothing here.
    #[must_use]
    pub fn free(self) -> Self {
        self.first(Standing::NotApplicable)
    }

    /// Who must be told.
    #[must_use]
    pub fn tell(mut self, whom: &[Recipient]) -> Self {
        self.tell.extend_from_slice(whom);
        self
    }
}
