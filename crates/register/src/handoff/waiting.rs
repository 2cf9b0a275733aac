//! How long students wait for a partner, as far as it can be told honestly.

use crate::offer::{Many, how_many};

/// How long students waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// Nobody was helped yet.
    Nobody,
    /// Too few to say.
    Few,
    /// The middle one waited so many days; half waited less, half waited longer.
    Middle {
        /// Of how many, where that may be told.
        of: Option<usize>,
        /// Days.
        days: i64,
    },
}

/// Of days between asking and the first help, and of who waits now. Who still waits has no last day: they are told beside it, and
/// not left out of sight.
pub fn waited(days: &[i64]) -> Waited {
    match how_many(i64::try_from(days.len()).unwrap_or(i64::MAX)) {
        Many::Nobody => Waited::Nobody,
        Many::Few => Waited::Few,
        Many::Of(_) => {
            let mut sorted = days.to_vec();
            sorted.sort_unstable();
            // Of an even number the longer one of the two in the middle, so that nobody is told too little.
            let days = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
            Waited::Middle { of: Some(sorted.len()), days }
        }
    }
}

/// Of those of whom something was asked: who were helped, and who wait. `None`: with that number it could be worked out how few
/// the others are.
pub fn parts(asked: i64, helped: i64, wait: i64) -> (Option<Many>, Option<Many>) {
    let few = |number: i64| how_many(number) == Many::Few;
    let part = |number: i64| match how_many(number) {
        Many::Of(_) if few(asked - number) => None,
        told @ (Many::Nobody | Many::Few | Many::Of(_)) => Some(told),
    };
    match (part(helped), part(wait)) {
        (Some(Many::Of(_)), Some(Many::Of(_))) if few(asked - helped - wait) => (part(helped), None),
        both => both,
    }
}

impl Waited {
    /// The same, told of as many as were helped by what is told of them.
    #[must_use]
    pub fn of(self, helped: Option<Many>) -> Self {
        match (self, helped) {
            (Self::Middle { .. }, Some(Many::Nobody | Many::Few)) => Self::Few,
            (Self::Middle { days, .. }, Some(Many::Of(many))) => Self::Middle { of: usize::try_from(many).ok(), days },
            (Self::Middle { days, .. }, None) => Self::Middle { of: None, days },
            (Self::Nobody | Self::Few, _) => self,
        }
    }
}
