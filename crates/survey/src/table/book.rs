//! Items and breaks in, tables out.

use super::adjusted;
use super::base::{Base, bases};
use super::bootstrap::{self, Draws};
use super::cell::{Group, Made, Table, group};
use super::clustered;
use super::codes::Codes;
use super::columns::{Columns, Summary};
use super::counted::Coded;
use super::general;
use super::heading::Heading;
use super::layout::{Adjusted, Layout};
use super::pass::{Answer, Gather, gather};
use super::planes::{self, Masks, Planes};
use crate::column::Domain;
use crate::comparison::Answers;
use crate::design::Design;
use crate::interval::{Method, check_level};
use crate::refusal::{Reason, Refusal};
use std::borrow::Cow;
use std::sync::Arc;

/// A table book over one design: add items and breaks, then [`Book::tabulate`].
#[derive(Debug)]
pub struct Book<'a> {
    design: &'a Design,
    domain: Domain,
    /// `None`: item by item, through the general kernel.
    pub(super) layout: Option<Layout>,
    items: Vec<Item<'a>>,
    /// What was asked for, made of one item or more.
    asked: Vec<Question>,
    breaks: Vec<Break<'a>>,
    all: Base,
    method: Method,
}

/// What is read in one go: codes with the numbers that share their base.
#[derive(Debug)]
struct Item<'a> {
    codes: Codes<'a>,
    columns: Columns,
    /// To be counted, where they can be.
    planes: Option<Planes>,
}

/// A question as it was asked for. A mean that leaves out an answer of the base has a base of its own, so an item of its own.
#[derive(Debug)]
struct Question {
    heading: Arc<Heading>,
    /// For each cell of the table, the item that it comes from and its place there.
    cells: Vec<(usize, usize)>,
    /// What each level counts in its mean, where one was asked for; `NaN`: nothing.
    scale: Option<Vec<f64>>,
}

#[derive(Debug)]
struct Break<'a> {
    codes: Codes<'a>,
    heading: Arc<Heading>,
    /// One a group.
    bases: Vec<Base>,
    /// The rows of each group, where they can be counted.
    masks: Option<Masks>,
}

impl<'a> Book<'a> {
    /// The most summaries of an item.
    pub const MOST_SUMMARIES: usize = 256;

    /// The most draws of a bootstrap: rows times replicates.
    pub const MOST_DRAWS: usize = 1 << 30;

    /// Lays out a design for a domain.
    pub fn new(design: &'a Design, domain: &Domain) -> Self {
        let layout = Layout::of(design, domain);
        let all = Base::of(design, domain);
        Self {
            design,
            domain: domain.clone(),
            layout,
            items: Vec::new(),
            asked: Vec::new(),
            breaks: Vec::new(),
            all,
            method: Method::default(),
        }
    }

