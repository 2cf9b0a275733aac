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
use words::{DECISIONS, MINUTES, ONE, PATH, PLAN};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let (see, hold) = (Gate::Needs(Action::SeeMeetings), Gate::Needs(Action::HoldMeeting));
    routes
        .get(PATH, see, list::list)
        .get(ONE, see, one::show_one)
        .post(ONE, hold, one::act)
        .get(MINUTES, hold, minutes::form)
        .post(MINUTES, hold, minutes::send)
        .get(DECISIONS, see, decisions::list)
        .post(DECISIONS, see, decisions::act)
        .get(PLAN, hold, plan::form)
        .post(PLAN, hold, plan::send)
}
