//! The table book: every table of `tables.toml` from the answers, in one call.
//!
//! `survey` makes the numbers: estimates, intervals and effective sizes by its own rules, and which cells may not be shown.
//! Here answers become what it asks for (`ask`), weights and finite populations its designs ([`design`]), and its
//! numbers the cells of our tables, beside what was printed before.

mod ask;
mod atoms;
#[cfg(test)]
mod attack_tests;
mod beside;
pub mod design;
mod earlier;
#[cfg(test)]
mod earlier_tests;
mod found;
mod guard;
#[cfg(test)]
mod tests;
pub mod whole;

use crate::answers::Answers;
use crate::check::test::Change;
use crate::folder::Folder;
use crate::plan::{At, Plan};
use crate::published::{Published, Unit};
use crate::questionnaire;
use crate::words::Words;
use ask::Asking;
use design::Weighted;
use earlier::Changes;
pub use earlier::{Between, Earlier};
use found::Found;
use std::collections::BTreeMap;
use std::fmt;
use survey::Refusal;
use survey::comparison::Adjust;
use survey::table::Book;

/// The level of every interval.
pub const LEVEL: f64 = 0.95;
/// At which a difference is called one.
pub const SIGNIFICANCE: f64 = 0.05;

/// Why there is no book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Whose answers it is about.
    pub of: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answers of {}: {}. To do: {}", self.of, self.message, self.remedy)
    }
}

impl Refused {
    fn of(of: &str) -> impl Fn(Refusal) -> Self + '_ {
        move |refusal| Self { of: of.to_owned(), message: refusal.to_string(), remedy: refusal.remedy }
    }
}

/// All tables of a measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// One a plan, in their order.
    pub tables: Vec<Table>,
    /// How the answers of each weighted group were weighted.
    pub weighted: Vec<Weighted>,
    /// Whether nobody gave these answers.
    pub synthetic: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Row by row; none: the plan has no such cell.
    pub cells: Vec<Vec<Option<Cell>>>,
    /// Why small cells are shown all the same.
    pub exempt: Option<Why>,
}

impl Table {
    /// The columns in whose base nobody is.
    pub fn nobody(&self) -> Vec<usize> {
        let columns = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        let of = |column: &usize| {
            let mut cells = self.cells.iter().filter_map(|row| row.get(*column)?.as_ref()).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.n == Some(0))
        };
        (0..columns).filter(of).collect()
    }
}

/// Why small cells are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The table was printed.
    Printed,
    /// Nobody gave the answers.
    Synthetic,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// A percentage, mean or count; none where nobody is in the base, or where it is withheld.
    pub estimate: Option<f64>,
    /// Its interval at 95%; a count has none.
    pub interval: Option<(f64, f64)>,
    /// How many are in its base, unweighted; none where that is withheld.
    pub n: Option<u64>,
    /// How many chose it, unweighted.
    pub count: Option<u64>,
    /// The simple random sample that would be as sure; none of means, and at 0 and 100%.
    pub neff: Option<f64>,
    /// Whether it is withheld: few people, or it would give away a cell of few people. Which of the two is not said.
    pub suppressed: bool,
    /// The columns of the same break over which it is higher, at 5%, by Holm.
    pub higher: Vec<usize>,
    /// How it differs from the printed column it is held against.
    pub change: Option<Since>,
    /// What it is printed as where its table rounds a column together ([`whole`]).
    pub whole: Option<f64>,
}

impl Cell {
    /// What it is printed as: rounded with its column where the table asks for that, else by itself.
    pub fn rounded(&self, decimals: u32) -> Option<f64> {
        self.whole.or_else(|| self.estimate.map(|value| rounded(value, decimals)))
    }
}

/// A difference with what was printed before.
#[derive(Debug, Clone, PartialEq)]
pub enum Since {
    /// Tested from counts: the earlier one is nearest to print.
    Tested(Change),
    /// Tested from the answers of both measurements.
    Answered(Between),
    /// The question was another; why.
    Broken(Words),
}

/// Makes the book. `from` is the measurement before; without it only columns printed in this one are held against. With its answers
/// they are held against those, where its book shows the number; else against its print.
///
/// # Errors
/// There are no answers of a group that a table is about; the engine refuses a design, or weights cannot meet their margins.
pub fn make(
    folder: &Folder,
    from: Option<&Earlier<'_>>,
    answers: &[Answers],
    synthetic: bool,
    threads: usize,
) -> Result<Made, Refused> {
    let found = found(folder, answers, synthetic, threads, None)?;
    let changes = changes(folder, from, (answers, synthetic), threads)?;
    Ok(made(folder, (from, &changes), found).0)
}

