//! Rows of each segment and level in one pass over the codes, where no group is asked for.
//!
//! Segment and level together are a byte, and a byte is counted by one step in a list of 256. Planes are made once and read for each
//! group: where there is none, making them costs more than this.

/// The segment of each row, in the order of the layout.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    of_row: Vec<u8>,
    segments: usize,
}

impl Tally {
    /// Of so many segments; none where a byte cannot name them beside two levels.
    pub(super) fn of(of_row: Vec<u8>, segments: usize) -> Option<Self> {
        Some(Self { of_row, segments }).filter(|tally| tally.fits(2))
    }

    /// Whether a byte names each segment with each of so many levels and with none.
    pub(super) const fn fits(&self, levels: usize) -> bool {
        levels < 128 && self.segments << bits(levels) <= 256
    }

    /// Adds the rows of each segment and level to `counts`, which has `wide` numbers a segment.
    pub(super) fn count(&self, codes: &[u8], levels: usize, wide: usize, counts: &mut [u32]) {
        let bits = bits(levels);
        // Four lists in turn: a row does not wait for the one before it where both count the same.
        let mut lists = [[0_u32; 256]; 4];
        let mut add = |list: usize, segment: u8, code: u8| {
            let slot = &mut lists[list % 4][usize::from(segment << bits | code)];
            *slot = slot.wrapping_add(1);
        };
        let ((codes, last_codes), (segments, last_segments)) = (codes.as_chunks::<4>(), self.of_row.as_chunks::<4>());
        for (codes, segments) in codes.iter().zip(segments) {
            segments.iter().zip(codes).enumerate().for_each(|(list, (segment, code))| add(list, *segment, *code));
        }
        last_codes.iter().zip(last_segments).for_each(|(code, segment)| add(0, *segment, *code));
        for (segment, counts) in counts.chunks_exact_mut(wide).enumerate().take(self.segments) {
            for (level, count) in counts.iter_mut().enumerate().take(levels) {
                let at = segment << bits | (level + 1);
                let own = lists.iter().filter_map(|list| list.get(at)).fold(0_u32, |sum, own| sum.wrapping_add(*own));
                *count = count.wrapping_add(own);
            }
        }
    }
}

/// The bits of a code up to so many levels.
const fn bits(levels: usize) -> u32 {
    usize::BITS - levels.leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_byte_names_so_many() {
        let fits = |segments: usize, levels: usize| Tally { of_row: Vec::new(), segments }.fits(levels);
        for (segments, levels, expected) in [
            (32, 7, true),
            (32, 8, false),
            (16, 15, true),
            (17, 15, false),
            (64, 3, true),
            (1, 127, true),
            (1, 128, false),
        ] {
            assert_eq!(fits(segments, levels), expected, "{segments} {levels}");
        }
    }

    proptest! {
        #[test]
        fn counts_are_those_of_the_rows(
            rows in prop::collection::vec((any::<u8>(), any::<u8>()), 0..2000),
            levels in 1..16_usize,
            segments in 1..17_usize,
        ) {
            let of_row: Vec<u8> = rows.iter().map(|(segment, _)| segment % segments as u8).collect();
            let codes: Vec<u8> = rows.iter().map(|(_, code)| code % (levels as u8 + 1)).collect();
            let tally = Tally::of(of_row.clone(), segments).unwrap();
            prop_assume!(tally.fits(levels));
            let wide = levels + 1;
            let mut counts = vec![0; segments * wide];
            tally.count(&codes, levels, wide, &mut counts);
            for segment in 0..segments {
                for level in 1..=levels {
                    let both = of_row.iter().zip(&codes);
                    let expected = both.filter(|it| (usize::from(*it.0), usize::from(*it.1)) == (segment, level)).count();
                    prop_assert_eq!(counts[segment * wide + level - 1] as usize, expected);
                }
            }
        }
    }
}
