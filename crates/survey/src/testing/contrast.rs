//! Linear combinations of estimates.

use crate::estimate::Estimates;
use crate::refusal::{Reason, Refusal};
use nalgebra::{DMatrix, DVector};

/// A linear combination of estimates: its value and its variance `c' V c` (R `survey`, `svycontrast`).
///
/// # Errors
/// Another number of coefficients than of estimates, or one that is not finite.
pub fn contrast(estimates: &Estimates, coefficients: &[f64]) -> Result<Estimates, Refusal> {
    if coefficients.len() != estimates.values.len() {
        let message = format!("{} coefficients for {} estimates", coefficients.len(), estimates.values.len());
        return Err(Refusal::new(Reason::Shape, message, "Give one for each; 0 leaves an estimate out."));
    }
    if let Some(at) = coefficients.iter().position(|c| !c.is_finite()) {
        let message = format!("coefficient {} is {}", at + 1, coefficients[at]);
        return Err(Refusal::new(Reason::Value, message, "Give a finite number."));
    }
    // What counts for nothing may be unknown.
    let used: Vec<usize> = (0..coefficients.len()).filter(|at| coefficients[*at] != 0.0).collect();
    let c = DVector::from_iterator(used.len(), used.iter().map(|at| coefficients[*at]));
    let v = DMatrix::from_fn(used.len(), used.len(), |i, j| estimates.covariance[(used[i], used[j])]);
    let value = used.iter().map(|at| coefficients[*at] * estimates.values[*at]).sum();
    // Below zero by rounding it is zero. By more, the covariance is none (replicates left out pair by pair): unknown.
    let size: f64 = (0..used.len()).map(|i| (c[i] * c[i] * v[(i, i)]).abs()).sum();
    let variance = match (c.transpose() * v * c)[(0, 0)] {
        below if below < 0.0 && below >= -1e-12 * size => 0.0,
        below if below < 0.0 => f64::NAN,
        variance => variance,
    };
    Ok(Estimates {
        values: vec![value],
        covariance: DMatrix::from_element(1, 1, variance),
        df: estimates.df,
        silent: estimates.silent,
    })
}
