//! Municipalities: what one is called on a day, and which one took its place when it was merged.
//!
//! A student system knows a municipality by a name, and may hold that of one that is no more. The list of the outside world
//! (codes of Statistics Netherlands, *GM0000*) says what it is today. Where the list does not know a name, or several
//! municipalities have it, the name stands as the school wrote it: nothing is guessed.

use crate::{Period, text};
use std::collections::BTreeMap;
use time::Date;

/// The code of a municipality: `GM` and four digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// Reads a code, as `GM0363`, `gm0363` or `363`: lists leave out the letters, and spreadsheets the zeros.
    pub fn parse(written: &str) -> Option<Self> {
        let bare = written.trim();
        let digits = bare.strip_prefix("GM").or_else(|| bare.strip_prefix("gm")).unwrap_or(bare);
        let fits = matches!(digits.len(), 1..=4) && digits.bytes().all(|byte| byte.is_ascii_digit());
        (fits && digits.parse::<u16>().is_ok_and(|number| number > 0)).then(|| Self(format!("GM{digits:0>4}")))
    }

    /// `GM0363`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its code. A name that changes keeps the code, and is another row.
    pub code: Code,
    /// What it is called.
    pub name: String,
    /// From when till when.
    pub period: Period,
    /// Which one took its place, where it was merged.
    pub into: Option<Code>,
    /// The region that works together on early leaving (*doorstroompunt*, RMC), by name.
    pub region: Option<String>,
}

/// What a name means on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant<'m> {
    /// The municipality that there is on that day.
    pub municipality: &'m Municipality,
    /// The name is of one that is no more: it went into this one.
    pub merged: bool,
}

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Municipalities(Vec<Municipality>);

impl Municipalities {
    /// A list of these.
    pub const fn new(all: Vec<Municipality>) -> Self {
        Self(all)
    }

    /// Whether there is no list.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a name means on a day: the municipality that has it then, else the one that took the place of the last that had
    /// it. `None` when nobody knows, or two are meant.
    pub fn meant(&self, name: &str, day: Date) -> Option<Meant<'_>> {
        let key = text::key(name);
        let called: Vec<&Municipality> = self.0.iter().filter(|one| text::key(&one.name) == key).collect();
        let mut now = called.iter().filter(|one| one.period.contains(day));
        match (now.next(), now.next()) {
            (Some(municipality), None) => return Some(Meant { municipality, merged: false }),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        let before = |one: &&&Municipality| one.period.until.is_some_and(|until| until < day);
        let last = called.iter().filter(before).map(|one| one.period.until).max()?;
        let mut last_ones = called.iter().filter(|one| one.period.until == last);
        let (last, None) = (last_ones.next()?, last_ones.next()) else { return None };
        self.after(last, day).map(|municipality| Meant { municipality, merged: municipality.code != last.code })
    }

