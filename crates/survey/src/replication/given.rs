//! Replicate weights that came with the data (R `survey`, `svrepdesign`).

use super::{Ranks, Replicates};
use crate::column::Numeric;
use crate::design::{Design, Spec};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// What made the replicate weights; it says how their spread becomes a variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Half samples: `1 / R`.
    Brr,
    /// Half samples with Fay's factor: `1 / (R (1 - rho)^2)`.
    Fay {
        /// Fay's factor.
        rho: f64,
    },
    /// Unstratified jackknife: `(R - 1) / R` unless given, or `1 / max` of the first replicate's factors.
    Jk1,
    /// Two clusters a stratum, one left out: 1.
    Jk2,
    /// Stratified jackknife: the scale of each replicate must be given, or is `1 / max` of its factors.
    Jkn,
    /// Bootstrap: `1 / (R - 1)` unless given.
    Bootstrap,
    /// American Community Survey: `4 / R`.
    Acs,
    /// Successive differences: `4 / R`.
    SuccessiveDifference,
    /// Anything: 1 unless given.
    Other,
}

/// Replicate weights as they come in.
#[derive(Debug, Clone)]
pub struct Given {
    /// One column a replicate.
    pub columns: Vec<Numeric>,
    /// What made them.
    pub kind: Kind,
    /// Whether they are whole weights; otherwise factors of the weights.
    pub combined: bool,
    /// The scale of all, where the kind asks for it.
    pub scale: Option<f64>,
    /// The scale of each, where the kind asks for it; one for all of them counts for each.
    pub rscales: Option<Vec<f64>>,
    /// Spread around the estimate, instead of around the mean of the replicates. Replicates of the American Community Survey
    /// ([`Kind::Acs`]) are meant for it.
    pub mse: bool,
}

impl Given {
    /// Whether a scale was given that the kind of replicates settles by itself, so that it has no effect (R warns of it).
    pub const fn has_idle_scales(&self) -> bool {
        match self.kind {
            Kind::Acs | Kind::SuccessiveDifference | Kind::Jk2 => self.scale.is_some() || self.rscales.is_some(),
            Kind::Brr | Kind::Fay { .. } => self.scale.is_some(),
            Kind::Jk1 | Kind::Jkn | Kind::Bootstrap | Kind::Other => false,
        }
    }

    /// A design with these replicates; every row stands for itself. Without weights every row has a weight of 1, as in R:
    /// leave them out only where the replicates are of equal weights.
    ///
    /// # Errors
    /// Missing or infinite weights, columns of other lengths, scales of another number than the replicates, a stratified
    /// jackknife of whole weights without scales.
    pub fn design(self, rows: usize, weights: Option<Numeric>) -> Result<Design, Refusal> {
        let Some(first) = self.columns.first().map(|column| column.name.clone()) else {
            return Err(Refusal::new(
                Reason::Shape,
                "there are no replicate weights",
                "Name the columns with replicate weights.",
            ));
        };
        super::bootstrap::enough(self.columns.len()).map_err(|refusal| refusal.about(&first))?;
        for column in &self.columns {
            if column.values.len() != rows {
                return Err(Refusal::new(
                    Reason::Shape,
                    format!("has {} values for {rows} rows", column.values.len()),
                    "Give one value for every row.",
                )
                .about(&column.name));
            }
            if let Some(row) = column.values.iter().position(|value| !value.is_finite()) {
                return Err(Refusal::new(
                    Reason::Missing,
                    "a replicate weight is missing or infinite",
                    "Give a number in every row.",
                )
                .about(&column.name)
                .at(Place::Row(row + 1)));
            }
        }
        let (scale, rscales) = self.scales(&first)?;
        let mut design = if rows == 1 {
            return Err(Refusal::new(Reason::Shape, "there is one row", "Replicates need at least two rows."));
        } else {
            Design::new(Spec { rows, weights, ..Spec::default() })?
        };
        let columns = &self.columns;
        let weight = |row: usize| if self.combined { 1.0 } else { design.weights[row] };
        let weights = DMatrix::from_fn(rows, columns.len(), |row, at| columns[at].values[row] * weight(row));
        design.replicates = Some(Replicates { weights, scale, rscales, mse: self.mse, ranks: Ranks::default() });
        Ok(design)
    }

    fn scales(&self, first: &str) -> Result<(f64, Vec<f64>), Refusal> {
        let count = self.columns.len();
        let replicates = count as f64;
        let largest = |column: &Numeric| column.values.iter().fold(f64::NEG_INFINITY, |top, value| top.max(*value));
        let ones = vec![1.0; count];
        let rscales = match &self.rscales {
            Some(scales) if scales.len() == count => Some(scales.clone()),
            Some(scales) if scales.len() == 1 => Some(vec![scales[0]; count]),
            Some(scales) => {
                return Err(Refusal::new(
                    Reason::Shape,
                    format!("{} scales for {count} replicates", scales.len()),
                    "Give one scale for each replicate.",
                )
                .about(first));
            }
            None => None,
        };
        if self.scale.into_iter().chain(rscales.iter().flatten().copied()).any(|scale| !(0.0..).contains(&scale)) {
            return Err(
                Refusal::new(Reason::Value, "a scale is negative or missing", "Give scales of 0 or more.").about(first)
            );
        }
        Ok(match self.kind {
            Kind::Brr => (1.0 / replicates, rscales.unwrap_or(ones)),
            Kind::Fay { rho } if (0.0..1.0).contains(&rho) => {
                (1.0 / (replicates * (1.0 - rho) * (1.0 - rho)), rscales.unwrap_or(ones))
            }
            Kind::Fay { rho } => {
                return Err(Refusal::new(
                    Reason::Value,
                    format!("Fay's factor is {rho}"),
                    "Give the factor with which the weights were made, at least 0 and below 1.",
                )
                .about(first));
            }
            Kind::Acs | Kind::SuccessiveDifference => (4.0 / replicates, ones),
            Kind::Jk2 => (1.0, ones),
            Kind::Bootstrap => (self.scale.unwrap_or(1.0 / (replicates - 1.0)), rscales.unwrap_or(ones)),
            Kind::Jk1 => {
                let guess = if self.combined {
                    (replicates - 1.0) / replicates
                } else {
                    1.0 / self.columns.first().map_or(1.0, largest)
                };
                (self.scale.unwrap_or(guess), rscales.unwrap_or(ones))
            }
            Kind::Jkn => {
                let guess = match rscales {
                    Some(scales) => scales,
                    None if !self.combined => self.columns.iter().map(|column| 1.0 / largest(column)).collect(),
                    None => {
                        return Err(Refusal::new(
                            Reason::Design,
                            "whole weights of a stratified jackknife do not say how each replicate counts",
                            "Give the scale (n - 1) / n of each replicate.",
                        )
                        .about(first));
                    }
                };
                (self.scale.unwrap_or(1.0), guess)
            }
            Kind::Other => (self.scale.unwrap_or(1.0), rscales.unwrap_or(ones)),
        })
    }
}
