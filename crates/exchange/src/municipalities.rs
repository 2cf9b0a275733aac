//! The list of municipalities: one row for each name that one has or had, from CSV or XLSX.
//!
//! Statistics Netherlands publishes codes, names and mergers each year, and which municipalities make a region is told
//! elsewhere; no single file of theirs has it all. So the columns are ours: `Code`, `Naam`, `Van`, `Tot`, `Opgegaan in`, `Regio`
//! (`docs/how-to/bring-in-lists.md`).

use crate::list::{Column, List, Problem, ProblemKind};
use crate::{date, problem, students::cells::Cell};
use register::Period;
use register::municipality::{Code, Municipality};
use register::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time::Date;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Found {
    /// The sheet that was read; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The rows that are good, with their lines. If there are problems, the file must not be imported.
    pub rows: Vec<(u32, Municipality)>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

impl Found {
    /// A place in this file for a problem that only others can tell.
    pub fn problem<K>(&self, line: u32, kind: K) -> problem::Problem<K> {
        crate::list::place(self.sheet.as_ref(), line, kind)
    }
}

const COLUMNS: [Column; 6] = [
    Column { name: "Code", also: &["gemeentecode", "gemeentecodegm", "gm"], required: true },
    Column { name: "Naam", also: &["gemeente", "gemeentenaam"], required: true },
    Column { name: "Van", also: &["vanaf", "begin", "begindatum"], required: true },
    Column { name: "Tot", also: &["totenmet", "eind", "einddatum"], required: false },
    Column { name: "Opgegaan in", also: &["opvolger", "naar"], required: false },
    Column { name: "Regio", also: &["rmcregio", "rmcregionaam", "doorstroompuntregio"], required: false },
];
const CODE: usize = 0;
const NAME: usize = 1;
const FROM: usize = 2;
const UNTIL: usize = 3;
const INTO: usize = 4;
const REGION: usize = 5;
const SHAPE: &str = "een gemeentecode, zoals GM0363";

/// Reads a file.
pub fn read(bytes: &[u8]) -> Found {
    let list = match List::read(bytes, &COLUMNS, "Code, Naam, Van, Tot, Opgegaan in en Regio") {
        Ok(list) => list,
        Err((sheet, problems)) => return Found { sheet, problems, ..Found::default() },
    };
    let mut found = Found { sheet: list.sheet(), ..Found::default() };
    let mut begun: BTreeMap<(Code, Date), u32> = BTreeMap::new();
    for (line, cells) in &list.rows {
        let mut wrong = Vec::new();
        let mut text = |at: usize| {
            list.text(cells, at).unwrap_or_else(|kind| {
                wrong.push((at, kind));
                None
            })
        };
        let [code, name, into, region] = [CODE, NAME, INTO, REGION].map(&mut text);
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
            let code = written.as_deref().map(Code::parse);
            if code == Some(None) {
                wrong.push((at, ProblemKind::NotACode { shape: SHAPE }));
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
        let (name, region) = (name_of(NAME, name), name_of(REGION, region));
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
                    found.rows.push((*line, Municipality { code, name, period, into, region }));
                }
            }
        }
        found.problems.extend(wrong.into_iter().map(|(at, kind)| list.problem(*line, at, kind)));
    }
    let codes: BTreeSet<&Code> = found.rows.iter().map(|(_, row)| &row.code).collect();
    let lost = |(line, row): &(u32, Municipality)| {
        let nowhere = row.into.as_ref().is_some_and(|into| !codes.contains(into) || *into == row.code);
        nowhere.then(|| list.problem(*line, INTO, ProblemKind::Nowhere))
    };
    let lost: Vec<Problem> = found.rows.iter().filter_map(lost).collect();
    found.problems.extend(lost);
    found.problems.extend(list.broken);
    found.warnings = list.warnings;
    found.problems.sort_by_key(|problem| problem.line);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Code;Naam;Van;Tot;Opgegaan in;Regio\n";

    #[test]
    fn a_row_is_a_name_from_a_day_until_a_day() {
        let text = format!("{HEAD}GM0001;Oost;2000-01-01;31-12-2021;2;\n2;Land van Oost;1-1-2022;;;Noord\n");
        let found = read(text.as_bytes());
        assert_eq!((&found.problems, &found.warnings), (&vec![], &vec![]));
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|(line, row)| {
                (
                    *line,
                    row.code.as_str(),
                    row.name.as_str(),
                    row.into.as_ref().map(Code::as_str),
                    row.region.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [(2, "GM0001", "Oost", Some("GM0002"), None), (3, "GM0002", "Land van Oost", None, Some("Noord"))]
        );
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line_and_column() {
        for (rows, expected) in [
            (
                "GM0;Oost;2000-01-01;;;",
                "regel 2, Code: De waarde klopt niet. Verwacht: een gemeentecode, zoals GM0363.",
            ),
            ("GM1;;2000-01-01;;;", "regel 2, Naam: Dit veld moet gevuld zijn."),
            ("GM1;Oost;;;;", "regel 2, Van: Dit veld moet gevuld zijn."),
            ("GM1;Oost;30-2-2000;;;", "regel 2, Van: Dit is geen bestaande datum. Schrijf jjjj-mm-dd of d-m-jjjj."),
            ("GM1;Oost;2000-01-02;2000-01-01;;", "regel 2, Tot: De laatste dag is voor de eerste."),
            (
                "GM1;Oost;2000-01-01;2010-12-31;GM9;",
                "regel 2, Opgegaan in: Wat hier staat, is geen regel van deze lijst.",
            ),
            (
                "GM1;Oost;2000-01-01;2010-12-31;1;",
                "regel 2, Opgegaan in: Wat hier staat, is geen regel van deze lijst.",
            ),
            ("GM1;Oost;2000-01-01;;;\n1;Oosten;1-1-2000;;;", "regel 3, Code: Dit staat ook op regel 2."),
        ] {
            let found = read(format!("{HEAD}{rows}\n").as_bytes());
            let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
            assert_eq!(said, [expected], "{rows}");
        }
        let none = read(b"Code;Naam\nGM1;Oost\n");
        assert!(none.problems[0].to_string().contains("Van: Deze kolom is verplicht"));
    }
}
