//! The card of a student: `/mijn/kaart` for whose it is (seeing it, showing it, and when it was opened), `/mijn/kaart/{file}` to
//! write on it, and `/kaart/{card}` for whoever the student shows it to.

mod door;
mod own;
mod words;
mod write;

pub use door::CardDoorPage;
pub use own::OwnCardPage;
pub use write::WriteCardPage;

use crate::site::route::Routes;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.with(own::routes).with(write::routes).with(door::routes)
}
