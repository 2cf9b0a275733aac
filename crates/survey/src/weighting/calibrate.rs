//! Calibration: weights as near as can be to those before, with which auxiliaries add up to their population totals.

use super::bounded::Problem;
use super::distance::{Distance, Factor};
use super::{Adjustment, Margin, reweigh_ranked};
use crate::column::Numeric;
use crate::design::Design;
use crate::numerics::matrix::{Basis, generalised_inverse, solve_vector};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::{DMatrix, DVector};

/// Weights that are off by this factor everywhere are scaled first (R `survey`, `grake`).
const FAR_OFF: f64 = 20.0;

/// What weights are calibrated to.
#[derive(Debug, Clone, PartialEq)]
pub enum Auxiliary {
    /// Categories with their totals.
    Category(Margin),
    /// A number with its total.
    Numeric {
        /// The value of each row.
        column: Numeric,
        /// Its population total.
        total: f64,
    },
}

/// A calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The size of the population; none: what the categories add up to, or no intercept where there are none.
    pub population: Option<f64>,
    /// The auxiliaries.
    pub auxiliaries: Vec<Auxiliary>,
    /// What is kept small.
    pub distance: Distance,
    /// The lowest and highest factor between weights before and after.
    pub bounds: Option<(f64, f64)>,
    /// At most so many steps (R's default is 50).
    pub most: usize,
    /// It ends once no total is off by more than this times one plus itself (R's default is 1e-7).
    pub epsilon: f64,
    /// The stage, from 1, within whose clusters all rows keep the same factor.
    pub aggregate_stage: Option<usize>,
    /// Whether a linear calibration may leave weights below 0, as R has it: no other weighting, and no test of ranks, can go
    /// on from there.
    pub negative: bool,
}

impl Default for Calibration {
    /// To nothing yet: linear, without bounds, with R's steps and closeness.
    fn default() -> Self {
        Self {
            population: None,
            auxiliaries: Vec::new(),
            distance: Distance::Linear,
            bounds: None,
            most: 50,
            epsilon: 1e-7,
            aggregate_stage: None,
            negative: false,
        }
    }
}

/// The columns, coded as R's `model.matrix` does: an intercept, each category but the first, numbers.
struct Columns {
    names: Vec<(String, Option<String>)>,
    values: Vec<Vec<f64>>,
    totals: Vec<f64>,
}

impl Calibration {
    fn columns(&self, weights: &[f64]) -> Result<Columns, Refusal> {
        let mut columns = Columns { names: Vec::new(), values: Vec::new(), totals: Vec::new() };
        let mut known = self.population.map(|size| (size, "the population".to_owned()));
        let mut coded = Columns { names: Vec::new(), values: Vec::new(), totals: Vec::new() };
        for auxiliary in &self.auxiliaries {
            match auxiliary {
                Auxiliary::Category(margin) => {
                    let checked = margin.check(weights, false)?;
                    match &known {
                        Some((size, by)) => checked.same_population(*size, by)?,
                        None => known = Some((checked.population(), checked.name.clone())),
                    }
                    let present = (0..checked.levels.len()).filter(|at| checked.totals.get(*at) > Some(&0.0));
                    for at in present.skip(1) {
                        let one = |code: &u32| f64::from(u8::from(*code as usize == at));
                        coded.names.push((checked.name.clone(), checked.levels.get(at).cloned()));
                        coded.values.push(checked.codes.iter().map(one).collect());
                        coded.totals.push(checked.totals.get(at).copied().unwrap_or_default());
                    }
                }
                Auxiliary::Numeric { column, total } => {
                    number(column, *total, weights)?;
                    coded.names.push((column.name.clone(), None));
                    coded.values.push(column.values.clone());
                    coded.totals.push(*total);
                }
            }
        }
        if let Some((size, _)) = known {
            if !size.is_finite() || size < 0.0 {
                let message = format!("the population has size {size}");
                return Err(Refusal::new(Reason::Totals, message, "Give a number above zero."));
            }
            columns.names.push(("the size of the population".to_owned(), None));
            columns.values.push(vec![1.0; weights.len()]);
            columns.totals.push(size);
        }
        // A number that is zero in the sample and in the population says nothing.
        for ((name, mut values), total) in coded.names.into_iter().zip(coded.values).zip(coded.totals) {
            values.iter_mut().zip(weights).filter(|(_, weight)| **weight == 0.0).for_each(|(value, _)| {
                *value = if value.is_finite() { *value } else { 0.0 };
            });
            if total == 0.0 && values.iter().all(|value| *value == 0.0) {
                continue;
            }
            columns.names.push(name);
            columns.values.push(values);
            columns.totals.push(total);
        }
        if columns.totals.is_empty() {
            return Err(Refusal::new(Reason::Shape, "nothing to calibrate to", "Give at least one auxiliary."));
        }
        Ok(columns)
    }
}

