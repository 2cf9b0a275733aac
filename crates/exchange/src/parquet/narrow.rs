//! A column in a byte a row: what tables read, straight from the numbers of a dictionary.
//!
//! Answers to a question are few, so that writers number them in a few bits. Each of those becomes the byte of its text by one look in
//! a list of 256, eight rows at a time, and is not made a number of four bytes on the way.

use super::hybrid::{Piece as Stretch, pieces};
use super::page::{Page, Part, Room, Texts, pages, plain};
use super::source::Source;
use super::{Described, What};
use std::cell::RefCell;

/// The texts of a column, and for each row which of them, from 1: a byte.
pub(super) type Narrow = (Vec<String>, Vec<u8>);

/// More texts than this have no byte each: 0 is no text, and 255 no number of a dictionary.
const MOST: usize = 254;

/// A byte that no text has: the number is none of the dictionary.
const NONE: u8 = u8::MAX;

thread_local! {
    /// What a column takes while it is read, for the next one on this thread.
    static ROOM: RefCell<(Room, Vec<u8>)> = RefCell::default();
}

/// The texts of a column and the place of each row's, from 1 in a byte; none where those are too many.
pub(super) fn narrow(bytes: &Source, of: &Described, rows: usize) -> Result<Option<Narrow>, What> {
    let mut texts = Texts::default();
    let mut narrow = Vec::new();
    narrow.try_reserve_exact(rows).map_err(|_| What::TooLarge)?;
    // What one page takes stays near the processor, and is used again for the next.
    let mut places = Vec::new();
    let (mut room, mut values) = ROOM.take();
    for piece in &of.pieces {
        let end = narrow.len() + piece.rows;
        let (mut dictionary, mut table) = (Vec::new(), Table::default());
        let mut too_many = false;
        pages(bytes, of, *piece, &mut room, &mut |part| {
            match part {
                Part::Dictionary(page, many) => {
                    dictionary.clear();
                    plain(page, of.kind, many, &mut texts, &mut dictionary)?;
                    if narrow.is_empty() && texts.all.len() <= MOST {
                        // Nobody was told a place yet: in order, codes are mostly those of a questionnaire already.
                        let now = texts.sort();
                        let place = |was: &u32| now.get(*was as usize).copied().unwrap_or(*was);
                        dictionary = dictionary.iter().map(place).collect();
                    }
                    table = Table::of(&dictionary);
                }
                Part::Values(_) if texts.all.len() > MOST => too_many = true,
                Part::Values(page) if quick(&page) => by_table(&page, &table, &mut values, &mut narrow)?,
                Part::Values(page) => {
                    places.clear();
                    page.read(&dictionary, &mut texts, &mut places)?;
                    narrow.extend(places.iter().map(|place| byte_of(*place)));
                }
            }
            Ok(())
        })?;
        if too_many || texts.all.len() > MOST {
            return Ok(None);
        }
        if narrow.len() != end {
            return Err(What::Page);
        }
    }
    ROOM.set((room, values));
    Ok(Some((texts.all, narrow)))
}

/// What is missing is the highest number: one more is 0.
const fn byte_of(place: u32) -> u8 {
    place.wrapping_add(1) as u8
}

/// What byte each number of a dictionary is.
struct Table {
    one: [u8; 256],
    /// Of four numbers of so many bits each, or of none.
    four: (usize, Vec<[u8; 4]>),
}

impl Default for Table {
    fn default() -> Self {
        Self { one: [NONE; 256], four: (0, Vec::new()) }
    }
}

impl Table {
    fn of(dictionary: &[u32]) -> Self {
        let mut made = Self::default();
        made.one.iter_mut().zip(dictionary).for_each(|(byte, place)| *byte = byte_of(*place));
        // Answers are few: four of them are looked up at once.
        let width = (usize::BITS - dictionary.len().saturating_sub(1).leading_zeros()).max(1) as usize;
        if width <= WIDE {
            let byte = |four: usize, at: usize| made.one[four >> (at * width) & ((1 << width) - 1)];
            made.four = (width, (0..1 << (4 * width)).map(|four| std::array::from_fn(|at| byte(four, at))).collect());
        }
        made
    }
}

/// Four numbers of more bits are looked up one by one: a list of all fours would no longer stay near the processor.
const WIDE: usize = 3;

/// Whether a page holds numbers of a dictionary, in at most a byte each.
fn quick(page: &Page<'_>) -> bool {
    matches!(page.encoding, Some(2 | 8)) && page.values.first().is_some_and(|width| (1..=8).contains(width))
}

