//! What is written in any allowed spelling reads back as it was; what is not allowed never panics.

use std::fmt::Write as _;

use exchange::ro::{self, codes};
use exchange::students::{self, Mapping};
use proptest::prelude::*;
use time::macros::date;

const TODAY: time::Date = date!(2026 - 11 - 28);

/// A person with one enrolment, and what hangs below it; days count from a fixed one.
#[derive(Debug, Clone)]
struct Facts {
    number: String,
    bsn: bool,
    birth: (i32, u8, u8),
    enrolled: i64,
    ended: Option<i64>,
    leertraject: usize,
    niveau: Option<usize>,
    periods: Vec<i64>,
    support: Option<(i64, Option<i64>)>,
    hours: Option<u32>,
}

/// How a file may spell the same facts.
#[derive(Debug, Clone)]
struct Spelling {
    bar: bool,
    day_first: bool,
    crlf: bool,
    mark: bool,
    pad: usize,
    cut: bool,
    blank: bool,
    header_last: bool,
    trailer_first: bool,
    persons_last: bool,
    short_reason: bool,
}

prop_compose! {
    fn facts()(
        n in 0u32..1_000_000_000, real in any::<bool>(), bsn in any::<bool>(),
        birth in (1940i32..2012, 0u8..13, 0u8..29), enrolled in 0i64..2000, ended in prop::option::of(0i64..900),
        leertraject in 0usize..6, niveau in prop::option::of(0usize..4), periods in prop::collection::btree_set(0i64..900, 0..4),
        support in prop::option::of((0i64..900, prop::option::of(0i64..300))), hours in prop::option::of(0u32..5000),
    ) -> Facts {
        let (year, month, day) = birth;
        Facts {
            number: if real { format!("{n:09}") } else { format!("BSN{n}") },
            bsn, birth: (year, month, if month == 0 { 0 } else { day }),
            enrolled, ended, leertraject, niveau, periods: periods.into_iter().collect(), support, hours,
        }
    }
}

prop_compose! {
    fn spelling()(b in prop::array::uniform10(any::<bool>()), pad in 0usize..5) -> Spelling {
        let [bar, day_first, crlf, mark, cut, blank, header_last, trailer_first, persons_last, short_reason] = b;
        Spelling { bar, day_first, crlf, mark, pad, cut, blank, header_last, trailer_first, persons_last, short_reason }
    }
}

fn day(n: i64) -> time::Date {
    time::macros::date!(2018 - 08 - 01) + time::Duration::days(n)
}

impl Spelling {
    fn parts(&self, year: i32, month: u8, day: u8) -> String {
        if self.day_first { format!("{day}-{month:02}-{year}") } else { format!("{year}-{month:02}-{day:02}") }
    }

    fn date(&self, n: i64) -> String {
        let date = day(n);
        self.parts(date.year(), date.month().into(), date.day())
    }

    fn line(&self, fields: &[String]) -> String {
        let mut line = fields.join(if self.bar { "|" } else { ";" });
        if self.cut {
            line.truncate(line.trim_end_matches(['|', ';']).len());
        } else {
            line.extend(std::iter::repeat_n(if self.bar { '|' } else { ';' }, self.pad));
        }
        line.push_str(if self.crlf { "\r\n" } else { "\n" });
        if self.blank {
            line.push_str(if self.crlf { "\r\n" } else { "\n" });
        }
        line
    }

