//! Intervals of a proportion that stay between 0 and 1 and keep their level near the ends.

use std::f64::consts::FRAC_PI_2;

use super::likelihood::{self, Fit, expit};
use super::{Interval, check_level, confint, critical};
use crate::comparison::effective_size;
use crate::numerics::beta;
use crate::refusal::{Reason, Refusal};
use crate::rules::Rules;

/// How the interval of a proportion is made. The names are R's (`svyciprop(method =)`).
///
/// Where nothing is said it is [`Method::Beta`]: of these the one that covers in small samples too, as often as it says or
/// more, whatever the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Method {
    /// p -+ t se: may leave \[0, 1\].
    Mean,
    /// On the log-odds, with their standard error from a quasi-binomial model.
    Logit,
    /// On the log-odds, with their standard error from that of p by the delta method.
    XLogit,
    /// On the angle asin(sqrt(p)).
    Asin,
    /// Korn and Graubard (1998): Clopper-Pearson at the effective sample size.
    #[default]
    Beta,
    /// The profile of the quasi-likelihood, scaled by the design.
    Likelihood,
    /// Wilson (1927) at the effective sample size, on Student's t.
    Wilson,
}

impl Method {
    /// Every method with R's name for it.
    pub const NAMED: [(&'static str, Self); 7] = [
        ("mean", Self::Mean),
        ("logit", Self::Logit),
        ("xlogit", Self::XLogit),
        ("asin", Self::Asin),
        ("beta", Self::Beta),
        ("likelihood", Self::Likelihood),
        ("wilson", Self::Wilson),
    ];

    /// The method of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|named| named.0 == name).map(|named| named.1)
    }
}

/// An estimated proportion with what its intervals need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// The estimate, 0 to 1.
    pub estimate: f64,
    /// Its standard error under the design.
    pub se: f64,
    /// The rows of the design that answered in the domain; with those outside, where they stay in its variance.
    pub rows: usize,
    /// The degrees of freedom of the design among who answered: PSUs less strata, or of the replicates.
    pub design_df: f64,
    /// How many independent answers it is worth at 0 and 1, where its standard error does not say
    /// ([`crate::comparison::Answers::share`]). Infinite in a census.
    pub worth: f64,
    /// What one more of a finite population adds to a share of it ([`crate::comparison::Answers::unit`]); 0 without one.
    pub unit: f64,
    /// By whose rules. R's have no interval at 0 and 1, or a point.
    pub rules: Rules,
    /// Other degrees of freedom to use instead, infinite for the normal distribution. [`Method::Beta`] does not take
    /// them: its effective sample size is tied to the design's.
    pub df: Option<f64>,
    /// The standard error of the log-odds, where it is not se / (p (1 - p)): under replicates, where it is that of the
    /// replicates' own log-odds.
    pub log_odds_se: Option<f64>,
    /// The model behind [`Method::Likelihood`]; without it, that of so many rows of equal weight.
    pub fit: Option<Fit>,
    /// What divides the deviance in [`Method::Likelihood`]; without it, the variance of the model's Pearson residuals in
    /// a linearised design: rows / (rows - 1). 1 under replicates.
    pub dispersion: Option<f64>,
}

/// Rounding may leave a share of weights this far outside 0 and 1.
const ROUNDING: f64 = 1e-9;

impl Proportion {
    /// From an estimate, its standard error, the rows it was made of and the degrees of freedom of its design. By the rules
    /// that are right; at 0 and 1 it is worth its rows.
    pub const fn new(estimate: f64, se: f64, rows: usize, design_df: f64) -> Self {
        Self {
            estimate,
            se,
            rows,
            design_df,
            worth: rows as f64,
            unit: 0.0,
            rules: Rules::Right,
            df: None,
            log_odds_se: None,
            fit: None,
            dispersion: None,
        }
    }

    /// The interval at a level, 0.95 for 95%.
    ///
    /// At 0 and at 1 the standard error is 0 and says nothing. By [`Rules::Right`] every method then answers
    /// [`clopper_pearson`] at what the answers are worth: 0 of 40 is at most 8.8%. By [`Rules::R`], [`Method::Mean`] and
    /// [`Method::Logit`] answer the point, all others no interval (`NaN`). In a census all answer the point.
    ///
    /// Of a finite population that was nearly counted a share can take few values, which lie further apart than its standard
    /// error is wide. By [`Rules::Right`], [`Method::Beta`] and the bounds at 0 and 1 reach half a unit of it further.
    ///
    /// # Errors
    /// [`Reason::Value`] for a level outside (0, 1) or an estimate outside \[0, 1\].
    pub fn interval(&self, method: Method, level: f64) -> Result<Interval, Refusal> {
        check_level(level)?;
        let p = self.estimate;
        if !p.is_nan() && !(-ROUNDING..=1.0 + ROUNDING).contains(&p) {
            return Err(Refusal::new(
                Reason::Value,
                format!("a proportion of {p} is not between 0 and 1"),
                "estimate it from a variable that is 0 or 1",
            ));
        }
        if p.is_nan() || self.se.is_nan() || self.se < 0.0 {
            return Ok(Interval::NONE);
        }
        let at_end = p <= 0.0 || p >= 1.0;
        let certain = self.se == 0.0;
        if self.rules == Rules::Right && at_end {
            return Ok(match self.worth {
                f64::INFINITY => Interval { low: p, high: p },
                worth => self.half_a_unit_wider(clopper_pearson(p.clamp(0.0, 1.0), worth, level)),
            });
        }
        Ok(match method {
            Method::Mean => confint(p, self.se, self.used_df(), level),
            Method::Logit if at_end => Interval { low: p, high: p },
            _ if at_end => Interval::NONE,
            _ if certain => Interval { low: p, high: p },
            Method::Logit => self.on_log_odds(self.log_odds_se(), level),
            Method::XLogit => self.on_log_odds(self.se / (p * (1.0 - p)), level),
            Method::Asin => self.on_angle(level),
            Method::Beta => self.on_beta(level),
            Method::Likelihood => self.on_likelihood(level),
            Method::Wilson => self.wilson(level),
        })
    }

