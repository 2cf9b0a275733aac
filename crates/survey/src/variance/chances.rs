//! The variance of a total in one stage of clusters drawn with unequal chances, where only the chance of each is known
//! and that of pairs is approximated (Overton 1985; Hartley and Rao 1962, truncated; R `survey`: `svydesign(pps =
//! "overton")`, `pps = HR()`).
//!
//! Both write the covariance of two clusters of a stratum as `(a (p_i + p_j) - b) / (n - 1)`, so that the double sum over
//! pairs becomes sums over clusters: no matrix of clusters x clusters.

use super::kernel::{Totals, refuse};
use crate::design::{Design, LonelyPsu, Pps};
use crate::refusal::Refusal;
use nalgebra::{DMatrix, DVector};

/// Covariance of the column totals of `x` (rows x p), over the rows that are present. Clusters that were certain to be
/// drawn add nothing and do not count among those drawn.
pub(super) fn one_stage(
    design: &Design,
    x: &DMatrix<f64>,
    method: Pps,
    present: &dyn Fn(usize) -> bool,
) -> Result<DMatrix<f64>, Refusal> {
    let mut variance = DMatrix::zeros(x.ncols(), x.ncols());
    let Some(stage) = design.stages.first() else { return Ok(variance) };
    let totals = Totals::of(stage, x, present);
    let mut strata: Vec<Stratum> = (0..stage.strata()).map(|_| Stratum::new(x.ncols())).collect();
    for (cluster, stratum) in stage.stratum_of.iter().enumerate() {
        let chance = f64::from(stage.drawn[*stratum as usize]) / stage.population[cluster];
        if chance < 1.0 {
            strata[*stratum as usize].add(chance, totals.of_cluster(cluster));
        }
    }
    for (code, stratum) in strata.iter().enumerate().filter(|(_, stratum)| stratum.drawn > 0.0) {
        if stratum.drawn > 1.0 {
            variance += stratum.variance(method);
        } else if design.spec.lonely == LonelyPsu::Fail {
            return Err(refuse(design, stage, 0, code));
        }
    }
    Ok(variance)
}

/// What a stratum adds up to.
struct Stratum {
    drawn: f64,
    chances: f64,
    /// The totals of its clusters, and those times their chances.
    sum: DVector<f64>,
    by_chance: DVector<f64>,
    /// Their products, and those times their chances.
    squares: DMatrix<f64>,
    squares_by_chance: DMatrix<f64>,
}

impl Stratum {
    fn new(size: usize) -> Self {
        let (vector, matrix) = (DVector::zeros(size), DMatrix::zeros(size, size));
        let (by_chance, squares_by_chance) = (vector.clone(), matrix.clone());
        Self { drawn: 0.0, chances: 0.0, sum: vector, by_chance, squares: matrix, squares_by_chance }
    }

    fn add(&mut self, chance: f64, total: &[f64]) {
        let total = DVector::from_column_slice(total);
        let square = &total * total.transpose();
        self.drawn += 1.0;
        self.chances += chance;
        self.by_chance += &total * chance;
        self.sum += total;
        self.squares_by_chance += &square * chance;
        self.squares += square;
    }

    fn variance(&self, method: Pps) -> DMatrix<f64> {
        let (a, b) = match method {
            Pps::Overton => (0.5, 1.0),
            // The sum of squared chances over the population is not known: the mean chance of the sample estimates it.
            Pps::HartleyRao | Pps::Brewer => (1.0, 1.0 + self.chances / self.drawn),
        };
        let across = &self.by_chance * self.sum.transpose();
        let all = (&across + across.transpose()) * a - &self.sum * self.sum.transpose() * b;
        let same = &self.squares_by_chance * (2.0 * a) - &self.squares * b;
        &self.squares - &self.squares_by_chance + (all - same) / (self.drawn - 1.0)
    }
}
