//! What the engine says of each question, beside its labels.

use crate::answer::data::Data;
use crate::answer::design::Frame;
use crate::read::CaseProblem;
use serde_json::Value;
use survey::Numeric;
use survey::codebook::Codebook;
use survey::comparison::{Adjust, Comparison};
use survey::interval::Method;
use survey::table::{Book, Cell, Codes, Group, Labels, Summary, Table};

/// What to tabulate.
#[derive(Debug, Clone)]
pub struct Asked {
    /// These items and sets, in this order.
    pub items: Vec<String>,
    /// A column for each level of these items.
    pub by: Vec<String>,
    /// Which break holds the waves.
    pub waves: Option<usize>,
    /// Significance and adjustment.
    pub letters: Option<(f64, Adjust)>,
    /// Level of the intervals.
    pub level: f64,
    /// How intervals of shares are made, where not as the engine does.
    pub method: Option<Method>,
}

/// A book that was made.
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) rows: usize,
    pub(super) level: f64,
    pub(super) letters: Option<f64>,
    pub(super) notices: Vec<String>,
    /// After each step of the weighting, whether its margins are met.
    pub(super) weighting: Vec<Value>,
    pub(super) blocks: Vec<Block>,
}

/// One question.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) base: String,
    /// Whether its lines are options, each with a base of its own.
    pub(super) is_set: bool,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Line>,
}

/// What a column is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Of {
    /// All rows of the domain.
    All,
    /// A level of a break.
    Level { by: String, code: String, letter: String },
    /// A wave less the one before.
    Change { by: String, from: String, to: String },
}

/// One column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) of: Of,
    pub(super) label: String,
    /// The break in words.
    pub(super) over: String,
    /// Rows that answered, their weight, and degrees of freedom; none of a change.
    pub(super) answered: Option<(u64, f64, f64)>,
}

/// One line: a level, an option or a summary.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// As the data have it; the column of an option; the name of a summary.
    pub(super) code: String,
    pub(super) label: String,
    /// Whether its numbers are shares, to be shown as percentages.
    pub(super) is_share: bool,
    /// One a column.
    pub(super) cells: Vec<Number>,
}

/// One number.
#[derive(Debug, Clone)]
pub(super) enum Number {
    /// An estimate, with the letters of the columns over which it is higher.
    Estimate { cell: Cell, higher: Vec<String> },
    /// A change.
    Change(Change),
    /// There is no estimate, and why.
    None(&'static str),
}

/// A number of one wave less that of the wave before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) difference: f64,
    pub(super) se: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) df: f64,
    pub(super) p: f64,
}

impl Change {
    fn of(found: &Comparison, level: f64) -> Self {
        let interval = found.interval(level, None);
        let Comparison { difference, se, df, p, .. } = *found;
        Self { difference, se, low: interval.low, high: interval.high, df, p }
    }
}

/// An item of the book: its codes, what is asked of it, and which block it is a line or all of.
struct Part {
    asks: Asks,
    block: usize,
}

