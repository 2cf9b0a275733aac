//! The chi-squared distribution.

use super::gamma::{gamma_front, gamma_tails};
use super::root::invert;

fn sound(df: f64) -> bool {
    df > 0.0 && df.is_finite()
}

/// `P(X <= x)` with `df` (> 0, not necessarily whole) degrees of freedom.
pub fn cdf(x: f64, df: f64) -> f64 {
    if x.is_nan() || !sound(df) { f64::NAN } else { gamma_tails(0.5 * df, 0.5 * x).0 }
}

/// `P(X > x)`.
pub fn upper(x: f64, df: f64) -> f64 {
    if x.is_nan() || !sound(df) { f64::NAN } else { gamma_tails(0.5 * df, 0.5 * x).1 }
}

/// The x with `P(X <= x) = p`.
pub fn quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !sound(df) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    // Solved for the logarithm of x over its mean, which keeps its digits where the degrees of freedom are many.
    let a = 0.5 * df;
    let step = 1.0 + libm::sqrt(1.0 / a);
    let u = if p <= gamma_tails(a, a).0 {
        invert(p, 0.0, step, |u| {
            let x = a * libm::exp(u);
            (gamma_tails(a, x).0, gamma_front(a, x))
        })
    } else {
        -invert(1.0 - p, 0.0, step, |v| {
            let x = a * libm::exp(-v);
            (gamma_tails(a, x).1, gamma_front(a, x))
        })
    };
    df * libm::exp(u)
}
