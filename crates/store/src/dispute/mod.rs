//! Disputes (`register::dispute`): brought by a student or a parent of a child, handled by the desk. What is written of one is sealed
//! with the key of the file. Who it is about at school has no way in; the desk has none to the file, but to what is attached.

mod act;
mod back;
mod desk;
mod list;
pub(crate) mod load;
mod own;
mod things;
mod todo;

pub use back::{Anew, BackListed, BackPage, BackRow, BackView};
pub use desk::{DisputeView, Does};
pub use list::{DisputeMore, DisputePage, DisputeRow, Listed};
pub use own::OwnDisputes;
pub use things::{Offered, Shown};
pub use todo::{TodoListed, TodoPage, TodoRow, TodoView};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, desk::SQL, back::SQL, &list::sql(), &back::sql(), &todo::sql()].concat()
}
