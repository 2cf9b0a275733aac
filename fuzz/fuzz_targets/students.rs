//! Any bytes as a students file, CSV or XLSX. `cargo +nightly fuzz run students`
#![no_main]

use exchange::students::{self, Mapping};
use libfuzzer_sys::fuzz_target;

// The reader catches panics of `calamine`; libFuzzer's own hook would end the run before it can. A panic that is not
// caught still ends it.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let found = students::read(bytes, &Mapping::default());
    assert!(found.students.len() as u64 <= found.rows);
    if let Ok(headings) = students::headings(bytes) {
        students::read(bytes, &Mapping::from_headings(&headings));
    }
});
