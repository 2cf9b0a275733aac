//! Few entries to withhold in large tables: count by count, the cheapest way to let it be larger.
//!
//! Let a count be larger by the width of the rule and the others change so that every sum still holds: what changes must be
//! withheld, and once it is, the interval left of the count is that wide. So each step protects for certain; the cheapest
//! change is a linear programme (Kelly, Golden and Assad 1992, *Networks* 22, 397-417). Then what turns out not to be
//! needed is shown again.

use super::pattern::Search;
use super::publication::Fate;
use crate::refusal::Refusal;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// A change below this is none.
const NOTHING: f64 = 1e-7;

/// The withheld entries of a component beside those of others.
pub(super) fn search(search: &Search<'_>, withheld: &[bool]) -> Result<Vec<bool>, Refusal> {
    let mut now = withheld.to_vec();
    while let Some(entry) = search.too_narrow(&now, |_| true) {
        let changed = change(search, &now, entry).unwrap_or_default();
        let more: Vec<usize> = changed.into_iter().filter(|entry| now.get(*entry) == Some(&false)).collect();
        // Where no change will do, all are withheld; where that is not enough, nothing is.
        let more = if more.is_empty() { search.candidates(&now) } else { more };
        if more.is_empty() {
            return Err(search.impossible(entry));
        }
        for entry in more {
            now[entry] = true;
        }
    }
    let mut extra: Vec<usize> =
        search.component.iter().copied().filter(|entry| now.get(*entry) != withheld.get(*entry)).collect();
    extra.sort_by_key(|entry| std::cmp::Reverse(search.cost(*entry)));
    for entry in extra {
        now[entry] = false;
        if search.too_narrow(&now, |_| true).is_some() {
            now[entry] = true;
        }
    }
    Ok(now)
}

/// The entries that change in the cheapest change in which a count may be anything over the width: it rises from the one end to
/// the other. None where there is no such change.
fn change(search: &Search<'_>, withheld: &[bool], entry: usize) -> Option<Vec<usize>> {
    one_way(search, withheld, entry).or_else(|| both_ways(search, withheld, entry))
}

/// A rise by the whole width.
fn one_way(search: &Search<'_>, withheld: &[bool], entry: usize) -> Option<Vec<usize>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let moves = Moves::of(search, withheld, &mut problem);
    let (more, less) = moves.of_quantity(search.publication.count_of(entry)?)?;
    problem.add_constraint([(more, 1.0), (less, -1.0)], ComparisonOp::Eq, search.width);
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(moves.moved(search, |variable| solution.var_value(variable)))
}

/// A rise and a fall that are as far apart.
fn both_ways(search: &Search<'_>, withheld: &[bool], entry: usize) -> Option<Vec<usize>> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let (up, down) = (Moves::of(search, withheld, &mut problem), Moves::of(search, withheld, &mut problem));
    let count = search.publication.count_of(entry)?;
    let ((more, less), (other_more, other_less)) = (up.of_quantity(count)?, down.of_quantity(count)?);
    let apart = [(more, 1.0), (less, -1.0), (other_more, -1.0), (other_less, 1.0)];
    problem.add_constraint(apart, ComparisonOp::Ge, search.width);
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let mut moved = up.moved(search, |variable| solution.var_value(variable));
    moved.extend(down.moved(search, |variable| solution.var_value(variable)));
    Some(moved)
}

/// How quantities change while every relation holds: by more and by less, where they may.
struct Moves {
    of: Vec<Option<(Variable, Variable)>>,
}

impl Moves {
    fn of(search: &Search<'_>, withheld: &[bool], problem: &mut Problem) -> Self {
        let publication = search.publication;
        let mut of = vec![None; publication.quantities.len()];
        for entry in search.component {
            let Some(known) = publication.entries.get(*entry).filter(|known| known.fate != Fate::Printed) else {
                continue;
            };
            let free = known.fate == Fate::Unseen || withheld.get(*entry) == Some(&true);
            // What is withheld already costs next to nothing.
            let price = if free { 1e-3 } else { 1.0 + search.cost(*entry) as f64 / (1_u64 << 40) as f64 };
            let price = price / known.quantities.len().max(1) as f64;
            for at in &known.quantities {
                if let (Some(slot), Some(quantity)) = (of.get_mut(*at), publication.quantities.get(*at)) {
                    let more = problem.add_var(price, (0.0, f64::INFINITY));
                    *slot = Some((more, problem.add_var(price, (0.0, quantity.value - quantity.floor))));
                }
            }
        }
        for relation in &publication.relations {
            let terms: Vec<(Variable, f64)> = relation
                .iter()
                .filter_map(|(at, counts)| of.get(*at).copied().flatten().map(|pair| (pair, *counts)))
                .flat_map(|((more, less), counts)| [(more, counts), (less, -counts)])
                .collect();
            if !terms.is_empty() {
                problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
            }
        }
        Self { of }
    }

    fn of_quantity(&self, quantity: usize) -> Option<(Variable, Variable)> {
        self.of.get(quantity).copied().flatten()
    }

    fn moved(&self, search: &Search<'_>, value: impl Fn(Variable) -> f64) -> Vec<usize> {
        let moves =
            |at: &usize| self.of_quantity(*at).is_some_and(|(more, less)| (value(more) - value(less)).abs() > NOTHING);
        let entries = &search.publication.entries;
        let open = |entry: &&usize| {
            entries.get(**entry).is_some_and(|known| known.fate != Fate::Unseen && known.quantities.iter().any(moves))
        };
        search.component.iter().filter(open).copied().collect()
    }
}
