//! What a dispute is about, what can happen to it, and where it stands.

use crate::{
    codes,
    law::{About, Urgency},
};

codes! {
    /// What it is about.
    pub enum Subject {
        /// Agreements are not made.
        Making = "making",
        /// Agreements should change.
        Changing = "changing",
        /// Agreements are not carried out.
        CarryingOut = "carrying_out",
        /// The school decided something about support, in writing.
        Decision = "decision",
        /// The exam committee decided something: an appeal, to the committee of appeal for exams.
        Exam = "exam",
    }
}

impl Subject {
    /// How the law calls it.
    pub const fn about(self) -> About {
        match self {
            Self::Making => About::Making,
            Self::Changing => About::Changing,
            Self::CarryingOut => About::CarryingOut,
            Self::Decision => About::Decision,
            Self::Exam => About::Exam,
        }
    }

    /// Whether the chair can say that it is urgent. An appeal has another way: a provisional arrangement
    /// ([`crate::law::r12_dispute::PROVISIONAL`]).
    pub const fn can_be_urgent(self) -> bool {
        !self.about().is_appeal()
    }

    /// Whether it goes against something that was made known on a day, after which a term runs.
    pub const fn has_term(self) -> bool {
        match self {
            Self::Decision | Self::Exam => true,
            Self::Making | Self::Changing | Self::CarryingOut => false,
        }
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// It was received, and is handled.
        Open = "open",
        /// Both sides agreed.
        Settled = "settled",
        /// The school decided.
        Decided = "decided",
        /// It was passed on to who is to handle it.
        Referred = "referred",
        /// Who brought it took it back.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What comes of it.
    pub enum Outcome {
        /// The student is right.
        Upheld = "upheld",
        /// In part.
        Partly = "partly",
        /// The student is not.
        Dismissed = "dismissed",
        /// It could not be handled: it came too late, or is about something else.
        NotHeard = "not_heard",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// The chair says that it is urgent.
        SayUrgent = "say_urgent",
        /// The chair says that it is not.
        SayNotUrgent = "say_not_urgent",
        /// Both sides are heard, or will be.
        Hear = "hear",
        /// Something is asked, of one side or the other.
        Ask = "ask",
        /// The committee proposes how it could be settled.
        Propose = "propose",
        /// Both sides agreed.
        Settle = "settle",
        /// The school decided, after the committee's advice.
        Decide = "decide",
        /// It is passed on.
        Refer = "refer",
        /// It is taken up again: what was recorded was wrong, or did not hold.
        Reopen = "reopen",
        /// Who brought it takes it back.
        Withdraw = "withdraw",
        /// Who brought it asks to handle it at once.
        AskUrgent = "ask_urgent",
        /// The committee of appeal takes two weeks more (WEB 7.5.4(3)).
        Extend = "extend",
        /// The exam office says what it does with what came back from an appeal.
        TakeUp = "take_up",
        /// The desk writes down what the school does now, and by when.
        Plan = "plan",
        /// That was done.
        Done = "done",
        /// It was not done after all.
        NotDone = "not_done",
    }
}

impl Event {
    /// Whether who brought it does it, and not the desk.
    pub const fn is_own(self) -> bool {
        match self {
            Self::Withdraw | Self::AskUrgent => true,
            Self::SayUrgent
            | Self::SayNotUrgent
            | Self::Hear
            | Self::Ask
            | Self::Propose
            | Self::Settle
            | Self::Decide
            | Self::Refer
            | Self::Reopen
            | Self::Extend
            | Self::TakeUp
            | Self::Plan
            | Self::Done
            | Self::NotDone => false,
        }
    }

    /// Whether the desk does it: not who brought it, nor the exam office, nor who does what follows.
    pub const fn is_of_desk(self) -> bool {
        !self.is_own() && !matches!(self, Self::TakeUp | Self::Done | Self::NotDone)
    }

    /// What it makes of whether it is urgent.
    pub const fn urgency(self) -> Option<Urgency> {
        match self {
            Self::AskUrgent => Some(Urgency::Asked),
            Self::SayUrgent => Some(Urgency::Yes),
            Self::SayNotUrgent => Some(Urgency::No),
            Self::Hear
            | Self::Ask
            | Self::Propose
            | Self::Settle
            | Self::Decide
            | Self::Refer
            | Self::Reopen
            | Self::Withdraw
            | Self::Extend
            | Self::TakeUp
            | Self::Plan
            | Self::Done
            | Self::NotDone => None,
        }
    }
}

codes! {
    /// On which list of the desk it stands.
    pub enum Stand {
        /// It is handled.
        Open = "open",
        /// It was closed, and who brought it was not told.
        ToTell = "to_tell",
        /// They were told, and nobody wrote down what the school does now.
        ToPlan = "to_plan",
        /// Both sides agreed, and were told so.
        Settled = "settled",
        /// The school decided, and told so.
        Decided = "decided",
        /// It was passed on, and they were told.
        Referred = "referred",
        /// Who brought it took it back.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// The only transitions.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            // Wherever it stands: what came back is taken up by the exam office, and nothing else changes.
            (stands, Event::TakeUp) => Some(stands),
            // What follows moves nothing either.
            (stands @ (Self::Settled | Self::Decided), Event::Plan | Event::Done | Event::NotDone) => Some(stands),
            (
                Self::Open,
                Event::SayUrgent
                | Event::SayNotUrgent
                | Event::AskUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Extend,
            ) => Some(Self::Open),
            (Self::Open, Event::Settle) => Some(Self::Settled),
            (Self::Open, Event::Decide) => Some(Self::Decided),
            (Self::Open, Event::Refer) => Some(Self::Referred),
            (Self::Open, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Settled | Self::Decided | Self::Referred, Event::Reopen) => Some(Self::Open),
            (Self::Open, Event::Reopen)
            | (Self::Open | Self::Referred, Event::Plan | Event::Done | Event::NotDone)
            | (
                Self::Settled | Self::Decided | Self::Referred,
                Event::SayUrgent
                | Event::SayNotUrgent
                | Event::AskUrgent
                | Event::Hear
                | Event::Ask
                | Event::Propose
                | Event::Settle
                | Event::Decide
                | Event::Refer
                | Event::Withdraw
                | Event::Extend,
            )
            | (Self::Withdrawn, _) => None,
        }
    }
}
