//! `SYNTHETIC.txt`: which files hold answers that nobody gave. Their tables are shown whole, so the word of a file beside them
//! is not enough: each is named with its digest, and one that is another file ends the run. Real answers in a folder that was
//! tried out before are protected as if it had never been.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;

/// The name of the marker.
pub(super) const FILE: &str = "SYNTHETIC.txt";

/// A line of the marker: a digest and the name of the file, as `sha256sum` writes them.
fn line(name: &str, bytes: &[u8]) -> String {
    let mut line = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing into a text cannot fail.
        let _ = write!(line, "{byte:02x}");
    }
    line + "  " + name
}

/// A marker: what it is about, and the files it speaks for.
pub(super) fn text<'a>(about: &str, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let lines: Vec<String> = files.into_iter().map(|(name, bytes)| line(name, bytes)).collect();
    format!("{}\n\n{}\n", about.trim_end(), lines.join("\n"))
}

/// The marker of a folder, if one stands there.
pub(super) struct Marker(String);

impl Marker {
    /// Reads it.
    ///
    /// # Errors
    /// It stands there and cannot be read.
    pub(super) fn of(dir: &Path) -> std::io::Result<Option<Self>> {
        match std::fs::read_to_string(dir.join(FILE)) {
            Ok(text) => Ok(Some(Self(text))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether it speaks for this file, as it is.
    pub(super) fn names(&self, name: &str, bytes: &[u8]) -> bool {
        let wanted = line(name, bytes);
        self.0.lines().any(|line| line == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_speaks_for_a_file_of_this_name_with_these_bytes() {
        let files: [(&str, &[u8]); 2] = [("manager.csv", b"abc"), ("institution.csv", b"")];
        let text = text("Nobody gave these.", files);
        // FIPS 180-2, B.1: the digest of "abc".
        assert!(
            text.contains("\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  manager.csv\n"),
            "{text}"
        );
        let marker = Marker(text);
        for (name, bytes, speaks) in [
            ("manager.csv", "abc", true),
            ("institution.csv", "", true),
            ("manager.csv", "abd", false),
            ("institution.csv", "abc", false),
            ("municipality.csv", "abc", false),
        ] {
            assert_eq!(marker.names(name, bytes.as_bytes()), speaks, "{name} {bytes}");
        }
        assert!(!Marker("SYNTHETIC".to_owned()).names("manager.csv", b"abc"), "a marker that names nothing");
    }
}
