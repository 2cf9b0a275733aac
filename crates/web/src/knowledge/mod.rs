//! What colleagues know and what worked for them. `/kennis` is the tree: who knows what, and whom to ask; `/kennis/praktijk` is what
//! worked elsewhere. Nothing here is about a student.

mod ask;
mod draw;
mod place;
mod practice;
mod practise;
mod samples;
mod tree;
mod words;
mod write;

pub use ask::AskPage;
pub(crate) use place::{ASK, DO, LINE, PRACTICE, PRACTISE, TREE, WAS, WRITE};
pub use practice::PracticePage;
pub use practise::PractisePage;
pub use tree::TreePage;
pub use write::WritePage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let shares = Gate::Needs(Action::ShareKnowledge);
    let keeps = Gate::Needs(Action::KeepKnowledge);
    routes
        .get("/kennis", shares, tree::all)
        .post("/kennis", shares, tree::act)
        .get("/kennis/schrijf", shares, write::form)
        .post("/kennis/schrijf", shares, write::send)
        .get("/kennis/vraag", keeps, ask::form)
        .post("/kennis/vraag", keeps, ask::send)
        .get("/kennis/praktijk", shares, practice::all)
        .post("/kennis/praktijk", shares, practice::act)
        .get("/kennis/praktijk/schrijf", shares, practise::form)
        .post("/kennis/praktijk/schrijf", shares, practise::send)
}
