//! Door: disputes about agreements, by way of the school's *faciliteit* (WEB 7.5.1, 7.5.7, 7.5.8; rule R12).
//!
//! To be built here: the dispute with its receipt and its terms. Until then pages show the route wherever a version
//! was not agreed.

use crate::codes;

codes! {
    /// What a dispute is about.
    pub enum About {
        /// Making agreements.
        Making = "making",
        /// Changing them.
        Changing = "changing",
        /// Carrying them out.
        CarryingOut = "carrying_out",
    }
}
