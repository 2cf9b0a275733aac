//! Whether two shares are equal, each worth a number of independent answers: by a score test where both have enough yes
//! and no, else exactly. A standard error from a share at 0 or 1 enters neither.

use crate::interval::Interval;
use crate::numerics::{beta, student};

/// A share with the number of independent answers that it is worth, which need not be whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// 0 to 1.
    pub estimate: f64,
    /// Infinite in a census.
    pub size: f64,
}

/// Fewer expected yes or no than this in the smaller group, and only the exact test holds its level (Cochran 1954).
const EXPECTED: f64 = 5.0;

/// Beyond so many answers a distribution is a point, as far as digits go.
const MOST: f64 = 1e9;

impl Share {
    fn yes(&self) -> f64 {
        self.estimate * self.size()
    }

    fn no(&self) -> f64 {
        (1.0 - self.estimate) * self.size()
    }

    fn size(&self) -> f64 {
        self.size.min(MOST)
    }

    /// The same share, worth so many times as many answers.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { size: self.size * factor, ..self }
    }

    /// Below which a share lies at most with some chance: the lower end of Clopper and Pearson's interval as a distribution.
    fn lower(&self) -> Beta {
        Beta { a: self.yes(), b: self.no() + 1.0 }
    }

    /// The upper end of it.
    fn upper(&self) -> Beta {
        Beta { a: self.yes() + 1.0, b: self.no() }
    }
}

/// Whether two shares have enough yes and no under one share for both.
pub fn many(one: Share, other: Share) -> bool {
    let pooled = pooled(one, other);
    one.size().min(other.size()) * pooled.min(1.0 - pooled) >= EXPECTED
}

fn pooled(one: Share, other: Share) -> f64 {
    (one.yes() + other.yes()) / (one.size() + other.size())
}

/// The two-sided chance of shares this far apart, were they equal.
///
/// Where both expect five yes and five no: the score test, on Student's t. Else twice the smaller tail of the exact test
/// of Fisher, which is the chance that the lower end of the one, taken as a distribution, lies beyond the upper end of the
/// other (Altham 1969; Fay, Proschan and Brittain 2015): in that form it takes numbers of answers that are not whole.
/// It rejects at most as often as it says.
pub fn equal(one: Share, other: Share) -> f64 {
    let sizes = one.size + other.size;
    if !(sizes > 0.0 && one.estimate.is_finite() && other.estimate.is_finite()) {
        return f64::NAN;
    }
    if one.estimate == other.estimate {
        return 1.0;
    }
    if many(one, other) {
        let (statistic, df) = score(one, other);
        return student::two_sided(statistic, df);
    }
    let (low, high) = if one.estimate < other.estimate { (one, other) } else { (other, one) };
    (2.0 * high.lower().below(&low.upper(), 0.0)).min(1.0)
}

/// The score statistic and its degrees of freedom.
fn score(one: Share, other: Share) -> (f64, f64) {
    ((one.estimate - other.estimate) / null_error(one, other), one.size() + other.size() - 2.0)
}

/// The standard error of a difference of two shares, were they equal.
pub(super) fn null_error(one: Share, other: Share) -> f64 {
    let (p, n) = (pooled(one, other), one.size() + other.size());
    libm::sqrt(p * (1.0 - p) * (1.0 / one.size() + 1.0 / other.size()) * n / (n - 1.0))
}

/// The interval of one share less another that goes with the exact test, by melding their own intervals (Fay, Proschan and
/// Brittain 2015). Inside -1 and 1, and never a point but between two censuses.
pub fn difference(one: Share, other: Share, level: f64) -> Interval {
    let tail = (1.0 - level) / 2.0;
    if !(tail > 0.0 && one.size > 0.0 && other.size > 0.0) {
        return Interval::NONE;
    }
    // The one's lower end less the other's upper end, and the reverse.
    Interval {
        low: one.lower().less_quantile(&other.upper(), tail),
        high: one.upper().less_quantile(&other.lower(), 1.0 - tail),
    }
}

/// The chance of a share of so many answers at least this far from a number, were it that: twice the smaller tail of the
/// binomial distribution (Clopper and Pearson 1934), at a number of answers that need not be whole.
pub fn against(share: Share, number: f64) -> f64 {
    if !(share.size > 0.0 && (0.0..=1.0).contains(&number)) {
        return f64::NAN;
    }
    let above = share.lower().cdf(number);
    let below = 1.0 - share.upper().cdf(number);
    (2.0 * above.min(below)).min(1.0)
}

