//! Which groups of a break are higher than which others: the letters of a table book.

use super::book::Book;
use super::columns::Columns;
use crate::column::Domain;
use crate::comparison::{Adjust, Comparison, FEWEST, adjusted, compare, higher_than};
use crate::estimation::Means;
use crate::refusal::{Reason, Refusal};
use crate::variance::Statistic;

impl Book<'_> {
    /// For each category of an item, and then for each summary: for each group of a break, the groups over which it is
    /// significantly higher. Groups may share clusters: their covariance comes from the general kernel. They are compared as [`compare`] does: at 0 and 100%
    /// too, equal groups differ no more often than they should. A group of fewer than [`FEWEST`] answers is neither higher nor
    /// lower, nor is one within a single cluster of each stratum, whose error is unknown. `adjust` is over all pairs of groups
    /// of one row of the table.
    ///
    /// # Errors
    /// [`Reason::Shape`] for an item or break that was not added; as [`crate::Design::estimate`].
    pub fn higher(
        &self,
        item: usize,
        by: usize,
        significance: f64,
        adjust: Adjust,
    ) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
        if !(significance > 0.0 && significance < 1.0) {
            let message = format!("a significance of {significance} is not between 0 and 1");
            return Err(Refusal::new(Reason::Value, message, "Give it as a fraction, such as 0.05."));
        }
        let (Some(cells), Some((groups, levels))) = (self.cells(item), self.groups(by)) else {
            let message = "there is no such item or break in this book";
            return Err(Refusal::new(
                Reason::Shape,
                message,
                "Add it first, and use the place that adding it returned.",
            ));
        };
        if let Some(number) = self.number(item) {
            let answered = |group: usize, row: usize| {
                number.values.get(row).is_some_and(|value| !value.is_nan()) && code_at(&groups, row) == group
            };
            let domains = (1..=levels).map(|group| self.domain().and(|row| answered(group, row)));
            let columns = Means { columns: vec![number.values.clone()] };
            return self.letters(&columns, domains.collect(), significance, adjust);
        }
        let mut items: Vec<usize> = cells.iter().map(|(item, _)| *item).collect();
        items.sort_unstable();
        items.dedup();
        let mut found = Vec::with_capacity(items.len());
        for item in &items {
            found.push(self.higher_of(*item, (&groups, levels), significance, adjust)?);
        }
        let cell = |(item, place): &(usize, usize)| {
            let at = items.binary_search(item).ok()?;
            found.get(at)?.get(*place).cloned()
        };
        Ok(cells.iter().filter_map(cell).collect())
    }

    /// The change from one group of a break to another, of a break by waves say: for each category of an item, and then for
    /// each summary, the number of the group `to` less that of the group `from` (both from 0), as [`compare`] has it. `None`
    /// where one of them has no answer.
    ///
    /// # Errors
    /// [`Reason::Shape`] for an item, break or group that is not there; as [`crate::Design::estimate`].
    pub fn change(&self, item: usize, by: usize, from: usize, to: usize) -> Result<Vec<Option<Comparison>>, Refusal> {
        let levels = self.groups(by).map_or(0, |(_, levels)| levels);
        let (Some(cells), Some((groups, _)), true) = (self.cells(item), self.groups(by), from.max(to) < levels) else {
            let message = "there is no such item, break or group in this book";
            return Err(Refusal::new(Reason::Shape, message, "Use the places that adding them returned."));
        };
        let code = code_at;
        if let Some(number) = self.number(item) {
            let answered = |row: usize| number.values.get(row).is_some_and(|value| !value.is_nan());
            let domains =
                [to, from].map(|group| self.domain().and(|row| answered(row) && code(&groups, row) == group + 1));
            let known = domains.iter().all(|domain| self.design().sampled(domain) > 0);
            let column = std::slice::from_ref(&number.values);
            let pairs = if known { compare(self.design(), column, &domains)? } else { Vec::new() };
            return Ok(vec![pairs.first().and_then(|pairs| pairs.first()).copied()]);
        }
        let mut found: Vec<(usize, Vec<Option<Comparison>>)> = Vec::new();
        for (item, _) in cells {
            if found.iter().any(|(other, _)| other == item) {
                continue;
            }
            let Some((codes, columns)) = self.answers(*item) else { continue };
            let of = |group: usize| self.domain().and(|row| code(&codes, row) > 0 && code(&groups, row) == group + 1);
            let domains = [of(to), of(from)];
            let means = means(&codes, columns);
            let known = domains.iter().all(|domain| self.design().sampled(domain) > 0);
            let pairs = if known { compare(self.design(), &means.columns, &domains)? } else { Vec::new() };
            let pair = |at: usize| pairs.get(at).and_then(|pairs| pairs.first()).copied();
            found.push((*item, (0..means.columns.len()).map(pair).collect()));
        }
        let cell = |(item, place): &(usize, usize)| {
            found.iter().find(|(other, _)| other == item).and_then(|(_, pairs)| *pairs.get(*place)?)
        };
        Ok(cells.iter().map(cell).collect())
    }

    /// The same for the numbers that share a base.
    fn higher_of(
        &self,
        item: usize,
        (groups, levels): (&[u8], usize),
        significance: f64,
        adjust: Adjust,
    ) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
        let Some((item, columns)) = self.answers(item) else { return Ok(Vec::new()) };
        let answered = |group: usize| self.domain().and(|row| code_at(&item, row) > 0 && code_at(groups, row) == group);
        self.letters(&means(&item, columns), (1..=levels).map(answered).collect(), significance, adjust)
    }

    /// The letters of each column over groups of who answered.
    fn letters(
        &self,
        means: &Means,
        groups: Vec<Domain>,
        significance: f64,
        adjust: Adjust,
    ) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
        let (design, levels) = (self.design(), groups.len());
        let domains = groups.into_iter().enumerate();
        let known = |domain: &Domain| design.sampled(domain) >= FEWEST && design.degrees_of_freedom(domain) >= 1.0;
        let (present, domains): (Vec<usize>, Vec<Domain>) = domains.filter(|(_, domain)| known(domain)).unzip();
        if present.len() < 2 {
            return Ok(vec![vec![Vec::new(); levels]; means.size()]);
        }
        let found = compare(design, &means.columns, &domains)?;
        let of_column = |comparisons: &Vec<Comparison>| {
            let higher = higher_than(present.len(), &adjusted(present.len(), comparisons, adjust), significance);
            let mut row = vec![Vec::new(); levels];
            for (group, above) in present.iter().zip(higher) {
                if let Some(slot) = row.get_mut(*group) {
                    *slot = above.iter().filter_map(|at| present.get(*at)).copied().collect();
                }
            }
            row
        };
        Ok(found.iter().map(of_column).collect())
    }
}

fn code_at(codes: &[u8], row: usize) -> usize {
    codes.get(row).map_or(0, |code| usize::from(*code))
}

/// Indicators of the categories and scores of the summaries, one value a row.
pub(super) fn means(item: &[u8], columns: &Columns) -> Means {
    let indicator =
        |category: usize| item.iter().map(|code| f64::from(u8::from(usize::from(*code) == category))).collect();
    let scored =
        |scores: &[f64]| item.iter().map(|code| scores.get(usize::from(*code)).copied().unwrap_or(0.0)).collect();
    let categories = (1..=columns.categories).map(indicator);
    Means { columns: categories.chain(columns.summaries.iter().map(|(_, scores)| scored(scores))).collect() }
}
