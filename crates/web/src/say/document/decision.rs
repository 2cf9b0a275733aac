//! A decision on paper, whatever it is about: parts with what stands in each.

use crate::say::words::T;

/// A decision, or something that was received, in words.
pub struct DecisionLetter {
    /// The words of its language.
    pub t: T,
    /// What it is called. Names nobody.
    pub title: String,
    /// What stands above it.
    pub heading: String,
    /// The school.
    pub school: String,
    /// School and day.
    pub from: String,
    /// To whom.
    pub opening: String,
    /// What it says first: sentences.
    pub what: Vec<String>,
    /// Its parts, in their order: what each is, and what stands in it.
    pub steps: Vec<(String, Vec<(String, String)>)>,
    /// What one can do, and whom to ask.
    pub closing: Vec<String>,
}