    /// The whole file.
    fn write(&self, all: &[Facts]) -> String {
        let text = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        let (mut persons, mut rest, mut counts) = (String::new(), String::new(), [0usize; 9]);
        for facts in all {
            let who = if facts.bsn { [facts.number.as_str(), ""] } else { ["", facts.number.as_str()] };
            let (year, month, day) = facts.birth;
            persons += &self.line(&text(&["PER", who[0], who[1], &self.parts(year, month, day), "O"]));
            let reason = match (facts.ended, self.short_reason) {
                (None, _) => "",
                (_, true) => "8",
                (_, false) => "08",
            };
            let end = facts.ended.map(|n| self.date(facts.enrolled + n)).unwrap_or_default();
            rest += &self.line(&text(&["ISG", who[0], who[1], "C1", &self.date(facts.enrolled), "", &end, reason]));
            let pathway = codes::Leertraject::ALL[facts.leertraject].code();
            let level = facts.niveau.map(|n| codes::Niveau::ALL[n].code()).unwrap_or_default();
            for period in &facts.periods {
                let begin = self.date(facts.enrolled + period);
                rest += &self.line(&text(&[
                    "ISP", who[0], who[1], "C1", &begin, "25655", pathway, level, "J", "", "100A501", "101X591", "", "",
                ]));
            }
            if let Some((begin, length)) = facts.support {
                let end = length.map(|n| self.date(begin + n)).unwrap_or_default();
                rest += &self.line(&text(&["ISE", who[0], who[1], "C1", &self.date(begin), &end]));
                counts[3] += 1;
            }
            let hours = facts.hours.map(|h| h.to_string()).unwrap_or_default();
            let begin = self.date(facts.enrolled);
            rest += &self.line(&text(&[
                "BPV",
                who[0],
                who[1],
                "C1",
                "1",
                "",
                &begin,
                "",
                "",
                &hours,
                "100018965",
                "25655",
                "",
            ]));
            rest += &self.line(&text(&["KZD", who[0], who[1], "8286771", "25655", "8286772", "K0067", "", "Behaald"]));
            for (at, n) in [(0, 1), (1, 1), (2, facts.periods.len()), (4, 1), (8, 1)] {
                counts[at] += n;
            }
        }
        let header = self.line(&text(&["VLP", "27DV", &self.date(0), &self.date(900), &self.date(901)]));
        let mut sums = vec!["SLR".to_owned()];
        sums.extend(counts.iter().map(ToString::to_string));
        let trailer = self.line(&sums);
        let body = if self.persons_last { rest + &persons } else { persons + &rest };
        let file = if self.header_last { body + &header } else { header + &body };
        let file = if self.trailer_first { trailer + &file } else { file + &trailer };
        if self.mark { format!("\u{feff}{file}") } else { file }
    }
}

