//! Which text each row has, as places in a list: a byte a row while the list is short, as those of a questionnaire are.

/// The code of a row without a value.
pub const MISSING: u32 = u32::MAX;

/// One place a row; none where the row has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places(Kept);

/// Places from 1; 0 is none.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    Narrow(Vec<u8>),
    Wide(Vec<u32>),
}

impl Default for Places {
    fn default() -> Self {
        Self(Kept::Narrow(Vec::new()))
    }
}

impl Places {
    /// From codes, [`MISSING`] where there is none.
    pub fn of(codes: &[u32]) -> Self {
        let mut places = Self::default();
        codes.iter().for_each(|code| places.push((*code != MISSING).then_some(*code)));
        places
    }

    /// How many rows.
    pub const fn len(&self) -> usize {
        match &self.0 {
            Kept::Narrow(kept) => kept.len(),
            Kept::Wide(kept) => kept.len(),
        }
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of a row; none where it has no value, or is not there.
    pub fn get(&self, row: usize) -> Option<u32> {
        match &self.0 {
            Kept::Narrow(kept) => kept.get(row)?.checked_sub(1).map(u32::from),
            Kept::Wide(kept) => kept.get(row)?.checked_sub(1),
        }
    }

    /// From places from 1, in a byte a row; 0 is none.
    pub(super) const fn narrow(kept: Vec<u8>) -> Self {
        Self(Kept::Narrow(kept))
    }

    /// Places from 1 in a byte a row, 0 where there is none; none where the list is too long for that.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kept::Narrow(kept) => Some(kept),
            Kept::Wide(_) => None,
        }
    }

    /// Another row.
    #[inline]
    pub fn push(&mut self, place: Option<u32>) {
        let next = place.map_or(0, |place| place.saturating_add(1));
        if let Kept::Narrow(kept) = &mut self.0 {
            if let Ok(next) = u8::try_from(next) {
                kept.push(next);
                return;
            }
            self.0 = Kept::Wide(kept.iter().map(|place| u32::from(*place)).collect());
        }
        if let Kept::Wide(kept) = &mut self.0 {
            kept.push(next);
        }
    }

    /// Each row's value of a list; `without` where it has none. (One look a place, and not one a row.)
    pub fn of_each<T: Copy>(&self, values: &[T], without: T) -> Vec<T> {
        let from_one: Vec<T> = std::iter::once(without).chain(values.iter().copied()).collect();
        let of = |at: usize| from_one.get(at).copied().unwrap_or(without);
        match &self.0 {
            Kept::Narrow(kept) => kept.iter().map(|place| of(usize::from(*place))).collect(),
            Kept::Wide(kept) => kept.iter().map(|place| of(*place as usize)).collect(),
        }
    }

    /// One code a row, [`MISSING`] where there is none.
    pub fn codes(&self) -> Vec<u32> {
        let of = |place: u32| place.checked_sub(1).unwrap_or(MISSING);
        match &self.0 {
            Kept::Narrow(kept) => kept.iter().map(|place| of(u32::from(*place))).collect(),
            Kept::Wide(kept) => kept.iter().map(|place| of(*place)).collect(),
        }
    }

    /// The rows of another, each at its place in a list that both share.
    pub(super) fn extend(&mut self, other: &Self, at: &[Option<u32>]) {
        let moved: Vec<u32> =
            std::iter::once(0).chain(at.iter().map(|place| place.map_or(0, |place| place.saturating_add(1)))).collect();
        let of = |place: usize| moved.get(place).copied().unwrap_or(0);
        let narrow = moved.iter().all(|place| u8::try_from(*place).is_ok());
        match (&mut self.0, &other.0) {
            (Kept::Narrow(kept), Kept::Narrow(more)) if narrow => {
                // A table of every byte has no end that a row could be behind.
                let table: [u8; 256] = std::array::from_fn(|place| of(place) as u8);
                kept.extend(more.iter().map(|place| table[usize::from(*place)]));
            }
            (_, Kept::Narrow(more)) => more.iter().for_each(|place| self.push(of(usize::from(*place)).checked_sub(1))),
            (_, Kept::Wide(more)) => more.iter().for_each(|place| self.push(of(*place as usize).checked_sub(1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_kept_as_a_short_one_is() {
        for count in [1_u32, 254, 255, 256, 1000] {
            let codes: Vec<u32> = (0..count).chain([MISSING, 0, MISSING]).collect();
            let places = Places::of(&codes);
            assert_eq!((places.len(), places.codes()), (codes.len(), codes.clone()));
            assert_eq!((places.get(count as usize), places.get(codes.len())), (None, None));
            let values: Vec<u32> = (0..count).map(|value| 2 * value).collect();
            let doubled: Vec<u32> = codes.iter().map(|code| if *code == MISSING { 7 } else { 2 * code }).collect();
            assert_eq!(places.of_each(&values, 7).get(..count as usize), doubled.get(..count as usize));
            let mut twice = places.clone();
            twice.extend(&places, &(0..count).map(|place| (place != 1).then_some(place)).collect::<Vec<_>>());
            let again = codes.iter().map(|code| if *code == 1 { MISSING } else { *code });
            assert_eq!(twice.codes(), codes.iter().copied().chain(again).collect::<Vec<_>>());
        }
    }
}
