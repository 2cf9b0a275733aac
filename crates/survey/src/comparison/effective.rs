//! How many independent answers an estimate is worth.

/// The size of the simple random sample in which a proportion would have this standard error: p (1 - p) / se^2. `NaN` at
/// 0 and at 1, where the standard error does not say; infinite in a census.
///
/// Source: Korn and Graubard (1998), *Survey Methodology* 24.
pub fn effective_size(proportion: f64, se: f64) -> f64 {
    proportion * (1.0 - proportion) / (se * se)
}

/// (sum w)^2 / sum w^2: what unequal weights alone leave of a sample. `NaN` without weights above 0; weights that are
/// missing make it `NaN`.
///
/// Source: Kish (1965), *Survey Sampling*, 11.7; 1 + cv^2(w) is rows over this.
pub fn kish_effective_size(weights: &[f64]) -> f64 {
    // Divided by the largest first: squares of huge weights would overflow.
    let largest = weights.iter().fold(0.0f64, |largest, weight| largest.max(weight.abs()));
    let (sum, squares) = weights
        .iter()
        .map(|weight| weight / largest)
        .fold((0.0, 0.0), |(sum, squares), weight| (sum + weight, squares + weight * weight));
    sum * sum / squares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_lose_nothing_and_one_large_weight_almost_everything() {
        assert_eq!(kish_effective_size(&[2.5; 40]), 40.0);
        assert!((kish_effective_size(&[1.0, 3.0]) - 1.6).abs() < 1e-15);
        assert!((kish_effective_size(&[1e300, 1.0, 1.0]) - 1.0).abs() < 1e-15);
        for nothing in [&[][..], &[0.0, 0.0], &[f64::NAN, 1.0]] {
            assert!(kish_effective_size(nothing).is_nan());
        }
    }

    #[test]
    fn a_proportion_with_the_error_of_a_simple_sample_has_its_size() {
        assert!((effective_size(0.3, libm::sqrt(0.21 / 400.0)) - 400.0).abs() < 1e-9);
        assert!(effective_size(0.0, 0.0).is_nan());
        assert_eq!(effective_size(0.3, 0.0), f64::INFINITY);
    }
}
