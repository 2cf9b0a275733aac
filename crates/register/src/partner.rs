//! Door: partners in the social domain, who may use them, and until what age (system S7, rules R27, R28, R34).
//!
//! To be built here: the directory with an owner and a date of verification for each entry, and eligibility as a
//! function of municipality, age, kind of help and location.

use crate::codes;

codes! {
    /// How a municipality works in a school (Monitor 2024, figure 5.4).
    pub enum Form {
        /// On fixed days.
        FixedDays = "fixed_days",
        /// Joins the support team.
        JoinsTeam = "joins_team",
        /// By appointment.
        ByAppointment = "by_appointment",
        /// An integrated team.
        IntegratedTeam = "integrated_team",
        /// In another way.
        Other = "other",
    }
}
