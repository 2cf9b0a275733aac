//! Any bytes as a students file, CSV or XLSX. `cargo +nightly fuzz run students`
#![no_main]

use exchange::students::{self, Mapping};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let found = students::read(bytes, &Mapping::default());
    assert!(found.students.len() as u64 <= found.rows);
    if let Ok(headings) = students::headings(bytes) {
        students::read(bytes, &Mapping::from_headings(&headings));
    }
});
