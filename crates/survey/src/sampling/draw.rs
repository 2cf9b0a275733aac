//! Drawing a sample from a frame, with a record from which anyone can draw it again.

use std::collections::BTreeMap;

use super::frame::Frame;
use super::random::{self, Generator};
use crate::refusal::{Place, Reason, Refusal};

/// How first-stage units are drawn within a stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Every set of so many as likely.
    Simple,
    /// With probability proportional to size, one random start and equal steps through the list (Madow 1949, *Annals of
    /// Mathematical Statistics* 20). Units larger than a step are taken with certainty.
    ProportionalToSize,
}

/// What is drawn: with the frame, all that a draw depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How first-stage units are drawn: clusters if the frame has them, else units.
    pub method: Method,
    /// First-stage units of every stratum, in the order of [`Frame::strata`].
    pub allocation: Vec<u64>,
    /// Units drawn in every drawn cluster, simply and all of them if it has no more; `None` takes all.
    pub per_cluster: Option<u64>,
    /// Where the random numbers start.
    pub seed: u64,
}

impl Plan {
    /// Units drawn simply within strata: so many of each, in the order of [`Frame::strata`].
    pub const fn simple(allocation: Vec<u64>, seed: u64) -> Self {
        Self { method: Method::Simple, allocation, per_cluster: None, seed }
    }
}

/// What to keep of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// [`Frame::hash`].
    pub frame: String,
    /// The generator's name and version.
    pub generator: String,
    /// Stratum, first-stage units it has, and how many were drawn.
    pub strata: Vec<(String, u64, u64)>,
    /// What was asked.
    pub plan: Plan,
}

/// A drawn unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Its row, from 0, as the frame was given.
    pub row: usize,
    /// The probability of its first-stage unit.
    pub first: f64,
    /// Its own probability within its first-stage unit; 1 in one stage.
    pub second: f64,
}

impl Drawn {
    /// The probability of being drawn.
    pub fn probability(&self) -> f64 {
        self.first * self.second
    }

    /// How many units of the population it stands for: one over its probability.
    pub fn weight(&self) -> f64 {
        1.0 / self.probability()
    }
}

/// A sample with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// What to keep.
    pub record: Record,
    /// The units, by stratum, and in it by cluster and identifier.
    pub units: Vec<Drawn>,
}

/// A cluster of the frame: its units and the sum of their sizes.
struct Cluster {
    units: Vec<usize>,
    size: f64,
}

/// Draws. The same frame and plan give the same sample on every machine, and the draw of one stratum does not depend on
/// what is drawn in another.
///
/// # Errors
/// [`Reason::Shape`] for an allocation that is not one number a stratum, [`Reason::Design`] for more units than a
/// stratum has (with a size, if the draw asks one); both name the stratum. [`Reason::Value`] for zero units per cluster.
pub fn draw(frame: &Frame, plan: &Plan) -> Result<Draw, Refusal> {
    let strata = frame.strata();
    if plan.allocation.len() != strata.len() {
        return Err(Refusal::new(
            Reason::Shape,
            format!("{} numbers are given for {} strata", plan.allocation.len(), strata.len()),
            "give one number for every stratum of the frame, in its order",
        ));
    }
    if plan.per_cluster == Some(0) {
        let message = "0 units per cluster is no sample";
        return Err(Refusal::new(Reason::Value, message, "ask for at least one unit in every cluster"));
    }
    let mut units = Vec::new();
    let mut record = Vec::new();
    for (at, (clusters, asked)) in by_stratum(frame).iter().zip(&plan.allocation).enumerate() {
        let mut generator = Generator::stream(plan.seed, at as u64 + 1);
        let drawn = first_stage(&mut generator, clusters, *asked, plan.method).map_err(|has| {
            let message = format!("{asked} units cannot be drawn from {has}");
            Refusal::new(Reason::Design, message, "ask for fewer, or add to the frame what it misses")
                .about("frame")
                .at(Place::Stratum(strata[at].0.to_owned()))
        })?;
        for (place, first) in drawn {
            units.extend(second_stage(&mut generator, &clusters[place], plan.per_cluster, first, frame));
        }
        record.push((strata[at].0.to_owned(), clusters.len() as u64, *asked));
    }
    let record = Record { frame: frame.hash(), generator: random::NAME.to_owned(), strata: record, plan: plan.clone() };
    Ok(Draw { record, units })
}

/// Draws again from a record.
///
/// # Errors
/// [`Reason::Design`] when the frame is not the one of the record or the generator has changed since, or the strata are not those of its plan; and those of
/// [`draw`].
pub fn repeat(record: &Record, frame: &Frame) -> Result<Draw, Refusal> {
    let hash = frame.hash();
    if hash != record.frame || record.generator != random::NAME {
        return Err(Refusal::new(
            Reason::Design,
            format!("the record is of frame {} and generator {}, not of {hash}", record.frame, record.generator),
            "use the frame and the version that the sample was drawn with",
        ));
    }
    let again = draw(frame, &record.plan)?;
    if again.record.strata != record.strata {
        let message = "the strata of the record are not those that its plan draws";
        return Err(Refusal::new(Reason::Design, message, "use the record as it was kept"));
    }
    Ok(again)
}

