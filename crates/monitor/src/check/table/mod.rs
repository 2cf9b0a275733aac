//! Printed tables against themselves and each other.

mod base;
mod impossible;
mod part;
mod same;
mod source;
mod sum;
#[cfg(test)]
mod tests;
mod who;

pub use who::Who;
pub(crate) use who::differ;

use super::finding::Finding;
use crate::folder::Folder;

/// Everything that clashes among the tables, in order of kind and print.
pub(super) fn check(folder: &Folder) -> Vec<Finding> {
    let who = Who::of(folder);
    let mut found = sum::check(&folder.published);
    found.extend(impossible::check(&folder.published));
    found.extend(base::check(folder, &who));
    found.extend(same::check(&folder.published));
    found.extend(part::check(folder));
    found.extend(source::check(folder, &who));
    found
}
