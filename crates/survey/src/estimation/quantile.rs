//! Quantiles with intervals by inverting those of the distribution function (Woodruff 1952; R `survey`, `svyquantile`).

use super::linear::Means;
use super::rule::Rule;
use super::score;
use crate::column::Domain;
use crate::design::Design;
use crate::interval::check_level;
use crate::numerics::{beta, student};
use crate::refusal::{Reason, Refusal};

/// How the interval comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interval {
    /// From the Wald interval of the distribution function.
    #[default]
    Mean,
    /// From its Korn-Graubard interval.
    Beta,
    /// From its logit interval.
    Xlogit,
    /// From its arcsine interval.
    Asin,
    /// Where the score test of the distribution function turns (Francisco and Fuller 1991); not for replicate designs.
    Score,
    /// From the spread of the quantile over replicates; replicate designs only.
    Quantile,
}

impl Interval {
    /// The interval by the name that R `survey` has for it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "mean" => Self::Mean,
            "beta" => Self::Beta,
            "xlogit" => Self::Xlogit,
            "asin" => Self::Asin,
            "score" => Self::Score,
            "quantile" => Self::Quantile,
            _ => return None,
        })
    }
}

/// What quantile of what.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// One value a row; those inside the domain must not be missing.
    pub values: &'a [f64],
    /// Between 0 and 1.
    pub p: f64,
    /// The rule.
    pub rule: Rule,
    /// The interval.
    pub interval: Interval,
    /// The level of the interval, say 0.95.
    pub level: f64,
    /// Degrees of freedom to use instead of the design's, infinite for the normal distribution. [`Interval::Beta`] does
    /// not take them: its effective sample size is tied to the design's.
    pub df: Option<f64>,
}

impl Request<'_> {
    fn check(&self, design: &Design, domain: &Domain) -> Result<(), Refusal> {
        domain.fits(design.rows())?;
        check_level(self.level)?;
        if !(0.0..=1.0).contains(&self.p) {
            let message = format!("the quantile is asked at {}", self.p);
            return Err(Refusal::new(Reason::Value, message, "Give a share between 0 and 1, such as 0.5."));
        }
        if let Some(df) = self.df.filter(|df| df.is_nan() || *df <= 0.0) {
            let message = format!("{df} degrees of freedom have no interval");
            return Err(Refusal::new(Reason::Value, message, "Give a number above 0, or infinity."));
        }
        if self.values.len() != design.rows() {
            let message = format!("{} values for {} rows", self.values.len(), design.rows());
            return Err(Refusal::new(Reason::Shape, message, "Give one value for every row."));
        }
        Ok(())
    }
}

/// A quantile with its interval, in the unit of the variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// The quantile.
    pub estimate: f64,
    /// The lower end; `NaN` where the interval of the distribution function begins below 0.
    pub low: f64,
    /// The upper end; `NaN` where it ends above 1.
    pub high: f64,
    /// The width of the interval over twice its t quantile.
    pub standard_error: f64,
}

/// A quantile in a domain from which missing rows were left out.
///
/// # Errors
/// A share, level or degrees of freedom outside their range, values of another number than the rows; those of the variance;
/// an interval over replicates for a design without them.
pub fn quantile(design: &Design, domain: &Domain, request: &Request<'_>) -> Result<Quantile, Refusal> {
    let Request { values, p, rule, interval, level, df: given } = *request;
    request.check(design, domain)?;
    let weights = design.weights_in(domain);
    let estimate = rule.quantile(values, &weights, p);
    if estimate.is_nan() {
        return Ok(Quantile { estimate, low: f64::NAN, high: f64::NAN, standard_error: f64::NAN });
    }
    // R takes a quantile of the rows that answered, of which degrees of freedom are always counted anew.
    let df = design.replicates().map_or_else(|| design.degrees_of_freedom(domain), |of| of.counted_anew(domain));
    let t = student::quantile(1.0 - (1.0 - level) / 2.0, given.unwrap_or(df));
    let (low, high) = if interval == Interval::Quantile {
        let spread = over_replicates(design, domain, request, estimate)?;
        (estimate - spread * t, estimate + spread * t)
    } else if interval == Interval::Score {
        let ends = score::ends(design, domain, values, p, t)?;
        (rule.quantile(values, &weights, ends.0), rule.quantile(values, &weights, ends.1))
    } else {
        let below = values.iter().map(|value| f64::from(u8::from(*value <= estimate))).collect();
        let below = design.estimate(&Means { columns: vec![below] }, domain)?;
        let (share, variance) = (below.values[0], below.covariance[(0, 0)]);
        let (low, high) = match interval {
            Interval::Beta => {
                let rows = design.rows_in(domain) as f64;
                korn_graubard(share, variance, 1.0 - level, rows, df)
            }
            _ => transformed(interval, share, libm::sqrt(variance), t),
        };
        let invert = |p: f64| if (0.0..=1.0).contains(&p) { rule.quantile(values, &weights, p) } else { f64::NAN };
        (invert(low), invert(high))
    };
    Ok(Quantile { estimate, low, high, standard_error: (high - low) / (2.0 * t) })
}

/// An interval of a share, by way of a scale on which it is symmetric.
fn transformed(interval: Interval, share: f64, error: f64, t: f64) -> (f64, f64) {
    let both =
        |centre: f64, error: f64, back: &dyn Fn(f64) -> f64| (back(centre - t * error), back(centre + t * error));
    let rest = share * (1.0 - share);
    match interval {
        Interval::Xlogit => both(libm::log(share / (1.0 - share)), error / rest, &|x| 1.0 / (1.0 + libm::exp(-x))),
        Interval::Asin => both(libm::asin(libm::sqrt(share)), error / (2.0 * libm::sqrt(rest)), &|x| {
            let sine = libm::sin(x);
            sine * sine
        }),
        _ => both(share, error, &|x| x),
    }
}

/// Korn and Graubard (1998), with the sample size that the variance is worth.
fn korn_graubard(share: f64, variance: f64, alpha: f64, rows: f64, df: f64) -> (f64, f64) {
    let ratio = student::quantile(alpha / 2.0, rows - 1.0) / student::quantile(alpha / 2.0, df);
    let n = share * (1.0 - share) / variance * ratio * ratio;
    (
        beta::quantile(alpha / 2.0, n * share, n * (1.0 - share) + 1.0),
        beta::quantile(1.0 - alpha / 2.0, n * share + 1.0, n * (1.0 - share)),
    )
}

/// The standard error of the quantile itself over replicates.
fn over_replicates(design: &Design, domain: &Domain, request: &Request<'_>, estimate: f64) -> Result<f64, Refusal> {
    let Some(replicates) = design.replicates() else {
        return Err(Refusal::new(
            Reason::NotDefined,
            "this interval of a quantile needs replicate weights",
            "Take the interval `mean`, or make replicates first.",
        ));
    };
    let inside = |row: usize, weight: f64| if domain.holds(row) { weight } else { 0.0 };
    let thetas: Vec<Vec<f64>> = (0..replicates.weights().ncols())
        .map(|at| {
            let weights: Vec<f64> =
                replicates.weights().column(at).iter().enumerate().map(|(row, w)| inside(row, *w)).collect();
            vec![request.rule.quantile(request.values, &weights, request.p)]
        })
        .collect();
    Ok(libm::sqrt(replicates.spread(&thetas, &[estimate])?[(0, 0)]))
}
