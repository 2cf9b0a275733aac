//! Placements as a school arranges them: their rows (`load`, and of what belongs to them `told`, `look` and `reported`), what is done
//! (`act`, `tell`, `report`), what is shown (`view`), and the list of those of which something is owed (`list`).

mod act;
mod list;
pub(crate) mod load;
mod look;
mod owed;
mod report;
pub(crate) mod reported;
mod tell;
pub(crate) mod told;
mod view;

pub use act::{Doing, DoneRefusal};
pub use list::{Listed, Why, WorkplacePage, WorkplaceRow};
pub use tell::AgreeRefusal;
pub use view::{FromDuo, LookedBack, Measure, Telling, WorkplacesView};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    let all =
        [load::SQL, look::SQL, owed::SQL, report::SQL, reported::SQL, tell::SQL, told::SQL, view::SQL, &list::sql()];
    all.concat()
}