    /// How intervals of shares are made: [`Method::Beta`] unless said otherwise, which holds its level in small groups too.
    /// [`Method::Mean`] may leave 0 and 1 there. [`Method::Likelihood`] takes the model of so many rows of equal weight. At
    /// 0 and 1 all answer the bound of Clopper and Pearson. Means of a scale keep `estimate -+ t se`.
    #[must_use]
    pub const fn with_interval(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Adds an item: a proportion is made for each level, a mean for each summary. Returns its place.
    ///
    /// A summary with a score of `NaN` leaves that level out: its base is who answered another.
    ///
    /// # Errors
    /// [`Reason::Shape`] if it or the domain has another number of rows than the design, or a summary another number of scores than
    /// the item has levels.
    pub fn ask(&mut self, codes: &'a Codes<'a>, summaries: &[Summary]) -> Result<usize, Refusal> {
        let arranged = self.arrange(codes)?;
        let levels = arranged.levels().len();
        if let Some(summary) = summaries.iter().find(|summary| summary.scores.len() != levels) {
            let message = format!("{} has {} scores for {levels} levels", summary.name, summary.scores.len());
            return Err(Refusal::new(Reason::Shape, message, "Give one score a level.").about(codes.name()));
        }
        if summaries.len() > Self::MOST_SUMMARIES {
            let message = format!("{} summaries; an item has at most {}", summaries.len(), Self::MOST_SUMMARIES);
            return Err(Refusal::new(Reason::Shape, message, "Ask for fewer at a time.").about(codes.name()));
        }
        // By the levels that they leave out.
        let mut parts: Vec<(Vec<bool>, Vec<Summary>)> = vec![(vec![false; levels], Vec::new())];
        let mut cells: Vec<(usize, usize)> = (0..levels).map(|place| (self.items.len(), place)).collect();
        for summary in summaries {
            let out: Vec<bool> = summary.scores.iter().map(|score| score.is_nan()).collect();
            let at = parts.iter().position(|(left, _)| *left == out).unwrap_or(parts.len());
            if at == parts.len() {
                parts.push((out, Vec::new()));
            }
            if let Some((_, summaries)) = parts.get_mut(at) {
                cells.push((self.items.len() + at, levels + summaries.len()));
                summaries.push(summary.without_gaps());
            }
        }
        let heading = Heading::of(codes, summaries);
        for (at, (out, summaries)) in parts.into_iter().enumerate() {
            let codes = if at == 0 { arranged.clone() } else { arranged.leaving_out(&out) };
            let counted = self.layout.as_ref().and_then(|layout| layout.counted.as_ref());
            let planes = counted
                .filter(|_| (1..=planes::MOST_LEVELS).contains(&levels))
                .map(|counted| Planes::of(codes.rows(), levels, &counted.order));
            self.items.push(Item { columns: Columns::of(levels, &summaries), codes, planes });
        }
        let scale = summaries.iter().find(|summary| summary.name == Summary::MEAN).map(|mean| mean.scores.clone());
        self.asked.push(Question { heading: Arc::new(heading), cells, scale });
        Ok(self.asked.len() - 1)
    }

    /// Adds a break: every item is tabulated for each of its levels. Returns its place.
    ///
    /// # Errors
    /// [`Reason::Shape`] if it has another number of rows than the design.
    pub fn break_by(&mut self, codes: &'a Codes<'a>) -> Result<usize, Refusal> {
        let heading = Arc::new(Heading::of(codes, &[]));
        let codes = self.arrange(codes)?;
        let levels = codes.levels().len();
        let bases = match &self.layout {
            Some(layout) => {
                let bases = bases(layout, codes.rows(), levels);
                let rows = self.restore(&codes);
                let inside = |group| self.domain.and(|row| rows.get(row).is_some_and(|code| *code == group));
                (1..=u8::MAX).zip(bases).map(|(group, base)| base.of_finite(self.design, || inside(group))).collect()
            }
            None => (1..=levels).map(|group| Base::of(self.design, &self.group_of(&codes, group))).collect(),
        };
        let counted = self.layout.as_ref().and_then(|layout| layout.counted.as_ref());
        let masks = counted
            .filter(|_| levels <= planes::MOST_COUNTS)
            .map(|counted| Masks::of(codes.rows(), levels, &counted.order));
        self.breaks.push(Break { codes, heading, bases, masks });
        Ok(self.breaks.len() - 1)
    }

    fn arrange(&self, codes: &'a Codes<'a>) -> Result<Codes<'a>, Refusal> {
        self.domain.fits(self.design.rows())?;
        if codes.rows().len() != self.design.rows() {
            let message = format!("it has {} rows, the design {}", codes.rows().len(), self.design.rows());
            return Err(Refusal::new(Reason::Shape, message, "Give one answer a row.").about(codes.name()));
        }
        Ok(codes.with_rows(match &self.layout {
            Some(layout) => layout.arrange(codes.rows()),
            None => Cow::Borrowed(codes.rows()),
        }))
    }

    pub(super) const fn design(&self) -> &Design {
        self.design
    }

