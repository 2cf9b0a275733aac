//! Any bytes as LimeSurvey's export for SPSS.
//! `cargo +nightly fuzz run limesurvey`
#![no_main]

#[path = "../any/limesurvey.rs"]
mod any;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any::any(bytes));