fn changes(
    folder: &Folder,
    from: Option<&Earlier<'_>>,
    answers: (&[Answers], bool),
    threads: usize,
) -> Result<Changes, Refused> {
    from.map_or_else(|| Ok(Changes::new()), |from| earlier::changes(folder, from, answers, threads))
}

/// Makes the book, and beside it every table of `more`: all that may be asked for by choice. What the book prints is known
/// then, and what it withholds stays withheld; within that, all of `more` is one publication, of which what is withheld is
/// settled before anything is asked. So it makes no difference what somebody asks for, in which order and how often.
///
/// # Errors
/// As [`make`]; of the second, that what is withheld cannot be kept back beside what the book prints.
pub fn make_beside(
    folder: &Folder,
    from: Option<&Earlier<'_>>,
    answers: &[Answers],
    (synthetic, threads): (bool, usize),
    more: Vec<Plan>,
) -> Result<(Made, Result<Made, Refused>), Refused> {
    let everything = found(folder, answers, synthetic, threads, None)?;
    let changes = changes(folder, from, (answers, synthetic), threads)?;
    let (book, before) = made(folder, (from, &changes), everything);
    let mut wide = folder.clone();
    let begins = wide.plans.len();
    wide.plans.extend(more);
    // Of answers that nobody gave nothing is withheld, and nothing has to be known.
    let before = (!synthetic).then_some((folder, &before));
    let beside = found(&wide, answers, synthetic, threads, before).map(|found| {
        let (mut all, _) = made(&wide, (from, &changes), found);
        all.tables.drain(..begins);
        all
    });
    Ok((book, beside))
}

/// What the engine said of every group, and why the small cells of each table are shown.
struct Everything {
    of_groups: BTreeMap<String, Found>,
    weighted: Vec<Weighted>,
    exempt: Vec<Option<Why>>,
    synthetic: bool,
}

fn found(
    folder: &Folder,
    answers: &[Answers],
    synthetic: bool,
    threads: usize,
    before: Option<(&Folder, &BTreeMap<String, Found>)>,
) -> Result<Everything, Refused> {
    let mut groups: Vec<&str> = folder.plans.iter().flat_map(|plan| &plan.questions).map(|it| it.of.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    let exempt: Vec<Option<Why>> = folder.plans.iter().map(|plan| exempt(folder, plan, synthetic)).collect();
    let mut all = Everything { of_groups: BTreeMap::new(), weighted: Vec::new(), exempt, synthetic };
    for of in groups {
        let Some(answers) = answers.iter().find(|answers| answers.of == of) else {
            return Err(Refused {
                of: of.to_owned(),
                message: "there are none, and tables are about them".to_owned(),
                remedy: format!("put {of}.csv beside the others, or take their tables out of tables.toml"),
            });
        };
        let before = before.and_then(|(book, found)| Some((book, found.get(of)?)));
        let (found, how) = group(folder, answers, &all.exempt, threads, before)?;
        all.weighted.extend(how);
        all.of_groups.insert(of.to_owned(), found);
    }
    Ok(all)
}

/// The tables that the plans ask for, and what they were taken from.
fn made(
    folder: &Folder,
    (from, changes): (Option<&Earlier<'_>>, &Changes),
    all: Everything,
) -> (Made, BTreeMap<String, Found>) {
    let Everything { of_groups, weighted, exempt, synthetic } = all;
    let tables = folder.plans.iter().enumerate().map(|(at, plan)| {
        let cell = |row: usize, column: usize, place: &Option<At>| {
            let place = place.as_ref()?;
            let question = plan.questions.get(place.question)?;
            let mut cell = of_groups.get(&question.of)?.cell(plan, (at, *place));
            let of_group = |group: &usize| {
                let same = |other: &Option<At>| *other == Some(At { group: Some(*group), ..*place });
                plan.cells.get(row)?.iter().position(same)
            };
            cell.higher = cell.higher.iter().filter_map(of_group).collect();
            let answered = changes.get(&(at, place.question)).filter(|_| place.group.is_none());
            let answered = answered.and_then(|lines| *lines.get(place.answer.unwrap_or(0))?);
            cell.change = compare(folder, (from, answered), plan, (row, column), *place, &cell);
            Some(cell)
        };
        let cells = plan.cells.iter().enumerate();
        let row = |(row, places): (usize, &Vec<Option<At>>)| {
            places.iter().enumerate().map(|(column, place)| cell(row, column, place)).collect()
        };
        let mut table = Table { cells: cells.map(row).collect(), exempt: exempt.get(at).copied().flatten() };
        whole::columns(plan, &mut table, plan.decimals(folder.measurement.decimals));
        table
    });
    (Made { tables: tables.collect(), weighted, synthetic }, of_groups)
}

/// The numbers of one group of people.
fn group(
    folder: &Folder,
    answers: &Answers,
    exempt: &[Option<Why>],
    threads: usize,
    before: Option<(&Folder, &Found)>,
) -> Result<(Found, Option<Weighted>), Refused> {
    let refused = Refused::of(&answers.of);
    let (design, how) = design::of(folder, answers).map_err(&refused)?;
    let asking = Asking::of(folder, answers);
    let codes = asking.codes().map_err(&refused)?;
    let breaks = asking.breaks().map_err(&refused)?;
    let mut book = Book::new(&design, &survey::Domain::all(answers.rows));
    for (codes, summaries) in &codes {
        book.ask(codes, summaries).map_err(&refused)?;
    }
    for by in &breaks {
        book.break_by(by).map_err(&refused)?;
    }
    let tables = book.tabulate(LEVEL, threads).map_err(&refused)?;
    let told = before.map(|(book, found)| beside::told(&asking, &book.plans, found));
    let withheld = guard::withheld((folder, answers), &asking, (&book, &tables), (exempt, told.as_deref()));
    let withheld = withheld.map_err(&refused)?;
    let compared: Vec<(usize, usize)> = asking.compared().collect();
    let higher = higher(&book, &compared, threads).map_err(&refused)?;
    drop(book);
    let many = breaks.len();
    drop((codes, breaks));
    Ok((Found { asking, tables, withheld, higher, breaks: many }, how))
}

/// Which groups of each comparison are higher than which: every pair is tested, which takes most of the time of a book.
fn higher(
    book: &Book<'_>,
    compared: &[(usize, usize)],
    threads: usize,
) -> Result<BTreeMap<(usize, usize), found::Higher>, Refusal> {
    let threads = threads.clamp(1, compared.len().max(1));
    let every = |from: usize| {
        let own = compared.iter().skip(from).step_by(threads);
        own.map(|(question, by)| ((*question, *by), book.higher(*question, *by, SIGNIFICANCE, Adjust::Holm)))
            .collect::<Vec<_>>()
    };
    let all: Vec<_> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|from| scope.spawn(move || every(from))).collect();
        let mut all = every(0);
        for other in others {
            // Whoever falls over there falls over here.
            all.extend(other.join().unwrap_or_else(|fell| std::panic::resume_unwind(fell)));
        }
        all
    });
    all.into_iter().map(|(place, found)| Ok((place, found?))).collect()
}

