//! What schools offer. `/aanbod` is for everybody, without an account, a cookie or a look: schools, one school, one of its teams, teams
//! side by side, and the same as data and on paper. `/beleid/aanbod` is where who works on policy keeps it; `/team/aanbod` where who looks
//! after a team writes what that team offers; `/werk/aanbod`
//! is where who works with students sees what was promised and is offered no more.

mod compare;
mod data;
mod desk;
mod document;
mod gathered;
mod line;
mod mark;
mod place;
mod promised;
mod samples;
mod school;
mod schools;
mod step;
mod team;
mod team_line;
mod version;
mod view;

pub use compare::ComparePage;
pub use desk::DeskPage;
pub use document::paper_sample;
pub use line::LinePage;
pub use mark::MarkPage;
pub(crate) use place::WAS;
pub use promised::PromisedPage;
pub use school::SchoolPage;
pub use schools::SchoolsPage;
pub use team::TeamOfferPage;
pub use version::VersionPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let (keeps, team) = (Gate::Needs(Action::KeepOffer), Gate::Needs(Action::KeepTeamOffer));
    routes
        .get("/sitemap.xml", Gate::Public, data::sitemap)
        .get("/aanbod", Gate::Public, schools::show_all)
        // What is sought travels in the body, and changes nothing of anybody: it needs no token and no cookie.
        .post("/aanbod", Gate::PublicNoToken, schools::find)
        .get("/aanbod/schema.json", Gate::Public, data::schema)
        .get("/aanbod/{school}", Gate::Public, school::whole)
        .get("/aanbod/{school}/vergelijk", Gate::Public, compare::teams)
        .get("/aanbod/{school}/{team}", Gate::Public, school::of_team)
        .get(promised::PATH, Gate::Needs(Action::SeeWorkbench), promised::list)
        .post(promised::PATH, Gate::Needs(Action::SeeWorkbench), promised::act)
        .get("/beleid/aanbod", keeps, desk::desk)
        .post("/beleid/aanbod", keeps, desk::begin)
        .get("/beleid/aanbod/{offer}", keeps, version::show_one)
        .post("/beleid/aanbod/{offer}", keeps, version::act)
        .get("/beleid/aanbod/{offer}/nieuw", keeps, line::begin)
        .post("/beleid/aanbod/{offer}/nieuw", keeps, line::add)
        .get("/beleid/aanbod/{offer}/{line}", keeps, line::form)
        .post("/beleid/aanbod/{offer}/{line}", keeps, line::save)
        .get("/beleid/aanbod/{offer}/{line}/stand", keeps, mark::form)
        .post("/beleid/aanbod/{offer}/{line}/stand", keeps, mark::send)
        .get("/team/aanbod", team, team::desk)
        .post("/team/aanbod", team, team::act)
        .get("/team/aanbod/regel", team, team_line::form)
        .post("/team/aanbod/regel", team, team_line::save)
}
