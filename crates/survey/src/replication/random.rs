//! Numbers that follow from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).

/// A stream of numbers.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`, each as likely: numbers past the last whole multiple are drawn again.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = (limit as u64).max(1);
        let top = u64::MAX - u64::MAX % limit;
        loop {
            let number = self.next();
            if number < top {
                return usize::try_from(number % limit).unwrap_or(0);
            }
        }
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
