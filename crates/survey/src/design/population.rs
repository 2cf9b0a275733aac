//! Finite populations of each stage, and the weights that follow from them.

use super::Spec;
use super::stage::Stage;
use crate::column::Numeric;
use crate::refusal::{Place, Reason, Refusal};

/// Population counts above this are taken for a mistake when weights must follow from them (R `survey`, `as.fpc`).
const LARGEST_POPULATION: f64 = 1e12;

/// Reads the finite populations (R `survey`, `as.fpc`): counts where they exceed 1, else fractions, the same for all.
pub(super) fn read(spec: &Spec, stages: &mut [Stage]) -> Result<(), Refusal> {
    let probabilities = spec.pps.is_some();
    let Some(first) = spec.fpc.first() else {
        return if probabilities {
            Err(Refusal::new(
                Reason::Design,
                "probabilities proportional to size need the inclusion probability of every unit",
                "Give the inclusion probabilities as fpc.",
            ))
        } else {
            Ok(())
        };
    };
    let all = || spec.fpc.iter().flat_map(|fpc| &fpc.values);
    let counts = all().any(|value| *value > 1.0);
    if counts && all().any(|value| *value < 1.0) {
        let (column, row) = spec
            .fpc
            .iter()
            .find_map(|fpc| fpc.values.iter().position(|value| *value < 1.0).map(|row| (fpc, row)))
            .unwrap_or((first, 0));
        return Err(Refusal::new(
            Reason::Design,
            "finite populations are counts in some rows and fractions in others",
            "Give counts (1 or more) everywhere, or fractions (1 or less) everywhere.",
        )
        .about(&column.name)
        .at(Place::Row(row + 1)));
    }
    if probabilities && counts {
        return Err(Refusal::new(
            Reason::Design,
            "probabilities proportional to size are fractions, not counts",
            "Give the inclusion probability of each unit, between 0 and 1.",
        )
        .about(&first.name));
    }
    for (fpc, stage) in spec.fpc.iter().zip(stages.iter_mut().enumerate()) {
        population(spec, fpc, stage, counts, probabilities)?;
    }
    Ok(())
}

fn population(
    spec: &Spec,
    fpc: &Numeric,
    (at, stage): (usize, &mut Stage),
    counts: bool,
    probabilities: bool,
) -> Result<(), Refusal> {
    let mut given: Vec<f64> = vec![f64::NAN; if probabilities { stage.clusters() } else { stage.strata() }];
    for (row, value) in fpc.values.iter().enumerate() {
        let (cluster, stratum) = (stage.cluster[row] as usize, stage.stratum[row] as usize);
        let place = || stratum_place(spec, stage, at, stratum).1;
        let unit = if probabilities { cluster } else { stratum };
        if given[unit].is_nan() {
            given[unit] = *value;
        } else if given[unit].total_cmp(value).is_ne() {
            return Err(Refusal::new(
                Reason::Design,
                match (probabilities, at) {
                    (true, _) => format!("is {} and {value} within one cluster", given[unit]),
                    (false, 0) => format!("is {} and {value} within one stratum", given[unit]),
                    (false, _) => format!("is {} and {value} within one cluster of the stage before", given[unit]),
                },
                "A finite population belongs to all that was drawn from it: give it the same value in every row.",
            )
            .about(&fpc.name)
            .at(place()));
        }
        let drawn = f64::from(stage.drawn[stratum]);
        let size = if counts { *value } else { drawn / value };
        if size < drawn {
            return Err(Refusal::new(
                Reason::Design,
                format!("{drawn} units were drawn from a population of {size}"),
                "Give a population at least as large as the sample.",
            )
            .about(&fpc.name)
            .at(place()));
        }
        stage.population[cluster] = size;
    }
    Ok(())
}

/// The variable that a stratum of a stage is of, and which it is: of a later stage, the cluster of the stage before.
pub(crate) fn stratum_place<'a>(spec: &'a Spec, stage: &Stage, at: usize, stratum: usize) -> (&'a str, Place) {
    let row = stage.row_of.get(stratum).copied().unwrap_or(0);
    match at.checked_sub(1).and_then(|before| spec.ids.get(before)) {
        Some(ids) => (&ids.name, Place::Cluster(ids.level(row).unwrap_or_default().to_owned())),
        None => (spec.strata.first().map_or("strata", |s| &s.name), Place::Stratum(stratum_name(spec, stage, stratum))),
    }
}

/// What a stratum is called: by its level where there are strata, else by its number.
pub(crate) fn stratum_name(spec: &Spec, stage: &Stage, stratum: usize) -> String {
    let row = stage.row_of.get(stratum).copied().unwrap_or(0);
    let level = spec.strata.first().and_then(|strata| strata.level(row));
    level.map_or_else(|| (stratum + 1).to_string(), str::to_owned)
}

/// The weights as given, or as the finite populations imply: of each stage, its population over what was drawn.
pub(super) fn weights(spec: &Spec, stages: &[Stage]) -> Result<Vec<f64>, Refusal> {
    if let Some(given) = &spec.weights {
        if let Some(row) = given.values.iter().position(|value| !value.is_finite()) {
            return Err(Refusal::new(Reason::Value, "is infinite", "Give a finite weight.")
                .about(&given.name)
                .at(Place::Row(row + 1)));
        }
        if !given.values.iter().map(|weight| weight.abs()).sum::<f64>().is_finite() {
            let message = "the weights add up to more than a number holds";
            return Err(
                Refusal::new(Reason::Value, message, "Divide all of them by the same number.").about(&given.name)
            );
        }
        return Ok(given.values.clone());
    }
    let Some(fpc) = spec.fpc.first() else { return Ok(vec![1.0; spec.rows]) };
    let mut weights = vec![1.0; spec.rows];
    for stage in stages {
        for (row, weight) in weights.iter_mut().enumerate() {
            let size = stage.population[stage.cluster[row] as usize];
            if size > LARGEST_POPULATION {
                return Err(Refusal::new(
                    Reason::Design,
                    "weights do not follow from a population this large",
                    "Give the weights, or the true population.",
                )
                .about(&fpc.name)
                .at(Place::Row(row + 1)));
            }
            *weight *= size / f64::from(stage.drawn[stage.stratum[row] as usize]);
        }
    }
    Ok(weights)
}
