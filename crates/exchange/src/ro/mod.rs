//! DUO's *registratieoverzicht* (RO): what the register knows of a school's persons and enrolments.
//!
//! Described in DUO's Programma van Eisen 4.8.3, annex 7. One file of mixed records without a header row; the first
//! field names the record type. The description says `|` and `ccyy-mm-dd`; institutions deliver `;` and `d-m-yyyy` too,
//! pad or cut trailing empty fields, and put the header (VLP) and the trailer (SLR) in odd places. All of that is read,
//! line by line, also when lines differ; blank lines are skipped, and so are lines of only separators.
//!
//! # Order
//!
//! A record may stand before the record it belongs to. Only a person (PER) or enrolment (ISG) that occurs nowhere in
//! the file is a problem, and that is known at the end. So a writer takes records while reading, and keeps what it wrote
//! only if [`Summary::problems`] is empty; or calls [`check`] first, which takes about a second per million lines.
//!
//! # Whole or cut
//!
//! A file cut at the end of a line reads without a problem, and lacks people. [`Summary::completeness`] says whether the
//! trailer is there and its counts fit: only then may a writer take what is absent for gone.
//!
//! # Three ways to read
//!
//! [`Reader`] is an iterator and holds nothing but an index of numbers; [`read`] calls a function for each record;
//! [`parse`] collects everything. All of them borrow text from the bytes.

pub mod codes;
pub mod report;

mod index;
mod problem;
mod reader;
mod record;
mod row;
mod summary;

pub use problem::{Problem, ProblemKind};
pub use reader::Reader;
pub use record::{
    Enrolment, EnrolmentKey, Header, NumberKind, Period, Person, PersonKey, Placement, Record, RecordType, Support,
};
pub use summary::{Counts, Summary, Trailer};

use time::Date;

/// Reads a file and calls `each` with every good record and its physical line.
pub fn read<'a>(bytes: &'a [u8], today: Date, mut each: impl FnMut(u32, Record<'a>)) -> Summary<'a> {
    let mut reader = Reader::new(bytes, today);
    for (line, record) in &mut reader {
        each(line, record);
    }
    reader.finish()
}

/// Reads a file for its summary only: what a dry run needs.
pub fn check(bytes: &[u8], today: Date) -> Summary<'_> {
    Reader::new(bytes, today).finish()
}

/// A whole file in memory, each record with its physical line.
#[derive(Debug, Clone)]
pub struct RoFile<'a> {
    /// Header, trailer, counts, problems and warnings.
    pub summary: Summary<'a>,
    /// PER
    pub persons: Vec<(u32, Person<'a>)>,
    /// ISG
    pub enrolments: Vec<(u32, Enrolment<'a>)>,
    /// ISP
    pub periods: Vec<(u32, Period<'a>)>,
    /// ISE
    pub support: Vec<(u32, Support<'a>)>,
    /// BPV
    pub placements: Vec<(u32, Placement<'a>)>,
}

/// Reads a whole file into memory.
pub fn parse(bytes: &[u8], today: Date) -> RoFile<'_> {
    let (mut persons, mut enrolments, mut periods) = (Vec::new(), Vec::new(), Vec::new());
    let (mut support, mut placements) = (Vec::new(), Vec::new());
    let summary = read(bytes, today, |line, record| match record {
        Record::Person(person) => persons.push((line, person)),
        Record::Enrolment(enrolment) => enrolments.push((line, enrolment)),
        Record::Period(period) => periods.push((line, period)),
        Record::Support(one) => support.push((line, one)),
        Record::Placement(placement) => placements.push((line, placement)),
    });
    RoFile { summary, persons, enrolments, periods, support, placements }
}

#[cfg(test)]
mod tests;
