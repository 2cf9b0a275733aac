//! `report/*.md`: the text of a report, which takes its numbers from the book and its quantity words past it.
//!
//! Markdown of headings (`#`), paragraphs, lists (`- `), and what stands between braces:
//!
//! - `{B2.1 : Nooit : Meting 2024}`: what that cell is printed as; a row of `N` is the base.
//! - `{ruim een kwart = B2.1 : Nooit : Meting 2024}`: the words, if they mean what the cell says.
//! - `{gestegen = B2.1 : Nooit : Meting 2022 -> B2.1 : Nooit : Meting 2024}`: the word, if it went that way, by more than
//!   chance makes in 19 of 20 cases: by the test of the table, where that has one.
//! - `{table B2.1}` on a line of its own: the table.
//!
//! A number or quantity word outside braces is refused: it would stay when the cell changes.

mod compare;

use crate::book::{Cell, Made, Table};
use crate::check::table::Who;
use crate::check::text::layout::Line;
use crate::check::text::quantity::{self, Says};
use crate::check::text::span::Span as Range;
use crate::check::text::token::tokens;
use crate::folder::Folder;
use crate::plan::{At, Head, Plan};
use crate::problem::Problem;
use crate::published::{Place, Refer, Unit, one};
use crate::read::Source;
use compare::{Held, Known, before, compares};

/// A part of the report.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading, from 1.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An item of a list.
    Item(Vec<Span>),
    /// A table, by its plan.
    Table(usize),
}

/// A run of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// As it is written.
    Text(String),
    /// A number or word that comes from a cell of this plan.
    Cell(String, usize),
}

/// Reads the text of a report against the book.
///
/// # Errors
/// A cell that is not there, one that is withheld, a word that does not mean its number, a number of its own: each with file
/// and line.
pub fn read(
    source: Source<'_>,
    folder: &Folder,
    made: &Made,
    decimals: impl Fn(&Plan) -> u32,
) -> Result<Vec<Block>, Vec<Problem>> {
    let reader = Reader { source, folder, made, decimals: &decimals, who: Who::of(folder) };
    let (mut blocks, mut wrong) = (Vec::new(), Vec::new());
    let mut open: Vec<(u32, &str)> = Vec::new();
    let close = |open: &mut Vec<(u32, &str)>, blocks: &mut Vec<Block>, wrong: &mut Vec<Problem>| {
        if !open.is_empty() {
            let lines = std::mem::take(open);
            let (spans, found) = reader.spans(&lines);
            blocks.push(Block::Paragraph(spans));
            wrong.extend(found);
        }
    };
    for (number, line) in (1_u32..).zip(source.text.lines()) {
        let text = line.trim();
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        if text.is_empty() {
            close(&mut open, &mut blocks, &mut wrong);
        } else if let Some(id) = text.strip_prefix("{table ").and_then(|text| text.strip_suffix('}')) {
            close(&mut open, &mut blocks, &mut wrong);
            match folder.plans.iter().position(|plan| plan.id == id.trim()) {
                Some(plan) => blocks.push(Block::Table(plan)),
                None => {
                    wrong.push(reader.problem(number, id, format!("there is no table {id}"), "name one of tables.toml"))
                }
            }
        } else if (1..=6).contains(&level) && text[level..].starts_with(' ') {
            close(&mut open, &mut blocks, &mut wrong);
            let (spans, found) = reader.spans(&[(number, text[level..].trim())]);
            blocks.push(Block::Heading(level as u8, spans));
            wrong.extend(found);
        } else if let Some(item) = text.strip_prefix("- ") {
            close(&mut open, &mut blocks, &mut wrong);
            let (spans, found) = reader.spans(&[(number, item)]);
            blocks.push(Block::Item(spans));
            wrong.extend(found);
        } else {
            open.push((number, text));
        }
    }
    close(&mut open, &mut blocks, &mut wrong);
    if wrong.is_empty() { Ok(blocks) } else { Err(wrong) }
}

struct Reader<'a> {
    source: Source<'a>,
    folder: &'a Folder,
    made: &'a Made,
    decimals: &'a dyn Fn(&Plan) -> u32,
    /// Who answered each printed column.
    who: Who,
}

