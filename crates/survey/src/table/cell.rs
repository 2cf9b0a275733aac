//! What a table says: groups and their cells, made from what was gathered of an item.

use super::base::Base;
use super::columns::Columns;
use super::heading::Heading;
use super::pass::Answer;
use crate::comparison::{Answers, effective_size};
use crate::estimate::NoEstimate;
use crate::interval::{Interval, Method, Proportion, critical};
use std::cell::OnceCell;
use std::sync::Arc;

/// One item by one break.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Which item, in the order in which they were added.
    pub item: usize,
    /// Which break; `None`: all rows together.
    pub by: Option<usize>,
    /// What its rows are, and who is in the base.
    pub heading: Arc<Heading>,
    /// What its groups are; `None`: all rows together.
    pub breaks: Option<Arc<Heading>>,
    /// One a level of the break, in their order.
    pub groups: Vec<Group>,
}

impl Table {
    /// Before its labels are known.
    pub(super) fn bare(item: usize, by: Option<usize>, groups: Vec<Group>) -> Self {
        Self { item, by, heading: Arc::default(), breaks: None, groups }
    }
}

/// One item in one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Why there is no estimate, where there is none: every cell is then `NaN`.
    pub none: Option<NoEstimate>,
    /// How many rows answered.
    pub n: u64,
    /// Their weight.
    pub weight: f64,
    /// Clusters less strata among those that answered. (In groups of 2,000 answers or more, of which most answered,
    /// among all rows of the group: t is the same there.)
    pub df: f64,
    /// Categories in the order of their levels, then summaries.
    pub cells: Vec<Cell>,
}

/// One number of a table, between 0 and 1 for a category and for a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The proportion of a category, or the mean of a summary.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// The interval: `estimate -+ t(df) se`, or of a share as [`Book::with_interval`](super::Book::with_interval) has it.
    pub low: f64,
    /// Its other end.
    pub high: f64,
    /// How many rows chose the category; `None` for a summary.
    pub n: Option<u64>,
    /// How many rows it is over: those that answered, for a mean those whose answer has a score.
    pub base: u64,
    /// The size of a simple random sample with replacement that would be as sure: `p (1 - p) / se^2` (Kish 1965, 8.1).
    /// `None` for the mean of a scale, and where nobody or everybody chose it.
    pub effective_n: Option<f64>,
}

/// From so many answers on, few rows without one do not move a quantile of t.
const MANY: u64 = 2_000;

/// How intervals are made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    /// Of shares.
    pub(super) method: Method,
    pub(super) level: f64,
    /// The most degrees of freedom.
    pub(super) most: f64,
}

/// A group of a table from what was gathered for it. Who answered is asked only where it matters, since it takes another
/// look at the rows: where some did not, and at 0 and 100%. `alike` says how alike the answers of a cluster are, column by
/// column: a share of 0 or 100% does not say so itself.
pub(super) fn group(
    columns: &Columns,
    answer: &Answer,
    base: Base,
    made: Made,
    who: &dyn Fn() -> Answers,
    alike: &dyn Fn(usize) -> f64,
) -> Group {
    let n = answer.counts.iter().sum::<f64>() as u64;
    let none = match (base.rows, n) {
        (0, _) => Some(NoEstimate::EmptyDomain),
        (_, 0) => Some(NoEstimate::NobodyAnswered),
        _ => None,
    };
    let known = OnceCell::new();
    let answers = || *known.get_or_init(who);
    let df = match (n, base.rows) {
        (0, _) => 0.0,
        (n, rows) if n == rows || n >= MANY && 2 * n > rows => base.df,
        _ => answers().df,
    };
    let df = df.min(made.most);
    let t = critical(df, made.level);
    // Of who answered, as far as some did not: in many answers by their number.
    let unit = match (n, base.rows) {
        (0, _) => 0.0,
        (n, rows) if base.unit == 0.0 || n == rows => base.unit,
        (n, rows) if n >= MANY => base.unit * rows as f64 / n as f64,
        _ => answers().unit,
    };
    let cells = answer.estimates.iter().enumerate().map(|(at, (estimate, variance))| {
        let se = libm::sqrt(*variance);
        let spread = estimate * (1.0 - estimate);
        let share = columns.is_share(at);
        let end = *estimate <= ROUNDING || *estimate >= 1.0 - 1e-12;
        let worth = || if end { answers().share(*estimate, 0.0, alike(at)).size } else { n as f64 };
        let interval = share.then(|| {
            let share = Proportion { worth: worth(), unit, ..Proportion::new(*estimate, se, n as usize, df) };
            share.interval(made.method, made.level).ok()
        });
        let wald = Interval { low: estimate - t * se, high: estimate + t * se };
        let Interval { low, high } = interval.flatten().unwrap_or(wald);
        Cell {
            estimate: *estimate,
            se,
            low,
            high,
            n: answer.counts.get(at).map(|n| *n as u64),
            base: n,
            effective_n: (share && *variance > ROUNDING * spread).then(|| effective_size(*estimate, se)),
        }
    });
    Group { none, n, weight: answer.weight, df, cells: cells.collect() }
}

/// A variance below this share of `p (1 - p)` is rounding error.
const ROUNDING: f64 = 1e-20;
