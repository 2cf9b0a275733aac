//! One line of the file: splitting it, and reading its fields with problems noted on the way.

use time::Date;

use super::codes::{
    Brin, Crebo, Gender, Keuzedeel, LeerbedrijfId, Leertraject, Niveau, Onderwijsaanbieder, Onderwijslocatie,
    RedenUitschrijving, Sequence, Word,
};
use super::problem::{Problem, ProblemKind};
use super::record::{EnrolmentKey, NumberKind, PersonKey, RecordType};
use crate::{PersonNumber, date};

/// More than the widest record (ISP, 14 fields).
const WIDTH: usize = 16;

/// Fields of one line of a known type.
pub(super) struct Row<'a, 'p> {
    pub(super) line: u32,
    pub(super) kind: RecordType,
    cells: [&'a str; WIDTH],
    bad: bool,
    today: Date,
    problems: &'p mut Vec<Problem>,
    warnings: &'p mut Vec<Problem>,
}

impl<'a, 'p> Row<'a, 'p> {
    /// Splits a line. Trailing empty fields may be there or not; cells that are cut off read as empty.
    pub(super) fn new(
        (line, kind, text): (u32, RecordType, &'a str),
        today: Date,
        problems: &'p mut Vec<Problem>,
        warnings: &'p mut Vec<Problem>,
    ) -> Self {
        let mut row = Self { line, kind, cells: [""; WIDTH], bad: false, today, problems, warnings };
        let known = kind.fields().len();
        let limited = !matches!(kind, RecordType::Dip | RecordType::Amo | RecordType::Geo | RecordType::Kzd);
        let separator = text.as_bytes().get(3).copied().unwrap_or(b';');
        let mut from = 0;
        let ends = memchr::memchr_iter(separator, text.as_bytes()).chain(std::iter::once(text.len()));
        for (at, end) in ends.enumerate() {
            if at < known {
                row.cells[at] = trimmed(&text[from..end]);
            } else if !limited {
                break;
            } else if !trimmed(&text[from..end]).is_empty() {
                row.fail(None, ProblemKind::TooManyFields);
                break;
            }
            from = end + 1;
        }
        row
    }

    /// True when no field was wrong so far.
    pub(super) const fn good(&self) -> bool {
        !self.bad
    }

    pub(super) fn fail(&mut self, at: Option<usize>, kind: ProblemKind) {
        self.bad = true;
        self.problems.push(place(self.line, self.kind, at, kind));
    }

    /// A field that must be filled. `None` means a problem was noted.
    fn need<T>(&mut self, at: usize, read: impl FnOnce(&'a str) -> Result<T, ProblemKind>) -> Option<T> {
        let cell = self.cells[at];
        match if cell.is_empty() { Err(ProblemKind::Missing) } else { read(cell) } {
            Ok(value) => Some(value),
            Err(kind) => {
                self.fail(Some(at), kind);
                None
            }
        }
    }

    /// A field that may be empty. A wrong value notes a problem and reads as empty.
    fn may<T>(&mut self, at: usize, read: impl FnOnce(&'a str) -> Result<T, ProblemKind>) -> Option<T> {
        if self.cells[at].is_empty() { None } else { self.need(at, read) }
    }

    pub(super) fn person(&mut self) -> Option<PersonKey<'a>> {
        let (at, kind) = match (self.cells[1].is_empty(), self.cells[2].is_empty()) {
            (false, true) => (1, NumberKind::Bsn),
            (true, false) => (2, NumberKind::Onr),
            _ => {
                self.fail(Some(1), ProblemKind::NotExactlyOneNumber);
                return None;
            }
        };
        let expected = "9 cijfers of een gemaskeerd nummer";
        let number = self.need(at, |cell| PersonNumber::new(cell).ok_or(ProblemKind::Format { expected }))?;
        if self.kind == RecordType::Per && number.is_short() {
            self.warnings.push(place(self.line, self.kind, Some(at), ProblemKind::ShortNumber));
        }
        Some(PersonKey { kind, number })
    }

    pub(super) fn enrolment(&mut self) -> Option<EnrolmentKey<'a>> {
        let person = self.person();
        let sequence = self.sequence(3);
        Some(EnrolmentKey { person: person?, sequence: sequence? })
    }

    pub(super) fn sequence(&mut self, at: usize) -> Option<Sequence<'a>> {
        self.need(at, |cell| shape(Sequence::new(cell), "een volgnummer"))
    }

    pub(super) fn birth_date(&mut self, at: usize) -> Option<register::BirthDate> {
        let today = self.today;
        self.need(at, |cell| {
            let birth = date::birth(cell).ok_or(ProblemKind::ImpossibleBirthDate)?;
            birth.check_on(today).map_err(|_| ProblemKind::ImpossibleAge)
        })
    }

    /// A day that has been.
    pub(super) fn date_past(&mut self, at: usize) -> Option<Date> {
        let today = self.today;
        self.need(at, |cell| {
            let date = date::date(cell).ok_or(ProblemKind::ImpossibleDate)?;
            if date > today { Err(ProblemKind::FutureDate) } else { Ok(date) }
        })
    }

