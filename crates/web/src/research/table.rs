//! `/onderzoek/2026/tabel/B2.1`: a table of the book; and the same of a table of one's own choice.

use super::{
    at::{PATH, answers, report, within},
    basis,
};
use crate::{
    say::{measured::words, words::T},
    site::{page::Page, shell::Shell},
};
use ::monitor::answers::Answers;
use ::monitor::book::Cell as Number;
use ::monitor::plan::Head;
use ::monitor::published::Unit;
use access::Role;
use askama::Template;
use publish::{
    figure::{Figure, Said, draw, made_in},
    report::Report,
};

/// The page.
#[derive(Template)]
#[template(path = "research/table.html")]
pub struct TablePage {
    t: T,
    shell: Shell,
    id: String,
    shown: Shown,
    /// What the text of the report says about it, in Dutch.
    says: Vec<String>,
}

/// A table with everything that is known of its numbers.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) synthetic: bool,
    pub(super) picture: Option<String>,
    pub(super) unit: String,
    /// Headings over columns, each with how many it is over; empty where no column has one.
    pub(super) heads: Vec<(Option<String>, usize)>,
    /// With the letter by which a column is named, where columns are compared.
    pub(super) columns: Vec<(String, Option<char>)>,
    pub(super) rows: Vec<Row>,
    pub(super) n: Vec<String>,
    pub(super) neff: Vec<String>,
    pub(super) basis: Vec<String>,
    pub(super) changes: Vec<String>,
    pub(super) compared: bool,
}

/// A row, or the heading over some.
pub(super) enum Row {
    /// The heading.
    Heading(String),
    /// Its label and its numbers.
    Cells(String, Vec<Cell>),
}

/// A number with what it rests on.
pub(super) struct Cell {
    pub(super) value: Option<String>,
    pub(super) interval: Option<String>,
    /// The letters of the columns over which it is higher.
    pub(super) higher: String,
    pub(super) withheld: bool,
}

/// The letter of a column; none beyond the alphabet, which no table has.
fn letter(column: usize) -> Option<char> {
    u8::try_from(column).ok().filter(|at| *at < 26).map(|at| char::from(b'a' + at))
}

impl Shown {
    pub(super) fn new(t: T, report: &Report<'_>, at: usize, answers: &[Answers]) -> Option<Self> {
        let (plan, table) = (report.folder.plans.get(at)?, report.made.tables.get(at)?);
        let compared = table.cells.iter().flatten().flatten().any(|cell| !cell.higher.is_empty());
        let name = |column: usize, head: &Head| (words(t, &head.label).to_owned(), letter(column).filter(|_| compared));
        let decimals = usize::try_from(publish::book::decimals(report.folder, plan)).unwrap_or(0);
        let mut rows: Vec<Row> = Vec::new();
        let mut last = None;
        for (head, cells) in plan.rows.iter().zip(&table.cells) {
            if last != Some(&head.group) {
                rows.extend(head.group.iter().map(|group| Row::Heading(words(t, group).to_owned())));
                last = Some(&head.group);
            }
            let cells = cells.iter().map(|found| cell(t, found.as_ref(), decimals));
            rows.push(Row::Cells(words(t, &head.label).to_owned(), cells.collect()));
        }
        Some(Self {
            title: words(t, &plan.title).to_owned(),
            synthetic: report.made.synthetic,
            picture: picture(t, report, at),
            unit: t.get(match plan.unit {
                Unit::Percent => "monitor-unit-percent",
                Unit::Count => "monitor-unit-count",
                Unit::Mean => "monitor-unit-mean",
            }),
            heads: heads(t, &plan.columns),
            columns: plan.columns.iter().enumerate().map(|(column, head)| name(column, head)).collect(),
            n: (0..plan.columns.len())
                .map(|column| {
                    publish::book::base(&table.cells, column).map_or_else(|| "*".to_owned(), |it| range(t, it))
                })
                .collect(),
            neff: effective(t, &table.cells, plan.columns.len()),
            basis: basis::basis(t, report, at, answers),
            changes: basis::changes(t, report, at),
            rows,
            compared,
        })
    }
}

fn range(t: T, (low, high): (u64, u64)) -> String {
    let (low, high) = (t.number(low as f64, 0), t.number(high as f64, 0));
    if low == high { low } else { format!("{low}–{high}") }
}

