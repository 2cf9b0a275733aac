//! Ties that nobody has to declare: what a number is about follows from what stands around it.
//!
//! Each rule asks for words that leave no other reading, and for a table in print that it leads to. Where one of them lacks,
//! the number stays untied: a wrong tie would call something wrong that is right. What a tie in `ties.toml` is about is left
//! alone. The rules are written down in `docs/monitor-check.md`.

mod elsewhere;
mod label;
mod scope;
#[cfg(test)]
mod tests;

use super::quantity::{Quantity, Says};
use super::token::Token;
use crate::check::table::Who;
use crate::folder::Folder;
use crate::published::Place;
use crate::tie::{Held, Operand, Tie};
use scope::Scope;
use std::collections::{BTreeMap, BTreeSet};

/// The ties of quantities that no tie in the folder is about, in the order of the text: one may follow from another.
pub(super) fn ties(
    folder: &Folder,
    who: &Who,
    tokens: &[Token],
    quantities: &[Quantity],
    declared: &[(usize, &Tie)],
) -> Vec<(usize, Tie)> {
    let mut cells: BTreeMap<usize, Place> = BTreeMap::new();
    let mut tied: BTreeSet<usize> = BTreeSet::new();
    for (at, tie) in declared {
        tied.insert(*at);
        if let Some(place) = single(&tie.held) {
            cells.insert(*at, place);
        }
    }
    let mut found = Vec::new();
    let mut scope = Scope { folder, who, tokens, quantities, cells, asides: BTreeMap::new() };
    for (at, quantity) in quantities.iter().enumerate() {
        // Also of what is declared: what follows is not about that year.
        if let Some(aside) = scope.aside(at) {
            scope.asides.insert(at, aside);
        }
        if tied.contains(&at) {
            continue;
        }
        let held = match quantity.says {
            Says::Share { .. } if quantity.states => scope.share(at),
            Says::Way(_) => scope.change(at),
            Says::Share { .. } | Says::Count { .. } => None,
        };
        let Some(held) = held else { continue };
        if let Some(place) = single(&held) {
            scope.cells.insert(at, place);
        }
        found.push((at, Tie { line: 0, pieces: Vec::new(), name: None, held }));
    }
    found
}

/// The one cell that something is held against.
fn single(held: &Held) -> Option<Place> {
    match held {
        Held::Sum { of, rest: false } => match of[..] {
            [Operand::Place(place)] => Some(place),
            _ => None,
        },
        Held::Nothing
        | Held::Sum { .. }
        | Held::Ratio(..)
        | Held::Share(_)
        | Held::Within(..)
        | Held::Compare { .. } => None,
    }
}
