//! Which groups of a break are higher than which others: the letters of a table book.

use super::book::Book;
use super::columns::Columns;
use crate::column::Domain;
use crate::comparison::{Adjust, higher_than, pairs};
use crate::estimate::Estimates;
use crate::estimation::{Joint, Means};
use crate::refusal::{Reason, Refusal};
use crate::variance::Statistic;

impl Book<'_> {
    /// For each category of an item, and then for each summary: for each group of a break, the groups over which it is
    /// significantly higher. Groups may share clusters: their covariance comes from the general kernel. A group without
    /// answers is neither higher nor lower, nor is one within a single cluster of each stratum, whose error is unknown. `adjust` is over all pairs of groups of one row of the table.
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

    /// The same for the numbers that share a base.
    fn higher_of(
        &self,
        item: usize,
        (groups, levels): (&[u8], usize),
        significance: f64,
        adjust: Adjust,
    ) -> Result<Vec<Vec<Vec<usize>>>, Refusal> {
        let Some((item, columns)) = self.answers(item) else { return Ok(Vec::new()) };
        let code = |codes: &[u8], row: usize| codes.get(row).map_or(0, |code| usize::from(*code));
        let design = self.design();
        let answered = |group: usize| self.domain().and(|row| code(&item, row) > 0 && code(groups, row) == group);
        let domains = (1..=levels).map(|group| (group - 1, answered(group)));
        let known = |domain: &Domain| design.sampled(domain) > 0 && design.degrees_of_freedom(domain) >= 1.0;
        let present: Vec<(usize, Domain)> = domains.filter(|(_, domain)| known(domain)).collect();
        let means = means(&item, columns);
        let size = means.size();
        let parts = present.iter().map(|(_, domain)| (&means as &dyn Statistic, domain)).collect();
        let anyone = self.domain().and(|row| code(&item, row) > 0 && code(groups, row) > 0);
        if present.is_empty() {
            return Ok(vec![vec![Vec::new(); levels]; size]);
        }
        let found = design.estimate(&Joint { parts }, &anyone)?;
        let of_column = |column: usize| {
            let places: Vec<usize> = (0..present.len()).map(|group| group * size + column).collect();
            let estimates = Estimates {
                values: places.iter().filter_map(|at| found.values.get(*at).copied()).collect(),
                covariance: found.covariance.select_rows(&places).select_columns(&places),
                df: found.df,
                silent: found.silent,
            };
            let higher = higher_than(present.len(), &pairs(&estimates, adjust), significance);
            let mut row = vec![Vec::new(); levels];
            for ((group, _), above) in present.iter().zip(higher) {
                if let Some(slot) = row.get_mut(*group) {
                    *slot = above.iter().filter_map(|at| present.get(*at)).map(|(group, _)| *group).collect();
                }
            }
            row
        };
        Ok((0..size).map(of_column).collect())
    }
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
