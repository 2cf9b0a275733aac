//! The beta distribution. Source: NIST DLMF 8.17 (continued fraction), with Loader's form of what stands before it.

use super::gamma::{deviance, stirling_error};
use super::root::invert;
use super::{beta_large, normal};

/// With both shapes beyond this the fraction takes too long, and the normal distribution is right to ten digits.
const TOO_LARGE: f64 = 1e9;
const TWO_PI: f64 = core::f64::consts::TAU;

/// `x^a y^b / B(a, b)` with `y = 1 - x`: the derivative of the distribution function in the logit of x.
fn front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return 0.0;
    }
    if a < 1e-3 || b < 1e-3 {
        let log_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        return libm::exp(a * libm::log(x) + b * libm::log(y) - log_beta);
    }
    let n = a + b;
    let exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    libm::exp(exponent) * libm::sqrt(a / TWO_PI) * libm::sqrt(b / n)
}

/// `a - (a + b) x`, with all its digits near both ends.
fn below_mean(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if y < 0.5 { (a + b) * y - b } else { a - (a + b) * x }
}

/// The continued fraction of DiDonato and Morris (*ACM TOMS* 18, 1992, equation 9) by Lentz's method, for x below the
/// mean. Unlike the usual one it keeps its digits where x is near 1: it needs `a - (a + b) x` only, got from y there.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let tiny = 1e-300;
    let away = |v: f64| if v.abs() < tiny { tiny } else { v };
    let lambda = below_mean(a, b, x, y);
    let mut h = away(a / (a + 1.0) * (lambda + 1.0));
    let mut c = h;
    let mut d = 0.0;
    for n in 1..100_000 {
        let n = f64::from(n);
        let odd = a + 2.0 * n - 1.0;
        let pair = n * (b - n) * x / odd;
        let above = (a + n - 1.0) * (a + b + n - 1.0) / odd * pair * x;
        let below = n + pair + (a + n) / (odd + 2.0) * (lambda + 1.0 + n * (1.0 + y));
        d = 1.0 / away(below + above * d);
        c = away(below + above / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 / h
}

/// Both tails at `x`, given with `y = 1 - x` so that neither end loses digits: lower, upper.
pub(super) fn tails(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    if a.min(b) > TOO_LARGE {
        let mean = a / (a + b);
        let spread = libm::sqrt(mean * (b / (a + b)) / (a + b));
        let z = (x - mean) / spread;
        return (normal::cdf(z), normal::upper(z));
    }
    let lambda = below_mean(a, b, x, y);
    let large = if lambda >= 0.0 {
        beta_large::lower([a, b], [x, y], lambda).map(|lower| (lower, 1.0 - lower))
    } else {
        beta_large::lower([b, a], [y, x], -lambda).map(|upper| (1.0 - upper, upper))
    };
    if let Some(tails) = large {
        return tails;
    }
    by_fraction(a, b, x, y)
}

fn by_fraction(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let front = front(a, b, x, y);
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = (front * fraction(a, b, x, y)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (front * fraction(b, a, y, x)).min(1.0);
        (1.0 - upper, upper)
    }
}

fn sound(a: f64, b: f64) -> bool {
    a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()
}

/// `P(X <= x)`.
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !sound(a, b) { f64::NAN } else { tails(a, b, x, 1.0 - x).0 }
}

/// `P(X > x)`.
pub fn upper(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !sound(a, b) { f64::NAN } else { tails(a, b, x, 1.0 - x).1 }
}

/// The x with `P(X <= x) = p`. A shape of 0 puts all mass at that end, as R's `qbeta` has it.
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || a.is_nan() || b.is_nan() || a < 0.0 || b < 0.0 {
        return f64::NAN;
    }
    match (a == 0.0, b == 0.0) {
        (true, true) => {
            return if p < 0.5 {
                0.0
            } else if p > 0.5 {
                1.0
            } else {
                0.5
            };
        }
        (true, false) => return 0.0,
        (false, true) => return 1.0,
        (false, false) if !sound(a, b) => return f64::NAN,
        (false, false) => {}
    }
    quantile_pair(p, a, b).0
}

/// About how far the logit of the quantile is from that of the mean, for shapes of 1 and more (Abramowitz and Stegun 26.5.22).
fn approximate(p: f64, a: f64, b: f64) -> f64 {
    let z = normal::quantile(p);
    let (one, other) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let h = 2.0 / (one + other);
    let lambda = (z * z - 3.0) / 6.0;
    2.0 * (z * libm::sqrt(h + lambda) / h + (other - one) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h)))
}

/// The quantile and one less it, both with all their digits.
pub(super) fn quantile_pair(p: f64, a: f64, b: f64) -> (f64, f64) {
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if p >= 1.0 {
        return (1.0, 0.0);
    }
    let split = |u: f64| {
        let e = libm::exp(-u.abs());
        let (small, large) = (e / (1.0 + e), 1.0 / (1.0 + e));
        if u < 0.0 { (small, large) } else { (large, small) }
    };
    let centre = libm::log(a / b);
    let spread = libm::sqrt(1.0 / a + 1.0 / b);
    // With small shapes the mean may have nearly all on one side, and no approximation is near.
    let (start, below) = if a.min(b) >= 1.0 {
        (centre + approximate(p, a, b), p <= 0.5)
    } else {
        let (x, y) = split(centre);
        (centre, p <= tails(a, b, x, y).0)
    };
    if below {
        let u = invert(p, start, spread, |u| {
            let (x, y) = split(u);
            (tails(a, b, x, y).0, front(a, b, x, y))
        });
        split(u)
    } else {
        // The upper tail rises in the other direction.
        let u = invert(1.0 - p, -start, spread, |v| {
            let (x, y) = split(-v);
            (tails(a, b, x, y).1, front(a, b, x, y))
        });
        split(-u)
    }
}

/// As [`quantile_pair`], for an upper tail `q` given as such, however small.
pub(super) fn upper_quantile_pair(q: f64, a: f64, b: f64) -> (f64, f64) {
    let (y, x) = quantile_pair(q, b, a);
    (x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_the_mean_of_large_shapes_the_series_says_what_the_fraction_says() {
        let mut tried = 0;
        for (a, b) in [(101.0, 101.0), (150.5, 9_000.0), (4_000.0, 5_500.5), (2e5, 1e3), (2e5, 8e5), (5e6, 300.0)] {
            let (mean, spread) = (a / (a + b), libm::sqrt(a * b / (a + b)) / (a + b));
            for z in [-8.0, -3.0, -1.96, -0.5, -1e-3, 0.0, 0.2, 1.96, 2.6, 6.0] {
                let x: f64 = mean + z * spread;
                if !(0.0..1.0).contains(&x) || below_mean(a, b, x, 1.0 - x).abs() > 0.03 * a.min(b) {
                    continue;
                }
                tried += 1;
                let (found, expected) = (tails(a, b, x, 1.0 - x), by_fraction(a, b, x, 1.0 - x));
                for (found, expected) in [(found.0, expected.0), (found.1, expected.1)] {
                    assert!((found / expected - 1.0).abs() < 1e-11, "{a} {b} {z}: {found:e}, not {expected:e}");
                }
            }
        }
        assert!(tried >= 30, "{tried}");
    }
}
