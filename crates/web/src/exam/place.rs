//! Where the pages are.

/// The desk of the exam office.
pub(super) const PATH: &str = "/examens";

/// What came back from an appeal.
pub(super) const APPEALS: &str = "/examens/beroep";

/// Exam periods.
pub(super) const PERIODS: &str = "/examens/periodes";

/// A student's own page. The file stands in it, so that what was typed goes with the text of the file.
pub(super) const OWN: &str = "/mijn/examens/{file}";

/// The page of who works with a student.
pub(super) const OF_FILE: &str = "/dossiers/{file}/examens";

/// One of these for a file.
pub(super) fn of(path: &str, file: register::FileId) -> String {
    path.replace("{file}", &file.to_string())
}
