//! A role of somebody who is not on the school's own list of staff. No role ends by a list: a file that was cut short would take
//! people's work away. So whoever it lacks waits until somebody decides, or until a later list names them.

use crate::codes;

codes! {
    /// Where it stands.
    pub enum Status {
        /// Somebody must decide: does the role end, or stay?
        Open = "open",
        /// Somebody said that it stays.
        Kept = "kept",
        /// A later list names them.
        Named = "named",
    }
}

codes! {
    /// What happens to it.
    pub enum Event {
        /// A list lacks them.
        Missing = "missing",
        /// A list names them.
        Named = "named",
        /// Somebody says that the role stays.
        Keep = "keep",
        /// Somebody wants it decided after all.
        Reconsider = "reconsider",
    }
}

impl Status {
    /// Where the first list that lacks somebody puts them.
    pub const FIRST: Self = Self::Open;

    /// Where it stands after an event; `None` where that cannot happen.
    pub const fn on(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open | Self::Kept | Self::Named, Event::Named) => Some(Self::Named),
            // Whoever was named since and is lacked again may have left now.
            (Self::Open | Self::Named, Event::Missing) | (Self::Kept, Event::Reconsider) => Some(Self::Open),
            // What somebody decided stands, also when the next list lacks them too. Said twice it is said once.
            (Self::Open, Event::Keep) | (Self::Kept, Event::Missing | Event::Keep) => Some(Self::Kept),
            (Self::Open, Event::Reconsider) => Some(Self::Open),
            // There is nothing to decide any more.
            (Self::Named, Event::Keep | Event::Reconsider) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_waits_until_somebody_decides_or_a_list_names_them() {
        use Event::{Keep, Missing, Named, Reconsider};
        for (what, events, expected) in [
            ("lacked by two lists", &[Missing][..], Some(Status::Open)),
            ("named by the next", &[Named], Some(Status::Named)),
            ("kept", &[Keep], Some(Status::Kept)),
            ("kept, in two tabs", &[Keep, Keep], Some(Status::Kept)),
            ("kept, and lacked by the next list too", &[Keep, Missing], Some(Status::Kept)),
            ("kept, and decided again", &[Keep, Reconsider], Some(Status::Open)),
            ("kept, then named, then lacked: they may have left now", &[Keep, Named, Missing], Some(Status::Open)),
            ("named meanwhile, and kept by an old page", &[Named, Keep], None),
            ("named meanwhile, and taken back by an old page", &[Keep, Named, Reconsider], None),
        ] {
            let found = events.iter().try_fold(Status::FIRST, |status, event| status.on(*event));
            assert_eq!(found, expected, "{what}");
        }
    }
}
