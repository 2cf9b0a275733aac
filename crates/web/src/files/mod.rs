//! `/dossiers`, `/zoeken` and `/intake`: finding a file.
//!
//! A search by name is sent as a form and answered at an opaque address: no name ever stands in one.

mod intake;
mod list;
mod search;

pub use intake::IntakePage;
pub use list::ListPage;
pub use search::SearchPage;

use crate::{
    say::{person::listed, words::T},
    site::route::{Gate, Routes},
};
use access::Action;
use store::file::list::FileRow;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/dossiers", Gate::Needs(Action::ListFiles), list::list)
        .post("/zoeken", Gate::Needs(Action::SearchFiles), search::start)
        .get("/zoeken/{search}", Gate::Needs(Action::SearchFiles), search::found)
        .get("/intake", Gate::Needs(Action::ListApplications), intake::list)
}

/// A file in a list.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) number: Option<String>,
    pub(crate) teams: String,
    pub(crate) attention: bool,
}

impl Row {
    pub(crate) fn new(t: T, row: &FileRow) -> Self {
        Self {
            name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
            href: format!("/dossiers/{}", row.file),
            // Who has no name is called by their number already.
            number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
            teams: row.teams.join(", "),
            attention: row.attention,
        }
    }
}
