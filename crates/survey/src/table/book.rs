//! Items and breaks in, tables out.

use super::codes::Codes;
use super::columns::{Columns, Summary};
use super::layout::Layout;
use super::pass::{Answer, Gather, gather};
use crate::column::Domain;
use crate::design::Design;
use crate::estimate::NoEstimate;
use crate::refusal::{Reason, Refusal};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A table book over one design: add items and breaks, then [`Book::tabulate`].
#[derive(Debug)]
pub struct Book<'a> {
    layout: Layout,
    rows: usize,
    items: Vec<Item<'a>>,
    breaks: Vec<Break<'a>>,
    all: Vec<Base>,
}

#[derive(Debug)]
struct Item<'a> {
    codes: Codes<'a>,
    columns: Columns,
}

#[derive(Debug)]
struct Break<'a> {
    codes: Codes<'a>,
    /// One a group.
    bases: Vec<Base>,
}

/// What a group is before anyone answers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Base {
    rows: u64,
    df: f64,
}

/// One item by one break.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Which item, in the order in which they were added.
    pub item: usize,
    /// Which break; `None`: all rows together.
    pub by: Option<usize>,
    /// One a level of the break, in their order.
    pub groups: Vec<Group>,
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
    /// Clusters less strata among the rows of the group with a weight.
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
    /// The interval `estimate -+ t(df) se`.
    pub low: f64,
    /// Its other end.
    pub high: f64,
    /// How many rows chose the category; `None` for a summary.
    pub n: Option<u64>,
    /// The size of a simple random sample with replacement that would be as sure: `p (1 - p) / se^2` (Kish 1965, 8.1).
    /// `None` for a summary, and where nobody or everybody chose it.
    pub effective_n: Option<f64>,
}

impl<'a> Book<'a> {
    /// Lays out a design for a domain.
    ///
    /// # Errors
    /// [`Reason::LonelyPsu`] as [`Design::estimate`]; [`Reason::NotDefined`] for a design that needs the general
    /// kernel.
    pub fn new(design: &Design, domain: &Domain) -> Result<Self, Refusal> {
        let layout = Layout::of(design, domain)?.ok_or_else(|| {
            Refusal::new(Reason::NotDefined, "tables of this design are not built yet", "Estimate item by item.")
        })?;
        let inside: Vec<u8> = (0..design.rows()).map(|row| u8::from(domain.holds(row))).collect();
        let all = bases(&layout, &layout.arrange(&inside), 1);
        Ok(Self { layout, rows: design.rows(), items: Vec::new(), breaks: Vec::new(), all })
    }

    /// Adds an item: a proportion is made for each level, a mean for each summary. Returns its place.
    ///
    /// # Errors
    /// [`Reason::Shape`] if it has another number of rows than the design, or a summary another number of scores than
    /// the item has levels.
    pub fn ask(&mut self, codes: &'a Codes<'a>, summaries: &[Summary]) -> Result<usize, Refusal> {
        let codes = self.arrange(codes)?;
        let levels = codes.levels().len();
        if let Some(summary) = summaries.iter().find(|summary| summary.scores.len() != levels) {
            let message = format!("{} has {} scores for {levels} levels", summary.name, summary.scores.len());
            return Err(Refusal::new(Reason::Shape, message, "Give one score a level.").about(codes.name()));
        }
        self.items.push(Item { columns: Columns::of(levels, summaries), codes });
        Ok(self.items.len() - 1)
    }

    /// Adds a break: every item is tabulated for each of its levels. Returns its place.
    ///
    /// # Errors
    /// [`Reason::Shape`] if it has another number of rows than the design.
    pub fn break_by(&mut self, codes: &'a Codes<'a>) -> Result<usize, Refusal> {
        let codes = self.arrange(codes)?;
        let bases = bases(&self.layout, codes.rows(), codes.levels().len());
        self.breaks.push(Break { codes, bases });
        Ok(self.breaks.len() - 1)
    }

