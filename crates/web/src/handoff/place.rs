//! Where the pages of handoffs are.

use register::FileId;

/// Where the list is.
pub(super) const PATH: &str = "/verwijzingen";

/// Who can help a student.
pub(super) fn helpers(file: FileId) -> String {
    format!("/dossiers/{file}/hulp")
}
