//! The variance of a total in one stage of clusters drawn with unequal probabilities: where only the inclusion probability
//! of each is known and the joint ones are approximated (Overton 1985; Hartley and Rao 1962, truncated; R `survey`:
//! `svydesign(pps = "overton")`, `pps = HR()`), and where the joint inclusion probabilities are known too (`ppsmat`).
//!
//! Both approximations write the covariance of two clusters of a stratum as `(a (p_i + p_j) - b) / (n - 1)`, so that the double sum over
//! pairs becomes sums over clusters: no matrix of clusters x clusters.

use super::kernel::{Totals, refuse};
use crate::design::{Design, JointForm, LonelyPsu, Pps};
use crate::refusal::Refusal;
use nalgebra::{DMatrix, DVector};

/// Covariance of the column totals of `x` (rows x p), over the rows that are present. Clusters that were certain to be
/// drawn add nothing and do not count among those drawn.
pub(super) fn one_stage(
    design: &Design,
    x: &DMatrix<f64>,
    method: &Pps,
    present: &dyn Fn(usize) -> bool,
) -> Result<DMatrix<f64>, Refusal> {
    let mut variance = DMatrix::zeros(x.ncols(), x.ncols());
    let Some(stage) = design.stages.first() else { return Ok(variance) };
    let totals = Totals::of(stage, x, present);
    let mut strata: Vec<Stratum> = (0..stage.strata()).map(|_| Stratum::new(x.ncols())).collect();
    for (cluster, stratum) in stage.stratum_of.iter().enumerate() {
        let probability = f64::from(stage.drawn[*stratum as usize]) / stage.population[cluster];
        if probability < 1.0 {
            strata[*stratum as usize].add(probability, totals.of_cluster(cluster));
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

/// Covariance of the column totals of `x` from the joint inclusion probabilities (Horvitz and Thompson 1952; Yates and
/// Grundy 1953; R `survey`, `htvar.matrix`, `ygvar.matrix`): `sum (p_ij - p_i p_j) / p_ij x_i x_j`, and less `x_j^2` for each term.
pub(super) fn of_joint(
    design: &Design,
    x: &DMatrix<f64>,
    probabilities: &DMatrix<f64>,
    form: JointForm,
    present: &dyn Fn(usize) -> bool,
) -> DMatrix<f64> {
    let size = x.ncols();
    let Some(stage) = design.stages.first() else { return DMatrix::zeros(size, size) };
    let totals = Totals::of(stage, x, present);
    let clusters = stage.clusters();
    let total = DMatrix::from_fn(clusters, size, |cluster, column| totals.of_cluster(cluster)[column]);
    let spread = DMatrix::from_fn(clusters, clusters, |i, j| match i == j {
        true => 1.0 - probabilities[(i, i)],
        false => 1.0 - probabilities[(i, i)] * probabilities[(j, j)] / probabilities[(i, j)],
    });
    let pairs = total.transpose() * &spread * &total;
    match form {
        JointForm::HorvitzThompson => pairs,
        JointForm::YatesGrundy => {
            let of_column = DMatrix::from_diagonal(&spread.row_sum().transpose());
            pairs - total.transpose() * of_column * &total
        }
    }
}

/// What a stratum adds up to.
struct Stratum {
    drawn: f64,
    probabilities: f64,
    /// The totals of its clusters, and those times their probabilities.
    sum: DVector<f64>,
    by_probability: DVector<f64>,
    /// Their products, and those times their probabilities.
    squares: DMatrix<f64>,
    squares_by_probability: DMatrix<f64>,
}

impl Stratum {
    fn new(size: usize) -> Self {
        let (vector, matrix) = (DVector::zeros(size), DMatrix::zeros(size, size));
        let (by_probability, squares_by_probability) = (vector.clone(), matrix.clone());
        Self { drawn: 0.0, probabilities: 0.0, sum: vector, by_probability, squares: matrix, squares_by_probability }
    }

    fn add(&mut self, probability: f64, total: &[f64]) {
        let total = DVector::from_column_slice(total);
        let square = &total * total.transpose();
        self.drawn += 1.0;
        self.probabilities += probability;
        self.by_probability += &total * probability;
        self.sum += total;
        self.squares_by_probability += &square * probability;
        self.squares += square;
    }

    fn variance(&self, method: &Pps) -> DMatrix<f64> {
        let (a, b) = match method {
            Pps::Overton => (0.5, 1.0),
            // The sum of squared probabilities over the population is not known: their mean in the sample estimates it.
            Pps::HartleyRao | Pps::Brewer | Pps::Joint { .. } => (1.0, 1.0 + self.probabilities / self.drawn),
        };
        let across = &self.by_probability * self.sum.transpose();
        let all = (&across + across.transpose()) * a - &self.sum * self.sum.transpose() * b;
        let same = &self.squares_by_probability * (2.0 * a) - &self.squares * b;
        &self.squares - &self.squares_by_probability + (all - same) / (self.drawn - 1.0)
    }
}