    /// What somebody wrote means on a day: a student system writes a name, or a code.
    pub fn named(&self, written: &str, day: Date) -> Option<Meant<'_>> {
        match Code::parse(written) {
            Some(code) => self.called(&code, day),
            None => self.meant(written, day),
        }
    }

    /// What a code means on a day: the one that has it, or that took its place.
    pub fn called(&self, code: &Code, day: Date) -> Option<Meant<'_>> {
        let rows = || self.0.iter().filter(|one| one.code == *code);
        if let Some(municipality) = rows().find(|one| one.period.contains(day)) {
            return Some(Meant { municipality, merged: false });
        }
        let last = rows()
            .filter(|one| one.period.until.is_some_and(|until| until < day))
            .max_by_key(|one| one.period.until)?;
        self.after(last, day).map(|municipality| Meant { municipality, merged: municipality.code != last.code })
    }

    /// The municipality of today that one of before went into, over as many mergers as there were.
    fn after<'m>(&'m self, one: &'m Municipality, day: Date) -> Option<&'m Municipality> {
        let mut code = one.into.as_ref().unwrap_or(&one.code);
        // No list has a longer chain than it has rows; one that goes round leads nowhere.
        for _ in 0..=self.0.len() {
            let rows = || self.0.iter().filter(|row| row.code == *code);
            if let Some(there) = rows().find(|row| row.period.contains(day)) {
                return Some(there);
            }
            let last = rows()
                .filter(|row| row.period.until.is_some_and(|until| until < day))
                .max_by_key(|row| row.period.until)?;
            code = last.into.as_ref()?;
        }
        None
    }

    /// By region, how many there are on a day: what a list says at a glance.
    pub fn regions(&self, day: Date) -> BTreeMap<&str, usize> {
        let mut regions = BTreeMap::new();
        for one in self.0.iter().filter(|one| one.period.contains(day)) {
            *regions.entry(one.region.as_deref().unwrap_or_default()).or_default() += 1;
        }
        regions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    /// `GM1 Ooststad 2000-01-01 2010-12-31 GM3 Noord`; `-` for what is absent.
    fn list(rows: &[&str]) -> Municipalities {
        let some = |text: &str| (text != "-").then(|| text.to_owned());
        let row = |row: &&str| {
            let parts: Vec<&str> = row.split(' ').collect();
            Municipality {
                code: Code::parse(parts[0]).unwrap(),
                name: parts[1].replace('_', " "),
                period: Period { from: day(parts[2]), until: some(parts[3]).map(|until| day(&until)) },
                into: some(parts[4]).and_then(|code| Code::parse(&code)),
                region: some(parts[5]),
            }
        };
        Municipalities::new(rows.iter().map(row).collect())
    }

    #[test]
    fn a_code_is_four_digits_whatever_a_spreadsheet_left_of_it() {
        for (written, code) in
            [("GM0363", "GM0363"), ("gm0363", "GM0363"), ("0363", "GM0363"), (" 363 ", "GM0363"), ("5", "GM0005")]
        {
            assert_eq!(Code::parse(written).as_ref().map(Code::as_str), Some(code), "{written}");
        }
        for wrong in ["", "GM", "0000", "GM00363", "36a", "GM 363", "-363", "+363", "GG0363"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_means_the_municipality_of_the_day_and_follows_mergers() {
        let all = list(&[
            "GM1 Oost 2000-01-01 2010-12-31 GM3 -",
            "GM2 West 2000-01-01 2010-12-31 GM3 -",
            "GM3 Oost-West 2011-01-01 2021-12-31 GM4 Noord",
            "GM4 Land_van_Oost 2022-01-01 - - Noord",
            "GM5 Zuid 2000-01-01 2014-12-31 - Zuid",
            "GM5 Zuiderveld 2015-01-01 - - Zuid",
            "GM6 Berg 2000-01-01 - - Noord",
            "GM7 Berg 2000-01-01 - - Zuid",
            "GM8 Weg 2000-01-01 2010-12-31 - -",
            "GM9 Rond 2000-01-01 2010-12-31 GM10 -",
            "GM10 Rondom 2000-01-01 2010-12-31 GM9 -",
            "GM11 Later 2030-01-01 - - -",
        ]);
        for (name, on, expected) in [
            ("Land van Oost", "2026-09-01", Some(("GM0004", false))),
            ("LAND  VAN OOST", "2026-09-01", Some(("GM0004", false))),
            ("West", "2026-09-01", Some(("GM0004", true))),
            ("West", "2015-01-01", Some(("GM0003", true))),
            ("West", "2010-12-31", Some(("GM0002", false))),
            ("Oost-West", "2021-12-31", Some(("GM0003", false))),
            ("Oost–West", "2022-01-01", Some(("GM0004", true))),
            // A new name is the same municipality.
            ("Zuid", "2026-09-01", Some(("GM0005", false))),
            ("Zuiderveld", "2026-09-01", Some(("GM0005", false))),
            // Two are meant; nobody knows; it led nowhere; it goes round; it is still to come.
            ("Berg", "2026-09-01", None),
            ("Nergens", "2026-09-01", None),
            ("Weg", "2026-09-01", None),
            ("Rond", "2026-09-01", None),
            ("Later", "2026-09-01", None),
            ("", "2026-09-01", None),
        ] {
            let meant = all.meant(name, day(on)).map(|meant| (meant.municipality.code.as_str(), meant.merged));
            assert_eq!(meant, expected, "{name} on {on}");
        }
        // A student system may keep the code: it means the one that has it, or that took its place.
        for (code, expected) in
            [("GM4", Some(("GM0004", false))), ("1", Some(("GM0004", true))), ("GM8", None), ("12", None)]
        {
            let meant = all.called(&Code::parse(code).unwrap(), day("2026-09-01"));
            assert_eq!(meant.map(|meant| (meant.municipality.code.as_str(), meant.merged)), expected, "{code}");
        }
        assert_eq!(all.regions(day("2026-09-01")), BTreeMap::from([("Noord", 2), ("Zuid", 2)]));
        assert!(Municipalities::default().meant("Oost", day("2026-09-01")).is_none());
    }
}
