//! The way to work: `/dossiers/{file}/naar-werk` for who guides, `/mijn/naar-werk/{file}` for the student, also after school.

mod act;
mod document;
mod form;
mod leavers;
mod own;
mod page;
mod words;

pub use leavers::LeaversPage;
pub use own::OwnRoutePage;
pub use page::RoutePage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::GuideTransition);
    routes
        .get(act::PATH, gate, act::show_route)
        .post(act::PATH, gate, act::noted)
        .get(leavers::LEAVERS, Gate::Needs(Action::CountLeavers), leavers::leavers)
        .get(document::DOCUMENT, gate, document::document)
        .get(own::PATH, Gate::Needs(Action::SeeOwnFile), own::own)
        .post(own::PATH, Gate::Needs(Action::SayYourself), own::say)
}
