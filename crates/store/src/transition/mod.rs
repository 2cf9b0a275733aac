//! The way to work (`register::transition`): routes, and what was noted of them by the school and by the student. Words are sealed
//! with the key of the file. What duties and rights go by stands beside each route, written with what was noted.

mod act;
pub(crate) mod ask;
mod count;
pub(crate) mod document;
mod list;
pub(crate) mod load;
mod on;
mod own;

pub use act::RouteView;
pub use ask::Handed;
pub use count::Leavers;
pub use document::HandoverView;
pub use list::{Listed, PAGE, RouteRow, RoutesPage};
pub use own::OwnRoute;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, load::BY_PERSON, count::SQL, ask::SQL, document::SQL, &list::sql()].concat()
}