/// Puts the bytes of a page behind those in `out`.
fn by_table(page: &Page<'_>, table: &Table, values: &mut Vec<u8>, out: &mut Vec<u8>) -> Result<(), What> {
    let (width, packed) = page.values.split_first().ok_or(What::CutShort)?;
    let begin = out.len();
    if !page.has_gaps() {
        unpack_all(packed, *width, page.rows, table, out)?;
    } else {
        let mut there = 0;
        pieces(page.levels, 1, page.rows, |stretch| {
            there += match stretch {
                Stretch::Run(is, many) => many * (is & 1) as usize,
                Stretch::Packed(bits, many) => ones(bits, many),
            };
            Ok(())
        })?;
        values.clear();
        unpack_all(packed, *width, there, table, values)?;
        // Eight are taken at a time, also of the last ones.
        values.resize(there + 8, 0);
        spread(page, values, out)?;
    }
    let high = out.get(begin..).unwrap_or_default().iter().fold(0, |high, byte| high.max(*byte));
    if high == NONE { Err(What::Page) } else { Ok(()) }
}

/// How many of the first bits are ones.
fn ones(bits: &[u8], many: usize) -> usize {
    let whole = bits.get(..many / 8).unwrap_or_default();
    let (words, rest) = whole.as_chunks::<8>();
    let of_words: usize = words.iter().map(|word| u64::from_le_bytes(*word).count_ones() as usize).sum();
    let of_rest: usize = rest.iter().map(|byte| byte.count_ones() as usize).sum();
    let last = bits.get(many / 8).map_or(0, |byte| (byte & ((1_u16 << (many % 8)) - 1) as u8).count_ones() as usize);
    of_words + of_rest + last
}

/// Puts values where rows have one, and 0 where they have none. There are eight more values than such rows.
fn spread(page: &Page<'_>, values: &[u8], out: &mut Vec<u8>) -> Result<(), What> {
    let (mut at, mut from) = (out.len(), 0_usize);
    out.resize(at + page.rows, 0);
    pieces(page.levels, 1, page.rows, |stretch| {
        match stretch {
            Stretch::Run(is, many) => {
                if is & 1 == 1 {
                    let own = values.get(from..from + many).ok_or(What::Page)?;
                    out.get_mut(at..at + many).ok_or(What::Page)?.copy_from_slice(own);
                    from += many;
                }
                at += many;
            }
            Stretch::Packed(bits, many) => {
                let own = out.get_mut(at..at + many).ok_or(What::Page)?;
                let (eights, rest) = own.as_chunks_mut::<8>();
                let mut bits = bits.iter();
                for (eight, bits) in eights.iter_mut().zip(&mut bits) {
                    *eight = eight_of(*bits, values, &mut from)?;
                }
                if !rest.is_empty() {
                    let bits = bits.next().ok_or(What::CutShort)? & ((1_u16 << rest.len()) - 1) as u8;
                    let last = eight_of(bits, values, &mut from)?;
                    rest.copy_from_slice(&last[..rest.len()]);
                }
                at += many;
            }
        }
        Ok(())
    })
}

/// How many ones each byte has: not every processor counts them itself.
const ONES: [u8; 256] = {
    let mut ones = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        ones[byte] = (byte as u8).count_ones() as u8;
        byte += 1;
    }
    ones
};

/// Eight rows, those of the bits with the next values.
#[inline]
fn eight_of(bits: u8, values: &[u8], from: &mut usize) -> Result<[u8; 8], What> {
    let next = values.get(*from..).and_then(<[u8]>::first_chunk::<8>).ok_or(What::Page)?;
    *from += usize::from(ONES[usize::from(bits)]);
    let mut eight = u64::from_le_bytes(*next);
    // Each row without a value moves those behind it one further.
    let mut without = !bits;
    while without != 0 {
        let before = (1_u64 << (8 * without.trailing_zeros())) - 1;
        eight = eight & before | (eight & !before) << 8;
        without &= without - 1;
    }
    Ok(eight.to_le_bytes())
}

/// Puts the bytes of `many` numbers behind those in `out`.
fn unpack_all(packed: &[u8], width: u8, many: usize, table: &Table, out: &mut Vec<u8>) -> Result<(), What> {
    pieces(packed, u32::from(width), many, |stretch| {
        match stretch {
            Stretch::Run(number, count) => {
                let byte = table.one.get(number as usize).copied().unwrap_or(NONE);
                out.resize(out.len() + count, byte);
            }
            Stretch::Packed(packed, count) => match width {
                1 => unpack::<1>(packed, count, table, out),
                2 => unpack::<2>(packed, count, table, out),
                3 => unpack::<3>(packed, count, table, out),
                4 => unpack::<4>(packed, count, table, out),
                5 => unpack::<5>(packed, count, table, out),
                6 => unpack::<6>(packed, count, table, out),
                7 => unpack::<7>(packed, count, table, out),
                _ => unpack::<8>(packed, count, table, out),
            },
        }
        Ok(())
    })
}

