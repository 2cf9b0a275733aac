//! The variance of a total in a stratified multistage sample (Särndal, Swensson and Wretman 1992, result 4.3.1; R
//! `survey`: `svyrecvar`, `multistage`, `onestage`): at each stage the spread of cluster totals around the mean of their
//! stratum, later stages times the fraction drawn in earlier ones.

use crate::design::{Design, LonelyPsu, Stage, stratum_place};
use crate::refusal::{Reason, Refusal};
use nalgebra::DMatrix;

/// Below this share of the squared sum of absolute values, a variance is rounding error and becomes zero.
pub(crate) const ROUNDING: f64 = 1e-28;

/// Covariance of the column totals of `x` (rows x p), over the rows that are present.
pub(super) fn multistage(
    design: &Design,
    x: &DMatrix<f64>,
    present: &dyn Fn(usize) -> bool,
) -> Result<DMatrix<f64>, Refusal> {
    let size = x.ncols();
    let mut variance = DMatrix::zeros(size, size);
    // How much a cluster's own variance counts: the fractions drawn in all stages up to it.
    let mut shares = vec![1.0];
    for (at, stage) in design.stages.iter().enumerate() {
        let totals = Totals::of(stage, x, present);
        for (parent, strata) in families(stage, &totals, shares.len()) {
            let share = shares.get(parent).copied().unwrap_or(0.0);
            if share > 0.0 {
                variance += one_stage(design, stage, at, &totals, &strata)? * share;
            }
        }
        shares = (0..stage.clusters())
            .map(|cluster| {
                let stratum = stage.stratum_of[cluster] as usize;
                let parent = shares.get(stage.parent[stratum] as usize).copied().unwrap_or(0.0);
                parent * f64::from(stage.drawn[stratum]) / stage.population[cluster]
            })
            .collect();
        if shares.iter().all(|share| *share == 0.0) {
            break;
        }
    }
    Ok(variance)
}

/// The totals of each cluster, and which clusters have rows.
pub(super) struct Totals {
    sums: Vec<f64>,
    seen: Vec<bool>,
    size: usize,
}

impl Totals {
    pub(super) fn of(stage: &Stage, x: &DMatrix<f64>, present: &dyn Fn(usize) -> bool) -> Self {
        let size = x.ncols();
        let mut totals = Self { sums: vec![0.0; stage.clusters() * size], seen: vec![false; stage.clusters()], size };
        let rows: Vec<(usize, usize)> = stage
            .cluster
            .iter()
            .enumerate()
            .filter(|(row, _)| present(*row))
            .map(|(row, of)| (row, *of as usize))
            .collect();
        rows.iter().for_each(|(_, cluster)| totals.seen[*cluster] = true);
        // A column lies in one piece: along it a value is next to the one before.
        for (at, column) in x.as_slice().chunks_exact(x.nrows().max(1)).enumerate() {
            for (row, cluster) in &rows {
                totals.sums[cluster * size + at] += column[*row];
            }
        }
        totals
    }

    pub(super) fn of_cluster(&self, cluster: usize) -> &[f64] {
        &self.sums[cluster * self.size..][..self.size]
    }
}

/// A stratum with its clusters that have rows.
struct Stratum {
    code: usize,
    clusters: Vec<usize>,
}

/// The strata that have rows, by the cluster of the stage before that they lie in.
fn families(stage: &Stage, totals: &Totals, parents: usize) -> Vec<(usize, Vec<Stratum>)> {
    let mut strata: Vec<Vec<usize>> = vec![Vec::new(); stage.strata()];
    for (cluster, stratum) in stage.stratum_of.iter().enumerate() {
        if totals.seen[cluster] {
            strata[*stratum as usize].push(cluster);
        }
    }
    let mut families: Vec<Vec<Stratum>> = (0..parents).map(|_| Vec::new()).collect();
    for (code, clusters) in strata.into_iter().enumerate() {
        if let (false, Some(family)) = (clusters.is_empty(), families.get_mut(stage.parent[code] as usize)) {
            family.push(Stratum { code, clusters });
        }
    }
    families.into_iter().enumerate().filter(|(_, strata)| !strata.is_empty()).collect()
}

