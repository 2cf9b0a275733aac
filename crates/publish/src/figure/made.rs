//! The picture of a table that was made of answers.

use super::choose::stack;
use super::picture::{Bar, Figure, Said, Stacked};
use crate::book::{decimals, printed};
use crate::report::Report;
use monitor::book::Cell;
use monitor::plan::Head;
use monitor::published::Unit;
use monitor::words::Words;

/// The picture in Dutch, and what it says in words; none where a cell is withheld, and where no picture would say more than the
/// table.
pub fn made(report: &Report<'_>, at: usize) -> Option<(Figure, Said)> {
    let figure = made_in(report, at, &|words| words.nl.as_str())?;
    let plan = report.folder.plans.get(at)?;
    let mark = if report.made.synthetic { " (synthetisch)" } else { "" };
    let said = Said {
        title: format!("{}. {}{mark}", plan.id, plan.title.nl),
        description: format!("Dezelfde getallen staan in tabel {}.", plan.id),
    };
    Some((figure, said))
}

/// The picture in the language that `of` takes.
pub fn made_in(report: &Report<'_>, at: usize, of: &dyn Fn(&Words) -> &str) -> Option<Figure> {
    let (plan, table) = (report.folder.plans.get(at)?, report.made.tables.get(at)?);
    let cells = || table.cells.iter().flatten();
    let whole = cells().all(|cell| cell.as_ref().is_some_and(|cell| !cell.suppressed && cell.estimate.is_some()));
    if plan.unit != Unit::Percent || !whole || plan.rows.iter().any(|row| row.group.is_some()) {
        return None;
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
                value: cell.estimate?,
                printed: printed(Some(cell), decimals(report.folder, plan)),
                margin: cell.interval,
            })
        };
        return Some(Figure::Bars(plan.rows.iter().zip(&table.cells).filter_map(bar).collect()));
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
