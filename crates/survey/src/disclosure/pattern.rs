//! What is withheld of a publication.

use super::Cell;
use super::attack::{self, Attack};
use super::flow;
use super::least;
use super::publication::{Entry, Fate, Publication};
use super::rule::Rule;
use crate::refusal::{Reason, Refusal};

/// Which entries are withheld.
#[derive(Debug, Clone)]
pub struct Pattern {
    withheld: Vec<bool>,
    primary: Vec<bool>,
    bounds: Vec<Option<(f64, f64)>>,
    fewest: bool,
}

impl Pattern {
    /// Whether an entry is withheld.
    #[must_use]
    pub fn withholds(&self, entry: Entry) -> bool {
        self.withheld.get(entry.0).copied().unwrap_or(true)
    }

    /// What is printed of an entry.
    pub fn cell<T>(&self, entry: Entry, number: T) -> Cell<T> {
        if self.withholds(entry) { Cell::Withheld } else { Cell::Shown(number) }
    }

    /// Why, for who made the tables: never to be printed. Withheld for its own sake.
    #[must_use]
    pub fn is_primary(&self, entry: Entry) -> bool {
        self.primary.get(entry.0).copied().unwrap_or(false)
    }

    /// The least and the most that a reader knows of a withheld count; none of what is shown.
    #[must_use]
    pub fn bounds(&self, entry: Entry) -> Option<(f64, f64)> {
        self.bounds.get(entry.0).copied().flatten()
    }

    /// How many entries are withheld for their own sake, and how many for others.
    #[must_use]
    pub fn withheld(&self) -> (usize, usize) {
        let primary = self.primary.iter().filter(|primary| **primary).count();
        (primary, self.withheld.iter().filter(|withheld| **withheld).count() - primary)
    }

    /// Whether no other choice withholds fewer entries: known of small tables, in which every choice was weighed.
    #[must_use]
    pub const fn is_fewest(&self) -> bool {
        self.fewest
    }
}

impl Publication {
    /// What to withhold: small counts, all that is over a small base, what was withheld before, and as few others as needed
    /// so that of each withheld count an interval of the rule's width is left. In small groups of tables that hang together
    /// the fewest, by trying; in large ones few. Either is attacked before it is returned.
    ///
    /// # Errors
    /// [`Reason::NotDefined`] where withholding everything that can be withheld is not enough: what was printed before gives
    /// it away.
    pub fn protect(&self, rule: &Rule) -> Result<Pattern, Refusal> {
        let places = attack::places(self);
        let primary: Vec<bool> = (0..self.entries.len()).map(|entry| self.is_small(entry, rule)).collect();
        let mut withheld = primary.clone();
        let mut fewest = true;
        for component in self.components(&places) {
            if !component.iter().any(|entry| primary.get(*entry) == Some(&true)) {
                continue;
            }
            let search = Search { publication: self, places: &places, width: rule.width, component: &component };
            let found = match least::search(&search, &withheld)? {
                Some(found) => found,
                None => {
                    fewest = false;
                    flow::search(&search, &withheld)?
                }
            };
            withheld = found;
        }
        let attack = Attack::of(self, &places, &withheld);
        let bounds = |(entry, withheld): (usize, &bool)| {
            self.count_of(entry).filter(|_| *withheld).and_then(|count| attack.bounds(count))
        };
        Ok(Pattern { bounds: withheld.iter().enumerate().map(bounds).collect(), withheld, primary, fewest })
    }

    fn is_small(&self, entry: usize, rule: &Rule) -> bool {
        let Some(known) = self.entries.get(entry) else { return false };
        let few = |entry: usize| {
            self.respondents(entry).is_some_and(|respondents| respondents > 0.0 && respondents < rule.fewest as f64)
        };
        match known.fate {
            Fate::Printed | Fate::Unseen => false,
            Fate::Withheld => true,
            Fate::Open => few(entry) || known.base.is_some_and(few),
        }
    }

    /// Entries that hang together: what is withheld of one may give away another. What was printed before ties nothing.
    fn components(&self, places: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut owner = vec![None; self.quantities.len()];
        for (entry, known) in self.entries.iter().enumerate().filter(|(_, known)| known.fate != Fate::Printed) {
            for quantity in &known.quantities {
                if let Some(owner) = owner.get_mut(*quantity) {
                    *owner = Some(entry);
                }
            }
        }
        let mut seen = vec![false; self.entries.len()];
        let mut components = Vec::new();
        for start in 0..self.entries.len() {
            if seen.get(start) != Some(&false) {
                continue;
            }
            seen[start] = true;
            let mut component = vec![start];
            let mut next = 0;
            while let Some(known) = component.get(next).and_then(|entry| self.entries.get(*entry)) {
                next += 1;
                let own = known.quantities.iter().filter(|_| known.fate != Fate::Printed);
                let relations = own.filter_map(|quantity| places.get(*quantity)).flatten();
                let quantities = relations.filter_map(|at| self.relations.get(*at)).flatten();
                let others: Vec<usize> = quantities.filter_map(|(at, _)| *owner.get(*at)?).collect();
                for other in others {
                    if seen.get(other) == Some(&false) {
                        seen[other] = true;
                        component.push(other);
                    }
                }
            }
            components.push(component);
        }
        components
    }
}

/// A group of entries that hang together, to be protected.
pub(super) struct Search<'a> {
    pub(super) publication: &'a Publication,
    pub(super) places: &'a [Vec<usize>],
    pub(super) width: f64,
    pub(super) component: &'a [usize],
}

impl Search<'_> {
    /// The first of some counts of which too little is left, with these entries withheld.
    pub(super) fn too_narrow(&self, withheld: &[bool], of: impl Fn(usize) -> bool) -> Option<usize> {
        let attack = Attack::of(self.publication, self.places, withheld);
        self.component.iter().copied().find(|entry| {
            let count = self.publication.count_of(*entry).filter(|_| of(*entry) && withheld.get(*entry) == Some(&true));
            count.is_some_and(|count| !attack.leaves(count, self.width))
        })
    }

    /// The entries that may be withheld besides those that are.
    pub(super) fn candidates(&self, withheld: &[bool]) -> Vec<usize> {
        let open = |entry: &&usize| {
            self.publication.entries.get(**entry).is_some_and(|known| known.fate == Fate::Open)
                && withheld.get(**entry) == Some(&false)
        };
        self.component.iter().filter(open).copied().collect()
    }

    /// What withholding an entry costs: fewer entries before fewer respondents.
    pub(super) fn cost(&self, entry: usize) -> u64 {
        (1 << 40) + self.publication.respondents(entry).map_or(0, |respondents| respondents as u64).min(1 << 32)
    }

    pub(super) fn impossible(&self, entry: usize) -> Refusal {
        let respondents = self.publication.respondents(entry).unwrap_or(0.0);
        let message = format!(
            "a count of {respondents} can be found out to within less than {} whatever is withheld: entry {}",
            self.width,
            entry + 1
        );
        Refusal::new(Reason::NotDefined, message, "Leave out the table, or join its categories.")
    }
}
