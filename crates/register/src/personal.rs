//! A wrapper that keeps personal data out of logs.

use std::fmt;

/// A value about a person. `Debug` hides it, so that a struct holding one can be logged without harm;
/// showing it takes the deliberate [`Personal::reveal`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, to show it to someone who may see it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value, owned.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BirthDate;

    #[test]
    fn what_is_personal_says_so_and_nothing_else_when_it_is_printed_for_a_log() {
        let name = Personal::new("Sanne".to_owned());
        assert_eq!(format!("{name:?} {:?}", BirthDate::from_parts(2010, 9, 1)), "[personal] Some([personal])");
    }
}
