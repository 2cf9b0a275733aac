//! The articles that pages cite in a sentence, and since when they hold.
//!
//! An article is a code here; what it says in plain Dutch stands in `locales/`. Which version was read: [`super::LAWS`].

use crate::{Period, codes, period::Timeline};
use time::{Date, macros::date};

codes! {
    /// An article of the *Wet educatie en beroepsonderwijs* (WEB) that a duty or a decision rests on.
    pub enum Article {
        /// Before the enrolment the school assesses whether extra support is needed.
        Assess = "WEB 8.1.3a(1)",
        /// Enrolment follows only after written agreements, where extra support is needed because of a
        /// handicap or chronic illness.
        Agree = "WEB 8.1.3a(2)",
        /// School and student evaluate the agreements at least once a school year.
        Evaluate = "WEB 8.1.3a(3)",
        /// Paragraphs 2 and 3 hold as well for a need that arises after the enrolment; no term is set.
        AgreeLater = "WEB 8.1.3a(4)",
        /// A dispute about making, changing or carrying out agreements can be lodged at the school's *faciliteit*.
        Dispute = "WEB 7.5.1",
        /// Students are informed of the support on offer.
        Inform = "WEB 7.4.8(2)",
    }
}

/// Which articles hold when. A parameter, so that a change of law is a row and not a release, and so that
/// whatever was due on a date can be computed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawParameters {
    /// Paragraphs 1 to 4 of WEB 8.1.3a.
    pub written_agreements: Timeline<()>,
}

/// WEB 8.1.3a came with the *Wet verbetering rechtsbescherming mbo-studenten*.
pub const WRITTEN_AGREEMENTS_SINCE: Date = date!(2023 - 08 - 01);

impl LawParameters {
    /// Whether the duties of WEB 8.1.3a hold on a day.
    pub fn written_agreements_on(&self, day: Date) -> bool {
        self.written_agreements.on(day).is_some()
    }
}

impl Default for LawParameters {
    /// The law as it stands.
    fn default() -> Self {
        Self { written_agreements: Timeline::new(vec![(Period::since(WRITTEN_AGREEMENTS_SINCE), ())]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_agreements_are_law_since_1_august_2023() {
        let law = LawParameters::default();
        assert!(!law.written_agreements_on(date!(2023 - 07 - 31)));
        assert!(law.written_agreements_on(date!(2023 - 08 - 01)));
    }
}
