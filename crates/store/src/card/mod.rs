//! The card of a student (`register::card`): what they write on it, the links that show it (`own`), and how whoever has such a
//! link reads it (`door`). Words are sealed with the key of the file: erasing the text of a file erases the card.

mod door;
pub(crate) mod load;
mod own;

pub use door::CardReading;
pub use own::OwnCard;

/// The SQL of this subject.
pub(crate) fn sql() -> Vec<(&'static str, &'static str)> {
    [door::SQL, load::SQL, own::SQL].concat()
}
