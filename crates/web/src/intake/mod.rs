//! `/intake/{application}/gesprek`: the talk of an intake, planned, told, held and written down; `/intake/{application}/besluit`: how
//! the application ends; and `/mijn/aanmelding`, what the applicant reads of both.

mod advice;
mod advice_page;
mod asked;
mod decision;
mod decision_page;
mod own;
mod page;
mod talk;
mod talk_paper;
mod transfer;

pub use advice_page::AdvicePage;
pub use asked::AskedPage;
pub use decision_page::DecisionPage;
pub use own::OwnIntakePage;
pub(crate) use own::{PATH as OWN, WHICH};
pub use page::TalkPage;
pub use transfer::TransferPage;

pub(crate) use crate::say::advice::PATH as ASKED;
use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::HoldIntake);
    routes
        .get("/intake/{application}/gesprek", gate, talk::show_talk)
        .post("/intake/{application}/gesprek", gate, talk::act)
        .get("/intake/{application}/gesprek/brief", gate, talk_paper::paper)
        .get("/mijn/aanmelding/{application}/uitnodiging", Gate::Needs(Action::SeeOwnFile), talk_paper::own_paper)
        .get("/intake/{application}/besluit", gate, decision::show_decision)
        .post("/intake/{application}/besluit", gate, decision::act)
        .get("/intake/{application}/besluit/brief", gate, decision::paper)
        .get("/intake/{application}/advies", gate, advice::show_advice)
        .post("/intake/{application}/advies", gate, advice::act)
        .get(ASKED, Gate::Needs(Action::AnswerAdvice), asked::asked)
        .post(ASKED, Gate::Needs(Action::AnswerAdvice), asked::answer)
        .get("/intake/{application}/overdracht", gate, transfer::show_transfer)
        .post("/intake/{application}/overdracht", gate, transfer::act)
        .get("/mijn/aanmelding/{application}/brief", Gate::Needs(Action::SeeOwnFile), decision::own_paper)
        .get(own::PATH, Gate::Needs(Action::SeeOwnFile), own::own)
        .post(own::PATH, Gate::Needs(Action::WithdrawTransfer), own::take_back)
}
