//! Whether shares are as given.

use super::{Test, has_level, same_rows, somebody};
use crate::column::{Domain, Factor};
use crate::design::Design;
use crate::estimation::{Totals, indicators};
use crate::numerics::{chi_squared_sum, matrix};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// Pearson's statistic of estimated totals against given shares, with a Satterthwaite approximation to its distribution
/// under the design (Rao and Scott 1981; R `survey`, `svygofchisq`). The shares are in the order of the levels and are
/// scaled to add up to 1. The parameters are scale and degrees of freedom.
///
/// # Errors
/// Shares that are not positive, another number of them than of levels, nobody who answered, shares that the design fixes, or whatever the variance refuses.
pub fn goodness_of_fit(design: &Design, factor: &Factor, shares: &[f64], domain: &Domain) -> Result<Test, Refusal> {
    same_rows(design, &factor.name, factor.codes.len())?;
    let wrong = |message: String| {
        Refusal::new(Reason::Value, message, "Give a share above zero for every category, in their order.")
            .about(&factor.name)
    };
    if shares.len() != factor.levels.len() || shares.len() < 2 {
        return Err(wrong(format!("{} shares for {} categories", shares.len(), factor.levels.len())));
    }
    if let Some((share, level)) =
        shares.iter().zip(&factor.levels).find(|(share, _)| !(**share > 0.0 && share.is_finite()))
    {
        return Err(wrong(format!("the share is {share}")).at(Place::Level(level.clone())));
    }
    let sum: f64 = shares.iter().sum();
    let inside = has_level(domain, factor);
    somebody(design, &inside, &factor.name)?;
    let totals = design.estimate(&Totals { columns: indicators(factor) }, &inside)?;
    let population: f64 = totals.values.iter().sum();
    let count = shares.len();
    let expected: Vec<f64> = shares.iter().map(|share| share / sum * population).collect();
    let residuals: Vec<f64> =
        totals.values.iter().zip(&expected).map(|(total, e)| (total - e) / libm::sqrt(*e)).collect();
    let statistic = residuals.iter().map(|r| r * r).sum::<f64>();
    // How (O - E) / sqrt(E) moves with each total, of which E has a share.
    let slopes = DMatrix::from_fn(count, count, |i, j| {
        let e = expected[i];
        let own = if i == j { 1.0 / libm::sqrt(e) } else { 0.0 };
        own - shares[i] / sum * (1.0 + 0.5 * (totals.values[i] - e) / e) / libm::sqrt(e)
    });
    let variance = &slopes * &totals.covariance * slopes.transpose();
    let lambda = matrix::symmetric_eigenvalues(&variance);
    let (scale, df) = chi_squared_sum::satterthwaite(&lambda);
    if df.is_nan() || df <= 0.0 {
        let message = "the design leaves these shares no chance (strata, or weights that were adjusted to them)";
        return Err(Refusal::new(Reason::NotDefined, message, "Compare the shares as they are.").about(&factor.name));
    }
    Ok(Test { statistic, parameter: vec![scale, df], p: chi_squared_sum::upper_satterthwaite(statistic, &lambda) })
}
