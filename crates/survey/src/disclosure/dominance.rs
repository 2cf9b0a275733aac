//! Totals of which a few contributors make nearly all: not for counts, in which everyone counts for one.

/// When the largest contributors say too much about a total: together more than a share of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dominance {
    /// How many of the largest.
    pub largest: usize,
    /// The share that they may have together.
    pub share: f64,
}

impl Dominance {
    /// Whether a total may not be shown, from what each contributor adds to it (absolutely). Nobody, and nothing, says nothing.
    #[must_use]
    pub fn is_dominated(&self, contributions: &[f64]) -> bool {
        let mut sizes: Vec<f64> = contributions.iter().map(|size| size.abs()).collect();
        sizes.sort_by(|one, other| other.total_cmp(one));
        let total: f64 = sizes.iter().sum();
        let largest: f64 = sizes.iter().take(self.largest).sum();
        total > 0.0 && largest > self.share * total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_of_which_one_is_nearly_all_is_not_shown() {
        let rule = Dominance { largest: 1, share: 0.75 };
        for (contributions, dominated) in [
            (&[80.0, 10.0, 10.0][..], true),
            (&[75.0, 15.0, 10.0], false),
            (&[10.0, 80.0, 10.0], true),
            (&[-80.0, 10.0, 10.0], true),
            (&[5.0], true),
            (&[0.0, 0.0], false),
            (&[], false),
            (&[f64::NAN, 1.0], false),
        ] {
            assert_eq!(rule.is_dominated(contributions), dominated, "{contributions:?}");
        }
        // Two of three with 95%: both rules at once are two rules.
        assert!(Dominance { largest: 2, share: 0.9 }.is_dominated(&[50.0, 45.0, 5.0]));
    }
}
