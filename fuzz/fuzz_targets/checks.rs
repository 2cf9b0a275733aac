//! Any bytes as printed tables and the text of a report.
//! `cargo +nightly fuzz run checks`
#![no_main]

#[path = "../any/checks.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
