//! R18: the exam committee decides on an adapted exam (WEB 7.4.5). The law sets it no term; a school can, and then that term
//! is its own policy, counted in working days from the day after the request.

use super::calendar::Calendar;
use super::{Actor, Facts, Finding, Missing, Rule, Source, Standing};

/// By when the exam committee answers.
///
/// # Errors
/// When the request was made is not known.
pub fn judge(facts: &Facts, calendar: &Calendar) -> Result<Finding, Missing> {
    let made = facts.exam.made_on.ok_or(Missing("exam_request.made_on"))?;
    let finding = |source, standing: Standing| {
        Finding::new(Rule::R18, source, Actor::ExamCommittee, standing.opens(made).done(facts.exam.decided_on))
            .because("asked_on", made)
    };
    let Some(days) = facts.school.terms.exam_answer_working_days(made) else {
        return Ok(finding(Source::law("WEB 7.4.5"), Standing::OPEN));
    };
    let counts = facts.school.terms.holiday_closure_counts(made);
    let closed = if counts { &[][..] } else { &facts.school.holiday_weeks };
    let by = calendar.working_day_after(made, days.into(), closed);
    Ok(finding(Source::policy("school policy on adapted exams"), Standing::by(by))
        .because("working_days", i32::from(days))
        .because("holiday_weeks_count", counts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Period;
    use crate::law::{OwnTerms, own_terms::for_tests as own, testing::*};

    #[test]
    fn in_the_working_days_that_the_school_set_and_else_without_a_term() {
        let asked = |on: &str, days: Option<u16>, counts: bool, closed: &[&str]| {
            let mut facts = applicant();
            facts.exam.made_on = Some(day(on));
            facts.school.holiday_weeks = closed.iter().map(|week| day(week)).collect();
            let mut settings = vec![own::closure(counts)];
            settings.extend(days.map(own::answer_days));
            let since = Period::since(day("2020-08-01"));
            facts.school.terms = OwnTerms::new(settings.into_iter().map(|setting| (since, setting)).collect()).unwrap();
            facts
        };
        for (what, facts, today, expected) in [
            ("ten working days", asked("2026-10-05", Some(10), true, &[]), "2026-10-19", "due 2026-10-19"),
            ("a day late", asked("2026-10-05", Some(10), true, &[]), "2026-10-20", "overdue 2026-10-19"),
            (
                "a holiday week that counts",
                asked("2026-10-12", Some(10), true, &["2026-10-19"]),
                "2026-10-13",
                "due 2026-10-26",
            ),
            (
                "a holiday week that does not",
                asked("2026-10-12", Some(10), false, &["2026-10-19"]),
                "2026-10-13",
                "due 2026-11-02",
            ),
            ("over Christmas", asked("2026-12-18", Some(5), true, &[]), "2026-12-20", "due 2026-12-28"),
            ("asked on a Saturday", asked("2026-10-03", Some(1), true, &[]), "2026-10-03", "due 2026-10-05"),
            ("no term set", asked("2026-10-05", None, true, &[]), "2029-10-05", "due -"),
        ] {
            assert_eq!(told(&judge(&facts, Calendar::dutch()).unwrap(), today), expected, "{what}");
        }
    }
}
