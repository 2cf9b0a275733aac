//! `/zorg/belasting`: whether the school may leave out an adjustment that works: two steps, a second pair of eyes, a decision on
//! paper.

mod begin;
mod document;
mod list;
mod one;
mod place;
mod samples;

pub use begin::BeginPage;
pub use list::BurdensPage;
pub use one::BurdenPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::WeighBurden);
    routes
        .get("/zorg/belasting", gate, list::list)
        .get("/dossiers/{file}/belasting", gate, begin::form)
        .post("/dossiers/{file}/belasting", gate, begin::send)
        .get("/zorg/belasting/{burden}", gate, one::show_one)
        .post("/zorg/belasting/{burden}", gate, one::act)
        .get("/zorg/belasting/{burden}/besluit", gate, document::decision)
}
