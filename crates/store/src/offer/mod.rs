//! What a school offers: versions, kept by who works on its policy, and read by everybody.

mod act;
mod load;
mod public;

pub use act::{OfferDesk, OfferRefusal, Step};
pub use load::{Kept, Noted, Placed};
pub use public::{Findable, OfferingSchool, PublicOffer};

/// All words that the vocabulary does not know, in the table of what was sought.
const OTHER: &str = "other";

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, act::SQL, public::SQL].concat()
}
