//! What is computed of an item: a proportion for each category, and summaries of them.

use super::codes::Codes;
use crate::refusal::{Place, Reason, Refusal};

/// A number for each category of an item, of which the mean is wanted: 1 for the top two and 0 for the others gives the
/// share of the top two, the places 1, 2, 3... give the mean of a scale. `NaN` leaves a category out of the mean altogether, as
/// "do not know" stands outside a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What it is called.
    pub name: String,
    /// One number a category, in the order of the levels.
    pub scores: Vec<f64>,
}

impl Summary {
    /// What a mean is called.
    pub const MEAN: &str = "mean";

    /// The share of the last `count` of `of` categories. A level that is no answer ("do not know") belongs in neither:
    /// code it as missing, or write scores that leave it out of the top.
    pub fn top(count: usize, of: usize) -> Self {
        let scores = (0..of).map(|at| f64::from(u8::from(at + count >= of))).collect();
        Self { name: format!("top-{count}"), scores }
    }

    /// The share of the first `count` of `of` categories.
    pub fn bottom(count: usize, of: usize) -> Self {
        let scores = (0..of).map(|at| f64::from(u8::from(at < count))).collect();
        Self { name: format!("bottom-{count}"), scores }
    }

    /// The mean of what the levels themselves are as numbers: 2 and 10 count for 2 and for 10, wherever they stand.
    ///
    /// # Errors
    /// [`Reason::Value`] for a level that is no number: declare scores in a [`Codebook`](crate::codebook::Codebook).
    pub fn of_codes(codes: &Codes<'_>) -> Result<Self, Refusal> {
        let score = |level: &String| {
            level.trim().parse::<f64>().ok().filter(|score| score.is_finite()).ok_or_else(|| {
                let remedy = "Declare its score in a codebook, or take the mean of places (Summary::mean).";
                Refusal::new(Reason::Value, "its level is no number to take a mean of", remedy)
                    .about(codes.name())
                    .at(Place::Level(level.clone()))
            })
        };
        Ok(Self { name: Self::MEAN.to_owned(), scores: codes.levels().iter().map(score).collect::<Result<_, _>>()? })
    }

    /// What is left where categories are left out.
    pub(super) fn without_gaps(&self) -> Self {
        let scores = self.scores.iter().map(|score| if score.is_nan() { 0.0 } else { *score }).collect();
        Self { name: self.name.clone(), scores }
    }

    /// The mean of a scale of places, from 1 to `of`: right where the levels stand in the order of the scale.
    pub fn mean(of: usize) -> Self {
        Self { name: Self::MEAN.to_owned(), scores: (1..=of).map(|score| score as f64).collect() }
    }

    /// Top two, bottom two and mean: how an agreement scale is read.
    pub fn likert(of: usize) -> Vec<Self> {
        vec![Self::top(2, of), Self::bottom(2, of), Self::mean(of)]
    }
}

/// Where the columns of an item stand in a row of `width` places: category `k` (from 1) at `k`, summaries after the
/// last category, and where they do not fit, at 0: five categories and three summaries take eight places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    pub(super) categories: usize,
    /// The scores of each summary by code (0 for "nothing"), with its place.
    pub(super) summaries: Vec<(usize, Vec<f64>)>,
    pub(super) width: usize,
}

impl Columns {
    pub(super) fn of(categories: usize, summaries: &[Summary]) -> Self {
        let need = (categories + 1).max(categories + summaries.len());
        let width = need.next_power_of_two().max(8);
        let place = |at: usize| (categories + 1 + at) % width;
        let by_code = |summary: &Summary| {
            let mut scores = vec![0.0; width];
            scores.iter_mut().skip(1).zip(&summary.scores).for_each(|(slot, score)| *slot = *score);
            scores
        };
        let summaries = summaries.iter().enumerate().map(|(at, summary)| (place(at), by_code(summary))).collect();
        Self { categories, summaries, width }
    }

    /// The places of the categories and then of the summaries.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        (1..=self.categories).chain(self.summaries.iter().map(|(place, _)| *place))
    }

    /// What each code counts in each column: categories, then summaries.
    pub(super) fn scores(&self) -> Vec<Vec<f64>> {
        let category = |own| (0..=self.categories).map(|code| f64::from(u8::from(code == own))).collect();
        let summary = |(_, scores): &(usize, Vec<f64>)| scores.iter().take(self.categories + 1).copied().collect();
        (1..=self.categories).map(category).chain(self.summaries.iter().map(summary)).collect()
    }

    /// Whether a column is a share: a category, or a summary of scores 0 and 1.
    pub(super) fn is_share(&self, column: usize) -> bool {
        let summary = column.checked_sub(self.categories).and_then(|at| self.summaries.get(at));
        summary.is_none_or(|(_, scores)| scores.iter().all(|score| *score == 0.0 || *score == 1.0))
    }

    /// Puts summaries of sums by category at their places.
    pub(super) fn fill(&self, sums: &mut [f64]) {
        if let Some(nothing) = sums.first_mut() {
            *nothing = 0.0;
        }
        for (place, scores) in &self.summaries {
            // Category sums stand at 1..=categories and summaries outside it: none is read after it is written.
            let sum = sums.iter().zip(scores).take(self.categories + 1).skip(1).map(|(sum, score)| sum * score).sum();
            if let Some(slot) = sums.get_mut(*place) {
                *slot = sum;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_stand_beside_the_categories() {
        let columns = Columns::of(5, &Summary::likert(5));
        assert_eq!((columns.width, columns.places().collect::<Vec<_>>()), (8, vec![1, 2, 3, 4, 5, 6, 7, 0]));
        let mut sums = [9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 0.0];
        columns.fill(&mut sums);
        assert_eq!(sums, [55.0, 1.0, 2.0, 3.0, 4.0, 5.0, 9.0, 3.0]);
        assert_eq!(Columns::of(7, &[]).width, 8);
        assert_eq!(Columns::of(8, &[]).width, 16);
        assert_eq!(Columns::of(255, &[]).width, 256);
    }
}
