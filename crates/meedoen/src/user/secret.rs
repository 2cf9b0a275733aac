//! Passwords as they are given at the shell: never an argument, which every user of the machine can read.

use crate::outcome::{Run, Trouble};
use std::io::BufRead;
use web::site::password::{self, Cost, LONGEST, SHORTEST};

/// The hash of a password, unless too many people would think of it. `about` is what it may not be made of: the names
/// that stand around it.
pub(super) fn hash(text: &str, about: &[&str]) -> Run<String> {
    if password::is_common(text, about) {
        return Err(Trouble::usage(
            "that password is easy to guess: it is made of common words, names that stand around it, digits or keys in a \
             row. Take three or four words that have nothing to do with each other",
        ));
    }
    password::hash(text, &Cost::PRODUCTION).map_err(|error| Trouble::failed(error.to_string()))
}

/// The first line of the input, when it can be a password.
pub(super) fn read(input: &mut impl BufRead) -> Run<String> {
    let mut line = String::new();
    input.read_line(&mut line).map_err(|_| Trouble::usage("the password on standard input is not UTF-8 text"))?;
    let password = line.trim_end_matches(['\r', '\n']);
    match password.chars().count() {
        length if length < SHORTEST => Err(Trouble::usage(format!("a password has {SHORTEST} characters or more"))),
        length if length > LONGEST => Err(Trouble::usage(format!("a password has at most {LONGEST} characters"))),
        _ => Ok(password.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line_and_long_enough() {
        for (input, expected) in [
            ("correct horse battery\n", Some("correct horse battery")),
            ("twelve chars\r\nsecond line", Some("twelve chars")),
            (" spaces stay \n", Some(" spaces stay ")),
            ("éééééééééééé", Some("éééééééééééé")),
            ("eleven char\n", None),
            ("", None),
        ] {
            assert_eq!(read(&mut input.as_bytes()).ok().as_deref(), expected, "{input:?}");
        }
    }
}
