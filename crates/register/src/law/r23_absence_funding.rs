//! R23: absence and student finance (WEB 8.1.7). By the third working day after four weeks the student is told and asked
//! why (2). By the fifth working day after eight weeks from the start the school establishes whether the reason is valid,
//! or that there was none (3), and reports who was away five weeks without one to the Minister (5): only entree, level 2
//! and vavo (11). Weeks of holiday lengthen the five and the eight, not the four (6).
//!
//! Illness is a valid reason only with a dated doctor's statement (9)(a).

use super::calendar::{Calendar, Length};
use super::{Actor, Facts, Finding, Kind, Missing, Participant, Rule, Source, Standing};
use time::{Date, Duration};

fn finding(cite: &'static str, standing: Standing) -> Finding {
    Finding::new(Rule::R23, Source::law(cite), Actor::Institution, standing)
}

/// Whether these paragraphs hold, and since when someone is away.
fn away(facts: &Facts, cite: &'static str) -> Result<Result<Date, Finding>, Missing> {
    let none = |cite| Ok(Err(finding(cite, Standing::NotApplicable)));
    if !facts.is_funded() {
        return none("WEB 11.1.2(1)");
    }
    if facts.participant() == Participant::Educatie {
        return none(cite);
    }
    match facts.absence.funded_by_state {
        Some(false) => return Ok(Err(finding(cite, Standing::NotApplicable).because("student_finance", false))),
        Some(true) => {}
        None => return Err(Missing("covered_by_wsf_or_wtos")),
    }
    Ok(Ok(facts.absence.since.ok_or(Missing("absent_from"))?))
}

/// The last day of so many weeks from a day, lengthened by every holiday week within.
fn weeks_with_holidays(since: Date, weeks: u16, holidays: &[Date]) -> Date {
    let mut length = weeks;
    loop {
        let last = Length::Weeks(length).after(since).saturating_sub(Duration::DAY);
        let within = |first: &&Date| **first <= last && **first + Duration::days(4) >= since;
        let mut holidays: Vec<&Date> = holidays.iter().filter(within).collect();
        holidays.sort_unstable();
        holidays.dedup();
        let lengthened = weeks.saturating_add(u16::try_from(holidays.len()).unwrap_or(u16::MAX));
        if lengthened == length {
            return last;
        }
        length = lengthened;
    }
}

/// Back before a period was over.
fn back_within(facts: &Facts, last: Date) -> bool {
    facts.absence.returned_on.is_some_and(|back| back <= last)
}

/// By when the student is told and asked why.
///
/// # Errors
/// What decides is not known.
pub fn ask_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let cite = "WEB 8.1.7(2)";
    let since = match away(facts, cite)? {
        Err(none) => return Ok(none),
        Ok(since) => since,
    };
    let last = weeks_with_holidays(since, 4, &[]);
    let by = calendar.working_day_after(last, 3, &[]);
    let opens = last.next_day().unwrap_or(last);
    let standing = if back_within(facts, last) { Standing::NotApplicable } else { Standing::by(by).opens(opens) };
    Ok(finding(cite, standing).because("absent_since", since).because("four_weeks_end", last))
}

/// By when the reason, or that there is none, is established.
///
/// # Errors
/// What decides is not known.
pub fn reason_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    establish(facts, calendar, "WEB 8.1.7(3)")
}

fn establish(facts: &Facts, calendar: &Calendar, cite: &'static str) -> Result<Finding, Missing> {
    let since = match away(facts, cite)? {
        Err(none) => return Ok(none),
        Ok(since) => since,
    };
    let holidays = &facts.school.holiday_weeks;
    let five = weeks_with_holidays(since, 5, holidays);
    let eight = weeks_with_holidays(since, 8, holidays);
    let by = calendar.working_day_after(eight, 5, &[]);
    let opens = eight.next_day().unwrap_or(eight);
    let standing = if back_within(facts, five) { Standing::NotApplicable } else { Standing::by(by).opens(opens) };
    Ok(finding(cite, standing)
        .because("absent_since", since)
        .because("five_weeks_end", five)
        .because("eight_weeks_end", eight))
}

