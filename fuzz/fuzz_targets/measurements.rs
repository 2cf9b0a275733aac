//! Any bytes as the texts of a measurement with its answers: read or refused, without panic.
//! `cargo +nightly fuzz run measurements`
#![no_main]

#[path = "../any/measurements.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
