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
    let follow_up = format!("until {} days after its first day", register::intake::FOLLOW_UP.whole_days());
    assert!(printed.contains(&follow_up), "the document says how long an enrolment is in hand: {follow_up}");
    assert!(written == printed, "docs/access.md is not the policy: run MEEDOEN_WRITE_DOCS=1 cargo test -p access");
}
