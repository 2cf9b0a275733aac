//! Reading line by line.

use super::index::{ChildKey, Index};
use super::problem::{Problem, ProblemKind};
use super::record::{Enrolment, Header, Period, Person, Placement, Record, RecordType, Support};
use super::row::{Row, place};
use super::summary::{Counts, Summary, Trailer};
use crate::line;
use time::Date;

/// An iterator over the good records of a file, each with its physical line; then [`Reader::finish`].
pub struct Reader<'a> {
    rest: &'a [u8],
    end: u8,
    today: Date,
    line: u32,
    blank: bool,
    index: Index<'a>,
    header: Once<Header<'a>>,
    trailer: Once<Trailer>,
    records: Counts,
    good: Counts,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// A record that comes once: the line it came on (0: not yet), and what it held if it was good.
struct Once<T> {
    line: u32,
    value: Option<T>,
}

impl<T> Once<T> {
    const NEVER: Self = Self { line: 0, value: None };
}

impl<'a> Reader<'a> {
    /// Starts at the first line, after a byte order mark if there is one. `today` judges birth dates, and whether the file
    /// can have been made already.
    pub fn new(bytes: &'a [u8], today: Date) -> Self {
        Self {
            rest: bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
            end: line::end(bytes),
            today,
            line: 0,
            blank: true,
            index: Index::default(),
            header: Once::NEVER,
            trailer: Once::NEVER,
            records: Counts::default(),
            good: Counts::default(),
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Reads what is left, then checks what only the whole file can tell.
    pub fn finish(mut self) -> Summary<'a> {
        self.by_ref().for_each(drop);
        self.problems.extend(self.index.orphans());
        if self.blank {
            self.problems.push(Problem::at(1, ProblemKind::EmptyFile));
        } else {
            self.whole();
        }
        self.problems.sort_by_key(|problem| problem.line);
        self.warnings.sort_by_key(|warning| warning.line);
        Summary {
            header: self.header.value,
            trailer: self.trailer.value,
            records: self.records,
            good: self.good,
            problems: self.problems,
            warnings: self.warnings,
        }
    }

    fn whole(&mut self) {
        if self.header.line == 0 {
            self.problems.push(place(1, RecordType::Vlp, None, ProblemKind::NoHeader));
        }
        if self.trailer.line == 0 {
            self.warnings.push(place(self.line, RecordType::Slr, None, ProblemKind::NoTrailer));
        }
        if let Some(trailer) = self.trailer.value {
            for (at, ((_, stated), (_, found))) in trailer.iter().zip(self.records.iter()).enumerate() {
                if stated != found {
                    let kind = ProblemKind::TrailerDiffers { stated, found };
                    self.warnings.push(place(self.trailer.line, RecordType::Slr, Some(at + 1), kind));
                }
            }
        }
    }

    fn next_line(&mut self) -> Option<&'a [u8]> {
        let (line, rest) = line::split(self.rest, self.end)?;
        self.rest = rest;
        self.line = self.line.saturating_add(1);
        Some(line)
    }

    fn record(&mut self, line: &'a [u8]) -> Option<Record<'a>> {
        let code = line.first_chunk::<3>().copied();
        let after = line.get(3).copied();
        let kind = match code.and_then(RecordType::from_code) {
            Some(kind) if matches!(after, None | Some(b';' | b'|')) => kind,
            known => {
                self.not_a_record(line, known);
                return None;
            }
        };
        self.blank = false;
        self.records.add(kind);
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                self.unreadable(kind, line, error.valid_up_to());
                return None;
            }
        };
        let row = Row::new((self.line, kind, text), self.today, &mut self.problems, &mut self.warnings);
        let record = match kind {
            RecordType::Per => person(row, &mut self.index).map(Record::Person),
            RecordType::Isg => enrolment(row, &mut self.index).map(Record::Enrolment),
            RecordType::Isp => period(row, &mut self.index).map(Record::Period),
            RecordType::Ise => support(row, &mut self.index).map(Record::Support),
            RecordType::Bpv => placement(row, &mut self.index).map(Record::Placement),
            RecordType::Dip | RecordType::Amo | RecordType::Geo | RecordType::Kzd => {
                if counted(row, &mut self.index) {
                    self.good.add(kind);
                }
                None
            }
            RecordType::Vlp => {
                once(row, &mut self.header, header);
                None
            }
            RecordType::Slr => {
                once(row, &mut self.trailer, trailer);
                None
            }
        };
        if record.is_some() {
            self.good.add(kind);
        }
        record
    }

    /// A line with bytes that are no UTF-8 from `valid` on. What stands before still says whose record it is, so that
    /// its children are no orphans.
    fn unreadable(&mut self, kind: RecordType, line: &'a [u8], valid: usize) {
        let text = line.get(..valid).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or_default();
        let separator = line.get(3).copied().unwrap_or(b';');
        let at = text.bytes().filter(|&b| b == separator).count();
        let mut row = Row::new((self.line, kind, text), self.today, &mut self.problems, &mut self.warnings);
        row.fail(Some(at), ProblemKind::InvalidUtf8);
        let again = match kind {
            RecordType::Per if at > 2 => row.person().map(|key| self.index.add_person(self.line, key)),
            RecordType::Isg if at > 3 => row.enrolment().map(|key| self.index.add_enrolment(self.line, key)),
            _ => None,
        };
        if let Some(Err(kind)) = again {
            row.fail(None, kind);
        }
    }

    /// A line without a known type: blank, or a problem. The type is named only if it cannot be personal.
    fn not_a_record(&mut self, line: &[u8], known: Option<RecordType>) {
        if line.iter().all(|b| matches!(b, b';' | b'|' | b' ' | b'\t' | b'\r')) {
            return;
        }
        self.blank = false;
        let code = line.split(|&b| b == b';' || b == b'|').next().unwrap_or_default();
        let shown = code.len() == 3 && code.iter().all(u8::is_ascii_uppercase);
        let (kind, record) = if std::str::from_utf8(line).is_err() {
            self.problems.push(Problem::at(self.line, ProblemKind::InvalidUtf8));
            return;
        } else if let (Some(known), Some(b',' | b'\t' | b':' | b'"')) = (known, line.get(3)) {
            (ProblemKind::Separator, Some(known.code().into()))
        } else {
            let shown = shown.then(|| String::from_utf8_lossy(code).into_owned().into());
            (ProblemKind::UnknownRecord, shown)
        };
        self.problems.push(Problem { record, field: Some("Recordsoort".into()), ..Problem::at(self.line, kind) });
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = (u32, Record<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.next_line()?;
            if let Some(record) = self.record(line) {
                return Some((self.line, record));
            }
        }
    }
}

