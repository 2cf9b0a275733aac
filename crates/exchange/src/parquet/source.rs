//! Where the bytes of a file are: in memory, or with somebody who reads a part of them when it is asked for.

use super::What;
use std::fmt;
use std::sync::Arc;

/// Fills a part of a file that begins at a byte, or says that it cannot.
pub(super) type Fill = dyn Fn(u64, &mut [u8]) -> bool + Send + Sync;

/// The bytes of a file.
#[derive(Clone)]
pub(super) enum Source {
    /// All of them.
    Bytes(Arc<Vec<u8>>),
    /// So many, read by somebody.
    Read(usize, Arc<Fill>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl Source {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Read(many, _) => *many,
        }
    }

    /// A part of the file; what has to be read stands in `room`.
    pub(super) fn part<'a>(&'a self, from: usize, to: usize, room: &'a mut Vec<u8>) -> Result<&'a [u8], What> {
        match self {
            Self::Bytes(bytes) => bytes.get(from..to).ok_or(What::CutShort),
            Self::Read(many, read) => {
                let size = to.checked_sub(from).filter(|_| to <= *many).ok_or(What::CutShort)?;
                room.resize(size, 0);
                if read(from as u64, room) { Ok(room) } else { Err(What::CutShort) }
            }
        }
    }
}
