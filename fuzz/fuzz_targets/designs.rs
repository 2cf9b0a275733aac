//! Any design over any data through the survey engine: it answers or refuses, and does not panic.
//! `cargo +nightly fuzz run designs`
#![no_main]

#[path = "../any/designs.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
