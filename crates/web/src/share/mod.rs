//! An agreement that is shared with somebody outside the school: `/dossiers/{file}/delen` for the school, `/mijn/gedeeld` for
//! whose it is, and `/gedeeld/{share}` for whoever it is shared with.

mod asked;
mod file;
mod outsider;
mod own;
mod words;

pub use file::SharesPage;
pub use outsider::OutsiderPage;
pub use own::OwnSharesPage;

use crate::site::route::Routes;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.with(file::routes).with(own::routes).with(outsider::routes)
}
