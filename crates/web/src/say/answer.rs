//! How an answer to a proposal is read from a form: by the answerer, and by who writes it down for them.

use super::form::{Errors, Input};
use register::agreement::{Answer, MAX_WORDS};

/// Reads an answer: its code under `answer`, its words under `words`. The words may also stand under `words` and the code,
/// where each choice has a box of its own: what was written for another choice is not part of the answer.
///
/// # Errors
/// What is wrong, per field.
pub fn read(input: &Input, answer: &str, words: &str) -> Result<Answer, Errors> {
    let code = input.text(answer);
    let own = format!("{words}-{code}");
    let field = if input.has(&own) { own } else { words.to_owned() };
    match Answer::parse(code, input.raw(&field)) {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(Errors::one(answer, "error-answer-missing")),
        Err(wrong) => Err(Errors::text(field, wrong, "error-change-words-missing", MAX_WORDS)),
    }
}
