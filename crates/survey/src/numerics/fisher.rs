//! Fisher's F distribution. The second degrees of freedom may be infinite: then it is chi-squared over its degrees.

use super::{beta, chi_squared};

const AS_GOOD_AS_INFINITE: f64 = 1e12;

fn tails(x: f64, numerator: f64, denominator: f64) -> (f64, f64) {
    let sound = numerator > 0.0 && numerator.is_finite() && denominator > 0.0;
    if x.is_nan() || !sound {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if denominator > AS_GOOD_AS_INFINITE {
        let square = x * numerator;
        return (chi_squared::cdf(square, numerator), chi_squared::upper(square, numerator));
    }
    let scaled = numerator * x;
    if scaled.is_infinite() {
        return (1.0, 0.0);
    }
    let whole = scaled + denominator;
    beta::tails(0.5 * numerator, 0.5 * denominator, scaled / whole, denominator / whole)
}

/// `P(F <= x)`.
pub fn cdf(x: f64, numerator: f64, denominator: f64) -> f64 {
    tails(x, numerator, denominator).0
}

/// `P(F > x)`.
pub fn upper(x: f64, numerator: f64, denominator: f64) -> f64 {
    tails(x, numerator, denominator).1
}

/// The x with `P(F <= x) = p`.
pub fn quantile(p: f64, numerator: f64, denominator: f64) -> f64 {
    let sound = numerator > 0.0 && numerator.is_finite() && denominator > 0.0;
    if !(0.0..=1.0).contains(&p) || !sound {
        return f64::NAN;
    }
    if denominator > AS_GOOD_AS_INFINITE {
        return chi_squared::quantile(p, numerator) / numerator;
    }
    let (x, y) = beta::quantile_pair(p, 0.5 * numerator, 0.5 * denominator);
    if y == 0.0 { f64::INFINITY } else { denominator * x / (numerator * y) }
}
