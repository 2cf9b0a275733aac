//! What a rule rests on: an article of a law, guidance, or a school's own policy; and which version was read.

use crate::codes;
use time::{Date, macros::date};

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

/// Which text of a law was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The text that held from this day.
    Of(Date),
    /// None: it is cited from general knowledge.
    NotRead,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Of(day) => write!(f, "{day}"),
            Self::NotRead => f.write_str("not read"),
        }
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
    pub version: Version,
}

impl Law {
    /// The law that a citation is of: `WEB 8.1.3a(2)`. Guidance is of none.
    pub fn of(cite: &str) -> Option<&'static Self> {
        LAWS.iter().find(|law| cite.strip_prefix(law.short).is_some_and(|rest| rest.starts_with(' ')))
    }
}

const fn read(short: &'static str, name: &'static str, on: Date) -> Law {
    Law { short, name, version: Version::Of(on) }
}

/// Every law that is cited, by the version that the rules and their worked cases were made from, as it stood in the public
/// corpus of Dutch law texts (`MinBZK/regelrecht-corpus`). The European ones were not read there.
pub const LAWS: &[Law] = &[
    read("WEB", "Wet educatie en beroepsonderwijs", date!(2026 - 08 - 01)),
    read("Leerplichtwet", "Leerplichtwet 1969", date!(2026 - 08 - 01)),
    read("WRO", "Wet register onderwijsdeelnemers", date!(2026 - 08 - 01)),
    read("ATW", "Algemene termijnenwet", date!(2010 - 10 - 10)),
    read("Jeugdwet", "Jeugdwet", date!(2026 - 01 - 01)),
    read("Wgbh/cz", "Wet gelijke behandeling op grond van handicap of chronische ziekte", date!(2026 - 01 - 01)),
    read("WEC", "Wet op de expertisecentra", date!(2026 - 08 - 01)),
    Law { short: "AVG", name: "Algemene verordening gegevensbescherming (EU) 2016/679", version: Version::NotRead },
    Law {
        short: "Regulation 1182/71",
        name: "Regulation (EEC, Euratom) 1182/71 on periods, dates and time limits",
        version: Version::NotRead,
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
                assert!(Law::of(cite).is_some(), "{}: {cite}", card.rule.code());
            }
        }
    }
}
