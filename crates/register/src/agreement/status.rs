//! Where a version stands, and the only ways on. Drawn in `docs/states/agreement.md`; a test holds both together.

use crate::codes;

codes! {
    /// Where a version of an agreement stands.
    pub enum Status {
        /// Proposed; waits for the answers.
        Offered = "offered",
        /// Agreed by all who must; holds.
        InForce = "in_force",
        /// The student or guardian does not agree. The dispute route is open (WEB 7.5.1).
        NotAgreed = "not_agreed",
        /// The student or guardian asks for a change; the school makes a new proposal.
        ChangeAsked = "change_asked",
        /// A newer proposal came before this one was answered.
        Superseded = "superseded",
        /// A newer version was agreed.
        Replaced = "replaced",
        /// Ended by agreement.
        Ended = "ended",
        /// Past the last day of its last measure.
        Lapsed = "lapsed",
        /// The school took the proposal back before it was answered.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What can happen to a version.
    pub enum Event {
        /// All who must answer agree.
        Agree = "agree",
        /// Someone who must answer does not agree.
        Refuse = "refuse",
        /// Someone who must answer asks for a change.
        AskChange = "ask_change",
        /// A newer proposal is made.
        Supersede = "supersede",
        /// The school takes the proposal back.
        Withdraw = "withdraw",
        /// A newer version is agreed.
        Replace = "replace",
        /// School and student end it.
        End = "end",
        /// Its last day is past.
        Lapse = "lapse",
        /// The answer that decided it was never given: it waits again.
        Reopen = "reopen",
        /// The answer that decided it was never given, and a newer proposal was made since.
        Overtake = "overtake",
        /// What replaced it was never agreed: it holds as before.
        Restore = "restore",
    }
}

impl Status {
    /// The only transitions. `None` when the event cannot happen to a version in this state.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Offered, Event::Agree) => Some(Self::InForce),
            (Self::Offered, Event::Refuse) => Some(Self::NotAgreed),
            (Self::Offered, Event::AskChange) => Some(Self::ChangeAsked),
            (Self::Offered, Event::Supersede) => Some(Self::Superseded),
            (Self::Offered, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::InForce, Event::Replace) => Some(Self::Replaced),
            (Self::InForce, Event::End) => Some(Self::Ended),
            (Self::InForce, Event::Lapse) => Some(Self::Lapsed),
            (Self::InForce | Self::NotAgreed | Self::ChangeAsked, Event::Reopen) => Some(Self::Offered),
            (Self::InForce | Self::NotAgreed | Self::ChangeAsked, Event::Overtake) => Some(Self::Superseded),
            (Self::Replaced, Event::Restore) => Some(Self::InForce),
            _ => None,
        }
    }

    /// Whether it was agreed at some time: it is, or was, in force.
    pub const fn was_agreed(self) -> bool {
        matches!(self, Self::InForce | Self::Replaced | Self::Ended | Self::Lapsed)
    }
}
