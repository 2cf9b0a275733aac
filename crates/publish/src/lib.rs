//! What is published, as files: a typed value in, bytes or text out. No I/O, no clock: the same value is the same bytes.
//!
//! A table of a measurement becomes open data ([`json`], [`csv`]) and a spreadsheet ([`xlsx`]). All three are made of the
//! same [`cells`], so that they cannot say different things. A picture of it is a [`figure`].

pub mod basis;
pub mod book;
pub mod cells;
pub mod coding;
pub mod csv;
pub mod ddi;
pub mod escape;
pub mod figure;
pub mod files;
pub mod json;
pub mod letter;
pub mod microdata;
pub mod ods;
pub mod open;
pub mod paper;
pub mod report;
pub mod sav;
pub mod xlsx;

#[cfg(test)]
mod sample;
