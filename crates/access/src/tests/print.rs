//! `docs/access.md` is what the code does.

use std::{env, fs, path::Path};

#[test]
fn the_document_is_the_policy() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let printed = crate::policy();
    if env::var_os("MEEDOEN_WRITE_DOCS").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == printed, "docs/access.md is not the policy: run MEEDOEN_WRITE_DOCS=1 cargo test -p access");
}
