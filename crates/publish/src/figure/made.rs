//! The picture of a table that was made of answers.

use super::choose::stack;
use super::picture::{Bar, Figure, Line, Said, Stacked};
use crate::book::{decimals, printed};
use crate::report::Report;
use monitor::book::{Cell, Since, rounded};
use monitor::check::table::Who;
use monitor::folder::Folder;
use monitor::plan::{Head, Plan};
use monitor::published::Unit;
use monitor::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// The picture in Dutch, and what it says in words; none where no picture would say more than the table.
pub fn made(report: &Report<'_>, at: usize) -> Option<(Figure, Said)> {
    let figure = made_in(report, at, &|words| words.nl.as_str())?;
    let plan = report.folder.plans.get(at)?;
    let mark = if report.made.synthetic { " (synthetisch)" } else { "" };
    let withheld = report.made.tables.get(at)?.cells.iter().flatten().flatten().any(|cell| cell.suppressed);
    let asterisk = if withheld { " Een sterretje (*) is een cel die niet wordt getoond." } else { "" };
    let said = Said {
        title: format!("{}. {}{mark}", plan.id, plan.title.nl),
        description: format!("Dezelfde getallen staan in tabel {}.{asterisk}", plan.id),
    };
    Some((figure, said))
}

/// The picture in the language that `of` takes. A bar that is withheld is an asterisk; pieces of a bar are drawn of whole tables
/// only, because one that is left out would move the others.
pub fn made_in(report: &Report<'_>, at: usize, of: &dyn Fn(&Words) -> &str) -> Option<Figure> {
    let (plan, table) = (report.folder.plans.get(at)?, report.made.tables.get(at)?);
    let cells = || table.cells.iter().flatten();
    let any = cells().flatten().any(|cell| cell.estimate.is_some());
    let whole = cells().all(|cell| cell.as_ref().is_some_and(|cell| !cell.suppressed && cell.estimate.is_some()));
    if plan.unit != Unit::Percent || !any || plan.rows.iter().any(|row| row.group.is_some()) {
        return None;
    }
    if let Some(figure) = over_years(report, at, of) {
        return Some(figure);
    }
    let value = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.estimate);
    // Options that several people ticked are no parts of one bar.
    let single = plan.questions.iter().all(|question| {
        let all = monitor::questionnaire::of(&report.folder.questionnaires, &question.of);
        all.and_then(|all| all.item(&question.item))
            .is_some_and(|item| matches!(item.answer, monitor::questionnaire::Answer::One(_)))
    });
    // Where an answer stands on its scale is seen from its Dutch words.
    let said = |heads: &[Head], dutch: &str| {
        heads
            .iter()
            .find(|head| head.label.nl == dutch)
            .map_or_else(|| dutch.to_owned(), |head| of(&head.label).to_owned())
    };
    if plan.columns.len() == 1 {
        let bar = |(row, cells): (&Head, &Vec<Option<Cell>>)| {
            let cell = cells.first()?.as_ref()?;
            Some(Bar {
                label: of(&row.label).to_owned(),
                value: if cell.suppressed { None } else { Some(cell.estimate?) },
                printed: printed(Some(cell), decimals(report.folder, plan)),
                margin: cell.interval,
            })
        };
        return Some(Figure::Bars(plan.rows.iter().zip(&table.cells).filter_map(bar).collect()));
    }
    if !whole {
        return None;
    }
    if single && plan.questions.len() == plan.rows.len() {
        let labels = plan.columns.iter().map(|column| column.label.nl.as_str()).collect();
        let rows = plan.rows.iter().zip(&table.cells).map(|(row, cells)| Stacked {
            label: of(&row.label).to_owned(),
            values: cells.iter().map(value).collect(),
        });
        return stack(labels, rows.collect(), &|dutch| said(&plan.columns, dutch));
    }
    if single && plan.questions.len() <= plan.columns.len() {
        let labels = plan.rows.iter().map(|row| row.label.nl.as_str()).collect();
        let name = |head: &Head| head.group.iter().chain([&head.label]).map(of).collect::<Vec<_>>().join(" | ");
        let rows = plan.columns.iter().enumerate().map(|(column, head)| Stacked {
            label: name(head),
            values: table.cells.iter().map(|cells| cells.get(column).and_then(value)).collect(),
        });
        return stack(labels, rows.collect(), &|dutch| said(&plan.rows, dutch));
    }
    None
}

