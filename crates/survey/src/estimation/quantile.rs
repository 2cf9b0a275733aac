//! Quantiles with intervals by inverting those of the distribution function (Woodruff 1952; R `survey`, `svyquantile`).

use super::linear::Means;
use super::rule::Rule;
use super::score;
use crate::column::Domain;
use crate::comparison::Answers;
use crate::design::Design;
use crate::interval::check_level;
use crate::numerics::{beta, student};
use crate::refusal::{Reason, Refusal};
use crate::rules::Rules;

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
    /// By whose rules. Those of R centre the interval of the distribution function on its value at the quantile, which
    /// among few different values lies well above `p`; the right ones on `p` itself.
    pub rules: Rules,
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
    /// The lower end; `NaN` where there is none: the interval of the distribution function begins below 0, or, by the right
    /// rules, answers are so few that all of them may well lie above.
    pub low: f64,
    /// The upper end; `NaN` where there is none.
    pub high: f64,
    /// The width of the interval over twice its t quantile; `NaN` where an end is missing.
    pub standard_error: f64,
}

/// A quantile in a domain from which missing rows were left out.
///
/// # Errors
/// A share, level or degrees of freedom outside their range, values of another number than the rows; those of the variance;
/// an interval over replicates for a design without them.
pub fn quantile(design: &Design, domain: &Domain, request: &Request<'_>) -> Result<Quantile, Refusal> {
    let Request { values, p, rule, interval, level, df: given, rules } = *request;
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
    } else if rules == Rules::Right {
        let share = Centred::of(design, domain, values, (p, estimate))?;
        match interval {
            Interval::Score => share.tested(design, domain, values, t)?,
            _ => share.inverted(request, &weights, t, 1.0 - level),
        }
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

/// The distribution function where it is `p`, with its error there.
struct Centred {
    p: f64,
    /// The variance of a share of p.
    variance: f64,
    answers: Answers,
}

impl Centred {
    /// The error at the quantile, taken to a share of p: the distribution function may jump from far below p to far above.
    /// Where everybody lies at or below the quantile it has none, and independent answers have to do.
    fn of(design: &Design, domain: &Domain, values: &[f64], (p, at): (f64, f64)) -> Result<Self, Refusal> {
        let answers = Answers::of(design, domain);
        let below = values.iter().map(|value| f64::from(u8::from(*value <= at))).collect();
        let below = design.estimate(&Means { columns: vec![below] }, domain)?;
        let (share, variance) = (below.values[0], below.covariance[(0, 0)]);
        let own = variance / (share * (1.0 - share));
        let count = answers.count as f64;
        let alone = answers.apart * count / (count - 1.0).max(1.0);
        let factor = if own > 1e-20 && own.is_finite() { own } else { alone };
        Ok(Self { p, variance: p * (1.0 - p) * factor, answers })
    }

    /// Whether a bound on this side is known: all answers on the other side would be a surprise.
    fn known(&self, beyond: f64, alpha: f64) -> bool {
        self.answers.apart == 0.0 || self.answers.size_at_end(0.0) * libm::log(beyond) <= libm::log(alpha / 2.0)
    }

    /// Woodruff's (1952): the values where the distribution function is at the ends of the interval of p.
    fn inverted(&self, request: &Request<'_>, weights: &[f64], t: f64, alpha: f64) -> (f64, f64) {
        let Self { p, variance, answers } = self;
        let (low, high) = match request.interval {
            Interval::Beta => korn_graubard(*p, *variance, alpha, answers.count as f64, answers.df),
            _ if *variance == 0.0 => (*p, *p),
            interval => transformed(interval, *p, libm::sqrt(*variance), t),
        };
        let invert = |end: f64, known: bool| {
            if known && (0.0..=1.0).contains(&end) {
                request.rule.quantile(request.values, weights, end)
            } else {
                f64::NAN
            }
        };
        (invert(low, self.known(1.0 - p, alpha)), invert(high, self.known(*p, alpha)))
    }

    /// Francisco and Fuller's (1991): the values at which the distribution function is not away from p, by its error there.
    /// An upper end is a value at or below which the quantile surely lies, a lower one the first that is not surely below.
    fn tested(&self, design: &Design, domain: &Domain, values: &[f64], t: f64) -> Result<(f64, f64), Refusal> {
        let mut steps: Vec<f64> = (0..values.len())
            .filter(|row| domain.holds(*row) && design.weights().get(*row).is_some_and(|weight| *weight != 0.0))
            .filter_map(|row| values.get(row).copied())
            .collect();
        steps.sort_by(f64::total_cmp);
        steps.dedup();
        let away = |at: f64, sign: f64| -> Result<bool, Refusal> {
            let below = values.iter().map(|value| f64::from(u8::from(*value <= at))).collect();
            let found = design.estimate(&Means { columns: vec![below] }, domain)?;
            let (share, own) = (found.values[0], found.covariance[(0, 0)]);
            let inside = share > 1e-12 && share < 1.0 - 1e-12;
            let error = libm::sqrt(if inside { own } else { self.variance });
            Ok(share + sign * t * error >= self.p - 1e-12)
        };
        // The first value for which it holds; the distribution function only rises.
        let first = |sign: f64| -> Result<Option<f64>, Refusal> {
            let (mut from, mut to) = (0, steps.len());
            while from < to {
                let middle = usize::midpoint(from, to);
                if away(steps[middle], sign)? { to = middle } else { from = middle + 1 }
            }
            Ok(steps.get(from).copied())
        };
        let none_below = t * libm::sqrt(self.variance) >= self.p;
        let low = if none_below && self.answers.apart > 0.0 { None } else { first(1.0)? };
        Ok((low.unwrap_or(f64::NAN), first(-1.0)?.unwrap_or(f64::NAN)))
    }
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
