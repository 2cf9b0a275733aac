//! Door: deciding on admission. A need for support is never a ground for refusal; the grounds there are form a closed
//! list (WEB 8.1.1c, rules R4 to R6).
//!
//! To be built here: the decision with its ground and reasons, the programme offered instead, and where refused
//! applicants went.

use crate::codes;

codes! {
    /// The grounds on which a school may refuse for levels 2 to 4 (WEB 8.1.1c(1) and further).
    pub enum RefusalGround {
        /// No longer *kwalificatieplichtig*, three negative study advices, and too short ago.
        ThreeNegativeAdvices = "three_negative_advices",
        /// Enrolled for six years or more without a diploma, and too short ago.
        SixYearsWithoutDiploma = "six_years_without_diploma",
        /// No longer *kwalificatieplichtig* and too late, or not at the compulsory intake.
        LateOrNoIntake = "late_or_no_intake",
        /// No reply to the request to confirm.
        NotConfirmed = "not_confirmed",
        /// The programme is full, or limited because of the labour market.
        Capacity = "capacity",
    }
}

codes! {
    /// Where an applicant went who was not admitted (Monitor 2024, table B2.6).
    pub enum WentTo {
        /// Another mbo school.
        OtherMbo = "other_mbo",
        /// A REA college.
        ReaCollege = "rea_college",
        /// Work.
        Work = "work",
        /// Another route, with care.
        CareRoute = "care_route",
        /// Nobody guided them: a signal.
        NotGuided = "not_guided",
        /// Not known.
        Unknown = "unknown",
    }
}
