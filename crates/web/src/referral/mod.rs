//! `/zorg`: who was referred to the next line of support and where that stands; asking, answering and taking back.

mod ask;
mod list;
mod one;
mod own;
mod words;

pub use ask::AskPage;
pub use list::ReferralsPage;
pub use one::ReferralPage;
pub use own::OwnCarePage;

use crate::site::route::{Gate, Routes};
use access::Action;
use words::PATH;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let (see, ask) = (Gate::Needs(Action::SeeReferrals), Gate::Needs(Action::AskReferral));
    routes
        .get(PATH, see, list::list)
        .get("/zorg/{referral}", see, one::show_one)
        .post("/zorg/{referral}", see, one::act)
        .get("/dossiers/{file}/doorverwijzen", ask, ask::form)
        .post("/dossiers/{file}/doorverwijzen", ask, ask::send)
        .get("/mijn/zorg", Gate::Needs(Action::SeeOwnFile), own::own)
        .post("/mijn/zorg", Gate::Needs(Action::AnswerMeeting), own::answer)
}
