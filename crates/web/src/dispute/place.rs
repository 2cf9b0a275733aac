//! Where the pages are.

/// The desk.
pub(super) const PATH: &str = "/geschillen";

/// A student's own page. The file stands in it, so that what was typed goes with the text of the file.
pub(super) const OWN: &str = "/mijn/geschil/{file}";

/// That page for a file.
pub(super) fn own(file: register::FileId) -> String {
    OWN.replace("{file}", &file.to_string())
}

/// What the school does after disputes.
pub(super) const TODOS: &str = "/zorg/na-geschil";
