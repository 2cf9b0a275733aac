//! Bytes in the order of the machine that wrote them.

use super::{Unreadable, What};

/// The bytes that are left, and where they are.
#[derive(Debug, Clone)]
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) big: bool,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, big: false }
    }

    pub(super) const fn wrong(&self, what: What) -> Unreadable {
        Unreadable { at: self.at, what }
    }

    pub(super) fn take(&mut self, many: usize) -> Result<&'a [u8], Unreadable> {
        let end = self.at.checked_add(many).ok_or_else(|| self.wrong(What::CutShort))?;
        let taken = self.bytes.get(self.at..end).ok_or_else(|| self.wrong(What::CutShort))?;
        self.at = end;
        Ok(taken)
    }

    fn eight(&mut self) -> Result<[u8; 8], Unreadable> {
        let mut eight = [0; 8];
        eight.copy_from_slice(self.take(8)?);
        Ok(eight)
    }

    pub(super) fn whole(&mut self) -> Result<i32, Unreadable> {
        let mut four = [0; 4];
        four.copy_from_slice(self.take(4)?);
        Ok(if self.big { i32::from_be_bytes(four) } else { i32::from_le_bytes(four) })
    }

    /// A whole number from 0.
    pub(super) fn many(&mut self) -> Result<usize, Unreadable> {
        let at = self.at;
        usize::try_from(self.whole()?).map_err(|_| Unreadable { at, what: What::Dictionary })
    }

    pub(super) fn long(&mut self) -> Result<usize, Unreadable> {
        let at = self.at;
        let eight = self.eight()?;
        let long = if self.big { i64::from_be_bytes(eight) } else { i64::from_le_bytes(eight) };
        usize::try_from(long).map_err(|_| Unreadable { at, what: What::Packed })
    }

    pub(super) fn number(&mut self) -> Result<f64, Unreadable> {
        let eight = self.eight()?;
        Ok(self.as_number(eight))
    }

    pub(super) const fn as_number(&self, eight: [u8; 8]) -> f64 {
        if self.big { f64::from_be_bytes(eight) } else { f64::from_le_bytes(eight) }
    }

    /// Everything that is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Bytes elsewhere in the file.
    pub(super) fn part(&self, from: usize, many: usize) -> Option<&'a [u8]> {
        self.bytes.get(from..from.checked_add(many)?)
    }
}