    pub(super) const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The codes of an item in the order in which rows came, with its columns.
    pub(super) fn answers(&self, item: usize) -> Option<(Cow<'_, [u8]>, &Columns)> {
        self.items.get(item).map(|item| (self.restore(&item.codes), &item.columns))
    }

    /// What each row counts on the scale of a question: the scores of its mean, else the place of its level; `NaN` for nothing.
    pub(super) fn on_scale(&self, question: usize) -> Option<Vec<f64>> {
        let question = self.asked.get(question)?;
        let codes = self.restore(&self.items.get(question.cells.first()?.0)?.codes);
        let value = |code: &u8| match (code.checked_sub(1), &question.scale) {
            (None, _) => f64::NAN,
            (Some(_), None) => f64::from(*code),
            (Some(place), Some(scores)) => scores.get(usize::from(place)).copied().unwrap_or(f64::NAN),
        };
        Some(codes.iter().map(value).collect())
    }

    /// For each cell of a question, the item that it comes from and its place there.
    pub(super) fn cells(&self, question: usize) -> Option<&[(usize, usize)]> {
        self.asked.get(question).map(|question| question.cells.as_slice())
    }

    /// Tables of items as tables of questions: each cell from the item that it comes from.
    fn of_questions(&self, tables: Vec<Table>) -> Vec<Table> {
        let a_question = self.breaks.len() + 1;
        let mut made = Vec::with_capacity(self.asked.len() * a_question);
        for (at, question) in self.asked.iter().enumerate() {
            let own = question.cells.first().map_or(0, |(item, _)| *item);
            let of = |item: usize, by: usize| tables.get(item * a_question + by);
            for by in 0..a_question {
                let Some(first) = of(own, by) else { continue };
                let group = |(place, group): (usize, &Group)| {
                    let cell = |(item, cell): &(usize, usize)| {
                        of(*item, by).and_then(|table| table.groups.get(place)?.cells.get(*cell)).copied()
                    };
                    Group { cells: question.cells.iter().filter_map(cell).collect(), ..group.clone() }
                };
                let groups = first.groups.iter().enumerate().map(group).collect();
                let breaks = first.by.and_then(|by| self.breaks.get(by)).map(|by| Arc::clone(&by.heading));
                made.push(Table { item: at, by: first.by, heading: Arc::clone(&question.heading), breaks, groups });
            }
        }
        made
    }

    /// The groups of a break in the order in which rows came, and how many there are.
    pub(super) fn groups(&self, by: usize) -> Option<(Cow<'_, [u8]>, usize)> {
        self.breaks.get(by).map(|by| (self.restore(&by.codes), by.bases.len()))
    }

    fn restore<'b>(&self, codes: &'b Codes<'_>) -> Cow<'b, [u8]> {
        self.layout.as_ref().map_or(Cow::Borrowed(codes.rows()), |layout| layout.restore(codes.rows()))
    }

