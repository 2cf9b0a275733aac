//! The interval of a proportion on the profile of its quasi-likelihood, scaled by the design.
//!
//! Source: R `survey`, `svyciprop(method = "likelihood")`: a quasi-binomial model with an intercept only, whose
//! deviance is compared with the (Rao-Scott) quantile lambda x t(df)^2, where lambda is the variance of the log-odds
//! under the design over that under the model. Rao and Scott (1984), *Annals of Statistics* 12; the profile is that of
//! Venables and Ripley (2002), *Modern Applied Statistics with S*, 7.2: deviances at a few log-odds, a spline through
//! their roots, and the ends read off it. The spline moves an end in its fifth decimal or so against solving exactly;
//! it is kept so that both programs print the same interval.

use super::spline::Spline;
use super::{Interval, critical};
use crate::numerics::{normal, student};
use crate::refusal::{Place, Reason, Refusal};

/// A quasi-binomial model with an intercept only, as iteratively reweighted least squares leaves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The rows with an answer and a weight: the dispersion is theirs.
    pub rows: usize,
    /// The rows with an answer, weight or not: the model's degrees of freedom are one less.
    pub answered: usize,
    /// The sum of their weights, after scaling all weights to mean 1.
    pub total: f64,
    /// The weighted proportion of ones.
    pub proportion: f64,
    /// mu (1 - mu) at the last but one step: what the model's own covariance is made of.
    pub working_variance: f64,
}

/// R's `glm.control`: relative change of the deviance, and steps.
const EPSILON: f64 = 1e-8;
const STEPS: usize = 25;

impl Fit {
    /// Fits it. `values` are 0 or 1, `NaN` where nothing was answered; `weights` are not negative, one a value. Pass the
    /// rows of the domain, and in a design that keeps the others in its variance those too, with weight 0: weights are
    /// scaled to mean 1 over all that are passed, and R counts the same rows.
    ///
    /// # Errors
    /// [`Reason::Shape`] for different lengths or no answered row, [`Reason::Value`] for a value other than 0 and 1 or
    /// a negative, missing or infinite weight.
    pub fn of(values: &[f64], weights: &[f64]) -> Result<Self, Refusal> {
        let rows = checked(values, weights)?;
        let scale = weights.iter().sum::<f64>() / weights.len() as f64;
        let rows: Vec<(f64, f64)> = rows.into_iter().map(|(value, weight)| (value, weight / scale)).collect();
        let total: f64 = rows.iter().map(|row| row.1).sum();
        if !(total > 0.0 && total.is_finite()) {
            return Err(Refusal::new(
                Reason::Shape,
                "no row has both an answer and a weight",
                "report that nobody answered; there is no proportion to estimate",
            ));
        }
        let proportion = rows.iter().map(|(value, weight)| value * weight).sum::<f64>() / total;
        let working_variance = reweighted(&rows, total, proportion);
        let answered = values.iter().filter(|value| !value.is_nan()).count();
        Ok(Self { rows: rows.len(), answered, total, proportion, working_variance })
    }

    /// The model as it would be for so many rows of equal weight: for when the rows are not at hand. Its interval
    /// differs in the eighth decimal or so from that of [`Fit::of`].
    pub fn assumed(proportion: f64, rows: usize) -> Self {
        Self { rows, answered: rows, total: rows as f64, proportion, working_variance: proportion * (1.0 - proportion) }
    }

    /// The deviance at a proportion, less that at the estimate.
    fn deviance(&self, at: f64, not_at: f64) -> f64 {
        let term = |weight: f64, to: f64| if weight > 0.0 { weight * libm::log(weight / to) } else { 0.0 };
        2.0 * self.total * (term(self.proportion, at) + term(1.0 - self.proportion, not_at))
    }
}