enum Asks {
    /// The share of each level, and what is made of them.
    Codes(Codes<'static>, Vec<Summary>),
    /// The mean of a number.
    Number(Numeric, Labels),
}

impl Report {
    pub(super) fn make(frame: &Frame<'_>, asked: &Asked) -> Result<Self, CaseProblem> {
        let nothing = || CaseProblem::new("there is no codebook", "name one with --codebook");
        let codebook = frame.table.codebook().ok_or_else(nothing)?;
        let parts = parts(codebook, frame.table, &asked.items)?;
        let mut breaks = Vec::with_capacity(asked.by.len());
        for name in &asked.by {
            breaks.push(codebook.codes(frame.table, name)?.0);
        }
        let mut book = Book::new(&frame.design, &frame.domain);
        if let Some(method) = asked.method {
            book = book.with_interval(method);
        }
        for part in &parts {
            match &part.asks {
                Asks::Codes(codes, summaries) => book.ask(codes, summaries)?,
                Asks::Number(number, labels) => book.ask_number(number, labels)?,
            };
        }
        for by in &breaks {
            book.break_by(by)?;
        }
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let tables = book.tabulate(asked.level, threads)?;
        let mut blocks: Vec<Block> = Vec::with_capacity(asked.items.len());
        for (at, tables) in tables.chunks(breaks.len() + 1).enumerate() {
            let Some(part) = parts.get(at) else { continue };
            let made = Made::of(&book, (at, tables), &breaks, asked)?;
            match blocks.get_mut(part.block) {
                Some(block) => block.join(made),
                None => blocks.push(made.block(codebook, asked.items.get(part.block), &breaks, asked)),
            }
        }
        Ok(Self {
            rows: frame.design.sampled(&frame.domain),
            level: asked.level,
            letters: asked.letters.map(|(p, _)| p),
            notices: frame.notices.clone(),
            weighting: frame.weighting.clone(),
            blocks,
        })
    }
}

/// What is asked of each item, in their order. Columns are coded side by side: that takes as long as the tables do.
fn parts(codebook: &Codebook, data: &Data, items: &[String]) -> Result<Vec<Part>, CaseProblem> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let each = items.len().div_ceil(threads).max(1);
    let some = |first: usize, items: &[String]| -> Result<Vec<Part>, CaseProblem> {
        let mut parts = Vec::new();
        for (block, name) in (first..).zip(items) {
            parts.extend(part(codebook, data, block, name)?);
        }
        Ok(parts)
    };
    let found: Vec<Result<Vec<Part>, CaseProblem>> = std::thread::scope(|scope| {
        let start = |(at, items)| {
            let first = at * each;
            (first, items, std::thread::Builder::new().spawn_scoped(scope, move || some(first, items)))
        };
        let running: Vec<_> = items.chunks(each).enumerate().map(start).collect();
        // Items of a thread that did not start or did not end are coded here.
        let ended = |(first, items, running): (usize, &[String], std::io::Result<Running<'_>>)| {
            running.ok().and_then(|running| running.join().ok()).unwrap_or_else(|| some(first, items))
        };
        running.into_iter().map(ended).collect()
    });
    let mut parts = Vec::new();
    for found in found {
        parts.extend(found?);
    }
    Ok(parts)
}

type Running<'a> = std::thread::ScopedJoinHandle<'a, Result<Vec<Part>, CaseProblem>>;

/// What is asked of an item or a set.
fn part(codebook: &Codebook, data: &Data, block: usize, name: &str) -> Result<Vec<Part>, CaseProblem> {
    Ok(match codebook.item(name) {
        Some(item) if item.levels().is_empty() => {
            let labels = Labels { text: item.title().to_owned(), base: item.base_in_words(), levels: Vec::new() };
            vec![Part { asks: Asks::Number(codebook.numeric(data, name)?, labels), block }]
        }
        Some(_) => {
            let (codes, summaries) = codebook.codes(data, name)?;
            vec![Part { asks: Asks::Codes(codes, summaries), block }]
        }
        None => {
            let options = codebook.options(data, name)?.into_iter();
            options.map(|codes| Part { asks: Asks::Codes(codes, Vec::new()), block }).collect()
        }
    })
}

/// What the engine said of one item of the book.
struct Made<'a> {
    tables: &'a [Table],
    /// For each break, each cell and each group, the groups over which it is higher.
    higher: Vec<Vec<Vec<Vec<usize>>>>,
    /// For each pair of waves, the change of each cell.
    changes: Vec<Vec<Option<Change>>>,
    waves: Option<usize>,
}

