//! Any bytes as worked cases of the law.

use exchange::law::{answer, read};

pub(crate) fn any(bytes: &[u8]) {
    for entry in read(bytes).unwrap_or_default() {
        // An answer names its article; what is not understood is named, and nothing else is said.
        let said = answer(&entry);
        assert!(said.get("article").is_some() != said.get("error").is_some());
    }
}
