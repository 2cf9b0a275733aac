//! Tests of the whole house: the real program, and the site over HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails, also in the functions that tests share")]

mod answers;
mod any_bytes;
mod audit;
mod bring;
mod burden;
mod catalogue;
mod codebook;
mod commands;
mod corrected;
mod crowd;
mod demo_school;
mod desk;
mod documents;
mod evaluation;
mod fixture;
mod forms;
mod html;
mod import;
mod invite;
mod ise;
mod keeping;
mod kept;
mod kill;
mod killed;
mod law;
mod lesson;
mod mail;
mod manage;
mod markers;
mod meeting;
mod monitor;
mod oracle;
mod path;
mod point;
mod referral;
mod rights;
mod roles;
mod share;
mod signin;
mod survey;
mod survey_right;
mod tabulate;
mod traces;
mod voice;
