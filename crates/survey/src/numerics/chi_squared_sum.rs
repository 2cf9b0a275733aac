//! A weighted sum of independent chi-squared variables with one degree of freedom each: what Pearson's statistic is
//! under a complex design (Rao and Scott, *JASA* 76, 1981).
//!
//! Source of the approximations: R `survey::pchisqsum`; Satterthwaite (1946); Kuonen, *Biometrika* 86 (1999) for the
//! saddle-point.

use super::{chi_squared, fisher, normal};

/// With more degrees of freedom than this below the line, the moments are as good.
const MOST: f64 = 1e6;

/// Scale and degrees of freedom of the chi-squared variable with the same mean and variance.
pub fn satterthwaite(weights: &[f64]) -> (f64, f64) {
    let count = weights.iter().map(|_| 1.0).sum::<f64>();
    let mean = weights.iter().sum::<f64>() / count;
    let square = weights.iter().map(|w| w * w).sum::<f64>() / count / (mean * mean);
    (mean * square, count / square)
}

/// `P(sum > x)` by the first two moments.
pub fn upper_satterthwaite(x: f64, weights: &[f64]) -> f64 {
    let (scale, df) = satterthwaite(weights);
    chi_squared::upper(x / scale, df)
}

/// `P(sum > x)` by the saddle-point approximation, relative error about one in a thousand everywhere; where the
/// saddle is too near the mean to be told from it, by the first two moments, as R does.
pub fn upper_saddlepoint(x: f64, weights: &[f64]) -> f64 {
    saddlepoint(x, weights).unwrap_or_else(|| upper_satterthwaite(x, weights))
}

fn saddlepoint(x: f64, weights: &[f64]) -> Option<f64> {
    let largest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let negative = weights.iter().any(|w| *w < 0.0);
    if !(largest > 0.0 && largest.is_finite() && x.is_finite() && (x > 0.0 || negative)) {
        return None;
    }
    let lambda: Vec<f64> = weights.iter().map(|w| w / largest).collect();
    let x = x / largest;
    let count = lambda.iter().map(|_| 1.0).sum::<f64>();
    let mean: f64 = lambda.iter().sum();
    let slope = |zeta: f64| lambda.iter().map(|l| l / (1.0 - 2.0 * zeta * l)).sum::<f64>();
    let most_negative = lambda.iter().copied().fold(0.0, f64::min);
    let mut low = if most_negative < 0.0 {
        0.5 / most_negative * 0.999_999_999
    } else if x > mean {
        -0.01
    } else {
        -count / (2.0 * x)
    };
    let mut high = 0.5 * 0.999_999_999_999;
    // The slope of the cumulant function rises over the whole interval: halving finds where it is x.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if slope(middle) < x {
            low = middle;
        } else {
            high = middle;
        }
    }
    let zeta = f64::midpoint(low, high);
    if zeta.abs() < 1e-4 {
        return None;
    }
    let cumulant = -0.5 * lambda.iter().map(|l| libm::log1p(-2.0 * zeta * l)).sum::<f64>();
    let curvature = 2.0 * lambda.iter().map(|l| (l / (1.0 - 2.0 * zeta * l)).powi(2)).sum::<f64>();
    let w = libm::sqrt(2.0 * (zeta * x - cumulant)).copysign(zeta);
    let v = zeta * libm::sqrt(curvature);
    Some(normal::upper(w + libm::log(v / w) / w))
}

/// `P(sum / V > x)`, where V is an independent chi-squared variable over its degrees of freedom, by the saddle-point
/// approximation to `P(sum - x V > 0)`; where that fails, by the first two moments (R `survey::pFsum`, which takes the
/// whole part of the degrees of freedom, as this does).
pub fn upper_ratio_saddlepoint(x: f64, weights: &[f64], df: f64) -> f64 {
    if df == f64::INFINITY {
        return upper_saddlepoint(x, weights);
    }
    let (scale, numerator) = satterthwaite(weights);
    let moments = fisher::upper(x / numerator / scale, numerator, df);
    if !(1.0..=MOST).contains(&df) {
        return moments;
    }
    // 39 that came out as 38.999999999999993 is 39.
    let copies = libm::floor(df + 1e-7) as usize;
    let all: Vec<f64> = weights.iter().copied().chain(std::iter::repeat_n(-x / df, copies)).collect();
    saddlepoint(0.0, &all).unwrap_or(moments)
}