/// The spread of cluster totals within the strata of one cluster of the stage before.
fn one_stage(
    design: &Design,
    stage: &Stage,
    at: usize,
    totals: &Totals,
    strata: &[Stratum],
) -> Result<DMatrix<f64>, Refusal> {
    let rule = design.spec.lonely;
    let size = totals.size;
    let mut lonely = vec![false; strata.len()];
    for (flag, stratum) in lonely.iter_mut().zip(strata) {
        let drawn = stage.drawn[stratum.code];
        if drawn < 2 {
            // One cluster that is all there is was certain to be drawn.
            *flag = stratum.clusters.iter().any(|cluster| stage.population[*cluster] > 1.0);
            if *flag && rule == LonelyPsu::Fail {
                return Err(refuse(design, stage, at, stratum.code));
            }
        } else if design.spec.adjust_domain_lonely && matches!(rule, LonelyPsu::Adjust | LonelyPsu::Average) {
            *flag = stratum.clusters.len() < 2;
        }
    }
    let centre = mean_of_all(stage, totals, strata);
    let mut squares = Squares::new(size);
    for (flag, stratum) in lonely.iter().zip(strata) {
        if *flag && rule != LonelyPsu::Adjust {
            continue;
        }
        let drawn = f64::from(stage.drawn[stratum.code]);
        let mean = if *flag { centre.clone() } else { mean_of(totals, stratum, drawn) };
        let scale = if drawn > 1.0 { drawn / (drawn - 1.0) } else { 1.0 };
        let free = |cluster: usize| scale * (1.0 - drawn / stage.population[cluster]);
        for cluster in &stratum.clusters {
            squares.add(totals.of_cluster(*cluster), &mean, free(*cluster));
        }
        // Clusters without a row here were drawn too: their total is zero.
        let unseen = drawn - stratum.clusters.len() as f64;
        if let (true, Some(first)) = (unseen > 0.0, stratum.clusters.first()) {
            squares.add(&vec![0.0; size], &mean, free(*first) * unseen);
        }
    }
    let mut variance = squares.into_matrix();
    let lonely_ones = lonely.iter().filter(|flag| **flag).count();
    if rule == LonelyPsu::Average && lonely_ones > 0 {
        // With no other stratum to take the average of, nothing is known: NaN.
        let others = (strata.len() - lonely_ones) as f64;
        variance *= if others > 0.0 { strata.len() as f64 / others } else { f64::NAN };
    }
    Ok(variance)
}

pub(super) fn refuse(design: &Design, stage: &Stage, at: usize, stratum: usize) -> Refusal {
    let (name, place) = stratum_place(&design.spec, stage, at, stratum);
    let what = if at == 0 { "cluster" } else { "unit" };
    let refusal = Refusal::new(
        Reason::LonelyPsu,
        format!("one {what} was drawn at stage {}, so its variance is unknown", at + 1),
        "Join it with a like one, or choose a rule for lonely clusters (adjust, average, certainty, remove).",
    );
    refusal.about(name).at(place)
}

/// The mean of all clusters drawn in these strata (R `survey` 4.5; 4.1.1 took 0).
fn mean_of_all(stage: &Stage, totals: &Totals, strata: &[Stratum]) -> Vec<f64> {
    let drawn: f64 = strata.iter().map(|stratum| f64::from(stage.drawn[stratum.code])).sum();
    let mut mean = vec![0.0; totals.size];
    for cluster in strata.iter().flat_map(|stratum| &stratum.clusters) {
        mean.iter_mut().zip(totals.of_cluster(*cluster)).for_each(|(sum, value)| *sum += value);
    }
    mean.iter_mut().for_each(|sum| *sum /= drawn);
    mean
}

fn mean_of(totals: &Totals, stratum: &Stratum, drawn: f64) -> Vec<f64> {
    let mut mean = vec![0.0; totals.size];
    for cluster in &stratum.clusters {
        mean.iter_mut().zip(totals.of_cluster(*cluster)).for_each(|(sum, value)| *sum += value);
    }
    mean.iter_mut().for_each(|sum| *sum /= drawn);
    mean
}

/// A sum of squares of vectors: one half of a symmetric matrix, each column down to the diagonal behind the one before. Most of the
/// time of a table book went here, and a processor adds up a piece of memory many times as fast as cells of a matrix.
struct Squares {
    half: Vec<f64>,
    off: Vec<f64>,
}

impl Squares {
    fn new(size: usize) -> Self {
        Self { half: vec![0.0; size * (size + 1) / 2], off: vec![0.0; size] }
    }

    /// Adds the square of what values are off a mean, so many times.
    fn add(&mut self, values: &[f64], mean: &[f64], scale: f64) {
        let Self { half, off } = self;
        off.iter_mut().zip(values.iter().zip(mean)).for_each(|(off, (value, mean))| *off = value - mean);
        let mut rest = half.as_mut_slice();
        for (at, right) in off.iter().enumerate() {
            let right = right * scale;
            let (column, below) = std::mem::take(&mut rest).split_at_mut(at + 1);
            column.iter_mut().zip(off.iter()).for_each(|(sum, left)| *sum += left * right);
            rest = below;
        }
    }

    fn into_matrix(self) -> DMatrix<f64> {
        let size = self.off.len();
        let at = |row: usize, column: usize| {
            let (low, high) = if row < column { (row, column) } else { (column, row) };
            self.half[high * (high + 1) / 2 + low]
        };
        DMatrix::from_fn(size, size, at)
    }
}

/// The sum of the absolute values of each column.
pub(super) fn sizes(x: &DMatrix<f64>) -> Vec<f64> {
    x.column_iter().map(|column| column.iter().map(|value| value.abs()).sum()).collect()
}

/// Sets to zero what is only rounding error beside columns of such sizes, so that a certain total has a standard error of
/// zero.
pub(super) fn drop_rounding(variance: &mut DMatrix<f64>, sizes: &[f64]) {
    for (at, size) in sizes.iter().enumerate() {
        let rounding = ROUNDING * size * size;
        if rounding.is_finite() && variance[(at, at)].abs() <= rounding {
            variance.row_mut(at).fill(0.0);
            variance.column_mut(at).fill(0.0);
        }
    }
}
