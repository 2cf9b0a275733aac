//! Everything about me: `/mijn/alles` and, below it, the file itself; and for the privacy officer the same file of a student who
//! asked for it on paper.

mod give;
mod page;

pub use page::EverythingPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(page::PATH, Gate::Needs(Action::SeeOwnAgreement), page::page)
        .get("/mijn/alles/bestand", Gate::Needs(Action::SeeOwnAgreement), give::own)
        .get("/privacy/dossiers/{file}/alles", Gate::Needs(Action::TakeOut), give::of_file)
}
