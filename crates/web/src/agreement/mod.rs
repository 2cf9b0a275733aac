//! Agreements, for staff: `/dossiers/{file}/afspraken/nieuw` to propose, `/dossiers/{file}/afspraken/{version}` to read.

pub mod view;
