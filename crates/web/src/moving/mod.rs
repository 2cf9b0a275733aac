//! Students who go to another coach or team: `/verdeling/verplaats` to let them go, `/verdeling/verplaatst` for what was arranged and who
//! went in the first months, `/verdeling/klassen` for classes that begin, `/werk/overgedragen` for the coaches and `/mijn/coach` for the student.

mod choose;
mod classes;
mod coach;
mod list;
mod own;
mod words;

pub use choose::ChoosePage;
pub use classes::ClassesPage;
pub use coach::CoachPage;
pub use list::MovedPage;
pub use own::OwnPage;

use crate::site::route::Routes;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.with(choose::routes).with(list::routes).with(classes::routes).with(coach::routes).with(own::routes)
}
