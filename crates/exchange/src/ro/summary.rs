//! What is known of a file once it was read to the end.

use std::ops::Index;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::problem::Problem;
use super::record::{Header, RecordType};
use crate::Completeness;

/// A number per counted record type. As JSON: `{"PER": 3, "ISG": 4, ...}`, all nine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u64; RecordType::COUNTED.len()]);

/// What the trailer states.
pub type Trailer = Counts;

impl Counts {
    pub(super) const fn new(counts: [u64; RecordType::COUNTED.len()]) -> Self {
        Self(counts)
    }

    pub(super) fn add(&mut self, kind: RecordType) {
        if let Some(count) = self.0.get_mut(kind as usize) {
            *count += 1;
        }
    }

    /// Each type with its number, in the order of the trailer.
    pub fn iter(&self) -> impl Iterator<Item = (RecordType, u64)> {
        RecordType::COUNTED.into_iter().zip(self.0)
    }
}

/// The number of a type; 0 for header and trailer, which are not counted.
impl Index<RecordType> for Counts {
    type Output = u64;
    fn index(&self, kind: RecordType) -> &u64 {
        self.0.get(kind as usize).unwrap_or(&0)
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (kind, count) in self.iter() {
            map.serialize_entry(kind.code(), &count)?;
        }
        map.end()
    }
}

/// What is known of a file once it was read to the end.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    /// The header, if there was a good one.
    pub header: Option<Header<'a>>,
    /// The trailer, if there was a good one.
    pub trailer: Option<Trailer>,
    /// Lines per type, faulty ones included: that is what the trailer counts.
    pub records: Counts,
    /// Good records per type, that is, those a reader handed over.
    pub good: Counts,
    /// What is wrong, by line. Anything here means that the file must not be imported.
    pub problems: Vec<Problem>,
    /// What is strange, by line.
    pub warnings: Vec<Problem>,
}

impl Summary<'_> {
    /// Whether the file is whole, by its own trailer: proven when every count fits, doubted when one does not or when the
    /// trailer itself is wrong or there twice.
    pub fn completeness(&self) -> Completeness {
        let of_trailer = |problem: &Problem| problem.record.as_deref() == Some(RecordType::Slr.code());
        match self.trailer {
            Some(trailer) if trailer == self.records && !self.problems.iter().any(of_trailer) => Completeness::Proven,
            None if !self.problems.iter().any(of_trailer) => Completeness::Untold,
            _ => Completeness::Doubted,
        }
    }
}
