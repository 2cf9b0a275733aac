//! The student's own pages, and a guardian's: `/mijn`, `/mijn/afspraken/{version}`, `/mijn/inzage` and what they say of it.

mod concern;
mod looks;
mod page;
mod version;

pub use concern::ConcernPage;
pub use looks::LooksPage;
pub use page::MinePage;
pub use version::OwnVersionPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/mijn", Gate::Needs(Action::SeeOwnAgreement), page::mine)
        .get("/mijn/afspraken/{version}", Gate::Needs(Action::SeeOwnAgreement), version::version)
        .post("/mijn/afspraken/{version}", Gate::Needs(Action::AnswerAgreement), version::answer)
        .get(looks::PATH, Gate::Needs(Action::SeeOwnLookLog), looks::looks)
        .post(looks::PATH, Gate::Needs(Action::RaiseConcern), looks::take_back)
        .get(concern::PATH, Gate::Needs(Action::RaiseConcern), concern::form)
        .post(concern::PATH, Gate::Needs(Action::RaiseConcern), concern::raise)
}
