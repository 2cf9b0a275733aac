//! Door: evaluating agreements with the student, at least once a school year (1 August to 31 July), on whether they
//! work (*doeltreffendheid*): WEB 8.1.3a(3), rule R9.
//!
//! To be built here: an evaluation of one version, line by line, with the student's part; the duty of R9 as
//! `duty/evaluate.rs`.

use crate::codes;

codes! {
    /// Whether a measure was kept, as the Monitor asks it (table B3.8, five points).
    pub enum Kept {
        /// *Helemaal niet*.
        NotAtAll = "not_at_all",
        /// *Nauwelijks*.
        Barely = "barely",
        /// *Een beetje*.
        ALittle = "a_little",
        /// *Grotendeels*.
        Mostly = "mostly",
        /// *Helemaal*.
        Entirely = "entirely",
    }
}
