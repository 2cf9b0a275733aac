//! Where the pages are.

/// Where the list is.
pub(super) const PATH: &str = "/zorg/belasting";