impl Reader<'_> {
    fn problem(&self, line: u32, item: &str, message: String, remedy: &str) -> Problem {
        Problem { file: self.source.file.to_owned(), line, item: item.to_owned(), message, remedy: remedy.to_owned() }
    }

    /// The runs of some lines that belong together.
    fn spans(&self, lines: &[(u32, &str)]) -> (Vec<Span>, Vec<Problem>) {
        let (mut spans, mut wrong): (Vec<Span>, Vec<Problem>) = (Vec::new(), Vec::new());
        // What is written outside braces, to look for numbers in.
        let mut bare: Vec<(u32, String)> = Vec::new();
        let mut inside: Option<(u32, String)> = None;
        for (at, (number, line)) in lines.iter().enumerate() {
            let mut rest = if at == 0 { (*line).to_owned() } else { format!(" {line}") };
            let mut outside = String::new();
            loop {
                if let Some((begin, mut text)) = inside.take() {
                    match rest.split_once('}') {
                        Some((more, after)) => {
                            text.push_str(more);
                            match self.cell(&text) {
                                Ok((shown, plan)) => {
                                    spans.push(plan.map_or(Span::Text(shown.clone()), |plan| Span::Cell(shown, plan)))
                                }
                                Err((message, remedy)) => wrong.push(self.problem(begin, text.trim(), message, remedy)),
                            }
                            // A word that stands between two others, so that nothing is read across it.
                            outside.push_str(" … ");
                            rest = after.to_owned();
                        }
                        None => {
                            inside = Some((begin, text + &rest));
                            break;
                        }
                    }
                }
                match rest.split_once('{') {
                    Some((before, after)) => {
                        spans.push(Span::Text(before.to_owned()));
                        outside.push_str(before);
                        inside = Some((*number, String::new()));
                        rest = after.to_owned();
                    }
                    None => {
                        outside.push_str(&rest);
                        spans.push(Span::Text(rest));
                        break;
                    }
                }
            }
            bare.push((*number, outside));
        }
        if let Some((begin, text)) = inside {
            wrong.push(self.problem(
                begin,
                text.trim(),
                "a brace that is not closed".to_owned(),
                "write } behind the cell",
            ));
        }
        let lines: Vec<Line<'_>> =
            bare.iter().map(|(number, text)| Line { number: *number, text: text.as_str() }).collect();
        let tokens = tokens(&lines);
        for quantity in quantity::find(&tokens).iter().filter(|quantity| quantity.states) {
            let words: Vec<&str> = tokens[quantity.from..quantity.to].iter().map(|token| token.raw.as_str()).collect();
            let message = format!("\"{}\" comes from no cell", words.join(" "));
            let remedy = "write {table : row : column}, or {the words = table : row : column}";
            wrong.push(self.problem(quantity.line, "", message, remedy));
        }
        spans.retain(|span| *span != Span::Text(String::new()));
        (spans, wrong)
    }

    /// What stands between braces, as it is printed, with the plan of its cell.
    fn cell(&self, text: &str) -> Result<(String, Option<usize>), (String, &'static str)> {
        let Some((words, cells)) = text.split_once(" = ") else {
            let known = self.known(text.trim())?;
            return Ok((known.shown, known.plan));
        };
        let words = words.trim();
        let lines = [Line { number: 1, text: words }];
        let tokens = tokens(&lines);
        let quantities = quantity::find(&tokens);
        let [quantity] = &quantities[..] else {
            let message = format!("\"{words}\" is no number or word whose meaning is written down");
            return Err((message, "write one of docs/monitor-check.md"));
        };
        let fits = match cells.split_once(" -> ") {
            Some((from, to)) => {
                let (later, held) = (self.known(to.trim())?, self.held(from.trim(), to.trim()));
                let earlier = match held {
                    Some((Held::Since(since), plan)) => before(since, (self.decimals)(plan)),
                    Some((Held::Groups(_), _)) | None => self.known(from.trim())?,
                };
                compares(quantity.says, &earlier, &later, held.map(|(held, _)| held)).map(|()| later.plan)
            }
            None => {
                let known = self.known(cells.trim())?;
                means(quantity.says, &known).map(|()| known.plan)
            }
        };
        const REMEDY: &str = "write the word that fits; docs/monitor-check.md says what each means";
        fits.map(|plan| (words.to_owned(), plan)).map_err(|why| (format!("\"{words}\" does not fit: {why}"), REMEDY))
    }

    /// A cell by its name.
    fn known(&self, name: &str) -> Result<Known, (String, &'static str)> {
        const FORM: &str = "write table : row : column as `meedoen monitor tables` prints them";
        let refer = Refer::read(name).ok_or_else(|| (format!("\"{name}\" names no cell"), FORM))?;
        let Some(at) = self.folder.plans.iter().position(|plan| plan.id == refer.table) else {
            return Err((format!("there is no table {}", refer.table), FORM));
        };
        let (plan, table) = (&self.folder.plans[at], &self.made.tables[at]);
        match find(plan, &refer) {
            Ok((row, column)) => {
                let cells = || table.cells.iter().filter_map(|cells| cells.get(column)?.as_ref());
                let found = match row {
                    Some(row) => table.cells.get(row).and_then(|cells| cells.get(column)?.as_ref()),
                    None => cells().find(|cell| cell.n.is_some()).or_else(|| cells().next()),
                };
                self.of_book((at, plan), found, row.map(|row| (row, column)))
            }
            // A column of an earlier measurement.
            Err(message) => {
                let place = refer.find(&self.folder.published).map_err(|_| (message, FORM))?;
                let table = &self.folder.published[place.table];
                let blank = || (format!("\"{name}\" is blank in print"), "name another cell, or say nothing of it");
                let value = place.value(&self.folder.published).ok_or_else(blank)?;
                let counts = place.base(&self.folder.published).map(|base| (base.nearest(value), base.min));
                let counts = counts.filter(|_| {
                    table.unit == Unit::Percent && table.columns.get(place.column).is_some_and(|column| !column.pooled)
                });
                let shown = place.row.and_then(|row| table.cell(row, place.column)).map(|cell| cell.printed.clone());
                Ok(Known {
                    plan: None,
                    shown: shown.unwrap_or_else(|| value.to_string()),
                    value,
                    counts,
                    who: self.printed_of(place),
                    unit: table.unit,
                })
            }
        }
    }

    /// Who answered a printed column, and in which measurement.
    fn printed_of(&self, place: Place) -> Option<(String, u16)> {
        let group = self.folder.measurement.respondents.get(self.who.group(place.table, place.column)?)?;
        Some((group.id.clone(), self.who.year(place.table, place.column)?))
    }

    /// A cell of the book; without a row and column the base of one.
    fn of_book(
        &self,
        (at, plan): (usize, &Plan),
        cell: Option<&Cell>,
        place: Option<(usize, usize)>,
    ) -> Result<Known, (String, &'static str)> {
        let cell = cell.ok_or_else(|| ("the table has no such cell".to_owned(), "name another"))?;
        let withheld = || {
            let remedy = "take it out: whoever reads it would know how few they are";
            ("this cell is withheld".to_owned(), remedy)
        };
        let Some(place) = place else {
            let n = cell.n.ok_or_else(withheld)?;
            return Ok(Known {
                plan: Some(at),
                shown: n.to_string(),
                value: n as f64,
                counts: None,
                who: None,
                unit: Unit::Count,
            });
        };
        if cell.suppressed {
            return Err(withheld());
        }
        let nobody = || ("nobody is in its base".to_owned(), "name another cell, or say nothing of it");
        let value = cell.estimate.ok_or_else(nobody)?;
        let decimals = (self.decimals)(plan);
        let shown = format!("{:.*}", decimals as usize, cell.rounded(decimals).unwrap_or(value)).replace('.', ",");
        let question = place_of(plan, place).and_then(|at| plan.questions.get(at.question));
        let of = question.map(|question| question.of.clone());
        // Without an interval nothing is known of how sure it is: its base counts answers.
        let sure = of.as_deref().filter(|_| plan.unit == Unit::Percent && cell.interval.is_some());
        let n = sure.and_then(|of| self.as_sure(of, cell));
        Ok(Known {
            plan: Some(at),
            shown,
            value,
            counts: n.map(|n| ((value / 100.0 * f64::from(n)).round() as u32, n)),
            who: of.map(|of| (of, self.folder.measurement.year)),
            unit: plan.unit,
        })
    }

    /// How many are in the base of a cell; of a group that is weighted, the simple random sample that would be as sure.
    fn as_sure(&self, of: &str, cell: &Cell) -> Option<u32> {
        let n = cell.n.filter(|n| *n > 0)? as f64;
        let weighted = self.made.weighted.iter().find(|weighted| weighted.of == of);
        // At 0 and 100% the cell itself says nothing of it, and the weights of the group do.
        let n = weighted.map_or(n, |all| cell.neff.unwrap_or(n * all.effective_n / all.n.max(1) as f64));
        Some((n as u32).max(1))
    }

    /// What the table says in which both cells stand, of which the second is held against the first; with that table.
    fn held(&self, from: &str, to: &str) -> Option<(Held<'_>, &Plan)> {
        let (from, to) = (Refer::read(from)?, Refer::read(to)?);
        let at = self.folder.plans.iter().position(|plan| plan.id == to.table && plan.id == from.table)?;
        let (plan, table) = (&self.folder.plans[at], &self.made.tables[at]);
        let (Some(row), column) = find(plan, &to).ok()? else { return None };
        let held = match find(plan, &from) {
            Ok((beside, other)) if (beside, other) != (Some(row), column) => {
                groups(plan, table, (beside?, other), (row, column))
            }
            // A column of before, also where it has the name of this one.
            _ => {
                let name = plan.columns.get(column)?.compare.clone()?;
                let there = one("row", from.row.as_ref()?, &plan.id, plan.rows.iter().map(Head::name)).ok()?;
                let named = one("column", from.column.as_ref()?, &plan.id, std::iter::once(name)).is_ok();
                let cell = table.cells.get(row)?.get(column)?.as_ref()?;
                cell.change.as_ref().filter(|_| named && there == row).map(Held::Since)
            }
        };
        Some((held?, plan))
    }
}

