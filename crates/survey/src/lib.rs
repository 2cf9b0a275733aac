#![doc = include_str!("../README.md")]

pub mod codebook;
pub mod coding;
pub mod column;
pub mod comparison;
pub mod design;
pub mod disclosure;
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

pub use nalgebra;

pub use column::{Domain, Factor, Numeric};
pub use design::Design;
pub use estimate::{Estimates, NoEstimate};
pub use refusal::{Place, Reason, Refusal};
pub use rules::Rules;
