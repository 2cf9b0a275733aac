//! Other people's file formats: bytes in, checked values out, or a problem with its line and field.
//!
//! - [`municipalities`]: the list of municipalities, in columns of our own.
//! - [`ro`]: DUO's *registratieoverzicht* (persons, enrolments, periods, support, placements).
//! - [`bounce`]: mail that came back (RFC 3464), one report or a mailbox of them.
//! - [`law`]: worked cases of the law, JSON, made by this project.
//! - [`sav`]: SPSS system files with answers.
//! - [`sps`]: LimeSurvey's export for SPSS: syntax and data.
//! - [`staff`]: the school's own list of staff, CSV or XLSX.
//! - [`students`]: a table from the school's student system, CSV or XLSX, by a mapping of column headings.
//!
//! The crate does no I/O (a caller reads the file), asks no clock (`today` is an argument: a birth date in the future is a
//! problem) and knows no database. Text comes out in the one form of `register::text`. Reading never panics and never
//! stops at the first fault: everything that is wrong comes back as a [`Problem`], in Dutch at B1 level, because the
//! reader is the school's functional manager. A message never holds a value from the file: a value in the wrong
//! column may be a person number.
//!
//! # How to add a format
//!
//! 1. One module per format, named after what the sender calls it. Its head says who makes the file, which document
//!    describes it, and where files differ from that document.
//! 2. An enum of what can be wrong (`ProblemKind`), whose `Display` is the Dutch message and whose `code()` is stable.
//!    Report as `Problem<ProblemKind>`; a line is physical and counts from 1.
//! 3. A reader from `&[u8]` to typed values. It gives only values that passed every check of their own; checks across
//!    lines come with the summary at the end.
//! 4. A `report` module: what `--json` prints, held by a test on a sample file of our own.
//! 5. Tests: a table of worked cases, a round trip under every allowed spelling, arbitrary bytes; and a target in
//!    `fuzz/` at the root of the repository.

pub mod bounce;
pub mod companies;
pub mod dated;
pub mod law;
pub mod municipalities;
pub mod number;
pub mod parquet;
pub mod problem;
pub mod programmes;
pub mod ro;
pub mod sav;
pub mod sps;
pub mod staff;
pub mod students;

mod date;
mod line;
pub mod list;
mod whole;

pub use number::PersonNumber;
pub use problem::{InSheet, Problem};
pub use whole::Completeness;
