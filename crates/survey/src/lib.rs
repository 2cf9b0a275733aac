#![doc = include_str!("../README.md")]

pub mod codebook;
pub mod column;
pub mod comparison;
pub mod design;
pub mod estimate;
pub mod estimation;
pub mod interval;
pub mod numerics;
pub mod refusal;
#[cfg(test)]
mod refusal_tests;
pub mod replication;
pub mod rules;
pub mod sampling;
pub mod table;
pub mod testing;
pub mod variance;
pub mod weighting;

/// What becomes of small cells, and of the cells that would give them away, before anything leaves the house: for now the
/// words for it, that others may speak of a cell; the rules belong here too.
pub mod disclosure {
    /// A cell of a table as it may be shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Cell<T> {
        /// It may be shown.
        Shown(T),
        /// Too small to show.
        TooSmall,
        /// Large enough, but it would give a small one away.
        Protecting,
    }
}

pub use nalgebra;

pub use column::{Domain, Factor, Numeric};
pub use design::Design;
pub use estimate::{Estimates, NoEstimate};
pub use refusal::{Place, Reason, Refusal};
pub use rules::Rules;
