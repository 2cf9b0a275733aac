//! Any bytes as the text of a report.
//! `cargo +nightly fuzz run reports`
#![no_main]

#[path = "../any/reports.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
