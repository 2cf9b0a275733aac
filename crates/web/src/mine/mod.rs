//! The student's own pages, and a guardian's: `/mijn`, `/mijn/afspraken/{version}`, what they prepare for a talk about it, `/mijn/inzage` and what they say of it.

mod agenda;
mod concern;
mod guardians;
mod looks;
mod page;
mod prepare;
mod version;

pub use concern::ConcernPage;
pub use guardians::GuardiansPage;
pub use looks::LooksPage;
pub use page::MinePage;
pub use prepare::PreparePage;
pub use version::OwnVersionPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/mijn", Gate::Needs(Action::SeeOwnAgreement), page::mine)
        .get("/mijn/afspraken/{version}", Gate::Needs(Action::SeeOwnAgreement), version::version)
        .post("/mijn/afspraken/{version}", Gate::Needs(Action::AnswerAgreement), version::answer)
        .get(prepare::PATH, Gate::Needs(Action::PrepareEvaluation), prepare::form)
        .post(prepare::PATH, Gate::Needs(Action::PrepareEvaluation), prepare::prepare)
        .get(guardians::PATH, Gate::Needs(Action::AllowGuardian), guardians::page)
        .post(guardians::PATH, Gate::Needs(Action::AllowGuardian), guardians::allow)
        .get(looks::PATH, Gate::Needs(Action::SeeOwnLookLog), looks::looks)
        .post(looks::PATH, Gate::Needs(Action::RaiseConcern), looks::take_back)
        .get(concern::PATH, Gate::Needs(Action::RaiseConcern), concern::form)
        .post(concern::PATH, Gate::Needs(Action::RaiseConcern), concern::raise)
}
