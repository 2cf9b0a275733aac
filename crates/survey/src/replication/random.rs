//! Orders and subsets that follow from a seed, from the generator that draws samples.

use crate::sampling::Generator;

/// A stream of numbers.
pub(crate) struct Random(Generator);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Generator::new(seed))
    }

    /// A number below `limit`, each as likely; 0 when there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.below((limit as u64).max(1))).unwrap_or(0)
    }

    /// The numbers below `size` in random order.
    pub(crate) fn shuffled(&mut self, size: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..size).collect();
        for at in (1..size).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }

    /// `count` different numbers below `size`, each set as likely (Floyd's method; Bentley 1987).
    pub(crate) fn subset(&mut self, size: usize, count: usize) -> Vec<usize> {
        let mut chosen = std::collections::HashSet::new();
        let mut order = Vec::with_capacity(count);
        for top in size.saturating_sub(count)..size {
            let number = self.below(top + 1);
            let number = if chosen.insert(number) { number } else { top };
            chosen.insert(number);
            order.push(number);
        }
        order
    }
}
