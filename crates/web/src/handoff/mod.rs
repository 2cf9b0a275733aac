//! What is asked of partners outside the school: who can help a student here, asking them with a yes, and what comes of it. The
//! partner answers on the page that their link opens (`share`).

mod helpers;
mod letter;
mod list;
mod one;
mod place;
mod send;

pub use helpers::HelpersPage;
pub use letter::HandoffLetterPage;
pub use list::HandoffsPage;
pub use one::HandoffPage;
pub use send::SendPage;

use crate::site::route::{Gate, Routes};
use access::Action;
use place::PATH;
pub(crate) use place::TO;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::HandOff);
    routes
        .get(PATH, gate, list::show_list)
        .get("/verwijzingen/{handoff}", gate, one::show_one)
        .post("/verwijzingen/{handoff}", gate, one::act)
        .post("/verwijzingen/{handoff}/brief", gate, letter::make)
        .get("/dossiers/{file}/hulp", gate, helpers::show_all)
        .post("/dossiers/{file}/hulp", gate, helpers::narrow)
        .get("/dossiers/{file}/hulp/vraag", gate, send::form)
        .post("/dossiers/{file}/hulp/vraag", gate, send::send)
}
