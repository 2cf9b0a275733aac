//! Any bytes as a registratieoverzicht.
//! `cargo +nightly fuzz run ro fuzz/corpus/ro crates/exchange/samples`
#![no_main]

#[path = "../any/ro.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