proptest! {
    #[test]
    fn ro_reads_back_in_every_spelling(mut all in prop::collection::vec(facts(), 0..8), spelling in spelling()) {
        all.sort_by(|a, b| (a.bsn, &a.number).cmp(&(b.bsn, &b.number)));
        all.dedup_by(|a, b| (a.bsn, &a.number) == (b.bsn, &b.number));
        let text = spelling.write(&all);
        let file = ro::parse(text.as_bytes(), TODAY);
        prop_assert!(file.summary.problems.is_empty(), "{:?}\n{text}", file.summary.problems);
        prop_assert!(file.summary.warnings.is_empty(), "{:?}\n{text}", file.summary.warnings);
        prop_assert_eq!(file.summary.header.map(|h| (h.brin.as_str(), h.from, h.to)), Some(("27DV", day(0), day(900))));
        prop_assert_eq!(file.summary.trailer, Some(file.summary.records));
        prop_assert!(file.summary.completeness().is_proven());
        prop_assert_eq!(file.persons.len(), all.len());
        let mut periods = file.periods.iter();
        let mut support = file.support.iter();
        for (at, facts) in all.iter().enumerate() {
            let (person, enrolment) = (file.persons[at].1, file.enrolments[at].1);
            prop_assert_eq!(person.key.number.reveal(), &facts.number);
            prop_assert_eq!(person.key.kind == ro::NumberKind::Bsn, facts.bsn);
            prop_assert_eq!(person.birth_date.parts(), facts.birth);
            prop_assert_eq!(enrolment.key.person, person.key);
            prop_assert_eq!(enrolment.begin, day(facts.enrolled));
            prop_assert_eq!(enrolment.end, facts.ended.map(|n| day(facts.enrolled + n)));
            prop_assert_eq!(enrolment.reason.is_some(), facts.ended.is_some());
            for begin in &facts.periods {
                let (_, period) = periods.next().unwrap();
                prop_assert_eq!((period.enrolment, period.begin), (enrolment.key, day(facts.enrolled + begin)));
                prop_assert_eq!(period.leertraject, codes::Leertraject::ALL[facts.leertraject]);
                prop_assert_eq!(period.niveau, facts.niveau.map(|n| codes::Niveau::ALL[n]));
            }
            if let Some((begin, length)) = facts.support {
                let (_, one) = support.next().unwrap();
                prop_assert_eq!((one.begin, one.end), (day(begin), length.map(|n| day(begin + n))));
            }
            prop_assert_eq!(file.placements[at].1.hours, facts.hours);
        }
        // Every line number is the physical one.
        let lines: Vec<&str> = text.split('\n').collect();
        for (line, person) in &file.persons {
            prop_assert!(lines[*line as usize - 1].contains(person.key.number.reveal()));
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let summary = ro::check(&bytes, TODAY);
        prop_assert!(!summary.problems.is_empty(), "no header can come from chance");
        students::read(&bytes, &Mapping::default(), TODAY);
    }

    #[test]
    fn text_that_looks_right_never_panics(text in "((VLP|PER|ISG|ISP|ISE|BPV|DIP|SLR|XYZ)[;|][0-9A-Zé;|\"\r -]{0,60}\n?){0,12}") {
        let summary = ro::check(text.as_bytes(), TODAY);
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let last = text.split_inclusive(end).count() as u32;
        prop_assert!(summary.problems.iter().all(|p| (1..=last.max(1)).contains(&p.line)));
        prop_assert!(summary.problems.is_sorted_by_key(|p| p.line));
    }

    #[test]
    fn one_wrong_byte_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = include_bytes!("../samples/RO_99ZB_20240731_20260324.csv").to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let summary = ro::check(&bytes, TODAY);
        // A problem has a place in the file; an orphan of a changed parent stands further on.
        prop_assert!(summary.problems.iter().all(|p| (1..=32).contains(&p.line)));
        if std::str::from_utf8(&bytes).is_err() {
            let line = bytes[..at].iter().filter(|b| **b == b'\n').count() as u32 + 1;
            prop_assert!(summary.problems.iter().any(|p| p.line == line && p.kind == ro::ProblemKind::InvalidUtf8));
        }
    }

    #[test]
    fn students_read_back_in_every_spelling(
        rows in prop::collection::vec(("[A-Z][a-zéëï;,\t\" ']{0,12}[a-z]", (1990i32..2012, 1u8..13, 1u8..29), prop::collection::vec("[A-Z]{2}[0-9]", 0..3)), 1..8),
        separator in prop::sample::select(vec![";", ",", "\t"]), crlf in any::<bool>(), mark in any::<bool>(), day_first in any::<bool>(),
    ) {
        let list = if separator == ";" { "," } else { ";" };
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = if mark { "\u{feff}".to_owned() } else { String::new() };
        let end = if crlf { "\r\n" } else { "\n" };
        text += &["Studentnummer", "Achternaam", "Geboortedatum", "Lesgroepen"].join(separator);
        text += end;
        for (n, (name, (year, month, day), groups)) in rows.iter().enumerate() {
            let birth = if day_first { format!("{day}-{month}-{year}") } else { format!("{year}-{month:02}-{day:02}") };
            let fields = [format!("{n:04}"), quote(name), birth, quote(&groups.join(list))];
            write!(text, "{}{end}", fields.join(separator)).unwrap();
        }
        let found = students::read(text.as_bytes(), &Mapping::default(), TODAY);
        // A tab is a control character, which no name holds.
        let bad = rows.iter().filter(|(name, ..)| name.contains('\t')).count();
        prop_assert_eq!(found.problems.len(), bad, "{:?}\n{}", found.problems, text);
        let mut read = found.students.iter();
        for (n, (name, birth, groups)) in rows.iter().enumerate().filter(|(_, (name, ..))| !name.contains('\t')) {
            let student = read.next().unwrap();
            prop_assert_eq!(student.line as usize, n + 2);
            prop_assert_eq!(&student.family_name, &name.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
            prop_assert_eq!(student.birth_date.parts(), *birth);
            let mut once: Vec<&str> = Vec::new();
            for group in groups {
                if !once.contains(&group.as_str()) {
                    once.push(group);
                }
            }
            prop_assert_eq!(student.groups.iter().map(|group| group.as_str()).collect::<Vec<_>>(), once);
        }
    }
}

/// A workbook with one byte changed, every byte of it in turn: the ZIP, the XML and the compression all get their share.
#[test]
fn a_damaged_workbook_never_panics() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"]).unwrap();
    sheet.write_row(1, 0, ["1", "Berg", "1-2-2008"]).unwrap();
    let good = book.save_to_buffer().unwrap();
    assert_eq!(students::read(&good, &Mapping::default(), TODAY).students.len(), 1);
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        students::read(&bad, &Mapping::default(), TODAY);
    }
    for length in (0..good.len()).step_by(7) {
        students::read(&good[..length], &Mapping::default(), TODAY);
    }
}

/// Found by fuzzing: `calamine` 0.38 panics on these. Made up by us, no data of anyone.
#[test]
fn a_workbook_on_which_calamine_panics_is_a_problem() {
    let bytes = include_bytes!("damaged/cell-reference-too-far.xlsx");
    let found = students::read(bytes, &Mapping::default(), TODAY);
    assert_eq!(found.problems.iter().map(|p| p.kind.code()).collect::<Vec<_>>(), ["unreadable"]);
}