/// The rows that take part: answered and with a weight.
fn checked(values: &[f64], weights: &[f64]) -> Result<Vec<(f64, f64)>, Refusal> {
    if values.len() != weights.len() {
        return Err(Refusal::new(
            Reason::Shape,
            format!("{} values have {} weights", values.len(), weights.len()),
            "give one weight for every row",
        ));
    }
    let mut rows = Vec::with_capacity(values.len());
    for (at, (value, weight)) in values.iter().zip(weights).enumerate() {
        let wrong = |what: String, remedy: &str| {
            Err(Refusal::new(Reason::Value, what, remedy).about("proportion").at(Place::Row(at + 1)))
        };
        if !(weight.is_finite() && *weight >= 0.0) {
            return wrong(format!("the weight is {weight}"), "give every row a weight of 0 or more");
        }
        if !(value.is_nan() || *value == 0.0 || *value == 1.0) {
            return wrong(format!("the value is {value}, not 0 or 1"), "code the category as 1 and all others as 0");
        }
        if !value.is_nan() && *weight > 0.0 {
            rows.push((*value, *weight));
        }
    }
    Ok(rows)
}

/// Iterates as R's `glm.fit` does and answers the working variance of the step that was found to be the last. The
/// covariance of that model is not taken at its final estimate but one step before it, which shows in the interval.
fn reweighted(rows: &[(f64, f64)], total: f64, proportion: f64) -> f64 {
    let mut deviance = 0.0;
    let (mut numerator, mut denominator) = (0.0, 0.0);
    for (value, weight) in rows {
        let mean = (weight * value + 0.5) / (weight + 1.0);
        let (odds, variance) = (libm::log(mean / (1.0 - mean)), mean * (1.0 - mean));
        numerator += weight * variance * (odds + (value - mean) / variance);
        denominator += weight * variance;
        deviance -= 2.0 * weight * libm::log(if *value == 1.0 { mean } else { 1.0 - mean });
    }
    let mut log_odds = numerator / denominator;
    let mut working = denominator / total;
    let entropy = |share: f64, mean: f64| if share > 0.0 { -2.0 * total * share * libm::log(mean) } else { 0.0 };
    for _ in 0..STEPS {
        let mean = expit(log_odds);
        let now = entropy(proportion, mean) + entropy(1.0 - proportion, expit(-log_odds));
        if libm::fabs(now - deviance) / (libm::fabs(now) + 0.1) < EPSILON {
            break;
        }
        deviance = now;
        working = mean * expit(-log_odds);
        log_odds += (proportion - mean) / working;
    }
    working
}

/// e^x / (1 + e^x), without overflow.
pub(super) fn expit(x: f64) -> f64 {
    if x >= 0.0 {
        return 1.0 / (1.0 + libm::exp(-x));
    }
    let e = libm::exp(x);
    e / (1.0 + e)
}

/// The profile stops after so many steps to either side.
const MOST_STEPS: u32 = 10;

/// The interval; `se` is the standard error of the log-odds under the design. `NaN` where it does not exist: at 0 and
/// 1, where the design's variance says nothing. `dispersion` divides deviances.
pub(super) fn interval(fit: &Fit, se: f64, dispersion: f64, df: f64, level: f64) -> Interval {
    let (p, q) = (fit.proportion, 1.0 - fit.proportion);
    let start = libm::log(p / q);
    if !(p > 0.0 && q > 0.0 && se.is_finite() && se >= 0.0 && dispersion > 0.0) {
        return Interval::NONE;
    }
    if se == 0.0 {
        return Interval { low: p, high: p };
    }
    let lambda = se * se * fit.total * fit.working_variance;
    let cut = critical(df, level) * libm::sqrt(lambda);
    // How far the profile goes: half the tail beyond the cut, on the F distribution with 1 and rows - 1.
    let reach = -student::quantile(normal::upper(cut) / 4.0, fit.answered as f64 - 1.0);
    let root = |log_odds: f64| {
        let deviance = fit.deviance(expit(log_odds), expit(-log_odds)) / dispersion;
        libm::sqrt(deviance.max(0.0)).copysign(log_odds - start)
    };
    let exact = |side: f64| expit(solved(&root, start, side * se, side * cut));
    if !(cut.is_finite() && cut > 0.0) {
        return Interval::NONE;
    }
    let profile = profiled(&root, start, reach, se);
    let sampled = Spline::through(&profile).map(|spline| spline.sampled(3 * profile.len())).unwrap_or_default();
    let read = |target: f64| crossing(&sampled, target).map(expit);
    Interval { low: read(-cut).unwrap_or_else(|| exact(-1.0)), high: read(cut).unwrap_or_else(|| exact(1.0)) }
}

