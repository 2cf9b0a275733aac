//! What students say themselves (`register::voice`): said and withdrawn by them, answered by the school, and a list of what
//! waits. Words are sealed with the key of the file: erasing the text of a file erases them.

mod answer;
mod list;
mod load;
mod say;

pub use answer::VoiceView;
pub use list::{VoiceRow, Voices};
pub(crate) use load::{add, close, hold, of_file};
pub use say::OwnVoices;
pub(crate) use say::waits;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [load::SQL, list::sql().as_slice()].concat()
}
