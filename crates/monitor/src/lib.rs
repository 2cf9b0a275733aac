//! Rules of the Monitor: what is asked, of whom, when, and what the answers may say. No I/O.
//!
//! A measurement is a folder of texts ([`folder`]). What was printed of it stands in [`published`], and [`check`] holds
//! print and report against each other. Numbers come from `survey`, which knows nothing of schools.

pub mod agenda;
pub mod answers;
pub mod book;
pub mod check;
pub mod claim;
pub mod coding;
pub mod english;
pub mod folder;
pub mod indicator;
pub mod letter;
pub mod margin;
pub mod measurement;
pub mod merged;
pub mod plan;
pub mod problem;
pub mod published;
pub mod quantity;
pub mod questionnaire;
pub mod read;
pub mod relation;
pub mod report;
pub mod research;
pub mod scale;
pub mod shown;
pub mod since;
pub mod synthetic;
pub mod tie;
pub mod weights;
pub mod words;