/// The signed roots of the deviance at the estimate and at steps of a fifth of the reach to either side of it, until
/// they pass the reach: (log-odds, root), increasing.
fn profiled(root: &impl Fn(f64) -> f64, start: f64, reach: f64, se: f64) -> Vec<(f64, f64)> {
    let side = |sign: f64| {
        let mut passed = false;
        let steps = (1..MOST_STEPS).map(move |step| start + sign * f64::from(step) * reach / 5.0 * se);
        let points = steps.map(|log_odds| (log_odds, root(log_odds)));
        points.take_while(move |point| !std::mem::replace(&mut passed, point.1.abs() >= reach)).collect::<Vec<_>>()
    };
    let mut points = side(-1.0);
    points.reverse();
    points.push((start, 0.0));
    points.extend(side(1.0));
    points
}

/// Where straight lines between the sampled points first reach a value.
fn crossing(sampled: &[(f64, f64)], target: f64) -> Option<f64> {
    let (from, to) =
        sampled.iter().zip(sampled.iter().skip(1)).find(|(from, to)| from.1 <= target && target <= to.1)?;
    Some(from.0 + (to.0 - from.0) * (target - from.1) / (to.1 - from.1))
}

/// The log-odds at which the root is `target`, by doubling and halving: for a cut that the profile did not reach.
fn solved(root: &impl Fn(f64) -> f64, start: f64, step: f64, target: f64) -> f64 {
    let beyond = |log_odds: f64| root(log_odds).abs() >= target.abs();
    let mut far = step;
    for _ in 0..60 {
        if beyond(start + far) {
            break;
        }
        far *= 2.0;
    }
    let mut near = 0.0;
    for _ in 0..200 {
        let middle = 0.5 * (near + far);
        if beyond(start + middle) { far = middle } else { near = middle }
    }
    start + far
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fit_stops_one_step_before_its_estimate() {
        // Two rows in three say yes: Newton's steps from R's start, until the deviance stands still.
        let values = [1.0, 1.0, 0.0, f64::NAN];
        let fit = Fit::of(&values, &[1.0, 1.0, 1.0, 1.0]).unwrap();
        assert_eq!((fit.rows, fit.total), (3, 3.0));
        assert!((fit.proportion - 2.0 / 3.0).abs() < 1e-15);
        assert!((fit.working_variance - 2.0 / 9.0).abs() < 1e-4);
    }

    #[test]
    fn rows_without_an_answer_or_a_weight_do_not_take_part() {
        let fit = Fit::of(&[1.0, 0.0, 1.0, f64::NAN], &[2.0, 2.0, 0.0, 5.0]).unwrap();
        assert_eq!((fit.rows, fit.proportion), (2, 0.5));
    }

    #[test]
    fn bad_rows_are_named() {
        let refusal = Fit::of(&[1.0, 2.0], &[1.0, 1.0]).unwrap_err();
        assert_eq!((refusal.reason, refusal.place), (Reason::Value, Some(Place::Row(2))));
        assert_eq!(Fit::of(&[1.0], &[f64::NAN]).unwrap_err().place, Some(Place::Row(1)));
        assert_eq!(Fit::of(&[1.0], &[]).unwrap_err().reason, Reason::Shape);
        assert_eq!(Fit::of(&[], &[]).unwrap_err().reason, Reason::Shape);
        assert_eq!(Fit::of(&[f64::NAN], &[1.0]).unwrap_err().reason, Reason::Shape);
    }

    #[test]
    fn the_profile_reads_close_to_the_exact_root() {
        let fit = Fit::assumed(0.3, 400);
        let se = libm::sqrt(1.0 / (400.0 * 0.21));
        let read = interval(&fit, se, 1.0, f64::INFINITY, 0.95);
        for end in [read.low, read.high] {
            let deviance = fit.deviance(end, 1.0 - end);
            assert!((deviance - 3.841_458_820_694_124).abs() < 2e-3, "{deviance}");
        }
        assert!(interval(&Fit::assumed(0.0, 40), 0.0, 1.0, 36.0, 0.95).low.is_nan());
    }
}
