//! Synthetic schools: everything that the demo, the tests and the benches show, decided by a seed and a day.
//!
//! Pure: no clock, no machine randomness, no files, no database. The same (seed, today, size) gives the same values
//! and the same bytes on every machine. The writers here know how the formats are written and nothing about how
//! `exchange` reads them, so that the one tests the other.
//!
//! - [`School::plan`] makes a school; [`large`] makes many, one by one.
//! - [`ro_file`] and [`students_csv`] are the pair of files that is imported; [`ro_lines`] is for benches.
//! - [`lived`] is what happened since, as acts that the store plays through its real commands.
//! - [`accounts`] are the people who can sign in.
//!
//! **No person is real.** Names are combined at random from common names; a combination that equals the name of
//! somebody well known is drawn again. Person numbers fail the check of the burgerservicenummer and of the
//! onderwijsnummer. Institutions have codes `98..` and `99..`, companies `99000....`, which nobody has been given.
//! Every e-mail address is under `.example`. Nobody has a diagnosis: there is no place for one.

mod account;
mod data;
mod date;
mod enrolment;
mod large;
mod lived;
mod name;
mod number;
mod person;
mod plan;
mod rng;
mod ro;
mod school;
mod staff;
mod story;
mod students;

pub use account::{Account, accounts};
pub use data::Municipality;
pub use data::ROLES;
pub use large::{Shape, large};
pub use lived::{Act, Answer, By, Line, What, lived};
pub use name::Name;
pub use number::elfproef;
pub use ro::{RoStyle, ro_file, ro_file_as, ro_file_of, ro_lines};
pub use school::{
    Application, Enrolment, Guardian, Period, Person, Placement, Programme, School, Size, Staff, Story, Team,
};
pub use staff::{staff_csv, taught_csv};
pub use students::{HEADINGS, cells, students_csv};
