//! A bootstrap of every item at once. A replicate draws clusters, not rows, so its sums are sums of cluster sums: rows
//! are read once, and no row has a weight for each replicate.

use super::columns::Columns;
use super::layout::Layout;
use super::pass::Answer;
use crate::replication::random::Random;

/// Sums are kept in rows of so many, which a processor adds a few at a time.
const LANES: usize = 8;

/// Which clusters each replicate draws: in each stratum one fewer than it has, with replacement (Rao and Wu 1988; R
/// `survey`, `subbootweights`); a lonely cluster is drawn once. The draws are those of [`crate::replication::replicate`].
pub(super) struct Draws {
    /// `each` clusters for each replicate.
    clusters: Vec<u32>,
    each: usize,
    /// By how much a drawn cluster counts: `n / (n - 1)` of its stratum.
    factors: Vec<f64>,
}

impl Draws {
    pub(super) fn of(layout: &Layout, replicates: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let sizes: Vec<usize> = layout.strata.iter().map(|stratum| stratum.clusters as usize).collect();
        let each = sizes.iter().map(|size| size.saturating_sub(1).max(1)).sum();
        let mut clusters = Vec::with_capacity(each * replicates);
        for _ in 0..replicates {
            let mut first = 0;
            for size in &sizes {
                for _ in 0..size.saturating_sub(1).max(1) {
                    clusters.push(u32::try_from(first + random.below(*size)).unwrap_or(u32::MAX));
                }
                first += size;
            }
        }
        let factor = |size: &usize| if *size > 1 { *size as f64 / (*size as f64 - 1.0) } else { 1.0 };
        let factors = sizes.iter().flat_map(|size| std::iter::repeat_n(factor(size), *size)).collect();
        Self { clusters, each, factors }
    }

    /// The sums of each replicate from those of each cluster, two replicates at a time.
    fn sum(&self, of_cluster: &[[f64; LANES]]) -> Vec<[f64; LANES]> {
        let add = |sums: &mut [f64; LANES], cluster: u32| {
            if let Some(own) = of_cluster.get(cluster as usize) {
                sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            }
        };
        let mut sums = Vec::with_capacity(self.clusters.len() / self.each.max(1));
        for two in self.clusters.chunks(2 * self.each.max(1)) {
            let (first, second) = two.split_at(self.each.min(two.len()));
            let (mut a, mut b) = ([0.0; LANES], [0.0; LANES]);
            if second.is_empty() {
                first.iter().for_each(|cluster| add(&mut a, *cluster));
                sums.push(a);
                continue;
            }
            for (one, other) in first.iter().zip(second) {
                add(&mut a, *one);
                add(&mut b, *other);
            }
            sums.extend([a, b]);
        }
        sums
    }
}

/// An item over a break: an answer for each group (0: rows without group), and then for all rows.
pub(super) fn answers(
    layout: &Layout,
    draws: &Draws,
    item: &[u8],
    by: Option<&[u8]>,
    groups: usize,
    columns: &Columns,
) -> Vec<Answer> {
    let (places, parts) = (if by.is_some() { groups + 1 } else { 1 }, columns.width / LANES);
    let clusters = draws.factors.len();
    // Part by part, and in it cluster by cluster: each part is summed by itself and stays in the cache.
    let mut sums = vec![[0.0; LANES]; places * parts * clusters];
    let mut counts = vec![0.0; places * columns.width];
    let mut weights = vec![0.0; places * columns.width];
    let mut ends = layout.ends.iter().map(|end| *end as usize).peekable();
    let mut cluster = 0;
    for (row, (code, weight)) in item.iter().zip(&layout.weights).enumerate() {
        if row > 0 && ends.peek().is_none_or(|end| *end <= row) {
            ends.next();
            cluster += 1;
        }
        let group = by.map_or(0, |by| by.get(row).map_or(0, |group| usize::from(*group)));
        let at = group * columns.width + usize::from(*code);
        let sum = sums.get_mut(at / LANES * clusters + cluster).and_then(|sum| sum.get_mut(at % LANES));
        if let (Some(sum), Some(count), Some(total)) = (sum, counts.get_mut(at), weights.get_mut(at)) {
            *sum += weight;
            *total += weight;
            *count += 1.0;
        }
    }
    for part in sums.chunks_mut(clusters.max(1)) {
        for (sums, factor) in part.iter_mut().zip(&draws.factors) {
            sums.iter_mut().for_each(|sum| *sum *= factor);
        }
    }
    let drawn: Vec<Vec<[f64; LANES]>> = sums.chunks(clusters.max(1)).map(|part| draws.sum(part)).collect();
    let replicates = draws.clusters.len() / draws.each.max(1);
    let of_group = |group: usize, replicate: usize, into: &mut [f64]| {
        for (part, into) in into.chunks_mut(LANES).enumerate() {
            let own = drawn.get(group * parts + part).and_then(|drawn| drawn.get(replicate));
            into.iter_mut().zip(own.unwrap_or(&[f64::NAN; LANES])).for_each(|(into, own)| *into += own);
        }
    };
    let row = |of: &[f64], groups: std::ops::Range<usize>| {
        let mut row = vec![0.0; columns.width];
        for group in groups {
            let own = of.iter().skip(group * columns.width).take(columns.width);
            row.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        row
    };
    let answer = |groups: std::ops::Range<usize>| {
        let mut values = vec![0.0; columns.width];
        let thetas = (0..replicates).filter_map(|replicate| {
            values.fill(0.0);
            groups.clone().for_each(|group| of_group(group, replicate, &mut values));
            ratios(columns, &mut values)
                .map(|_| columns.places().map(|at| values.get(at).copied().unwrap_or(f64::NAN)).collect())
        });
        let spread = spread(thetas.collect(), replicates, columns.places().count());
        let mut whole = row(&weights, groups.clone());
        let weight = ratios(columns, &mut whole);
        let estimate = |(at, variance): (usize, f64)| match (weight, whole.get(at)) {
            (Some(_), Some(estimate)) => (*estimate, variance),
            _ => (f64::NAN, f64::NAN),
        };
        Answer {
            weight: weight.unwrap_or(0.0),
            counts: row(&counts, groups).iter().skip(1).take(columns.categories).copied().collect(),
            estimates: columns.places().zip(spread).map(estimate).collect(),
        }
    };
    (0..places).map(|group| answer(group..group + 1)).chain([answer(0..places)]).collect()
}

/// Sums by code become ratios to those who answered; their total, unless nobody did.
fn ratios(columns: &Columns, sums: &mut [f64]) -> Option<f64> {
    let total: f64 = sums.iter().skip(1).take(columns.categories).sum();
    columns.fill(sums);
    sums.iter_mut().for_each(|sum| *sum /= total);
    (total > 0.0).then_some(total)
}

/// The variance of each column over replicates: `1 / (R - 1)` of its squares around the mean of the replicates in which
/// anyone answered.
fn spread(thetas: Vec<Vec<f64>>, replicates: usize, columns: usize) -> Vec<f64> {
    if thetas.is_empty() {
        return vec![f64::NAN; columns];
    }
    let of = |column: usize| thetas.iter().map(move |theta| theta.get(column).copied().unwrap_or(f64::NAN));
    let variance = |column: usize| {
        let mean = of(column).sum::<f64>() / thetas.len() as f64;
        of(column).map(|theta| (theta - mean) * (theta - mean)).sum::<f64>() / (replicates as f64 - 1.0)
    };
    (0..columns).map(variance).collect()
}
