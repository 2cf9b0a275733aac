//! The policy, proved: by cases that people can read, by properties over everything, and against its print. And the shape
//! of the house, which has no room of its own to be tested in.

mod cases;
mod layers;
mod print;
mod properties;
mod shape;
mod shell;
mod source;
mod words;
