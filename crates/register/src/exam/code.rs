//! Why an exam is taken in another way and what is adapted, what can happen to a request, and where it stands.

use crate::codes;

codes! {
    /// Why it is asked. Which disability or illness is not asked, and has no place here.
    pub enum Ground {
        /// Support: something is always in the way.
        Support = "support",
        /// Something is in the way for a time.
        Passing = "passing",
        /// Less than six years of education in Dutch.
        Language = "language",
    }
}

codes! {
    /// What is adapted.
    pub enum Facility {
        /// Longer time.
        ExtraTime = "extra_time",
        /// A quiet room.
        QuietRoom = "quiet_room",
        /// The exam is read aloud by a computer.
        Spoken = "spoken",
        /// Large print.
        LargePrint = "large_print",
        /// A spell checker.
        SpellChecker = "spell_checker",
        /// A laptop.
        Laptop = "laptop",
        /// A dictionary.
        Dictionary = "dictionary",
        /// Something else, in words.
        Other = "other",
    }
}

impl Facility {
    /// How OEAPI v6 calls it (`personalNeed`: three of its own, and `x-` for what it does not know).
    pub const fn need(self) -> &'static str {
        match self {
            Self::ExtraTime => "extra_time",
            Self::QuietRoom => "x-quiet_room",
            Self::Spoken => "spoken",
            Self::LargePrint => "x-large_print",
            Self::SpellChecker => "spell_checker_on_screen",
            Self::Laptop => "x-laptop",
            Self::Dictionary => "x-dictionary",
            Self::Other => "x-other",
        }
    }

    /// Whether it can be had on the ground of language.
    pub const fn for_language(self) -> bool {
        matches!(self, Self::ExtraTime | Self::Dictionary)
    }
}

codes! {
    /// Where it stands.
    pub enum Status {
        /// The exam committee has to decide.
        Asked = "asked",
        /// Everything that was asked was granted.
        Granted = "granted",
        /// A part was granted.
        Partly = "partly",
        /// Nothing was granted.
        Refused = "refused",
        /// The committee looks again; what it decided before stands until it decides anew.
        Again = "again",
        /// It is not asked any more.
        Withdrawn = "withdrawn",
        /// It was granted, and is not needed any more.
        Ended = "ended",
    }
}

codes! {
    /// What can happen to it.
    pub enum Event {
        /// All is granted.
        Grant = "grant",
        /// A part is granted.
        GrantPart = "grant_part",
        /// Nothing is granted.
        Refuse = "refuse",
        /// A decision is looked at again: it was wrong, or something changed.
        Revise = "revise",
        /// It is not asked any more.
        Withdraw = "withdraw",
        /// What was granted is not needed any more.
        End = "end",
        /// The committee of appeal annulled it: the exam committee decides anew (WEB 7.5.4(6)).
        Annul = "annul",
        /// The appeal was taken up again: what it annulled stands as it stood ([`super::restored`]).
        Restore = "restore",
    }
}

impl Status {
    /// The only transitions. Where [`Event::Restore`] leads follows from what happened before ([`super::restored`]): always along one of these.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (_, Event::Restore) => None,
            (Self::Asked | Self::Again, Event::Grant) => Some(Self::Granted),
            (Self::Asked | Self::Again, Event::GrantPart) => Some(Self::Partly),
            (Self::Asked | Self::Again, Event::Refuse) => Some(Self::Refused),
            (Self::Asked, Event::Withdraw) => Some(Self::Withdrawn),
            (Self::Granted | Self::Partly | Self::Refused, Event::Revise | Event::Annul)
            // What was looked at again already, or ended by the school, is decided anew too.
            | (Self::Again | Self::Ended, Event::Annul) => Some(Self::Again),
            (Self::Withdrawn, Event::Annul) => Some(Self::Asked),
            (Self::Granted | Self::Partly | Self::Again, Event::End) => Some(Self::Ended),
            (Self::Asked, Event::Revise | Event::End | Event::Annul)
            | (Self::Again, Event::Revise | Event::Withdraw)
            | (Self::Granted | Self::Partly, Event::Grant | Event::GrantPart | Event::Refuse | Event::Withdraw)
            | (Self::Refused, Event::Grant | Event::GrantPart | Event::Refuse | Event::Withdraw | Event::End)
            | (
                Self::Withdrawn | Self::Ended,
                Event::Grant | Event::GrantPart | Event::Refuse | Event::Revise | Event::Withdraw | Event::End,
            ) => None,
        }
    }

    /// Whether there is a decision that stands.
    pub const fn is_decided(self) -> bool {
        match self {
            Self::Granted | Self::Partly | Self::Refused | Self::Again | Self::Ended => true,
            Self::Asked | Self::Withdrawn => false,
        }
    }

    /// Whether the committee owes a decision.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Asked | Self::Again)
    }
}

codes! {
    /// On which list of the exam office it stands: what it owes first.
    pub enum Stand {
        /// The committee has to decide, for the first time or again.
        Asked = "asked",
        /// It was decided or ended, and the student was not told.
        ToTell = "to_tell",
        /// Everything that was asked was granted, and told.
        Granted = "granted",
        /// A part was.
        Partly = "partly",
        /// Nothing was.
        Refused = "refused",
        /// It is not asked any more.
        Withdrawn = "withdrawn",
        /// It is not needed any more.
        Ended = "ended",
    }
}
