//! Where the pages of lessons are, and what their forms are called.

use register::{GroupId, VersionId};

/// Where the groups are.
pub(super) const PATH: &str = "/klas";
/// Of which version a measure is.
pub(super) const VERSION: &str = "versie";
/// Its place in that version.
pub(super) const LINE: &str = "regel";
/// What is said of it.
pub(super) const MARK: &str = "gelukt";
/// The language of the paper.
pub(super) const LANGUAGE: &str = "in";

/// Where a group is.
pub(super) fn address(group: GroupId) -> String {
    format!("{PATH}/{group}")
}

/// Where a measure stands on the page of its class.
pub(super) fn anchor(version: VersionId, position: i64) -> String {
    format!("m-{version}-{position}")
}
