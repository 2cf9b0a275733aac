//! Whether weights still add up to what they were weighted to: a later step, or a rough end, may have moved them away.

use super::Margin;

/// A category of a margin, as it should be and as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The variable.
    pub variable: String,
    /// The category.
    pub level: String,
    /// The population total.
    pub total: f64,
    /// What the weights add up to.
    pub found: f64,
}

impl Met {
    /// How far it is off, as a share of the whole population.
    pub fn off(&self, population: f64) -> f64 {
        (self.found - self.total).abs() / population
    }
}

/// Every category of a margin under these weights, one a row, in the order of the margin.
pub fn met(margin: &Margin, weights: &[f64]) -> Vec<Met> {
    // What a sum of nothing is.
    let nothing: f64 = std::iter::empty::<f64>().sum();
    let mut sums = vec![nothing; margin.factor.levels.len()];
    for (code, weight) in margin.factor.codes.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(*code as usize) {
            *sum += weight;
        }
    }
    let of = |(level, total): &(String, f64)| {
        let code = margin.factor.levels.iter().position(|known| known == level);
        let found = code.and_then(|code| sums.get(code)).copied().unwrap_or(nothing);
        Met { variable: margin.factor.name.clone(), level: level.clone(), total: *total, found }
    };
    margin.totals.iter().map(of).collect()
}
