//! The pages of a column: unpacked, and their values as texts.

use super::hybrid::{bits, numbers};
use super::snappy;
use super::thrift::{Reader, Value};
use super::{Column, Described, Kind, MISSING, PAGE, Piece, What};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read as _;

/// The texts of a column as far as they were met: each once.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    of_text: HashMap<String, u32>,
    of_number: HashMap<u64, u32>,
    /// Numbers as they come, one behind the other, where nobody wants their texts.
    raw: Option<Vec<u64>>,
}

impl Texts {
    fn place(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return MISSING;
        }
        if let Some(place) = self.of_text.get(text) {
            return *place;
        }
        let place = self.all.len() as u32;
        self.all.push(text.to_owned());
        self.of_text.insert(text.to_owned(), place);
        place
    }

    /// A number by its bits: it becomes a text once.
    fn number(&mut self, bits: u64, text: impl FnOnce() -> String) -> u32 {
        if let Some(raw) = &mut self.raw {
            raw.push(bits);
            return (raw.len() - 1) as u32;
        }
        if let Some(place) = self.of_number.get(&bits) {
            return *place;
        }
        let place = self.place(&text());
        self.of_number.insert(bits, place);
        place
    }
}

/// A number as CSV has it: whole ones without a point; nothing for what is no number.
fn written(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The same of half the width, in as few digits as say which number it is.
fn short(number: f32) -> String {
    if number.is_finite() && number.fract() != 0.0 { number.to_string() } else { written(f64::from(number)) }
}

/// The whole numbers of a column; none in a row without one.
pub(super) fn whole(bytes: &[u8], of: &Described, rows: usize) -> Result<Vec<Option<i64>>, What> {
    let mut texts = Texts { raw: Some(Vec::new()), ..Texts::default() };
    let places = places(bytes, of, rows, &mut texts)?;
    let raw = texts.raw.unwrap_or_default();
    // Of 32 bits the upper ones are none: the sign is in the lower half.
    let number = |bits: u64| if of.kind == Kind::Int32 { i64::from(bits as u32 as i32) } else { bits as i64 };
    Ok(places.iter().map(|place| raw.get(*place as usize).map(|bits| number(*bits))).collect())
}

pub(super) fn column(bytes: &[u8], of: &Described, rows: usize) -> Result<Column, What> {
    let mut texts = Texts::default();
    let places = places(bytes, of, rows, &mut texts)?;
    Ok(Column { texts: texts.all, places })
}

/// The texts of a column, and for each row which of them: a byte.
pub(super) type Narrow = (Vec<String>, Vec<u8>);

/// The texts of a column and the place of each row's, from 1 in a byte; none where those are too many.
pub(super) fn narrow(bytes: &[u8], of: &Described, rows: usize) -> Result<Option<Narrow>, What> {
    let mut texts = Texts::default();
    let mut narrow = Vec::new();
    narrow.try_reserve_exact(rows).map_err(|_| What::TooLarge)?;
    // A piece at a time: what it takes stays near the processor, and is used again for the next.
    let mut places = Vec::new();
    for piece in &of.pieces {
        places.clear();
        self::piece(bytes, of, *piece, (&mut texts, &mut places))?;
        if places.len() != piece.rows {
            return Err(What::Page);
        }
        if texts.all.len() >= usize::from(u8::MAX) {
            return Ok(None);
        }
        // What is missing is the highest number: one more is 0.
        narrow.extend(places.iter().map(|place| place.wrapping_add(1) as u8));
    }
    Ok(Some((texts.all, narrow)))
}

/// Of each row the place of its value.
fn places(bytes: &[u8], of: &Described, rows: usize, texts: &mut Texts) -> Result<Vec<u32>, What> {
    let mut places = Vec::new();
    places.try_reserve_exact(rows).map_err(|_| What::TooLarge)?;
    for piece in &of.pieces {
        let before = places.len();
        self::piece(bytes, of, *piece, (texts, &mut places))?;
        if places.len() - before != piece.rows {
            return Err(What::Page);
        }
    }
    Ok(places)
}

fn piece(bytes: &[u8], of: &Described, piece: Piece, (texts, places): (&mut Texts, &mut Vec<u32>)) -> Result<(), What> {
    let bytes = bytes.get(piece.from..piece.to).ok_or(What::CutShort)?;
    let mut dictionary: Vec<u32> = Vec::new();
    let (mut at, mut left) = (0, piece.rows);
    while left > 0 {
        let mut reader = Reader::new(bytes.get(at..).ok_or(What::CutShort)?);
        let head = reader.structure(0)?;
        at += reader.at;
        let size = head.size(3)?;
        let packed = at.checked_add(size).and_then(|end| bytes.get(at..end)).ok_or(What::CutShort)?;
        at += size;
        match head.int(1) {
            Some(2) => {
                let about = head.field(7).ok_or(What::Header)?;
                let page = unpacked(packed, head.size(2)?, piece.codec)?;
                dictionary.clear();
                plain(&page, of.kind, about.size(1)?, texts, &mut dictionary)?;
            }
            Some(0) => {
                let about = head.field(5).ok_or(What::Header)?;
                let rows = about.size(1)?.min(left);
                let page = unpacked(packed, head.size(2)?, piece.codec)?;
                let (levels, values) = if of.optional {
                    let size = page.first_chunk::<4>().map(|size| u32::from_le_bytes(*size) as usize);
                    let end = size.and_then(|size| size.checked_add(4)).ok_or(What::CutShort)?;
                    (page.get(4..end).ok_or(What::CutShort)?, page.get(end..).ok_or(What::CutShort)?)
                } else {
                    (&[][..], &page[..])
                };
                let page = Page { of, levels, values, encoding: about.int(2), rows, dictionary: &dictionary };
                page.read(texts, places)?;
                left -= rows;
            }
            Some(3) => {
                let about = head.field(8).ok_or(What::Header)?;
                let rows = about.size(3)?.min(left);
                let (levels, repeats) = (about.size(5)?, about.size(6)?);
                let begin = levels.checked_add(repeats).ok_or(What::Header)?;
                let (before, rest) = packed.split_at_checked(begin).ok_or(What::CutShort)?;
                let whole = about.field(7) == Some(&Value::Bool(false));
                let size = head.size(2)?.checked_sub(begin).ok_or(What::Header)?;
                let values = unpacked(rest, size, if whole { 0 } else { piece.codec })?;
                let levels = if of.optional { &before[repeats..] } else { &[] };
                let page = Page { of, levels, values: &values, encoding: about.int(4), rows, dictionary: &dictionary };
                page.read(texts, places)?;
                left -= rows;
            }
            // An index: nobody needs it here.
            Some(1) => {}
            _ => return Err(What::Header),
        }
    }
    Ok(())
}

/// A page as it was before it was packed.
fn unpacked(packed: &[u8], size: usize, codec: i64) -> Result<Cow<'_, [u8]>, What> {
    if size > PAGE {
        return Err(What::TooLarge);
    }
    match codec {
        0 => Ok(Cow::Borrowed(packed)),
        1 if size == 0 => Ok(Cow::Borrowed(&[])),
        1 => snappy::unpack(packed, size).map(Cow::Owned),
        2 => {
            let mut out = Vec::new();
            let mut unpacked = flate2::read::MultiGzDecoder::new(packed).take(size as u64 + 1);
            unpacked.read_to_end(&mut out).map_err(|_| What::Packed)?;
            if out.len() == size { Ok(Cow::Owned(out)) } else { Err(What::Packed) }
        }
        _ => Err(What::Codec),
    }
}

