//! The law as functions: one file per rule, its article at the head, its boundary cases in a table below.
//!
//! Two outcomes carry every rule. A [`Finding`] is a duty with its whole course: from facts and a calendar, without
//! today. A [`Verdict`] says whether an act may happen on a day, and what must come first. Both give the facts they
//! used in the order of the article, so that a page can say "omdat" and a school can check it.
//!
//! To add a rule: a file `rNN_subject.rs` with `judge` or `may`, its facts in [`Facts`], a variant of [`Rule`] with its
//! line in [`cards`], a [`Question`] when it can be asked by itself, and a table of worked cases.
//!
//! The rules speak of a person, a school and days. Which files, rows and accounts those are is not known here; the
//! duties of a file ([`crate::duty`]) and clearance ([`crate::clearance`]) fill in the facts.

mod article;
pub mod calendar;
pub mod cards;
mod facts;
mod finding;
mod own_terms;
mod question;
mod source;
mod support;
mod verdict;

pub mod promised;
pub mod r01_application;
pub mod r02_transfer;
pub mod r03_study_choice;
pub mod r04_admission;
pub mod r05_other_offer;
pub mod r06_decision;
pub mod r07_assess;
pub mod r08_agree_first;
pub mod r09_evaluate;
pub mod r10_agree_later;
pub mod r11_agreement;
pub mod r12_dispute;
pub mod r15_study_advice;
pub mod r16_removal;
pub mod r17_adjustment;
pub mod r18_exam;
pub mod r19_placement;
pub mod r20_compulsory;
pub mod r21_truancy;
pub mod r22_absence;
pub mod r23_absence_funding;
pub mod r24_fund;
pub mod r25_guidance;
pub mod r26_handover;
pub mod r33_access;
pub mod r34_youth_help;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;

pub use article::{Article, WRITTEN_AGREEMENTS_SINCE};
pub use calendar::{Calendar, SchoolYear};
pub use facts::*;
pub use finding::{Actor, Because, Course, Done, Due, Finding, Recipient, Standing, State, Value};
pub use own_terms::{Approver, Chosen, Contradicts, Evidence, OwnTerms, Setting, Validity};
pub use question::{Question, Ruling};
pub use source::{Basis, LAWS, Law, Source, Version as TextVersion};
pub use verdict::{Act, Verdict};

crate::codes! {
    /// The rules, as `docs/law.md` numbers them.
    pub enum Rule {
        /// Applying by 1 April.
        R1 = "R1",
        /// Telling who must know of an application.
        R2 = "R2",
        /// The study choice advice.
        R3 = "R3",
        /// Grounds on which admission may be refused.
        R4 = "R4",
        /// Offering another programme.
        R5 = "R5",
        /// Making the enrolment decision known.
        R6 = "R6",
        /// Assessing before the enrolment.
        R7 = "R7",
        /// Agreeing before the enrolment.
        R8 = "R8",
        /// Evaluating each school year.
        R9 = "R9",
        /// Agreeing on a need that arose later.
        R10 = "R10",
        /// When there is an agreement.
        R11 = "R11",
        /// Objections, appeals and disputes.
        R12 = "R12",
        /// The study advice.
        R15 = "R15",
        /// Suspending and removing.
        R16 = "R16",
        /// Adjustments.
        R17 = "R17",
        /// Adapted exams.
        R18 = "R18",
        /// Placements.
        R19 = "R19",
        /// Compulsory education and the qualification duty.
        R20 = "R20",
        /// Unauthorised absence of a minor.
        R21 = "R21",
        /// Absence of who is older.
        R22 = "R22",
        /// Absence and student finance.
        R23 = "R23",
        /// The *mbo-studentenfonds*.
        R24 = "R24",
        /// Career guidance.
        R25 = "R25",
        /// Handing over to the municipality.
        R26 = "R26",
        /// Access to one's own data.
        R33 = "R33",
        /// Youth help.
        R34 = "R34",
        /// What the school's own pages promise to who answers.
        Promised = "promised",
    }
}
