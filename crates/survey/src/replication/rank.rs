//! How many replicates say something new.

use crate::column::Domain;
use nalgebra::DMatrix;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Ranks that were computed before, of the last few domains: every estimate asks for one, and a rank of a thousand
/// replicates takes a second.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranks {
    found: Arc<Mutex<Vec<(Domain, usize)>>>,
    /// That of all rows, where it is known otherwise.
    whole: Option<usize>,
}

impl Ranks {
    /// So many domains, the groups of a break, are remembered.
    const MOST: usize = 32;

    /// Of weights that were changed, of which the rank over all rows stays what it was.
    pub(crate) fn keeping(whole: usize) -> Self {
        Self { whole: Some(whole), ..Self::default() }
    }

    /// The rank in a domain; the weights must be those of every other call.
    pub(crate) fn of(&self, weights: &DMatrix<f64>, domain: &Domain) -> usize {
        if let Some(whole) = self.whole.filter(|_| domain.inside().iter().all(|inside| *inside)) {
            return whole;
        }
        self.anew(weights, domain)
    }

    /// As [`Self::of`], of the weights as they are.
    pub(crate) fn anew(&self, weights: &DMatrix<f64>, domain: &Domain) -> usize {
        let known = |ranks: &mut Vec<(Domain, usize)>| ranks.iter().find(|(of, _)| of == domain).map(|(_, rank)| *rank);
        if let Some(rank) = self.found.lock().ok().and_then(|mut ranks| known(&mut ranks)) {
            return rank;
        }
        let rank = rank(weights, domain);
        if let Ok(mut ranks) = self.found.lock() {
            if ranks.len() >= Self::MOST {
                ranks.remove(0);
            }
            ranks.push((domain.clone(), rank));
        }
        rank
    }
}

/// A column whose rest is below this share of its length follows from those before it (R `survey`, `degf`, `tol`).
const TOLERANCE: f64 = 1e-5;

/// The rank of the rows inside a domain. Rows in proportion to one another (those of one cluster) become one, as long as all
/// of them together, which leaves every product of columns as it is and the work small.
fn rank(weights: &DMatrix<f64>, domain: &Domain) -> usize {
    let mut seen: HashMap<Vec<u64>, usize> = HashMap::new();
    let mut squares: Vec<f64> = Vec::new();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for row in 0..weights.nrows() {
        let top = weights.row(row).iter().fold(0.0_f64, |top, value| top.max(value.abs()));
        if !domain.holds(row) || top <= 0.0 || !top.is_finite() {
            continue;
        }
        let scaled: Vec<f64> = weights.row(row).iter().map(|value| libm::round(value / top * 1e12) / 1e12).collect();
        let at = *seen.entry(scaled.iter().map(|value| value.to_bits()).collect()).or_insert(rows.len());
        if at == rows.len() {
            rows.push(scaled);
            squares.push(0.0);
        }
        squares[at] += top * top;
    }
    for (row, square) in rows.iter_mut().zip(&squares) {
        let length = libm::sqrt(*square);
        row.iter_mut().for_each(|value| *value *= length);
    }
    // As many rows as twice the columns mostly say it all: no rank exceeds the number of columns.
    let few = rows.get(..2 * weights.ncols()).map_or(0, |few| independent(few, weights.ncols()));
    if few == weights.ncols() { few } else { independent(&rows, weights.ncols()) }
}

/// How many columns do not follow from those before them.
fn independent(rows: &[Vec<f64>], columns: usize) -> usize {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for column in 0..columns {
        let mut rest: Vec<f64> = rows.iter().map(|row| row[column]).collect();
        let length = norm(&rest);
        if length == 0.0 {
            continue;
        }
        // Twice: once leaves rounding errors of the size of what is taken away.
        for direction in basis.iter().chain(basis.iter()) {
            let along: f64 = direction.iter().zip(&rest).map(|(a, b)| a * b).sum();
            rest.iter_mut().zip(direction).for_each(|(value, part)| *value -= along * part);
        }
        let left = norm(&rest);
        if left > TOLERANCE * length {
            rest.iter_mut().for_each(|value| *value /= left);
            basis.push(rest);
        }
        if basis.len() == rows.len() {
            break;
        }
    }
    basis.len()
}

fn norm(values: &[f64]) -> f64 {
    libm::sqrt(values.iter().map(|value| value * value).sum())
}
