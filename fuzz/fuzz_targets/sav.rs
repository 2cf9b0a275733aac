//! Any bytes as an SPSS system file.
//! `cargo +nightly fuzz run sav`
#![no_main]

#[path = "../any/sav.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