/// Keeps the first good or bad one; a second is a problem.
fn once<'a, T>(mut row: Row<'a, '_>, seen: &mut Once<T>, read: impl FnOnce(&mut Row<'a, '_>) -> Option<T>) {
    if seen.line != 0 {
        row.fail(None, ProblemKind::Duplicate { first: seen.line });
        return;
    }
    seen.line = row.line;
    let value = read(&mut row);
    seen.value = value.filter(|_| row.good());
}

fn header<'a>(row: &mut Row<'a, '_>) -> Option<Header<'a>> {
    let (brin, from, to, created) = (row.brin(1), row.date(2), row.date(3), row.date_past(4));
    row.in_order(2, from, 3, to);
    Some(Header { brin: brin?, from: from?, to: to?, created: created? })
}

fn trailer(row: &mut Row<'_, '_>) -> Option<Trailer> {
    let counts: [Option<u64>; RecordType::COUNTED.len()] = std::array::from_fn(|at| row.count(at + 1));
    counts.iter().all(Option::is_some).then(|| Counts::new(counts.map(Option::unwrap_or_default)))
}

// A row whose identity is known takes its place in the index before its other fields are judged: one fault in a person
// must not turn all that person's records into orphans.

fn person<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> Option<Person<'a>> {
    let key = row.person();
    if let Some(Err(kind)) = key.map(|key| index.add_person(row.line, key)) {
        row.fail(None, kind);
    }
    let (birth_date, gender) = (row.birth_date(3), row.gender(4));
    let person = Person { key: key?, birth_date: birth_date?, gender };
    row.good().then_some(person)
}

fn enrolment<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> Option<Enrolment<'a>> {
    let key = row.enrolment();
    if let Some(Err(kind)) = key.map(|key| index.add_enrolment(row.line, key)) {
        row.fail(None, kind);
    }
    let (begin, planned_end, end) = (row.date(4), row.date_or_empty(5), row.date_or_empty(6));
    row.in_order(4, begin, 5, planned_end);
    row.in_order(4, begin, 6, end);
    let reason = row.reason(7);
    let enrolment = Enrolment { key: key?, begin: begin?, planned_end, end, reason };
    row.good().then_some(enrolment)
}

fn period<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> Option<Period<'a>> {
    let (enrolment, begin) = (row.enrolment(), row.date(4));
    child(&mut row, index, enrolment, begin.map(ChildKey::Period));
    let (crebo, leertraject) = (row.crebo(5), row.leertraject(6));
    let (niveau, fundable, vsv_location) = (row.niveau(7), row.yes_or_no(8), row.word(9));
    let (provider, location) = (row.provider(10), row.location(11));
    let (route, route_phase) = (row.word(12), row.word(13));
    let period = Period {
        enrolment: enrolment?,
        begin: begin?,
        crebo: crebo?,
        leertraject: leertraject?,
        niveau,
        fundable,
        vsv_location,
        provider,
        location,
        route,
        route_phase,
    };
    row.good().then_some(period)
}

fn support<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> Option<Support<'a>> {
    let (enrolment, begin, end) = (row.enrolment(), row.date(4), row.date_or_empty(5));
    child(&mut row, index, enrolment, begin.map(ChildKey::Support));
    row.in_order(4, begin, 5, end);
    let support = Support { enrolment: enrolment?, begin: begin?, end };
    row.good().then_some(support)
}

fn placement<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> Option<Placement<'a>> {
    let (enrolment, sequence) = (row.enrolment(), row.sequence(4));
    child(&mut row, index, enrolment, sequence.map(ChildKey::Placement));
    let (signed, begin) = (row.date_or_empty(5), row.date(6));
    let (planned_end, end) = (row.date_or_empty(7), row.date_or_empty(8));
    row.in_order(6, begin, 7, planned_end);
    row.in_order(6, begin, 8, end);
    let (hours, company) = (row.hours(9), row.company(10));
    let (crebo, optional_part) = (row.crebo_or_empty(11), row.optional_part(12));
    let placement = Placement {
        enrolment: enrolment?,
        sequence: sequence?,
        signed,
        begin: begin?,
        planned_end,
        end,
        hours,
        company,
        crebo,
        optional_part,
    };
    row.good().then_some(placement)
}

fn child<'a>(
    row: &mut Row<'a, '_>,
    index: &mut Index<'a>,
    enrolment: Option<super::record::EnrolmentKey<'a>>,
    key: Option<ChildKey<'a>>,
) {
    if let Some(Err(kind)) = enrolment.map(|enrolment| index.add_child(row.line, row.kind, enrolment, key)) {
        row.fail(None, kind);
    }
}

fn counted<'a>(mut row: Row<'a, '_>, index: &mut Index<'a>) -> bool {
    if let Some(key) = row.person() {
        index.add_counted(row.line, row.kind, key);
    }
    row.good()
}
