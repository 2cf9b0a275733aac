//! Door: permissions that a student gives and takes back. Not the basis of the register, which is the law
//! (UAVG 30(2)(a)), but what opens it to someone who has no right of their own.
//!
//! To be built here: the permission with from and until. Until then nobody has one, and rules that ask for one
//! ([`crate::guardian::GuardianRight::reach`]) are told `false`.

use crate::codes;

codes! {
    /// What is permitted.
    pub enum Purpose {
        /// A guardian reads the measures (from 18, or where the school's policy narrows from 16).
        GuardianReads = "guardian_reads",
        /// Someone outside the school gets a referral.
        Referral = "referral",
    }
}
