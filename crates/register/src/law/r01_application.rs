//! R1: apply by 1 April for a programme that starts with the school year (WEB 8.0.1(1)).
//!
//! Not for who applies because study advice ended another enrolment too late for it (3), not for a continuous vmbo-mbo
//! route (9.1.16), not for a start later in the year. The day is a date and not the end of a term: a weekend does not move
//! it (a reading).

use super::{Actor, Facts, Finding, Missing, Rule, SchoolYear, Source, Standing};
use time::{Date, Month};

const SOURCE: Source = Source::law("WEB 8.0.1(1)");

/// The 1 April before the school year of a day.
pub(super) fn first_of_april(start: Date) -> Date {
    Date::from_calendar_date(SchoolYear::of(start).begins_in(), Month::April, 1).unwrap_or(Date::MIN)
}

/// Whether a first day is that of a programme that starts with the school year. The law names no day; a reading: a first
/// day in August or September, before the count of 1 October.
pub(super) fn starts_with_the_year(start: Date) -> bool {
    matches!(start.month(), Month::August | Month::September)
}

/// By when the applicant had to apply, where the date binds.
///
/// # Errors
/// The first day of the programme is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R1, SOURCE, Actor::Applicant, standing);
    let none = || finding(Standing::NotApplicable);
    if facts.programme.continuous_route {
        let source = Source::law("WEB 9.1.16");
        return Ok(Finding { source, ..none() }.because("continuous_route", true));
    }
    if !facts.is_vocational() {
        return Ok(none().because("participant", facts.participant().code()));
    }
    if !facts.is_funded() {
        return Ok(Finding { source: Source::law("WEB 11.1.2(1)"), ..none() }.because("funded", false));
    }
    let start = facts.programme.starts_on.ok_or(Missing("programme.starts_on"))?;
    if !starts_with_the_year(start) {
        return Ok(none().because("starts_on", start));
    }
    let by = first_of_april(start);
    if let Some(ended) = facts.application.terminated_on.filter(|ended| *ended > by) {
        let source = Source::law("WEB 8.0.1(3)");
        return Ok(Finding { source, ..none() }.because("starts_on", start).because("terminated_by_advice_on", ended));
    }
    let applied = facts.application.applied_on;
    Ok(finding(Standing::by(by).done(applied)).because("starts_on", start).because("applied_on", applied))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn by_1_april_for_a_start_with_the_school_year() {
        let applied = |start: &str, on: Option<&str>| {
            let mut facts = applicant();
            facts.programme.starts_on = Some(day(start));
            facts.application.applied_on = on.map(day);
            facts
        };
        let ended = |facts: Facts, on| {
            let mut facts = facts;
            facts.application.terminated_on = Some(day(on));
            facts
        };
        let route = |mut facts: Facts| {
            facts.programme.continuous_route = true;
            facts
        };
        let as_kind = |mut facts: Facts, kind| {
            facts.programme.kind = Some(kind);
            facts
        };
        for (what, facts, today, expected) in [
            ("on the day", applied("2027-08-01", Some("2027-04-01")), "2027-04-02", "met 2027-04-01"),
            ("a day late", applied("2027-08-01", Some("2027-04-02")), "2027-04-02", "met_late 2027-04-01"),
            ("not yet, the last day", applied("2027-08-01", None), "2027-04-01", "due 2027-04-01"),
            ("not at all", applied("2027-08-01", None), "2027-04-02", "overdue 2027-04-01"),
            (
                "a Saturday moves nothing",
                applied("2028-08-01", Some("2028-04-03")),
                "2028-04-03",
                "met_late 2028-04-01",
            ),
            (
                "lessons begin at the end of August",
                applied("2027-08-30", Some("2027-04-02")),
                "2027-04-02",
                "met_late 2027-04-01",
            ),
            ("a February start", applied("2028-02-01", Some("2027-06-15")), "2027-06-15", "not_applicable -"),
            (
                "ended by advice on 1 April",
                ended(applied("2027-08-01", Some("2027-07-12")), "2027-04-01"),
                "2027-07-12",
                "met_late 2027-04-01",
            ),
            (
                "ended by advice on 2 April",
                ended(applied("2027-08-01", Some("2027-07-12")), "2027-04-02"),
                "2027-07-12",
                "not_applicable -",
            ),
            ("a continuous route", route(applied("2027-08-01", Some("2027-05-10"))), "2027-05-10", "not_applicable -"),
            (
                "entree too",
                as_kind(applied("2027-08-01", Some("2027-05-10")), crate::law::Kind::Entree),
                "2027-05-10",
                "met_late 2027-04-01",
            ),
            (
                "vavo has no such date",
                as_kind(applied("2027-08-01", Some("2027-05-10")), crate::law::Kind::Vavo),
                "2027-05-10",
                "not_applicable -",
            ),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), today), expected, "{what}");
        }
        assert_eq!(judge(&Facts::default()), Err(Missing("programme.starts_on")));
    }
}
