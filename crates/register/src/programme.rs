//! Programmes as DUO codes them.

mod listed;

pub use listed::{Called, Programme, Programmes};

use crate::codes;
use std::sync::LazyLock;

/// The five digits that name a qualification (*crebo*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Crebo(u32);

impl Crebo {
    /// Reads a crebo: exactly five digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit());
        if fits { text.parse().ok().map(Self) } else { None }
    }

    /// What people call it, where the list beside the code knows. The list is indicative and grows old; the code does not. Nobody
    /// outside asks it: what a programme is called is for the list of the school to say, and that is [`Programmes::called`].
    fn name(self) -> Option<&'static str> {
        let at = NAMES.binary_search_by_key(&self, |(crebo, _)| *crebo).ok()?;
        Some(NAMES[at].1)
    }

    /// The codes and names that come with the program, by code.
    pub fn known() -> &'static [(Self, &'static str)] {
        &NAMES
    }

    /// The level that the code itself says: the *kwalificatiedossiers* Entree have codes of their own. Those of 2015 are level 1 by annex 1
    /// of the *Regeling vaststelling kwalificatiedossiers 2015* (BWBR0036352). Those after them are so by their names in the list beside
    /// the code, which are the names of that annex (`data/README.md`). `None`: it does not say it here, and then it is not known from the
    /// code.
    pub const fn level(self) -> Option<MboLevel> {
        match self.0 {
            25250..=25261 | 25740..=25748 => Some(MboLevel::One),
            _ => None,
        }
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// The names of `data/crebo.csv`, by code.
static NAMES: LazyLock<Vec<(Crebo, &str)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (crebo, rest) = line.split_once(',')?;
        let name = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split(',').next()?,
        };
        Some((Crebo::parse(crebo)?, name.trim()))
    };
    let mut names: Vec<_> = include_str!("../data/crebo.csv").lines().filter_map(line).collect();
    names.sort_unstable();
    names
});

impl std::fmt::Display for Crebo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

codes! {
    /// The way of learning (*leertraject*), as in DUO's RO.
    pub enum Pathway {
        /// Mostly at school.
        Bol = "BOL",
        /// Mostly at school, part time; existed until 31 July 2023.
        BolPartTime = "BOL_DT",
        /// Mostly at work.
        Bbl = "BBL",
        /// Other education (*overig onderwijs*).
        Ovo = "OVO",
        /// Exams only (*examendeelnemer*).
        Exam = "EX",
        /// *ODT*, as DUO writes it.
        Odt = "ODT",
    }
}

codes! {
    /// The level of a programme.
    pub enum MboLevel {
        /// Entree.
        One = "MBO-1",
        /// Basic vocational education.
        Two = "MBO-2",
        /// Vocational education.
        Three = "MBO-3",
        /// Middle management and specialist.
        Four = "MBO-4",
    }
}

codes! {
    /// Why an enrolment ended, as in DUO's RO.
    pub enum LeavingReason {
        /// With a diploma.
        Diploma = "01",
        /// On the student's own request.
        OwnRequest = "02",
        /// To another institution.
        OtherInstitution = "03",
        /// No longer appeared.
        NoLongerAppeared = "04",
        /// Died.
        Died = "05",
        /// Another reason.
        Other = "06",
        /// Removed by the school.
        Removed = "07",
        /// For an administrative reason.
        Administrative = "08",
        /// Funding was lost.
        FundingLost = "09",
        /// Finished without a diploma.
        FinishedWithoutDiploma = "10",
    }
}

impl LeavingReason {
    /// Reads a reason as files write it: the leading zero may be missing.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [digit @ b'1'..=b'9'] => Self::ALL.get(usize::from(digit - b'1')).copied(),
            _ => Self::from_code(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_entree_says_its_level_and_no_other_does() {
        for (crebo, level) in [
            ("25249", None),
            ("25250", Some(MboLevel::One)),
            // The last of the annex: "Assistent verkoop/retail", of a school for farming and nature.
            ("25261", Some(MboLevel::One)),
            ("25262", None),
            ("25739", None),
            ("25742", Some(MboLevel::One)),
            ("25749", None),
            ("25655", None),
        ] {
            assert_eq!(Crebo::parse(crebo).unwrap().level(), level, "{crebo}");
        }
        // Those of the list of names are all called so: an assistant of a whole sector, in most of them word for word as in the annex.
        for (crebo, name) in Crebo::known().iter().filter(|(crebo, _)| crebo.level().is_some()) {
            assert!(name.starts_with("Assistent "), "{crebo} {name}");
        }
    }

    #[test]
    fn a_programme_is_called_by_its_name() {
        for (crebo, name) in [
            ("25655", Some("Mbo-Verpleegkundige")),
            ("25742", Some("Assistent horeca, voeding of voedingsindustrie")),
            ("25180", Some("Kok")),
            ("99999", None),
        ] {
            assert_eq!(Crebo::parse(crebo).unwrap().name(), name, "{crebo}");
        }
        assert_eq!(NAMES.len(), 243);
        assert!(NAMES.windows(2).all(|two| two[0].0 < two[1].0), "no code stands twice");
    }

    #[test]
    fn a_leaving_reason_may_have_lost_its_zero() {
        for (text, reason) in [
            ("01", Some(LeavingReason::Diploma)),
            ("1", Some(LeavingReason::Diploma)),
            ("9", Some(LeavingReason::FundingLost)),
            ("10", Some(LeavingReason::FinishedWithoutDiploma)),
            ("0", None),
            ("11", None),
            ("001", None),
            ("", None),
        ] {
            assert_eq!(LeavingReason::parse(text), reason, "{text:?}");
        }
    }

    #[test]
    fn a_crebo_is_five_digits() {
        assert_eq!(Crebo::parse("25655").map(Crebo::number), Some(25655));
        assert_eq!(Crebo::parse("09999").map(|c| c.to_string()).as_deref(), Some("09999"));
        for wrong in ["", "2565", "256555", "2565a", "+2565"] {
            assert_eq!(Crebo::parse(wrong), None, "{wrong:?}");
        }
    }
}
