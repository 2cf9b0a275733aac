//! All pairs of several estimates.

use super::Adjust;
use crate::estimate::Estimates;
use crate::numerics::student;

/// Two estimates compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Place of the one.
    pub left: usize,
    /// Place of the other, later one.
    pub right: usize,
    /// Left less right.
    pub difference: f64,
    /// Its standard error: sqrt(v_l + v_r - 2 cov), so that groups may share clusters or units.
    pub se: f64,
    /// Two-sided, on Student's t with the design's degrees of freedom, adjusted. `NaN` where there is no standard error
    /// or it is 0: that of two shares of 0 and 1, say, tells nothing.
    pub p: f64,
}

/// A standard error below this share of the estimates is rounding error.
const ROUNDING: f64 = 1e-13;

/// Compares all pairs, in the order (0, 1), (0, 2), ..., (1, 2), ...
///
/// Source: R `survey`, `svycontrast` of two estimates with their covariance; adjusted over all pairs.
pub fn pairs(estimates: &Estimates, adjust: Adjust) -> Vec<Pair> {
    // The covariance may be smaller than the values only by mistake; what it lacks is unknown.
    let covariance = |row: usize, column: usize| -> f64 {
        estimates.covariance.get((row, column)).map_or(f64::NAN, |value: &f64| *value)
    };
    let values = &estimates.values;
    let mut pairs = Vec::with_capacity(values.len() * values.len().saturating_sub(1) / 2);
    for (left, one) in values.iter().enumerate() {
        for (right, other) in values.iter().enumerate().skip(left + 1) {
            let variance = covariance(left, left) + covariance(right, right) - 2.0 * covariance(left, right);
            // Rounding can leave a hair below 0.
            let se = libm::sqrt(if variance < 0.0 { 0.0 } else { variance });
            let difference = one - other;
            // Replicates leave rounding where there is no spread.
            let p = if se <= ROUNDING * (one.abs() + other.abs()) {
                f64::NAN
            } else {
                student::two_sided(difference / se, estimates.df)
            };
            pairs.push(Pair { left, right, difference, se, p });
        }
    }
    let adjusted = adjust.apply(&pairs.iter().map(|pair| pair.p).collect::<Vec<_>>());
    pairs.iter_mut().zip(adjusted).for_each(|(pair, p)| pair.p = p);
    pairs
}

#[cfg(test)]
mod tests {
    use nalgebra::DMatrix;

    use super::*;

    #[test]
    fn pairs_use_the_covariance_and_the_degrees_of_freedom() {
        let estimates = Estimates {
            values: vec![3.0, 1.0, 1.0],
            covariance: DMatrix::from_row_slice(3, 3, &[1.0, 0.5, 0.0, 0.5, 1.0, 0.0, 0.0, 0.0, 0.0]),
            df: 10.0,
            silent: 0,
        };
        let pairs = pairs(&estimates, Adjust::None);
        let places: Vec<_> = pairs.iter().map(|pair| (pair.left, pair.right)).collect();
        assert_eq!(places, [(0, 1), (0, 2), (1, 2)]);
        assert_eq!((pairs[0].difference, pairs[0].se), (2.0, 1.0));
        // 2 * pt(-2, 10)
        assert!((pairs[0].p - 0.073_388_034_770_740_37).abs() < 1e-12, "{}", pairs[0].p);
        assert_eq!(pairs[2].p, 1.0);
    }

    #[test]
    fn no_covariance_no_p() {
        let estimates = Estimates { values: vec![1.0, 2.0], covariance: DMatrix::zeros(0, 0), df: 3.0, silent: 0 };
        assert!(pairs(&estimates, Adjust::Holm)[0].p.is_nan());
        let none = Estimates { values: vec![], covariance: DMatrix::zeros(0, 0), df: 3.0, silent: 0 };
        assert!(pairs(&none, Adjust::Holm).is_empty());
        let same = Estimates { values: vec![1.0, 1.0], covariance: DMatrix::zeros(2, 2), df: 3.0, silent: 0 };
        assert!(pairs(&same, Adjust::Holm)[0].p.is_nan());
    }
}
