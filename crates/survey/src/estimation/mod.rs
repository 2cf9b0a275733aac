//! Totals, means, proportions, ratios, quantiles, variances over domains.

mod linear;

pub use linear::{Means, Ratios, Totals};

use crate::column::Factor;

/// One column of zeros and ones for each level, in their order; `NaN` where nothing was answered.
pub fn indicators(factor: &Factor) -> Vec<Vec<f64>> {
    (0..factor.levels.len())
        .map(|level| {
            let one = |code: &u32| match *code {
                Factor::MISSING => f64::NAN,
                code => f64::from(u8::from(code as usize == level)),
            };
            factor.codes.iter().map(one).collect()
        })
        .collect()
}