fn by_stratum(frame: &Frame) -> Vec<Vec<Cluster>> {
    let (strata, clusters, sizes) = frame.groups();
    let mut found: Vec<BTreeMap<usize, Cluster>> = strata.names.iter().map(|_| BTreeMap::new()).collect();
    for unit in 0..frame.len() {
        let cluster =
            found[strata.of[unit]].entry(clusters.of[unit]).or_insert_with(|| Cluster { units: Vec::new(), size: 0.0 });
        cluster.units.push(unit);
        cluster.size += sizes[unit];
    }
    found.into_iter().map(|stratum| stratum.into_values().collect()).collect()
}

/// The drawn places with their probabilities, in order; how many there are to draw from, if they are too few.
fn first_stage(
    generator: &mut Generator,
    clusters: &[Cluster],
    asked: u64,
    method: Method,
) -> Result<Vec<(usize, f64)>, usize> {
    let sizes: Vec<f64> = clusters.iter().map(|cluster| cluster.size).collect();
    let has = match method {
        Method::Simple => clusters.len(),
        Method::ProportionalToSize => sizes.iter().filter(|size| **size > 0.0).count(),
    };
    let asked = usize::try_from(asked).ok().filter(|asked| *asked <= has).ok_or(has)?;
    match method {
        Method::Simple => {
            let probability = asked as f64 / clusters.len() as f64;
            Ok(generator.choose(asked, clusters.len()).into_iter().map(|place| (place, probability)).collect())
        }
        Method::ProportionalToSize => systematic(generator, &sizes, asked).ok_or(has),
    }
}

/// `None` only for sizes whose sum is not finite.
fn systematic(generator: &mut Generator, sizes: &[f64], asked: usize) -> Option<Vec<(usize, f64)>> {
    let probabilities = inclusion(sizes, asked)?;
    let start = generator.unit();
    let mut drawn = Vec::with_capacity(asked);
    let mut passed = 0.0;
    let certain = probabilities.iter().filter(|probability| **probability >= 1.0).count();
    let mut steps = 0;
    let last = probabilities.iter().rposition(|probability| *probability > 0.0 && *probability < 1.0);
    for (place, probability) in probabilities.iter().enumerate() {
        if *probability >= 1.0 {
            drawn.push((place, 1.0));
            continue;
        }
        passed += probability;
        // The probabilities add up to a whole number but for rounding: the last one takes what rounding left over.
        let reached = start + f64::from(steps) < passed || Some(place) == last;
        if *probability > 0.0 && reached && (steps as usize) < asked - certain {
            drawn.push((place, *probability));
            steps += 1;
        }
    }
    Some(drawn)
}

/// Probabilities n x / X, where what reaches 1 is certain and the rest is shared again over the others.
fn inclusion(sizes: &[f64], asked: usize) -> Option<Vec<f64>> {
    let mut probabilities = vec![0.0; sizes.len()];
    loop {
        let certain = probabilities.iter().filter(|probability| **probability >= 1.0).count();
        let free = |at: usize| probabilities[at] < 1.0;
        let total: f64 = (0..sizes.len()).filter(|at| free(*at)).map(|at| sizes[at]).sum();
        if !total.is_finite() {
            return None;
        }
        let rest = (asked - certain.min(asked)) as f64;
        let next: Vec<f64> = (0..sizes.len())
            .map(|at| match free(at) {
                false => 1.0,
                true if sizes[at] > 0.0 && rest > 0.0 => {
                    let probability = rest * (sizes[at] / total);
                    // A hair below 1 would be drawn twice by one step's rounding.
                    if probability > 1.0 - 1e-12 { 1.0 } else { probability }
                }
                true => 0.0,
            })
            .collect();
        let settled = next.iter().filter(|probability| **probability >= 1.0).count() == certain;
        probabilities = next;
        if settled {
            return Some(probabilities);
        }
    }
}

fn second_stage(
    generator: &mut Generator,
    cluster: &Cluster,
    per_cluster: Option<u64>,
    first: f64,
    frame: &Frame,
) -> Vec<Drawn> {
    let has = cluster.units.len();
    let count = per_cluster.map_or(has, |count| usize::try_from(count).unwrap_or(has).min(has));
    let second = count as f64 / has as f64;
    let chosen = generator.choose(count, has);
    chosen.into_iter().map(|place| Drawn { row: frame.row(cluster.units[place]), first, second }).collect()
}

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;
