//! A book: a whole questionnaire from a CSV file, its codebook and its design.
//!
//! `report` asks the engine and keeps what it said beside its labels; `text`, `table` (CSV) and `json` print that.

mod json;
mod report;
mod table;
mod text;

pub use json::print as json;
pub use report::{Asked, Report};
pub use table::print as csv;
pub use text::print as text;

use crate::answer::{Refused, data::Data, design::Frame};
use crate::read::{CaseProblem, Design, Rules};
use std::collections::BTreeSet;
use std::sync::Arc;
use survey::codebook::Codebook;

/// Why there is no book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoBook {
    /// The data cannot be read.
    Unread(CaseProblem),
    /// The design is refused.
    Design(Refused),
    /// What was asked is refused of these data.
    Asked(Refused),
}

/// Makes the book of a CSV file.
///
/// # Errors
/// The data cannot be read through the codebook, or the engine refuses the design or what was asked.
pub fn make(csv: &[u8], codebook: Codebook, design: &Design, asked: &Asked) -> Result<Report, NoBook> {
    let mut names: BTreeSet<String> = design.columns().into_iter().map(str::to_owned).collect();
    names.extend(asked.items.iter().chain(&asked.by).cloned());
    let data = Data::read(csv, &names, Rules::Right, Some(Arc::new(codebook))).map_err(NoBook::Unread)?;
    for name in &names {
        data.has(name).map_err(NoBook::Unread)?;
    }
    let frame = Frame::build(design, &data, Rules::Right).map_err(NoBook::Design)?;
    Report::make(&frame, asked).map_err(NoBook::Asked)
}
