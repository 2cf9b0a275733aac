//! Door: signals from absence and from people who stay at home (system S8).
//!
//! To be built here: thresholds as functions of hours and weeks, each naming its article.

use crate::codes;

codes! {
    /// What a signal is about.
    pub enum Kind {
        /// 16 hours of unauthorised absence in four consecutive teaching weeks (Leerplichtwet 21a(2), rule R21).
        SixteenHours = "sixteen_hours",
        /// Four consecutive weeks, under 27 without a basic qualification (WEB 9.2.2, rule R22).
        FourWeeks = "four_weeks",
        /// Long absence that student finance must know of (WEB 8.1.7, rule R23).
        StudyFinance = "study_finance",
    }
}
