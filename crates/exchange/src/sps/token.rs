//! Words, texts and marks of a syntax, each with its place, cut into commands: a point at the end of a line ends one, and so does an
//! empty line.

use super::{Of, Place, Unreadable, What};

/// A piece of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) at: Place,
    pub(super) is: Is<'a>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Is<'a> {
    /// A name, a number or a format.
    Word(&'a str),
    /// Between quotes, which are taken off.
    Text(String),
    /// `(`, `)`, `=`, `,`, `/` or `+`.
    Mark(char),
}

impl Token<'_> {
    /// Whether it is this word, in any capitals.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self.is, Is::Word(own) if own.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.is == Is::Mark(mark)
    }
}

/// A command, as the pieces between two ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    /// The lines between `BEGIN DATA` and `END DATA`, with the number of the first.
    pub(super) data: Option<(usize, &'a str)>,
}

/// Lines of a text, each with its number and where it begins.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    fn line(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.find('\n');
        self.at += end.map_or(rest.len(), |end| end + 1);
        self.number += 1;
        Some(rest[..end.unwrap_or(rest.len())].trim_end_matches('\r'))
    }
}

/// Cuts a syntax into its commands. Comments, and programs in another language, are left out.
pub(super) fn commands(text: &str) -> Result<Vec<Command<'_>>, Unreadable> {
    let mut lines = Lines { text, at: 0, number: 0 };
    let mut found = Vec::new();
    let mut open: Vec<Token<'_>> = Vec::new();
    // A comment goes on to the end of its command, as anything does.
    let mut comment = false;
    while let Some(line) = lines.line() {
        let trimmed = line.trim();
        if open.is_empty() && !comment {
            comment = trimmed.starts_with('*') || word_at(trimmed, "COMMENT");
        }
        if comment {
            comment = !(trimmed.is_empty() || trimmed.ends_with('.'));
            continue;
        }
        if trimmed.is_empty() {
            end(&mut open, &mut found);
            continue;
        }
        let begins = open.is_empty();
        let ends = cut(line, lines.number, &mut open)?;
        if begins && two(&open, "BEGIN", "PROGRAM") {
            open.clear();
            while lines.line().is_some_and(|line| !words(line, "END", "PROGRAM")) {}
        } else if begins && two(&open, "BEGIN", "DATA") {
            let (from, first) = (lines.at, lines.number + 1);
            let mut to = from;
            while lines.line().is_some_and(|line| !words(line, "END", "DATA")) {
                to = lines.at;
            }
            let tokens = std::mem::take(&mut open);
            found.push(Command { tokens, data: Some((first, text.get(from..to).unwrap_or_default())) });
        } else if ends {
            end(&mut open, &mut found);
        }
    }
    end(&mut open, &mut found);
    Ok(found)
}

fn end<'a>(open: &mut Vec<Token<'a>>, found: &mut Vec<Command<'a>>) {
    if !open.is_empty() {
        found.push(Command { tokens: std::mem::take(open), data: None });
    }
}

/// Whether a line begins with a word.
fn word_at(line: &str, word: &str) -> bool {
    line.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        && !line[word.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
}

/// Whether a line is two words, and at most a point.
fn words(line: &str, one: &str, other: &str) -> bool {
    let mut words = line.trim().trim_end_matches('.').split_whitespace();
    let mut is = |word: &str| words.next().is_some_and(|own| own.eq_ignore_ascii_case(word));
    is(one) && is(other) && words.next().is_none()
}

fn two(tokens: &[Token<'_>], one: &str, other: &str) -> bool {
    matches!(tokens, [first, second, ..] if first.is(one) && second.is(other))
}

/// Cuts a line; whether the command ends with it.
fn cut<'a>(line: &'a str, number: usize, found: &mut Vec<Token<'a>>) -> Result<bool, Unreadable> {
    let body = line.trim_end();
    let mut column = 0;
    let mut chars = body.char_indices().peekable();
    let mut ends = false;
    // `"one" + "other"` is one text, also over the end of a line.
    let begin = found.len().saturating_sub(2);
    while let Some((at, it)) = chars.next() {
        column += 1;
        let place = Place { line: number, column };
        match it {
            '\'' | '"' => {
                let mut text = String::new();
                loop {
                    let Some((_, next)) = chars.next() else {
                        return Err(Unreadable { of: Of::Syntax, at: place, what: What::Open });
                    };
                    column += 1;
                    if next != it {
                        text.push(next);
                    } else if chars.next_if(|(_, again)| *again == it).is_some() {
                        column += 1;
                        text.push(it);
                    } else {
                        break;
                    }
                }
                found.push(Token { at: place, is: Is::Text(text) });
            }
            '(' | ')' | '=' | ',' | '/' | '+' => found.push(Token { at: place, is: Is::Mark(it) }),
            '.' if at + 1 == body.len() => ends = true,
            it if it.is_whitespace() => {}
            _ => {
                let mut to = at + it.len_utf8();
                while let Some((at, next)) =
                    chars.next_if(|(_, next)| !next.is_whitespace() && !"'\"()=,/+".contains(*next))
                {
                    column += 1;
                    to = at + next.len_utf8();
                }
                let word = &body[at..to];
                // The point behind the last word of a line ends the command.
                let last = to == body.len() && word.len() > 1 && word.ends_with('.');
                ends |= last;
                found.push(Token { at: place, is: Is::Word(if last { &word[..word.len() - 1] } else { word }) });
            }
        }
    }
    join(found, begin);
    Ok(ends)
}

/// Joins texts with a plus between, from a piece on.
fn join(tokens: &mut Vec<Token<'_>>, from: usize) {
    let rest = tokens.split_off(from.min(tokens.len()));
    for token in rest {
        let joined = match (&mut tokens[..], &token.is) {
            ([.., Token { is: Is::Text(text), .. }, Token { is: Is::Mark('+'), .. }], Is::Text(more)) => {
                text.push_str(more);
                true
            }
            _ => false,
        };
        if joined {
            tokens.pop();
        } else {
            tokens.push(token);
        }
    }
}
