//! Any bytes as mail that came back. `cargo +nightly fuzz run bounces fuzz/corpus/bounces`
#![no_main]

#[path = "../any/bounces.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
