//! Rules of the Monitor: what is asked, of whom, when, and what the answers may say. No I/O.
//!
//! A measurement is a folder of texts ([`folder`]). What was printed of it stands in [`published`], and [`check`] holds
//! print and report against each other. Numbers come from `survey`, which knows nothing of schools.

pub mod agenda;
pub mod check;
pub mod english;
pub mod folder;
pub mod indicator;
pub mod margin;
pub mod measurement;
pub mod problem;
pub mod published;
pub mod quantity;
pub mod read;
pub mod relation;
pub mod shown;
pub mod tie;
pub mod words;
