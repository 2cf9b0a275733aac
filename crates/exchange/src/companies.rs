//! The list of companies where students learn (*leerbedrijven*), from CSV or XLSX: one row for each programme that a company is
//! recognised for, or one without a programme.
//!
//! SBB shows these to schools in tables of its own; so the columns are ours (`docs/how-to/bring-in-lists.md`). Of a row with a problem
//! nothing is taken, and of the others everything: of a quarter of a million rows one that is wrong must not keep the rest out.

use crate::list::{Column, List, Problem, ProblemKind};
use crate::{date, students, students::cells::Cell};
use register::company::{Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use register::{Period, text};
use std::collections::HashMap;
use std::sync::Arc;

const COLUMNS: [Column; 12] = [
    Column { name: "Leerbedrijf", also: &["leerbedrijfid", "leerbedrijfnummer", "sbbid"], required: true },
    Column { name: "Naam", also: &["bedrijfsnaam", "naamleerbedrijf"], required: true },
    Column { name: "Straat", also: &["adres", "straatenhuisnummer"], required: false },
    Column { name: "Postcode", also: &[], required: true },
    Column { name: "Plaats", also: &["vestigingsplaats", "woonplaats"], required: true },
    Column { name: "Crebo", also: &["code", "crebocode", "crebonummer", "kwalificatie"], required: false },
    Column { name: "Erkend van", also: &["erkendvanaf", "van", "begindatum"], required: false },
    Column { name: "Erkend tot", also: &["erkendtotenmet", "tot", "einddatum"], required: false },
    Column { name: "Begeleiding op maat", also: &["mogelijkhedenvoorbegeleidingopmaat"], required: false },
    Column { name: "Fysieke toegankelijkheid", also: &["toegankelijk", "toegankelijkheid"], required: false },
    Column { name: "Plaatsen", also: &["aantalplaatsen"], required: false },
    Column { name: "Ervaring", also: &["ervaringmetondersteuning"], required: false },
];

const KNOWN: &str = "Leerbedrijf, Naam, Straat, Postcode, Plaats, Crebo, Erkend van, Erkend tot, Begeleiding op maat, \
                     Fysieke toegankelijkheid, Plaatsen en Ervaring";

const ID: usize = 0;
const NAME: usize = 1;
const STREET: usize = 2;
const POSTCODE: usize = 3;
const TOWN: usize = 4;
const CREBO: usize = 5;
const FROM: usize = 6;
const UNTIL: usize = 7;
const GUIDANCE: usize = 8;
const ACCESS: usize = 9;
const PLACES: usize = 10;
const EXPERIENCE: usize = 11;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Found {
    /// The sheet that was read; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The companies, in the order of their numbers, each with what it is recognised for.
    pub companies: Vec<(Company, Vec<Recognition>)>,
    /// Lines that are not taken, and why. The others are.
    pub wrong: Vec<Problem>,
    /// The file is no such list: nothing is taken.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Found {
    let mut list = match List::read(bytes, &COLUMNS, KNOWN) {
        Ok(list) => list,
        Err((sheet, problems)) => return Found { sheet, problems, ..Found::default() },
    };
    let mut found = Found { sheet: list.sheet(), warnings: std::mem::take(&mut list.warnings), ..Found::default() };
    found.wrong = std::mem::take(&mut list.broken);
    let mut lines: HashMap<CompanyId, (u32, usize)> = HashMap::new();
    let mut begun: HashMap<(CompanyId, Recognition), u32> = HashMap::new();
    for (line, cells) in &list.rows {
        let row = match row(&list, cells) {
            Ok(row) => row,
            Err(wrong) => {
                found.wrong.extend(wrong.into_iter().map(|(at, what)| list.problem(*line, at, what)));
                continue;
            }
        };
        let Row { company, recognition } = row;
        let id = company.id;
        if let Some(one) = recognition {
            if let Some(first) = begun.get(&(id, one)) {
                found.wrong.push(list.problem(*line, CREBO, ProblemKind::Twice { first: *first }));
                continue;
            }
            begun.insert((id, one), *line);
        }
        match lines.get(&id) {
            None => {
                lines.insert(id, (*line, found.companies.len()));
                found.companies.push((company, recognition.into_iter().collect()));
            }
            // What a company is stands once: of two lines that say it otherwise the first counts.
            Some((first, at)) if found.companies[*at].0 != company => {
                found.wrong.push(list.problem(*line, ID, ProblemKind::Differs { first: *first }));
            }
            Some((_, at)) => found.companies[*at].1.extend(recognition),
        }
    }
    found.companies.sort_by_key(|(company, _)| company.id);
    found.wrong.sort_by_key(|problem| problem.line);
    found
}

struct Row {
    company: Company,
    recognition: Option<Recognition>,
}

type Wrong = Vec<(usize, ProblemKind)>;

fn row(list: &List<12>, cells: &students::cells::Cells<'static>) -> Result<Row, Wrong> {
    let mut wrong: Wrong = Vec::new();
    let mut text = |at: usize| {
        list.text(cells, at).unwrap_or_else(|kind| {
            wrong.push((at, kind));
            None
        })
    };
    let [id, name, street, postcode, town, crebo] = [ID, NAME, STREET, POSTCODE, TOWN, CREBO].map(&mut text);
    let [guidance, access, places, experience] = [GUIDANCE, ACCESS, PLACES, EXPERIENCE].map(&mut text);
    let mut day = |at: usize| {
        let day = match list.cell(cells, at) {
            None => return None,
            Some(Cell::Date(day)) => Some(*day),
            Some(Cell::Text(text)) => date::date(text),
            Some(Cell::Bad(_) | Cell::Lines(_)) => None,
        };
        if day.is_none() {
            wrong.push((at, ProblemKind::NotADate));
        }
        day
    };
    let (from, until) = (day(FROM), day(UNTIL));
    let mut read = |at: usize, written: Option<&str>, shape: &'static str, fits: bool| {
        if written.is_some() && !fits {
            wrong.push((at, ProblemKind::NotACode { shape }));
        }
    };
    let company = id.as_deref().and_then(CompanyId::parse);
    read(ID, id.as_deref(), "9 cijfers", company.is_some());
    let code = postcode.as_deref().and_then(Postcode::parse);
    read(POSTCODE, postcode.as_deref(), "een postcode, zoals 6811 AB", code.is_some());
    let programme = crebo.as_deref().and_then(|text| Crebo::parse(text.trim()));
    read(CREBO, crebo.as_deref(), "vijf cijfers", programme.is_some());
    let many = places.as_deref().and_then(|text| text.trim().parse::<u32>().ok()).filter(|many| *many < 100_000);
    read(PLACES, places.as_deref(), "een aantal, zoals 3", many.is_some());
    let mut said = |at: usize, written: Option<&str>| {
        let known = written.map_or(Some(Known::Unknown), yes_or_no);
        read(at, written, "ja, nee of onbekend", known.is_some());
        known.unwrap_or(Known::Unknown)
    };
    let (guidance, access) = (said(GUIDANCE, guidance.as_deref()), said(ACCESS, access.as_deref()));
    let experience = said(EXPERIENCE, experience.as_deref());
    let mut named = |at: usize, written: Option<&str>| {
        let name = written.map(text::name);
        if matches!(name, Some(Err(_))) {
            wrong.push((at, ProblemKind::NotText));
        }
        name.and_then(Result::ok)
    };
    let (name, street, town) =
        (named(NAME, name.as_deref()), named(STREET, street.as_deref()), named(TOWN, town.as_deref()));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        wrong.push((UNTIL, ProblemKind::EndsFirst));
    }
    if programme.is_some() && from.is_none() && !wrong.iter().any(|(at, _)| *at == FROM) {
        wrong.push((FROM, ProblemKind::Table(students::ProblemKind::Missing)));
    }
    match (company, name, code, town) {
        (Some(id), Some(name), Some(postcode), Some(town)) if wrong.is_empty() => {
            let company = Company { id, name, street, postcode, town, guidance, access, experience, places: many };
            let period = from.map(|from| Period { from, until });
            let recognition = programme.zip(period).map(|(crebo, period)| Recognition { crebo, period });
            Ok(Row { company, recognition })
        }
        _ => Err(wrong),
    }
}

