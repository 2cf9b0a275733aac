//! What students say themselves: `/mijn/zeggen/{file}` and `/mijn/gebeurt/{version}` for them, `/gezegd` and `/dossiers/{file}/gezegd/{voice}` for who answers.

mod answer;
mod happens;
mod list;
mod say;

pub use answer::AnswerPage;
pub use happens::HappensPage;
pub use list::VoicesPage;
pub use say::SayPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(say::PATH, Gate::Needs(Action::SayYourself), say::form)
        .post(say::PATH, Gate::Needs(Action::SayYourself), say::say)
        .get(happens::PATH, Gate::Needs(Action::SayYourself), happens::page)
        .post(happens::PATH, Gate::Needs(Action::SayYourself), happens::answer)
        .get(list::PATH, Gate::Needs(Action::SeeWorkbench), list::page)
        .get(answer::PATH, Gate::Needs(Action::AnswerVoice), answer::form)
        .post(answer::PATH, Gate::Needs(Action::AnswerVoice), answer::answer)
}
