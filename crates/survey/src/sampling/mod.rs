//! From a frame to a sample: how many, from which strata, and which units; with a record that repeats the draw.

pub mod allocation;
pub mod draw;
pub mod frame;
pub mod random;
pub mod size;

pub use allocation::{Allocation, Rule, Stratum, allocate};
pub use draw::{Draw, Drawn, Method, Plan, Record, draw, repeat};
pub use frame::Frame;
pub use random::Generator;
pub use size::{Size, Target, margin, sample_size};
