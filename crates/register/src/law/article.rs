//! The articles that pages cite in a sentence, and since when they hold.
//!
//! An article is a code here; what it says in plain Dutch stands in `locales/`. Which version was read: [`super::LAWS`].

use crate::codes;
use time::{Date, macros::date};

codes! {
    /// An article of the *Wet educatie en beroepsonderwijs* (WEB) that a duty or a decision rests on.
    pub enum Article {
        /// Before the enrolment the school assesses whether extra support is needed.
        Assess = "WEB 8.1.3a(1)",
        /// Enrolment follows only after written agreements, where extra support is needed because of a
        /// disability or chronic illness.
        Agree = "WEB 8.1.3a(2)",
        /// School and student evaluate the agreements at least once a school year.
        Evaluate = "WEB 8.1.3a(3)",
        /// Paragraphs 2 and 3 hold as well for a need that arises after the enrolment; no term is set.
        AgreeLater = "WEB 8.1.3a(4)",
        /// A dispute about making, changing or carrying out agreements can be lodged at the school's *faciliteit*.
        Dispute = "WEB 7.5.1",
        /// Absence of four weeks without a valid reason is reported.
        Report = "WEB 9.2.2(1)",
        /// Guidance on the way to work is offered to students and graduates of entree and of level 2 at school.
        Guide = "WEB 9.2.12(3)",
        /// For a municipality that goes on with a graduate the school makes a document.
        HandOver = "WEB 9.2.13(3)",
        /// Students are informed of the support on offer.
        Inform = "WEB 7.4.8(2)",
    }
}

/// WEB 8.1.3a came with the *Wet verbetering rechtsbescherming mbo-studenten*.
pub const WRITTEN_AGREEMENTS_SINCE: Date = date!(2023 - 08 - 01);
