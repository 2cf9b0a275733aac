//! How much of an import is written in one transaction: what takes about as long as others may be kept waiting. A fast
//! machine writes more at once, a slow or busy one less; so a page beside an import waits equally long on either.

use std::time::Duration;

/// A student to be written: the place in the plan, and how many records they bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) at: usize,
    pub(super) records: usize,
}

/// How long a transaction should take. Half of the bound (200 ms), because the next one may turn out slower than the last.
const AIM: Duration = Duration::from_millis(100);

/// So many students are written at most: the statements of a transaction name no more (`which::MANY`, twice).
const STUDENTS: usize = 400;

/// How many records go in a transaction.
#[derive(Debug)]
pub(super) struct Pace {
    records: usize,
}

impl Default for Pace {
    /// Few to begin with: how fast it goes is not known yet.
    fn default() -> Self {
        Self { records: 250 }
    }
}

impl Pace {
    /// How many of these students are written next; each whole, and one at least if there is one.
    pub(super) fn next(&self, units: &[Part]) -> usize {
        let mut records = 0;
        let fits = |unit: &&Part| {
            records += unit.records;
            records <= self.records
        };
        units.iter().take(STUDENTS).take_while(fits).count().max(1).min(units.len())
    }

    /// Learns how long these took. At most twice as many at once the next time: one lucky transaction proves little.
    pub(super) fn took(&mut self, units: &[Part], time: Duration) {
        let records = units.iter().map(|unit| unit.records).sum::<usize>();
        let (aim, took) = (AIM.as_micros() as usize, time.as_micros().max(1) as usize);
        self.records = (records * aim / took).clamp(25, (2 * self.records).min(20_000));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(sizes: &[usize]) -> Vec<Part> {
        sizes.iter().enumerate().map(|(at, records)| Part { at, records: *records }).collect()
    }

    #[test]
    fn students_are_whole_and_transactions_are_small() {
        for (sizes, expected) in [
            (vec![], 0),
            (vec![1; 600], 250),
            (vec![100, 100, 100], 2),
            (vec![5000, 1], 1),
            (vec![1, 5000], 1),
            (vec![0; 600], STUDENTS),
        ] {
            assert_eq!(Pace::default().next(&units(&sizes)), expected, "{} students", sizes.len());
        }
    }

    #[test]
    fn what_took_long_is_followed_by_less() {
        let ms = Duration::from_millis;
        let some = units(&[250]);
        for (time, expected) in [(ms(100), 250), (ms(200), 125), (ms(10), 500), (ms(0), 500), (ms(100_000), 25)] {
            let mut pace = Pace::default();
            pace.took(&some, time);
            assert_eq!(pace.records, expected, "{time:?}");
        }
        // Students that bring nothing say nothing of how fast it goes, and stop nothing.
        let mut pace = Pace::default();
        pace.took(&units(&[0]), ms(1));
        assert_eq!(pace.records, 25);
        assert_eq!(pace.next(&units(&[30, 1])), 1);
    }
}