/// Whether and by when the absence is reported to the Minister.
///
/// # Errors
/// What decides is not known.
pub fn report_by(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let cite = "WEB 8.1.7(5)";
    let found = establish(facts, calendar, cite)?;
    if found.standing == Standing::NotApplicable {
        return Ok(found);
    }
    let kind = facts.programme.kind;
    let vavo = facts.participant() == Participant::Vavo;
    if !vavo && kind.is_none() {
        return Err(Missing("programme.kind"));
    }
    if !vavo && !matches!(kind, Some(Kind::Entree | Kind::Basisberoeps)) {
        let source = Source::law("WEB 8.1.7(11)");
        let none = Finding { source, standing: Standing::NotApplicable, ..found };
        return Ok(none.because("programme", kind.map(Kind::code)));
    }
    let valid = facts.absence.ill && facts.absence.doctor_statement == Some(true);
    let found = found.because("valid_reason", valid);
    Ok(if valid { Finding { standing: Standing::NotApplicable, ..found } } else { found })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    fn absent(kind: Kind, holidays: &[&str], back: Option<&str>) -> Facts {
        let mut facts = applicant();
        facts.programme.kind = Some(kind);
        facts.absence.since = Some(day("2026-10-05"));
        facts.absence.funded_by_state = Some(true);
        facts.absence.returned_on = back.map(day);
        facts.school.holiday_weeks = holidays.iter().map(|week| day(week)).collect();
        facts
    }

    #[test]
    fn asked_by_the_third_working_day_after_four_weeks() {
        let level_2 = |holidays, back| absent(Kind::Basisberoeps, holidays, back);
        let mut unfunded = level_2(&[], None);
        unfunded.absence.funded_by_state = Some(false);
        for (what, facts, today, expected) in [
            ("four weeks end on a Sunday", level_2(&[], None), "2026-11-02", "due 2026-11-04"),
            ("a holiday week lengthens nothing here", level_2(&["2026-10-19"], None), "2026-11-02", "due 2026-11-04"),
            ("the last day of the four", level_2(&[], None), "2026-11-01", "not_yet 2026-11-04"),
            ("too late", level_2(&[], None), "2026-11-05", "overdue 2026-11-04"),
            ("back within the four", level_2(&[], Some("2026-11-01")), "2026-11-02", "not_applicable -"),
            ("back after them", level_2(&[], Some("2026-11-02")), "2026-11-03", "due 2026-11-04"),
            ("level 4 is asked too", absent(Kind::Middenkader, &[], None), "2026-11-02", "due 2026-11-04"),
            ("without student finance", unfunded, "2026-11-02", "not_applicable -"),
        ] {
            assert_eq!(told(&ask_by(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
    }

    #[test]
    fn established_and_reported_by_the_fifth_working_day_after_eight_weeks() {
        let level_2 = |holidays, back| absent(Kind::Basisberoeps, holidays, back);
        let ill = |mut facts: Facts, statement| {
            facts.absence.ill = true;
            facts.absence.doctor_statement = Some(statement);
            facts
        };
        for (what, facts, today, established, reported) in [
            ("eight weeks", level_2(&[], None), "2026-12-01", "due 2026-12-04", "due 2026-12-04"),
            ("and a holiday week", level_2(&["2026-10-19"], None), "2026-12-07", "due 2026-12-11", "due 2026-12-11"),
            (
                "a holiday week that the first one brings in",
                level_2(&["2026-10-19", "2026-11-30"], None),
                "2026-12-14",
                "due 2026-12-18",
                "due 2026-12-18",
            ),
            (
                "a holiday week of before",
                level_2(&["2026-09-28"], None),
                "2026-12-01",
                "due 2026-12-04",
                "due 2026-12-04",
            ),
            ("not over yet", level_2(&[], None), "2026-11-29", "not_yet 2026-12-04", "not_yet 2026-12-04"),
            ("too late", level_2(&[], None), "2026-12-05", "overdue 2026-12-04", "overdue 2026-12-04"),
            (
                "back within five weeks",
                level_2(&[], Some("2026-11-08")),
                "2026-12-01",
                "not_applicable -",
                "not_applicable -",
            ),
            ("back after five", level_2(&[], Some("2026-11-09")), "2026-12-01", "due 2026-12-04", "due 2026-12-04"),
            (
                "back in the sixth, five with a holiday week",
                level_2(&["2026-10-19"], Some("2026-11-09")),
                "2026-12-07",
                "not_applicable -",
                "not_applicable -",
            ),
            (
                "level 4 is not reported",
                absent(Kind::Middenkader, &[], None),
                "2026-12-01",
                "due 2026-12-04",
                "not_applicable -",
            ),
            ("entree is", absent(Kind::Entree, &[], None), "2026-12-01", "due 2026-12-04", "due 2026-12-04"),
            ("vavo is", absent(Kind::Vavo, &[], None), "2026-12-01", "due 2026-12-04", "due 2026-12-04"),
            (
                "ill, with a statement",
                ill(level_2(&[], None), true),
                "2026-12-01",
                "due 2026-12-04",
                "not_applicable -",
            ),
            ("ill, without", ill(level_2(&[], None), false), "2026-12-01", "due 2026-12-04", "due 2026-12-04"),
        ] {
            assert_eq!(told(&reason_by(&facts, Calendar::dutch()).unwrap(), today), established, "{what}");
            assert_eq!(told(&report_by(&facts, Calendar::dutch()).unwrap(), today), reported, "{what}: reported");
        }
    }
}
