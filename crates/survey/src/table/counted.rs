//! Tables from whole counts, where rows are clusters and few weights differ: equal ones, or those of a post-stratification or
//! raking.
//!
//! All rows of a stratum with one weight, in one combination of the weighting, are a *segment*: what an answer adds to a sum or a
//! square is the same for each of them. So every number of a table and its variance follow from how many rows of each segment are
//! in a group and chose a category. [`Planes`] count them, 64 rows at a time, or a [`Tally`] where no
//! group is asked for; counts are whole numbers, exact, and the same in any order.

use super::columns::Columns;
use super::layout::{Layout, Stratum};
use super::pass::Answer;
use super::planes::{Masks, PADDING, Planes, padded};
use super::summed::{Asked, Column, Sums};
use super::tally::Tally;
use crate::variance::ROUNDING;
use crate::weighting::CellFactors;
use fearless_simd::Level;
use std::ops::Range;

/// Segments are padded to whole words; where that makes more than twice the rows, there are too many segments to count in.
const MOST_PADDING: usize = 2;

/// Of so many rows some are alike, where there are few enough segments to count in.
const SAMPLE: usize = 1_024;

/// What the weighting explains is taken from a table of combinations by combinations, up to so many.
const MOST_CELLS: usize = 128;

/// Rows are put with those they are like as they come, while kinds are so few that looking for one is quicker than sorting.
const MOST_LOOKED_FOR: usize = 32;

/// The most counts of an item in the groups of a break.
const MOST_COUNTS: usize = 1 << 24;

/// Squares of which less than this share is left around their mean are taken again, around it.
const LOST: f64 = 1e-2;

/// The order in which rows are counted. Made once for a whole book.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    /// The place in the layout of each bit; [`PADDING`] for none.
    pub(super) order: Vec<u32>,
    segments: Vec<Segment>,
    /// The segments of each stratum.
    strata: Vec<Range<usize>>,
    /// What the weighting explains of each combination, of one counted in each in turn: where combinations are few.
    explains: Vec<f64>,
    /// What the squares of all rows of each combination count in the variance.
    squares: Vec<f64>,
    /// The segment of each row, where those are few.
    tally: Option<Tally>,
    /// What this processor can do.
    level: Level,
}

/// An item and a break, to be counted.
pub(super) enum Coded<'a> {
    /// In planes, with the masks of the groups: 64 rows at a time.
    Planes(&'a Planes, &'a Masks),
    /// As codes, row by row, where levels or groups are many.
    Rows(&'a [u8], Option<&'a [u8]>),
}

/// Rows that count alike.
#[derive(Debug, Clone)]
struct Segment {
    words: Range<usize>,
    /// The combination of the weighting.
    cell: usize,
    /// The weight before it, that of all rows without one.
    before: f64,
    /// The weight after it.
    weight: f64,
    /// What a row counts in the sums of the weighting.
    counted: f64,
    /// What the square of a row, a unit of its weight before, counts in the variance.
    square: f64,
    rows: f64,
}

