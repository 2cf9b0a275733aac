//! Door: the test of disproportionate burden, in two steps: first which adjustment works and what it costs, only then
//! whether that is too much (Wgbh/cz 2; the elements from Kamerstukken II 2001/02, 28169, 3; rule R17).
//!
//! To be built here: the worksheet. The second step cannot be opened before the first is done.

use crate::codes;

codes! {
    /// What is weighed in the second step.
    pub enum Element {
        /// The size of the institution.
        Size = "size",
        /// The cost of the adjustment, and contributions that can be had.
        Cost = "cost",
        /// Whether it can be done, in practice and technically.
        Feasibility = "feasibility",
        /// What the institution can afford.
        Capacity = "capacity",
        /// Whether there is a comparable alternative in the region.
        Alternative = "alternative",
    }
}
