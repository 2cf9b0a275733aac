//! Any bytes as a codebook with its data: read or refused, without panic.
//! `cargo +nightly fuzz run codebooks`
#![no_main]

#[path = "../any/codebooks.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
