//! Balanced repeated replication (McCarthy 1966), with Fay's factor (Judkins 1990; R `survey`, `brrweights`): half of each
//! pair of clusters, in the pattern of a Hadamard matrix, so that the halves of two pairs go together as often as not.

use super::factors::Factors;
use super::jackknife::no_stage;
use crate::design::{Design, Stage, stratum_name};
use crate::refusal::{Place, Reason, Refusal};
use nalgebra::DMatrix;

/// Replicates in which one cluster of each pair weighs `2 - rho` and the other `rho`. Strata of an even number of
/// clusters are split into pairs in the order of the rows. The halves are R's, but for 24 to 27, 32 to 35, 48 to 55 and 70 to
/// 71 pairs and some beyond, for which R has matrices of an order that neither construction here makes.
pub(super) fn balanced(design: &Design, rho: f64) -> Result<Factors, Refusal> {
    let stage = design.stages.first().ok_or_else(no_stage)?;
    if !(0.0..1.0).contains(&rho) {
        return Err(Refusal::new(
            Reason::Value,
            format!("Fay's factor is {rho}"),
            "Give a factor of at least 0 and below 1.",
        ));
    }
    if design.spec.strata.is_empty() {
        return Err(Refusal::new(
            Reason::NotDefined,
            "balanced replication needs strata of two clusters",
            "Take the unstratified jackknife (JK1).",
        ));
    }
    // The pair of each cluster, and whether it is the first of it.
    let mut place = vec![(0_usize, false); stage.clusters()];
    let mut pairs = 0;
    for (stratum, members) in in_order(design, stage) {
        if members.len() % 2 == 1 {
            return Err(Refusal::new(
                Reason::NotDefined,
                format!("{} clusters cannot be paired", members.len()),
                "Balanced replication needs an even number of clusters in every stratum: take the jackknife (JKn).",
            )
            .about(design.spec.strata.first().map_or("strata", |strata| strata.name.as_str()))
            .at(Place::Stratum(stratum_name(&design.spec, stage, stratum))));
        }
        for pair in members.chunks(2) {
            pair.iter().enumerate().for_each(|(at, cluster)| place[*cluster] = (pairs, at == 0));
            pairs += 1;
        }
    }
    let signs = Hadamard::above(pairs);
    let replicates = signs.order;
    let factor = |cluster: usize, replicate: usize| {
        let (pair, first) = place[cluster];
        // The first row is all of one sign: it would not balance.
        if signs.positive(pair + 1, replicate) == first { 2.0 - rho } else { rho }
    };
    Ok(Factors {
        of_cluster: DMatrix::from_fn(stage.clusters(), replicates, factor),
        scale: 1.0 / (replicates as f64 * (1.0 - rho) * (1.0 - rho)),
        rscales: vec![1.0; replicates],
    })
}

/// The strata with their clusters, in the order in which R pairs them: strata of more than one pair first, then by name;
/// clusters as they come in the rows. Another order has another variance, but of totals.
fn in_order(design: &Design, stage: &Stage) -> Vec<(usize, Vec<usize>)> {
    let mut members: Vec<(usize, Vec<usize>)> = (0..stage.strata()).map(|stratum| (stratum, Vec::new())).collect();
    let mut seen = vec![false; stage.clusters()];
    for cluster in stage.cluster.iter().map(|cluster| *cluster as usize) {
        if !std::mem::replace(&mut seen[cluster], true) {
            members[stage.stratum_of[cluster] as usize].1.push(cluster);
        }
    }
    members
        .sort_by_cached_key(|(stratum, clusters)| (clusters.len() <= 2, stratum_name(&design.spec, stage, *stratum)));
    members
}

/// A Hadamard matrix: rows of signs, every two of them orthogonal; the first row is all positive.
pub(super) struct Hadamard {
    /// Rows and columns.
    pub(super) order: usize,
    positive: Vec<bool>,
}

impl Hadamard {
    /// The smallest that this makes with more than `pairs` rows: doubled (Sylvester 1867) from one of order `q + 1`, where
    /// `q` is a prime that leaves 3 when divided by 4 (Paley 1933).
    pub(super) fn above(pairs: usize) -> Self {
        let need = pairs + 1;
        let mut best = (need.next_power_of_two().max(2), None);
        for prime in (3..need.max(4) * 2).filter(|q| q % 4 == 3 && is_prime(*q)) {
            let mut order = prime + 1;
            while order < need {
                order *= 2;
            }
            if order < best.0 {
                best = (order, Some(prime));
            }
        }
        let mut matrix = best.1.map_or_else(|| Self { order: 1, positive: vec![true] }, Self::paley);
        while matrix.order < best.0 {
            matrix = matrix.doubled();
        }
        matrix
    }

    /// The sign of a cell.
    pub(super) fn positive(&self, row: usize, column: usize) -> bool {
        self.positive.get(row * self.order + column).copied().unwrap_or(true)
    }

    fn paley(prime: usize) -> Self {
        let order = prime + 1;
        let squares: Vec<bool> = {
            let mut squares = vec![false; prime];
            (1..prime).for_each(|x| squares[x * x % prime] = true);
            squares
        };
        // Signs and direction as R has them (`hadamard`), so that halves are the same ones.
        let cell = |row: usize, column: usize| match (row, column) {
            (0, _) | (_, 0) => true,
            (row, column) if row == column => false,
            (row, column) => !squares[(prime + row - column) % prime],
        };
        let positive = (0..order * order).map(|at| cell(at / order, at % order)).collect();
        Self { order, positive }
    }

    fn doubled(&self) -> Self {
        let order = self.order * 2;
        let cell = |at: usize| {
            let (row, column) = (at / order, at % order);
            let sign = self.positive(row % self.order, column % self.order);
            sign != (row >= self.order && column >= self.order)
        };
        Self { order, positive: (0..order * order).map(cell).collect() }
    }
}

fn is_prime(number: usize) -> bool {
    number > 1 && (2..).take_while(|d| d * d <= number).all(|d| !number.is_multiple_of(d))
}

#[cfg(test)]
mod tests {
    use super::Hadamard;

    #[test]
    fn every_two_rows_are_orthogonal() {
        for pairs in 0..70 {
            let signs = Hadamard::above(pairs);
            assert!(signs.order > pairs, "{pairs}");
            for (a, b) in (0..signs.order).flat_map(|a| (0..a).map(move |b| (a, b))) {
                let agree = (0..signs.order).filter(|at| signs.positive(a, *at) == signs.positive(b, *at)).count();
                assert_eq!(agree * 2, signs.order, "{pairs}: rows {a} and {b}");
            }
            assert!((0..signs.order).all(|at| signs.positive(0, at)), "{pairs}");
        }
    }
}
