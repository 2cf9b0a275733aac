//! How well the items of a scale hang together, for the groups of a table book.

use super::book::Book;
use crate::column::Domain;
use crate::estimate::{Estimates, NoEstimate};
use crate::refusal::{Reason, Refusal};
use crate::testing::Alpha;

/// Cronbach's alpha of a scale in a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// How many rows answered every item.
    pub n: u64,
    /// Alpha with its variance, or why there is none.
    pub alpha: Result<Estimates, NoEstimate>,
}

impl Book<'_> {
    /// Cronbach's alpha of some items of the book, over all rows (`by` none) or in each group of a break: each item counts
    /// the scores of its mean, where one was asked for, and else the place of its level, from 1, so that levels must stand in
    /// order; in the same direction in all of them. Rows count that answered every item.
    ///
    /// # Errors
    /// [`Reason::Shape`] for fewer than two items, or for an item or break that was not added; as
    /// [`crate::Design::estimate`].
    pub fn alpha(&self, items: &[usize], by: Option<usize>) -> Result<Vec<Reliability>, Refusal> {
        let missing = || {
            let remedy = "Add it first, and use the place that adding it returned.";
            Refusal::new(Reason::Shape, "there is no such item or break in this book", remedy)
        };
        if items.len() < 2 {
            return Err(Refusal::new(Reason::Shape, "a scale has two items or more", "Name more items."));
        }
        let mut columns = Vec::with_capacity(items.len());
        for item in items {
            columns.push(self.on_scale(*item).ok_or_else(missing)?);
        }
        let inside: Vec<Domain> = match by {
            None => vec![self.domain().clone()],
            Some(by) => {
                let (codes, groups) = self.groups(by).ok_or_else(missing)?;
                let of = |group: usize| {
                    self.domain().and(|row| codes.get(row).map_or(0, |code| usize::from(*code)) == group)
                };
                (1..=groups).map(of).collect()
            }
        };
        inside.iter().map(|domain| self.reliability(&columns, domain)).collect()
    }

    fn reliability(&self, columns: &[Vec<f64>], domain: &Domain) -> Result<Reliability, Refusal> {
        let design = self.design();
        let known = domain.and(|row| columns.iter().all(|column| column.get(row).is_some_and(|value| !value.is_nan())));
        let n = design.sampled(&known);
        let alpha = match (design.sampled(domain), n) {
            (0, _) => Err(NoEstimate::EmptyDomain),
            (_, 0) => Err(NoEstimate::NobodyAnswered),
            _ => Ok(design.estimate(&Alpha::new(columns.to_vec(), n), &known)?),
        };
        Ok(Reliability { n: n as u64, alpha })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Design, Spec};
    use crate::table::Codes;

    #[test]
    fn items_that_say_the_same_have_alpha_1_and_silence_has_none() {
        let design = Design::new(Spec { rows: 6, ..Spec::default() }).unwrap();
        let levels = ["1", "2", "3"];
        let [a, b, c] = [[1, 2, 3, 1, 2, 0], [1, 2, 3, 1, 2, 3], [3, 1, 1, 2, 2, 2]];
        let [a, b, c] = [&a, &b, &c].map(|rows| Codes::packed("q", &levels, rows).unwrap());
        let by = Codes::packed("by", &["all but one", "the one", "nobody"], &[1, 1, 1, 1, 1, 2]).unwrap();
        let mut book = Book::new(&design, &Domain::all(6));
        let items = [&a, &b, &c].map(|item| book.ask(item, &[]).unwrap());
        book.break_by(&by).unwrap();
        let found = book.alpha(&items[..2], Some(0)).unwrap();
        assert_eq!(found[0].n, 5);
        assert!((found[0].alpha.as_ref().unwrap().values[0] - 1.0).abs() < 1e-12);
        assert_eq!(
            (&found[1].alpha, &found[2].alpha),
            (&Err(NoEstimate::NobodyAnswered), &Err(NoEstimate::EmptyDomain))
        );
        // k / (k - 1) (1 - sum of variances / variance of the sum), by hand over the five rows that answered both:
        // variances .7 and .7, of the sums 4, 3, 4, 3, 4: .3.
        let all = &book.alpha(&[items[0], items[2]], None).unwrap()[0];
        assert!((all.alpha.as_ref().unwrap().values[0] - 2.0 * (1.0 - 1.4 / 0.3)).abs() < 1e-12);
        assert_eq!(book.alpha(&items[..1], None).unwrap_err().reason, Reason::Shape);
        assert_eq!(book.alpha(&[0, 9], None).unwrap_err().reason, Reason::Shape);
    }
}
