//! Any bytes as survey cases, and what follows the first zero byte as their data.
//! `cargo +nightly fuzz run cases fuzz/corpus/cases crates/meedoen/tests/cases`
#![no_main]

#[path = "../any/cases.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