impl Columns {
    /// Without the columns that follow from the others, if their totals do too.
    fn independent(&self, scaled: &DMatrix<f64>, dependent: &[usize]) -> Result<Self, Refusal> {
        let kept: Vec<usize> = (0..self.totals.len()).filter(|at| !dependent.contains(at)).collect();
        let others = scaled.select_columns(&kept);
        let inverse = generalised_inverse(&(others.transpose() * &others));
        for at in dependent {
            let slopes = &inverse * (others.transpose() * scaled.column(*at));
            let parts = || kept.iter().zip(slopes.iter()).map(|(kept, slope)| self.totals[*kept] * slope);
            let (implied, own) = (parts().sum::<f64>(), self.totals[*at]);
            let size = own.abs() + parts().map(f64::abs).sum::<f64>();
            if (implied - own).abs() > SAME * size {
                let (name, level) = &self.names[*at];
                let refusal = Refusal::new(
                    Reason::Collinear,
                    format!(
                        "follows from the other auxiliaries in this sample, which make its total {implied}, not {own}"
                    ),
                    "Take all totals from the same population and date, or leave one of them out.",
                )
                .about(name);
                return Err(level.iter().fold(refusal, |refusal, level| refusal.at(Place::Level(level.clone()))));
            }
        }
        Ok(Self {
            names: kept.iter().map(|at| self.names[*at].clone()).collect(),
            values: kept.iter().map(|at| self.values[*at].clone()).collect(),
            totals: kept.iter().map(|at| self.totals[*at]).collect(),
        })
    }
}

/// Totals that follow from others may differ from them by this share, for rounding.
const SAME: f64 = 1e-6;

fn number(column: &Numeric, total: f64, weights: &[f64]) -> Result<(), Refusal> {
    if column.values.len() != weights.len() {
        let message = format!("has {} values for {} rows", column.values.len(), weights.len());
        return Err(Refusal::new(Reason::Shape, message, "Give one value for every row.").about(&column.name));
    }
    if !total.is_finite() {
        let message = format!("the population total is {total}");
        return Err(Refusal::new(Reason::Totals, message, "Give a finite number.").about(&column.name));
    }
    match column.values.iter().zip(weights).position(|(value, weight)| *weight != 0.0 && !value.is_finite()) {
        Some(row) if column.values[row].is_infinite() => {
            let refusal = Refusal::new(Reason::Value, "is infinite", "Give a finite number.");
            Err(refusal.about(&column.name).at(Place::Row(row + 1)))
        }
        Some(row) => Err(Refusal::new(
            Reason::Missing,
            "has no value, but every row needs its auxiliaries",
            "Impute it, or leave the auxiliary out.",
        )
        .about(&column.name)
        .at(Place::Row(row + 1))),
        None => Ok(()),
    }
}

