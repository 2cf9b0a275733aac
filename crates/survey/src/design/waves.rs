//! Waves: one population measured at several times, in one design. Every wave is a sample of its own, with its own clusters,
//! strata and finite population; what two waves have in common is the units that were drawn in both.

use super::stage::{Stage, dense};
use super::{Spec, population};
use crate::column::{Domain, Factor, Numeric};
use crate::refusal::{Place, Reason, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// Which row belongs to which measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Waves {
    /// The wave of each row.
    pub wave: Factor,
    /// Clusters of the first stage that became one, or got another name: what it was called, and what it is called now. A
    /// cluster keeps its name in both waves otherwise.
    pub merged: Vec<(String, String)>,
    /// How many clusters of the first stage the populations of both waves share, per stratum: one value a row. None: as many
    /// as the smaller population has, as when nobody came but by leaving nobody out.
    pub shared: Option<Numeric>,
}

impl Waves {
    /// Waves by this column; every cluster kept its name, and the smaller population is part of the larger.
    pub const fn by(wave: Factor) -> Self {
        Self { wave, merged: Vec::new(), shared: None }
    }

    /// What a cluster is called in the end.
    fn name<'a>(&'a self, name: &'a str) -> &'a str {
        let mut now = name;
        // A circle of names ends somewhere.
        for _ in 0..=self.merged.len() {
            match self.merged.iter().find(|(before, after)| before == now && after != now) {
                Some((_, after)) => now = after,
                None => break,
            }
        }
        now
    }
}

/// What waves share, stage by stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlap {
    pub(crate) stages: Vec<Shared>,
}

/// Which clusters of a stage are the same unit in different waves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared {
    /// The unit of each cluster.
    pub(crate) unit: Vec<u32>,
    /// Pairs of strata that are the same in two waves.
    pub(crate) pairs: Vec<Pair>,
}

/// A stratum in an earlier and in a later wave.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) strata: [u32; 2],
    /// The clusters of each, by the unit that both drew: merged ones together.
    pub(crate) units: Vec<[Vec<u32>; 2]>,
    /// How many units the populations share; infinite without finite populations.
    pub(crate) population: f64,
}

/// Fewer shared units than this do not say how waves go together.
pub(crate) const FEWEST: usize = 3;

/// Two waves of a stratum whose units were not all found again: their covariance is taken to be 0, wholly or of those units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The stratum; none where there are no strata.
    pub stratum: Option<String>,
    /// Both waves.
    pub waves: [String; 2],
    /// How many units both drew: in the stratum, or of the stratum elsewhere.
    pub shared: usize,
    /// What keeps them apart.
    pub why: Why,
}

/// What keeps two waves of a stratum apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// They share fewer than three units.
    Few,
    /// The last of both does not have the stratum at all: it may have got another name.
    Unmatched,
    /// Units are in another stratum in the last of both, which both waves have.
    Moved(String),
}

/// Refuses waves that a design cannot have.
pub(super) fn check(spec: &Spec, waves: &Waves) -> Result<(), Refusal> {
    let wave = &waves.wave;
    let refused = |reason, message: String, remedy: &str| Err(Refusal::new(reason, message, remedy).about(&wave.name));
    if wave.codes.len() != spec.rows {
        let message = format!("has {} values for {} rows", wave.codes.len(), spec.rows);
        return refused(Reason::Shape, message, "Give one value for every row.");
    }
    if let Some(row) = wave.codes.iter().position(|code| *code as usize >= wave.levels.len()) {
        let refusal = Refusal::new(Reason::Missing, "no value, but every row needs its wave", "Fill it in.");
        return Err(refusal.about(&wave.name).at(Place::Row(row + 1)));
    }
    if spec.pps.is_some() {
        let message = "what waves with unequal probabilities have in common is not known".to_owned();
        return refused(
            Reason::NotDefined,
            message,
            "Take equal probabilities in each stratum, or compare waves as if apart.",
        );
    }
    match &waves.shared {
        Some(shared) if shared.values.len() != spec.rows => {
            let message = format!("has {} values for {} rows", shared.values.len(), spec.rows);
            Err(Refusal::new(Reason::Shape, message, "Give one value for every row.").about(&shared.name))
        }
        _ => Ok(()),
    }
}

