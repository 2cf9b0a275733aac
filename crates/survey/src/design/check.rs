//! What must hold before a design is believed. Every refusal names the column, the row or stratum, and a remedy.

use super::stage::{Stage, dense, size};
use super::{Pps, Spec, population, waves};
use crate::column::Factor;
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// The stages of a design, and its weights.
pub(crate) fn build(spec: &Spec) -> Result<(Vec<Stage>, Vec<f64>), Refusal> {
    shape(spec)?;
    if let Some(waves) = &spec.waves {
        waves::check(spec, waves)?;
    }
    let clusters = clusters(spec)?;
    let mut stages: Vec<Stage> = Vec::with_capacity(clusters.len());
    for (at, cluster) in clusters.into_iter().enumerate() {
        let stratum = match (at, spec.strata.get(at).or_else(|| spec.strata.last())) {
            (0, Some(first)) => waves::split(&dense(first.codes.iter()), spec.waves.as_ref()),
            (0, None) => waves::split(&vec![0; spec.rows], spec.waves.as_ref()),
            // Strata of a later stage lie within the clusters of the one before it.
            (_, Some(strata)) => dense(strata.codes.iter().zip(&stages[at - 1].cluster)),
            (_, None) => stages[at - 1].cluster.clone(),
        };
        let stage = Stage::new(cluster, stratum, at.checked_sub(1).and_then(|before| stages.get(before)));
        stages.push(stage);
    }
    if let (false, Some(strata), Some(stage)) = (spec.nest, spec.strata.first(), stages.first()) {
        nested(spec, strata, stage)?;
    }
    population::read(spec, &mut stages)?;
    if let (Some(Pps::Joint { probabilities, .. }), Some(stage)) = (&spec.pps, stages.first()) {
        joint(stage, probabilities)?;
    }
    let weights = population::weights(spec, &stages)?;
    Ok((stages, weights))
}

/// The joint inclusion probabilities must be those of these clusters.
fn joint(stage: &Stage, probabilities: &DMatrix<f64>) -> Result<(), Refusal> {
    let refused = |message: String, remedy: &str| Err(Refusal::new(Reason::Design, message, remedy).about("pps"));
    let clusters = stage.clusters();
    if probabilities.shape() != (clusters, clusters) {
        let message = format!(
            "{} x {} joint inclusion probabilities for {clusters} clusters",
            probabilities.nrows(),
            probabilities.ncols()
        );
        return refused(message, "Give one row and one column for each cluster, in the order of the rows.");
    }
    for i in 0..clusters {
        let alone = f64::from(stage.drawn[stage.stratum_of[i] as usize]) / stage.population[i];
        for j in 0..clusters {
            let both = probabilities[(i, j)];
            let place = format!("of clusters {} and {}", i + 1, j + 1);
            if !(both > 0.0 && both <= 1.0) {
                return refused(
                    format!("the joint inclusion probability {place} is {both}"),
                    "Give probabilities above 0, and at most 1.",
                );
            }
            let (other, what) = if i == j {
                (alone, "its own inclusion probability (fpc)")
            } else {
                (probabilities[(j, i)], "the other way round")
            };
            if (both - other).abs() > 1e-9 * both {
                return refused(
                    format!("the joint inclusion probability {place} is {both}, and {other} {what}"),
                    "Give one probability for a pair.",
                );
            }
        }
    }
    Ok(())
}

