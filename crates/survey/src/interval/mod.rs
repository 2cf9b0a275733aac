//! Confidence intervals: of any estimate on Student's t, and of a proportion by the methods that behave near 0 and 1.
//!
//! Two laws hold. An interval that does not exist is `NaN` at both ends, never a narrow one: 0 out of 40 has a standard
//! error of 0 and says nothing about its own precision. ([`Method::Mean`] and [`Method::Logit`] answer the point there, as
//! R does: choose another where shares near 0 and 1 are shown.) And the degrees of freedom come from the design.

mod estimated;
mod likelihood;
mod proportion;
mod spline;

pub use likelihood::Fit;
pub use proportion::{Method, Proportion, clopper_pearson};

use crate::numerics::student;
use crate::refusal::{Reason, Refusal};

/// Both ends of a confidence interval, in the unit of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// No interval: both ends `NaN`.
    pub const NONE: Self = Self { low: f64::NAN, high: f64::NAN };

    /// Whether a value lies inside, ends included.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn map(self, through: impl Fn(f64) -> f64) -> Self {
        Self { low: through(self.low), high: through(self.high) }
    }
}

/// How many standard errors an interval of this level reaches to either side: t((1 + level) / 2; df). `df` may be
/// infinite. `NaN` for a level outside (0, 1) and for no degrees of freedom.
pub fn critical(df: f64, level: f64) -> f64 {
    if check_level(level).is_err() {
        return f64::NAN;
    }
    -student::quantile((1.0 - level) / 2.0, df)
}

/// The interval estimate -+ t(df) x se. `NaN` at both ends where one of the four is not a number that allows it.
///
/// Source: R `survey`, `confint.svystat` with `df = degf(design)`.
pub fn confint(estimate: f64, se: f64, df: f64, level: f64) -> Interval {
    let reach = critical(df, level) * se;
    Interval { low: estimate - reach, high: estimate + reach }
}

/// Refuses a confidence level that is not strictly between 0 and 1.
///
/// # Errors
/// [`Reason::Value`].
pub fn check_level(level: f64) -> Result<(), Refusal> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Refusal::new(
        Reason::Value,
        format!("the confidence level is {level}; it must lie between 0 and 1"),
        "give the level as a fraction, such as 0.95",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_gets_its_student_interval() {
        let interval = confint(0.638_936_064_050_578, 0.034_405_917_997_269, 197.0, 0.95);
        assert!((interval.low - 0.571_084_874_530_262).abs() < 1e-12);
        assert!((interval.high - 0.706_787_253_570_895).abs() < 1e-12);
    }

    #[test]
    fn no_standard_error_means_no_interval_and_zero_means_a_point() {
        assert!(confint(1.0, f64::NAN, 10.0, 0.95).low.is_nan());
        assert!(confint(1.0, 0.1, 0.0, 0.95).low.is_nan());
        assert!(confint(1.0, 0.1, 10.0, 1.0).low.is_nan());
        assert_eq!(confint(1.0, 0.0, 10.0, 0.95), Interval { low: 1.0, high: 1.0 });
    }

    #[test]
    fn a_level_is_a_fraction() {
        assert!(check_level(0.9).is_ok());
        for wrong in [0.0, 1.0, 95.0, -0.1, f64::NAN] {
            assert_eq!(check_level(wrong).unwrap_err().reason, Reason::Value);
        }
    }
}

#[cfg(test)]
mod coverage_tests;
