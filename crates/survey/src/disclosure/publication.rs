//! Counts that are to be printed, and how they add up.

use crate::refusal::{Reason, Refusal};

/// A number of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry(pub(super) usize);

/// What is printed, and what is known besides. Add entries, then say how they add up.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    pub(super) entries: Vec<Known>,
    pub(super) quantities: Vec<Quantity>,
    /// Each adds up to nothing: quantities with what they count for.
    pub(super) relations: Vec<Vec<(usize, f64)>>,
}

/// An entry: what who reads it knows then.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) fate: Fate,
    pub(super) quantities: Vec<usize>,
    /// The entry that counts who is in its base.
    pub(super) base: Option<usize>,
}

/// What may become of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is shown or withheld.
    Open,
    /// It was printed before: it cannot be taken back.
    Printed,
    /// It was withheld before: it has to be withheld again.
    Withheld,
    /// It is no cell of any table; nobody sees it, and nobody has to be kept from it.
    Unseen,
}

/// A number that follows from the answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quantity {
    pub(super) value: f64,
    /// What everyone knows it is at least.
    pub(super) floor: f64,
    /// Whether it counts respondents.
    pub(super) counts: bool,
}

impl Publication {
    /// Adds a count of respondents.
    pub fn count(&mut self, respondents: u64) -> Entry {
        self.add(respondents, Fate::Open)
    }

    /// Adds a count that is in no table, such as who gave no answer to a break: it loosens the sums that it is in. How many it
    /// counts is neither printed nor protected.
    pub fn unseen(&mut self, respondents: u64) -> Entry {
        self.add(respondents, Fate::Unseen)
    }

    /// An entry was printed in an earlier publication: it is known, whatever becomes of it here.
    pub fn printed_before(&mut self, entry: Entry) {
        self.be(entry, Fate::Printed);
    }

    /// An entry was withheld in an earlier publication: this one may not give it away.
    pub fn withheld_before(&mut self, entry: Entry) {
        self.be(entry, Fate::Withheld);
    }

    /// Says over whom an entry is. An entry over few respondents is withheld, however many it counts itself.
    pub fn over(&mut self, entry: Entry, base: Entry) {
        if let Some(known) = self.entries.get_mut(entry.0) {
            known.base = Some(base.0);
        }
    }

    /// Says that an entry is the sum of others.
    ///
    /// # Errors
    /// [`Reason::Totals`] if it is not; [`Reason::Shape`] for an entry of another publication.
    pub fn sum(&mut self, whole: Entry, parts: &[Entry]) -> Result<(), Refusal> {
        let mut relation = vec![(self.counted(whole)?, -1.0)];
        for part in parts {
            relation.push((self.counted(*part)?, 1.0));
        }
        let over: f64 = relation.iter().filter_map(|(at, sign)| Some(sign * self.quantities.get(*at)?.value)).sum();
        if over != 0.0 {
            let message = format!("the parts add up to {} more than the whole", over as i64);
            return Err(Refusal::new(Reason::Totals, message, "Count whole and parts over the same rows."));
        }
        self.relations.push(relation);
        Ok(())
    }

    /// Adds a mean of scores over respondents, each count with its score. Who reads it, its interval and its base knows the
    /// sum of the scores and that of their squares: as exactly as if it were not rounded.
    ///
    /// # Errors
    /// [`Reason::Value`] for a score that is not finite; [`Reason::Shape`] for an entry of another publication.
    pub fn mean(&mut self, scores: &[(Entry, f64)]) -> Result<Entry, Refusal> {
        if scores.iter().any(|(_, score)| !score.is_finite()) {
            return Err(Refusal::new(Reason::Value, "a score is no number", "Leave out who has no score."));
        }
        let lowest = scores.iter().fold(0.0, |low, (_, score)| libm::fmin(low, *score));
        let mut quantities = Vec::new();
        for power in 1..=2 {
            let floor = if power == 1 && lowest < 0.0 { f64::NEG_INFINITY } else { 0.0 };
            let mut relation = vec![(self.quantities.len(), -1.0)];
            let mut value = 0.0;
            for (entry, score) in scores {
                let (at, score) = (self.counted(*entry)?, if power == 1 { *score } else { score * score });
                value += score * self.quantities.get(at).map_or(0.0, |quantity| quantity.value);
                if score != 0.0 {
                    relation.push((at, score));
                }
            }
            quantities.push(self.quantities.len());
            self.quantities.push(Quantity { value, floor, counts: false });
            self.relations.push(relation);
        }
        self.entries.push(Known { fate: Fate::Open, quantities, base: None });
        Ok(Entry(self.entries.len() - 1))
    }

    fn add(&mut self, respondents: u64, fate: Fate) -> Entry {
        let quantities = vec![self.quantities.len()];
        self.quantities.push(Quantity { value: respondents as f64, floor: 0.0, counts: true });
        self.entries.push(Known { fate, quantities, base: None });
        Entry(self.entries.len() - 1)
    }

    fn be(&mut self, entry: Entry, fate: Fate) {
        if let Some(known) = self.entries.get_mut(entry.0) {
            known.fate = fate;
        }
    }

    /// What an entry counts.
    fn counted(&self, entry: Entry) -> Result<usize, Refusal> {
        self.count_of(entry.0).ok_or_else(|| {
            let remedy = "Use what this publication gave back for a count.";
            Refusal::new(Reason::Shape, "there is no such count in this publication", remedy)
        })
    }

    /// The quantity that an entry counts; none if it is no count.
    pub(super) fn count_of(&self, entry: usize) -> Option<usize> {
        let at = *self.entries.get(entry)?.quantities.first()?;
        self.quantities.get(at).filter(|quantity| quantity.counts).map(|_| at)
    }

    /// How many respondents an entry counts; none if it is no count.
    pub(super) fn respondents(&self, entry: usize) -> Option<f64> {
        self.count_of(entry).and_then(|at| Some(self.quantities.get(at)?.value))
    }
}
