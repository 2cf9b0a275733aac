//! The pieces of a command, taken one by one.

use super::token::{Is, Token};
use super::{Of, Place, Unreadable, What};

/// What is left of a command.
#[derive(Debug, Clone)]
pub(super) struct Scan<'c, 'a> {
    tokens: &'c [Token<'a>],
    at: usize,
}

impl<'c, 'a> Scan<'c, 'a> {
    pub(super) const fn of(tokens: &'c [Token<'a>]) -> Self {
        Self { tokens, at: 0 }
    }

    fn peek(&self) -> Option<&'c Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.peek().is_none()
    }

    /// Where the next piece stands, or the last one did.
    pub(super) fn at(&self) -> Place {
        self.peek().or_else(|| self.tokens.last()).map_or(Place { line: 1, column: 1 }, |token| token.at)
    }

    pub(super) const fn wrong(&self, at: Place, what: What) -> Unreadable {
        Unreadable { of: Of::Syntax, at, what }
    }

    pub(super) const fn advance(&mut self) {
        self.at += 1;
    }

    /// Without the next piece.
    pub(super) const fn skip(mut self) -> Self {
        self.at += 1;
        self
    }

    pub(super) fn peek_word(&self) -> Option<&'a str> {
        match self.peek()?.is {
            Is::Word(word) => Some(word),
            Is::Text(_) | Is::Mark(_) => None,
        }
    }

    /// A name or number.
    pub(super) fn word(&mut self, what: &'static str) -> Result<&'a str, Unreadable> {
        let word = self.peek_word().ok_or_else(|| self.wrong(self.at(), What::Expected(what)))?;
        self.at += 1;
        Ok(word)
    }

    /// A text between quotes.
    pub(super) fn text(&mut self, what: &'static str) -> Result<&'c str, Unreadable> {
        let Some(Token { is: Is::Text(text), .. }) = self.peek() else {
            return Err(self.wrong(self.at(), What::Expected(what)));
        };
        self.at += 1;
        Ok(text)
    }

    /// Takes a mark, if it is the next piece.
    pub(super) fn mark(&mut self, mark: char) -> bool {
        let is = self.peek().is_some_and(|token| token.is_mark(mark));
        self.at += usize::from(is);
        is
    }

    /// Passes over everything before a mark.
    pub(super) fn until_mark(&mut self, mark: char) {
        while self.peek().is_some_and(|token| !token.is_mark(mark)) {
            self.at += 1;
        }
    }

    /// Refuses what is left.
    pub(super) fn end(&self) -> Result<(), Unreadable> {
        match self.peek() {
            None => Ok(()),
            Some(token) if matches!(token.is, Is::Word(_)) => {
                Err(self.wrong(token.at, What::Expected("the end of the command")))
            }
            Some(token) => Err(self.wrong(token.at, What::Expected("a name, or the end of the command"))),
        }
    }
}