impl Counted {
    /// The segments of a layout; none where rows are not clusters, or share too little.
    pub(super) fn of(layout: &Layout) -> Option<Self> {
        if !layout.rows_are_clusters() {
            return None;
        }
        let rows = layout.weights.len();
        let before = |row: usize| match &layout.adjusted {
            Some(adjusted) => adjusted.before.get(row).copied().unwrap_or(0.0),
            None => layout.weights.get(row).copied().unwrap_or(0.0),
        };
        let cell =
            |row: usize| layout.adjusted.as_ref().map_or(0, |adjusted| adjusted.cells.get(row).copied().unwrap_or(0));
        let key = |row: u32| (cell(row as usize), before(row as usize).to_bits());
        // Weights that differ from row to row: found out before anything is sorted.
        let mut some: Vec<_> = (0..rows).step_by((rows / SAMPLE).max(1)).map(|row| key(row as u32)).collect();
        let sampled = some.len();
        some.sort_unstable();
        some.dedup();
        if some.len() == sampled && sampled >= SAMPLE {
            return None;
        }
        let factors = layout.adjusted.as_ref().map(|adjusted| adjusted.factors.as_ref());
        let cells = factors.map_or(1, CellFactors::len);
        let mut counted = Self {
            order: Vec::with_capacity(rows + rows / 4),
            segments: Vec::new(),
            strata: Vec::new(),
            explains: factors.filter(|_| cells <= MOST_CELLS).map(explains).unwrap_or_default(),
            squares: vec![0.0; cells],
            tally: None,
            level: Level::new(),
        };
        let mut of_row = vec![0_u8; rows];
        let mut from = 0;
        let mut first_segment = 0;
        for piece in &layout.pieces {
            if !piece.closes {
                continue;
            }
            let own = u32::try_from(from).ok()?..u32::try_from(piece.rows.end).ok()?;
            from = piece.rows.end;
            for alike in alike(own, key) {
                let Some(row) = alike.first().map(|row| *row as usize) else { continue };
                let segment = counted.segments.len() as u8;
                for row in &alike {
                    of_row.get_mut(*row as usize).into_iter().for_each(|slot| *slot = segment);
                }
                let start = counted.order.len() / 64;
                counted.order.extend_from_slice(&alike);
                counted.order.resize(counted.order.len().next_multiple_of(64), PADDING);
                let (cell, before) = (cell(row) as usize, before(row));
                let weight = before * factors.map_or(1.0, |factors| factors.factor(cell));
                let square = layout.strata.get(piece.stratum)?.factor * before * before;
                *counted.squares.get_mut(cell)? += square * alike.len() as f64;
                counted.segments.push(Segment {
                    words: start..counted.order.len() / 64,
                    cell,
                    before,
                    weight,
                    counted: factors.map_or(0.0, |factors| factors.counted(weight, before)),
                    square,
                    rows: alike.len() as f64,
                });
                if counted.order.len() > MOST_PADDING * rows + 64 {
                    return None;
                }
            }
            counted.strata.push(first_segment..counted.segments.len());
            first_segment = counted.segments.len();
        }
        counted.tally = Tally::of(of_row, counted.segments.len());
        Some(counted)
    }

    /// Whether so many levels are counted in one pass over their codes, where no group is asked for.
    pub(super) fn is_tallied(&self, levels: usize) -> bool {
        self.tally.as_ref().is_some_and(|tally| tally.fits(levels))
    }

    /// Whether there is room to count so many levels in so many groups.
    pub(super) fn has_room(&self, levels: usize, groups: usize) -> bool {
        padded(levels)
            .checked_mul(groups + 1)
            .and_then(|counts| counts.checked_mul(self.segments.len()))
            .is_some_and(|counts| counts <= MOST_COUNTS)
    }

    /// An item over a break: an answer for each group, and then one for all rows.
    pub(super) fn answers(
        &self,
        layout: &Layout,
        answers: &Coded<'_>,
        groups: usize,
        columns: &Columns,
    ) -> Vec<Answer> {
        let wide = padded(columns.categories);
        let places = groups + 1;
        let mut counts = vec![0; self.segments.len() * places * wide];
        match answers {
            Coded::Planes(item, masks) => {
                let stretches = self.segments.iter().map(|segment| segment.words.clone());
                item.count(self.level, stretches, masks, columns.categories, &mut counts);
            }
            Coded::Rows(item, None) if self.is_tallied(columns.categories) => {
                self.tally.iter().for_each(|tally| tally.count(item, columns.categories, wide, &mut counts));
            }
            Coded::Rows(item, by) => {
                for (segment, counts) in self.segments.iter().zip(counts.chunks_exact_mut(places * wide)) {
                    let rows = self.order.get(segment.words.start * 64..).unwrap_or_default();
                    for row in rows.iter().take(segment.rows as usize).map(|row| *row as usize) {
                        let Some(level) = item.get(row).and_then(|code| usize::from(*code).checked_sub(1)) else {
                            continue;
                        };
                        let group = by.and_then(|by| usize::from(*by.get(row)?).checked_sub(1));
                        for place in group.into_iter().chain([groups]) {
                            if let Some(count) = counts.get_mut(place * wide + level) {
                                *count += 1;
                            }
                        }
                    }
                }
            }
        }
        let scores = columns.scores();
        let one = |place: usize| {
            let asked = Asked { counts: &counts, places, place, columns, scores: &scores };
            match wide {
                2 => self.answer::<2>(layout, &asked),
                4 => self.answer::<4>(layout, &asked),
                6 => self.answer::<6>(layout, &asked),
                8 => self.answer::<8>(layout, &asked),
                16 => self.answer::<16>(layout, &asked),
                32 => self.answer::<32>(layout, &asked),
                64 => self.answer::<64>(layout, &asked),
                128 => self.answer::<128>(layout, &asked),
                _ => self.answer::<256>(layout, &asked),
            }
        };
        (0..places).map(one).collect()
    }

