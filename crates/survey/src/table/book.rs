//! Items and breaks in; what is made of them stands in `tabulate`.

use super::base::{Base, bases};
use super::cell::{Group, Made, Table};
use super::codes::Codes;
use super::columns::{Columns, Summary};
use super::heading::Heading;
use super::layout::Layout;
use super::planes::{self, Masks, Planes};
use crate::column::{Domain, Numeric};
use crate::comparison::Answers;
use crate::design::Design;
use crate::interval::Method;
use crate::refusal::{Reason, Refusal};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A table book over one design: add items and breaks, then [`Book::tabulate`].
#[derive(Debug)]
pub struct Book<'a> {
    pub(super) design: &'a Design,
    pub(super) domain: Domain,
    /// `None`: item by item, through the general kernel.
    pub(super) layout: Option<Layout>,
    pub(super) items: Vec<Item<'a>>,
    /// What was asked for, made of one item or more.
    asked: Vec<Question<'a>>,
    pub(super) breaks: Vec<Break<'a>>,
    pub(super) all: Base,
    pub(super) method: Method,
}

/// What is read in one go: codes with the numbers that share their base.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) codes: Codes<'a>,
    pub(super) columns: Columns,
    /// To be counted, where they can be. Made when they are: by whichever thread counts.
    planes: OnceLock<Option<Planes>>,
}

impl Item<'_> {
    /// Its planes, in the order in which a layout counts; none where it does not, or where levels are many.
    pub(super) fn planes(&self, layout: &Layout) -> Option<&Planes> {
        let levels = self.codes.levels().len();
        let order = || {
            let order = layout.counting_order()?;
            (1..=planes::MOST_LEVELS).contains(&levels).then_some(order)
        };
        self.planes.get_or_init(|| order().map(|order| Planes::of(self.codes.rows(), levels, order))).as_ref()
    }
}

/// A question as it was asked for. A mean that leaves out an answer of the base has a base of its own, so an item of its own.
#[derive(Debug)]
struct Question<'a> {
    heading: Arc<Heading>,
    /// For each cell of the table, the item that it comes from and its place there.
    cells: Vec<(usize, usize)>,
    summaries: Vec<Summary>,
    /// What it asks for the mean of, where that is a number: it has no item.
    number: Option<&'a Numeric>,
}

#[derive(Debug)]
pub(super) struct Break<'a> {
    pub(super) codes: Codes<'a>,
    heading: Arc<Heading>,
    /// One a group.
    pub(super) bases: Vec<Base>,
    /// The rows of each group, where they can be counted.
    pub(super) masks: Option<Masks>,
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
            self.items.push(Item { columns: Columns::of(levels, &summaries), codes, planes: OnceLock::new() });
        }
        self.asked.push(Question { heading: Arc::new(heading), cells, summaries: summaries.to_vec(), number: None });
        Ok(self.asked.len() - 1)
    }

    pub(super) fn add_number(&mut self, number: &'a Numeric, heading: Heading) -> usize {
        let (heading, cells, summaries) = (Arc::new(heading), Vec::new(), Vec::new());
        self.asked.push(Question { heading, cells, summaries, number: Some(number) });
        self.asked.len() - 1
    }

    /// The number that a question is about.
    pub(super) fn number(&self, question: usize) -> Option<&'a Numeric> {
        self.asked.get(question)?.number
    }

    /// Whether some question is about a number.
    pub(super) fn has_numbers(&self) -> bool {
        self.asked.iter().any(|question| question.number.is_some())
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
        let order = self.layout.as_ref().and_then(Layout::counting_order);
        let masks = order.filter(|_| levels <= planes::MOST_COUNTS).map(|order| Masks::of(codes.rows(), levels, order));
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
        if let Some(number) = question.number {
            return Some(number.values.clone());
        }
        let codes = self.restore(&self.items.get(question.cells.first()?.0)?.codes);
        let mean = question.summaries.iter().find(|summary| summary.name == Summary::MEAN);
        let value = |code: &u8| match (code.checked_sub(1), mean) {
            (None, _) => f64::NAN,
            (Some(_), None) => f64::from(*code),
            (Some(place), Some(mean)) => mean.scores.get(usize::from(place)).copied().unwrap_or(f64::NAN),
        };
        Some(codes.iter().map(value).collect())
    }

    /// What each level counts in each summary of a question, as it was asked for: `NaN` for nothing.
    pub(crate) fn scores(&self, question: usize) -> Vec<Vec<f64>> {
        let asked = self.asked.get(question);
        asked.map_or_else(Vec::new, |asked| asked.summaries.iter().map(|summary| summary.scores.clone()).collect())
    }

    /// For each cell of a question, the item that it comes from and its place there.
    pub(super) fn cells(&self, question: usize) -> Option<&[(usize, usize)]> {
        self.asked.get(question).map(|question| question.cells.as_slice())
    }

    /// Tables of items as tables of questions: each cell from the item that it comes from.
    pub(super) fn of_questions(&self, tables: Vec<Table>, intervals: Made) -> Result<Vec<Table>, Refusal> {
        let a_question = self.breaks.len() + 1;
        let mut made = Vec::with_capacity(self.asked.len() * a_question);
        for (at, question) in self.asked.iter().enumerate() {
            let own = question.cells.first().map_or(0, |(item, _)| *item);
            let of = |item: usize, by: usize| tables.get(item * a_question + by);
            let of_number = question.number.map(|number| self.of_number(at, number, intervals)).transpose()?;
            for table in of_number.into_iter().flatten() {
                let breaks = table.by.and_then(|by| self.breaks.get(by)).map(|by| Arc::clone(&by.heading));
                made.push(Table { heading: Arc::clone(&question.heading), breaks, ..table });
            }
            for by in 0..if question.number.is_some() { 0 } else { a_question } {
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
        Ok(made)
    }

    /// The groups of a break in the order in which rows came, and how many there are.
    pub(super) fn groups(&self, by: usize) -> Option<(Cow<'_, [u8]>, usize)> {
        self.breaks.get(by).map(|by| (self.restore(&by.codes), by.bases.len()))
    }

    pub(super) fn restore<'b>(&self, codes: &'b Codes<'_>) -> Cow<'b, [u8]> {
        self.layout.as_ref().map_or(Cow::Borrowed(codes.rows()), |layout| layout.restore(codes.rows()))
    }

    /// Who answered an item in a group of a break, or at all, as a sample.
    pub(super) fn who(&self, item: &Item<'_>, by: Option<(&Break<'_>, usize)>) -> Answers {
        let code = |codes: &[u8], row: usize| codes.get(row).map_or(0, |code| usize::from(*code));
        let asked = self.restore(&item.codes);
        let by = by.map(|(by, group)| (self.restore(&by.codes), group));
        let inside = |row: usize| by.as_ref().is_none_or(|(by, group)| code(by, row) == *group);
        Answers::of(self.design, &self.domain.and(|row| code(&asked, row) > 0 && inside(row)))
    }

    /// The rows of the domain in a group of a break.
    pub(super) fn group_of(&self, by: &Codes<'_>, group: usize) -> Domain {
        self.domain.and(|row| by.rows().get(row).is_some_and(|code| usize::from(*code) == group))
    }
}
