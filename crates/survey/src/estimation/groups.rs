//! The same statistic in every group, with the covariance between groups.

use crate::column::{Domain, Factor};
use crate::design::Design;
use crate::refusal::Refusal;
use crate::variance::Statistic;
use nalgebra::DMatrix;

/// One group: a level of every factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The level of each factor, as its place.
    pub levels: Vec<u32>,
    /// The rows.
    pub domain: Domain,
}

/// The groups that have a row with weight in a domain, the first factor fastest (R `survey`, `svyby`: the order of
/// `interaction`). Rows where a factor is missing are in no group.
pub fn by_groups(design: &Design, domain: &Domain, factors: &[&Factor]) -> Vec<Group> {
    let key = |row: usize| -> Option<Vec<u32>> {
        factors.iter().map(|factor| factor.level(row).and_then(|_| factor.codes.get(row).copied())).collect()
    };
    let keys: Vec<Option<Vec<u32>>> = (0..design.rows()).map(key).collect();
    let mut found: Vec<&Vec<u32>> = keys
        .iter()
        .enumerate()
        .filter(|(row, _)| domain.holds(*row) && design.weights().get(*row).is_some_and(|weight| *weight != 0.0))
        .filter_map(|(_, key)| key.as_ref())
        .collect();
    found.sort_by(|a, b| a.iter().rev().cmp(b.iter().rev()));
    found.dedup();
    let group = |levels: &Vec<u32>| Group {
        levels: levels.clone(),
        domain: domain.and(|row| keys.get(row).is_some_and(|key| key.as_ref() == Some(levels))),
    };
    found.into_iter().map(group).collect()
}

/// Statistics side by side, each in a domain of its own: estimated together, they have one covariance (R `survey`,
/// `svyby(covmat = TRUE)`).
pub struct Joint<'a> {
    /// Each statistic with its domain, missing rows left out already.
    pub parts: Vec<(&'a dyn Statistic, &'a Domain)>,
}

impl Joint<'_> {
    fn inside(weights: &[f64], domain: &Domain) -> Vec<f64> {
        weights.iter().enumerate().map(|(row, weight)| if domain.holds(row) { *weight } else { 0.0 }).collect()
    }
}

impl Statistic for Joint<'_> {
    fn size(&self) -> usize {
        self.parts.iter().map(|(statistic, _)| statistic.size()).sum()
    }

    fn check(&self, weights: &[f64]) -> Result<(), Refusal> {
        self.parts.iter().try_for_each(|(statistic, domain)| statistic.check(&Self::inside(weights, domain)))
    }

    fn value(&self, weights: &[f64]) -> Vec<f64> {
        self.parts.iter().flat_map(|(statistic, domain)| statistic.value(&Self::inside(weights, domain))).collect()
    }

    fn influence(&self, weights: &[f64]) -> DMatrix<f64> {
        let mut all = DMatrix::zeros(weights.len(), self.size());
        let mut from = 0;
        for (statistic, domain) in &self.parts {
            let part = statistic.influence(&Self::inside(weights, domain));
            all.columns_mut(from, part.ncols()).copy_from(&part);
            from += part.ncols();
        }
        all
    }
}
