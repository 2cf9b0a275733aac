//! Lists of names that hold from a day until a day, by code: municipalities and programmes. One row for each name that a code
//! has or had, from CSV or XLSX; what differs between the lists is what a code looks like, and what else stands in a row.

use crate::list::{Column, List, Problem, ProblemKind};
use crate::{date, problem, students::cells::Cell};
use register::{Period, text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time::Date;

/// What a file holds.
#[derive(Debug)]
pub struct Found<T> {
    /// The sheet that was read; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The rows that are good, with their lines. If there are problems, the file must not be imported.
    pub rows: Vec<(u32, T)>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

impl<T> Found<T> {
    /// A place in this file for a problem that only others can tell.
    pub fn problem<K>(&self, line: u32, kind: K) -> problem::Problem<K> {
        crate::list::place(self.sheet.as_ref(), line, kind)
    }
}

/// The columns, in this order.
pub(crate) const CODE: usize = 0;
const NAME: usize = 1;
const FROM: usize = 2;
const UNTIL: usize = 3;
const INTO: usize = 4;
const MORE: usize = 5;

/// A kind of list.
pub(crate) struct Kind<C> {
    /// Its columns: code, name, from, until, what took its place, and one more.
    pub(crate) columns: &'static [Column; 6],
    /// Their names, for who left one out.
    pub(crate) known: &'static str,
    /// What a code looks like.
    pub(crate) shape: &'static str,
    /// Reads a code.
    pub(crate) code: fn(&str) -> Option<C>,
}

/// A row.
pub(crate) struct Row<C> {
    pub(crate) code: C,
    pub(crate) name: String,
    pub(crate) period: Period,
    pub(crate) into: Option<C>,
    pub(crate) more: Option<String>,
}

/// Reads a file.
pub(crate) fn read<C: Ord + Clone, T>(bytes: &[u8], kind: &Kind<C>, make: impl Fn(Row<C>) -> T) -> Found<T> {
    let list = match List::read(bytes, kind.columns, kind.known) {
        Ok(list) => list,
        Err((sheet, problems)) => return Found { sheet, rows: Vec::new(), problems, warnings: Vec::new() },
    };
    let sheet = list.sheet();
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let mut begun: BTreeMap<(C, Date), u32> = BTreeMap::new();
    for (line, cells) in &list.rows {
        let mut wrong = Vec::new();
        let mut text = |at: usize| {
            list.text(cells, at).unwrap_or_else(|kind| {
                wrong.push((at, kind));
                None
            })
        };
        let [code, name, into, more] = [CODE, NAME, INTO, MORE].map(&mut text);
        let mut day = |at: usize| match list.cell(cells, at) {
            Some(Cell::Date(day)) => Some(*day),
            Some(Cell::Text(text)) => {
                let day = date::date(text);
                if day.is_none() {
                    wrong.push((at, ProblemKind::NotADate));
                }
                day
            }
            Some(_) => {
                wrong.push((at, ProblemKind::NotADate));
                None
            }
            None => None,
        };
        let (from, until) = (day(FROM), day(UNTIL));
        if from.is_none() && !wrong.iter().any(|(at, _)| *at == FROM) {
            wrong.push((FROM, ProblemKind::Table(crate::students::ProblemKind::Missing)));
        }
        let mut code_of = |at: usize, written: Option<String>| {
            let code = written.as_deref().map(kind.code);
            if matches!(code, Some(None)) {
                wrong.push((at, ProblemKind::NotACode { shape: kind.shape }));
            }
            code.flatten()
        };
        let (code, into) = (code_of(CODE, code), code_of(INTO, into));
        let mut name_of = |at: usize, written: Option<String>| {
            let name = written.as_deref().map(text::name);
            if matches!(name, Some(Err(_))) {
                wrong.push((at, ProblemKind::NotText));
            }
            name.and_then(Result::ok)
        };
        let (name, more) = (name_of(NAME, name), name_of(MORE, more));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            wrong.push((UNTIL, ProblemKind::EndsFirst));
        }
        if let (Some(code), Some(name), Some(from), true) = (code, name, from, wrong.is_empty()) {
            match begun.insert((code.clone(), from), *line) {
                Some(first) => wrong.push((CODE, ProblemKind::Twice { first })),
                None => {
                    let period = Period { from, until };
                    rows.push((*line, Row { code, name, period, into, more }));
                }
            }
        }
        problems.extend(wrong.into_iter().map(|(at, what)| list.problem(*line, at, what)));
    }
    let codes: BTreeSet<&C> = rows.iter().map(|(_, row)| &row.code).collect();
    let lost = |(line, row): &(u32, Row<C>)| {
        let nowhere = row.into.as_ref().is_some_and(|into| !codes.contains(into) || *into == row.code);
        nowhere.then(|| list.problem(*line, INTO, ProblemKind::Nowhere))
    };
    let lost: Vec<Problem> = rows.iter().filter_map(lost).collect();
    problems.extend(lost);
    problems.extend(list.broken);
    problems.sort_by_key(|problem| problem.line);
    let rows = rows.into_iter().map(|(line, row)| (line, make(row))).collect();
    Found { sheet, rows, problems, warnings: list.warnings }
}
