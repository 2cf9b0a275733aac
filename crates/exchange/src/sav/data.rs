//! The rows of a file.

use super::dictionary::{Described, Dictionary, Packing};
use super::scan::Scan;
use super::{Column, File, Unreadable, What};
use flate2::{Decompress, FlushDecompress, Status};
use std::borrow::Cow;
use std::collections::HashMap;

/// The most bytes that data may have once they are unpacked.
const MOST: usize = 1 << 30;

/// The number that means nothing.
const NOTHING: f64 = -f64::MAX;

pub(super) fn read(scan: &mut Scan<'_>, dictionary: &Dictionary) -> Result<File, Unreadable> {
    let data = match dictionary.packing {
        Packing::None => Cow::Borrowed(scan.rest()),
        Packing::Codes => Cow::Owned(unpack(scan, scan.rest(), dictionary.bias)?),
        Packing::Zlib => {
            let inflated = inflate(scan)?;
            Cow::Owned(unpack(scan, &inflated, dictionary.bias)?)
        }
    };
    let row = dictionary.width * 8;
    if row == 0 {
        return Ok(File { columns: Vec::new(), rows: 0 });
    }
    if data.len() % row != 0 {
        return Err(Unreadable { at: data.len(), what: What::CutShort });
    }
    let column = |described: &Described| {
        let mut seen: HashMap<Vec<u8>, Option<u32>> = HashMap::new();
        let mut column = Column {
            name: described.name.clone(),
            label: text(&described.label, dictionary.unicode),
            labels: Vec::new(),
            texts: Vec::new(),
            places: Vec::with_capacity(data.len() / row),
        };
        for (value, label) in &described.labels {
            let code = match described.text {
                None => number(scan.as_number(*value)),
                Some(_) => text(value, dictionary.unicode),
            };
            column.labels.push((code, text(label, dictionary.unicode)));
        }
        let of = |bytes: &[u8]| text(bytes, dictionary.unicode);
        column.labels.extend(described.long_labels.iter().map(|(value, label)| (of(value), of(label))));
        for bytes in data.chunks_exact(row) {
            let value = value(described, bytes);
            let place = match seen.get(&value) {
                Some(place) => *place,
                None => {
                    let shown = shown(scan, described, &value, dictionary.unicode);
                    let place = shown.map(|shown| {
                        column.texts.push(shown);
                        u32::try_from(column.texts.len() - 1).unwrap_or(u32::MAX)
                    });
                    seen.insert(value, place);
                    place
                }
            };
            column.places.push(place);
        }
        column
    };
    let columns = dictionary.columns.iter().map(column).collect();
    Ok(File { columns, rows: data.len() / row })
}

/// The bytes of a value in a row.
fn value(described: &Described, row: &[u8]) -> Vec<u8> {
    let mut value = Vec::new();
    for (at, (from, pieces)) in described.parts.iter().enumerate() {
        let bytes = row.get(from * 8..(from + pieces) * 8).unwrap_or_default();
        // A part that is not the last ends in a byte that says nothing.
        let last = at + 1 == described.parts.len();
        value.extend_from_slice(if last { bytes } else { bytes.get(..255).unwrap_or(bytes) });
    }
    described.text.into_iter().for_each(|width| value.truncate(width));
    value
}

/// A value as a code; none where it is missing.
fn shown(scan: &Scan<'_>, described: &Described, value: &[u8], unicode: bool) -> Option<String> {
    let missing = &described.missing;
    if described.text.is_some() {
        let same = |other: &[u8; 8]| text(other, unicode) == text(value, unicode);
        let shown = text(value, unicode);
        return (!shown.is_empty() && !missing.texts.iter().any(same)).then_some(shown);
    }
    let mut eight = [0; 8];
    eight.copy_from_slice(value.get(..8)?);
    let value = scan.as_number(eight);
    let declared =
        missing.numbers.contains(&value) || missing.range.is_some_and(|(low, high)| (low..=high).contains(&value));
    (value.is_finite() && value > NOTHING && !declared).then(|| number(value))
}

/// A number as it is written in CSV: 3 and not 3.0.
fn number(value: f64) -> String {
    format!("{value}")
}

fn text(bytes: &[u8], unicode: bool) -> String {
    let text = if unicode {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    };
    text.trim_end_matches([' ', '\0']).to_owned()
}

/// Data that were packed in codes of a byte.
fn unpack(scan: &Scan<'_>, packed: &[u8], bias: f64) -> Result<Vec<u8>, Unreadable> {
    let mut data = Vec::new();
    let mut own = Scan::new(packed);
    let write = |value: f64| if scan.big { value.to_be_bytes() } else { value.to_le_bytes() };
    'all: while !own.rest().is_empty() {
        for code in own.take(8)? {
            match code {
                0 => {}
                252 => break 'all,
                253 => data.extend_from_slice(own.take(8)?),
                254 => data.extend_from_slice(b"        "),
                255 => data.extend_from_slice(&write(NOTHING)),
                code => data.extend_from_slice(&write(f64::from(*code) - bias)),
            }
            if data.len() > MOST {
                return Err(own.wrong(What::TooLarge));
            }
        }
    }
    Ok(data)
}

/// Data in blocks of zlib: where each is stands at the end of the file.
fn inflate(scan: &mut Scan<'_>) -> Result<Vec<u8>, Unreadable> {
    scan.long()?;
    let (trailer, length) = (scan.long()?, scan.long()?);
    let bytes = scan.part(trailer, length).ok_or_else(|| scan.wrong(What::CutShort))?;
    let mut own = Scan::new(bytes);
    own.big = scan.big;
    own.take(16)?;
    own.take(4)?;
    let mut data = Vec::new();
    for _ in 0..own.many()? {
        own.take(8)?;
        let (from, unpacked, packed) = (own.long()?, own.many()?, own.many()?);
        if data.len() + unpacked > MOST {
            return Err(own.wrong(What::TooLarge));
        }
        let block = scan.part(from, packed).ok_or_else(|| scan.wrong(What::CutShort))?;
        let before = data.len();
        // Never more than the block says: a small one cannot fill the memory.
        data.reserve_exact(unpacked.min(packed.saturating_mul(1100)));
        let status = Decompress::new(true).decompress_vec(block, &mut data, FlushDecompress::Finish);
        if !matches!(status, Ok(Status::StreamEnd)) || data.len() - before != unpacked {
            return Err(Unreadable { at: from, what: What::Packed });
        }
    }
    Ok(data)
}
