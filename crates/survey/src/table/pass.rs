//! One pass over the rows of a book: items in turn for each block of rows, sums by cluster, domain and category.

use super::columns::Columns;
use super::layout::{Layout, Piece};
use super::moments::Moments;

/// Rows at even distances from which the pilot of an item is taken.
const PILOT_ROWS: usize = 4_096;

/// What one item gathers over the groups of one break. Group 0 holds the rows without group, the last place all rows.
pub(super) trait Gather {
    /// Reads the rows of a piece.
    fn read(&mut self, layout: &Layout, piece: &Piece);
    /// What was gathered for a group; the one after the last is all rows.
    fn answer(&self, group: usize) -> Answer;
}

/// An item in a group: per column its place's estimate and variance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// The weight of those who answered.
    pub(super) weight: f64,
    /// Rows per category.
    pub(super) counts: Vec<f64>,
    /// Estimates with their variances: categories, then summaries.
    pub(super) estimates: Vec<(f64, f64)>,
}

/// An item over a break, ready to read.
pub(super) fn gather<'a>(
    layout: &Layout,
    item: &'a [u8],
    by: Option<&'a [u8]>,
    groups: usize,
    columns: &'a Columns,
) -> Box<dyn Gather + 'a> {
    match columns.width {
        8 => Box::new(Gathering::<8>::new(layout, item, by, groups, columns)),
        16 => Box::new(Gathering::<16>::new(layout, item, by, groups, columns)),
        32 => Box::new(Gathering::<32>::new(layout, item, by, groups, columns)),
        64 => Box::new(Gathering::<64>::new(layout, item, by, groups, columns)),
        128 => Box::new(Gathering::<128>::new(layout, item, by, groups, columns)),
        256 => Box::new(Gathering::<256>::new(layout, item, by, groups, columns)),
        _ => Box::new(Gathering::<512>::new(layout, item, by, groups, columns)),
    }
}

struct Gathering<'a, const WIDTH: usize> {
    item: &'a [u8],
    by: Option<&'a [u8]>,
    columns: &'a Columns,
    /// By group: the weight of each code in the cluster that is being read, and its number of rows so far.
    cells: Vec<[[f64; 2]; WIDTH]>,
    /// Where rows are clusters: rows, sum and squares of weights around the stratum's mean.
    stratum: Vec<[[f64; 3]; WIDTH]>,
    moments: Vec<Moments<WIDTH>>,
    all: Moments<WIDTH>,
}

impl<'a, const WIDTH: usize> Gathering<'a, WIDTH> {
    fn new(layout: &Layout, item: &'a [u8], by: Option<&'a [u8]>, groups: usize, columns: &'a Columns) -> Self {
        let places = if by.is_some() { groups + 1 } else { 1 };
        let mut new = Self {
            item,
            by,
            columns,
            cells: vec![[[0.0; 2]; WIDTH]; places],
            stratum: vec![[[0.0; 3]; WIDTH]; if layout.rows_are_clusters() { places } else { 0 }],
            moments: vec![Moments::new(); places],
            all: Moments::new(),
        };
        new.pilot(&layout.weights);
        new
    }

    fn pilot(&mut self, weights: &[f64]) {
        let mut sums = vec![[0.0; WIDTH]; self.moments.len()];
        let mut all = [0.0; WIDTH];
        for row in (0..weights.len()).step_by((weights.len() / PILOT_ROWS).max(1)) {
            let group = self.by.map_or(0, |by| by.get(row).map_or(0, |group| usize::from(*group)));
            let code = self.item.get(row).map_or(0, |code| usize::from(*code)) % WIDTH;
            let weight = weights.get(row).copied().unwrap_or(0.0);
            all[code] += weight;
            if let Some(sums) = sums.get_mut(group) {
                sums[code] += weight;
            }
        }
        self.all.pilot(all, self.columns);
        for (moments, sums) in self.moments.iter_mut().zip(sums) {
            moments.pilot(sums, self.columns);
        }
    }

    fn read_clusters(&mut self, layout: &Layout, piece: &Piece) {
        let mut start = piece.rows.start;
        for end in layout.ends.get(piece.ends.clone()).unwrap_or_default() {
            let end = *end as usize;
            let (Some(codes), Some(weights)) = (self.item.get(start..end), layout.weights.get(start..end)) else {
                return;
            };
            match self.by.and_then(|by| by.get(start..end)) {
                None => {
                    if let Some(cells) = self.cells.first_mut() {
                        sum(codes, weights, cells);
                    }
                }
                Some(by) => sum_by(codes, by, weights, &mut self.cells),
            }
            self.end_cluster();
            start = end;
        }
    }

    fn end_cluster(&mut self) {
        let mut all = [0.0; WIDTH];
        for (group, (cells, moments)) in self.cells.iter_mut().zip(&mut self.moments).enumerate() {
            let mut sums = [0.0; WIDTH];
            for at in 0..WIDTH {
                sums[at] = cells[at][0];
                all[at] += sums[at];
                // The number of rows goes on counting.
                cells[at][0] = 0.0;
            }
            // Rows without group count among all rows only.
            if group > 0 || self.by.is_none() {
                moments.cluster(sums, self.columns);
            }
        }
        if self.by.is_some() {
            self.all.cluster(all, self.columns);
        }
    }

