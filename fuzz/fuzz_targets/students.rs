//! Any bytes as a students file, CSV or XLSX.
//! `cargo +nightly fuzz run students`
#![no_main]

#[path = "../any/students.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

// The reader catches panics of `calamine`; libFuzzer's own hook would end the run before it can. A panic that is not
// caught still ends it.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| any::any(bytes));
