//! The beta distribution. Source: NIST DLMF 8.17 (continued fraction), with Loader's form of what stands before it.

use super::gamma::{deviance, stirling_error};
use super::normal;
use super::root::invert;

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

/// The continued fraction of DiDonato and Morris (*ACM TOMS* 18, 1992, equation 9) by Lentz's method, for x below the
/// mean. Unlike the usual one it keeps its digits where x is near 1: it needs `a - (a + b) x` only, got from y there.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let tiny = 1e-300;
    let away = |v: f64| if v.abs() < tiny { tiny } else { v };
    let lambda = if y < 0.5 { (a + b) * y - b } else { a - (a + b) * x };
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
    let step = 1.0 + libm::sqrt(1.0 / a + 1.0 / b);
    let mass_below = {
        let (x, y) = split(centre);
        tails(a, b, x, y).0
    };
    if p <= mass_below {
        let u = invert(p, centre, step, |u| {
            let (x, y) = split(u);
            (tails(a, b, x, y).0, front(a, b, x, y))
        });
        split(u)
    } else {
        // The upper tail rises in the other direction.
        let u = invert(1.0 - p, -centre, step, |v| {
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
