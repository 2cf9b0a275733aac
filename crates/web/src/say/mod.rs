//! What is said, and how it is asked: words, dates, forms, and what the register knows as people read it.
//!
//! Nothing here has an address, knows who is signed in, or knows a subject: the same thing is said in the same words
//! wherever it stands.

pub mod admission;
pub mod advice;
pub mod agreement;
pub mod answer;
pub mod application;
pub mod because;
pub mod burden;
pub mod by;
pub mod calendar;
pub mod card;
pub mod clearance;
pub mod csv;
pub mod dispute;
pub mod document;
pub mod duty;
pub mod exam;
pub mod form;
pub mod format;
pub mod given;
pub mod intake;
pub mod lang;
pub mod law;
pub mod lesson;
pub mod looks;
pub mod mail;
pub mod measured;
pub mod narrow;
pub mod partner;
pub mod people;
pub mod person;
pub mod point;
pub mod reader;
pub mod sharing;
pub mod standing;
pub mod telling;
pub mod transfer;
pub mod transition;
pub mod words;
