//! Delete-one-cluster jackknives (Wolter 2007, chapter 4; R `survey`: `jk1weights`, `jknweights`).

use super::factors::Factors;
use crate::design::{Design, LonelyPsu, stratum_name};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// Unstratified: each replicate leaves one cluster out and weighs the others `n / (n - 1)`.
pub(super) fn jk1(design: &Design) -> Result<Factors, Refusal> {
    let stage = design.stages.first().ok_or_else(no_stage)?;
    if stage.strata() > 1 {
        return Err(Refusal::new(
            Reason::NotDefined,
            "the unstratified jackknife (JK1) is for designs without strata",
            "Take the stratified jackknife (JKn).",
        ));
    }
    let n = stage.clusters();
    let (count, free) = (n as f64, 1.0 - n as f64 / stage.population.first().copied().unwrap_or(f64::INFINITY));
    if n < 2 {
        return Err(Refusal::new(Reason::NotDefined, "a jackknife needs two clusters or more", "Draw more clusters."));
    }
    Ok(Factors {
        of_cluster: DMatrix::from_fn(n, n, |row, column| if row == column { 0.0 } else { count / (count - 1.0) }),
        scale: free * (count - 1.0) / count,
        rscales: vec![1.0; n],
    })
}

/// Stratified: each replicate leaves one cluster out and weighs the others of its stratum `n_h / (n_h - 1)`. Strata of
/// which every cluster was drawn need no replicates.
pub(super) fn jkn(design: &Design) -> Result<Factors, Refusal> {
    let stage = design.stages.first().ok_or_else(no_stage)?;
    if design.spec.strata.is_empty() {
        return Err(Refusal::new(
            Reason::NotDefined,
            "the stratified jackknife (JKn) needs strata",
            "Take the unstratified jackknife (JK1).",
        ));
    }
    let clusters = stage.clusters();
    let strata = stage.strata() as f64;
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut rscales = Vec::new();
    for stratum in 0..stage.strata() {
        let members: Vec<usize> =
            (0..clusters).filter(|cluster| stage.stratum_of[*cluster] as usize == stratum).collect();
        let count = members.len() as f64;
        let size = members.first().map_or(f64::INFINITY, |first| stage.population[*first]);
        let free = 1.0 - count / size;
        if free == 0.0 {
            continue;
        }
        if members.len() == 1 {
            match design.spec.lonely {
                LonelyPsu::Fail => {
                    let name = stratum_name(&design.spec, stage, stratum);
                    return Err(Refusal::new(
                        Reason::LonelyPsu,
                        "one cluster was drawn, so it cannot be left out",
                        "Join the stratum with a like one, or choose a rule for lonely clusters.",
                    )
                    .about(design.spec.strata.first().map_or("strata", |strata| strata.name.as_str()))
                    .at(Place::Stratum(name)));
                }
                LonelyPsu::Remove | LonelyPsu::Certainty | LonelyPsu::Average => continue,
                // The stratum is left out against all others.
                LonelyPsu::Adjust => {
                    let mut column = vec![strata / (strata - 1.0); clusters];
                    members.iter().for_each(|cluster| column[*cluster] = 0.0);
                    columns.push(column);
                    rscales.push((strata - 1.0) / strata);
                    continue;
                }
            }
        }
        for left_out in &members {
            let mut column = vec![1.0; clusters];
            members.iter().for_each(|cluster| column[*cluster] = count / (count - 1.0));
            column[*left_out] = 0.0;
            columns.push(column);
            rscales.push(free * (count - 1.0) / count);
        }
    }
    if columns.is_empty() {
        return Err(Refusal::new(
            Reason::NotDefined,
            "every cluster of every stratum was drawn, so there is nothing to replicate",
            "Leave the replicates out: clusters that were all drawn add no error, and later stages have no replicates.",
        ));
    }
    let average = design.spec.lonely == LonelyPsu::Average && columns.len() < clusters;
    let scale = if average { clusters as f64 / columns.len() as f64 } else { 1.0 };
    Ok(Factors { of_cluster: DMatrix::from_fn(clusters, columns.len(), |row, at| columns[at][row]), scale, rscales })
}

pub(super) fn no_stage() -> Refusal {
    Refusal::new(
        Reason::NotDefined,
        "replicates are made from a design with clusters",
        "Take the replicate weights that came with the data.",
    )
}
