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

use crate::answer::{data::Data, design::Frame};
use crate::read::{CaseProblem, Design, Rules};
use std::collections::BTreeSet;
use std::sync::Arc;
use survey::codebook::Codebook;

/// What a problem of a book is about: each comes from a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What the data hold, against the codebook.
    Data,
    /// The design.
    Design,
    /// What was asked of these data.
    Asked,
}

/// Makes the book of a CSV file.
///
/// # Errors
/// The data cannot be read through the codebook, or the engine refuses the design or what was asked.
pub fn make(csv: &[u8], codebook: Codebook, design: &Design, asked: &Asked) -> Result<Report, (About, CaseProblem)> {
    let mut names: BTreeSet<String> = design.columns().into_iter().map(str::to_owned).collect();
    names.extend(asked.items.iter().chain(&asked.by).cloned());
    let data = Data::read(csv, &names, Rules::Right, Some(Arc::new(codebook))).map_err(about(About::Data))?;
    for name in &names {
        data.has(name).map_err(about(About::Data))?;
    }
    let frame = Frame::build(design, &data, Rules::Right).map_err(about(About::Design))?;
    Report::make(&frame, asked).map_err(about(About::Asked))
}

fn about(what: About) -> impl Fn(CaseProblem) -> (About, CaseProblem) {
    move |problem| (what, problem)
}
