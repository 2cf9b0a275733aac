//! Tests of the whole house: the real program, and the site over HTTP.

mod audit;
mod commands;
mod demo_school;
mod fixture;
mod import;
mod kill;
