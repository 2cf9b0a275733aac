//! The rows of a design in the order in which tables read them: by stratum, then by cluster.

use super::clustered::Shares;
use super::counted::Counted;
use crate::column::Domain;
use crate::design::{Design, LonelyPsu};
use crate::weighting::{Adjustment, CellFactors};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Rows that are read before the next item: their weights then stay in the cache for every item.
const BLOCK: usize = 8_192;

/// The most combinations of margins for which sums are kept; beyond, hardly two rows share one.
const MOST_CELLS: usize = 1 << 14;

/// A design, laid out for one pass over its rows. Made once for a whole table book.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Where each row was; `None` if the rows came in this order.
    order: Option<Vec<u32>>,
    /// The rows that the book is about and that have a weight, in the order in which they came; `None` for all.
    inside: Option<Vec<bool>>,
    /// In the order of the layout, over a power of two.
    pub(super) weights: Vec<f64>,
    /// That power.
    pub(super) exponent: i32,
    /// Where each cluster ends; empty if every row is its own.
    pub(super) ends: Vec<u32>,
    pub(super) strata: Vec<Stratum>,
    pub(super) pieces: Vec<Piece>,
    /// Of a design whose weights were post-stratified or raked.
    pub(super) adjusted: Option<Adjusted>,
    /// Where rows are clusters and few weights differ.
    pub(super) counted: Option<Counted>,
    /// Where weights of clusters were post-stratified or raked.
    pub(super) shares: Option<Shares>,
}

/// A weighting that the variance knows about, in the order of the layout.
#[derive(Debug, Clone)]
pub(super) struct Adjusted {
    pub(super) factors: Arc<CellFactors>,
    /// The combination of each row.
    pub(super) cells: Vec<u32>,
    /// The weight of each row before.
    pub(super) before: Vec<f64>,
}

/// What the variance needs of a stratum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stratum {
    /// How many clusters, those outside the domain included.
    pub(super) clusters: f64,
    /// `(1 - n/N) n/(n - 1)`; 0 for a lonely cluster that adds nothing.
    pub(super) factor: f64,
    /// The mean weight of its rows: sums of squares are taken around it.
    pub(super) mean_weight: f64,
}

/// Whole clusters of one stratum that are read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) stratum: usize,
    pub(super) rows: Range<usize>,
    pub(super) ends: Range<usize>,
    /// Whether it is the last of its stratum.
    pub(super) closes: bool,
    /// Whether the next piece belongs to another block.
    pub(super) ends_block: bool,
}

impl Layout {
    /// Lays out a design, or says that it needs the general kernel (`None`): several stages with finite populations,
    /// unequal probabilities, waves, weightings beyond one post-stratification or raking, replicates, lonely clusters that are not left
    /// out.
    pub(super) fn of(design: &Design, domain: &Domain) -> Option<Self> {
        let stage = design.stages.first()?;
        let single = design.stages.len() == 1 || design.spec.fpc.is_empty();
        let plain = design.overlap.is_none() && design.spec.pps.is_none() && !design.spec.adjust_domain_lonely;
        let factors = match design.adjustments.as_slice() {
            [] => None,
            // Weights that were trimmed after that are no longer what it made of those before.
            [Adjustment::Cells(factors)] if factors.len() <= MOST_CELLS && factors.made(&design.weights) => {
                Some(factors)
            }
            _ => return None,
        };
        if !(single && plain && design.replicates.is_none()) {
            return None;
        }
        let rows = design.weights.len();
        let (clusters, strata) = (stage.cluster.get(..rows)?, stage.stratum.get(..rows)?);
        let key = |row: usize| (strata.get(row), clusters.get(row));
        let mut order: Vec<u32> = (0..u32::try_from(rows).ok()?).collect();
        let sorted = (1..rows).all(|row| key(row - 1) <= key(row));
        if !sorted {
            order.sort_by_key(|row| key(*row as usize));
        }
        let at = |place: usize| order.get(place).map_or(0, |row| *row as usize);
        // A power of two changes no digit of a weight, and squares of what is left stay finite.
        let (_, exponent) = libm::frexp(design.weights.iter().fold(0.0, |high, weight| libm::fmax(high, *weight)));
        let weight = |row: usize| libm::scalbn(design.weights.get(row).copied().unwrap_or(f64::NAN), -exponent);
        let mut layout = Self {
            order: None,
            inside: Some(with_weight(design, domain)).filter(|inside| inside.contains(&false)),
            weights: (0..rows).map(|place| weight(at(place))).collect(),
            exponent,
            ends: Vec::new(),
            strata: Vec::new(),
            pieces: Vec::new(),
            adjusted: factors.map(|factors| Adjusted {
                factors: Arc::clone(factors),
                cells: (0..rows).map(|place| factors.rows().get(at(place)).copied().unwrap_or(0)).collect(),
                before: (0..rows).map(|place| factors.before().get(at(place)).copied().unwrap_or(f64::NAN)).collect(),
            }),
            counted: None,
            shares: None,
        };
        let (mut start, mut block_start) = (0, 0);
        while start < rows {
            let stratum = strata.get(at(start))?;
            let mut end = start;
            let first_end = layout.ends.len();
            while end < rows && strata.get(at(end)) == Some(stratum) {
                end += 1;
                if end == rows || key(at(end - 1)) != key(at(end)) {
                    layout.ends.push(u32::try_from(end).ok()?);
                }
            }
            let drawn = layout.ends.len() - first_end;
            let population = stage.population.get(*clusters.get(at(start))? as usize)?;
            let factor = factor(design.spec.lonely, drawn as f64, *population)?;
            layout.close(start..end, first_end, &mut block_start, factor);
            start = end;
        }
        if layout.ends.len() == rows {
            layout.ends = Vec::new();
            layout.pieces.iter_mut().for_each(|piece| piece.ends = 0..0);
        }
        layout.order = (!sorted).then_some(order);
        layout.counted = Counted::of(&layout);
        layout.shares = Shares::of(&layout);
        Some(layout)
    }

