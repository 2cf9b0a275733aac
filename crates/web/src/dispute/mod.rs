//! Disputes about support agreements: brought at `/mijn/geschil`, handled at `/geschillen` by the desk and nobody else. What the school does
//! after one, and nothing of it beside that, stands at `/zorg/na-geschil`.

mod document;
mod list;
mod one;
mod own;
mod place;
mod samples;
mod todo;
mod todos;

pub use list::DisputesPage;
pub use one::DisputePage;
pub use own::OwnDisputesPage;
pub use todo::TodoPage;
pub use todos::TodosPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let desk = Gate::Needs(Action::HandleDisputes);
    let own = Gate::Needs(Action::LodgeDispute);
    let does = Gate::Needs(Action::CarryOutRuling);
    routes
        .get("/geschillen", desk, list::list)
        .get("/geschillen/{dispute}", desk, one::show_one)
        .post("/geschillen/{dispute}", desk, one::act)
        .get("/geschillen/{dispute}/ontvangst", desk, document::receipt)
        .get(place::TODOS, does, todos::list)
        .get("/zorg/na-geschil/{todo}", does, todo::show_one)
        .post("/zorg/na-geschil/{todo}", does, todo::act)
        .get("/mijn/geschil/{file}", own, own::form)
        .post("/mijn/geschil/{file}", own, own::send)
        .get("/mijn/geschil/{file}/{dispute}/ontvangst", own, document::own)
}
