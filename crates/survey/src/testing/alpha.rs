//! How well items hang together.

use crate::estimation::Variances;
use crate::refusal::Refusal;
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// Cronbach's alpha of items: `k / (k - 1) (1 - sum of their variances / variance of their sum)` (Cronbach 1951; R
/// `survey`, `svycralpha`), over rows where all are known. Unlike R's it has a standard error, by linearisation.
#[derive(Debug, Clone)]
pub struct Alpha {
    items: usize,
    variances: Variances,
}

impl Alpha {
    /// Of items, one value a row in each, in a sample of `count` rows with weight.
    pub fn new(items: Vec<Vec<f64>>, count: usize) -> Self {
        let rows = items.iter().map(Vec::len).max().unwrap_or(0);
        let value = |item: &Vec<f64>, row: usize| item.get(row).copied().unwrap_or(f64::NAN);
        let sum = (0..rows).map(|row| items.iter().map(|item| value(item, row)).sum()).collect();
        let mut columns = items;
        let items = columns.len();
        columns.push(sum);
        Self { items, variances: Variances { columns, count } }
    }

    fn factor(&self) -> f64 {
        let k = self.items as f64;
        k / (k - 1.0)
    }

    /// The sum of the variances of the items, and the variance of their sum.
    fn parts(&self, weights: &[f64]) -> (f64, f64) {
        let variances = self.variances.value(weights);
        (variances.iter().take(self.items).sum(), variances.last().copied().unwrap_or(f64::NAN))
    }
}

impl Statistic for Alpha {
    fn size(&self) -> usize {
        1
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        self.variances.check(weights)
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        let (items, sum) = self.parts(weights);
        vec![self.factor() * (1.0 - items / sum)]
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let (items, sum) = self.parts(weights);
        let each = self.variances.influence(weights);
        DMatrix::from_fn(weights.len(), 1, |row, _| {
            let moved: f64 = (0..self.items).map(|item| each[(row, item)]).sum();
            self.factor() * (items / sum * each[(row, self.items)] - moved) / sum
        })
    }
}
