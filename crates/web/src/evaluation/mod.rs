//! `/evaluaties`: whose agreements are to be evaluated this school year, whose were, and whose were not last year; and
//! `/evaluaties/plannen`, where the talks are planned.

mod list;
mod place;
mod plan;

pub use list::EvaluationsPage;
pub use plan::PlanPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeWorkbench);
    routes.get(place::PATH, gate, list::page).get("/evaluaties/plannen", gate, plan::form).post(
        "/evaluaties/plannen",
        gate,
        plan::plan,
    )
}
