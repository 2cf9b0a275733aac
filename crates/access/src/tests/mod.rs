//! The policy, proved: by cases that people can read, by properties over everything, and against its print.

mod cases;
mod layers;
mod print;
mod properties;