/// Why the small cells of a table are shown; none: they are withheld.
fn exempt(folder: &Folder, plan: &Plan, synthetic: bool) -> Option<Why> {
    use crate::measurement::Exempt;
    let printed = folder.published.iter().any(|table| table.id == plan.id && !table.lost);
    match folder.measurement.exempt {
        Exempt::Printed if printed => Some(Why::Printed),
        _ if synthetic => Some(Why::Synthetic),
        Exempt::Nothing | Exempt::Printed | Exempt::Synthetic => None,
    }
}

/// What a column is held against, with the change: the answers of the measurement before, else a printed column.
fn compare(
    folder: &Folder,
    (from, answered): (Option<&Earlier<'_>>, Option<Between>),
    plan: &Plan,
    (row, column): (usize, usize),
    at: At,
    cell: &Cell,
) -> Option<Since> {
    let name = plan.columns.get(column)?.compare.as_deref()?;
    let question = plan.questions.get(at.question)?;
    let item = questionnaire::of(&folder.questionnaires, &question.of)?.item(&question.item)?;
    if let Some(why) = &item.broken {
        return Some(Since::Broken(why.clone()));
    }
    if let Some(between) = answered.filter(|_| cell.estimate.is_some() && !cell.suppressed) {
        return Some(Since::Answered(between));
    }
    let (n, estimate) = (cell.n?, cell.estimate.filter(|_| plan.unit == Unit::Percent)?);
    let label = plan.rows.get(row)?.name();
    let find = |tables: &[Published]| {
        let table = tables.iter().find(|table| table.id == plan.id)?;
        let column = table.columns.iter().position(|column| column.name() == name && !column.pooled)?;
        let row = table.rows.iter().position(|row| row.name() == label)?;
        let base = table.base(row, column)?;
        Some((base.nearest(table.cell(row, column)?.value?), base.min))
    };
    let before = find(&folder.published).or_else(|| from.and_then(|from| find(&from.folder.published)))?;
    let now = (estimate / 100.0 * n as f64).round() as u32;
    Some(Since::Tested(Change::of(before, (now, u32::try_from(n).ok().filter(|n| *n > 0)?))))
}

/// A percentage, mean or count as it is printed: half a unit goes up. Columns are not forced to 100: 33,5 and 66,5 are 34 and
/// 67.
pub fn rounded(value: f64, decimals: u32) -> f64 {
    let unit = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    // What is half a unit but for the last bits of a division is half a unit.
    (value * unit + 0.5 + 1e-9).floor() / unit
}
