//! Counts rounded to multiples, so that they still add up.

use super::publication::{Fate, Publication};
use crate::refusal::{Reason, Refusal};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

impl Publication {
    /// Every count as a multiple of `base`, the next below or the next above it (a multiple stays), so that every sum still holds;
    /// of all such, one that moves them least. Entry by entry; none for a mean, which has to be made from what was rounded, or
    /// left out.
    ///
    /// Cox (1987), *Journal of the American Statistical Association* 82, 520-524: in tables of two dimensions it is
    /// always there. In others it may not be.
    ///
    /// # Errors
    /// [`Reason::Value`] for a base of 0; [`Reason::NotDefined`] where no rounding adds up.
    pub fn rounded(&self, base: u64) -> Result<Vec<Option<u64>>, Refusal> {
        if base == 0 {
            return Err(Refusal::new(Reason::Value, "nothing is a multiple of 0", "Round to 5, or to 3."));
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        // Whole steps of the base below each count, and whether one more is taken.
        let mut steps: Vec<Option<(u64, Option<Variable>)>> = vec![None; self.quantities.len()];
        for (entry, known) in self.entries.iter().enumerate() {
            let Some((at, respondents)) = self.count_of(entry).zip(self.respondents(entry)) else { continue };
            let (below, over) = (respondents as u64 / base, respondents as u64 % base);
            // Up costs what is missing, down what is over; what nobody sees costs nothing.
            let seen = if known.fate == Fate::Unseen { 0.0 } else { 1.0 };
            let one_more = (over > 0).then(|| problem.add_binary_var(seen * (base as f64 - 2.0 * over as f64)));
            if let Some(slot) = steps.get_mut(at) {
                *slot = Some((below, one_more));
            }
        }
        for relation in &self.relations {
            // The sums that make a mean are not of counts alone.
            if relation.iter().any(|(at, _)| steps.get(*at).is_none_or(Option::is_none)) {
                continue;
            }
            let of = |(at, sign): &(usize, f64)| steps.get(*at).copied().flatten().map(|steps| (steps, *sign));
            let below: f64 = relation.iter().filter_map(of).map(|((below, _), sign)| sign * below as f64).sum();
            let terms: Vec<(Variable, f64)> =
                relation.iter().filter_map(of).filter_map(|((_, more), sign)| Some((more?, sign))).collect();
            problem.add_constraint(terms, ComparisonOp::Eq, -below);
        }
        let solution = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok()).ok_or_else(|| {
            let remedy = "Round to another number, or withhold counts instead.";
            Refusal::new(Reason::NotDefined, format!("no rounding to {base} adds up in all tables"), remedy)
        })?;
        let rounded = |entry: usize| {
            let (below, more) = steps.get(self.count_of(entry)?).copied().flatten()?;
            Some((below + u64::from(more.is_some_and(|more| solution.var_value(more) > 0.5))) * base)
        };
        Ok((0..self.entries.len()).map(rounded).collect())
    }
}
