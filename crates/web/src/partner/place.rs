//! Where the pages of the map are, and what their forms share.

/// Where the map is.
pub(super) const PATH: &str = "/partners";
/// How often an entry was changed when a form was made.
pub(super) const WAS: &str = "was";
