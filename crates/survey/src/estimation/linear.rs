//! Totals and what is made of them by division.

use crate::refusal::{Place, Reason, Refusal};
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// Totals of columns: `sum(w y)` (Horvitz and Thompson 1952; R `survey`, `svytotal`).
#[derive(Debug, Clone)]
pub struct Totals {
    /// One value a row in each; rows without weight may be missing.
    pub columns: Vec<Vec<f64>>,
}

/// Means of columns over the same rows: `sum(w y) / sum(w)` (Hájek; R `survey`, `svymean`). Indicators make proportions.
#[derive(Debug, Clone)]
pub struct Means {
    /// One value a row in each; rows without weight may be missing.
    pub columns: Vec<Vec<f64>>,
}

/// Ratios of totals, each numerator over each denominator, numerators fastest (R `survey`, `svyratio`).
#[derive(Debug, Clone)]
pub struct Ratios {
    /// Numerators, one value a row in each.
    pub numerators: Vec<Vec<f64>>,
    /// Denominators, one value a row in each.
    pub denominators: Vec<Vec<f64>>,
}

impl Ratios {
    /// What is left of each numerator beyond its ratio, over the total of its denominator: a ratio has the variance, and
    /// the design effect, of the total of this.
    pub fn residuals(&self, weights: &[f64]) -> Vec<Vec<f64>> {
        let ratios = self.value(weights);
        let tops = self.numerators.len();
        let one = |(at, ratio): (usize, &f64)| {
            let (top, bottom) = (&self.numerators[at % tops], &self.denominators[at / tops]);
            let below = total(weights, bottom);
            top.iter().zip(bottom).map(|(y, z)| (y - ratio * z) / below).collect::<Vec<f64>>()
        };
        ratios.iter().enumerate().map(one).collect()
    }
}

/// Refuses columns of another length than the weights, and infinite values in rows that count. What is unnamed is named by
/// its place, from 1.
pub(crate) fn check(what: &str, columns: &[Vec<f64>], weights: &[f64]) -> Result<(), Refusal> {
    for (at, column) in columns.iter().enumerate() {
        let name = format!("{what} {}", at + 1);
        if column.len() != weights.len() {
            let message = format!("has {} values for {} rows", column.len(), weights.len());
            return Err(Refusal::new(Reason::Shape, message, "Give one value for every row.").about(&name));
        }
        let counts = |(value, weight): (&f64, &f64)| *weight != 0.0 && value.is_infinite();
        if let Some(row) = column.iter().zip(weights).position(counts) {
            let refusal = Refusal::new(Reason::Value, "is infinite", "Give a finite number, or leave it missing.");
            return Err(refusal.about(&name).at(Place::Row(row + 1)));
        }
    }
    Ok(())
}

/// `sum(w y)` over rows with weight.
pub(crate) fn total(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).filter(|(w, _)| **w != 0.0).map(|(w, y)| w * y).sum()
}

/// A value of a column; missing beyond its end.
pub(crate) fn at(columns: &[Vec<f64>], column: usize, row: usize) -> f64 {
    columns.get(column).and_then(|column| column.get(row)).copied().unwrap_or(f64::NAN)
}

/// Rows x columns of `w f(row, column)`, zero without weight.
pub(crate) fn weighted(weights: &[f64], columns: usize, f: impl Fn(usize, usize) -> f64) -> DMatrix<f64> {
    DMatrix::from_fn(weights.len(), columns, |row, column| match weights[row] {
        0.0 => 0.0,
        weight => weight * f(row, column),
    })
}

impl Statistic for Totals {
    fn size(&self) -> usize {
        self.columns.len()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        check("column", &self.columns, weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        self.columns.iter().map(|column| total(weights, column)).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        weighted(weights, self.columns.len(), |row, column| at(&self.columns, column, row))
    }
}

impl Statistic for Means {
    fn size(&self) -> usize {
        self.columns.len()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        check("column", &self.columns, weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        let size: f64 = weights.iter().sum();
        self.columns.iter().map(|column| total(weights, column) / size).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let size: f64 = weights.iter().sum();
        let means = self.value(weights);
        weighted(weights, self.columns.len(), |row, column| (at(&self.columns, column, row) - means[column]) / size)
    }
}

impl Statistic for Ratios {
    fn size(&self) -> usize {
        self.numerators.len() * self.denominators.len()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        check("numerator", &self.numerators, weights)?;
        check("denominator", &self.denominators, weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        let tops: Vec<f64> = self.numerators.iter().map(|column| total(weights, column)).collect();
        let ratios = |below: &Vec<f64>| {
            let below = total(weights, below);
            tops.iter().map(move |top| top / below).collect::<Vec<_>>()
        };
        self.denominators.iter().flat_map(ratios).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let residuals = self.residuals(weights);
        weighted(weights, self.size(), |row, ratio| at(&residuals, ratio, row))
    }
}