    fn answer<const LEVELS: usize>(&self, layout: &Layout, asked: &Asked<'_>) -> Answer {
        let sums = self.sums::<LEVELS>(asked);
        let levels = asked.columns.categories;
        let weight: f64 = sums.weights.iter().sum();
        let over =
            |scores: &Vec<f64>| -> f64 { sums.weights.iter().zip(scores.iter().skip(1)).map(|(w, s)| w * s).sum() };
        let estimates: Vec<f64> = asked.scores.iter().map(|scores| over(scores) / weight).collect();
        let rows = sums.rows.get(..levels).unwrap_or_default().to_vec();
        if weight.is_nan() || weight <= 0.0 {
            return Answer { weight: 0.0, counts: rows, estimates: vec![(f64::NAN, f64::NAN); estimates.len()] };
        }
        let factors = layout.adjusted.as_ref().map(|adjusted| adjusted.factors.as_ref());
        let answer = |(estimate, scores): (f64, &Vec<f64>)| {
            let mut influence = [0.0; LEVELS];
            for (own, score) in influence.iter_mut().zip(scores.iter().skip(1)) {
                *own = (score - estimate) / weight;
            }
            let column = Column { shifts: self.shifts(factors, &sums.cells, &influence), factors, influence };
            let variance = self.variance(layout, asked, &sums, &column);
            let size: f64 = sums.weights.iter().zip(&influence).map(|(weight, own)| weight * own.abs()).sum();
            // As the general kernel has it: what the weighting explains wholly leaves rounding errors.
            (estimate, if variance <= ROUNDING * size * size { 0.0 } else { variance })
        };
        let estimates = estimates.into_iter().zip(asked.scores).map(answer).collect();
        // Weights without a weighting stand over a power of two.
        let weight = if factors.is_some() { weight } else { libm::scalbn(weight, layout.exponent) };
        Answer { weight, counts: rows, estimates }
    }

    fn sums<const LEVELS: usize>(&self, asked: &Asked<'_>) -> Sums<LEVELS> {
        let none = [0.0; LEVELS];
        let cells = self.squares.len();
        let mut sums = Sums {
            weights: none,
            rows: none,
            strata: Vec::with_capacity(self.strata.len()),
            cells: vec![none; cells],
            squares: vec![none; cells],
        };
        for segments in &self.strata {
            let mut stratum = none;
            for at in segments.clone() {
                let Some(segment) = self.segments.get(at) else { continue };
                let (Some(cell), Some(square)) = (sums.cells.get_mut(segment.cell), sums.squares.get_mut(segment.cell))
                else {
                    continue;
                };
                let counts = asked.of::<LEVELS>(at);
                for level in 0..LEVELS {
                    let rows = f64::from(counts[level]);
                    sums.rows[level] += rows;
                    stratum[level] += segment.weight * rows;
                    cell[level] += segment.counted * rows;
                    square[level] += segment.square * rows;
                }
            }
            sums.weights.iter_mut().zip(stratum).for_each(|(sum, own)| *sum += own);
            sums.strata.push(stratum);
        }
        sums
    }

    /// What the weighting explains of a column, combination by combination; nothing without one.
    fn shifts<const LEVELS: usize>(
        &self,
        factors: Option<&CellFactors>,
        cells: &[[f64; LEVELS]],
        influence: &[f64; LEVELS],
    ) -> Vec<f64> {
        let Some(factors) = factors else { return Vec::new() };
        let of_cell = |cell: &[f64; LEVELS]| cell.iter().zip(influence).map(|(counted, own)| counted * own).sum();
        let sums: Vec<f64> = cells.iter().map(of_cell).collect();
        if self.explains.is_empty() {
            return factors.shifts(&sums);
        }
        let mut shifts = vec![0.0; sums.len()];
        for (sum, explains) in sums.iter().zip(self.explains.chunks_exact(sums.len().max(1))) {
            shifts.iter_mut().zip(explains).for_each(|(shift, explains)| *shift += sum * explains);
        }
        shifts
    }

