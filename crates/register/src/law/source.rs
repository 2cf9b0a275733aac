//! What a rule rests on: an article of a law, guidance, or a school's own policy; and which version was read.

use crate::codes;

codes! {
    /// How firmly something is asked.
    pub enum Basis {
        /// The words of a law, or what follows from them.
        Law = "law",
        /// Guidance of an authority or a sector body, where the law is silent.
        Guidance = "guidance",
        /// The school's own choice.
        Policy = "policy",
    }
}

/// What a finding or a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source {
    /// How firmly.
    pub basis: Basis,
    /// Where it is written: law and article, or whose guidance.
    pub cite: &'static str,
}

impl Source {
    /// An article of a law: `WEB 8.1.3a(2)`.
    pub const fn law(cite: &'static str) -> Self {
        Self { basis: Basis::Law, cite }
    }

    /// Guidance: whose, and on which article.
    pub const fn guidance(cite: &'static str) -> Self {
        Self { basis: Basis::Guidance, cite }
    }

    /// The school's own policy.
    pub const fn policy(cite: &'static str) -> Self {
        Self { basis: Basis::Policy, cite }
    }
}

/// A law, and which version was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Law {
    /// As it is cited here.
    pub short: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The version read: the day from which its text held.
    pub version: &'static str,
}

/// Not read in its own text.
const SECOND: &str = "not read: taken over from a second source";

/// Every law that is cited, by the version that was read in the public corpus of Dutch law texts
/// (`MinBZK/regelrecht-corpus`). The Regulations were not read there: they are stable, and cited from general knowledge.
pub const LAWS: &[Law] = &[
    Law { short: "WEB", name: "Wet educatie en beroepsonderwijs", version: "2026-08-01" },
    Law { short: "Leerplichtwet", name: "Leerplichtwet 1969", version: "2026-08-01" },
    Law { short: "WRO", name: "Wet register onderwijsdeelnemers", version: SECOND },
    Law { short: "ATW", name: "Algemene termijnenwet", version: "2010-10-10" },
    Law { short: "Jeugdwet", name: "Jeugdwet", version: "2026-01-01" },
    Law {
        short: "Wgbh/cz",
        name: "Wet gelijke behandeling op grond van handicap of chronische ziekte",
        version: SECOND,
    },
    Law { short: "WEC", name: "Wet op de expertisecentra", version: SECOND },
    Law { short: "AVG", name: "Algemene verordening gegevensbescherming (EU) 2016/679", version: "not read" },
    Law {
        short: "Regulation 1182/71",
        name: "Regulation (EEC, Euratom) 1182/71 on periods, dates and time limits",
        version: "not read",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::cards::CARDS;

    #[test]
    fn every_article_cited_is_of_a_law_that_is_listed() {
        for card in CARDS {
            for cite in card.cites {
                let law = LAWS.iter().find(|law| cite.starts_with(&format!("{} ", law.short)));
                assert!(law.is_some(), "{}: {cite}", card.rule.code());
            }
        }
    }
}
