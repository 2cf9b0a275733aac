//! Codes as bit planes: bit by bit, 64 rows in a word, so that rows are counted 64 at a time.
//!
//! Plane `p` holds bit `p` of the code of each row; a category is then a few ANDs of planes, and how many rows have it, in a
//! group, the ones of that AND the group's own mask. Whole numbers: exact, and the same in any order and on any processor.

use fearless_simd::{Level, dispatch};
use std::ops::Range;

/// The most levels of an item that are counted in planes: their masks stay in registers.
pub(super) const MOST_LEVELS: usize = 15;

/// The most groups times levels that are counted in planes; beyond, reading row by row is as fast.
pub(super) const MOST_COUNTS: usize = 96;

/// Words of 64 rows, each of which is one place of `order`; padding has code 0.
#[derive(Debug, Clone)]
pub(super) struct Planes {
    /// How many planes.
    depth: usize,
    /// Word by word, plane by plane.
    words: Vec<u64>,
}

/// The place of a row that is no row.
pub(super) const PADDING: u32 = u32::MAX;

impl Planes {
    /// The planes of codes up to `levels`, in an order of rows whose length is a multiple of 64.
    pub(super) fn of(codes: &[u8], levels: usize, order: &[u32]) -> Self {
        let depth = (usize::BITS - levels.leading_zeros()).max(1) as usize;
        let mut words = Vec::with_capacity(order.len() / 64 * depth);
        for rows in order.chunks_exact(64) {
            // Eight codes a word, then one bit of each of the eight as a byte.
            let mut eights = [0_u64; 8];
            for (eight, rows) in eights.iter_mut().zip(rows.chunks_exact(8)) {
                for row in rows.iter().rev() {
                    *eight = *eight << 8 | u64::from(codes.get(*row as usize).copied().unwrap_or(0));
                }
            }
            for plane in 0..depth {
                let byte = |eight: &u64| ((eight >> plane) & LOWEST).wrapping_mul(GATHER) >> 56;
                words.push(eights.iter().rev().fold(0, |word, eight| word << 8 | byte(eight)));
            }
        }
        Self { depth, words }
    }

    /// Counts rows of each level in stretches of words: in each group, and then in all rows. `counts` has [`padded`] numbers for
    /// each, stretch after stretch. `level` is what the processor can do; the counts are the same on any.
    pub(super) fn count(
        &self,
        level: Level,
        stretches: impl Iterator<Item = Range<usize>>,
        masks: &Masks,
        levels: usize,
        counts: &mut [u32],
    ) {
        match (self.depth, levels) {
            (1, _) => self.stretches::<1, 2>(level, stretches, masks, counts),
            (2, _) => self.stretches::<2, 4>(level, stretches, masks, counts),
            (3, 0..=4) => self.stretches::<3, 4>(level, stretches, masks, counts),
            (3, 5..=6) => self.stretches::<3, 6>(level, stretches, masks, counts),
            (3, _) => self.stretches::<3, 8>(level, stretches, masks, counts),
            (_, 0..=8) => self.stretches::<4, 8>(level, stretches, masks, counts),
            _ => self.stretches::<4, 16>(level, stretches, masks, counts),
        }
    }

    /// With the instructions of this processor; asked once for all stretches.
    fn stretches<const DEPTH: usize, const LEVELS: usize>(
        &self,
        level: Level,
        stretches: impl Iterator<Item = Range<usize>>,
        masks: &Masks,
        counts: &mut [u32],
    ) {
        if counts_ones(level) {
            dispatch!(level, _ => self.each::<DEPTH, LEVELS, true>(stretches, masks, counts));
        } else {
            self.each::<DEPTH, LEVELS, false>(stretches, masks, counts);
        }
    }

    /// Inlined into what names the instructions, so that it is made of them.
    #[inline(always)]
    fn each<const DEPTH: usize, const LEVELS: usize, const ONES: bool>(
        &self,
        stretches: impl Iterator<Item = Range<usize>>,
        masks: &Masks,
        counts: &mut [u32],
    ) {
        let groups = masks.groups;
        for (words, counts) in stretches.zip(counts.chunks_exact_mut((groups + 1) * LEVELS)) {
            let own = self.words.get(words.start * DEPTH..words.end * DEPTH).unwrap_or_default();
            let of_groups = masks.words.get(words.start * groups..words.end * groups).unwrap_or_default();
            count::<DEPTH, LEVELS, ONES>(own, (of_groups, groups, masks.everyone), counts);
        }
    }
}