    /// The variance of a column. In a stratum it is `factor (sum z^2 - (sum z)^2 / n)`, with z a residual: `f i - s` a unit of
    /// weight before, of who gave an answer of influence i in a combination with factor f of which s is explained, and `-s` of
    /// who gave none. Squares are taken over all strata at once, by combination and level.
    fn variance<const LEVELS: usize>(
        &self,
        layout: &Layout,
        asked: &Asked<'_>,
        sums: &Sums<LEVELS>,
        column: &Column<'_, LEVELS>,
    ) -> f64 {
        let mut squares = 0.0;
        for (cell, (own, all)) in sums.squares.iter().zip(&self.squares).enumerate() {
            let (factor, shift) = (column.factor(cell), column.shift(cell));
            let mut answered = 0.0;
            for (square, influence) in own.iter().zip(&column.influence) {
                let residual = factor * influence - shift;
                squares += square * residual * residual;
                answered += square;
            }
            squares += (all - answered) * shift * shift;
        }
        let mut means = 0.0;
        let mut of_strata = Vec::with_capacity(self.strata.len());
        for ((segments, own), stratum) in self.strata.iter().zip(&sums.strata).zip(&layout.strata) {
            let mut sum: f64 = own.iter().zip(&column.influence).map(|(weight, influence)| weight * influence).sum();
            if !column.shifts.is_empty() {
                let own = self.segments.get(segments.clone()).unwrap_or_default();
                sum -=
                    own.iter().map(|segment| segment.before * segment.rows * column.shift(segment.cell)).sum::<f64>();
            }
            means += stratum.factor * sum * sum / stratum.clusters;
            of_strata.push(sum / stratum.clusters);
        }
        if squares - means > LOST * squares {
            return squares - means;
        }
        // Little is left: stratum by stratum, around its mean.
        let around = |((segments, mean), stratum): ((&Range<usize>, &f64), &Stratum)| {
            stratum.factor * self.around(segments, asked, *mean, column)
        };
        self.strata.iter().zip(&of_strata).zip(&layout.strata).map(around).sum()
    }

    /// The squares of residuals around a mean in a stratum.
    fn around<const LEVELS: usize>(
        &self,
        segments: &Range<usize>,
        asked: &Asked<'_>,
        mean: f64,
        column: &Column<'_, LEVELS>,
    ) -> f64 {
        let own = self.segments.get(segments.clone()).unwrap_or_default();
        let mut around = 0.0;
        for (segment, at) in own.iter().zip(segments.clone()) {
            let (factor, shift) = (column.factor(segment.cell), column.shift(segment.cell));
            let mut silent = segment.rows;
            for (count, influence) in asked.of::<LEVELS>(at).iter().zip(&column.influence) {
                let off = segment.before * (factor * influence - shift) - mean;
                around += f64::from(*count) * off * off;
                silent -= f64::from(*count);
            }
            let off = segment.before * shift + mean;
            around += silent * off * off;
        }
        around
    }
}

/// Rows that count alike, by what they count: each in the order in which they come, so that reading them goes forwards.
fn alike<K: Ord + Copy>(rows: Range<u32>, key: impl Fn(u32) -> K) -> Vec<Vec<u32>> {
    let mut found: Vec<(K, Vec<u32>)> = Vec::new();
    for row in rows.clone() {
        let own = key(row);
        match found.iter().position(|(other, _)| *other == own) {
            Some(at) => found[at].1.push(row),
            None if found.len() < MOST_LOOKED_FOR => found.push((own, vec![row])),
            None => {
                let mut all: Vec<u32> = rows.collect();
                all.sort_by_key(|row| key(*row));
                return all.chunk_by(|one, other| key(*one) == key(*other)).map(<[u32]>::to_vec).collect();
            }
        }
    }
    found.sort_unstable_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, own)| own).collect()
}

/// Of one counted in each combination in turn, what the weighting explains of each.
fn explains(factors: &CellFactors) -> Vec<f64> {
    let cells = factors.len();
    let of = |cell: usize| {
        let sums: Vec<f64> = (0..cells).map(|other| f64::from(u8::from(other == cell))).collect();
        factors.shifts(&sums)
    };
    (0..cells).flat_map(of).collect()
}
