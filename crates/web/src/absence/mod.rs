//! Absence without a valid reason: `/dossiers/{file}/verzuim`.

mod page;

pub use page::AbsencePage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::NoteAbsence);
    routes.get(page::PATH, gate, page::form).post(page::PATH, gate, page::act)
}