/// Whether the processor counts the ones of a word itself. Those of 64 bits before 2008 do not.
fn counts_ones(level: Level) -> bool {
    #[cfg(target_arch = "x86_64")]
    return level.as_sse4_2().is_some();
    #[cfg(not(target_arch = "x86_64"))]
    return !level.is_fallback();
}

/// The rows of each group of a break.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks {
    /// Word by word, group by group.
    words: Vec<u64>,
    groups: usize,
    /// Whether every row has a group: then all rows are those of all groups.
    everyone: bool,
}

impl Masks {
    /// Of codes from 1, in an order of rows.
    pub(super) fn of(codes: &[u8], groups: usize, order: &[u32]) -> Self {
        let planes = Planes::of(codes, groups, order);
        let mut words = Vec::with_capacity(order.len() / 64 * groups);
        for word in planes.words.chunks_exact(planes.depth) {
            words.extend((1..=groups).map(|group| equal(word, group)));
        }
        Self { words, groups, everyone: groups > 0 && codes.iter().all(|code| *code > 0) }
    }

    /// Whether every row has a group.
    pub(super) const fn everyone(&self) -> bool {
        self.everyone
    }
}

/// How many numbers stand for so many levels.
pub(super) const fn padded(levels: usize) -> usize {
    match levels {
        0..=1 => 2,
        2..=4 => 4,
        5..=6 => 6,
        7..=8 => 8,
        9..=16 => 16,
        17..=32 => 32,
        33..=64 => 64,
        65..=128 => 128,
        _ => 256,
    }
}

const LOWEST: u64 = 0x0101_0101_0101_0101;
/// Takes the lowest bits of eight bytes to the highest byte, the first byte's to its lowest bit.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// The rows whose code is this.
#[inline]
fn equal(planes: &[u64], code: usize) -> u64 {
    planes
        .iter()
        .enumerate()
        .fold(u64::MAX, |rows, (at, plane)| rows & if code >> at & 1 == 1 { *plane } else { !plane })
}

/// Nibbles of so many words add up without running over: three times at most four.
const NIBBLES: usize = 3;
/// So many words fill no byte: 24 for every three.
const BYTES: usize = 10 * NIBBLES;

#[inline(always)]
fn count<const DEPTH: usize, const LEVELS: usize, const ONES: bool>(
    words: &[u64],
    (masks, groups, everyone): (&[u64], usize, bool),
    counts: &mut [u32],
) {
    let mut rows = [[0_u64; LEVELS]; BYTES];
    for (at, words) in words.chunks(BYTES * DEPTH).enumerate() {
        let masks = masks.get(at * BYTES * groups..).unwrap_or_default();
        // The rows of each level, word by word: made once for all groups.
        let mut many = 0;
        for (rows, word) in rows.iter_mut().zip(words.as_chunks::<DEPTH>().0) {
            *rows = levels(word);
            many += 1;
        }
        let rows = rows.get(..many).unwrap_or_default();
        for (group, counts) in counts.as_chunks_mut::<LEVELS>().0.iter_mut().enumerate() {
            if group == groups && everyone {
                break;
            }
            let found = if group < groups {
                ones::<LEVELS, ONES>(
                    rows,
                    masks.chunks_exact(groups).map(|masks| masks.get(group).copied().unwrap_or(0)),
                )
            } else {
                ones::<LEVELS, ONES>(rows, std::iter::repeat(u64::MAX))
            };
            for (count, found) in counts.iter_mut().zip(found) {
                *count = count.wrapping_add(found as u32);
            }
        }
    }
    if let (true, Some((all, of_groups))) = (everyone, counts.as_chunks_mut::<LEVELS>().0.split_last_mut()) {
        for group in of_groups {
            all.iter_mut().zip(group).for_each(|(all, own)| *all = all.wrapping_add(*own));
        }
    }
}

/// The rows of each level in a word, from 1: plane by plane, those that have the bit and those that do not.
#[inline(always)]
fn levels<const DEPTH: usize, const LEVELS: usize>(word: &[u64; DEPTH]) -> [u64; LEVELS] {
    let mut codes = [u64::MAX; 16];
    for (bit, plane) in word.iter().enumerate() {
        for code in 0..1 << bit {
            codes[code | 1 << bit] = codes[code] & plane;
            codes[code] &= !plane;
        }
    }
    std::array::from_fn(|level| if level + 1 < 1 << DEPTH { codes[level + 1] } else { 0 })
}

