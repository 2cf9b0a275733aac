//! School holidays per region: what a school is offered as its own holiday weeks. It may choose others.

use super::{
    CalendarProblem, DAY, Entry, EntryKind, SchoolYear,
    read::{lines, whole_weeks},
    rows,
};
use crate::codes;
use time::Date;

codes! {
    /// The regions by which school holidays are spread.
    pub enum Region {
        /// North.
        North = "noord",
        /// Middle.
        Middle = "midden",
        /// South.
        South = "zuid",
    }
}

/// A school holiday of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// Where.
    pub region: Region,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Which.
    pub name: String,
    /// Who said so.
    pub source: String,
}

/// Reads school holidays: a line for each (`region;first day;last day;name;source`), `#` before a remark.
///
/// # Errors
/// The first line that is not such a line.
pub fn read_school_holidays(text: &str) -> Result<Vec<SchoolHoliday>, CalendarProblem> {
    rows(text)
        .map(|(line, fields)| {
            let wrong = |what| CalendarProblem { line, what };
            let [region, from, until, name, source] = fields[..] else {
                return Err(wrong("expected region;first day;last day;name;source"));
            };
            let day = |text| Date::parse(text, DAY).map_err(|_| wrong("expected a day such as 2026-10-17"));
            let (from, until) = (day(from)?, day(until)?);
            if until < from {
                return Err(wrong("ends before it begins"));
            }
            let region = Region::from_code(region).ok_or_else(|| wrong("expected noord, midden or zuid"))?;
            if source.is_empty() {
                return Err(wrong("expected the source"));
            }
            Ok(SchoolHoliday { region, from, until, name: name.to_owned(), source: source.to_owned() })
        })
        .collect()
}

/// The Mondays of the weeks in which a region has holiday from Monday to Friday: what a school is offered as its own.
pub fn proposed_weeks(holidays: &[SchoolHoliday], region: Region) -> Vec<Date> {
    let ours = holidays.iter().filter(|holiday| holiday.region == region);
    whole_weeks(ours.map(|holiday| (holiday.from, holiday.until)))
}

/// The holidays of a region as a school would hold them: what it is offered, at the shell and on the page.
pub fn proposed(holidays: &[SchoolHoliday], region: Region) -> Vec<Entry> {
    let ours = holidays.iter().filter(|holiday| holiday.region == region).cloned();
    let entry =
        |SchoolHoliday { from, until, name, source, .. }| Entry { kind: EntryKind::Closed, from, until, name, source };
    ours.map(entry).collect()
}

/// What a school is offered on a day by the dates that come with the program: of that school year and later, whole years.
pub fn proposed_on(region: Region, today: Date) -> Vec<Entry> {
    let known = read_school_holidays(KNOWN).unwrap_or_default();
    let now = SchoolYear::of(today);
    proposed(&known, region).into_iter().filter(|entry| SchoolYear::of(entry.from) >= now).collect()
}

/// The Dutch holidays of a school year, and the days equated with them, by name.
pub fn national(year: SchoolYear) -> Vec<Entry> {
    lines(include_str!("holidays.csv")).into_iter().filter(|entry| SchoolYear::of(entry.from) == year).collect()
}

/// The school holidays that come with the program.
pub const KNOWN: &str = include_str!("school_holidays.csv");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::day;

    #[test]
    fn a_region_is_offered_its_whole_weeks() {
        let known = read_school_holidays(KNOWN).unwrap();
        let weeks = proposed_weeks(&known, Region::North);
        assert_eq!(weeks[..3], [day("2026-10-12"), day("2026-12-21"), day("2026-12-28")]);
        assert!(proposed_weeks(&known, Region::South).contains(&day("2027-02-15")));
        assert!(!proposed_weeks(&known, Region::South).contains(&day("2027-02-22")));
        assert_eq!(weeks.iter().filter(|week| **week >= day("2027-07-01")).count(), 6, "six weeks of summer");
    }

    #[test]
    fn a_school_is_offered_the_years_that_are_not_past() {
        let names = |today| proposed_on(Region::South, day(today)).into_iter().map(|one| one.name).collect::<Vec<_>>();
        let all = ["autumn", "christmas", "spring", "may", "summer"];
        assert_eq!(names("2026-03-01"), all);
        assert_eq!(names("2027-07-31"), all, "the whole year, also what is past of it: it replaces that year");
        assert_eq!(names("2027-08-01"), Vec::<String>::new(), "until a newer file comes with the program");
    }

    /// As the calendar that counts has them.
    #[test]
    fn the_national_days_of_a_year_are_those_that_nobody_works_on() {
        let year = SchoolYear::of(day("2026-09-01"));
        let days = national(year);
        let names: Vec<&str> = days.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names[..4], ["Christmas Day", "Second Christmas Day", "New Year's Day", "Good Friday"]);
        let counted = super::super::Calendar::dutch();
        assert!(days.iter().all(|one| !counted.is_working_day(one.from)) && days.len() >= 9);
        let twice = national(SchoolYear::of(day("2016-05-05")));
        assert_eq!(twice.iter().filter(|one| one.from == day("2016-05-05")).count(), 2, "two names of one day");
    }

    #[test]
    fn a_line_that_is_none_is_refused() {
        for text in ["noord;2026-10-18;2026-10-10;autumn;x", "oost;2026-10-10;2026-10-18;autumn;x", "noord;2026-10-10"]
        {
            assert_eq!(read_school_holidays(text).map_err(|problem| problem.line), Err(1), "{text}");
        }
    }
}