    fn arrange(&self, codes: &'a Codes<'a>) -> Result<Codes<'a>, Refusal> {
        if codes.rows().len() != self.rows {
            let message = format!("it has {} rows, the design {}", codes.rows().len(), self.rows);
            return Err(Refusal::new(Reason::Shape, message, "Give one answer a row.").about(codes.name()));
        }
        Ok(codes.with_rows(self.layout.arrange(codes.rows())))
    }

    /// All items over all rows and by all breaks, in that order, with intervals at `level`, on so many threads. The
    /// answers do not depend on the number of threads.
    ///
    /// # Errors
    /// [`Reason::Value`] if the level is not between 0 and 1.
    pub fn tabulate(&self, level: f64, threads: usize) -> Result<Vec<Table>, Refusal> {
        if !(level > 0.0 && level < 1.0) {
            let message = format!("the level {level} is not between 0 and 1");
            return Err(Refusal::new(Reason::Value, message, "Give the level as a share: 0.95."));
        }
        let threads = threads.clamp(1, self.items.len().max(1));
        let quantiles = Quantiles::of(self, level);
        let mine = |thread: usize| (thread..self.items.len()).step_by(threads).collect::<Vec<_>>();
        let mut tables: Vec<Table> = if threads == 1 {
            self.some(&mine(0), &quantiles)
        } else {
            std::thread::scope(|scope| {
                let quantiles = &quantiles;
                let running: Vec<_> = (0..threads)
                    .map(|thread| {
                        let items = mine(thread);
                        scope.spawn(move || self.some(&items, quantiles))
                    })
                    .collect();
                // A thread that did not end leaves its items out, and they are made again here, so nothing is lost.
                let of = |(thread, running): (usize, std::thread::ScopedJoinHandle<'_, Vec<Table>>)| {
                    running.join().unwrap_or_else(|_| self.some(&mine(thread), quantiles))
                };
                running.into_iter().enumerate().flat_map(of).collect()
            })
        };
        tables.sort_by_key(|table| (table.item, table.by));
        Ok(tables)
    }

    fn some(&self, items: &[usize], quantiles: &Quantiles) -> Vec<Table> {
        let items: Vec<(usize, &Item<'_>)> = items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))).collect();
        let mut passes: Vec<Vec<Box<dyn Gather + '_>>> = items.iter().map(|(_, item)| self.passes(item)).collect();
        let blocks = self.layout.pieces.split_inclusive(|piece| piece.ends_block);
        for block in blocks {
            for pass in passes.iter_mut().flatten() {
                block.iter().for_each(|piece| pass.read(&self.layout, piece));
            }
        }
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for ((at, item), passes) in items.iter().zip(&passes) {
            let all = passes.iter().take(1).map(|pass| {
                // All rows stand after the groups of the first break.
                let place = self.breaks.first().map_or(0, |by| by.bases.len() + 1);
                self.group(item, &pass.answer(place), self.all.first(), quantiles.all)
            });
            tables.push(Table { item: *at, by: None, groups: all.collect() });
            for (place, ((by, pass), t)) in self.breaks.iter().zip(passes).zip(&quantiles.by).enumerate() {
                let groups = by.bases.iter().zip(t).enumerate();
                let groups = groups.map(|(group, (base, t))| self.group(item, &pass.answer(group + 1), Some(base), *t));
                tables.push(Table { item: *at, by: Some(place), groups: groups.collect() });
            }
        }
        tables
    }

    /// One pass a break; the first has all rows as well.
    fn passes<'b>(&'b self, item: &'b Item<'_>) -> Vec<Box<dyn Gather + 'b>> {
        let (codes, columns) = (item.codes.rows(), &item.columns);
        if self.breaks.is_empty() {
            return vec![gather(&self.layout, codes, None, 0, columns)];
        }
        let by = |by: &'b Break<'_>| gather(&self.layout, codes, Some(by.codes.rows()), by.bases.len(), columns);
        self.breaks.iter().map(by).collect()
    }

    fn group(&self, item: &Item<'_>, answer: &Answer, base: Option<&Base>, t: f64) -> Group {
        let base = base.copied().unwrap_or_default();
        let n: f64 = answer.counts.iter().sum();
        let none = match (base.rows, n > 0.0 && answer.weight > 0.0) {
            (0, _) => Some(NoEstimate::EmptyDomain),
            (_, false) => Some(NoEstimate::NobodyAnswered),
            _ => None,
        };
        let cells = answer.estimates.iter().enumerate().map(|(at, (estimate, variance))| {
            let se = libm::sqrt(*variance);
            let category = at < item.columns.categories;
            let spread = estimate * (1.0 - estimate);
            Cell {
                estimate: *estimate,
                se,
                low: estimate - t * se,
                high: estimate + t * se,
                n: answer.counts.get(at).map(|n| *n as u64),
                effective_n: (category && spread > 0.0 && *variance > 0.0).then(|| spread / variance),
            }
        });
        Group { none, n: n as u64, weight: answer.weight, df: base.df, cells: cells.collect() }
    }
}

/// Quantiles of t, one a group: every item shares them.
struct Quantiles {
    all: f64,
    by: Vec<Vec<f64>>,
}

impl Quantiles {
    fn of(book: &Book<'_>, level: f64) -> Self {
        let t = |base: &Base| {
            StudentsT::new(0.0, 1.0, base.df).map_or(f64::NAN, |t| t.inverse_cdf(f64::midpoint(1.0, level)))
        };
        Self {
            all: book.all.first().map_or(f64::NAN, t),
            by: book.breaks.iter().map(|by| by.bases.iter().map(t).collect()).collect(),
        }
    }
}

/// Rows and degrees of freedom of each group: its clusters less its strata, among rows with a weight.
fn bases(layout: &Layout, codes: &[u8], groups: usize) -> Vec<Base> {
    let mut bases = vec![Base::default(); groups + 1];
    let mut in_cluster = vec![usize::MAX; groups + 1];
    let mut in_stratum = vec![usize::MAX; groups + 1];
    let (mut cluster, mut ends) = (0, layout.ends.iter().map(|end| *end as usize).peekable());
    for piece in &layout.pieces {
        for row in piece.rows.clone() {
            if ends.peek().is_none_or(|end| *end <= row) {
                ends.next();
                cluster += 1;
            }
            let group = codes.get(row).map_or(0, |group| usize::from(*group));
            let (Some(base), Some(in_cluster), Some(in_stratum)) =
                (bases.get_mut(group), in_cluster.get_mut(group), in_stratum.get_mut(group))
            else {
                continue;
            };
            base.rows += 1;
            if layout.weights.get(row).is_some_and(|weight| *weight > 0.0) {
                base.df +=
                    f64::from(u8::from(*in_cluster != cluster)) - f64::from(u8::from(*in_stratum != piece.stratum));
                (*in_cluster, *in_stratum) = (cluster, piece.stratum);
            }
        }
    }
    bases.split_off(1)
}
