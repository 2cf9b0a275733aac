//! Adapted exams (`register::exam`): asked by a student or who works with them, decided by the exam office, and the list of a
//! period. What is written of it is sealed with the key of the file. Who of the exam office opens a request gets that request
//! and who it is about, and nothing else of the file.

mod ask;
mod back;
mod list;
pub(crate) mod load;
mod office;
mod period;

pub(crate) use back::{Back, annulled, restored};

pub use ask::{Enrolled, ExamsOf, OwnExams};
pub use list::{ExamMore, ExamPage, ExamRow, Listed};
pub use office::{ExamView, open_on};
#[cfg(any(test, feature = "testing"))]
pub(crate) use period::open as open_periods;
pub use period::{Arranged, ArrangedList, PeriodView};

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, period::SQL, &list::sql()].concat()
}
