//! Any bytes as a list of staff, CSV or XLSX. `cargo +nightly fuzz run staff`
#![no_main]

#[path = "../any/staff.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

// As for students: the reader catches panics of `calamine`.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| any::any(bytes));
