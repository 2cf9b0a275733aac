//! Linear combinations of estimates.

use crate::estimate::Estimates;
use crate::refusal::{Reason, Refusal};
use nalgebra::{DMatrix, DVector};

/// A linear combination of estimates: its value and its variance `c' V c` (R `survey`, `svycontrast`).
///
/// # Errors
/// Another number of coefficients than of estimates.
pub fn contrast(estimates: &Estimates, coefficients: &[f64]) -> Result<Estimates, Refusal> {
    if coefficients.len() != estimates.values.len() {
        let message = format!("{} coefficients for {} estimates", coefficients.len(), estimates.values.len());
        return Err(Refusal::new(Reason::Shape, message, "Give one for each; 0 leaves an estimate out."));
    }
    // What counts for nothing may be unknown.
    let used: Vec<usize> = (0..coefficients.len()).filter(|at| coefficients[*at] != 0.0).collect();
    let c = DVector::from_iterator(used.len(), used.iter().map(|at| coefficients[*at]));
    let v = DMatrix::from_fn(used.len(), used.len(), |i, j| estimates.covariance[(used[i], used[j])]);
    let value = used.iter().map(|at| coefficients[*at] * estimates.values[*at]).sum();
    let variance = (c.transpose() * v * c)[(0, 0)].max(0.0);
    Ok(Estimates {
        values: vec![value],
        covariance: DMatrix::from_element(1, 1, variance),
        df: estimates.df,
        silent: estimates.silent,
    })
}
