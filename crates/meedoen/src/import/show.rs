//! Reports for people: a few lines a file, in Dutch.

use crate::outcome::say;
use std::fmt::Display;
use store::import::Counts;

/// More than this is more than anyone reads; `--json` gives all.
const SHOWN: usize = 100;

/// A list of problems or warnings under its heading; nothing when there are none.
pub(super) fn list<P: Display>(one: &str, many: &str, all: &[P]) {
    match all.len() {
        0 => return,
        1 => say(format_args!("  1 {one}:")),
        n => say(format_args!("  {n} {many}:")),
    }
    for problem in all.iter().take(SHOWN) {
        say(format_args!("    {problem}"));
    }
    if all.len() > SHOWN {
        say(format_args!("    en nog {} (--json geeft ze allemaal)", all.len() - SHOWN));
    }
}

/// What happened to the rows of one kind.
pub(super) fn counts(what: &str, gone: &str, counts: &Counts) {
    let Counts { inserted, updated, unchanged, withdrawn } = counts;
    say(format_args!("  {what}: {inserted} nieuw, {updated} gewijzigd, {unchanged} gelijk, {withdrawn} {gone}"));
}
