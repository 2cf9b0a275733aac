//! Students who go to another coach or team because somebody divides the work (`register::moving`). Going to another coach is the hand-over
//! that stands ([`crate::handover`]), of some students; going to another team is the same of a team (`team`). Both last when a list of the
//! student system goes on naming the one of before.

mod act;
mod classes;
mod early;
mod read;
mod team;

pub use act::{Asked, Moved, To};
pub use classes::{Agreed, ClassRow, Classes};
pub use early::{EarlyPage, EarlyRow};
#[cfg(test)]
pub(crate) use read::MADE_PAGE;
pub use read::{Choose, ChooseRow, Made, MovePage, OwnMove};

/// Every SQL text of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [act::SQL, classes::SQL, early::SQL, read::SQL, team::SQL].concat()
}
