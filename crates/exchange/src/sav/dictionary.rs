//! What a file says of its columns.

pub(super) use super::columns::{Described, Dictionary, Missing, Packing};
use super::long::{self, Said};
use super::scan::Scan;
use super::{Unreadable, What};
use std::collections::BTreeMap;

/// The most columns that are read.
const MOST: usize = 100_000;

pub(super) fn read(scan: &mut Scan<'_>) -> Result<Dictionary, Unreadable> {
    if !matches!(scan.take(4)?, b"$FL2" | b"$FL3") {
        return Err(Unreadable { at: 0, what: What::NoSystemFile });
    }
    scan.take(60)?;
    // The layout is 2 or 3: by which end it is that, the order of bytes is known.
    let layout = scan.whole()?;
    scan.big = !matches!(layout, 2 | 3);
    if scan.big && !matches!(layout.swap_bytes(), 2 | 3) {
        return Err(scan.wrong(What::NoSystemFile));
    }
    scan.take(4)?;
    let packing = match scan.whole()? {
        0 => Packing::None,
        1 => Packing::Codes,
        2 => Packing::Zlib,
        _ => return Err(scan.wrong(What::NoSystemFile)),
    };
    // Weight and the number of rows, which may be unknown: the rows go on to the end.
    scan.take(8)?;
    let bias = scan.number()?;
    scan.take(84)?;
    let mut made = Dictionary { packing, bias, width: 0, columns: Vec::new(), unicode: false };
    // Which column begins at which piece of a row, from 1.
    let mut begins: BTreeMap<usize, usize> = BTreeMap::new();
    let mut labels: Vec<([u8; 8], Vec<u8>)> = Vec::new();
    let mut said = Vec::new();
    loop {
        match scan.whole()? {
            2 => variable(scan, &mut made, &mut begins)?,
            3 => labels = value_labels(scan)?,
            4 => {
                for _ in 0..scan.many()? {
                    let piece = scan.many()?;
                    let column = begins.get(&piece).and_then(|at| made.columns.get_mut(*at));
                    column.ok_or_else(|| scan.wrong(What::Dictionary))?.labels.clone_from(&labels);
                }
            }
            6 => {
                let lines = scan.many()?;
                scan.take(lines.saturating_mul(80))?;
            }
            7 => extension(scan, &mut made, &mut said)?,
            999 => break,
            _ => return Err(scan.wrong(What::Record)),
        }
    }
    scan.take(4)?;
    long::place(&mut made, said);
    Ok(made)
}

fn variable(scan: &mut Scan<'_>, made: &mut Dictionary, begins: &mut BTreeMap<usize, usize>) -> Result<(), Unreadable> {
    let kind = scan.whole()?;
    let (has_label, missing) = (scan.whole()?, scan.whole()?);
    scan.take(8)?;
    let name = scan.take(8)?;
    let mut label = Vec::new();
    if has_label != 0 {
        let length = scan.many()?;
        label = scan.take(length)?.to_vec();
        scan.take(length.wrapping_neg() & 3)?;
    }
    let mut values = Missing::default();
    if !(-3..=3).contains(&missing) {
        return Err(scan.wrong(What::Dictionary));
    }
    let text = kind > 0;
    let mut numbers = Vec::new();
    for _ in 0..missing.unsigned_abs() {
        let mut eight = [0; 8];
        eight.copy_from_slice(scan.take(8)?);
        if text { values.texts.push(eight) } else { numbers.push(scan.as_number(eight)) }
    }
    if missing < -1 && !text {
        values.range = Some((numbers[0], numbers[1]));
        numbers.drain(..2);
    }
    values.numbers = numbers;
    made.width += 1;
    // A piece that belongs to the text before it.
    if kind < 0 {
        return Ok(());
    }
    if made.columns.len() >= MOST || kind > 255 {
        return Err(scan.wrong(What::Dictionary));
    }
    let text = usize::try_from(kind).ok().filter(|width| *width > 0);
    let pieces = text.map_or(1, |width| width.div_ceil(8));
    begins.insert(made.width, made.columns.len());
    let short = String::from_utf8_lossy(name).trim_end().to_owned();
    let parts = vec![(made.width - 1, pieces)];
    let name = short.clone();
    let (labels, long_labels) = (Vec::new(), Vec::new());
    made.columns.push(Described { short, name, label, labels, long_labels, parts, text, missing: values });
    Ok(())
}

/// A value as it stands in eight bytes, and its label.
type ValueLabel = ([u8; 8], Vec<u8>);

fn value_labels(scan: &mut Scan<'_>) -> Result<Vec<ValueLabel>, Unreadable> {
    let mut labels = Vec::new();
    for _ in 0..scan.many()? {
        let mut value = [0; 8];
        value.copy_from_slice(scan.take(8)?);
        let length = usize::from(scan.take(1)?.first().copied().unwrap_or(0));
        labels.push((value, scan.take(length)?.to_vec()));
        scan.take((length + 1).wrapping_neg() & 7)?;
    }
    Ok(labels)
}

fn extension(scan: &mut Scan<'_>, made: &mut Dictionary, said: &mut Vec<Said>) -> Result<(), Unreadable> {
    let (kind, size, many) = (scan.whole()?, scan.many()?, scan.many()?);
    let at = scan.at;
    let bytes = scan.take(size.saturating_mul(many))?;
    match kind {
        // The code page stands last of eight whole numbers.
        3 if bytes.len() >= 32 => {
            let mut own = scan.clone();
            own.at = at + 28;
            made.unicode |= own.whole()? == 65001;
        }
        13 => {
            for pair in bytes.split(|byte| *byte == b'\t') {
                let Some(at) = pair.iter().position(|byte| *byte == b'=') else { continue };
                let short = String::from_utf8_lossy(&pair[..at]).into_owned();
                let long = String::from_utf8_lossy(&pair[at + 1..]).trim_end_matches('\0').to_owned();
                made.columns
                    .iter_mut()
                    .filter(|it| it.short.eq_ignore_ascii_case(&short))
                    .for_each(|it| it.name.clone_from(&long));
            }
        }
        14 => very_long(scan, made, bytes)?,
        20 => {
            let name = String::from_utf8_lossy(bytes).to_ascii_uppercase();
            made.unicode = matches!(name.trim(), "UTF-8" | "UTF8");
        }
        21 => long::labels(scan, at, scan.at, said)?,
        22 => long::missing(scan, at, scan.at, said)?,
        _ => {}
    }
    Ok(())
}

/// Texts above 255 bytes: each is several columns, 252 bytes counting of each, and of which each but the last holds 255.
fn very_long(scan: &Scan<'_>, made: &mut Dictionary, bytes: &[u8]) -> Result<(), Unreadable> {
    for pair in bytes.split(|byte| *byte == b'\t') {
        let pair = String::from_utf8_lossy(pair);
        let Some((short, width)) = pair.trim_matches('\0').split_once('=') else { continue };
        let width: usize = width.trim_matches('\0').trim().parse().map_err(|_| scan.wrong(What::Dictionary))?;
        let parts = width.div_ceil(252).max(1);
        let first = made.columns.iter().position(|column| column.short.eq_ignore_ascii_case(short));
        let first =
            first.filter(|first| first + parts <= made.columns.len()).ok_or_else(|| scan.wrong(What::Dictionary))?;
        let others: Vec<Described> = made.columns.drain(first + 1..first + parts).collect();
        let whole = made.columns.get_mut(first).ok_or_else(|| scan.wrong(What::Dictionary))?;
        whole.parts.extend(others.into_iter().flat_map(|other| other.parts));
        whole.text = Some(width);
    }
    Ok(())
}