fn shape(spec: &Spec) -> Result<(), Refusal> {
    let wrong = |name: &str, length: usize| {
        Refusal::new(
            Reason::Shape,
            format!("has {length} values for {} rows", spec.rows),
            "Give one value for every row.",
        )
        .about(name)
    };
    if spec.rows == 0 {
        return Err(Refusal::new(Reason::Shape, "there are no rows", "Give at least one row."));
    }
    for factor in spec.ids.iter().chain(&spec.strata) {
        if factor.codes.len() != spec.rows {
            return Err(wrong(&factor.name, factor.codes.len()));
        }
        if let Some(row) = factor.codes.iter().position(|code| *code == Factor::MISSING) {
            return Err(Refusal::new(
                Reason::Missing,
                "no value, but every row needs its cluster and stratum",
                "Fill it in, or leave the row out before the design is made.",
            )
            .about(&factor.name)
            .at(Place::Row(row + 1)));
        }
        if let Some(row) = factor.codes.iter().position(|code| *code as usize >= factor.levels.len()) {
            return Err(Refusal::new(Reason::Shape, "a code without a level", "Give every code its level.")
                .about(&factor.name)
                .at(Place::Row(row + 1)));
        }
    }
    for numeric in spec.weights.iter().chain(&spec.fpc) {
        if numeric.values.len() != spec.rows {
            return Err(wrong(&numeric.name, numeric.values.len()));
        }
        if let Some(row) = numeric.values.iter().position(|value| value.is_nan()) {
            return Err(Refusal::new(
                Reason::Missing,
                "no value, but every row needs one",
                "Fill it in, or leave the row out before the design is made.",
            )
            .about(&numeric.name)
            .at(Place::Row(row + 1)));
        }
        if let Some(row) = numeric.values.iter().position(|value| *value < 0.0) {
            return Err(Refusal::new(Reason::Value, "is negative", "Give a number of zero or more.")
                .about(&numeric.name)
                .at(Place::Row(row + 1)));
        }
    }
    let stages = spec.ids.len().max(1);
    if spec.strata.len() > stages {
        return Err(Refusal::new(
            Reason::Design,
            format!("{} columns of strata for {stages} stages", spec.strata.len()),
            "Give one column of strata for each stage at most.",
        ));
    }
    if stages > 1 && matches!(spec.pps, Some(Pps::Overton | Pps::HartleyRao | Pps::Joint { .. })) {
        return Err(Refusal::new(
            Reason::Design,
            format!("{stages} stages, but this approximation of unequal probabilities is for one"),
            "Take Brewer's approximation, or the first stage alone.",
        ));
    }
    if !spec.fpc.is_empty() && spec.fpc.len() != stages {
        return Err(Refusal::new(
            Reason::Design,
            format!("{} columns of finite populations for {stages} stages", spec.fpc.len()),
            "Give one column for each stage, or none. Of a stage that was not sampled, give what there is: as many, or 1.",
        ));
    }
    Ok(())
}

/// The clusters of each stage, nested in those before them, and in strata where asked.
fn clusters(spec: &Spec) -> Result<Vec<Vec<u32>>, Refusal> {
    let mut found: Vec<Vec<u32>> = Vec::with_capacity(spec.ids.len().max(1));
    if spec.ids.is_empty() {
        let rows = u32::try_from(spec.rows)
            .map_err(|_| Refusal::new(Reason::Shape, "too many rows", "Split the file, or give it clusters."))?;
        found.push((0..rows).collect());
    }
    for (at, ids) in spec.ids.iter().enumerate() {
        let codes = match (at.checked_sub(1).and_then(|before| found.get(before)), spec.strata.get(at)) {
            // Within a cluster, ids always begin anew in each stratum of the next stage.
            (Some(before), Some(strata)) => {
                dense(before.iter().zip(&strata.codes).zip(&ids.codes).map(|((b, s), i)| (*b, *s, *i)))
            }
            (Some(before), None) => dense(before.iter().zip(&ids.codes).map(|(b, i)| (*b, *i))),
            (None, Some(strata)) if spec.nest => dense(strata.codes.iter().zip(&ids.codes).map(|(s, i)| (*s, *i))),
            (None, _) => dense(ids.codes.iter()),
        };
        found.push(if at == 0 { waves::split(&codes, spec.waves.as_ref()) } else { codes });
    }
    let only_one = found.first().is_some_and(|first| size(first) == 1);
    if only_one && (!spec.nest || spec.strata.is_empty()) {
        let name = spec.ids.first().map_or("ids", |ids| ids.name.as_str());
        return Err(Refusal::new(
            Reason::Design,
            "the whole design has one cluster, so nothing can be said about its variance",
            "Give the column with the clusters that were drawn.",
        )
        .about(name));
    }
    Ok(found)
}

fn nested(spec: &Spec, strata: &Factor, stage: &Stage) -> Result<(), Refusal> {
    let row = (0..spec.rows).find(|row| stage.stratum_of[stage.cluster[*row] as usize] != stage.stratum[*row]);
    let Some(row) = row else { return Ok(()) };
    let ids = spec.ids.first();
    let cluster = ids.and_then(|ids| ids.level(row)).unwrap_or("?").to_owned();
    Err(Refusal::new(
        Reason::Design,
        format!("cluster {cluster} lies in more than one stratum of {}", strata.name),
        "If cluster numbers begin anew in each stratum, say so (nest). If one cluster was drawn in several waves, \
         declare the waves, and leave the wave out of the strata.",
    )
    .about(ids.map_or("ids", |ids| ids.name.as_str()))
    .at(Place::Row(row + 1)))
}
