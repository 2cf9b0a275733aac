//! What a file says of texts above eight bytes: the labels of their values, and which of those are missing.
//!
//! Both name a column by its whole name, which stands in the file before them or behind them: they are kept until all was read. A file
//! that names it by its short name is read as well.

use super::columns::{Described, Dictionary};
use super::scan::Scan;
use super::{Unreadable, What};

/// What was said of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    name: String,
    labels: Vec<(Vec<u8>, Vec<u8>)>,
    missing: Vec<[u8; 8]>,
}

/// Labels of values: columns one behind the other, until the record ends.
pub(super) fn labels(scan: &Scan<'_>, at: usize, end: usize, all: &mut Vec<Said>) -> Result<(), Unreadable> {
    each(scan, at, end, |own| {
        let name = name(own)?;
        own.take(4)?;
        let mut labels = Vec::new();
        for _ in 0..own.many()? {
            let mut text = || -> Result<Vec<u8>, Unreadable> {
                let length = own.many()?;
                Ok(own.take(length)?.to_vec())
            };
            labels.push((text()?, text()?));
        }
        all.push(Said { name, labels, ..Said::default() });
        Ok(())
    })
}

/// Values that are missing: at most three a column, of which the first eight bytes count.
pub(super) fn missing(scan: &Scan<'_>, at: usize, end: usize, all: &mut Vec<Said>) -> Result<(), Unreadable> {
    each(scan, at, end, |own| {
        let name = name(own)?;
        let many = own.take(1)?.first().copied().unwrap_or(0);
        let width = own.many()?;
        let mut missing = Vec::new();
        for _ in 0..many {
            let mut eight = [b' '; 8];
            let value = own.take(width)?;
            eight.iter_mut().zip(value).for_each(|(slot, byte)| *slot = *byte);
            missing.push(eight);
        }
        all.push(Said { name, missing, ..Said::default() });
        Ok(())
    })
}

/// Puts it where it belongs.
pub(super) fn place(made: &mut Dictionary, all: Vec<Said>) {
    for said in all {
        let named = |column: &&mut Described| {
            [&column.name, &column.short].into_iter().any(|name| name.eq_ignore_ascii_case(&said.name))
        };
        if let Some(column) = made.columns.iter_mut().find(named) {
            column.long_labels.extend(said.labels);
            column.missing.texts.extend(said.missing);
        }
    }
}

fn name(own: &mut Scan<'_>) -> Result<String, Unreadable> {
    let length = own.many()?;
    Ok(String::from_utf8_lossy(own.take(length)?).trim_end().to_owned())
}

/// Reads one after the other, until the record ends; what goes on behind that does not fit together.
fn each<'a>(
    scan: &Scan<'a>,
    at: usize,
    end: usize,
    mut read: impl FnMut(&mut Scan<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut own = scan.clone();
    own.at = at;
    while own.at < end {
        read(&mut own)?;
    }
    if own.at == end { Ok(()) } else { Err(own.wrong(What::Dictionary)) }
}
