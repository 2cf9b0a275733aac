//! The tables of a book, by the way that fits its design.

use super::adjusted;
use super::book::{Book, Break, Item};
use super::bootstrap::{self, Draws};
use super::cell::{Made, Table, group};
use super::clustered;
use super::counted::Coded;
use super::general;
use super::layout::{Adjusted, Layout};
use super::pass::{Answer, Gather, gather};
use super::planes::{self, Masks};
use crate::column::Domain;
use crate::interval::check_level;
use crate::refusal::{Reason, Refusal};
use std::cell::OnceCell;

impl Book<'_> {
    /// All items over all rows and by all breaks, in that order, with intervals at `level`, on so many threads. The
    /// answers do not depend on the number of threads.
    ///
    /// # Errors
    /// [`Reason::Value`] if the level is not between 0 and 1; as [`crate::Design::estimate`] for designs that need the general
    /// kernel, such as one with a lonely cluster under the rule that refuses it.
    pub fn tabulate(&self, level: f64, threads: usize) -> Result<Vec<Table>, Refusal> {
        check_level(level)?;
        let made = Made { method: self.method, level, most: f64::INFINITY };
        let Some(layout) = &self.layout else { return self.of_questions(self.one_by_one(made)?, made) };
        let tables = self.in_threads(threads, &|items| {
            let (counted, read): (Vec<usize>, Vec<usize>) = items.iter().partition(|item| self.is_counted(**item));
            let mut tables = self.counted(layout, &counted, made);
            tables.extend(match &layout.adjusted {
                Some(weighted) => self.weighted(layout, weighted, &read, made),
                None => self.some(layout, &read, made),
            });
            tables
        });
        self.of_questions(tables, made)
    }

    /// The same tables with standard errors from a bootstrap of clusters: see [`Resample::Subbootstrap`], whose draws
    /// these are. Degrees of freedom are those of the design, and at most the replicates less one.
    ///
    /// # Errors
    /// [`Reason::Value`] if the level is not between 0 and 1, or for fewer than two replicates; [`Reason::NotDefined`]
    /// for a book with numbers and for a design that needs the general kernel: make replicates of it with [`crate::replication::replicate`].
    ///
    /// [`Resample::Subbootstrap`]: crate::replication::Resample::Subbootstrap
    pub fn bootstrap(&self, level: f64, replicates: usize, seed: u64, threads: usize) -> Result<Vec<Table>, Refusal> {
        check_level(level)?;
        if replicates < 2 {
            let message = format!("{replicates} replicates have no spread");
            return Err(Refusal::new(Reason::Value, message, "Ask for at least 2; 100 to 500 is usual."));
        }
        if self.has_numbers() {
            let remedy = "Make replicates of the design and tabulate them, or leave the numbers out of this book.";
            return Err(Refusal::new(Reason::NotDefined, "the mean of a number is not drawn again here", remedy));
        }
        let layout = self.layout.as_ref().filter(|layout| layout.adjusted.is_none()).ok_or_else(|| {
            let (message, remedy) = if self.design.replicates().is_some() {
                ("this design has replicates of its own", "Tabulate it: its replicates are its errors.")
            } else if self.design.adjustments.is_empty() {
                ("clusters of this design cannot be drawn again in one stage", "Tabulate it, without a bootstrap.")
            } else {
                let remedy = "Make replicates of the design before it is weighted, weight those, and tabulate them.";
                ("weights were adjusted, which every draw would have to do again", remedy)
            };
            Refusal::new(Reason::NotDefined, message, remedy)
        })?;
        if replicates.checked_mul(self.design.rows()).is_none_or(|draws| draws > Self::MOST_DRAWS) {
            let message = format!("{replicates} replicates of {} rows are more than fit", self.design.rows());
            return Err(Refusal::new(Reason::Value, message, "Ask for fewer; 100 to 500 is usual."));
        }
        let made = Made { method: self.method, level, most: replicates as f64 - 1.0 };
        let draws = Draws::of(layout, replicates, seed);
        let tables = self.in_threads(threads, &|items| self.resampled(layout, &draws, items, made));
        self.of_questions(tables, made)
    }

    /// Items divided over threads, tables in order.
    fn in_threads(&self, threads: usize, of: &(dyn Fn(&[usize]) -> Vec<Table> + Sync)) -> Vec<Table> {
        let threads = threads.clamp(1, self.items.len().clamp(1, 256));
        let mine = |thread: usize| (thread..self.items.len()).step_by(threads).collect::<Vec<_>>();
        let mut tables: Vec<Table> = std::thread::scope(|scope| {
            let start = |thread| {
                let items = mine(thread);
                (thread, std::thread::Builder::new().spawn_scoped(scope, move || of(&items)))
            };
            let running: Vec<_> = (1..threads).map(start).collect();
            let own = of(&mine(0));
            // Items of a thread that did not start or did not end are made here, so nothing is lost.
            let ended = |(thread, running): (usize, std::io::Result<Running<'_>>)| {
                running.ok().and_then(|running| running.join().ok()).unwrap_or_else(|| of(&mine(thread)))
            };
            let others: Vec<Table> = running.into_iter().flat_map(ended).collect();
            own.into_iter().chain(others).collect()
        });
        tables.sort_by_key(|table| (table.item, table.by));
        tables
    }

    fn resampled(&self, layout: &Layout, draws: &Draws, items: &[usize], made: Made) -> Vec<Table> {
        self.each(items, made, &|item, by| {
            let (codes, groups) = (by.map(|by| by.codes.rows()), by.map_or(0, |by| by.bases.len()));
            let mut answers = bootstrap::answers(layout, draws, item.codes.rows(), codes, groups, &item.columns);
            answers.iter_mut().for_each(|answer| answer.weight = libm::scalbn(answer.weight, layout.exponent));
            // Who has no group comes first.
            if by.is_some() { answers.split_off(1) } else { answers }
        })
    }

    /// The tables of some items, from the answers of each over each break: of its groups and then, where one pass has them as
    /// well, of all rows.
    fn each(
        &self,
        items: &[usize],
        made: Made,
        answers: &dyn Fn(&Item<'_>, Option<&Break<'_>>) -> Vec<Answer>,
    ) -> Vec<Table> {
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for (at, item) in items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))) {
            let mut all = None;
            let mut of_breaks = Vec::with_capacity(self.breaks.len());
            for by in &self.breaks {
                let mut answers = answers(item, Some(by));
                let last = if answers.len() > by.bases.len() { answers.pop() } else { None };
                all = all.or(last);
                of_breaks.push(answers);
            }
            let Some(all) = all.or_else(|| answers(item, None).pop()) else { continue };
            tables.extend(self.of_item((at, item), &all, &of_breaks, made));
        }
        tables
    }

    /// The tables of an item: all rows, and by each break.
    fn of_item(
        &self,
        (at, item): (usize, &Item<'_>),
        all: &Answer,
        of_breaks: &[Vec<Answer>],
        made: Made,
    ) -> Vec<Table> {
        let whole = OnceCell::new();
        let who = || *whole.get_or_init(|| self.who(item, None));
        // In a group all may say the same; how alike clusters are, all rows tell.
        let alike = |column: usize| {
            all.estimates.get(column).map_or(0.0, |(estimate, variance)| who().alike(*estimate, *variance))
        };
        let mut tables = vec![Table::bare(at, None, vec![group(&item.columns, all, self.all, made, &who, &|_| 0.0)])];
        for ((place, by), answers) in self.breaks.iter().enumerate().zip(of_breaks) {
            let groups = answers.iter().zip(&by.bases).enumerate().map(|(code, (answer, base))| {
                group(&item.columns, answer, *base, made, &|| self.who(item, Some((by, code + 1))), &alike)
            });
            tables.push(Table::bare(at, Some(place), groups.collect()));
        }
        tables
    }

    /// Whether an item is counted, rather than read row by row.
    pub(super) fn is_counted(&self, item: usize) -> bool {
        let counted = self.layout.as_ref().and_then(|layout| layout.counted.as_ref());
        let (Some(counted), Some(item)) = (counted, self.items.get(item)) else { return false };
        let groups = self.breaks.iter().map(|by| by.bases.len()).max().unwrap_or(0);
        counted.has_room(item.columns.categories, groups)
    }

    /// The tables of some items from whole counts.
    fn counted(&self, layout: &Layout, items: &[usize], made: Made) -> Vec<Table> {
        let Some(counted) = &layout.counted else { return Vec::new() };
        let nobody = Masks::default();
        self.each(items, made, &|item, by| {
            let groups = by.map_or(0, |by| by.bases.len());
            counted.answers(layout, &coded(layout, item, by, &nobody), groups, &item.columns)
        })
    }

    /// The tables of some items under weights that were post-stratified or raked.
    fn weighted(&self, layout: &Layout, weighted: &Adjusted, items: &[usize], made: Made) -> Vec<Table> {
        let nobody = Masks::default();
        self.each(items, made, &|item, by| {
            let coded = coded(layout, item, by, &nobody);
            let by = by.map(|by| (by.codes.rows(), by.bases.len()));
            let at_once = clustered::answers(layout, weighted, item.codes.rows(), by, &coded, &item.columns);
            at_once.unwrap_or_else(|| adjusted::answers(layout, weighted, item.codes.rows(), by, &item.columns))
        })
    }

    /// Every table through the general kernel.
    fn one_by_one(&self, made: Made) -> Result<Vec<Table>, Refusal> {
        let mut tables = Vec::with_capacity(self.items.len() * (self.breaks.len() + 1));
        for (at, item) in self.items.iter().enumerate() {
            let answer = |inside: &Domain| general::answer(self.design, inside, item.codes.rows(), &item.columns);
            let all = answer(&self.domain)?;
            let mut of_breaks = Vec::with_capacity(self.breaks.len());
            for by in &self.breaks {
                let groups = 1..=by.bases.len();
                let answers: Result<Vec<_>, _> = groups.map(|code| answer(&self.group_of(&by.codes, code))).collect();
                of_breaks.push(answers?);
            }
            tables.extend(self.of_item((at, item), &all, &of_breaks, made));
        }
        Ok(tables)
    }

    /// The tables of some items, in one pass over the rows.
    fn some(&self, layout: &Layout, items: &[usize], made: Made) -> Vec<Table> {
        let items: Vec<(usize, &Item<'_>)> = items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))).collect();
        let mut passes: Vec<Vec<Box<dyn Gather + '_>>> =
            items.iter().map(|(_, item)| self.passes(layout, item)).collect();
        for block in layout.pieces.split_inclusive(|piece| piece.ends_block) {
            for pass in passes.iter_mut().flatten() {
                block.iter().for_each(|piece| pass.read(layout, piece));
            }
        }
        let answer = |pass: &dyn Gather, group: usize| {
            let mut answer = pass.answer(group);
            answer.weight = libm::scalbn(answer.weight, layout.exponent);
            answer
        };
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for ((at, item), passes) in items.iter().zip(&passes) {
            let Some(pass) = passes.first() else { continue };
            // All rows stand after the groups of the first break.
            let all = answer(pass.as_ref(), self.breaks.first().map_or(0, |by| by.bases.len() + 1));
            let groups =
                |by: &Break<'_>, pass: &dyn Gather| (1..=by.bases.len()).map(|code| answer(pass, code)).collect();
            let of_breaks: Vec<Vec<Answer>> =
                self.breaks.iter().zip(passes).map(|(by, pass)| groups(by, pass.as_ref())).collect();
            tables.extend(self.of_item((*at, item), &all, &of_breaks, made));
        }
        tables
    }

    /// One pass a break; the first has all rows as well.
    fn passes<'b>(&'b self, layout: &Layout, item: &'b Item<'_>) -> Vec<Box<dyn Gather + 'b>> {
        let (codes, columns) = (item.codes.rows(), &item.columns);
        if self.breaks.is_empty() {
            return vec![gather(layout, codes, None, 0, columns)];
        }
        let by = |by: &'b Break<'_>| gather(layout, codes, Some(by.codes.rows()), by.bases.len(), columns);
        self.breaks.iter().map(by).collect()
    }
}

/// An item over a break as it is counted; over no break the groups are `nobody`.
fn coded<'a>(layout: &Layout, item: &'a Item<'_>, by: Option<&'a Break<'_>>, nobody: &'a Masks) -> Coded<'a> {
    let groups = by.map_or(0, |by| by.bases.len());
    let masks = by.map_or(Some(nobody), |by| by.masks.as_ref());
    let few = (groups + 1) * item.columns.categories <= planes::MOST_COUNTS;
    let tallied = layout.counted.as_ref().is_some_and(|counted| counted.is_tallied(item.columns.categories));
    if by.is_none() && tallied {
        return Coded::Rows(item.codes.rows(), None);
    }
    match masks.filter(|_| few).and_then(|masks| Some((item.planes(layout)?, masks))) {
        Some((planes, masks)) => Coded::Planes(planes, masks),
        None => Coded::Rows(item.codes.rows(), by.map(|by| by.codes.rows())),
    }
}

/// A thread that makes tables.
type Running<'a> = std::thread::ScopedJoinHandle<'a, Vec<Table>>;
