//! Snappy, as Parquet packs its pages (google/snappy, `format_description.txt`): pieces of text, and copies of what came before.

use super::What;

/// The most that a byte unpacks to: a copy of 64 in three bytes.
const MOST: usize = 22;

/// Unpacks a page that says how large it is, in place of what is in `out`.
pub(super) fn unpack(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Result<(), What> {
    let mut at = 0;
    let byte = |at: usize| packed.get(at).copied().map(usize::from).ok_or(What::Packed);
    let (mut said, mut shift) = (0_usize, 0);
    loop {
        let next = byte(at)?;
        at += 1;
        said |= (next & 0x7f) << shift;
        if next & 0x80 == 0 {
            break;
        }
        shift += 7;
        if shift > 28 {
            return Err(What::Packed);
        }
    }
    if said != size || size > packed.len().saturating_mul(MOST) {
        return Err(What::Packed);
    }
    out.clear();
    out.reserve(size);
    while at < packed.len() {
        let tag = byte(at)?;
        at += 1;
        if tag & 3 == 0 {
            let mut many = (tag >> 2) + 1;
            if many > 60 {
                let wide = many - 60;
                many = 1;
                for place in 0..wide {
                    many += byte(at + place)? << (8 * place);
                }
                at += wide;
            }
            let piece = packed.get(at..at + many).ok_or(What::Packed)?;
            out.extend_from_slice(piece);
            at += many;
        } else {
            let (many, back, wide) = match tag & 3 {
                1 => (4 + (tag >> 2 & 7), (tag >> 5 << 8) | byte(at)?, 1),
                2 => ((tag >> 2) + 1, byte(at)? | byte(at + 1)? << 8, 2),
                _ => {
                    let back = byte(at)? | byte(at + 1)? << 8 | byte(at + 2)? << 16 | byte(at + 3)? << 24;
                    ((tag >> 2) + 1, back, 4)
                }
            };
            at += wide;
            let from = out.len().checked_sub(back).filter(|_| back > 0).ok_or(What::Packed)?;
            if back >= many {
                out.extend_from_within(from..from + many);
            } else {
                // What is copied is still being written.
                (0..many).for_each(|step| out.push(out[from + step]));
            }
        }
        if out.len() > size {
            return Err(What::Packed);
        }
    }
    if out.len() == size { Ok(()) } else { Err(What::Packed) }
}
