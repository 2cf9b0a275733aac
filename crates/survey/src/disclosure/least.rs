//! The fewest entries to withhold, by weighing every choice from the cheapest on.
//!
//! Withholding more never narrows what is left of a count. So where a choice is not enough, neither is anything within the
//! largest choice around it that is not: one of the entries *outside* that must be withheld. Such demands, found one by
//! one, leave few choices to try (the method of implicit hitting sets: Moreno-Centeno and Karp 2013, *Operations Research* 61,
//! 453-468).

use super::pattern::Search;
use crate::refusal::Refusal;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A table of five by five with its margins has no more; beyond, a good choice will do.
const MOST_CANDIDATES: usize = 36;
/// So many attacks on a choice, and so many choices.
const MOST_ATTACKS: usize = 3_000;
const MOST_CHOICES: usize = 20_000;

/// The withheld entries of a component beside those of others; none where there is too much to weigh.
pub(super) fn search(search: &Search<'_>, withheld: &[bool]) -> Result<Option<Vec<bool>>, Refusal> {
    let candidates = search.candidates(withheld);
    if candidates.len() > MOST_CANDIDATES {
        return Ok(None);
    }
    let everything = candidates.iter().enumerate().fold(0_u64, |all, (at, _)| all | 1 << at);
    let with = |chosen: u64| {
        let mut with = withheld.to_vec();
        for (at, entry) in candidates.iter().enumerate() {
            if let (true, Some(slot)) = (chosen >> at & 1 == 1, with.get_mut(*entry)) {
                *slot = true;
            }
        }
        with
    };
    // What must be withheld whatever is chosen.
    let required = |entry: usize| withheld.get(entry) == Some(&true);
    let mut attacks = 0;
    let mut demands: Vec<u64> = Vec::new();
    // The cost of a choice, the choice, and what was decided against.
    let mut open = BinaryHeap::from([Reverse((0_u64, 0_u64, 0_u64))]);
    for _ in 0..MOST_CHOICES {
        let Some(Reverse((cost, chosen, against))) = open.pop() else { break };
        let mut also = |of: u64| {
            let mut against = against;
            for (at, entry) in candidates.iter().enumerate().filter(|(at, _)| of >> at & 1 == 1) {
                if against >> at & 1 == 0 {
                    open.push(Reverse((cost + search.cost(*entry), chosen | 1 << at, against)));
                    against |= 1 << at;
                }
            }
        };
        if let Some(demand) = demands.iter().find(|demand| **demand & chosen == 0) {
            also(*demand);
            continue;
        }
        let now = with(chosen);
        attacks += 1;
        if let Some(entry) = search.too_narrow(&now, required) {
            let mut enough = chosen;
            for at in 0..candidates.len() {
                attacks += 1;
                let larger = enough | 1 << at;
                if larger != enough && search.too_narrow(&with(larger), |other| other == entry).is_some() {
                    enough = larger;
                }
            }
            let demand = everything & !enough;
            if demand == 0 {
                return Err(search.impossible(entry));
            }
            demands.push(demand);
            also(demand);
        } else if search.too_narrow(&now, |_| true).is_some() {
            // What was chosen can be found out itself: only something more will help.
            also(everything & !chosen);
        } else {
            return Ok(Some(now));
        }
        if attacks > MOST_ATTACKS {
            return Ok(None);
        }
    }
    Ok(None)
}