/// A beta distribution, a shape of 0 at an end.
#[derive(Debug, Clone, Copy)]
struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    fn cdf(&self, x: f64) -> f64 {
        match (self.a > 0.0, self.b > 0.0) {
            (false, _) => f64::from(u8::from(x >= 0.0)),
            (_, false) => f64::from(u8::from(x >= 1.0)),
            _ if x <= 0.0 => 0.0,
            _ if x >= 1.0 => 1.0,
            _ => beta::cdf(x, self.a, self.b),
        }
    }

    /// How wide its logit is.
    fn width(&self) -> f64 {
        libm::sqrt(1.0 / self.a + 1.0 / self.b)
    }

    /// The chance that this is at most another plus `shift`.
    fn below(&self, other: &Self, shift: f64) -> f64 {
        let sure = |shape: &Self| !(shape.a > 0.0 && shape.b > 0.0);
        // Sums run over the narrower one, along which the other is smooth.
        if sure(other) || !sure(self) && self.width() < other.width() {
            self.mean_of(other.width(), &|x| 1.0 - other.cdf_before(x - shift))
        } else {
            other.mean_of(self.width(), &|x| self.cdf(x + shift))
        }
    }

    /// The chance of less than x: at a point that is sure, equal is not less.
    fn cdf_before(&self, x: f64) -> f64 {
        match (self.a > 0.0, self.b > 0.0) {
            (false, _) => f64::from(u8::from(x > 0.0)),
            (_, false) => f64::from(u8::from(x > 1.0)),
            _ => self.cdf(x),
        }
    }

    /// The mean of a function over this distribution: the trapezoidal rule on the logit, whose error falls off as that of
    /// the normal distribution does.
    fn mean_of(&self, other_width: f64, f: &dyn Fn(f64) -> f64) -> f64 {
        if !(self.a > 0.0 && self.b > 0.0) {
            return f(if self.a > 0.0 { 1.0 } else { 0.0 });
        }
        let step = 0.3 * self.width().min(other_width).min(1.0);
        let log = |u: f64| self.a * u - (self.a + self.b) * (u.max(0.0) + libm::log1p(libm::exp(-u.abs())));
        let top = libm::log(self.a / self.b);
        let peak = log(top);
        let (mut sum, mut whole) = (0.0, 0.0);
        for sign in [-1.0, 1.0] {
            // The top itself is taken once.
            for at in i32::from(sign > 0.0)..100_000 {
                let u = top + sign * step * f64::from(at);
                let weight = libm::exp(log(u) - peak);
                if weight < 1e-18 {
                    break;
                }
                let x = 1.0 / (1.0 + libm::exp(-u));
                sum += weight * f(x);
                whole += weight;
            }
        }
        sum / whole
    }

    /// The number below which this less another lies with chance p.
    fn less_quantile(&self, other: &Self, p: f64) -> f64 {
        let (mut low, mut high) = (-1.0, 1.0);
        for _ in 0..48 {
            let middle = f64::midpoint(low, high);
            if self.below(other, middle) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(yes: u32, of: u32) -> Share {
        Share { estimate: f64::from(yes) / f64::from(of), size: f64::from(of) }
    }

    /// The tail of the hypergeometric distribution in whole numbers: x1 or more of n1 yes, of all yes.
    fn fisher_tail(x1: u32, n1: u32, x2: u32, n2: u32) -> f64 {
        let ways = |n: u32, k: u32| (0..k).fold(1.0, |ways, at| ways * f64::from(n - at) / f64::from(k - at));
        let yes = x1 + x2;
        let of = |x: u32| if x > n1 || yes - x > n2 { 0.0 } else { ways(n1, x) * ways(n2, yes - x) };
        let all: f64 = (0..=yes.min(n1)).filter(|x| yes - x <= n2).map(of).sum();
        (x1..=yes.min(n1)).map(of).sum::<f64>() / all
    }

    #[test]
    fn in_whole_numbers_it_is_the_test_of_fisher() {
        for (x1, n1, x2, n2) in [(3, 3, 100, 200), (5, 5, 190, 200), (1, 5, 0, 200), (4, 10, 1, 12), (20, 20, 180, 200)]
        {
            let (one, other) = (share(x1, n1), share(x2, n2));
            let found = equal(one, other);
            let expected = (2.0 * fisher_tail(x1, n1, x2, n2)).min(1.0);
            assert!((found - expected).abs() < 1e-9, "{x1} of {n1}, {x2} of {n2}: {found}, not {expected}");
            assert!((equal(other, one) - found).abs() < 1e-12);
            assert!((equal(share(n1 - x1, n1), share(n2 - x2, n2)) - found).abs() < 1e-9);
        }
    }

    #[test]
    fn in_large_samples_it_is_pearsons_and_a_census_is_sure() {
        let (one, other) = (share(40, 100), share(110, 200));
        // Pearson's chi-squared of 40/60 and 110/90 is 6; as a t, with (n - 1) / n of it.
        let (statistic, df) = score(one, other);
        assert!((statistic * statistic - 6.0 * 299.0 / 300.0).abs() < 1e-12 && df == 298.0);
        let census = |estimate| Share { estimate, size: f64::INFINITY };
        assert_eq!(equal(census(0.2), census(0.2)), 1.0);
        assert!(equal(census(0.2), census(0.3)) < 1e-12 && equal(census(0.0), census(1.0)) < 1e-12);
        // Five of five against what is known to be 90%: 2 x 0.9^5 is more than 1.
        assert_eq!(equal(share(5, 5), census(0.9)), 1.0);
        assert!((equal(share(5, 5), census(0.4)) - 2.0 * 0.4_f64.powi(5)).abs() < 1e-6);
    }

    #[test]
    fn the_interval_goes_with_the_test() {
        for (one, other) in
            [(share(5, 5), share(100, 200)), (share(0, 10), share(70, 200)), (share(1, 44), share(3, 5))]
        {
            let p = equal(one, other);
            let at = difference(one, other, 1.0 - p);
            let end = if one.estimate > other.estimate { at.low } else { at.high };
            assert!(end.abs() < 1e-7, "{end} at {p}");
            let interval = difference(one, other, 0.95);
            let between = one.estimate - other.estimate;
            assert!(-1.0 <= interval.low && interval.low < between && between < interval.high && interval.high <= 1.0);
        }
    }

    #[test]
    fn against_a_number_it_is_the_binomial() {
        assert!((against(share(5, 5), 0.5) - 2.0 / 32.0).abs() < 1e-12);
        assert!((against(share(0, 20), 0.1) - 2.0 * 0.9_f64.powi(20)).abs() < 1e-12);
        assert_eq!(against(share(1, 2), 0.5), 1.0);
        assert!(against(share(1, 2), 1.5).is_nan());
    }
}
