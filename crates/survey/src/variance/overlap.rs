//! The covariance between waves that share units: of two samples from overlapping populations, in every stratum
//! `(n12 / (n1 n2) - N12 / (N1 N2)) S12` for means, where n12 units were drawn in both waves and N12 are in both populations
//! (Tam 1984; Nordberg 2000; Wood 2008). For one panel of one population it is the variance of that panel.

use super::kernel::Totals;
use crate::design::{FEWEST_SHARED, Overlap, Pair, Stage};
use nalgebra::DMatrix;
use std::collections::HashMap;

/// What two waves of every stratum have in common, for all columns with all columns, over all stages. Later stages count as
/// in the variance of a multistage sample: what was drawn within units that both waves drew.
pub(super) fn between(stages: &[Stage], overlap: &Overlap, x: &DMatrix<f64>) -> DMatrix<f64> {
    let size = x.ncols();
    let mut all = DMatrix::zeros(size, size);
    // How much the covariance within a unit counts, by the cluster that it is in either wave.
    let mut shares: HashMap<(u32, u32), f64> = HashMap::new();
    for (at, (stage, shared)) in stages.iter().zip(&overlap.stages).enumerate() {
        let totals = Totals::of(stage, x, &|_| true);
        let mut below = HashMap::new();
        for pair in &shared.pairs {
            let parents = pair.strata.map(|stratum| stage.parent[stratum as usize]);
            let share = match at {
                0 => 1.0,
                _ => shares.get(&(parents[0], parents[1])).copied().unwrap_or(0.0),
            };
            let drawn_in_both = pair.units.len();
            if share == 0.0 || drawn_in_both < FEWEST_SHARED {
                continue;
            }
            let n12 = drawn_in_both as f64;
            let fraction = pair.strata.map(|stratum| fraction(stage, stratum));
            // Without finite populations nothing is taken off, however many they share.
            let expected = if fraction.contains(&0.0) { 0.0 } else { fraction[0] * fraction[1] * pair.population };
            let covariance = bounded(within(pair, &totals, size) * (n12 - expected), stage, &totals, pair, fraction);
            all += (&covariance + covariance.transpose()) * share;
            let each = share * expected / n12;
            if each > 0.0 {
                let clusters = |unit: &[Vec<u32>; 2]| {
                    let [one, other] = unit.clone();
                    one.into_iter().flat_map(move |one| other.clone().into_iter().map(move |other| (one, other)))
                };
                below.extend(pair.units.iter().flat_map(clusters).map(|of| (of, each)));
            }
        }
        shares = below;
        if shares.is_empty() {
            break;
        }
    }
    all
}

fn fraction(stage: &Stage, stratum: u32) -> f64 {
    let cluster = stage.cluster[stage.row_of[stratum as usize]] as usize;
    f64::from(stage.drawn[stratum as usize]) / stage.population[cluster]
}

/// The covariance of the totals of units that both waves drew: columns of the earlier by columns of the later.
fn within(pair: &Pair, totals: &Totals, size: usize) -> DMatrix<f64> {
    let count = pair.units.len();
    let of_wave = |wave: usize| {
        let sum = |unit: usize, column: usize| -> f64 {
            pair.units[unit][wave].iter().map(|cluster| totals.of_cluster(*cluster as usize)[column]).sum()
        };
        let mut sums = DMatrix::from_fn(count, size, sum);
        for mut column in sums.column_iter_mut() {
            let mean = column.sum() / count as f64;
            column.add_scalar_mut(-mean);
        }
        sums
    };
    of_wave(0).transpose() * of_wave(1) / (count as f64 - 1.0)
}

/// Keeps a covariance that few units tell within what the variances of both waves leave room for.
fn bounded(
    mut covariance: DMatrix<f64>,
    stage: &Stage,
    totals: &Totals,
    pair: &Pair,
    fraction: [f64; 2],
) -> DMatrix<f64> {
    let size = covariance.ncols();
    let variances = [0, 1].map(|wave| {
        let drawn = f64::from(stage.drawn[pair.strata[wave] as usize]);
        let clusters = || {
            let inside = |(_, stratum): &(usize, &u32)| **stratum == pair.strata[wave];
            stage.stratum_of.iter().enumerate().filter(inside).map(|(cluster, _)| cluster)
        };
        let variance = |column: usize| {
            let mean = clusters().map(|cluster| totals.of_cluster(cluster)[column]).sum::<f64>() / drawn;
            let square = |cluster: usize| {
                let off = totals.of_cluster(cluster)[column] - mean;
                off * off
            };
            (1.0 - fraction[wave]) * drawn / (drawn - 1.0) * clusters().map(square).sum::<f64>()
        };
        (0..size).map(variance).collect::<Vec<f64>>()
    });
    for i in 0..size {
        for j in 0..size {
            let most = libm::sqrt(variances[0][i] * variances[1][j]);
            if most.is_finite() {
                covariance[(i, j)] = covariance[(i, j)].clamp(-most, most);
            }
        }
    }
    covariance
}