/// Calibrates (Deville and Särndal 1992; R `survey`, `calibrate`).
///
/// # Errors
/// Totals of different populations, categories on one side only, auxiliaries of which one follows from the others with
/// another total than that (with the same it says nothing new, and is left out), bounds that cannot be kept, negative weights
/// to begin with or, unless allowed, in the end; each named.
pub fn calibrate(design: &Design, calibration: &Calibration) -> Result<Design, Refusal> {
    let factor = Factor::new(calibration.distance, calibration.bounds)?;
    if calibration.epsilon.is_nan() || calibration.epsilon < 0.0 {
        let message = format!("totals cannot be met to within {}", calibration.epsilon);
        return Err(Refusal::new(Reason::Value, message, "Give 0 or more, such as 1e-7 (epsilon)."));
    }
    let weights = design.weights();
    if let Some(row) = weights.iter().position(|weight| *weight < 0.0) {
        return Err(Refusal::new(
            Reason::Value,
            "has a negative weight, from which no calibration can start",
            "Give the step before this one bounds, or use raking, which keeps weights positive.",
        )
        .at(Place::Row(row + 1)));
    }
    let mut columns = calibration.columns(weights)?;
    let clusters = match calibration.aggregate_stage {
        None => None,
        Some(stage) => Some(stage.checked_sub(1).and_then(|at| design.clusters(at)).ok_or_else(|| {
            Refusal::new(
                Reason::Design,
                format!("this design has no stage {stage}"),
                "Give the number of a stage, from 1.",
            )
        })?),
    };
    if let Some(clusters) = clusters {
        columns.values.iter_mut().for_each(|column| *column = averages(column, clusters));
    }
    let level = |weights: &[f64]| clusters.map_or_else(|| weights.to_vec(), |clusters| averages(weights, clusters));
    let base = level(weights);
    let roots: Vec<f64> = base.iter().map(|weight| libm::sqrt(*weight)).collect();
    let scaled = |columns: &Columns| {
        DMatrix::from_fn(roots.len(), columns.values.len(), |row, at| columns.values[at][row] * roots[row])
    };
    let mut basis = Basis::of(&scaled(&columns));
    if !basis.dependent.is_empty() {
        columns = columns.independent(&scaled(&columns), &basis.dependent)?;
        basis = Basis::of(&scaled(&columns));
    }
    let matrix = DMatrix::from_fn(weights.len(), columns.values.len(), |row, at| columns.values[at][row]);
    let solve = |weights: &[f64]| factors(&matrix, weights, &columns, factor, calibration);
    let found = solve(&base)?;
    let after: Vec<f64> = weights.iter().zip(&found).map(|(weight, g)| weight * g).collect();
    if let Some(row) = after.iter().position(|weight| *weight < 0.0).filter(|_| !calibration.negative) {
        let message = format!("the calibration leaves a weight of {}", after[row]);
        let remedy = "Give it bounds (0 and up), or take raking or logit, which keep weights positive.";
        return Err(Refusal::new(Reason::Value, message, remedy).about("the weights").at(Place::Row(row + 1)));
    }
    let scale: Vec<f64> = roots.iter().zip(&found).map(|(root, g)| root * g).collect();
    let again = |old: &[f64]| {
        let found = solve(&level(old))?;
        Ok(old.iter().zip(found).map(|(weight, g)| weight * g).collect())
    };
    reweigh_ranked(design, after, Some(Adjustment::Calibrated { basis, scale }), again, !factor.is_plain())
}

fn averages(values: &[f64], clusters: &[u32]) -> Vec<f64> {
    let count = clusters.iter().map(|cluster| *cluster as usize + 1).max().unwrap_or(0);
    let mut sums = vec![(0.0, 0.0); count];
    for (value, cluster) in values.iter().zip(clusters) {
        if let Some((sum, size)) = sums.get_mut(*cluster as usize) {
            *sum += value;
            *size += 1.0;
        }
    }
    clusters.iter().map(|cluster| sums.get(*cluster as usize).map_or(0.0, |(sum, size)| sum / size)).collect()
}