/// Eight numbers of so many bits are as many bytes.
fn unpack<const WIDTH: usize>(packed: &[u8], many: usize, table: &Table, out: &mut Vec<u8>) {
    let begin = out.len();
    out.resize(begin + many.next_multiple_of(8), 0);
    let (eights, _) = out[begin..].as_chunks_mut::<8>();
    let (groups, rest) = packed.as_chunks::<WIDTH>();
    let whole = groups.iter().map(|group| {
        let mut word = [0; 8];
        word[..WIDTH].copy_from_slice(group);
        u64::from_le_bytes(word)
    });
    // The last group of a page may be cut where its numbers end.
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = eights.iter_mut().zip(whole.chain([u64::from_le_bytes(last)]));
    if WIDTH <= WIDE && table.four.0 == WIDTH {
        let (four, mask) = (table.four.1.as_slice(), (1_u64 << (4 * WIDTH)) - 1);
        let none = [NONE; 4];
        for (slot, word) in words {
            let low = four.get((word & mask) as usize).unwrap_or(&none);
            let high = four.get((word >> (4 * WIDTH) & mask) as usize).unwrap_or(&none);
            slot[..4].copy_from_slice(low);
            slot[4..].copy_from_slice(high);
        }
    } else {
        let mask = (1_u64 << WIDTH) - 1;
        for (slot, word) in words {
            *slot = std::array::from_fn(|at| table.one[(word >> (at * WIDTH) & mask) as u8 as usize]);
        }
    }
    out.truncate(begin + many);
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::page::Page;
    use super::*;
    use proptest::prelude::*;

    /// Numbers as a writer puts them down: 24 at a time, packed, or as a run where they are one.
    fn written(numbers: &[u32], width: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for some in numbers.chunks(24) {
            if some.iter().all(|number| *number == some[0]) {
                bytes.push((some.len() as u8) << 1);
                bytes.extend_from_slice(&some[0].to_le_bytes()[..width.div_ceil(8)]);
                continue;
            }
            let groups = some.len().div_ceil(8);
            bytes.push((groups as u8) << 1 | 1);
            let mut packed = vec![0_u8; groups * width];
            for (at, number) in some.iter().enumerate() {
                for bit in 0..width {
                    let place = at * width + bit;
                    packed[place / 8] |= ((number >> bit & 1) as u8) << (place % 8);
                }
            }
            bytes.extend(packed);
        }
        bytes
    }

    proptest! {
        /// A page in a byte a row says what it says in four, and a number that the dictionary has not is refused by both.
        #[test]
        fn a_page_says_the_same_in_a_byte(
            width in 1..=8_usize,
            rows in prop::collection::vec(prop::option::weighted(0.9, any::<u32>()), 1..400),
            texts in 1..=254_usize,
            gaps: bool,
        ) {
            let rows: Vec<Option<u32>> = rows.into_iter().map(|row| if gaps { row } else { row.or(Some(0)) }).collect();
            let many = texts.min(1 << width);
            // Now and then one more than there are.
            let number = |row: &u32| row % (many as u32 + u32::from(row.is_multiple_of(97) && many < 1 << width));
            let numbers: Vec<u32> = rows.iter().flatten().map(number).collect();
            let there: Vec<u32> = rows.iter().map(|row| u32::from(row.is_some())).collect();
            let levels = if gaps { written(&there, 1) } else { Vec::new() };
            let values = [vec![width as u8], written(&numbers, width)].concat();
            let of = Described { name: String::new(), kind: Kind::Int64, optional: gaps, pieces: Vec::new() };
            let page = Page { of: &of, levels: &levels, values: &values, encoding: Some(8), rows: rows.len() };
            let dictionary: Vec<u32> = (0..many as u32).rev().collect();
            let mut places = Vec::new();
            let wide = page.read(&dictionary, &mut Texts::default(), &mut places);
            let mut narrow = Vec::new();
            prop_assert!(quick(&page));
            let own = by_table(&page, &Table::of(&dictionary), &mut vec![7; 3], &mut narrow);
            prop_assert_eq!(wide.is_ok(), own.is_ok());
            if wide.is_ok() {
                prop_assert_eq!(narrow, places.into_iter().map(byte_of).collect::<Vec<u8>>());
            }
        }
    }

    #[test]
    fn texts_stand_in_order_and_what_was_told_of_them_follows() {
        let mut texts = Texts::default();
        let told: Vec<u32> = ["10", "2", "", "1"].iter().map(|text| texts.place(text)).collect();
        let now = texts.sort();
        assert_eq!(texts.all, ["1", "2", "10"]);
        let places: Vec<Option<&u32>> = told.iter().map(|place| now.get(*place as usize)).collect();
        assert_eq!(places, [Some(&2), Some(&1), None, Some(&0)]);
        assert_eq!((texts.place("10"), texts.place("3")), (2, 3));
    }
}
