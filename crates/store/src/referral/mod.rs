//! Referrals (`register::referral`): asked by whoever works with the student, answered by the next line. What was asked and
//! said is sealed with the key of the file; where each stands is kept beside it, for lists.

mod act;
mod list;
pub(crate) mod load;

pub use act::{OwnReferrals, ReferralView};
pub use list::{Listed, ReferralPage, ReferralRow, Stand};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, load::BY_PERSON, act::SQL, &list::sql()].concat()
}
