//! Whether two variables are independent: Pearson's statistic and Wald's, under the design.

use super::score::score;
use super::{Test, has_level, present, same_rows, somebody, two_levels};
use crate::column::{Domain, Factor};
use crate::design::Design;
use crate::estimate::Estimates;
use crate::estimation::{Means, Totals};
use crate::numerics::matrix::{self, Basis};
use crate::numerics::{chi_squared as chi, chi_squared_sum, fisher};
use crate::refusal::{Reason, Refusal};
use crate::rules::Rules;
use nalgebra::DMatrix;

/// The form of a test of independence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Rao and Scott's second order, as an F (Thomas and Rao 1987).
    #[default]
    F,
    /// Rao and Scott's first order, as a chi-squared.
    ChiSquared,
    /// Wald's, as an F.
    Wald,
    /// Wald's, adjusted for few degrees of freedom.
    AdjustedWald,
    /// The distribution of the linear combination of chi-squared variables that Pearson's statistic is, over the error of
    /// its variance. R takes the saddle-point too where it has no package for the integral, and so does this.
    LinearCombination,
    /// As the one before, by name the saddle-point approximation.
    Saddlepoint,
    /// The score test of weighted least squares, as an F: it exists where cells are empty.
    Score,
}

/// The cells of a table, rows fastest.
struct Cells {
    rows: usize,
    columns: usize,
    indicators: Vec<Vec<f64>>,
}

impl Cells {
    fn of(rows: (&Factor, &[u32]), columns: (&Factor, &[u32])) -> Self {
        let indicators = columns.1.iter().flat_map(|column| {
            rows.1.iter().map(move |row| {
                let cell = |(r, c): (&u32, &u32)| f64::from(u8::from(r == row && c == column));
                rows.0.codes.iter().zip(&columns.0.codes).map(cell).collect()
            })
        });
        Self { rows: rows.1.len(), columns: columns.1.len(), indicators: indicators.collect() }
    }

    fn free(&self) -> usize {
        (self.rows - 1) * (self.columns - 1)
    }

    /// Sums over columns and over rows.
    fn margins(&self, cells: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut sums = (vec![0.0; self.rows], vec![0.0; self.columns]);
        for (at, cell) in cells.iter().enumerate() {
            sums.0[at % self.rows] += cell;
            sums.1[at / self.rows] += cell;
        }
        sums
    }

    /// What independence leaves out: the products of contrasts of rows and of columns, made orthogonal to the effects of
    /// rows and columns (cells x free).
    fn interactions(&self) -> DMatrix<f64> {
        let size = self.rows * self.columns;
        let main = DMatrix::from_fn(size, self.rows + self.columns - 1, |at, effect| {
            let (row, column) = (at % self.rows, at / self.rows);
            let on = effect == 0 || row == effect || (effect >= self.rows && column == effect - self.rows + 1);
            f64::from(u8::from(on))
        });
        let basis = Basis::of(&main);
        let mut both = DMatrix::zeros(size, self.free());
        for effect in 0..self.free() {
            let (row, column) = (effect % (self.rows - 1) + 1, effect / (self.rows - 1) + 1);
            let mut product: Vec<f64> =
                (0..size).map(|at| f64::from(u8::from(at % self.rows == row && at / self.rows == column))).collect();
            basis.take_from(&mut product);
            both.column_mut(effect).iter_mut().zip(product).for_each(|(to, from)| *to = from);
        }
        both
    }
}

/// Whether two variables are independent (Rao and Scott 1981, 1984; Koch, Freeman and Freeman 1975 for Wald's;
/// Lipsitz and others 2015 for the score; R `survey`, `svychisq`). Rows where either is missing leave the domain, but count
/// in the sample size and the degrees of freedom by [`Rules::R`].
///
/// # Errors
/// Columns of another length, a variable with one category here, cells too few for the test, or whatever the variance
/// refuses.
pub fn chi_squared(
    design: &Design,
    rows: &Factor,
    columns: &Factor,
    form: Form,
    domain: &Domain,
    rules: Rules,
) -> Result<Test, Refusal> {
    same_rows(design, &rows.name, rows.codes.len())?;
    same_rows(design, &columns.name, columns.codes.len())?;
    let inside = has_level(&has_level(domain, rows), columns);
    somebody(design, &inside, &rows.name)?;
    let (in_rows, in_columns) = (present(design, &inside, rows), present(design, &inside, columns));
    two_levels(rows, &in_rows)?;
    two_levels(columns, &in_columns)?;
    let mut cells = Cells::of((rows, &in_rows), (columns, &in_columns));
    let indicators = std::mem::take(&mut cells.indicators);
    let counted = if rules == Rules::R { domain } else { &inside };
    let df = design.degrees_of_freedom(counted);
    let too_thin = || {
        Refusal::new(
            Reason::NotDefined,
            "the covariance of the table has no inverse: cells are empty, or clusters are fewer than cells",
            "Join categories, or take a form that needs fewer degrees of freedom.",
        )
        .about(&rows.name)
    };
    if form == Form::Score {
        return score(design, (rows, &in_rows), (columns, &in_columns), df, &inside)?.ok_or_else(too_thin);
    }
    if matches!(form, Form::Wald | Form::AdjustedWald) {
        let totals = design.estimate(&Totals { columns: indicators }, &inside)?;
        return wald(&cells, &totals, df, form == Form::AdjustedWald).ok_or_else(too_thin);
    }
    let shares = design.estimate(&Means { columns: indicators }, &inside)?;
    let size = design.rows_in(counted) as f64;
    pearson(&cells, &shares, size, df, form, design.replicates().is_some()).ok_or_else(too_thin)
}