fn factors(
    matrix: &DMatrix<f64>,
    weights: &[f64],
    columns: &Columns,
    factor: Factor,
    calibration: &Calibration,
) -> Result<Vec<f64>, Refusal> {
    // Weights that are off by orders of magnitude are scaled first, and the bounds are then about what is left.
    let ones = vec![1.0; weights.len()];
    let problem = Problem { columns: matrix, weights, totals: &columns.totals, factor };
    let sums = DVector::from_column_slice(&columns.totals) - problem.misfit(&ones);
    let ratios: Vec<f64> = columns.totals.iter().zip(sums.iter()).map(|(total, sum)| total / sum).collect();
    let mean = ratios.iter().sum::<f64>() / ratios.iter().map(|_| 1.0).sum::<f64>();
    let scale = if !factor.is_plain() && ratios.iter().all(|ratio| *ratio > FAR_OFF) { mean } else { 1.0 };
    let weights: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
    let problem = Problem { weights: &weights, ..problem };
    let found = if factor.is_plain() { linear(&problem) } else { newton(&problem, calibration) };
    let found =
        found.or_else(|| if factor.is_plain() { None } else { problem.minimise(calibration.epsilon.max(1e-12)) });
    let Some(found) = found else {
        let least = problem.misfit(&newton_last(&problem, calibration.most));
        let at = (0..least.len())
            .max_by(|a, b| {
                let off = |at: usize| least[at].abs() / (1.0 + columns.totals[at].abs());
                off(*a).total_cmp(&off(*b))
            })
            .unwrap_or(0);
        let (name, level) = columns.names.get(at).cloned().unwrap_or_default();
        let (reason, message) = match calibration.bounds {
            Some((low, high)) => (
                Reason::NoConvergence,
                format!("no factors between {low} and {high} bring the weights to their totals"),
            ),
            None => (Reason::NoConvergence, "no factors bring the weights to their totals".to_owned()),
        };
        let refusal = Refusal::new(
            reason,
            format!("{message}; this total stays off by {:.3}", least[at]),
            "Take wider bounds, join small categories, leave an auxiliary out, or check its total.",
        )
        .about(&name);
        return Err(level.into_iter().fold(refusal, |refusal, level| refusal.at(Place::Level(level))));
    };
    Ok(found.into_iter().map(|g| g * scale).collect())
}

/// Least squares without bounds: one step, and a second for rounding.
fn linear(problem: &Problem<'_>) -> Option<Vec<f64>> {
    let zero = vec![0.0; problem.weights.len()];
    let slopes = problem.slopes(&zero);
    let mut eta = DVector::zeros(problem.columns.ncols());
    for _ in 0..2 {
        eta += solve_vector(&slopes, &problem.misfit(&problem.factors(&eta)))?;
    }
    let factors = problem.factors(&eta);
    (problem.off(&problem.misfit(&factors)) < 1e-6).then_some(factors)
}

/// Newton's method as R takes it, halving only steps that leave the numbers.
fn newton(problem: &Problem<'_>, calibration: &Calibration) -> Option<Vec<f64>> {
    let mut eta = DVector::zeros(problem.columns.ncols());
    for _ in 0..calibration.most.max(1) {
        eta = next(problem, &eta)?;
        let factors = problem.factors(&eta);
        if problem.off(&problem.misfit(&factors)) < calibration.epsilon {
            return Some(factors);
        }
    }
    None
}

fn next(problem: &Problem<'_>, eta: &DVector<f64>) -> Option<DVector<f64>> {
    let predictor = problem.predictor(eta);
    let misfit = problem.misfit(&problem.factors(eta));
    let slopes = problem.slopes(&predictor);
    let mut step = solve_vector(&slopes, &misfit).unwrap_or_else(|| generalised_inverse(&slopes) * misfit);
    for _ in 0..60 {
        let next = eta + &step;
        if problem.factors(&next).iter().all(|g| g.is_finite()) {
            return Some(next);
        }
        step *= 0.5;
    }
    None
}

/// Where Newton's method stands when it gives up: for the message.
fn newton_last(problem: &Problem<'_>, most: usize) -> Vec<f64> {
    let mut eta = DVector::zeros(problem.columns.ncols());
    for _ in 0..most.min(50) {
        match next(problem, &eta) {
            Some(better) => eta = better,
            None => break,
        }
    }
    problem.factors(&eta)
}
