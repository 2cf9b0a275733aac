//! `/partners`: the map of local services (*sociale kaart*): read, kept, confirmed; and how many each reaches, for policy.

mod entry;
mod form;
mod map;
mod place;
mod reach;

pub use entry::PartnerPage;
pub use form::PartnerFormPage;
pub use map::PartnersPage;
pub use reach::PartnersReachPage;

use crate::site::route::{Gate, Routes};
use access::Action;
use place::PATH;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Gate::Needs(Action::SeePartners), Gate::Needs(Action::KeepPartners));
    routes
        .get(PATH, see, map::show_map)
        .get("/partners/nieuw", keep, form::begin)
        .post("/partners/nieuw", keep, form::add)
        .get("/partners/{partner}", see, entry::show_one)
        .post("/partners/{partner}", see, entry::act)
        .get("/partners/{partner}/wijzigen", keep, form::change)
        .post("/partners/{partner}/wijzigen", keep, form::save)
        .get("/beleid/partners", keep, reach::show_reach)
}
