//! `/privacy`: looks that somebody says were not right, finding a person, erasing text that should not have been written,
//! proving that the audit is whole.
//!
//! The privacy officer opens no file: who it is, and nothing that is in it.

mod audit;
mod concern;
mod purge;

pub use audit::{AuditPage, PrivacyPage};
pub use concern::ConcernPage;
pub use purge::PurgePage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/privacy", Gate::Needs(Action::PurgeFreeText), audit::privacy)
        .post("/privacy/controle", Gate::Needs(Action::VerifyAudit), audit::verify)
        .get(concern::PATH, Gate::Needs(Action::HandleConcerns), concern::form)
        .post(concern::PATH, Gate::Needs(Action::HandleConcerns), concern::answer)
        .get("/privacy/dossiers/{file}", Gate::Needs(Action::PurgeFreeText), purge::ask)
        .post("/privacy/dossiers/{file}", Gate::Needs(Action::PurgeFreeText), purge::purge)
}
