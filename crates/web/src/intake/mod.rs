//! `/intake/{application}/gesprek`: the talk of an intake, planned, told, held and written down; and `/mijn/aanmelding`, what the
//! applicant reads of it.

mod own;
mod page;
mod talk;

pub use own::OwnIntakePage;
pub use page::TalkPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::HoldIntake);
    routes
        .get("/intake/{application}/gesprek", gate, talk::show_talk)
        .post("/intake/{application}/gesprek", gate, talk::act)
        .get(own::PATH, Gate::Needs(Action::SeeOwnFile), own::own)
}
