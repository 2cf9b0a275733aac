//! R21: sixteen hours of unauthorised absence in four consecutive lesson weeks are reported (Leerplichtwet 21a(2), WRO
//! 12(3)). Sixteen is enough. Holiday weeks are no lesson weeks: they neither count nor break the row.
//!
//! The text names every student; the Act serves compulsory education and the qualification duty, so under 18 and without a
//! *startkwalificatie* (a reading, and DUO's). The Act names no days; the Inspectie asks five working days after the
//! sixteenth hour.

use super::calendar::Calendar;
use super::{Actor, Facts, Finding, Missing, Participant, Rule, Source, Standing, Week, r20_compulsory};
use time::{Date, Duration};

const SOURCE: Source = Source::law("Leerplichtwet 21a(2)");
const GUIDANCE: Source = Source::guidance("Leerplichtwet 21a(2); Inspectie van het Onderwijs: five working days");
const HOURS: f64 = 16.0;
const ROW: usize = 4;
const WORKING_DAYS: u32 = 5;

/// The week in which the sixteenth hour fell, if it did: the row of four lesson weeks slides over them.
fn sixteenth(weeks: &[Week]) -> Option<Week> {
    let mut weeks: Vec<Week> = weeks.to_vec();
    weeks.sort_by_key(|week| week.starts);
    // A week that nobody wrote down had lessons and no absence: it breaks a row, it does not lengthen one.
    let mut lessons: Vec<Week> = Vec::new();
    let mut expected: Option<Date> = None;
    for week in weeks {
        while let Some(missing) = expected.filter(|day| *day < week.starts) {
            lessons.push(Week { starts: missing, lessons: true, hours: 0.0 });
            expected = missing.checked_add(Duration::WEEK);
            if lessons.len() > 1000 {
                break;
            }
        }
        expected = week.starts.checked_add(Duration::WEEK);
        if week.lessons {
            lessons.push(week);
        }
    }
    (0..lessons.len()).find_map(|last| {
        let first = (last + 1).saturating_sub(ROW);
        let row = lessons.get(first..=last)?;
        (row.iter().map(|week| week.hours).sum::<f64>() >= HOURS).then(|| lessons.get(last).copied())?
    })
}

/// Whether absence must be reported.
///
/// # Errors
/// Birth date, diploma or the weeks are not known.
pub fn judge(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let finding = |source, standing| Finding::new(Rule::R21, source, Actor::HeadOfInstitution, standing);
    if facts.participant() == Participant::Educatie {
        return Ok(finding(SOURCE, Standing::NotApplicable).because("participant", facts.participant().code()));
    }
    let weeks = facts.absence.weeks.as_ref().ok_or(Missing("weeks"))?;
    let diploma = facts.person.diploma.ok_or(Missing("highest_diploma"))?;
    let adult = r20_compulsory::eighteenth_birthday(facts.birth()?);
    let because = |finding: Finding| finding.because("highest_diploma", diploma.code()).because("turns_18_on", adult);
    let Some(week) = sixteenth(weeks) else {
        let first_missed = weeks.iter().filter(|week| week.hours > 0.0).map(|week| week.starts).min();
        let bound = !diploma.is_basic_qualification() && first_missed.is_none_or(|first| first < adult);
        let standing = if bound { Standing::NotTriggered } else { Standing::NotApplicable };
        return Ok(because(finding(SOURCE, standing)).because("sixteen_hours_in_four_weeks", false));
    };
    let known = facts.absence.sixteenth_hour_on;
    let on = known.unwrap_or_else(|| week.starts.saturating_add(Duration::days(4)));
    if diploma.is_basic_qualification() || on >= adult {
        return Ok(because(finding(SOURCE, Standing::NotApplicable)).because("sixteenth_hour_on", on));
    }
    let found = match known {
        Some(on) => finding(GUIDANCE, Standing::by(calendar.working_day_after(on, WORKING_DAYS, &[])).opens(on)),
        None => finding(SOURCE, Standing::OPEN.opens(week.starts)),
    };
    Ok(because(found).because("sixteenth_hour_on", known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Diploma, testing::*};

    #[test]
    fn sixteen_hours_in_four_lesson_weeks_in_a_row() {
        // Weeks from 7 September 2026; "-" is a week without lessons, "" a week nobody wrote down.
        let file = |birth: &str, hours: &[&str], sixteenth: Option<&str>| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.person.diploma = Some(Diploma::Vmbo);
            let week = |(at, hours): (usize, &&str)| {
                let starts = day("2026-09-07") + Duration::weeks(at as i64);
                (!hours.is_empty()).then(|| Week {
                    starts,
                    lessons: *hours != "-",
                    hours: hours.parse().unwrap_or(9.0),
                })
            };
            facts.absence.weeks = Some(hours.iter().enumerate().filter_map(week).collect());
            facts.absence.sixteenth_hour_on = sixteenth.map(day);
            facts
        };
        let young = "2009-09-09";
        for (what, facts, today, expected) in [
            ("exactly sixteen", file(young, &["4", "4", "4", "4"], Some("2026-10-02")), "2026-10-05", "due 2026-10-09"),
            ("fifteen and a half", file(young, &["4", "4", "4", "3.5"], None), "2026-10-05", "not_yet -"),
            ("over five weeks", file(young, &["15", "0", "0", "0", "1"], None), "2026-10-12", "not_yet -"),
            (
                "within the last four of five",
                file(young, &["1", "0", "0", "15", "1"], Some("2026-10-05")),
                "2026-10-12",
                "due 2026-10-12",
            ),
            (
                "a holiday week in between",
                file(young, &["8", "0", "-", "0", "8"], Some("2026-10-05")),
                "2026-10-12",
                "due 2026-10-12",
            ),
            ("hours in a holiday week are none", file(young, &["8", "-", "7"], None), "2026-10-12", "not_yet -"),
            ("a week nobody wrote down", file(young, &["8", "", "0", "0", "8"], None), "2026-10-12", "not_yet -"),
            ("in one week", file(young, &["16"], Some("2026-09-10")), "2026-09-17", "due 2026-09-17"),
            ("too late by the guidance", file(young, &["16"], Some("2026-09-10")), "2026-09-18", "overdue 2026-09-17"),
            ("the day not known", file(young, &["16"], None), "2026-12-01", "due -"),
            (
                "18 before the first hour",
                file("2008-09-01", &["4", "4", "4", "4"], None),
                "2026-10-05",
                "not_applicable -",
            ),
            (
                "18 on the day of the sixteenth hour",
                file("2008-10-02", &["4", "4", "4", "4"], Some("2026-10-02")),
                "2026-10-05",
                "not_applicable -",
            ),
            (
                "18 the day after",
                file("2008-10-03", &["4", "4", "4", "4"], Some("2026-10-02")),
                "2026-10-05",
                "due 2026-10-09",
            ),
        ] {
            assert_eq!(told(&judge(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
    }
}