    fn read_rows(&mut self, layout: &Layout, piece: &Piece, mean: f64) {
        let (Some(codes), Some(weights)) = (self.item.get(piece.rows.clone()), layout.weights.get(piece.rows.clone()))
        else {
            return;
        };
        let add = |cell: &mut [f64; 3], weight: f64| {
            let weight = weight - mean;
            *cell = [cell[0] + 1.0, cell[1] + weight, cell[2] + weight * weight];
        };
        match self.by.and_then(|by| by.get(piece.rows.clone())) {
            None => {
                if let Some(cells) = self.stratum.first_mut() {
                    for (code, weight) in codes.iter().zip(weights) {
                        add(&mut cells[usize::from(*code) % WIDTH], *weight);
                    }
                }
            }
            Some(by) => {
                for ((code, group), weight) in codes.iter().zip(by).zip(weights) {
                    if let Some(cells) = self.stratum.get_mut(usize::from(*group)) {
                        add(&mut cells[usize::from(*code) % WIDTH], *weight);
                    }
                }
            }
        }
    }
}

impl<const WIDTH: usize> Gather for Gathering<'_, WIDTH> {
    fn read(&mut self, layout: &Layout, piece: &Piece) {
        let Some(stratum) = layout.strata.get(piece.stratum) else { return };
        if !layout.rows_are_clusters() {
            self.read_clusters(layout, piece);
            if piece.closes {
                self.moments.iter_mut().for_each(|moments| moments.close(stratum));
                self.all.close(stratum);
            }
            return;
        }
        self.read_rows(layout, piece, stratum.mean_weight);
        if piece.closes {
            let mut all = [[0.0; 3]; WIDTH];
            for ((codes, cells), moments) in self.stratum.iter_mut().zip(&mut self.cells).zip(&mut self.moments) {
                moments.rows(codes, stratum, self.columns);
                for (cell, code) in cells.iter_mut().zip(codes.iter()) {
                    cell[1] += code[0];
                }
                for (all, own) in all.iter_mut().zip(codes.iter()) {
                    *all = [all[0] + own[0], all[1] + own[1], all[2] + own[2]];
                }
                *codes = [[0.0; 3]; WIDTH];
            }
            if self.by.is_some() {
                self.all.rows(&all, stratum, self.columns);
            }
        }
    }

    fn answer(&self, group: usize) -> Answer {
        let moments = self.moments.get(group).unwrap_or(&self.all);
        let weight = moments.total(self.columns);
        let of = |cells: &[[f64; 2]; WIDTH], code: usize| cells.get(code).map_or(0.0, |cell| cell[1]);
        let count = |code: usize| match self.cells.get(group) {
            Some(cells) => of(cells, code),
            None => self.cells.iter().map(|cells| of(cells, code)).sum(),
        };
        Answer {
            weight,
            counts: (1..=self.columns.categories).map(count).collect(),
            estimates: self.columns.places().map(|place| moments.estimate(place, weight)).collect(),
        }
    }
}

/// Weight and rows by code. The two are added at once, as one pair; every other row is added up beside it, so that a row does not
/// wait for the one before where both have the same code.
fn sum<const WIDTH: usize>(codes: &[u8], weights: &[f64], cells: &mut [[f64; 2]; WIDTH]) {
    let add = |cells: &mut [[f64; 2]; WIDTH], code: u8, weight: f64| {
        let cell = &mut cells[usize::from(code) % WIDTH];
        *cell = [cell[0] + weight, cell[1] + 1.0];
    };
    if WIDTH > BESIDE || codes.len() < 2 * WIDTH {
        codes.iter().zip(weights).for_each(|(code, weight)| add(cells, *code, *weight));
        return;
    }
    let mut beside = [[0.0; 2]; WIDTH];
    let (pairs, pair_weights) = (codes.chunks_exact(2), weights.chunks_exact(2));
    if let ([code], [weight]) = (pairs.remainder(), pair_weights.remainder()) {
        add(cells, *code, *weight);
    }
    for (codes, weights) in pairs.zip(pair_weights) {
        if let ([one, other], [weight, other_weight]) = (codes, weights) {
            add(cells, *one, *weight);
            add(&mut beside, *other, *other_weight);
        }
    }
    for (cell, beside) in cells.iter_mut().zip(beside) {
        *cell = [cell[0] + beside[0], cell[1] + beside[1]];
    }
}

/// As wide as it pays to add up twice.
const BESIDE: usize = 16;

/// The same by group; a group without place is left out.
fn sum_by<const WIDTH: usize>(codes: &[u8], by: &[u8], weights: &[f64], cells: &mut [[[f64; 2]; WIDTH]]) {
    for ((code, group), weight) in codes.iter().zip(by).zip(weights) {
        if let Some(cells) = cells.get_mut(usize::from(*group)) {
            let cell = &mut cells[usize::from(*code) % WIDTH];
            *cell = [cell[0] + weight, cell[1] + 1.0];
        }
    }
}
