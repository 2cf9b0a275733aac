//! The report on paper: the same parts as the page, as a document for the press.

use crate::book::{base, decimals, printed};
use crate::report::Report;
use crate::{basis, figure};
use document::{Block, Cell, Document, Language, Picture, Section, Table, Words};
use monitor::report::{Block as Part, Span};

/// The report as a document.
pub fn document(report: &Report<'_>) -> Document {
    let name = &report.folder.measurement.name.nl;
    let mut tree = Tree { above: Vec::new(), open: Vec::new(), done: Vec::new() };
    let mut shown = vec![false; report.folder.plans.len()];
    let mut items: Vec<Vec<Words>> = Vec::new();
    for part in report.blocks {
        if !matches!(part, Part::Item(_)) && !items.is_empty() {
            tree.put(Block::Items(std::mem::take(&mut items)));
        }
        match part {
            Part::Heading(level, spans) => tree.heading(usize::from(*level), basis::words(spans)),
            Part::Paragraph(spans) => tree.put(Block::Text(runs(spans))),
            Part::Item(spans) => items.push(runs(spans)),
            Part::Table(at) => {
                table(report, *at).into_iter().for_each(|block| tree.put(block));
                if let Some(shown) = shown.get_mut(*at) {
                    *shown = true;
                }
            }
        }
    }
    if !items.is_empty() {
        tree.put(Block::Items(items));
    }
    tree.heading(1, "Alle tabellen".to_owned());
    for at in (0..shown.len()).filter(|at| shown.get(*at) == Some(&false)) {
        table(report, at).into_iter().for_each(|block| tree.put(block));
    }
    for it in &report.made.weighted {
        let groups = &report.folder.measurement.respondents;
        let name = groups.iter().find(|group| group.id == it.of).map_or(it.of.as_str(), |group| group.name.nl.as_str());
        tree.heading(1, format!("Weging: {name}"));
        crate::report::weighting(it).into_iter().for_each(|sentence| tree.put(text(&sentence)));
    }
    tree.heading(1, "Hoe dit is gemaakt".to_owned());
    crate::report::made_of(report).into_iter().for_each(|sentence| tree.put(text(&sentence)));
    let (blocks, sections) = tree.end();
    Document {
        language: Language::Dutch,
        title: name.clone(),
        heading: name.clone(),
        school: "Monitor passend onderwijs mbo".to_owned(),
        mark: report.made.synthetic.then(|| "Synthetisch: niemand gaf deze antwoorden".to_owned()),
        blocks,
        sections,
    }
}

/// Headings in a row as sections within each other.
struct Tree {
    above: Vec<Block>,
    /// The sections that are open, each with its level, the outermost first.
    open: Vec<(usize, Section)>,
    done: Vec<Section>,
}

impl Tree {
    fn heading(&mut self, level: usize, heading: String) {
        self.close(level);
        self.open.push((level, Section { heading, blocks: Vec::new(), sections: Vec::new() }));
    }

    fn put(&mut self, block: Block) {
        match self.open.last_mut() {
            Some((_, section)) => section.blocks.push(block),
            None => self.above.push(block),
        }
    }

    /// Closes what is as deep as a level or deeper.
    fn close(&mut self, level: usize) {
        while let Some((_, section)) = self.open.pop_if(|(open, _)| *open >= level) {
            match self.open.last_mut() {
                Some((_, outer)) => outer.sections.push(section),
                None => self.done.push(section),
            }
        }
    }

    fn end(mut self) -> (Vec<Block>, Vec<Section>) {
        self.close(0);
        (self.above, self.done)
    }
}

fn runs(spans: &[Span]) -> Vec<Words> {
    let run = |span: &Span| match span {
        Span::Text(text) => Words::plain(text),
        // A number of the table: bold, as a link is on the page.
        Span::Cell(text, _) => Words::plain(text).strong(),
    };
    spans.iter().map(run).collect()
}

fn text(words: &str) -> Block {
    Block::Text(vec![Words::plain(words)])
}

/// A table with its margins and what it rests on.
fn table(report: &Report<'_>, at: usize) -> Vec<Block> {
    let (Some(plan), Some(made)) = (report.folder.plans.get(at), report.made.tables.get(at)) else { return Vec::new() };
    let decimals = decimals(report.folder, plan);
    let one = |words: String| vec![Words::plain(words)];
    let heads = std::iter::once((plan.id.clone(), 3)).chain(plan.columns.iter().map(|column| (column.name(), 1)));
    let mut rows: Vec<Vec<Cell>> = plan
        .rows
        .iter()
        .zip(&made.cells)
        .map(|(row, cells)| {
            let cell = |cell: &Option<monitor::book::Cell>| {
                let mut lines = vec![one(printed(cell.as_ref(), decimals))];
                let margin = cell.as_ref().and_then(|cell| cell.interval);
                let tenth = |value: f64| format!("{value:.1}").replace('.', ",");
                lines.extend(margin.map(|(low, high)| one(format!("{}–{}", tenth(low), tenth(high)))));
                lines
            };
            std::iter::once(vec![one(row.name())]).chain(cells.iter().map(cell)).collect()
        })
        .collect();
    let bases = (0..plan.columns.len()).map(|column| match base(&made.cells, column) {
        None => "*".to_owned(),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}–{high}"),
    });
    rows.push(std::iter::once("N".to_owned()).chain(bases).map(|words| vec![one(words)]).collect());
    let mark = if report.made.synthetic { " (synthetisch)" } else { "" };
    let caption = Words::plain(format!("Tabel {}. {}{mark}", plan.id, plan.title.nl)).strong();
    let rests = basis::basis(report, at).into_iter().chain(basis::changes(report, at));
    let mut blocks = vec![Block::Text(vec![caption])];
    blocks.extend(figure::made(report, at).map(|(figure, said)| {
        let drawn = figure::draw_on_paper(&figure, &said);
        Block::Picture(Picture { drawn, title: said.title, description: said.description })
    }));
    blocks.push(Block::Table(Table::of(heads.collect(), rows)));
    blocks.push(Block::Items(rests.map(one).collect()));
    blocks
}

#[cfg(test)]
#[path = "paper_tests.rs"]
mod tests;
