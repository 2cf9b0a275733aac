//! What a calibration keeps small: the distance between weights before and after.

use crate::refusal::{Reason, Refusal};

/// The distance of Deville and Särndal (1992) that a calibration keeps small, as the factor F(u) that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Least squares: `1 + u`, cut off at the bounds.
    Linear,
    /// Exponential tilting: `exp(u)`, cut off at the bounds. With categories only this is raking.
    Raking,
    /// Logit: between its bounds, which it needs, on either side of 1.
    Logit,
}

/// A distance with its bounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Factor {
    pub(super) distance: Distance,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Factor {
    pub(super) fn new(distance: Distance, bounds: Option<(f64, f64)>) -> Result<Self, Refusal> {
        let (low, high) = bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let wide = low < high && (distance != Distance::Logit || (low < 1.0 && high > 1.0));
        if !wide || (distance == Distance::Logit && !(low.is_finite() && high.is_finite())) {
            return Err(Refusal::new(
                Reason::Value,
                format!("the bounds {low} and {high} leave no room"),
                "Give a lower bound below 1 and an upper bound above 1; logit needs both.",
            ));
        }
        Ok(Self { distance, low, high })
    }

    /// Whether the factor is 1 + u everywhere.
    pub(super) fn is_plain(self) -> bool {
        self.distance == Distance::Linear && self.low == f64::NEG_INFINITY && self.high == f64::INFINITY
    }

    fn logit(self, u: f64) -> (f64, f64) {
        let (low, high) = (self.low, self.high);
        let rate = (high - low) / ((high - 1.0) * (1.0 - low));
        // Written in what falls with |u|, so that it never overflows.
        let e = libm::exp(-(rate * u).abs());
        let (top, bottom) = if u > 0.0 { (1.0 - low, (high - 1.0) * e) } else { ((1.0 - low) * e, high - 1.0) };
        let sum = top + bottom;
        ((low * bottom + high * top) / sum, rate * (high - low) * (top / sum) * (bottom / sum))
    }

    /// F(u).
    pub(super) fn value(self, u: f64) -> f64 {
        match self.distance {
            Distance::Linear => (1.0 + u).clamp(self.low, self.high),
            Distance::Raking => libm::exp(u).clamp(self.low, self.high),
            Distance::Logit => self.logit(u).0,
        }
    }

    /// F'(u), zero beyond the bounds.
    pub(super) fn slope(self, u: f64) -> f64 {
        let free = match self.distance {
            Distance::Linear => 1.0,
            Distance::Raking => libm::exp(u),
            Distance::Logit => return self.logit(u).1,
        };
        let value = if self.distance == Distance::Linear { 1.0 + u } else { free };
        if value > self.low && value < self.high { free } else { 0.0 }
    }

    /// The integral of F from 0 to u: what the dual problem adds up.
    pub(super) fn integral(self, u: f64) -> f64 {
        let free = |u: f64| if self.distance == Distance::Linear { u + 0.5 * u * u } else { libm::expm1(u) };
        let at = |bound: f64| match self.distance {
            Distance::Linear => bound - 1.0,
            _ if bound > 0.0 => libm::log(bound),
            _ => f64::NEG_INFINITY,
        };
        match self.distance {
            Distance::Logit => {
                let (low, high) = (self.low, self.high);
                let rate = (high - low) / ((high - 1.0) * (1.0 - low));
                // low u + (high - low) / rate * log((high - 1 + (1 - low) e^(rate u)) / (high - low))
                let exponent = rate * u;
                let log = if exponent > 0.0 {
                    exponent + libm::log((high - 1.0) * libm::exp(-exponent) + (1.0 - low))
                } else {
                    libm::log((high - 1.0) + (1.0 - low) * libm::exp(exponent))
                };
                low * u + (high - low) / rate * (log - libm::log(high - low))
            }
            _ if u > at(self.high) => free(at(self.high)) + self.high * (u - at(self.high)),
            _ if u < at(self.low) => free(at(self.low)) + self.low * (u - at(self.low)),
            _ => free(u),
        }
    }
}
