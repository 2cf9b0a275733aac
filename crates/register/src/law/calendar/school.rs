//! School holidays per region: what a school is offered as its own holiday weeks. It may choose others.

use super::{CalendarProblem, DAY, read::whole_weeks, rows};
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
    fn a_line_that_is_none_is_refused() {
        for text in ["noord;2026-10-18;2026-10-10;autumn;x", "oost;2026-10-10;2026-10-18;autumn;x", "noord;2026-10-10"]
        {
            assert_eq!(read_school_holidays(text).map_err(|problem| problem.line), Err(1), "{text}");
        }
    }
}
