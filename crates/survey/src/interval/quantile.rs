//! The quantiles that intervals need. `NaN` where a quantile does not exist.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::checked_beta_reg;

/// The quantile of the standard normal distribution at a lower tail probability.
pub(super) fn normal(lower: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(f64::NAN, |law| inside(lower, |p| law.inverse_cdf(p)))
}

/// The lower tail probability of the standard normal distribution.
pub(super) fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / core::f64::consts::SQRT_2)
}

/// The quantile of Student's t with `df` degrees of freedom; infinite `df` is the normal distribution.
pub(super) fn student(lower: f64, df: f64) -> f64 {
    if df == f64::INFINITY {
        return normal(lower);
    }
    if df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    let tail = |t: f64| beta_below(df / (df + t * t), df / 2.0, 0.5) / 2.0;
    inside(lower, |p| {
        let mut far = 1.0;
        while tail(far) > p.min(1.0 - p) && far < 1e150 {
            far *= 2.0;
        }
        let t = halved(0.0, far, |t| tail(t) > p.min(1.0 - p));
        if p < 0.5 { -t } else { t }
    })
}

/// The quantile of the beta distribution; a shape of zero puts all mass on its own end.
pub(super) fn beta(lower: f64, a: f64, b: f64) -> f64 {
    match (a, b) {
        (0.0, b) if b > 0.0 => 0.0,
        (a, 0.0) if a > 0.0 => 1.0,
        (a, b) if a > 0.0 && b > 0.0 && (a + b).is_finite() => {
            inside(lower, |p| halved(0.0, 1.0, |x| beta_below(x, a, b) < p))
        }
        _ => f64::NAN,
    }
}

/// The lower tail of the beta distribution; `NaN` where the library does not answer.
fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    checked_beta_reg(a, b, x).unwrap_or(f64::NAN)
}

/// Where `below` stops being true between two places, to the last bit.
fn halved(mut from: f64, mut to: f64, below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..1100 {
        let middle = 0.5 * (from + to);
        if middle <= from || middle >= to {
            break;
        }
        if below(middle) { from = middle } else { to = middle }
    }
    to
}

fn inside(lower: f64, quantile: impl Fn(f64) -> f64) -> f64 {
    if lower > 0.0 && lower < 1.0 { quantile(lower) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_tables_to_ten_digits() {
        for (got, want) in [
            (normal(0.975), 1.959_963_984_540_054),
            (student(0.975, 197.0), 1.972_079_033_778_502_7),
            (student(0.975, 1.0), 12.706_204_736_174_7),
            (student(0.95, 36.0), 1.688_297_714_116_816),
            (student(0.975, f64::INFINITY), 1.959_963_984_540_054),
            (beta(0.025, 3.0, 8.0), 0.066_739_511_177_734_47),
            (normal_below(-1.959_963_984_540_054), 0.025),
        ] {
            assert!((got - want).abs() <= 1e-10 * want.abs(), "{got} for {want}");
        }
    }

    #[test]
    fn nothing_where_there_is_no_quantile() {
        for nothing in [
            normal(0.0),
            normal(1.0),
            student(0.5, 0.0),
            student(0.5, f64::NAN),
            beta(0.5, -1.0, 2.0),
            normal(f64::NAN),
        ] {
            assert!(nothing.is_nan());
        }
    }
}