/// What the waves of built stages share.
pub(super) fn overlap(spec: &Spec, waves: &Waves, stages: &[Stage]) -> Result<Overlap, Refusal> {
    let mut found = Overlap::default();
    for (at, stage) in stages.iter().enumerate() {
        // The unit that each row is in, at the stage before; and its stratum, whatever the wave.
        let above: Vec<u32> =
            match at.checked_sub(1).and_then(|before| Some((stages.get(before)?, found.stages.get(before)?))) {
                Some((before, shared)) => before.cluster.iter().map(|cluster| shared.unit[*cluster as usize]).collect(),
                None => vec![0; spec.rows],
            };
        let stratum = spec.strata.get(at);
        let strata: Vec<u32> = stratum.map_or_else(|| vec![0; spec.rows], |strata| strata.codes.clone());
        let same_stratum = dense(above.iter().zip(&strata));
        let unit_of_row = match spec.ids.get(at) {
            // Rows that are clusters have no name by which to find them again.
            None => stage.cluster.clone(),
            Some(ids) => {
                let name = |code: &u32| match (at, ids.levels.get(*code as usize)) {
                    (0, Some(level)) => waves.name(level),
                    (_, level) => level.map_or("", String::as_str),
                };
                let nested = |row: usize| if at > 0 || spec.nest { strata[row] } else { 0 };
                dense(ids.codes.iter().enumerate().map(|(row, code)| (above[row], nested(row), name(code))))
            }
        };
        let mut unit = vec![0; stage.clusters()];
        stage.cluster.iter().zip(&unit_of_row).for_each(|(cluster, of)| unit[*cluster as usize] = *of);
        let pairs = pairs(spec, waves, stage, at, &same_stratum, &unit)?;
        found.stages.push(Shared { unit, pairs });
    }
    Ok(found)
}

fn pairs(
    spec: &Spec,
    waves: &Waves,
    stage: &Stage,
    at: usize,
    same_stratum: &[u32],
    unit: &[u32],
) -> Result<Vec<Pair>, Refusal> {
    // The strata of each wave under one name, in the order of the waves.
    let mut alike: BTreeMap<u32, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for (row, stratum) in stage.stratum.iter().enumerate() {
        alike.entry(same_stratum[row]).or_default().insert((waves.wave.codes[row], *stratum));
    }
    let mut clusters: Vec<BTreeMap<u32, Vec<u32>>> = vec![BTreeMap::new(); stage.strata()];
    for (cluster, stratum) in (0u32..).zip(&stage.stratum_of) {
        clusters[*stratum as usize].entry(unit[cluster as usize]).or_default().push(cluster);
    }
    let mut found = Vec::new();
    for strata in alike.values() {
        let strata: Vec<(u32, u32)> = strata.iter().copied().collect();
        for (place, (wave, one)) in strata.iter().enumerate() {
            for (other_wave, other) in strata.iter().skip(place + 1) {
                // A cluster of a later stage may hold several strata of one wave; those are no waves of one another.
                if wave == other_wave {
                    continue;
                }
                let (first, second) = (&clusters[*one as usize], &clusters[*other as usize]);
                let both = |(unit, one): (&u32, &Vec<u32>)| Some([one.clone(), second.get(unit)?.clone()]);
                let units: Vec<[Vec<u32>; 2]> = first.iter().filter_map(both).collect();
                let strata = [*one, *other];
                let population = shared_population(spec, waves, stage, at, strata, units.len())?;
                found.push(Pair { strata, units, population });
            }
        }
    }
    Ok(found)
}

/// How many units the populations of two waves of a stratum share.
fn shared_population(
    spec: &Spec,
    waves: &Waves,
    stage: &Stage,
    at: usize,
    strata: [u32; 2],
    drawn_in_both: usize,
) -> Result<f64, Refusal> {
    let size = |stratum: u32| {
        let cluster = stage.cluster[stage.row_of[stratum as usize]] as usize;
        stage.population[cluster]
    };
    let smaller = size(strata[0]).min(size(strata[1]));
    let Some(shared) = waves.shared.as_ref().filter(|_| at == 0) else { return Ok(smaller) };
    let of = |stratum: u32| shared.values[stage.row_of[stratum as usize]];
    let (one, other) = (of(strata[0]), of(strata[1]));
    let possible = one >= drawn_in_both as f64 && one <= smaller;
    if one.total_cmp(&other).is_eq() && possible {
        return Ok(one);
    }
    let message = if possible {
        format!("is {one} and {other} in two waves of one stratum")
    } else {
        format!("is {one}, with {drawn_in_both} units drawn in both waves, and {smaller} in the smaller population")
    };
    let (_, place) = population::stratum_place(spec, stage, at, strata[0] as usize);
    let remedy = "Give how many units the populations of both waves share, the same in every row of a stratum.";
    Err(Refusal::new(Reason::Design, message, remedy).about(&shared.name).at(place))
}