    /// p (1 - p) / se^2: the size of the simple random sample that would be as precise. Infinite in a census, `NaN` at
    /// 0 and 1.
    pub fn effective_size(&self) -> f64 {
        effective_size(self.estimate, self.se)
    }

    fn used_df(&self) -> f64 {
        self.df.unwrap_or(self.design_df)
    }

    fn log_odds_se(&self) -> f64 {
        self.log_odds_se.unwrap_or_else(|| self.se / (self.estimate * (1.0 - self.estimate)))
    }

    /// Source: `svyciprop(method = "logit")` and `"xlogit"`; the latter is also SUDAAN's.
    fn on_log_odds(&self, se: f64, level: f64) -> Interval {
        confint(libm::log(self.estimate / (1.0 - self.estimate)), se, self.used_df(), level).map(expit)
    }

    /// Source: `svyciprop(method = "asin")`. The angle's standard error is se / (2 sqrt(p (1 - p))). An end that leaves
    /// the angles between 0 and a right one stops there; R folds it back to the inside.
    fn on_angle(&self, level: f64) -> Interval {
        let p = self.estimate;
        let se = self.se / (2.0 * libm::sqrt(p * (1.0 - p)));
        let back = |angle: f64| libm::pow(libm::sin(angle.clamp(0.0, FRAC_PI_2)), 2.0);
        confint(libm::asin(libm::sqrt(p)), se, self.used_df(), level).map(back)
    }

    /// Source: Korn and Graubard (1998), *Survey Methodology* 24, 193-201; `svyciprop(method = "beta")`. The effective
    /// size shrinks by (t(rows - 1) / t(df))^2 for the degrees of freedom that the design lost.
    fn on_beta(&self, level: f64) -> Interval {
        // In a simple sample nothing was lost.
        let loss = if self.rows as f64 - 1.0 == self.design_df && self.rows > 1 {
            1.0
        } else {
            critical(self.rows as f64 - 1.0, level) / critical(self.design_df, level)
        };
        let exact = clopper_pearson(self.estimate, self.effective_size() * loss * loss, level);
        if self.rules == Rules::Right { self.half_a_unit_wider(exact) } else { exact }
    }

    /// The correction for continuity of a finite population, within 0 and 1.
    fn half_a_unit_wider(&self, Interval { low, high }: Interval) -> Interval {
        Interval { low: (low - self.unit / 2.0).max(0.0), high: (high + self.unit / 2.0).min(1.0) }
    }

    /// Source: `svyciprop(method = "wilson")`: Wilson's interval at the effective size, with t(df) for z.
    fn wilson(&self, level: f64) -> Interval {
        let (p, n) = (self.estimate, self.effective_size());
        let t = critical(self.used_df(), level);
        let shrink = 1.0 + t * t / n;
        let middle = (p + t * t / (2.0 * n)) / shrink;
        let reach = t / shrink * libm::sqrt(p * (1.0 - p) / n + t * t / (4.0 * n * n));
        Interval { low: middle - reach, high: middle + reach }
    }

    fn on_likelihood(&self, level: f64) -> Interval {
        let fit = self.fit.unwrap_or_else(|| Fit::assumed(self.estimate, self.rows));
        let rows = fit.rows as f64;
        let dispersion = self.dispersion.unwrap_or(rows / (rows - 1.0));
        likelihood::interval(&fit, self.log_odds_se(), dispersion, self.used_df(), level)
    }
}

/// The interval of Clopper and Pearson (1934), *Biometrika* 26: for a proportion of `size` independent answers, where
/// `size` need not be whole. It holds its level at 0 and 1 too.
pub fn clopper_pearson(estimate: f64, size: f64, level: f64) -> Interval {
    let (yes, no) = (size * estimate, size * (1.0 - estimate));
    let tail = (1.0 - level) / 2.0;
    Interval { low: beta::quantile(tail, yes, no + 1.0), high: beta::quantile(1.0 - tail, yes + 1.0, no) }
}

#[cfg(test)]
#[path = "proportion_tests.rs"]
mod tests;
