//! What a text states, and how much of it is tied to something.

use super::quantity::Quantity;
use super::token::Token;

/// What a text states, and how much of it could be held against something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statements {
    /// How many statements there are.
    pub found: usize,
    /// How many are tied to cells or to other statements.
    pub tied: usize,
    /// How many of those hold.
    pub hold: usize,
    /// The others.
    pub untied: Vec<Untied>,
}

/// A statement that is tied to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untied {
    /// The line on which the number or word begins.
    pub line: u32,
    /// The number or word with a few words around it.
    pub quote: String,
}

/// A quantity with the words around it.
pub(super) fn quote(tokens: &[Token], quantity: &Quantity) -> String {
    let from = quantity.from.saturating_sub(4);
    let to = (quantity.to + 5).min(tokens.len());
    let words: Vec<&str> = tokens[from..to].iter().map(|token| token.raw.as_str()).collect();
    words.join(" ")
}
