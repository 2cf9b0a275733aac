//! Student's t distribution. Degrees of freedom may be infinite: then it is the normal distribution.

use super::{beta, normal};

/// Beyond this the normal distribution differs by less than one part in 1e10.
const AS_GOOD_AS_NORMAL: f64 = 1e12;

/// `P(T > |t|)`.
fn tail(t: f64, df: f64) -> f64 {
    if df > AS_GOOD_AS_NORMAL {
        return normal::upper(t.abs());
    }
    if t.is_infinite() {
        return 0.0;
    }
    let square = t * t;
    let (x, y) = if square > 1e300 { (0.0, 1.0) } else { (df / (df + square), square / (df + square)) };
    0.5 * beta::tails(0.5 * df, 0.5, x, y).0
}

fn sound(df: f64) -> bool {
    df > 0.0
}

/// `P(T <= t)`.
pub fn cdf(t: f64, df: f64) -> f64 {
    upper(-t, df)
}

/// `P(T > t)`.
pub fn upper(t: f64, df: f64) -> f64 {
    if t.is_nan() || !sound(df) {
        return f64::NAN;
    }
    if t >= 0.0 { tail(t, df) } else { 1.0 - tail(t, df) }
}

/// `P(|T| > |t|)`, the two-sided p-value.
pub fn two_sided(t: f64, df: f64) -> f64 {
    if t.is_nan() || !sound(df) { f64::NAN } else { 2.0 * tail(t, df) }
}

/// The t with `P(T <= t) = p`.
pub fn quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !sound(df) {
        return f64::NAN;
    }
    if df > AS_GOOD_AS_NORMAL {
        return normal::quantile(p);
    }
    let away = (p - 0.5).abs();
    if away == 0.0 {
        return 0.0;
    }
    let outside = 2.0 * if p < 0.5 { p } else { 1.0 - p };
    if outside == 0.0 {
        return f64::INFINITY.copysign(p - 0.5);
    }
    // t^2 / (df + t^2) is beta(1/2, df/2): inverted from whichever tail is smaller.
    let (y, x) = if outside < 0.5 {
        beta::upper_quantile_pair(outside, 0.5, 0.5 * df)
    } else {
        beta::quantile_pair(2.0 * away, 0.5, 0.5 * df)
    };
    libm::sqrt(df * y / x).copysign(p - 0.5)
}