/// The effective n of a column, of its least and its most sure cell; empty where no cell has one.
fn effective(t: T, cells: &[Vec<Option<Number>>], columns: usize) -> Vec<String> {
    let of = |column: usize| {
        let all: Vec<u64> = cells
            .iter()
            .filter_map(|row| row.get(column)?.as_ref()?.neff)
            .map(|neff| neff.round().max(0.0) as u64)
            .collect();
        let ends = all.iter().min().copied().zip(all.iter().max().copied());
        ends.map_or_else(String::new, |ends| range(t, ends))
    };
    let all: Vec<String> = (0..columns).map(of).collect();
    if all.iter().all(String::is_empty) { Vec::new() } else { all }
}

fn cell(t: T, found: Option<&Number>, decimals: usize) -> Cell {
    let Some(found) = found else {
        return Cell { value: None, interval: None, higher: String::new(), withheld: false };
    };
    let places = u32::try_from(decimals).unwrap_or(0);
    let higher: Vec<String> = found.higher.iter().filter_map(|column| letter(*column)).map(String::from).collect();
    Cell {
        value: found.rounded(places).map(|value| t.number(value, decimals)),
        interval: found.interval.map(|(low, high)| format!("{}–{}", t.number(low, 1), t.number(high, 1))),
        higher: higher.join(" "),
        withheld: found.suppressed,
    }
}

fn heads(t: T, columns: &[Head]) -> Vec<(Option<String>, usize)> {
    if columns.iter().all(|column| column.group.is_none()) {
        return Vec::new();
    }
    let mut heads: Vec<(Option<String>, usize)> = Vec::new();
    for column in columns {
        let group = column.group.as_ref().map(|group| words(t, group).to_owned());
        match heads.last_mut() {
            Some((last, over)) if *last == group => *over += 1,
            _ => heads.push((group, 1)),
        }
    }
    heads
}

fn picture(t: T, report: &Report<'_>, at: usize) -> Option<String> {
    let figure = made_in(report, at, &|it| words(t, it))?;
    let description = t.get(match figure {
        Figure::Bars(_) => "monitor-figure-bars",
        Figure::Stack { .. } => "monitor-figure-stack",
        Figure::Trend { .. } => "monitor-figure-trend",
        Figure::Flags { .. } => "monitor-figure-flags",
    });
    let title = words(t, &report.folder.plans.get(at)?.title).to_owned();
    let title = if report.made.synthetic { format!("{title} ({})", t.get("research-synthetic-mark")) } else { title };
    Some(draw(&figure, &Said { title, description }))
}

impl TablePage {
    pub(super) fn new(shell: Shell, year: u16, report: &Report<'_>, at: usize, answers: &[Answers]) -> Self {
        let t = shell.t;
        let id = report.folder.plans.get(at).map_or_else(String::new, |plan| plan.id.clone());
        let nothing = || Shown {
            title: String::new(),
            synthetic: false,
            picture: None,
            unit: String::new(),
            heads: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            n: Vec::new(),
            neff: Vec::new(),
            basis: Vec::new(),
            changes: Vec::new(),
            compared: false,
        };
        Self {
            shown: Shown::new(t, report, at, answers).unwrap_or_else(nothing),
            says: publish::basis::says(report, at).into_iter().map(|(_, said)| said).collect(),
            shell: within(shell, t, year),
            id,
            t,
        }
    }
}

impl Page for TablePage {
    const NAME: &'static str = "research/table";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let mut pages = Vec::new();
        for (state, held, table) in [("usual", 0, 0), ("withheld", 1, 0), ("questions", 1, 1)] {
            let all = super::samples::all();
            let Some(research) = super::samples::made(&all, held) else { continue };
            let Some(report) = report(research) else { continue };
            let shell = Shell::sample_as(t, Role::Researcher, PATH);
            pages.push((state, Self::new(shell, 2026, &report, table, answers(research))));
        }
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    fn page(lang: Lang, state: &str) -> String {
        let found = TablePage::samples(T::new(lang)).into_iter().find(|(name, _)| *name == state);
        found.unwrap().1.render().unwrap()
    }

    #[test]
    fn every_number_leads_to_how_it_was_made() {
        let page = page(Lang::Nl, "withheld");
        for part in ["Basis: wie antwoordde", "Vraag (help): Krijg je hulp?", "gewogen", "effectieve n", "Meedoen"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let all = super::super::samples::all();
        assert!(page.contains(&super::super::samples::made(&all, 1).unwrap().digest));
    }

    #[test]
    fn what_is_withheld_is_a_star_without_a_margin() {
        let page = page(Lang::En, "withheld");
        assert!(page.contains("withheld"), "{page}");
        assert!(!page.contains(">0.0–"), "{page}");
    }
}
