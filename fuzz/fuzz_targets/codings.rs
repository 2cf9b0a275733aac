//! Any bytes as a file of two codings and one of answers.
//! `cargo +nightly fuzz run codings`
#![no_main]

#[path = "../any/codings.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