    /// The order in which planes hold rows, where they are of use.
    pub(super) fn counting_order(&self) -> Option<&[u32]> {
        let order = self.counted.as_ref().map(|counted| &counted.order);
        let order = order.or(self.shares.as_ref().map(|shares| &shares.order))?;
        Some(order).filter(|order| !order.is_empty()).map(Vec::as_slice)
    }

    /// Closes a stratum: cuts it into pieces of whole clusters.
    fn close(&mut self, rows: Range<usize>, first_end: usize, block_start: &mut usize, factor: f64) {
        let sum: f64 = self.weights.get(rows.clone()).map_or(0.0, |weights| weights.iter().sum());
        let stratum = self.strata.len();
        self.strata.push(Stratum {
            clusters: (self.ends.len() - first_end) as f64,
            factor,
            mean_weight: sum / (rows.end - rows.start).max(1) as f64,
        });
        let (mut start, mut from) = (rows.start, first_end);
        for at in first_end..self.ends.len() {
            let end = self.ends.get(at).map_or(rows.end, |end| *end as usize);
            let last = at + 1 == self.ends.len();
            let full = end - *block_start >= BLOCK;
            if last || full {
                let piece = Piece { stratum, rows: start..end, ends: from..at + 1, closes: last, ends_block: full };
                self.pieces.push(piece);
                (start, from) = (end, at + 1);
                *block_start = if full { end } else { *block_start };
            }
        }
    }

    /// Rows of clusters of one row each: sums a stratum are enough.
    pub(super) const fn rows_are_clusters(&self) -> bool {
        self.ends.is_empty()
    }

    /// Answers in the order of the layout, 0 outside the domain; borrowed if nothing changes.
    pub(super) fn arrange<'a>(&self, codes: &'a [u8]) -> Cow<'a, [u8]> {
        let kept = |row: usize, code: u8| match &self.inside {
            Some(inside) if !inside.get(row).copied().unwrap_or(false) => 0,
            _ => code,
        };
        match &self.order {
            None if self.inside.is_none() => Cow::Borrowed(codes),
            None => Cow::Owned(codes.iter().enumerate().map(|(row, code)| kept(row, *code)).collect()),
            Some(order) => {
                let taken = order.iter().map(|row| *row as usize);
                Cow::Owned(taken.map(|row| kept(row, codes.get(row).copied().unwrap_or(0))).collect())
            }
        }
    }

    /// Arranged codes in the order in which rows came.
    pub(super) fn restore<'a>(&self, arranged: &'a [u8]) -> Cow<'a, [u8]> {
        let Some(order) = &self.order else { return Cow::Borrowed(arranged) };
        let mut codes = vec![0; arranged.len()];
        for (row, code) in order.iter().zip(arranged) {
            if let Some(slot) = codes.get_mut(*row as usize) {
                *slot = *code;
            }
        }
        Cow::Owned(codes)
    }
}

/// The rows of a domain that count: without a weight nobody answered.
fn with_weight(design: &Design, domain: &Domain) -> Vec<bool> {
    domain.inside().iter().zip(design.weights()).map(|(inside, weight)| *inside && *weight != 0.0).collect()
}

/// `(1 - n/N) n/(n - 1)` of a stratum (R `survey:::onestrat`); `None` if its lonely cluster needs the general kernel.
fn factor(lonely: LonelyPsu, drawn: f64, population: f64) -> Option<f64> {
    let rest = 1.0 - drawn / population;
    match lonely {
        _ if drawn > 1.0 => Some(rest * drawn / (drawn - 1.0)),
        // The whole stratum was drawn.
        _ if rest == 0.0 => Some(0.0),
        LonelyPsu::Remove | LonelyPsu::Certainty => Some(0.0),
        LonelyPsu::Fail | LonelyPsu::Adjust | LonelyPsu::Average => None,
    }
}
