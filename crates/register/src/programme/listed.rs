//! Programmes as a list of the outside world names them: from a day, until a day. A code that ended, was given another name or is
//! on no list is shown as what it is.

use super::Crebo;
use crate::Period;
use time::Date;

/// What a programme code is called, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its code.
    pub crebo: Crebo,
    /// Its name.
    pub name: String,
    /// From when until when it has that name.
    pub period: Period,
    /// The code that took its place.
    pub into: Option<Crebo>,
}

/// What is known of a code on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called<'p> {
    /// It has this name.
    Now(&'p str),
    /// It had this name; nobody begins it after this day. With the code that took its place.
    Ended(&'p str, Date, Option<Crebo>),
    /// No list knows it.
    Unknown,
}

/// The list of a school, or some of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programmes(Vec<Programme>);

impl Programmes {
    /// From rows.
    pub const fn new(all: Vec<Programme>) -> Self {
        Self(all)
    }

    /// The rows.
    pub fn all(&self) -> &[Programme] {
        &self.0
    }

    /// What a code is called on a day: as the list says, else as the program's own names do, which have no days.
    pub fn called(&self, crebo: Crebo, day: Date) -> Called<'_> {
        let rows = || self.0.iter().filter(|one| one.crebo == crebo);
        if let Some(one) = rows().find(|one| one.period.contains(day)) {
            return Called::Now(&one.name);
        }
        let past = rows().filter_map(|one| one.period.until.filter(|until| *until < day).map(|until| (until, one)));
        if let Some((until, one)) = past.max_by_key(|(until, _)| *until) {
            return Called::Ended(&one.name, until, one.into);
        }
        // One that is still to come has the name that it will have.
        if let Some(one) = rows().min_by_key(|one| one.period.from) {
            return Called::Now(&one.name);
        }
        crebo.name().map_or(Called::Unknown, Called::Now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn a_code_is_called_what_the_list_says_on_that_day() {
        let row = |code: &str, name: &str, from: &str, until: Option<&str>, into: Option<&str>| Programme {
            crebo: Crebo::parse(code).unwrap(),
            name: name.to_owned(),
            period: Period { from: day(from), until: until.map(day) },
            into: into.and_then(Crebo::parse),
        };
        let list = Programmes::new(vec![
            row("25180", "Kok (oud)", "2015-08-01", Some("2025-07-31"), None),
            row("25180", "Kok", "2025-08-01", None, None),
            row("10001", "Bakker", "2010-08-01", Some("2020-07-31"), Some("10002")),
            row("10003", "Nieuw vak", "2030-08-01", None, None),
        ]);
        let next = Crebo::parse("10002");
        for (code, on, expected) in [
            ("25180", "2026-09-01", Called::Now("Kok")),
            ("25180", "2025-07-31", Called::Now("Kok (oud)")),
            ("10001", "2020-07-31", Called::Now("Bakker")),
            ("10001", "2020-08-01", Called::Ended("Bakker", day("2020-07-31"), next)),
            ("10003", "2026-09-01", Called::Now("Nieuw vak")),
            // On no list of the school, but known to the program; known to nobody.
            ("25655", "2026-09-01", Called::Now("Mbo-Verpleegkundige")),
            ("99999", "2026-09-01", Called::Unknown),
        ] {
            assert_eq!(list.called(Crebo::parse(code).unwrap(), day(on)), expected, "{code} on {on}");
        }
        let none = Programmes::default();
        assert_eq!(none.called(Crebo::parse("25655").unwrap(), day("2026-09-01")), Called::Now("Mbo-Verpleegkundige"));
    }
}
