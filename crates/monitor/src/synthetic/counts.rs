//! Whole people in the place of percentages.

use crate::book::rounded;
use std::cmp::Ordering;

/// Whole counts that make `n` together and are each printed as its percentage; none where there are none.
pub(super) fn counts(shares: &[f64], n: u32) -> Option<Vec<u32>> {
    fn from(shares: &[f64], n: u32, left: u32) -> Option<Vec<u32>> {
        let [first, rest @ ..] = shares else { return (left == 0).then(Vec::new) };
        let near = (first * f64::from(n) / 100.0).round() as u32;
        let fits = |k: &u32| *k <= left && rounded(100.0 * f64::from(*k) / f64::from(n), 0) == *first;
        (near.saturating_sub(2)..=near + 2).filter(fits).find_map(|k| {
            let mut counts = from(rest, n, left - k)?;
            counts.insert(0, k);
            Some(counts)
        })
    }
    from(shares, n, n)
}

/// The counts nearest to percentages; what is too much or too little together, the line takes that it puts off least.
pub(super) fn nearest(shares: &[f64], n: u32) -> Vec<u32> {
    let mut counts: Vec<u32> = shares.iter().map(|share| (share * f64::from(n) / 100.0).round() as u32).collect();
    let over = i64::from(counts.iter().sum::<u32>()) - i64::from(n);
    let after = |count: &u32| u32::try_from(i64::from(*count) - over).ok();
    let off = |at: &usize| {
        let count = after(&counts[*at])?;
        Some((100.0 * f64::from(count) / f64::from(n) - shares[*at]).abs())
    };
    let least = (0..counts.len())
        .filter(|at| off(at).is_some())
        .min_by(|a, b| off(a).partial_cmp(&off(b)).unwrap_or(Ordering::Equal));
    if let Some((at, count)) = least.and_then(|at| Some((at, after(&counts[at])?))) {
        counts[at] = count;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_printed_as_their_percentages() {
        for (shares, n, expected) in [
            // 27, 55 and 18 of 44: 12, 24 and 8.
            (&[27.0, 55.0, 18.0][..], 44, Some(vec![12, 24, 8])),
            // 3 of 24 is 12,5, which goes up to 13.
            (&[67.0, 12.0, 21.0], 24, None),
            (&[67.0, 13.0, 21.0], 24, Some(vec![16, 3, 5])),
            (&[50.0, 50.0], 3, None),
        ] {
            assert_eq!(counts(shares, n), expected, "{shares:?}");
        }
        assert_eq!(nearest(&[67.0, 12.0, 21.0], 24), [16, 3, 5]);
        // 98 of 100: one of 44 is missing, and 7 (15,9) is less off 14 than 1 (2,3) is off nothing.
        assert_eq!(nearest(&[0.0, 14.0, 84.0], 44), [0, 7, 37]);
        assert_eq!(nearest(&[60.0, 19.0, 30.0, 1.0], 100).iter().sum::<u32>(), 100);
    }
}
