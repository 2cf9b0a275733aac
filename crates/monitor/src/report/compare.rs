//! Whether a word says how two cells compare.
//!
//! Where the table under the text tests the two, its test decides: a text cannot say otherwise than its table. Else they are tested
//! as the check tests print ([`crate::check::test`]): between different respondents or measurements only.

use crate::book::{Since, rounded};
use crate::check::finding::dutch;
use crate::check::test::Change;
use crate::check::text::quantity::Says;
use crate::check::text::word::{ABOUT, Way};
use crate::published::Unit;

/// A cell, or a printed one of an earlier measurement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    /// The plan it is in; none: print.
    pub(super) plan: Option<usize>,
    pub(super) shown: String,
    /// Unrounded, in percent where it is a percentage.
    pub(super) value: f64,
    /// The count and its base, where a change can be tested; of who is weighted, of so many as would be as sure.
    pub(super) counts: Option<(u32, u32)>,
    /// Who answered, in which measurement; none where nothing says so.
    pub(super) who: Option<(String, u16)>,
    pub(super) unit: Unit,
}

/// What a table says of the difference between two of its cells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Held<'a> {
    /// Of a column with the one of before that it is held against.
    Since(&'a Since),
    /// Of two groups of one break: whether they differ.
    Groups(bool),
}

/// What stood in the column of before, as far as the test has it.
pub(super) fn before(since: &Since, decimals: u32) -> Known {
    let value = match since {
        Since::Tested(change) => 100.0 * f64::from(change.from.0) / f64::from(change.from.1),
        Since::Answered(between) => between.from,
        Since::Broken(_) => f64::NAN,
    };
    let shown = dutch(rounded(value, decimals));
    Known { plan: None, shown, value, counts: None, who: None, unit: Unit::Percent }
}

/// Whether a word says how two cells compare; else why not.
pub(super) fn compares(says: Says, from: &Known, to: &Known, held: Option<Held<'_>>) -> Result<(), String> {
    let Says::Way(way) = says else { return Err("a number takes one cell".to_owned()) };
    let mut change = to.value - from.value;
    // Whether it is more than chance, and how that was found; none: nothing tests it.
    let tested = match held {
        Some(Held::Since(Since::Broken(why))) => return Err(format!("the two cannot be compared: {}", why.en)),
        Some(Held::Since(Since::Tested(tested))) => Some((tested.significant(), tested.to_string())),
        Some(Held::Since(Since::Answered(between))) => {
            change = between.points;
            let how = "the answers of both measurements, by Holm over those of the question";
            Some((between.significant, how.to_owned()))
        }
        Some(Held::Groups(differ)) => Some((differ, "the groups of the table, by Holm".to_owned())),
        None => independent(from, to).map(|tested| (tested.significant(), tested.to_string())),
    };
    let shown = format!("{} and {}", from.shown, to.shown);
    match way {
        Way::Up if change <= 0.0 => Err(format!("it went from {} to {}", from.shown, to.shown)),
        Way::Down if change >= 0.0 => Err(format!("it went from {} to {}", from.shown, to.shown)),
        Way::Up | Way::Down => match tested {
            Some((false, how)) => Err(format!("it is within its margin: {how}")),
            Some((true, _)) | None => Ok(()),
        },
        Way::Equal if change.abs() > ABOUT => Err(format!("{shown} are more than {ABOUT} points apart")),
        Way::Alike if tested.as_ref().is_some_and(|(significant, _)| *significant) => {
            Err(format!("{shown} differ significantly"))
        }
        Way::Equal | Way::Alike => Ok(()),
    }
}

/// The test of two cells that no table holds against each other: of other respondents, or of another measurement.
fn independent(from: &Known, to: &Known) -> Option<Change> {
    let differ = from.who.as_ref().zip(to.who.as_ref()).is_some_and(|(from, to)| from != to);
    from.counts.zip(to.counts).filter(|_| differ).map(|(from, to)| Change::of(from, to))
}
