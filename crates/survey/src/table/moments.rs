//! The variance of a ratio from sums a cluster, in one pass.
//!
//! A proportion is `p = B / T`: the weight of those who chose a category over the weight of those who answered. Its
//! influence summed over a cluster is `z = (b - p t) / T`, and its variance (Särndal, Swensson and Wretman 1992, 5.6;
//! R `survey:::onestrat`) `sum over strata of (1 - n/N) n/(n-1) sum (z - mean z)^2`. `p` is known after the last row
//! only, so sums of squares are taken around a pilot `c` of it: with `u = b - c t` and `d = p - c`, the variance is
//! `(SS(u) - 2 d SP(u, t) + d^2 SS(t)) / T^2`. That is exact for every `c`; a good one leaves the last two terms small,
//! so that nothing cancels. Within a stratum sums are taken around its first cluster: a stratum without spread has
//! exactly none. Strata are added as they close, so what is kept does not grow with their number.

use super::columns::Columns;
use super::layout::Stratum;

/// Sums of one domain: `WIDTH` columns as [`Columns`] places them.
#[derive(Debug, Clone)]
pub(super) struct Moments<const WIDTH: usize> {
    /// The weight of each column.
    sums: [f64; WIDTH],
    /// The pilot.
    centre: [f64; WIDTH],
    closed_uu: [f64; WIDTH],
    closed_ut: [f64; WIDTH],
    closed_tt: f64,
    open: bool,
    first: [f64; WIDTH],
    first_total: f64,
    u: [f64; WIDTH],
    uu: [f64; WIDTH],
    ut: [f64; WIDTH],
    t: f64,
    tt: f64,
}

impl<const WIDTH: usize> Moments<WIDTH> {
    pub(super) const fn new() -> Self {
        let zero = [0.0; WIDTH];
        Self {
            sums: zero,
            centre: zero,
            closed_uu: zero,
            closed_ut: zero,
            closed_tt: 0.0,
            open: false,
            first: zero,
            first_total: 0.0,
            u: zero,
            uu: zero,
            ut: zero,
            t: 0.0,
            tt: 0.0,
        }
    }

    /// Sets the pilot from the weights of some rows by code.
    pub(super) fn pilot(&mut self, mut sums: [f64; WIDTH], columns: &Columns) {
        columns.fill(&mut sums);
        let total: f64 = sums.iter().take(columns.categories + 1).skip(1).sum();
        if total > 0.0 {
            self.centre = sums.map(|sum| sum / total);
        }
    }

    /// Adds a cluster: the weight of each code in it. Inlined, so that the sums stay in registers.
    #[inline(always)]
    pub(super) fn cluster(&mut self, mut sums: [f64; WIDTH], columns: &Columns) {
        sums[0] = 0.0;
        // Places above the categories are still 0 here.
        let total = tree(sums);
        if !columns.summaries.is_empty() {
            columns.fill(&mut sums);
        }
        if !self.open {
            (self.open, self.first, self.first_total) = (true, sums, total);
        }
        let t = total - self.first_total;
        self.t += t;
        self.tt += t * t;
        for (at, sum) in sums.iter().enumerate() {
            let u = (sum - self.first[at]) - self.centre[at] * t;
            self.u[at] += u;
            self.uu[at] += u * u;
            self.ut[at] += u * t;
        }
    }

    /// Closes a stratum whose clusters were all added.
    pub(super) fn close(&mut self, stratum: &Stratum) {
        let (f, n) = (stratum.factor, stratum.clusters);
        for at in 0..WIDTH {
            self.sums[at] += n * self.first[at] + (self.u[at] + self.centre[at] * self.t);
            self.closed_uu[at] += f * (self.uu[at] - self.u[at] * self.u[at] / n);
            self.closed_ut[at] += f * (self.ut[at] - self.u[at] * self.t / n);
        }
        self.closed_tt += f * (self.tt - self.t * self.t / n);
        (self.u, self.uu, self.ut, self.t, self.tt) = ([0.0; WIDTH], [0.0; WIDTH], [0.0; WIDTH], 0.0, 0.0);
        self.open = false;
    }

    /// Adds a stratum whose clusters are its rows, from the rows, the sum and the sum of squares of each code's
    /// weights around the mean weight of the stratum: within a code every row has its weight times a constant.
    pub(super) fn rows(&mut self, codes: &[[f64; 3]; WIDTH], stratum: &Stratum, columns: &Columns) {
        let mut sums = [0.0; WIDTH];
        let mut means = [0.0; WIDTH];
        let mut within = [0.0; WIDTH];
        let (mut total, mut within_total) = (0.0, 0.0);
        for (at, [n, sum, squares]) in codes.iter().copied().enumerate().skip(1) {
            if n > 0.0 {
                means[at] = sum / n + stratum.mean_weight;
                sums[at] = sum + n * stratum.mean_weight;
                within[at] = (squares - sum * sum / n).max(0.0);
                total += sums[at];
                within_total += within[at];
            }
        }
        columns.fill(&mut sums);
        let (f, n) = (stratum.factor, stratum.clusters);
        let mean_t = total / n;
        let answered: f64 = codes.iter().skip(1).map(|code| code[0]).sum();
        let mut tt = within_total + (n - answered) * mean_t * mean_t;
        for at in 1..=columns.categories.min(WIDTH - 1) {
            tt += codes[at][0] * (means[at] - mean_t) * (means[at] - mean_t);
        }
        self.closed_tt += f * tt;
        for place in columns.places() {
            self.sums[place] += sums[place];
            let scores = columns.summaries.iter().find(|(at, _)| *at == place).map(|(_, scores)| scores);
            let distance = |code: usize| {
                let own = match scores {
                    Some(scores) => scores.get(code).copied().unwrap_or(0.0),
                    None => f64::from(u8::from(code == place)),
                };
                own - self.centre[place]
            };
            let mean_u = (sums[place] - self.centre[place] * total) / n;
            let nothing = n - answered;
            let (mut uu, mut ut) = (nothing * mean_u * mean_u, nothing * mean_u * mean_t);
            for code in 1..=columns.categories.min(WIDTH - 1) {
                let (a, m) = (distance(code), codes[code][0]);
                let (u, t) = (a * means[code] - mean_u, means[code] - mean_t);
                uu += a * a * within[code] + m * u * u;
                ut += a * within[code] + m * u * t;
            }
            self.closed_uu[place] += f * uu;
            self.closed_ut[place] += f * ut;
        }
    }

    /// The weight of those who answered.
    pub(super) fn total(&self, columns: &Columns) -> f64 {
        self.sums.iter().take(columns.categories + 1).skip(1).sum()
    }

    /// The estimate at a place and its variance.
    pub(super) fn estimate(&self, place: usize, total: f64) -> (f64, f64) {
        let at = |of: &[f64; WIDTH]| of.get(place).copied().unwrap_or(f64::NAN);
        let p = at(&self.sums) / total;
        let d = p - at(&self.centre);
        let variance = at(&self.closed_uu) - 2.0 * d * at(&self.closed_ut) + d * d * self.closed_tt;
        // Rounding below zero is zero; what is not a number stays so.
        (p, if variance < 0.0 { 0.0 } else { variance } / (total * total))
    }
}

/// The sum of a row, by halves: two numbers at a time, and the same everywhere.
#[inline]
fn tree<const WIDTH: usize>(mut row: [f64; WIDTH]) -> f64 {
    let mut half = WIDTH / 2;
    while half > 0 {
        for at in 0..half {
            row[at] += row[at + half];
        }
        half /= 2;
    }
    row[0]
}
