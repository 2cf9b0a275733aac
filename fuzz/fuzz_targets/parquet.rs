//! Any bytes as a Parquet file.
//! `cargo +nightly fuzz run parquet`
#![no_main]

#[path = "../any/parquet.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
