//! Agreements, for staff: `/dossiers/{file}/afspraken/nieuw` to propose, `/dossiers/{file}/afspraken/{version}` to read,
//! and below that what is done with a version: the letter to print, an answer to write down or take back, a reply.

pub mod close;
pub mod evaluate;
pub mod evaluate_back;
pub mod letter;
pub mod note;
mod place;
pub mod propose;
pub mod reply;
pub mod take_back;
pub mod version;

use crate::site::route::Routes;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .with(propose::routes)
        .with(version::routes)
        .with(letter::routes)
        .with(note::routes)
        .with(take_back::routes)
        .with(reply::routes)
        .with(close::routes)
        .with(evaluate::routes)
        .with(evaluate_back::routes)
}
