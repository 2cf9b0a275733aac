//! How much of an import is written in one transaction: what takes about as long as others may be kept waiting. A fast
//! machine writes more at once, a slow or busy one less; so a page beside an import waits equally long on either.

use std::time::Duration;

/// A student to be written: the place in the plan, and how many records they bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) at: usize,
    pub(super) records: usize,
}

/// How long a transaction should take. Less than a third of the bound (200 ms), because the next one may turn out three times as slow
/// as the last: a page that is asked, or another program, takes a core of two.
const AIM: Duration = Duration::from_millis(60);

/// So many students are written at most: the statements of a transaction name no more (`which::MANY`, twice).
const STUDENTS: usize = 400;

/// So many records are written at least, and at most.
const RECORDS: (usize, usize) = (25, 20_000);

/// How many records go in a transaction.
#[derive(Debug)]
pub(super) struct Pace {
    records: usize,
    /// What a record takes, in nanoseconds: as the slowest of late did. 0: not known.
    each: usize,
}

impl Default for Pace {
    /// Few to begin with: how fast it goes is not known yet.
    fn default() -> Self {
        Self { records: 100, each: 0 }
    }
}

/// What a student counts for: one who brings nothing is read and compared all the same.
fn weight(unit: &Part) -> usize {
    unit.records.max(1)
}

impl Pace {
    /// How many of these students are written next; each whole, and one at least if there is one.
    pub(super) fn next(&self, units: &[Part]) -> usize {
        let mut records = 0;
        let fits = |unit: &&Part| {
            records += weight(unit);
            records <= self.records
        };
        units.iter().take(STUDENTS).take_while(fits).count().max(1).min(units.len())
    }

    /// Learns how long these took. A slow one counts at once, and is forgotten by an eighth with each that follows; at most half
    /// as many again are written the next time: one lucky transaction proves little.
    pub(super) fn took(&mut self, units: &[Part], time: Duration) {
        let records = units.iter().map(weight).sum::<usize>().max(1);
        let took = usize::try_from(time.as_nanos()).unwrap_or(usize::MAX);
        self.each = (took / records).max(self.each - self.each / 8).max(1);
        let (least, most) = RECORDS;
        let more = (self.records + self.records / 2).min(most);
        self.records = (AIM.as_nanos() as usize / self.each).clamp(least, more);
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
            (vec![1; 600], 100),
            (vec![40, 40, 40], 2),
            (vec![5000, 1], 1),
            (vec![1, 5000], 1),
            (vec![0; 600], 100),
        ] {
            assert_eq!(Pace::default().next(&units(&sizes)), expected, "{} students", sizes.len());
        }
        let fast = Pace { records: 20_000, each: 1 };
        assert_eq!(fast.next(&units(&[1; 600])), STUDENTS);
    }

    #[test]
    fn what_took_long_is_followed_by_less() {
        let ms = Duration::from_millis;
        let some = units(&[100]);
        for (time, expected) in [(ms(60), 100), (ms(120), 50), (ms(10), 150), (ms(0), 150), (ms(100_000), 25)] {
            let mut pace = Pace::default();
            pace.took(&some, time);
            assert_eq!(pace.records, expected, "{time:?}");
        }
        // A student of more records than fit is written alone, and counts as what it took.
        let mut pace = Pace { records: 25, each: 0 };
        pace.took(&units(&[1200]), ms(600));
        assert_eq!(
            (pace.records, pace.next(&units(&[30, 10]))),
            (37, 1),
            "half a millisecond each: half as many again"
        );
    }

    /// What others wait for, on a machine that takes so long for each record and ten milliseconds for the rest of a transaction.
    fn longest(each: impl Fn(usize) -> u64, transactions: usize) -> (u64, usize) {
        let (mut pace, mut longest, mut written) = (Pace::default(), 0, 0);
        for nth in 0..transactions {
            let units = units(&[10; 4000]);
            let units = &units[..pace.next(&units)];
            let records = units.len() * 10;
            let took = Duration::from_micros(10_000 + each(nth) * records as u64);
            pace.took(units, took);
            (longest, written) = (longest.max(took.as_millis() as u64), written + records);
        }
        (longest, written)
    }

    /// The bound is 200 ms. When the machine turns three times as slow in the middle the transaction of that moment keeps it; after
    /// one that was slow for once the next ones are small, and soon as large as they were.
    #[test]
    fn nobody_waits_longer_than_the_bound() {
        for (what, each) in [("a fast machine", 10), ("one as ours", 50), ("a slow one", 500)] {
            let (steady, written) = longest(|_| each, 200);
            assert!(steady <= 80, "{what}: {steady} ms");
            assert!(written as u64 > 200 * 30_000 / each.max(20), "{what}: {written}");
            let (turns, _) = longest(|nth| if nth < 100 { each } else { 3 * each }, 200);
            assert!(turns <= 200, "{what}: {turns} ms");
            let (once, _) = longest(|nth| if nth.is_multiple_of(20) { 3 * each } else { each }, 200);
            assert!(once <= 200, "{what}, slow now and then: {once} ms");
        }
        let mut pace = Pace { records: 2000, each: 30_000 };
        pace.took(&units(&[2000]), Duration::from_millis(433));
        assert_eq!(pace.records, 277);
        for _ in 0..20 {
            pace.took(&units(&[pace.records]), Duration::from_micros(30 * pace.records as u64));
        }
        assert!((1900..=2000).contains(&pace.records), "{}", pace.records);
    }
}
