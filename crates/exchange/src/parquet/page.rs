//! The pages of a column: unpacked, and their values as texts.

use super::hybrid::{bits, numbers};
use super::snappy;
use super::source::Source;
use super::thrift::{Reader, Value};
use super::{Column, Described, Kind, MISSING, PAGE, Piece, What};
use std::collections::HashMap;
use std::io::Read as _;

/// The texts of a column as far as they were met: each once.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) all: Vec<String>,
    of_text: HashMap<String, u32>,
    of_number: HashMap<u64, u32>,
}

impl Texts {
    pub(super) fn place(&mut self, text: &str) -> u32 {
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

    /// Puts them in order, shorter ones first, so that codes that are numbers stand as they count. Places that were told before
    /// change: what each is now.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by(|one, other| {
            let (one, other) = (&self.all[*one], &self.all[*other]);
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        });
        let mut now = vec![0_u32; order.len()];
        order.iter().zip(0..).for_each(|(was, place)| now[*was] = place);
        self.all = order.iter().map(|was| std::mem::take(&mut self.all[*was])).collect();
        let places = self.of_text.values_mut().chain(self.of_number.values_mut());
        places.for_each(|place| *place = now.get(*place as usize).copied().unwrap_or(MISSING));
        now
    }

    /// A number by its bits: it becomes a text once.
    fn number(&mut self, bits: u64, text: impl FnOnce() -> String) -> u32 {
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
pub(super) fn whole(bytes: &Source, of: &Described, rows: usize) -> Result<Vec<Option<i64>>, What> {
    let mut found: Vec<Option<i64>> = Vec::new();
    found.try_reserve_exact(rows).map_err(|_| What::TooLarge)?;
    for piece in &of.pieces {
        let end = found.len() + piece.rows;
        let (mut dictionary, mut places) = (Vec::new(), Vec::new());
        pages(bytes, of, *piece, &mut Room::default(), &mut |part| match part {
            Part::Dictionary(page, many) => {
                dictionary.clear();
                whole_ones(page, of.kind, many, &mut dictionary)
            }
            Part::Values(page) => {
                let (there, many) = page.there()?;
                let begin = found.len();
                match page.encoding {
                    Some(2 | 8) => {
                        places.clear();
                        page.places(many, &mut places)?;
                        for place in &places {
                            found.push(*dictionary.get(*place as usize).ok_or(What::Page)?);
                        }
                    }
                    Some(0) => whole_ones(page.values, of.kind, many, &mut found)?,
                    _ => return Err(What::Encoding),
                }
                spread(&mut found, begin, &there, page.rows, None);
                Ok(())
            }
        })?;
        if found.len() != end {
            return Err(What::Page);
        }
    }
    Ok(found)
}

/// Whole numbers one behind the other.
fn whole_ones(bytes: &[u8], kind: Kind, many: usize, out: &mut Vec<Option<i64>>) -> Result<(), What> {
    if kind == Kind::Int32 {
        let own = many.checked_mul(4).and_then(|size| bytes.get(..size)).ok_or(What::CutShort)?;
        out.extend(own.as_chunks::<4>().0.iter().map(|value| Some(i64::from(i32::from_le_bytes(*value)))));
    } else {
        let own = many.checked_mul(8).and_then(|size| bytes.get(..size)).ok_or(What::CutShort)?;
        out.extend(own.as_chunks::<8>().0.iter().map(|value| Some(i64::from_le_bytes(*value))));
    }
    Ok(())
}

pub(super) fn column(bytes: &Source, of: &Described, rows: usize) -> Result<Column, What> {
    let mut texts = Texts::default();
    let places = places(bytes, of, rows, &mut texts)?;
    Ok(Column { texts: texts.all, places })
}

/// Of each row the place of its value.
fn places(bytes: &Source, of: &Described, rows: usize, texts: &mut Texts) -> Result<Vec<u32>, What> {
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

fn piece(
    bytes: &Source,
    of: &Described,
    piece: Piece,
    (texts, places): (&mut Texts, &mut Vec<u32>),
) -> Result<(), What> {
    let mut dictionary: Vec<u32> = Vec::new();
    pages(bytes, of, piece, &mut Room::default(), &mut |part| match part {
        Part::Dictionary(page, many) => {
            dictionary.clear();
            plain(page, of.kind, many, texts, &mut dictionary)
        }
        Part::Values(page) => page.read(&dictionary, texts, places),
    })
}

/// A page of a piece, unpacked.
pub(super) enum Part<'a> {
    /// So many texts or numbers, by which the values after it are numbered.
    Dictionary(&'a [u8], usize),
    /// Values.
    Values(Page<'a>),
}

/// Where a piece and its pages stand while they are read: kept for the next, since making room costs more than filling it.
#[derive(Debug, Default)]
pub(super) struct Room {
    piece: Vec<u8>,
    page: Vec<u8>,
}

/// Gives `take` each page of a piece, in their order.
pub(super) fn pages(
    source: &Source,
    of: &Described,
    piece: Piece,
    room: &mut Room,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), What>,
) -> Result<(), What> {
    let Room { piece: read, page: room } = room;
    let bytes = source.part(piece.from, piece.to, read)?;
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
                let page = unpacked(packed, head.size(2)?, piece.codec, room)?;
                take(Part::Dictionary(page, about.size(1)?))?;
            }
            Some(0) => {
                let about = head.field(5).ok_or(What::Header)?;
                let rows = about.size(1)?.min(left);
                let page = unpacked(packed, head.size(2)?, piece.codec, room)?;
                let (levels, values) = if of.optional {
                    let size = page.first_chunk::<4>().map(|size| u32::from_le_bytes(*size) as usize);
                    let end = size.and_then(|size| size.checked_add(4)).ok_or(What::CutShort)?;
                    (page.get(4..end).ok_or(What::CutShort)?, page.get(end..).ok_or(What::CutShort)?)
                } else {
                    (&[][..], page)
                };
                take(Part::Values(Page { of, levels, values, encoding: about.int(2), rows }))?;
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
                let values = unpacked(rest, size, if whole { 0 } else { piece.codec }, room)?;
                let levels = if of.optional { &before[repeats..] } else { &[] };
                take(Part::Values(Page { of, levels, values, encoding: about.int(4), rows }))?;
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
fn unpacked<'a>(packed: &'a [u8], size: usize, codec: i64, room: &'a mut Vec<u8>) -> Result<&'a [u8], What> {
    if size > PAGE {
        return Err(What::TooLarge);
    }
    match codec {
        0 => return Ok(packed),
        1 if size == 0 => return Ok(&[]),
        1 => snappy::unpack(packed, size, room)?,
        2 => {
            room.clear();
            let mut unpacked = flate2::read::MultiGzDecoder::new(packed).take(size as u64 + 1);
            unpacked.read_to_end(room).map_err(|_| What::Packed)?;
        }
        _ => return Err(What::Codec),
    }
    if room.len() == size { Ok(room) } else { Err(What::Packed) }
}

/// A page of values.
pub(super) struct Page<'a> {
    pub(super) of: &'a Described,
    /// Which rows have a value; empty where all have one.
    pub(super) levels: &'a [u8],
    pub(super) values: &'a [u8],
    pub(super) encoding: Option<i64>,
    pub(super) rows: usize,
}

impl Page<'_> {
    /// Whether a row may have no value; then `levels` say which have one.
    pub(super) const fn has_gaps(&self) -> bool {
        self.of.optional
    }

    /// Puts the place of each row's value behind those in `places`, by the places of the texts of the dictionary.
    pub(super) fn read(&self, dictionary: &[u32], texts: &mut Texts, places: &mut Vec<u32>) -> Result<(), What> {
        let (there, many) = self.there()?;
        let begin = places.len();
        match self.encoding {
            Some(2 | 8) => {
                self.places(many, places)?;
                for place in &mut places[begin..] {
                    *place = *dictionary.get(*place as usize).ok_or(What::Page)?;
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
        spread(places, begin, &there, self.rows, MISSING);
        Ok(())
    }

    /// Runs of rows with and without a value, and how many have one.
    fn there(&self) -> Result<(Vec<(bool, usize)>, usize), What> {
        let there = if self.of.optional { bits(self.levels, self.rows)? } else { vec![(true, self.rows)] };
        let many = there.iter().filter(|(is, _)| *is).map(|(_, rows)| rows).sum();
        Ok((there, many))
    }

    /// Puts the numbers of a dictionary behind those in `places`, one for each row that has a value.
    fn places(&self, many: usize, places: &mut Vec<u32>) -> Result<(), What> {
        if many == 0 {
            return Ok(());
        }
        let (width, packed) = self.values.split_first().ok_or(What::CutShort)?;
        numbers(packed, u32::from(*width), many, places)
    }
}

/// Puts rows without a value between those with one, from the last to the first.
fn spread<T: Copy>(places: &mut Vec<T>, begin: usize, there: &[(bool, usize)], rows: usize, none: T) {
    let mut from = places.len();
    if from == begin + rows {
        return;
    }
    places.resize(begin + rows, none);
    let mut to = places.len();
    for (is, many) in there.iter().rev() {
        if *is {
            places.copy_within(from - many..from, to - many);
            from -= many;
        } else {
            places[to - many..to].fill(none);
        }
        to -= many;
    }
}

/// Values one behind the other.
pub(super) fn plain(
    bytes: &[u8],
    kind: Kind,
    many: usize,
    texts: &mut Texts,
    places: &mut Vec<u32>,
) -> Result<(), What> {
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