fn wald(cells: &Cells, totals: &Estimates, df: f64, adjusted: bool) -> Option<Test> {
    let (rows, columns) = cells.margins(&totals.values);
    let all: f64 = totals.values.iter().sum();
    // How cell - row x column / all moves with each cell; the first row and column follow from the others.
    let used: Vec<usize> = (0..totals.values.len()).filter(|at| at % cells.rows > 0 && at / cells.rows > 0).collect();
    let slopes = DMatrix::from_fn(used.len(), totals.values.len(), |i, j| {
        let (row, column) = (used[i] % cells.rows, used[i] / cells.rows);
        let mut slope = f64::from(u8::from(used[i] == j)) + rows[row] * columns[column] / (all * all);
        if j % cells.rows == row {
            slope -= columns[column] / all;
        }
        if j / cells.rows == column {
            slope -= rows[row] / all;
        }
        slope
    });
    let off = DMatrix::from_iterator(
        used.len(),
        1,
        used.iter().map(|at| totals.values[*at] - rows[at % cells.rows] * columns[at / cells.rows] / all),
    );
    let variance = &slopes * &totals.covariance * slopes.transpose();
    let square = (off.transpose() * matrix::solve_covariance(&variance, &off)?)[(0, 0)];
    let free = cells.free() as f64;
    let (statistic, below) =
        if adjusted { (square * (df - free + 1.0) / (free * df), df - free + 1.0) } else { (square / free, df) };
    Some(Test { statistic, parameter: vec![free, below], p: fisher::upper(statistic, free, below) })
}

fn pearson(cells: &Cells, shares: &Estimates, size: f64, df: f64, form: Form, replicated: bool) -> Option<Test> {
    let (rows, columns) = cells.margins(&shares.values);
    let square = |at: usize| {
        let expected = rows[at % cells.rows] * columns[at / cells.rows];
        let off = shares.values[at] - expected;
        off * off / expected
    };
    let statistic = size * (0..shares.values.len()).map(square).sum::<f64>();
    let over: Vec<f64> = shares.values.iter().map(|share| if *share == 0.0 { 0.0 } else { 1.0 / share }).collect();
    let inverse = DMatrix::from_diagonal(&over.into());
    let c = cells.interactions();
    let simple = c.transpose() * (&inverse / size) * &c;
    let real = c.transpose() * &inverse * &shares.covariance * &inverse * &c;
    let delta = matrix::solve(&simple, &real)?;
    let trace = delta.trace();
    if trace.is_nan() || trace <= 0.0 {
        return None;
    }
    let first = trace * trace / (&delta * &delta).trace();
    let free = cells.free() as f64;
    Some(match form {
        Form::ChiSquared => {
            let p = chi::upper(statistic / (trace / free), free);
            Test { statistic, parameter: vec![free], p }
        }
        Form::LinearCombination | Form::Saddlepoint => {
            let lambda = design_effects(&simple, &real)?;
            let below = if replicated { f64::INFINITY } else { first * df };
            let p = chi_squared_sum::upper_ratio_saddlepoint(statistic, &lambda, below);
            Test { statistic, parameter: Vec::new(), p }
        }
        Form::F | Form::Wald | Form::AdjustedWald | Form::Score => {
            let statistic = statistic / trace;
            Test { statistic, parameter: vec![first, first * df], p: fisher::upper(statistic, first, first * df) }
        }
    })
}

/// The eigenvalues of `simple^-1 real`: generalised design effects. Taken from a symmetric matrix with the same ones.
fn design_effects(simple: &DMatrix<f64>, real: &DMatrix<f64>) -> Option<Vec<f64>> {
    let half = simple.clone().cholesky()?.l();
    let left = matrix::solve(&half, real)?;
    let both = matrix::solve(&half, &left.transpose())?;
    Some(matrix::symmetric_eigenvalues(&both)).filter(|values| !values.is_empty())
}
