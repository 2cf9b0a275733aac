//! Questions of which several answers may be ticked.

use super::codes::Codes;
use crate::refusal::{Reason, Refusal};
use std::borrow::Cow;

/// The options of a multiple-response question as items of a book: each has the levels "no" and "yes", and all share one
/// base. Who answered any option answered the question, and did not choose the options that they left open; who
/// answered none is missing. `chosen` is the level of an option that means it was ticked. The share of "yes" then has
/// the standard error of a proportion of the base.
///
/// # Errors
/// [`Reason::Shape`] if options have different numbers of rows, or one does not have the level.
pub fn response_set(options: &[Codes<'_>], chosen: &str) -> Result<Vec<Codes<'static>>, Refusal> {
    let rows = options.first().map_or(0, |option| option.rows().len());
    let mut answered = vec![false; rows];
    for option in options {
        if option.rows().len() != rows {
            let message = format!("it has {} rows, the first option {rows}", option.rows().len());
            return Err(Refusal::new(Reason::Shape, message, "Give one answer a row.").about(option.name()));
        }
        answered.iter_mut().zip(option.rows()).for_each(|(answered, code)| *answered |= *code > 0);
    }
    let option = |option: &Codes<'_>| {
        let place = option.levels().iter().position(|level| level == chosen).ok_or_else(|| {
            let remedy = "Name the level that means that the option was ticked.";
            Refusal::new(Reason::Shape, format!("it has no level {chosen}"), remedy).about(option.name())
        })?;
        let code = |(code, answered): (&u8, &bool)| match (answered, usize::from(*code) == place + 1) {
            (false, _) => 0,
            (true, false) => 1,
            (true, true) => 2,
        };
        let rows = option.rows().iter().zip(&answered).map(code).collect();
        Ok(Codes::made(option.name().to_owned(), vec!["no".to_owned(), "yes".to_owned()], Cow::Owned(rows)))
    };
    options.iter().map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_option_is_no_unless_all_are_open() {
        let levels = ["ticked", "not"];
        let a = Codes::packed("a", &levels, &[1, 0, 0, 2]).unwrap();
        let b = Codes::packed("b", &levels, &[0, 1, 0, 2]).unwrap();
        let set = response_set(&[a, b], "ticked").unwrap();
        assert_eq!(set[0].rows(), [2, 1, 0, 1]);
        assert_eq!((set[1].rows(), set[1].name()), (&[1, 2, 0, 1][..], "b"));
        let other = Codes::packed("c", &["x"], &[1]).unwrap();
        assert_eq!(response_set(&[other], "ticked").unwrap_err().variable.as_deref(), Some("c"));
        assert_eq!(response_set(&[], "ticked").unwrap(), []);
    }
}
