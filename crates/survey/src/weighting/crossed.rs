//! Rows by the combination of their categories in several variables: what rows of one combination share is kept once.

use std::collections::HashMap;

/// Up to so many possible combinations a table says which one a row is in; beyond, they are looked up.
const TABLE: usize = 1 << 20;

/// Which combination each row is in, and which categories it stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crossed {
    /// The combination of each row, from 0.
    pub(crate) cell: Vec<u32>,
    /// For each variable, the category of each combination. A row without category is in one of its own, past the last.
    pub(crate) categories: Vec<Vec<u32>>,
}

impl Crossed {
    /// Crosses variables, each the codes of its rows and its number of categories: one after another, so that the numbers
    /// of combinations stay small however many variables there are.
    pub(crate) fn of(variables: &[(&[u32], usize)], rows: usize) -> Self {
        let mut crossed = Self { cell: vec![0; rows], categories: Vec::with_capacity(variables.len()) };
        let mut cells = 1;
        for (codes, levels) in variables {
            let mut found = Found::new(cells, levels + 1);
            for (cell, code) in crossed.cell.iter_mut().zip(*codes) {
                *cell = found.number(*cell, *code);
            }
            for before in &mut crossed.categories {
                *before =
                    found.cells.iter().map(|(cell, _)| before.get(*cell as usize).copied().unwrap_or(0)).collect();
            }
            crossed.categories.push(found.cells.iter().map(|(_, category)| *category).collect());
            cells = found.cells.len();
        }
        crossed
    }

    /// How many combinations there are.
    pub(crate) fn cells(&self) -> usize {
        self.categories.first().map_or(0, Vec::len)
    }

    /// The sum of a number of each row over the rows of each combination.
    pub(crate) fn sums(&self, values: &[f64]) -> Vec<f64> {
        self.sums_of(values.iter().copied())
    }

    pub(crate) fn sums_of(&self, values: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut sums = vec![0.0; self.cells()];
        for (cell, value) in self.cell.iter().zip(values) {
            if let Some(sum) = sums.get_mut(*cell as usize) {
                *sum += value;
            }
        }
        sums
    }

    /// Each row's number times the factor of its combination.
    pub(crate) fn spread(&self, values: &[f64], factors: &[f64]) -> Vec<f64> {
        let factor = |cell: &u32| factors.get(*cell as usize).copied().unwrap_or(1.0);
        self.cell.iter().zip(values).map(|(cell, value)| value * factor(cell)).collect()
    }
}

/// Combinations of those so far with the categories of one more variable, numbered as they come.
struct Found {
    /// How many categories the variable has, "none" included.
    levels: u32,
    table: Vec<u32>,
    looked_up: HashMap<u64, u32>,
    cells: Vec<(u32, u32)>,
}

impl Found {
    fn new(cells: usize, levels: usize) -> Self {
        let possible = cells.checked_mul(levels).filter(|count| *count <= TABLE);
        let levels = u32::try_from(levels).unwrap_or(u32::MAX);
        let table = vec![u32::MAX; possible.unwrap_or(0)];
        Self { levels, table, looked_up: HashMap::new(), cells: Vec::new() }
    }

    fn number(&mut self, cell: u32, code: u32) -> u32 {
        let category = code.min(self.levels - 1);
        let key = u64::from(cell) * u64::from(self.levels) + u64::from(category);
        let slot = match usize::try_from(key).ok().and_then(|key| self.table.get_mut(key)) {
            Some(slot) => slot,
            None => self.looked_up.entry(key).or_insert(u32::MAX),
        };
        if *slot == u32::MAX {
            *slot = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            self.cells.push((cell, category));
        }
        *slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_are_numbered_as_they_come() {
        let (a, b) = ([1, 0, 1, u32::MAX], [0, 2, 0, 2]);
        let crossed = Crossed::of(&[(&a, 2), (&b, 3)], 4);
        assert_eq!(crossed.cell, [0, 1, 0, 2]);
        assert_eq!(crossed.categories, [vec![1, 0, 2], vec![0, 2, 2]]);
        assert_eq!(crossed.sums(&[1.0, 2.0, 4.0, 8.0]), [5.0, 2.0, 8.0]);
        assert_eq!(crossed.spread(&[1.0; 4], &[2.0, 3.0, 5.0]), [2.0, 3.0, 2.0, 5.0]);
    }

    #[test]
    fn more_combinations_than_a_table_holds_are_looked_up() {
        let (a, b) = ([7, 900_000, 7], [3, 5, 3]);
        let crossed = Crossed::of(&[(&a, 1_000_000), (&b, 9)], 3);
        assert_eq!((crossed.cell, crossed.categories), (vec![0, 1, 0], vec![vec![7, 900_000], vec![3, 5]]));
    }
}
