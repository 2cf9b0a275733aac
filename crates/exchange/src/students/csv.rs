//! CSV.

use std::borrow::Cow;

use super::cells::{Cell, Cells, Table};
use super::problem::{Problem, ProblemKind};

/// Reads a whole CSV file.
pub(super) fn read(bytes: &[u8]) -> Result<Table<'_>, Problem> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Problem::at(1, ProblemKind::InvalidUtf8));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (skipped, separator) = separator(bytes);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(&bytes[skipped..]);
    let mut lines = Lines { bytes, at: 0, line: 1 };
    let mut rows = Vec::new();
    let mut record = ::csv::ByteRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).saturating_add(skipped);
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => rows.push((lines.of(start), cells(&record))),
            // The reader is lenient and reads from memory, so this does not happen; if it does, it is no silence.
            Err(_) => return Err(Problem::at(lines.of(start), ProblemKind::Unreadable)),
        }
    }
    // The separator cannot also divide a list within a cell, unless the cell is quoted.
    let list: &[char] = if separator == b';' { &[',', '/', ';', '\n'] } else { &[';', '\n'] };
    Table::new(rows, list).map_err(|(line, kind)| Problem::at(line, kind))
}

fn cells(record: &::csv::ByteRecord) -> Cells<'static> {
    let cell = |field: &[u8]| match std::str::from_utf8(field) {
        Ok(text) => Cell::text(Cow::Owned(text.to_owned())),
        Err(_) => Some(Cell::Bad(ProblemKind::InvalidUtf8)),
    };
    record.iter().enumerate().filter_map(|(column, field)| Some((column, cell(field)?))).collect()
}

/// The separator, and how many bytes to skip because a first line `sep=;` said so. Otherwise it is what stands most often
/// in the first line that is not blank, outside quotes.
fn separator(bytes: &[u8]) -> (usize, u8) {
    let mut skipped = 0;
    let mut first: &[u8] = &[];
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        skipped += line.len();
        if !line.trim_ascii().is_empty() {
            first = line;
            break;
        }
    }
    if let [b's', b'e', b'p', b'=', separator @ (b';' | b',' | b'\t'), b'\r' | b'\n', ..] = first {
        return (skipped, *separator);
    }
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for &byte in first {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    (0, counts.iter().find(|(_, count)| *count == most).map_or(b';', |(separator, _)| *separator))
}

/// Physical lines by byte. `csv` counts lines too, but gives a record the line on which the reader stood before it
/// skipped blank lines.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first byte from `start` on that does not end a line. `start` only grows.
    fn of(&mut self, start: usize) -> u32 {
        let skip = self.bytes.iter().skip(start).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let start = start.saturating_add(skip).min(self.bytes.len());
        if start > self.at {
            let ends = memchr::memchr_iter(b'\n', &self.bytes[self.at..start]).count();
            self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
            self.at = start;
        }
        self.line
    }
}