impl<'a> Made<'a> {
    fn of(
        book: &Book<'_>,
        (at, tables): (usize, &'a [Table]),
        breaks: &[Codes<'_>],
        asked: &Asked,
    ) -> Result<Self, CaseProblem> {
        let mut higher = Vec::new();
        if let Some((p, adjust)) = asked.letters {
            for by in 0..breaks.len() {
                higher.push(book.higher(at, by, p, adjust)?);
            }
        }
        let mut changes = Vec::new();
        if let Some((by, waves)) = asked.waves.and_then(|by| Some((by, breaks.get(by)?))) {
            for to in 1..waves.levels().len() {
                let found = book.change(at, by, to - 1, to)?;
                changes.push(
                    found.iter().map(|found| found.as_ref().map(|found| Change::of(found, asked.level))).collect(),
                );
            }
        }
        Ok(Self { tables, higher, changes, waves: asked.waves })
    }

    /// The numbers of a cell: all rows, then each break with its groups, and after the waves their changes.
    fn numbers(&self, cell: usize) -> Vec<Number> {
        let mut numbers = Vec::new();
        for (at, table) in self.tables.iter().enumerate() {
            for (place, group) in table.groups.iter().enumerate() {
                let of_break = at.checked_sub(1).and_then(|by| self.higher.get(by));
                let above = of_break.and_then(|cells| cells.get(cell)?.get(place));
                numbers.push(number(group, cell, above));
            }
            if at.checked_sub(1).is_some_and(|by| self.waves == Some(by)) {
                numbers.extend(self.changes.iter().map(|changes| match changes.get(cell) {
                    Some(Some(change)) => Number::Change(*change),
                    _ => Number::None("one of the two has no estimate"),
                }));
            }
        }
        numbers
    }

    fn block(&self, codebook: &Codebook, name: Option<&String>, breaks: &[Codes<'_>], asked: &Asked) -> Block {
        let name = name.cloned().unwrap_or_default();
        let columns = self.columns(breaks, asked);
        let Some(set) = codebook.set(&name) else {
            let heading = self.tables.first().map(|table| (*table.heading).clone()).unwrap_or_default();
            let levels =
                heading.levels.iter().zip(&heading.labels).map(|(code, label)| (code.clone(), label.clone(), true));
            let summaries = heading.summaries.iter().map(|name| (name.clone(), name.clone(), name != Summary::MEAN));
            let line = |(cell, (code, label, is_share)): (usize, (String, String, bool))| Line {
                code,
                label,
                is_share,
                cells: self.numbers(cell),
            };
            let lines = levels.chain(summaries).enumerate().map(line).collect();
            return Block { name, text: heading.text, base: heading.base, is_set: false, columns, lines };
        };
        let mut block = Block {
            text: set.title().to_owned(),
            base: set.base_in_words(),
            is_set: true,
            name,
            columns,
            lines: Vec::new(),
        };
        block.join_option(self);
        block
    }

    fn columns(&self, breaks: &[Codes<'_>], asked: &Asked) -> Vec<Column> {
        let mut columns = Vec::new();
        for (at, table) in self.tables.iter().enumerate() {
            let by = at.checked_sub(1).and_then(|by| breaks.get(by));
            for (place, group) in table.groups.iter().enumerate() {
                let (of, label, over) = match by {
                    None => (Of::All, "all".to_owned(), String::new()),
                    Some(by) => {
                        let code = by.levels().get(place).cloned().unwrap_or_default();
                        let label = by.level_labels().get(place).cloned().unwrap_or_default();
                        (
                            Of::Level { by: by.name().to_owned(), code, letter: letter(place) },
                            label,
                            by.title().to_owned(),
                        )
                    }
                };
                columns.push(Column { of, label, over, answered: Some((group.n, group.weight, group.df)) });
            }
            let Some(by) = by.filter(|_| asked.waves == at.checked_sub(1)) else { continue };
            for (codes, labels) in by.levels().windows(2).zip(by.level_labels().windows(2)) {
                if let ([from, to], [_, label]) = (codes, labels) {
                    let of = Of::Change { by: by.name().to_owned(), from: from.clone(), to: to.clone() };
                    columns.push(Column {
                        of,
                        label: format!("± {label}"),
                        over: by.title().to_owned(),
                        answered: None,
                    });
                }
            }
        }
        columns
    }
}

impl Block {
    /// Another option of the set.
    fn join(&mut self, made: Made<'_>) {
        // Of a column, who was in the base of any option.
        for (column, group) in self.columns.iter_mut().filter(|column| column.answered.is_some()).zip(made.groups()) {
            if let Some(answered) = column.answered.as_mut().filter(|answered| answered.0 < group.n) {
                *answered = (group.n, group.weight, group.df);
            }
        }
        self.join_option(&made);
    }

    fn join_option(&mut self, made: &Made<'_>) {
        let Some(table) = made.tables.first() else { return };
        // The levels are "no" and "yes".
        let cells = made.numbers(1);
        let (code, label) = (table.heading.name.clone(), table.heading.text.clone());
        self.lines.push(Line { code, label, is_share: true, cells });
    }
}

impl Made<'_> {
    fn groups(&self) -> impl Iterator<Item = &Group> {
        self.tables.iter().flat_map(|table| &table.groups)
    }
}

fn number(group: &Group, cell: usize, above: Option<&Vec<usize>>) -> Number {
    use survey::NoEstimate;
    match (group.none, group.cells.get(cell)) {
        (Some(NoEstimate::EmptyDomain), _) | (_, None) => Number::None("nobody was sampled"),
        (Some(NoEstimate::NobodyAnswered), _) => Number::None("nobody answered"),
        (None, Some(cell)) if cell.base == 0 => Number::None("nobody has a score"),
        (None, Some(cell)) => {
            let higher = above.map(|above| above.iter().map(|place| letter(*place)).collect()).unwrap_or_default();
            Number::Estimate { cell: *cell, higher }
        }
    }
}

/// a, b, ..., z, aa, ab, ...
fn letter(at: usize) -> String {
    let own = char::from(b'a' + (at % 26) as u8);
    match (at / 26).checked_sub(1) {
        None => own.to_string(),
        Some(before) => format!("{}{own}", letter(before)),
    }
}