/// A page of values.
struct Page<'a> {
    of: &'a Described,
    /// Which rows have a value; empty where all have one.
    levels: &'a [u8],
    values: &'a [u8],
    encoding: Option<i64>,
    rows: usize,
    /// The places of the texts of the dictionary.
    dictionary: &'a [u32],
}

impl Page<'_> {
    fn read(&self, texts: &mut Texts, places: &mut Vec<u32>) -> Result<(), What> {
        // Runs of rows with and without a value.
        let there = if self.of.optional { bits(self.levels, self.rows)? } else { vec![(true, self.rows)] };
        let many: usize = there.iter().filter(|(is, _)| *is).map(|(_, rows)| rows).sum();
        let begin = places.len();
        match self.encoding {
            Some(2 | 8) if many == 0 => {}
            Some(2 | 8) => {
                let (width, packed) = self.values.split_first().ok_or(What::CutShort)?;
                numbers(packed, u32::from(*width), many, places)?;
                for place in &mut places[begin..] {
                    *place = *self.dictionary.get(*place as usize).ok_or(What::Page)?;
                }
            }
            Some(0) => plain(self.values, self.of.kind, many, texts, places)?,
            Some(3) if self.of.kind == Kind::Bool => {
                let packed = self.values.get(4..).ok_or(What::CutShort)?;
                let both = [texts.place("0"), texts.place("1")];
                for (is, rows) in bits(packed, many)? {
                    places.resize(places.len() + rows, both[usize::from(is)]);
                }
            }
            _ => return Err(What::Encoding),
        }
        spread(places, begin, &there, self.rows);
        Ok(())
    }
}

/// Puts rows without a value between those with one, from the last to the first.
fn spread(places: &mut Vec<u32>, begin: usize, there: &[(bool, usize)], rows: usize) {
    let mut from = places.len();
    if from == begin + rows {
        return;
    }
    places.resize(begin + rows, MISSING);
    let mut to = places.len();
    for (is, many) in there.iter().rev() {
        if *is {
            places.copy_within(from - many..from, to - many);
            from -= many;
        } else {
            places[to - many..to].fill(MISSING);
        }
        to -= many;
    }
}

/// Values one behind the other.
fn plain(bytes: &[u8], kind: Kind, many: usize, texts: &mut Texts, places: &mut Vec<u32>) -> Result<(), What> {
    let wide = match kind {
        Kind::Int32 | Kind::Float => 4,
        Kind::Int64 | Kind::Double => 8,
        Kind::Bool => {
            let both = [texts.place("0"), texts.place("1")];
            for at in 0..many {
                let byte = *bytes.get(at / 8).ok_or(What::CutShort)?;
                places.push(both[usize::from(byte >> (at % 8) & 1)]);
            }
            return Ok(());
        }
        Kind::Text => {
            let mut rest = bytes;
            for _ in 0..many {
                let (size, after) = rest.split_first_chunk::<4>().ok_or(What::CutShort)?;
                let (text, after) = after.split_at_checked(u32::from_le_bytes(*size) as usize).ok_or(What::CutShort)?;
                places.push(texts.place(std::str::from_utf8(text).map_err(|_| What::Text)?));
                rest = after;
            }
            return Ok(());
        }
    };
    let own = many.checked_mul(wide).and_then(|size| bytes.get(..size)).ok_or(What::CutShort)?;
    for value in own.chunks_exact(wide) {
        let mut eight = [0; 8];
        eight[..wide].copy_from_slice(value);
        let bits = u64::from_le_bytes(eight);
        let text = || match kind {
            Kind::Int32 => (bits as u32 as i32).to_string(),
            Kind::Float => short(f32::from_bits(bits as u32)),
            Kind::Double => written(f64::from_bits(bits)),
            _ => (bits as i64).to_string(),
        };
        places.push(texts.number(bits, text));
    }
    Ok(())
}
