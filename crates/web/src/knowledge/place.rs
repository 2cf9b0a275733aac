//! Where these pages are, and what their forms share.

/// Where the tree is.
pub(crate) const TREE: &str = "/kennis";
/// Where one says what one knows.
pub(crate) const WRITE: &str = "/kennis/schrijf";
/// Where a colleague is asked.
pub(crate) const ASK: &str = "/kennis/vraag";
/// What worked elsewhere.
pub(crate) const PRACTICE: &str = "/kennis/praktijk";
/// Where one writes that.
pub(crate) const PRACTISE: &str = "/kennis/praktijk/schrijf";

/// Which line, in a form and an address.
pub(crate) const LINE: &str = "regel";
/// How often it was changed when the form was made.
pub(crate) const WAS: &str = "was";
/// Which button it was.
pub(crate) const DO: &str = "doe";
