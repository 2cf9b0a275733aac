//! Distributions and a little linear algebra, the same on every machine.
//!
//! Every distribution has `cdf` (lower tail), `upper` (upper tail, without the cancellation of `1 - cdf`) and
//! `quantile`. Arguments outside their range answer `NaN`: nothing here refuses or panics.

pub mod beta;
mod beta_large;
pub mod chi_squared;
pub mod chi_squared_sum;
pub mod fisher;
mod gamma;
pub mod matrix;
pub mod normal;
mod root;
pub mod student;

#[cfg(test)]
#[allow(clippy::excessive_precision, reason = "as many digits as the reference gives")]
mod tests;
