//! `/zorg/overleg`: meetings of the support team about a student: planned, agreed to, held, and what was decided until it is done.

mod decisions;
mod list;
mod minutes;
mod one;
mod plan;
mod samples;
mod words;

pub use decisions::DecisionsPage;
pub use list::MeetingsPage;
pub use minutes::MinutesPage;
pub use one::MeetingPage;
pub use plan::PlanPage;

use crate::site::route::{Gate, Routes};
use access::Action;
use words::PATH;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let (see, hold) = (Gate::Needs(Action::SeeMeetings), Gate::Needs(Action::HoldMeeting));
    routes
        .get(PATH, see, list::list)
        .get("/zorg/overleg/{meeting}", see, one::show_one)
        .post("/zorg/overleg/{meeting}", hold, one::act)
        .get("/zorg/overleg/{meeting}/verslag", hold, minutes::form)
        .post("/zorg/overleg/{meeting}/verslag", hold, minutes::send)
        .get("/zorg/besluiten", see, decisions::list)
        .post("/zorg/besluiten", see, decisions::act)
        .get("/dossiers/{file}/overleg", hold, plan::form)
        .post("/dossiers/{file}/overleg", hold, plan::send)
}
