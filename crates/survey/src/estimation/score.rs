//! The interval of a quantile by its score test (Francisco and Fuller 1991; R `survey`, `svyquantile`,
//! `interval.type = "score"`).

use super::linear::Means;
use super::rule::Rule;
use crate::column::Domain;
use crate::design::Design;
use crate::refusal::{Reason, Refusal};

/// The shares of the sample at or below the values where the test statistic is `t` and `-t`.
pub(super) fn ends(design: &Design, domain: &Domain, values: &[f64], p: f64, t: f64) -> Result<(f64, f64), Refusal> {
    if design.replicates().is_some() {
        return Err(Refusal::new(
            Reason::NotDefined,
            "the score interval of a quantile is not defined for replicate designs",
            "Take the interval `mean`, `beta`, `xlogit`, `asin` or `quantile`.",
        ));
    }
    let here: Vec<f64> = if design.keeps_outside() {
        values.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect()
    } else {
        values.iter().enumerate().filter(|(row, _)| domain.holds(*row)).map(|(_, value)| *value).collect()
    };
    let ones = vec![1.0; here.len()];
    let quartile = |p: f64| Rule::Hf7.quantile(&here, &ones, p);
    let margin = (quartile(0.75) - quartile(0.25)) / 100.0;
    let low = here.iter().copied().fold(f64::INFINITY, f64::min) + margin;
    let high = here.iter().copied().fold(f64::NEG_INFINITY, f64::max) - margin;
    let tolerance = 1.0 / (100.0 * libm::sqrt(here.len() as f64));
    let test = |theta: f64, limit: f64| -> Result<f64, Refusal> {
        let above = values.iter().map(|value| f64::from(u8::from(*value > theta)) - (1.0 - p)).collect();
        let mean = design.estimate(&Means { columns: vec![above] }, domain)?;
        Ok((mean.values[0] / mean.standard_error(0) - limit).clamp(-f64::MAX, f64::MAX))
    };
    let share = |end: f64| here.iter().filter(|value| **value <= end).count() as f64 / here.len() as f64;
    let lower = root(&|theta| test(theta, t), low, high, tolerance)?;
    let upper = root(&|theta| test(theta, -t), low, high, tolerance)?;
    Ok((share(lower), share(upper)))
}

/// A root between two places of different sign (Brent 1973, chapter 4). The test statistic is a step function: which step
/// is found follows from these very steps, so that they are those of R's `uniroot`.
fn root(f: &dyn Fn(f64) -> Result<f64, Refusal>, low: f64, high: f64, tolerance: f64) -> Result<f64, Refusal> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a)?, f(b)?);
    if (fa * fb).is_nan() || fa * fb > 0.0 {
        return Err(Refusal::new(
            Reason::NotDefined,
            "the score test of a quantile does not turn within the values",
            "Take the interval `mean` or `beta`, or a larger domain.",
        ));
    }
    let (mut c, mut fc) = (a, fa);
    if fa == 0.0 {
        return Ok(a);
    }
    for _ in 0..1000 {
        let previous = b - a;
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let close = 2.0 * f64::EPSILON * b.abs() + tolerance / 2.0;
        let mut step = (c - b) / 2.0;
        if step.abs() <= close || fb == 0.0 {
            break;
        }
        if previous.abs() >= close && fa.abs() > fb.abs() {
            let across = c - b;
            let (mut p, mut q) = if a == c {
                let ratio = fb / fa;
                (across * ratio, 1.0 - ratio)
            } else {
                let (u, v, w) = (fa / fc, fb / fc, fb / fa);
                (w * (across * u * (u - v) - (b - a) * (v - 1.0)), (u - 1.0) * (v - 1.0) * (w - 1.0))
            };
            if p > 0.0 {
                q = -q;
            } else {
                p = -p;
            }
            if p < 0.75 * across * q - (close * q).abs() / 2.0 && p < (previous * q / 2.0).abs() {
                step = p / q;
            }
        }
        if step.abs() < close {
            step = close.copysign(step);
        }
        (a, fa) = (b, fb);
        b += step;
        fb = f(b)?;
        if (fb > 0.0) == (fc > 0.0) && fb != 0.0 && fc != 0.0 {
            (c, fc) = (a, fa);
        }
    }
    Ok(b)
}
