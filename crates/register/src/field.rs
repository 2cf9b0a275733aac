//! What can be wrong with what someone typed, per field, without a word for people: `web` finds the words.

use time::Date;

/// One field and what is wrong with it. `F` is the subject's own closed list of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem<F> {
    /// Which field.
    pub field: F,
    /// What is wrong.
    pub problem: Problem,
}

impl<F> FieldProblem<F> {
    /// A problem with a field.
    pub const fn new(field: F, problem: Problem) -> Self {
        Self { field, problem }
    }
}

/// What can be wrong with a field. Carries numbers and dates for the message, never what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was filled in or chosen.
    Missing,
    /// More characters than fit.
    TooLong {
        /// The most characters allowed.
        max: usize,
        /// How many there were.
        got: usize,
    },
    /// The last day comes before the first.
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
    },
    /// Filled in where another answer says it does not apply (words of refusal without a refusal, say).
    DoesNotApply,
    /// Holds characters that are not text (control characters).
    NotText,
}

/// Text as it is kept: in the one form of [`crate::text::lines`]. Says what is wrong otherwise.
///
/// Counts characters, not bytes, so that "max 4000" means the same for every language.
///
/// # Errors
/// [`Problem::Missing`] when nothing is left, [`Problem::TooLong`], or [`Problem::NotText`].
pub fn text(typed: &str, max: usize) -> Result<String, Problem> {
    let text = crate::text::lines(typed);
    let got = text.chars().count();
    if got == 0 {
        Err(Problem::Missing)
    } else if got > max {
        Err(Problem::TooLong { max, got })
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        Err(Problem::NotText)
    } else {
        Ok(text)
    }
}

/// Like [`text`], for a field that may stay empty.
///
/// # Errors
/// As [`text`], except that nothing typed is `Ok(None)`.
pub fn optional_text(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    match text(typed, max) {
        Ok(text) => Ok(Some(text)),
        Err(Problem::Missing) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_counted_in_characters_and_free_of_control_characters() {
        let cases: [(&str, Result<&str, Problem>); 10] = [
            ("", Err(Problem::Missing)),
            ("  \r\n ", Err(Problem::Missing)),
            (" rust \n", Ok("rust")),
            ("een\r\ntwee", Ok("een\ntwee")),
            ("ëëëëë", Ok("ëëëëë")),
            ("e\u{308}e\u{308}e\u{308}e\u{308}e\u{308}", Ok("ëëëëë")),
            ("rust\u{a0}\u{a0}\tnu", Ok("rust nu")),
            ("\u{200b}\u{feff}", Err(Problem::Missing)),
            ("123456789", Err(Problem::TooLong { max: 8, got: 9 })),
            ("a\0b", Err(Problem::NotText)),
        ];
        for (typed, kept) in cases {
            assert_eq!(text(typed, 8).as_deref().map_err(|p| *p), kept, "{typed:?}");
        }
    }
}