/// Where a cell of a plan comes from.
fn place_of(plan: &Plan, (row, column): (usize, usize)) -> Option<At> {
    *plan.cells.get(row)?.get(column)?
}

/// What a table says of two cells that are groups of one break.
fn groups(plan: &Plan, table: &Table, one: (usize, usize), other: (usize, usize)) -> Option<Held<'static>> {
    let (first, second) = (place_of(plan, one)?, place_of(plan, other)?);
    let broken = first.group.is_some() && second.group.is_some();
    if !broken || (first.question, first.answer) != (second.question, second.answer) {
        return None;
    }
    let higher = |(row, column): (usize, usize), than: usize| {
        let cell = table.cells.get(row).and_then(|cells| cells.get(column)?.as_ref());
        cell.is_some_and(|cell| cell.higher.contains(&than))
    };
    Some(Held::Groups(higher(one, other.1) || higher(other, one.1)))
}

/// Where a reference stands in a plan; a row of none is the base.
fn find(plan: &Plan, refer: &Refer) -> Result<(Option<usize>, usize), String> {
    let row = match &refer.row {
        None => None,
        Some(row) => Some(one("row", row, &plan.id, plan.rows.iter().map(Head::name))?),
    };
    let column = match &refer.column {
        Some(column) => one("column", column, &plan.id, plan.columns.iter().map(Head::name))?,
        None if plan.columns.len() == 1 => 0,
        None => return Err(format!("{} has {} columns: name one", plan.id, plan.columns.len())),
    };
    Ok((row, column))
}

/// Whether a number or word means what a cell says; else why not.
fn means(says: Says, known: &Known) -> Result<(), String> {
    let value = known.value;
    let shares = known.unit == Unit::Percent;
    let (span, number) = match says {
        Says::Share { span, number } if shares => (span, number),
        Says::Count { span, number } if !shares => (span, number),
        Says::Way(_) => return Err("a word that compares takes two cells, with -> between".to_owned()),
        Says::Share { .. } | Says::Count { .. } => {
            return Err(format!("the cell is another kind of number, {}", known.shown));
        }
    };
    let holds = match number {
        Some(number) => (value - number.value).abs() <= number.half,
        None => span.meets(Range::closed(value, value)),
    };
    let meaning = if number.is_none() { format!("it means {span}, and ") } else { String::new() };
    if holds { Ok(()) } else { Err(format!("{meaning}the cell is {}", crate::check::finding::dutch(value))) }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