/// Of each year whether the question before it was another, and the value of each row.
type Years = BTreeMap<u16, (bool, Vec<Option<f64>>)>;

/// At most so many lines are told apart.
const LINES: usize = 5;

/// Lines over the years, of a single column that is held against one of before: with what was printed of earlier years, or else
/// what it is held against.
fn over_years(report: &Report<'_>, at: usize, of: &dyn Fn(&Words) -> &str) -> Option<Figure> {
    let (folder, plan) = (report.folder, report.folder.plans.get(at)?);
    let table = report.made.tables.get(at)?;
    let [head] = &plan.columns[..] else { return None };
    let name = head.compare.as_deref()?;
    let cell = |row: usize| table.cells.get(row).and_then(|cells| cells.first()?.as_ref());
    let cells: Vec<Option<&Cell>> = (0..plan.rows.len()).map(cell).collect();
    let mut years = in_print(folder, plan);
    if years.is_empty() {
        let value = |cell: &Option<&Cell>| before((*cell)?.change.as_ref()?);
        let round = |value: f64| rounded(value, decimals(folder, plan));
        let values: Vec<Option<f64>> = cells.iter().map(|cell| value(cell).map(round)).collect();
        let year = name.split(|it: char| !it.is_ascii_digit()).find_map(|text| text.parse::<u16>().ok());
        let year = year.filter(|year| (2000..folder.measurement.year).contains(year)).or(folder.measurement.from)?;
        if values.iter().any(Option::is_some) {
            years.insert(year, (false, values));
        }
    }
    if years.is_empty() {
        return None;
    }
    let broken = cells.iter().flatten().any(|cell| matches!(cell.change, Some(Since::Broken(_))));
    let own = cells.iter().map(|cell| cell.filter(|cell| !cell.suppressed)?.rounded(decimals(folder, plan)));
    years.insert(folder.measurement.year, (broken, own.collect()));
    let line = |(row, head): (usize, &Head)| {
        let withheld = cells.get(row).copied().flatten().is_some_and(|cell| cell.suppressed);
        let values = years.values().map(|(_, values)| values.get(row).copied().flatten());
        let mark = if withheld { " (*)" } else { "" };
        Line { label: format!("{}{mark}", of(&head.label)), values: values.collect() }
    };
    let lines = plan.rows.iter().enumerate().map(line);
    // An answer that nobody ever gave would lie on the axis and hide it; the table has it.
    let lines = lines.filter(|line| line.values.iter().flatten().any(|value| *value > 0.0)).take(LINES).collect();
    Some(Figure::Trend { years: years.iter().map(|(year, (broken, _))| (*year, *broken)).collect(), lines })
}

/// What a cell is held against.
fn before(since: &Since) -> Option<f64> {
    match since {
        Since::Tested(change) => Some(100.0 * f64::from(change.from.0) / f64::from(change.from.1)),
        Since::Answered(between) => Some(between.from),
        Since::Broken(_) => None,
    }
}

/// What was printed of earlier years in the table of the same id, where each of its columns is of another year.
fn in_print(folder: &Folder, plan: &Plan) -> Years {
    let same = |table: &monitor::published::Published| table.id == plan.id && !table.lost && table.unit == plan.unit;
    let Some(at) = folder.published.iter().position(same) else { return Years::new() };
    let (table, who) = (&folder.published[at], Who::of(folder));
    let all: Vec<Option<u16>> = (0..table.columns.len()).map(|column| who.year(at, column)).collect();
    if all.iter().collect::<BTreeSet<_>>().len() < all.len() {
        return Years::new();
    }
    let mut found = Years::new();
    for (column, year) in all.into_iter().enumerate() {
        let Some(year) = year.filter(|year| *year < folder.measurement.year) else { continue };
        let value = |head: &Head| {
            let row = table.rows.iter().position(|row| row.name() == head.name())?;
            table.cell(row, column)?.value
        };
        let broken = table.columns[column].broken.is_some();
        found.insert(year, (broken, plan.rows.iter().map(value).collect()));
    }
    found
}

#[cfg(test)]
#[path = "made_tests.rs"]
mod tests;
