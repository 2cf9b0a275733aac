//! CSV, strictly: a row is one line.
//!
//! RFC 4180 lets a quoted cell run over lines. Then one quote that is not closed, in a column that nobody reads, swallows
//! the students below it without a word. So a quote closes on its own line, and each row has a cell for each heading;
//! whoever has notes with line breaks leaves that column out or brings a workbook, in which cells cannot run together.

use std::borrow::Cow;

use super::cells::{Cell, Cells, Table};
use super::problem::{Problem, ProblemKind};
use crate::{Completeness, line};

/// Reads a whole CSV file.
pub(super) fn read(bytes: &[u8]) -> Result<Table<'static>, Problem> {
    let utf16 =
        bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.iter().take(4096).any(|b| *b == 0);
    if utf16 {
        return Err(Problem::at(1, ProblemKind::Utf16));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let end = line::end(bytes);
    let completeness = if bytes.last() == Some(&end) { Completeness::Untold } else { Completeness::Doubted };
    let (mut rest, mut number, mut separator, mut table) = (bytes, 0_u32, None, None::<Table<'static>>);
    while let Some((text, after)) = line::split(rest, end) {
        (rest, number) = (after, number.saturating_add(1));
        if text.trim_ascii().is_empty() {
            continue;
        }
        if separator.is_none() {
            if let [b's', b'e', b'p', b'=', said @ (b';' | b',' | b'\t')] = text {
                separator = Some(*said);
                continue;
            }
            separator = Some(likely_separator(text));
        }
        let row = split(text, separator.unwrap_or(b';'));
        match (&mut table, row) {
            (None, None) => return Err(Problem::at(number, ProblemKind::Quote)),
            (Some(table), None) => table.broken.push(Problem::at(number, ProblemKind::Quote)),
            (None, Some(row)) => {
                let cells = cells(&row);
                if !cells.is_empty() {
                    table = Some(Table::new(None, number, cells, completeness)?);
                }
            }
            (Some(table), Some(row)) => {
                let cells = cells(&row);
                let (found, expected) = (row.len(), table.width());
                if cells.is_empty() {
                    continue;
                } else if found < expected {
                    table.broken.push(Problem::at(number, ProblemKind::TooFewCells { found, expected }));
                } else {
                    table.rows.push((number, cells));
                }
            }
        }
    }
    table.ok_or(Problem::at(1, ProblemKind::EmptyFile))
}

fn cells(row: &[Cow<'_, [u8]>]) -> Cells<'static> {
    let cell = |field: &[u8]| match std::str::from_utf8(field) {
        Ok(text) => Cell::text(text).map(Cell::owned),
        Err(_) => Some(Cell::Bad(ProblemKind::InvalidUtf8)),
    };
    row.iter().enumerate().filter_map(|(column, field)| Some((column, cell(field)?))).collect()
}

/// What stands most often in a line, outside quotes.
fn likely_separator(line: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for &byte in line {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b';', |(separator, _)| *separator)
}

/// The cells of one line; `None` when a quote does not close, or something follows the one that closes.
///
/// A cell is quoted when it begins with a quote; within it a quote is written twice. A quote further on in a cell that is
/// not quoted is a quote.
pub(super) fn split(line: &[u8], separator: u8) -> Option<Vec<Cow<'_, [u8]>>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix(b"\"") {
            Some(inner) => quoted(inner, separator)?,
            None => {
                let end = memchr::memchr(separator, rest).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        cells.push(cell);
        match after.split_first() {
            None => return Some(cells),
            // The separator.
            Some((_, next)) => rest = next,
        }
    }
}

/// A cell from after its first quote, and what follows: nothing, or from the separator on.
fn quoted(inner: &[u8], separator: u8) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut cell = Cow::Borrowed(&inner[..0]);
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(b'"', &inner[from..])?;
        match &mut cell {
            Cow::Borrowed(text) if text.is_empty() && from == 0 => *text = &inner[..at],
            cell => cell.to_mut().extend_from_slice(&inner[from..at]),
        }
        if inner.get(at + 1) == Some(&b'"') {
            cell.to_mut().push(b'"');
            from = at + 2;
            continue;
        }
        // Some programs write a space between the quote and the separator.
        let after = &inner[at + 1..];
        let spaces = after.iter().take_while(|b| **b == b' ').count();
        let after = &after[spaces..];
        return after.first().is_none_or(|next| *next == separator).then_some((cell, after));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(line: &str) -> Option<Vec<String>> {
        let cells = split(line.as_bytes(), b';')?;
        Some(cells.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect())
    }

    #[test]
    fn a_line_is_split_by_its_quotes() {
        let cases: &[(&str, Option<&[&str]>)] = &[
            ("a;b;c", Some(&["a", "b", "c"])),
            ("", Some(&[""])),
            (";", Some(&["", ""])),
            ("\"a;b\";c", Some(&["a;b", "c"])),
            ("\"a\"\"b\";\"\"", Some(&["a\"b", ""])),
            ("\"\"\"\"", Some(&["\""])),
            ("\"\"\"a\"\"\"", Some(&["\"a\""])),
            ("\"a\" ;b", Some(&["a", "b"])),
            ("a\"b;c", Some(&["a\"b", "c"])),
            ("a;\"b", None),
            ("a;\"b;c;\"\"", None),
            ("\"a\"b;c", None),
            ("\"", None),
        ];
        for (line, expected) in cases {
            let expected = expected.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
            assert_eq!(text(line), expected, "{line}");
        }
    }

    proptest! {
        /// The `csv` crate is the oracle for what any program writes on one line.
        #[test]
        fn what_the_csv_crate_writes_reads_back(cells in prop::collection::vec("[a-c;\", é]{0,6}", 1..6)) {
            let mut writer = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(text(written.trim_end_matches('\n')), Some(cells));
        }

        #[test]
        fn what_is_accepted_is_what_the_csv_crate_reads(line in "[a-c;\"]{1,12}") {
            if let Some(ours) = text(&line) {
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(line.as_bytes());
                let theirs = reader.records().next().unwrap().unwrap();
                prop_assert_eq!(ours, theirs.iter().map(str::to_owned).collect::<Vec<_>>());
            }
        }
    }
}
