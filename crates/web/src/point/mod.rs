//! Points of attention of one file: `/dossiers/{file}/aandacht`.

mod act;
mod page;

pub use page::PointsPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::KeepPoints);
    routes.get(act::PATH, gate, act::form).post(act::PATH, gate, act::act).get(act::MORE, gate, act::form).post(
        act::MORE,
        gate,
        act::act,
    )
}
