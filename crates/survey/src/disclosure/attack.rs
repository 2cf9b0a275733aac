//! What who knows everything that is printed can find out about what is not: by linear programming.

use super::publication::{Entry, Fate, Publication};
use super::rule::Rule;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};
use std::cell::RefCell;

/// Numbers that the solver calls equal.
const SAME: f64 = 1e-6;

/// A publication as its reader sees it.
pub(super) struct Attack<'a> {
    publication: &'a Publication,
    /// What is not printed, quantity by quantity.
    unknown: Vec<bool>,
    /// The relations that a quantity is in.
    places: &'a [Vec<usize>],
    /// The least and the most that each quantity was in any answer of the solver so far: it can be both.
    seen: RefCell<Vec<(f64, f64)>>,
}

/// The relations that each quantity is in.
pub(super) fn places(publication: &Publication) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); publication.quantities.len()];
    for (at, relation) in publication.relations.iter().enumerate() {
        for (quantity, _) in relation {
            if let Some(places) = places.get_mut(*quantity) {
                places.push(at);
            }
        }
    }
    places
}

impl Publication {
    /// Whether what was printed before gives an entry away to within the width of a rule, whatever is withheld now: then
    /// nobody can be kept from it.
    #[must_use]
    pub fn is_known(&self, entry: Entry, rule: &Rule) -> bool {
        let places = places(self);
        let withheld: Vec<bool> = self.entries.iter().map(|known| known.fate != Fate::Printed).collect();
        let attack = Attack::of(self, &places, &withheld);
        self.count_of(entry.0).is_some_and(|count| !attack.leaves(count, rule.width))
    }
}

impl<'a> Attack<'a> {
    /// With these entries withheld.
    pub(super) fn of(publication: &'a Publication, places: &'a [Vec<usize>], withheld: &[bool]) -> Self {
        let mut unknown = vec![false; publication.quantities.len()];
        for (known, withheld) in publication.entries.iter().zip(withheld) {
            if *withheld || known.fate == Fate::Unseen {
                for quantity in &known.quantities {
                    if let Some(unknown) = unknown.get_mut(*quantity) {
                        *unknown = true;
                    }
                }
            }
        }
        let seen = publication.quantities.iter().map(|quantity| (quantity.value, quantity.value)).collect();
        Self { publication, unknown, places, seen: RefCell::new(seen) }
    }

    fn is_unknown(&self, quantity: usize) -> bool {
        self.unknown.get(quantity).copied().unwrap_or(false)
    }

    /// Whether what is left of a count is at least so wide. Often that was seen while another was asked for.
    pub(super) fn leaves(&self, quantity: usize, width: f64) -> bool {
        let wide = || self.seen.borrow().get(quantity).is_some_and(|(low, high)| high - low >= width - SAME);
        if wide() {
            return true;
        }
        match self.bound(quantity, OptimizationDirection::Maximize) {
            None => false,
            Some(f64::INFINITY) => true,
            Some(_) => wide() || self.bound(quantity, OptimizationDirection::Minimize).is_some() && wide(),
        }
    }

    /// The least and the most that a quantity may be; none where the solver does not know.
    pub(super) fn bounds(&self, quantity: usize) -> Option<(f64, f64)> {
        let low = self.bound(quantity, OptimizationDirection::Minimize)?;
        Some((low, self.bound(quantity, OptimizationDirection::Maximize)?))
    }

    /// Unknown quantities that a quantity hangs together with, and the relations between them.
    fn around(&self, quantity: usize) -> (Vec<usize>, Vec<usize>) {
        let mut found = vec![quantity];
        let mut seen = vec![false; self.unknown.len()];
        let mut relations = Vec::new();
        let mut known = vec![false; self.publication.relations.len()];
        seen.get_mut(quantity).into_iter().for_each(|seen| *seen = true);
        let mut next = 0;
        while let Some(at) = found.get(next).copied() {
            next += 1;
            for place in self.places.get(at).into_iter().flatten() {
                let (Some(known), Some(relation)) = (known.get_mut(*place), self.publication.relations.get(*place))
                else {
                    continue;
                };
                if std::mem::replace(known, true) {
                    continue;
                }
                relations.push(*place);
                for (other, _) in relation {
                    if self.is_unknown(*other) && seen.get(*other) == Some(&false) {
                        seen[*other] = true;
                        found.push(*other);
                    }
                }
            }
        }
        (found, relations)
    }

    fn bound(&self, quantity: usize, direction: OptimizationDirection) -> Option<f64> {
        let known = self.publication.quantities.get(quantity)?;
        if !self.is_unknown(quantity) {
            return Some(known.value);
        }
        let (around, relations) = self.around(quantity);
        let mut problem = Problem::new(direction);
        let mut variables: Vec<Option<Variable>> = vec![None; self.unknown.len()];
        for at in around {
            let (Some(slot), Some(of)) = (variables.get_mut(at), self.publication.quantities.get(at)) else { continue };
            let wanted = if at == quantity { 1.0 } else { 0.0 };
            *slot = Some(problem.add_var(wanted, (of.floor, f64::INFINITY)));
        }
        for relation in relations.iter().filter_map(|at| self.publication.relations.get(*at)) {
            let mut terms = Vec::new();
            let mut rest = 0.0;
            for (at, counts) in relation {
                match variables.get(*at).copied().flatten() {
                    Some(variable) => terms.push((variable, *counts)),
                    None => rest += counts * self.publication.quantities.get(*at).map_or(0.0, |of| of.value),
                }
            }
            problem.add_constraint(terms, ComparisonOp::Eq, -rest);
        }
        let unbounded = match direction {
            OptimizationDirection::Maximize => f64::INFINITY,
            OptimizationDirection::Minimize => f64::NEG_INFINITY,
        };
        match problem.solve() {
            Ok(outcome) => {
                let solution = outcome.solution()?;
                for (seen, variable) in self.seen.borrow_mut().iter_mut().zip(&variables) {
                    if let Some(variable) = variable {
                        let value = solution.var_value(*variable);
                        *seen = (seen.0.min(value), seen.1.max(value));
                    }
                }
                Some(solution.objective())
            }
            Err(Error::Unbounded) => Some(unbounded),
            // What cannot be solved is not known to be safe.
            Err(_) => None,
        }
    }
}