    /// Who answered an item in a group of a break, or at all, as a sample.
    fn who(&self, item: &Item<'_>, by: Option<(&Break<'_>, usize)>) -> Answers {
        let code = |codes: &[u8], row: usize| codes.get(row).map_or(0, |code| usize::from(*code));
        let asked = self.restore(&item.codes);
        let by = by.map(|(by, group)| (self.restore(&by.codes), group));
        let inside = |row: usize| by.as_ref().is_none_or(|(by, group)| code(by, row) == *group);
        Answers::of(self.design, &self.domain.and(|row| code(&asked, row) > 0 && inside(row)))
    }

    /// The rows of the domain in a group of a break.
    fn group_of(&self, by: &Codes<'_>, group: usize) -> Domain {
        self.domain.and(|row| by.rows().get(row).is_some_and(|code| usize::from(*code) == group))
    }

    /// All items over all rows and by all breaks, in that order, with intervals at `level`, on so many threads. The
    /// answers do not depend on the number of threads.
    ///
    /// # Errors
    /// [`Reason::Value`] if the level is not between 0 and 1; as [`Design::estimate`] for designs that need the general
    /// kernel, such as one with a lonely cluster under the rule that refuses it.
    pub fn tabulate(&self, level: f64, threads: usize) -> Result<Vec<Table>, Refusal> {
        check_level(level)?;
        let made = Made { method: self.method, level, most: f64::INFINITY };
        let Some(layout) = &self.layout else { return Ok(self.of_questions(self.one_by_one(made)?)) };
        Ok(self.of_questions(self.in_threads(threads, &|items| {
            let (counted, read): (Vec<usize>, Vec<usize>) = items.iter().partition(|item| self.is_counted(**item));
            let mut tables = self.counted(layout, &counted, made);
            tables.extend(match &layout.adjusted {
                Some(weighted) => self.weighted(layout, weighted, &read, made),
                None => self.some(layout, &read, made),
            });
            tables
        })))
    }

    /// The same tables with standard errors from a bootstrap of clusters: see [`Resample::Subbootstrap`], whose draws
    /// these are. Degrees of freedom are those of the design, and at most the replicates less one.
    ///
    /// # Errors
    /// [`Reason::Value`] if the level is not between 0 and 1, or for fewer than two replicates; [`Reason::NotDefined`]
    /// for a design that needs the general kernel: make replicates of it with [`crate::replication::replicate`].
    ///
    /// [`Resample::Subbootstrap`]: crate::replication::Resample::Subbootstrap
    pub fn bootstrap(&self, level: f64, replicates: usize, seed: u64, threads: usize) -> Result<Vec<Table>, Refusal> {
        check_level(level)?;
        if replicates < 2 {
            let message = format!("{replicates} replicates have no spread");
            return Err(Refusal::new(Reason::Value, message, "Ask for at least 2; 100 to 500 is usual."));
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
        Ok(self.of_questions(self.in_threads(threads, &|items| self.resampled(layout, &draws, items, made))))
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
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for (at, item) in items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))) {
            let answers = |by: Option<&Break<'_>>| {
                let (codes, groups) = (by.map(|by| by.codes.rows()), by.map_or(0, |by| by.bases.len()));
                let mut answers = bootstrap::answers(layout, draws, item.codes.rows(), codes, groups, &item.columns);
                answers.iter_mut().for_each(|answer| answer.weight = libm::scalbn(answer.weight, layout.exponent));
                answers
            };
            let mut all = None;
            for (place, by) in self.breaks.iter().enumerate() {
                let answers = answers(Some(by));
                let groups = answers.iter().skip(1).zip(&by.bases).enumerate();
                let groups = groups
                    .map(|(code, (answer, base))| {
                        group(&item.columns, answer, *base, made, &|| self.who(item, Some((by, code + 1))))
                    })
                    .collect();
                tables.push(Table::bare(at, Some(place), groups));
                all = all.or_else(|| answers.into_iter().last());
            }
            if let Some(answer) = all.or_else(|| answers(None).into_iter().last()) {
                let groups = vec![group(&item.columns, &answer, self.all, made, &|| self.who(item, None))];
                tables.push(Table::bare(at, None, groups));
            }
        }
        tables
    }

    /// The groups of a break, one an answer.
    fn groups_of(&self, item: &Item<'_>, by: &Break<'_>, answers: &[Answer], made: Made) -> Vec<Group> {
        let groups = answers.iter().zip(&by.bases).enumerate();
        let groups = groups.map(|(code, (answer, base))| {
            group(&item.columns, answer, *base, made, &|| self.who(item, Some((by, code + 1))))
        });
        groups.collect()
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
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for (at, item) in items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))) {
            let nobody = Masks::default();
            let answers = |by: Option<&Break<'_>>| {
                let groups = by.map_or(0, |by| by.bases.len());
                let masks = by.map_or(Some(&nobody), |by| by.masks.as_ref());
                let few = (groups + 1) * item.columns.categories <= planes::MOST_COUNTS;
                let coded = match (&item.planes, masks) {
                    (Some(planes), Some(masks)) if few => Coded::Planes(planes, masks),
                    _ => Coded::Rows(item.codes.rows(), by.map(|by| by.codes.rows())),
                };
                counted.answers(layout, &coded, groups, &item.columns)
            };
            let mut all = None;
            for (place, by) in self.breaks.iter().enumerate() {
                let mut answers = answers(Some(by));
                all = all.or(answers.pop());
                tables.push(Table::bare(at, Some(place), self.groups_of(item, by, &answers, made)));
            }
            let all = all.or_else(|| answers(None).pop());
            let all = all.iter().map(|answer| group(&item.columns, answer, self.all, made, &|| self.who(item, None)));
            tables.push(Table::bare(at, None, all.collect()));
        }
        tables
    }

    /// The tables of some items under weights that were post-stratified or raked.
    fn weighted(&self, layout: &Layout, weighted: &Adjusted, items: &[usize], made: Made) -> Vec<Table> {
        let mut tables = Vec::with_capacity(items.len() * (self.breaks.len() + 1));
        for (at, item) in items.iter().filter_map(|at| Some((*at, self.items.get(*at)?))) {
            // The groups, and all rows where one pass has them as well.
            let answers = |by: Option<&Break<'_>>| {
                let by = by.map(|by| (by.codes.rows(), by.bases.len()));
                let at_once = clustered::answers(layout, weighted, item.codes.rows(), by, &item.columns);
                at_once.unwrap_or_else(|| adjusted::answers(layout, weighted, item.codes.rows(), by, &item.columns))
            };
            let mut all = None;
            for (place, by) in self.breaks.iter().enumerate() {
                let mut answers = answers(Some(by));
                let last = if answers.len() > by.bases.len() { answers.pop() } else { None };
                all = all.or(last);
                tables.push(Table::bare(at, Some(place), self.groups_of(item, by, &answers, made)));
            }
            let all = all.or_else(|| answers(None).pop());
            let all = all.iter().map(|answer| group(&item.columns, answer, self.all, made, &|| self.who(item, None)));
            tables.push(Table::bare(at, None, all.collect()));
        }
        tables
    }

    /// Every table through the general kernel.
    fn one_by_one(&self, made: Made) -> Result<Vec<Table>, Refusal> {
        let mut tables = Vec::with_capacity(self.items.len() * (self.breaks.len() + 1));
        for (at, item) in self.items.iter().enumerate() {
            let answer = |inside: &Domain| general::answer(self.design, inside, item.codes.rows(), &item.columns);
            let all = group(&item.columns, &answer(&self.domain)?, self.all, made, &|| self.who(item, None));
            tables.push(Table::bare(at, None, vec![all]));
            for (place, by) in self.breaks.iter().enumerate() {
                let mut groups = Vec::with_capacity(by.bases.len());
                for (code, base) in by.bases.iter().enumerate() {
                    let answer = answer(&self.group_of(&by.codes, code + 1))?;
                    groups.push(group(&item.columns, &answer, *base, made, &|| self.who(item, Some((by, code + 1)))));
                }
                tables.push(Table::bare(at, Some(place), groups));
            }
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
            if let Some(pass) = passes.first() {
                // All rows stand after the groups of the first break.
                let place = self.breaks.first().map_or(0, |by| by.bases.len() + 1);
                let answer = answer(pass.as_ref(), place);
                let all = group(&item.columns, &answer, self.all, made, &|| self.who(item, None));
                tables.push(Table::bare(*at, None, vec![all]));
            }
            for (place, (by, pass)) in self.breaks.iter().zip(passes).enumerate() {
                let groups = by.bases.iter().enumerate().map(|(code, base)| {
                    let answer = answer(pass.as_ref(), code + 1);
                    group(&item.columns, &answer, *base, made, &|| self.who(item, Some((by, code + 1))))
                });
                tables.push(Table::bare(*at, Some(place), groups.collect()));
            }
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

/// A thread that makes tables.
type Running<'a> = std::thread::ScopedJoinHandle<'a, Vec<Table>>;