impl Overlap {
    /// Degrees of freedom in a domain: units less strata, a unit of several waves once, and a stratum once where its waves
    /// share units.
    pub(crate) fn degrees_of_freedom(&self, stage: &Stage, weights: &[f64], domain: &Domain) -> f64 {
        let Some(shared) = self.stages.first() else { return 0.0 };
        let mut strata_of: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (row, weight) in weights.iter().enumerate() {
            if *weight != 0.0 && domain.holds(row) {
                let unit = shared.unit[stage.cluster[row] as usize];
                strata_of.entry(unit).or_default().insert(stage.stratum[row]);
            }
        }
        // Strata that a unit links count once: each gets the smallest of those it can be reached from.
        let mut root: Vec<u32> = (0..stage.strata()).map(|stratum| u32::try_from(stratum).unwrap_or(0)).collect();
        let find = |root: &[u32], mut at: u32| {
            while root[at as usize] != at {
                at = root[at as usize];
            }
            at
        };
        let mut seen = BTreeSet::new();
        for strata in strata_of.values() {
            let roots: Vec<u32> = strata.iter().map(|stratum| find(&root, *stratum)).collect();
            let least = roots.iter().copied().min().unwrap_or(0);
            roots.iter().for_each(|at| root[*at as usize] = least);
            seen.extend(strata.iter().copied());
        }
        let apart: BTreeSet<u32> = seen.iter().map(|stratum| find(&root, *stratum)).collect();
        strata_of.len() as f64 - apart.len() as f64
    }

    /// The strata of the first stage of which two waves share too few units, then those that one of two waves lacks, then those
    /// from which units moved into another.
    pub(crate) fn apart(&self, spec: &Spec, stage: &Stage) -> Vec<Apart> {
        let Some(waves) = &spec.waves else { return Vec::new() };
        let wave = |stratum: u32| waves.wave.level(stage.row_of[stratum as usize]).unwrap_or_default().to_owned();
        let apart = |pair: &&Pair| pair.units.len() < FEWEST;
        let of = |pair: &Pair| Apart {
            stratum: spec
                .strata
                .first()
                .and_then(|strata| strata.level(stage.row_of[pair.strata[0] as usize]))
                .map(str::to_owned),
            waves: pair.strata.map(wave),
            shared: pair.units.len(),
            why: Why::Few,
        };
        let Some(shared) = self.stages.first() else { return Vec::new() };
        shared.pairs.iter().filter(apart).map(of).chain(shared.unmatched(spec, waves, stage)).collect()
    }
}

impl Shared {
    /// The strata that another wave does not have under this name, with how many of their units it drew in others; and those from
    /// which units moved.
    fn unmatched(&self, spec: &Spec, waves: &Waves, stage: &Stage) -> Vec<Apart> {
        let Some(strata) = spec.strata.first() else { return Vec::new() };
        let mut units: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        let mut drawn: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (row, (stratum, wave)) in strata.codes.iter().zip(&waves.wave.codes).enumerate() {
            let unit = self.unit[stage.cluster[row] as usize];
            units.entry((*stratum, *wave)).or_default().insert(unit);
            drawn.entry(*wave).or_default().insert(unit);
        }
        let name = |factor: &Factor, code: u32| factor.levels.get(code as usize).cloned().unwrap_or_default();
        let apart = |stratum: u32, of: [u32; 2], shared: usize, why: Why| Apart {
            stratum: Some(name(strata, stratum)),
            waves: of.map(|wave| name(&waves.wave, wave)),
            shared,
            why,
        };
        let mut found = Vec::new();
        for ((stratum, wave), own) in &units {
            for (other, there) in drawn.iter().filter(|(other, _)| *other != wave) {
                if !units.contains_key(&(*stratum, *other)) {
                    let shared = own.intersection(there).count();
                    found.push(apart(*stratum, [*wave, *other], shared, Why::Unmatched));
                }
            }
        }
        // Units that moved are told once, from the earlier wave to the later.
        for ((stratum, wave), own) in &units {
            for ((to, later), there) in units.iter().filter(|((to, later), _)| to != stratum && later > wave) {
                let moved = own.intersection(there).count();
                let both = |stratum: u32| [*wave, *later].iter().all(|wave| units.contains_key(&(stratum, *wave)));
                if moved > 0 && both(*stratum) && both(*to) {
                    found.push(apart(*stratum, [*wave, *later], moved, Why::Moved(name(strata, *to))));
                }
            }
        }
        found
    }
}

/// Codes that tell waves apart as well.
pub(super) fn split(codes: &[u32], waves: Option<&Waves>) -> Vec<u32> {
    match waves {
        Some(waves) => dense(codes.iter().zip(&waves.wave.codes)),
        None => codes.to_vec(),
    }
}
