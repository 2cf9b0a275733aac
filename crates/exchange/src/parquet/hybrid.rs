//! Parquet's RLE and bit-packing hybrid: runs of one number, and groups of eight in so many bits each.

use super::What;

/// A piece of it.
pub(super) enum Piece<'a> {
    /// A number, so many times.
    Run(u32, usize),
    /// So many numbers, packed.
    Packed(&'a [u8], usize),
}

/// Gives `take` each piece until there are `many` numbers below `2^width`.
pub(super) fn pieces<'a>(
    bytes: &'a [u8],
    width: u32,
    many: usize,
    mut take: impl FnMut(Piece<'a>) -> Result<(), What>,
) -> Result<(), What> {
    if width > 32 {
        return Err(What::Page);
    }
    let (mut at, mut left) = (0_usize, many);
    let wide = width.div_ceil(8) as usize;
    while left > 0 {
        let (mut head, mut shift) = (0_u64, 0);
        loop {
            let byte = *bytes.get(at).ok_or(What::CutShort)?;
            at += 1;
            head |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
            shift += 7;
            if shift > 35 {
                return Err(What::Page);
            }
        }
        let count = usize::try_from(head >> 1).ok().filter(|count| *count > 0).ok_or(What::Page)?;
        if head & 1 == 0 {
            let end = at.checked_add(wide).ok_or(What::Page)?;
            let number = bytes.get(at..end).ok_or(What::CutShort)?;
            at = end;
            let value = number.iter().rev().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
            take(Piece::Run(value, count.min(left)))?;
            left -= count.min(left);
        } else {
            let numbers = count.checked_mul(8).ok_or(What::Page)?.min(left);
            let packed = count.checked_mul(width as usize).ok_or(What::Page)?;
            let rest = bytes.get(at..).ok_or(What::CutShort)?;
            // The last group of a page may be cut where its numbers end.
            if rest.len() < (numbers * width as usize).div_ceil(8) {
                return Err(What::CutShort);
            }
            let own = &rest[..packed.min(rest.len())];
            take(Piece::Packed(own, numbers))?;
            at += own.len();
            left -= numbers;
        }
    }
    Ok(())
}

/// Puts `many` numbers below `2^width` behind those in `out`.
pub(super) fn numbers(bytes: &[u8], width: u32, many: usize, out: &mut Vec<u32>) -> Result<(), What> {
    pieces(bytes, width, many, |piece| {
        match piece {
            Piece::Run(number, count) => out.resize(out.len() + count, number),
            Piece::Packed(packed, count) => unpack(packed, width, count, out),
        }
        Ok(())
    })
}

/// Eight numbers are as many bytes as each has bits: up to eight of those are one word.
fn unpack(packed: &[u8], width: u32, many: usize, out: &mut Vec<u32>) {
    let mask = if width == 32 { u64::from(u32::MAX) } else { (1_u64 << width) - 1 };
    let end = out.len() + many;
    if width == 0 {
        out.resize(end, 0);
    } else if width <= 8 {
        out.reserve(many + 8);
        for group in packed.chunks(width as usize) {
            let mut word = [0; 8];
            word[..group.len()].copy_from_slice(group);
            let word = u64::from_le_bytes(word);
            let eight: [u32; 8] = std::array::from_fn(|at| (word >> (at as u32 * width) & mask) as u32);
            out.extend_from_slice(&eight);
        }
        out.truncate(end);
    } else {
        let (mut window, mut bits) = (0_u64, 0_u32);
        let mut next = packed.iter();
        for _ in 0..many {
            while bits < width {
                window |= u64::from(next.next().copied().unwrap_or(0)) << bits;
                bits += 8;
            }
            out.push((window & mask) as u32);
            window >>= width;
            bits -= width;
        }
    }
}

/// `many` bits as runs of equal ones.
pub(super) fn bits(bytes: &[u8], many: usize) -> Result<Vec<(bool, usize)>, What> {
    let mut runs: Vec<(bool, usize)> = Vec::new();
    let mut add = |is: bool, count: usize| match runs.last_mut() {
        _ if count == 0 => {}
        Some((last, all)) if *last == is => *all += count,
        _ => runs.push((is, count)),
    };
    pieces(bytes, 1, many, |piece| {
        match piece {
            Piece::Run(number, count) => add(number & 1 == 1, count),
            Piece::Packed(packed, count) => {
                for (at, byte) in packed.iter().enumerate() {
                    let mut left = count.saturating_sub(at * 8).min(8);
                    let mut byte = *byte;
                    while left > 0 {
                        let is = byte & 1 == 1;
                        let same = if is { byte.trailing_ones() } else { byte.trailing_zeros() };
                        let same = (same as usize).min(left);
                        add(is, same);
                        left -= same;
                        byte = if same < 8 { byte >> same } else { 0 };
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(runs)
}
