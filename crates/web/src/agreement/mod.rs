//! Agreements, for staff: `/dossiers/{file}/afspraken/nieuw` to propose, `/dossiers/{file}/afspraken/{version}` to read.

pub mod propose;
pub mod version;

use crate::site::route::Routes;

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    routes.with(propose::routes).with(version::routes)
}
