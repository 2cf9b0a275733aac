//! Whether a file is all there.

use serde::Serialize;

/// What a file tells of its own completeness. Absence means something in a file that is [proven](Self::Proven) only:
/// of a file cut short nothing may be read as "no longer there".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// It carries the proof: a trailer whose counts fit, or a workbook read to its end.
    Proven,
    /// It cannot tell: a CSV file has no trailer, and this RO file has none either.
    Untold,
    /// It says otherwise: another number of records than its trailer states, or a last line that was cut.
    Doubted,
}

impl Completeness {
    /// Whether what is absent from the file may count as gone.
    pub const fn is_proven(self) -> bool {
        matches!(self, Self::Proven)
    }
}
