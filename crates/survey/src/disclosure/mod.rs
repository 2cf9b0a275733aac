//! What may not leave the house: small cells, and the cells that would give them away.
//!
//! A [`Publication`] holds every count that is to be printed and how they add up: cells, bases, margins, summaries, over all
//! tables of a book, and what was printed before. [`Publication::protect`] says which of them to withhold: those of a few
//! respondents (*primary*), and others, so that who adds and subtracts what is printed cannot come near any of them
//! (*secondary*). Both are printed alike, as [`Cell::Withheld`].
//!
//! The attacker who is kept out knows all that is printed, every sum, and that no count is negative. What is left to them
//! of a withheld count is an interval, which linear programming finds exactly. It is at least
//! [`Rule::width`] wide for *every* withheld count: a secondary one that can be found out would say that it is no primary one.
//!
//! ```
//! use survey::disclosure::{Cell, Publication, Rule};
//! // Two schools by "yes" and "no"; two students of the second school said no.
//! let mut tables = Publication::default();
//! let cells = [[20, 14], [11, 2]].map(|row| row.map(|n| tables.count(n)));
//! let all = tables.count(47);
//! let schools = [34, 13].map(|n| tables.count(n));
//! let answers = [31, 16].map(|n| tables.count(n));
//! for at in 0..2 {
//!     tables.sum(schools[at], &cells[at])?;
//!     tables.sum(answers[at], &[cells[0][at], cells[1][at]])?;
//! }
//! tables.sum(all, &schools)?;
//! let printed = tables.protect(&Rule::default())?;
//! // One withheld count follows from the others; four do not.
//! let shown = cells.map(|row| row.map(|cell| printed.cell(cell, ()) != Cell::Withheld));
//! assert_eq!(shown, [[false, false], [false, false]]);
//! assert_eq!(printed.bounds(cells[1][1]), Some((0.0, 13.0)));
//! # Ok::<(), survey::Refusal>(())
//! ```

mod attack;
mod dominance;
mod flow;
mod least;
mod pattern;
mod publication;
mod rounding;
mod rule;
mod tables;

pub use dominance::Dominance;
pub use pattern::Pattern;
pub use publication::{Entry, Publication};
pub use rule::Rule;
pub use tables::{Row, of_book};

/// A number of a table as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<T> {
    /// It may be shown.
    Shown(T),
    /// It is small, or would give a small one away; which of the two is not said.
    Withheld,
}

#[cfg(test)]
mod tests;
