//! Where the pages of handoffs are.

use register::FileId;

/// Where the list is.
pub(super) const PATH: &str = "/verwijzingen";

/// Who can help a student.
pub(super) fn helpers(file: FileId) -> String {
    format!("/dossiers/{file}/hulp")
}

/// Where a partner is asked. Which one stands in the form.
pub(super) fn asking(file: FileId) -> String {
    format!("{}/vraag", helpers(file))
}

/// The field that says which partner.
pub(crate) const TO: &str = "aan";
