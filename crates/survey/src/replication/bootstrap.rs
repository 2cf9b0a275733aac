//! Bootstraps of clusters within strata, drawn from a seed: the same replicates on every machine.

use super::factors::Factors;
use super::jackknife::no_stage;
use super::random::Random;
use crate::design::{Design, Stage};
use crate::refusal::{Reason, Refusal};
use nalgebra::DMatrix;

/// How clusters are drawn again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resample {
    /// As many as were drawn, with replacement; with a finite population, without, from the sample repeated to its size
    /// (Canty and Davison 1999; R `survey`, `bootweights`).
    Bootstrap,
    /// One fewer, with replacement (Rao and Wu 1988; R `survey`, `subbootweights`).
    Subbootstrap,
    /// Half of them without replacement, at every stage, rescaled (Preston 2009; R `survey`, `mrbweights`).
    Multistage,
}

/// The largest population from which the repeated sample is drawn unit by unit; above 100 times the sample (R `survey`
/// too) a population counts as infinite.
const LARGEST_SHARE: f64 = 100.0;

/// Replicate factors, or for the multistage bootstrap whole factors of rows.
pub(super) fn clusters(design: &Design, resample: Resample, count: usize, seed: u64) -> Result<Factors, Refusal> {
    let stage = design.stages.first().ok_or_else(no_stage)?;
    let mut random = Random::new(seed);
    let mut of_cluster = DMatrix::zeros(stage.clusters(), count);
    let members = members(stage);
    for replicate in 0..count {
        for members in &members {
            let drawn = members.len();
            let size = members.first().map_or(f64::INFINITY, |first| stage.population[*first]);
            match resample {
                Resample::Bootstrap if size <= LARGEST_SHARE * drawn as f64 => {
                    // Which of the repeated units; a unit's number modulo the sample says whose copy it is.
                    let order = random.shuffled(drawn);
                    for unit in random.subset(libm::floor(size) as usize, drawn) {
                        of_cluster[(members[order[unit % drawn]], replicate)] += 1.0;
                    }
                }
                Resample::Subbootstrap if drawn > 1 => {
                    let factor = drawn as f64 / (drawn as f64 - 1.0);
                    for _ in 1..drawn {
                        of_cluster[(members[random.below(drawn)], replicate)] += factor;
                    }
                }
                Resample::Bootstrap | Resample::Subbootstrap | Resample::Multistage => {
                    for _ in 0..drawn {
                        of_cluster[(members[random.below(drawn)], replicate)] += 1.0;
                    }
                }
            }
        }
    }
    let scale = match resample {
        Resample::Bootstrap => {
            // The harmonic mean of the strata's clusters.
            let mean = members.len() as f64 / members.iter().map(|members| 1.0 / members.len() as f64).sum::<f64>();
            mean / ((mean - 1.0) * (count as f64 - 1.0))
        }
        _ => 1.0 / (count as f64 - 1.0),
    };
    Ok(Factors { of_cluster, scale, rscales: vec![1.0; count] })
}

/// Preston's multistage bootstrap: factors of rows x replicates; the scale is `1 / (count - 1)` of each.
pub(super) fn multistage(design: &Design, count: usize, seed: u64) -> Result<DMatrix<f64>, Refusal> {
    if design.stages.is_empty() {
        return Err(no_stage());
    }
    let finite = !design.spec.fpc.is_empty();
    let stages = if finite { design.stages.len() } else { 1 };
    let mut random = Random::new(seed);
    let mut factors = DMatrix::zeros(design.rows(), count);
    for replicate in 0..count {
        let mut kept = vec![true; design.rows()];
        let mut grown = vec![1.0; design.rows()];
        let mut share = vec![1.0; design.rows()];
        let mut total = vec![1.0; design.rows()];
        for stage in design.stages.iter().take(stages) {
            let mut here = vec![Vec::new(); stage.strata()];
            for (cluster, rows) in rows_of(stage, &kept).into_iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
                here[stage.stratum_of[cluster] as usize].push((cluster, rows));
            }
            for clusters in here.iter().filter(|clusters| !clusters.is_empty()) {
                let n = clusters.len();
                let half = n / 2;
                let chosen = random.subset(n, half);
                let drawn = f64::from(stage.drawn[stage.stratum_of[clusters[0].0] as usize]);
                let fraction = drawn / stage.population[clusters[0].0];
                let (n, half) = (n as f64, half as f64);
                for (at, (_, rows)) in clusters.iter().enumerate() {
                    let keep = chosen.contains(&at);
                    for row in rows {
                        if half > 0.0 {
                            let lambda = libm::sqrt(share[*row] * half * (1.0 - fraction) / (n - half));
                            let star = if keep { lambda * (n / half) - lambda } else { -lambda };
                            total[*row] += star * grown[*row];
                            grown[*row] *= if keep { libm::sqrt(n / half) } else { 0.0 };
                        }
                        kept[*row] = keep;
                        share[*row] *= fraction;
                    }
                }
            }
        }
        total.iter().enumerate().for_each(|(row, factor)| factors[(row, replicate)] = *factor);
    }
    Ok(factors)
}

fn members(stage: &Stage) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); stage.strata()];
    for (cluster, stratum) in stage.stratum_of.iter().enumerate() {
        members[*stratum as usize].push(cluster);
    }
    members
}

fn rows_of(stage: &Stage, kept: &[bool]) -> Vec<Vec<usize>> {
    let mut rows = vec![Vec::new(); stage.clusters()];
    for (row, cluster) in stage.cluster.iter().enumerate() {
        if kept[row] {
            rows[*cluster as usize].push(row);
        }
    }
    rows
}

/// The most replicate weights: rows times replicates. Eight bytes each.
const MOST: usize = 1 << 29;

/// Replicates whose weights fit in memory.
pub(super) fn fits(rows: usize, count: usize) -> Result<(), Refusal> {
    if rows.checked_mul(count).is_some_and(|weights| weights <= MOST) {
        return Ok(());
    }
    let message = format!("{count} replicates of {rows} rows are more than fit");
    Err(Refusal::new(
        Reason::Value,
        message,
        "Take a bootstrap of fewer replicates (100 to 500 is usual), or larger clusters.",
    ))
}

/// A number of replicates of which the spread means something.
pub(super) fn enough(count: usize) -> Result<(), Refusal> {
    if count < 2 {
        return Err(Refusal::new(
            Reason::Value,
            format!("{count} replicates have no spread"),
            "Ask for at least 2; 100 to 500 is usual.",
        ));
    }
    Ok(())
}
