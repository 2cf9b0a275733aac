//! Door: referring a student to someone else, inside or outside the school, with the student's consent (system S7).
//!
//! To be built here: the referral with its hand-over, waiting time and outcome; the partner sees what was meant for
//! them and cannot browse.

use crate::codes;

codes! {
    /// Which line of support.
    pub enum Line {
        /// The team around the student.
        First = "first",
        /// The school's specialists.
        Second = "second",
        /// Help from outside.
        Third = "third",
    }
}
