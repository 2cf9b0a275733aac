//! From a frame to a sample: how many, from which strata, and which units; with a record that repeats the draw.

pub mod allocation;
pub mod draw;
pub mod frame;
pub mod random;
pub mod size;

pub use allocation::{Allocation, Rule, Stratum};
pub use frame::Frame;
pub use random::Generator;
