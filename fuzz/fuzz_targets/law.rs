//! Any bytes as worked cases of the law. `cargo +nightly fuzz run law fuzz/corpus/law`
#![no_main]

#[path = "../any/law.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
