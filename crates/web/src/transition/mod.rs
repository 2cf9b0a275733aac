//! The way to work: `/naar-werk`, lists of routes; `/dossiers/{file}/naar-werk` for who guides, `/mijn/naar-werk/{file}` for the student,
//! also after school.

mod act;
mod ask;
mod document;
mod form;
mod leavers;
mod list;
mod own;
mod page;
mod words;

pub use leavers::LeaversPage;
pub use list::RoutesPage;
pub use own::OwnRoutePage;
pub use page::RoutePage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::GuideTransition);
    routes
        .get(list::PATH, gate, list::show_list)
        .get(act::PATH, gate, act::show_route)
        .post(act::PATH, gate, act::noted)
        .get(leavers::LEAVERS, Gate::Needs(Action::CountLeavers), leavers::leavers)
        .get(document::DOCUMENT, gate, document::document)
        .get(own::PATH, Gate::Needs(Action::SeeOwnFile), own::own)
        .post(own::PATH, Gate::Needs(Action::SayYourself), own::say)
}
