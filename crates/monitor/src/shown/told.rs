//! What the text of the report says about a table, without a word of it: which cells it names or compares, and the numbers
//! that it gives besides, in our own words.

use super::Shown;
use crate::published::Place;
use crate::quantity::Quantity;
use crate::tie::{Held, Operand};

/// What a text says about a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told<'a> {
    /// Numbers that stand in the text and not in the table.
    pub quantities: Vec<&'a Quantity>,
    /// Cells and bases that it names, in order of print.
    pub cells: Vec<Place>,
    /// Cells that it compares: the second with the first.
    pub compared: Vec<(Place, Place)>,
}

impl Told<'_> {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.quantities.is_empty() && self.cells.is_empty() && self.compared.is_empty()
    }
}

impl Shown {
    /// What the text of the report says about a table, by the ties of the folder and the quantities that are about it.
    pub fn told(&self, table: usize) -> Told<'_> {
        let Some(of) = self.table(table) else { return Told::default() };
        let quantities = self.folder.quantities.all.iter().filter(|it| it.about.as_ref() == Some(&of.id));
        let mut told = Told { quantities: quantities.collect(), ..Told::default() };
        let cell = |operand: &Operand| match operand {
            Operand::Place(place) => Some(*place),
            Operand::Named(_) | Operand::Told(_) => None,
        };
        for tie in &self.folder.ties {
            match &tie.held {
                Held::Sum { of, .. } => told.cells.extend(of.iter().filter_map(cell)),
                Held::Ratio(part, whole) => told.cells.extend([part, whole].into_iter().filter_map(cell)),
                Held::Compare { from, to } => told.compared.extend(cell(from).zip(cell(to))),
                // A base is named with the share that is of it.
                Held::Nothing | Held::Share(_) | Held::Within(_) => {}
            }
        }
        told.cells.retain(|place| place.table == table);
        told.compared.retain(|(from, to)| from.table == table || to.table == table);
        told.cells.sort_unstable();
        told.cells.dedup();
        told.compared.sort_unstable();
        told.compared.dedup();
        told
    }
}