/// The ones of each level among at most [`BYTES`] words, within a mask.
#[inline(always)]
fn ones<const LEVELS: usize, const ONES: bool>(
    rows: &[[u64; LEVELS]],
    masks: impl Iterator<Item = u64>,
) -> [u64; LEVELS] {
    if !ONES {
        return ones_by_hand(rows, masks);
    }
    let mut sums = [0_u64; LEVELS];
    for (rows, mask) in rows.iter().zip(masks) {
        for (sum, rows) in sums.iter_mut().zip(rows) {
            *sum = sum.wrapping_add(u64::from((rows & mask).count_ones()));
        }
    }
    sums
}

/// The same without an instruction for it: pairs, nibbles and bytes, added up as far as they hold before they are widened.
/// Every step is of whole words, two levels at a time on any processor of 64 bits.
#[inline(always)]
fn ones_by_hand<const LEVELS: usize>(rows: &[[u64; LEVELS]], masks: impl Iterator<Item = u64>) -> [u64; LEVELS] {
    const PAIRS: u64 = 0x5555_5555_5555_5555;
    const FOURS: u64 = 0x3333_3333_3333_3333;
    const BYTE: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    const SHORT: u64 = 0x00ff_00ff_00ff_00ff;
    let mut bytes = [0_u64; LEVELS];
    let mut masks = masks;
    for rows in rows.chunks(NIBBLES) {
        let mut nibbles = [0_u64; LEVELS];
        for (rows, mask) in rows.iter().zip(&mut masks) {
            for (nibbles, rows) in nibbles.iter_mut().zip(rows) {
                // Nothing runs over; said so, they are added several at a time.
                let own = rows & mask;
                let own = own.wrapping_sub(own >> 1 & PAIRS);
                *nibbles = nibbles.wrapping_add((own & FOURS).wrapping_add(own >> 2 & FOURS));
            }
        }
        for (bytes, nibbles) in bytes.iter_mut().zip(&nibbles) {
            *bytes = bytes.wrapping_add((nibbles & BYTE).wrapping_add(nibbles >> 4 & BYTE));
        }
    }
    // At most 8 x 240 a word, so four sums of 16 bits hold it.
    bytes.map(|bytes| (bytes & SHORT).wrapping_add(bytes >> 8 & SHORT).wrapping_mul(0x0001_0001_0001_0001) >> 48)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_those_of_the_rows(
            rows in prop::collection::vec((0..16_u8, 0..7_u8), 1..5000),
            levels in 1..16_usize,
            groups in 0..7_usize,
        ) {
            let codes: Vec<u8> = rows.iter().map(|(code, _)| if usize::from(*code) > levels { 0 } else { *code }).collect();
            let everyone = groups > 0 && rows.len() % 2 == 0;
            let group = |of: u8| match usize::from(of) {
                of if everyone => 1 + of % groups,
                of if of > groups => 0,
                of => of,
            };
            let by: Vec<u8> = rows.iter().map(|(_, of)| group(*of) as u8).collect();
            // Backwards, and padded.
            let mut order: Vec<u32> = (0..codes.len() as u32).rev().collect();
            order.resize(order.len().next_multiple_of(64), PADDING);
            let planes = Planes::of(&codes, levels, &order);
            let masks = if groups == 0 { Masks::default() } else { Masks::of(&by, groups, &order) };
            let wide = padded(levels);
            let count = |level: Level| {
                let mut counts = vec![0; (groups + 1) * wide];
                planes.count(level, std::iter::once(0..order.len() / 64), &masks, levels, &mut counts);
                counts
            };
            let counts = count(Level::new());
            prop_assert_eq!(&counts, &count(Level::baseline()));
            for level in 1..=levels {
                let of = |group: Option<usize>| {
                    let both = codes.iter().zip(&by).filter(|(code, by)| {
                        usize::from(**code) == level && group.is_none_or(|group| usize::from(**by) == group)
                    });
                    both.count() as u32
                };
                for group in 1..=groups {
                    prop_assert_eq!(counts[(group - 1) * wide + level - 1], of(Some(group)));
                }
                prop_assert_eq!(counts[groups * wide + level - 1], of(None));
            }
        }
    }
}
