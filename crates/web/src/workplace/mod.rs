//! Learning at a workplace: `/dossiers/{file}/stage` with the placements of a student, `.../bedrijven` to find a company, `.../nieuw` to
//! write one down and `.../{number}` for what happens to it; `/stages` for what is owed; `/mijn/stage` for whose they are.

mod act;
mod begin;
mod file;
mod find;
mod list;
mod look;
mod one;
mod own;
mod report;
mod sample;
mod tell;
mod words;

pub use begin::BeginPage;
pub use file::WorkplacesPage;
pub use find::FindPage;
pub use list::PilesPage;
pub use one::WorkplacePage;
pub use own::OwnWorkplacesPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ArrangePlacement);
    routes
        .get("/stages", gate, list::list)
        .get("/dossiers/{file}/stage", gate, file::look)
        .get("/dossiers/{file}/stage/bedrijven", gate, find::form)
        .post("/dossiers/{file}/stage/bedrijven", gate, find::search)
        .get("/dossiers/{file}/stage/nieuw", gate, begin::form)
        .post("/dossiers/{file}/stage/nieuw", gate, begin::send)
        .get("/dossiers/{file}/stage/{stage}", gate, one::look)
        .get("/dossiers/{file}/stage/{stage}/getekend", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/getekend", gate, act::sign)
        .get("/dossiers/{file}/stage/{stage}/einde", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/einde", gate, act::end)
        .get("/dossiers/{file}/stage/{stage}/uwv", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/uwv", gate, act::provide)
        .get("/dossiers/{file}/stage/{stage}/vertellen", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/vertellen", gate, act::telling)
        .get("/dossiers/{file}/stage/{stage}/terugkijken", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/terugkijken", gate, act::look_back)
        .get("/dossiers/{file}/stage/{stage}/melding", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/melding", gate, act::make)
        .get("/dossiers/{file}/stage/{stage}/sbb", gate, one::look_number)
        .post("/dossiers/{file}/stage/{stage}/sbb", gate, act::step)
        .get("/mijn/stage/melding", Gate::Needs(Action::SayYourself), own::own)
        .post("/mijn/stage/melding", Gate::Needs(Action::SayYourself), own::report)
        .get("/mijn/stage", Gate::Needs(Action::SeeOwnFile), own::own)
        .post("/mijn/stage", Gate::Needs(Action::AllowTelling), own::answer)
}
