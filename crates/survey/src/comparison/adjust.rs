//! P-values adjusted for how many there are.
//!
//! A missing p-value (`NaN`) is not a test: it stays missing and does not count, as in R's `p.adjust`.

/// How to adjust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Adjust {
    /// Not at all.
    None,
    /// [`bonferroni`].
    Bonferroni,
    /// [`holm`].
    #[default]
    Holm,
    /// [`benjamini_hochberg`].
    BenjaminiHochberg,
}

impl Adjust {
    /// The adjusted p-values, in the order of the given ones.
    pub fn apply(self, p: &[f64]) -> Vec<f64> {
        match self {
            Self::None => p.to_vec(),
            Self::Bonferroni => bonferroni(p),
            Self::Holm => holm(p),
            Self::BenjaminiHochberg => benjamini_hochberg(p),
        }
    }
}

/// Every p-value times their number: the chance of one false finding or more stays below the level.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    let tests = p.iter().filter(|p| !p.is_nan()).count() as f64;
    p.iter().map(|p| if p.is_nan() { *p } else { (p * tests).min(1.0) }).collect()
}

/// The same promise as [`bonferroni`] and never less power.
///
/// Source: Holm (1979), *Scandinavian Journal of Statistics* 6, 65-70; R `p.adjust(method = "holm")`.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let order = increasing(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut most = 0.0f64;
    for (rank, at) in order.iter().enumerate() {
        most = most.max(((order.len() - rank) as f64 * p[*at]).min(1.0));
        adjusted[*at] = most;
    }
    adjusted
}

/// The expected share of false findings among the findings stays below the level.
///
/// Source: Benjamini and Hochberg (1995), *Journal of the Royal Statistical Society* B 57, 289-300; R
/// `p.adjust(method = "BH")`.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let order = increasing(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut least = 1.0f64;
    for (rank, at) in order.iter().enumerate().rev() {
        least = least.min(order.len() as f64 / (rank + 1) as f64 * p[*at]);
        adjusted[*at] = least;
    }
    adjusted
}

/// The places of the p-values there are, from the smallest.
fn increasing(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).filter(|at| !p[*at].is_nan()).collect();
    order.sort_by(|left, right| p[*left].total_cmp(&p[*right]));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_r_adjusts() {
        // p.adjust(c(0.01, 0.04, NA, 0.03, 0.005, 0.5), m)
        let p = [0.01, 0.04, f64::NAN, 0.03, 0.005, 0.5];
        for (adjust, want) in [
            (Adjust::Bonferroni, [0.05, 0.2, f64::NAN, 0.15, 0.025, 1.0]),
            (Adjust::Holm, [0.04, 0.09, f64::NAN, 0.09, 0.025, 0.5]),
            (Adjust::BenjaminiHochberg, [0.025, 0.05, f64::NAN, 0.05, 0.025, 0.5]),
            (Adjust::None, p),
        ] {
            for (got, want) in adjust.apply(&p).iter().zip(want) {
                assert!((got - want).abs() < 1e-15 || got.is_nan() && want.is_nan(), "{adjust:?}: {got} for {want}");
            }
        }
        assert!(holm(&[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn adjusting_never_helps_a_finding_and_keeps_the_order(p in proptest::collection::vec(0.0f64..1.0, 0..20)) {
            let (fdr, strict, strictest) = (benjamini_hochberg(&p), holm(&p), bonferroni(&p));
            for at in 0..p.len() {
                proptest::prop_assert!(p[at] <= fdr[at] && fdr[at] <= strict[at] + 1e-15);
                proptest::prop_assert!(strict[at] <= strictest[at]);
                for other in 0..p.len() {
                    proptest::prop_assert!(p[at] > p[other] || strict[at] <= strict[other] && fdr[at] <= fdr[other]);
                }
            }
        }
    }
}