/// Reads what is so or not; an empty cell is not read here, and is not known.
fn yes_or_no(written: &str) -> Option<Known> {
    match text::key(written).as_str() {
        "ja" | "j" | "yes" | "waar" | "true" | "1" => Some(Known::Yes),
        "nee" | "n" | "no" | "onwaar" | "false" | "0" => Some(Known::No),
        "onbekend" | "unknown" | "?" | "" => Some(Known::Unknown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Leerbedrijf;Naam;Postcode;Plaats;Crebo;Erkend van;Erkend tot;Begeleiding op maat;Fysieke toegankelijkheid;Plaatsen\n";

    fn said(rows: &str) -> Found {
        read(format!("{HEAD}{rows}").as_bytes())
    }

    #[test]
    fn a_company_is_one_whatever_number_of_programmes_it_is_recognised_for() {
        let found = said(
            "100018965;Bakkerij;6811 AB;Arnhem;25170;2020-01-01;;ja;;3\n\
             100018965;Bakkerij;6811ab;Arnhem;25180;1-2-2021;31-1-2027;JA;;3\n\
             100018966;Kapper;1011 AB;Amsterdam;;;;nee;Onbekend;\n",
        );
        assert_eq!((&found.wrong, &found.problems, &found.warnings), (&vec![], &vec![], &vec![]));
        let shown: Vec<_> = found
            .companies
            .iter()
            .map(|(one, for_what)| {
                let until: Vec<_> =
                    for_what.iter().map(|one| (one.crebo.number(), one.period.until.is_some())).collect();
                (one.id.to_string(), one.guidance, one.access, one.places, until)
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("100018965".to_owned(), Known::Yes, Known::Unknown, Some(3), vec![(25170, false), (25180, true)]),
                ("100018966".to_owned(), Known::No, Known::Unknown, None, vec![]),
            ]
        );
    }

    #[test]
    fn a_wrong_line_is_named_and_the_others_are_taken() {
        let found = said(
            "100018965;Bakkerij;6811 AB;Arnhem;25170;2020-01-01;;ja;;3\n\
             000018965;Te kort;6811 AB;Arnhem;25170;2020-01-01;;ja;;3\n\
             100018966;Kapper;6811;Arnhem;25170;2020-01-01;;ja;;3\n\
             100018967;Kok;6811 AB;Arnhem;2517;2020-01-01;;ja;;3\n\
             100018968;Smid;6811 AB;Arnhem;25170;;;misschien;;veel\n\
             100018969;Tuin;6811 AB;Arnhem;25170;2021-01-01;2020-01-01;;;\n\
             100018965;Bakkerij;6811 AB;Arnhem;25170;2020-01-01;;ja;;3\n\
             100018965;Anders;6811 AB;Arnhem;25180;2020-01-01;;ja;;3\n\
             100018970;Zorg;6811 AB;Arnhem;25170;2020-01-01;;;;\n",
        );
        assert!(found.problems.is_empty());
        let wrong: Vec<_> = found.wrong.iter().map(|one| (one.line, one.kind.code())).collect();
        assert_eq!(
            wrong,
            [
                (3, "format"),
                (4, "format"),
                (5, "format"),
                (6, "format"),
                (6, "format"),
                (6, "missing"),
                (7, "ends-first"),
                (8, "duplicate"),
                (9, "differs"),
            ]
        );
        let taken: Vec<_> = found.companies.iter().map(|(one, _)| one.name.as_str()).collect();
        assert_eq!(taken, ["Bakkerij", "Zorg"]);
        // A message holds no value of the file.
        assert!(found.wrong.iter().all(|one| !one.to_string().contains("Kapper") && !one.english().contains("Anders")));
    }

    #[test]
    fn of_a_quarter_of_a_million_lines_the_wrong_one_is_named_and_the_others_are_taken() {
        let row = |n: u32| {
            let crebo = if n == 123_456 { 2_517 } else { 25_000 + n % 240 };
            format!("{};Bedrijf {n};{} AB;Arnhem;{crebo};2020-01-01;;;;\n", 100_000_000 + n, 1_000 + n % 9_000)
        };
        let found = said(&(0..250_000).map(row).collect::<String>());
        let wrong: Vec<_> = found.wrong.iter().map(|one| (one.line, one.kind.code())).collect();
        // The headings are the first line.
        assert_eq!(wrong, [(123_458, "format")]);
        assert_eq!((found.companies.len(), found.problems.len(), found.warnings.len()), (249_999, 0, 0));
    }

    #[test]
    fn a_file_that_is_no_such_list_gives_nothing() {
        let found = read(b"Naam;Team\nIemand;1A\n");
        assert!(found.companies.is_empty() && !found.problems.is_empty());
    }
}
