//! Points of attention of one file: `/dossiers/{file}/aandacht`.

mod act;
mod page;

pub use page::PointsPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get(act::PATH, Gate::Needs(Action::KeepPoints), act::form).post(
        act::PATH,
        Gate::Needs(Action::KeepPoints),
        act::act,
    )
}