    pub(super) fn date(&mut self, at: usize) -> Option<Date> {
        self.need(at, |cell| date::date(cell).ok_or(ProblemKind::ImpossibleDate))
    }

    pub(super) fn date_or_empty(&mut self, at: usize) -> Option<Date> {
        self.may(at, |cell| date::date(cell).ok_or(ProblemKind::ImpossibleDate))
    }

    /// Notes a problem when `end` (field `at`) lies before `begin` (field `from`).
    pub(super) fn in_order(&mut self, from: usize, begin: Option<Date>, at: usize, end: Option<Date>) {
        if let (Some(begin), Some(end)) = (begin, end)
            && end < begin
        {
            self.fail(Some(at), ProblemKind::EndBeforeBegin { begin: self.kind.fields()[from] });
        }
    }

    pub(super) fn brin(&mut self, at: usize) -> Option<Brin<'a>> {
        self.need(at, |cell| shape(Brin::new(cell), "2 cijfers en 2 hoofdletters"))
    }

    pub(super) fn crebo(&mut self, at: usize) -> Option<Crebo<'a>> {
        self.need(at, |cell| shape(Crebo::new(cell), "5 cijfers"))
    }

    pub(super) fn crebo_or_empty(&mut self, at: usize) -> Option<Crebo<'a>> {
        self.may(at, |cell| shape(Crebo::new(cell), "5 cijfers"))
    }

    pub(super) fn optional_part(&mut self, at: usize) -> Option<Keuzedeel<'a>> {
        self.may(at, |cell| shape(Keuzedeel::new(cell), "een hoofdletter en 4 cijfers"))
    }

    pub(super) fn company(&mut self, at: usize) -> Option<LeerbedrijfId<'a>> {
        self.may(at, |cell| shape(LeerbedrijfId::new(cell), "9 cijfers"))
    }

    pub(super) fn provider(&mut self, at: usize) -> Option<Onderwijsaanbieder<'a>> {
        self.may(at, |cell| shape(Onderwijsaanbieder::new(cell), "3 cijfers, A en 3 cijfers"))
    }

    pub(super) fn location(&mut self, at: usize) -> Option<Onderwijslocatie<'a>> {
        self.may(at, |cell| shape(Onderwijslocatie::new(cell), "3 cijfers, X en 3 cijfers"))
    }

    pub(super) fn word(&mut self, at: usize) -> Option<Word<'a>> {
        self.may(at, |cell| shape(Word::new(cell), "een code van letters en cijfers"))
    }

    pub(super) fn gender(&mut self, at: usize) -> Option<Gender> {
        self.may(at, |cell| known(Gender::from_code(cell), "M, V, O"))
    }

    pub(super) fn leertraject(&mut self, at: usize) -> Option<Leertraject> {
        self.need(at, |cell| known(Leertraject::from_code(cell), "BOL, BOL_DT, BBL, OVO, EX, ODT"))
    }

    pub(super) fn niveau(&mut self, at: usize) -> Option<Niveau> {
        self.may(at, |cell| known(Niveau::from_code(cell), "MBO-1, MBO-2, MBO-3, MBO-4"))
    }

    pub(super) fn reason(&mut self, at: usize) -> Option<RedenUitschrijving> {
        self.may(at, |cell| known(RedenUitschrijving::from_code(cell), "01 tot en met 10"))
    }

    pub(super) fn yes_or_no(&mut self, at: usize) -> Option<bool> {
        self.may(at, |cell| match cell {
            "J" => Ok(true),
            "N" => Ok(false),
            _ => Err(ProblemKind::UnknownCode { known: "J, N" }),
        })
    }

    pub(super) fn hours(&mut self, at: usize) -> Option<u32> {
        self.may(at, |cell| number(cell, "een heel getal"))
    }

    pub(super) fn count(&mut self, at: usize) -> Option<u64> {
        self.need(at, |cell| number(cell, "een heel getal"))
    }
}

/// A problem with the official names of record and field.
pub(super) fn place(line: u32, record: RecordType, at: Option<usize>, kind: ProblemKind) -> Problem {
    let field = at.and_then(|at| record.fields().get(at)).map(|&name| name.into());
    Problem { record: Some(record.code().into()), field, ..Problem::at(line, kind) }
}

fn shape<T>(value: Option<T>, expected: &'static str) -> Result<T, ProblemKind> {
    value.ok_or(ProblemKind::Format { expected })
}

fn known<T>(value: Option<T>, known: &'static str) -> Result<T, ProblemKind> {
    value.ok_or(ProblemKind::UnknownCode { known })
}

/// Digits only: `parse` alone would take `+5`.
fn number<T: std::str::FromStr>(cell: &str, expected: &'static str) -> Result<T, ProblemKind> {
    let value = cell.bytes().all(|b| b.is_ascii_digit()).then(|| cell.parse().ok()).flatten();
    shape(value, expected)
}

/// Without spaces around it; nearly always there are none, so look before searching.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [b' ', ..] | [.., b' '] => cell.trim_matches(' '),
        _ => cell,
    }
}
