//! A panel of which few say otherwise than before. What moves the share is those few, each by a whole answer, however many the
//! panel has: one more yes among 46 of 55, and nobody the other way, is what half of the countries in which nothing changed on
//! balance show, though its standard error is a third of it.

use crate::numerics::student;

/// Fewer expected changes each way than this, and only counting them holds the level (Cochran 1954).
const EXPECTED: f64 = 5.0;

/// Beyond so many a population of changers is without end.
const ENDLESS: f64 = 1e6;

/// What few changers say of a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Changers {
    /// The two-sided chance of so many more one way than the other, did as many of the population go either way.
    pub(super) p: f64,
    /// The standard error of the difference, with a changer more each way: one is what a sample without any may have missed.
    pub(super) reach: f64,
}

impl Changers {
    /// From a difference and its variance, over `n` units that were asked twice, of which a part `rest` of the population was
    /// not drawn (1 where it has no end). None where enough changed either way for a test by the standard error.
    ///
    /// The variance of a panel is `rest (b + c - (b - c)^2 / n) / (n (n - 1))`, for b and c units that changed either way. Given
    /// b + c, and k in the population either way, b is hypergeometric; k is what the fraction drawn makes of b + c. Without
    /// end it is McNemar's exact test (1947).
    pub(super) fn of(difference: f64, variance: f64, n: f64, rest: f64) -> Option<Self> {
        if !(n > 1.0 && rest > 0.0 && variance >= 0.0) {
            return None;
        }
        let net = (difference * n).abs();
        let all = (variance * n * (n - 1.0) / rest + difference * difference * n).max(net);
        if all >= 2.0 * EXPECTED {
            return None;
        }
        let more = libm::round((all + net) / 2.0);
        let fewer = libm::round((all - net) / 2.0);
        let drawn = more + fewer;
        let either = libm::round(drawn / (2.0 * (1.0 - rest)).max(1.0 / ENDLESS)).min(ENDLESS).max(more);
        let ways = |k: f64, of: f64| libm::lgamma(k + 1.0) - libm::lgamma(of + 1.0) - libm::lgamma(k - of + 1.0);
        let chance = |one: f64| libm::exp(ways(either, one) + ways(either, drawn - one) - ways(2.0 * either, drawn));
        let tail: f64 = (0..=fewer as u32).map(|other| chance(drawn - f64::from(other))).sum();
        let p = (2.0 * tail).min(1.0);
        let apart = libm::sqrt((all + 2.0) * rest) / n;
        let told = -student::quantile(p / 2.0, f64::INFINITY);
        Some(Self { p, reach: apart.max(difference.abs() / told.max(1.0)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The variance of a panel, from who changed.
    fn panel(more: u32, fewer: u32, n: f64, rest: f64) -> (f64, f64) {
        let (more, fewer) = (f64::from(more), f64::from(fewer));
        let (net, all) = (more - fewer, more + fewer);
        (net / n, rest * (all - net * net / n) / (n * (n - 1.0)))
    }

    #[test]
    fn by_hand() {
        // More, fewer, n, rest; p. McNemar's: 2 / 2^5, 2 (1 + 6) / 2^6. Of 55, 46 drawn, five changed one way: k is 5, and
        // 2 / (10 choose 5); three and one: k is 3, and 2 (3 choose 3)(3 choose 1) / (6 choose 4).
        for (more, fewer, n, rest, p) in [
            (5, 0, 46.0, 1.0, 0.0625),
            (5, 1, 46.0, 1.0, 14.0 / 64.0),
            (1, 0, 46.0, 9.0 / 55.0, 1.0),
            (5, 0, 46.0, 9.0 / 55.0, 2.0 / 252.0),
            (3, 1, 46.0, 9.0 / 55.0, 6.0 / 15.0),
        ] {
            let (difference, variance) = panel(more, fewer, n, rest);
            let found = Changers::of(difference, variance, n, rest).unwrap();
            assert!((found.p - p).abs() < 1e-5, "{more} and {fewer}: {found:?}, not {p}");
            assert_eq!(Changers::of(-difference, variance, n, rest), Some(found));
            // The interval holds no change where the test does.
            assert_eq!(1.96 * found.reach >= difference.abs(), p > 0.05);
        }
        let (difference, variance) = panel(6, 5, 46.0, 1.0);
        assert_eq!(Changers::of(difference, variance, 46.0, 1.0), None);
        assert_eq!(Changers::of(0.1, 0.0, 46.0, 0.0), None);
    }
}
