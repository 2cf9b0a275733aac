//! Totals, means, proportions, ratios, quantiles, variances over domains.

mod effect;
mod groups;
mod linear;
mod quantile;
mod rule;
mod score;
mod spread;
#[cfg(test)]
mod tests;

pub use effect::{Reference, design_effects};
pub use groups::{Group, Joint, by_groups};
pub(crate) use linear::total;
pub use linear::{Means, Ratios, Totals};
pub use quantile::{Quantile, Request, quantile};
pub use rule::Rule;
pub use spread::Variances;

pub use quantile::Interval as QuantileInterval;

use crate::column::{Domain, Factor};
use crate::design::Design;
use crate::estimate::NoEstimate;

/// One column of zeros and ones for each level, in their order; `NaN` where nothing was answered.
pub fn indicators(factor: &Factor) -> Vec<Vec<f64>> {
    (0..factor.levels.len())
        .map(|level| {
            let one = |code: &u32| match *code {
                code if code as usize >= factor.levels.len() => f64::NAN,
                code => f64::from(u8::from(code as usize == level)),
            };
            factor.codes.iter().map(one).collect()
        })
        .collect()
}

/// The rows of a domain where every column has a value: missing ones leave the domain and stay in the design.
#[must_use]
pub fn answered(domain: &Domain, columns: &[&[f64]]) -> Domain {
    domain.and(|row| columns.iter().all(|column| column.get(row).is_some_and(|value| !value.is_nan())))
}

/// Why nothing can be estimated in a domain, if so: nobody was sampled there, or nobody answered.
pub fn nothing(design: &Design, domain: &Domain, answered: &Domain) -> Option<NoEstimate> {
    if design.sampled(domain) == 0 {
        Some(NoEstimate::EmptyDomain)
    } else if design.sampled(answered) == 0 {
        Some(NoEstimate::NobodyAnswered)
    } else {
        None
    }
}
