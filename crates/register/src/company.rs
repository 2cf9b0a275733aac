//! Door: companies where students learn on the job, and what they can offer (rule R19; system S6).
//!
//! To be built here: the company with its recognition, what was agreed for the workplace and no more, the warm
//! hand-over before the first day.

use crate::codes;

codes! {
    /// The filters of stagemarkt.nl and leerbanenmarkt.nl that matter here.
    pub enum Openness {
        /// *Mogelijkheden voor begeleiding op maat*.
        TailoredGuidance = "tailored_guidance",
        /// *Bereid om te werken aan fysieke toegankelijkheid*.
        PhysicalAccess = "physical_access",
    }
}
