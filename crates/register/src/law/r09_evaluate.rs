//! R9: school and student evaluate the agreements at least once a school year, on whether they work (WEB 8.1.3a(3)).
//!
//! A school year is 1 August to 31 July (1.1.1), whatever the programme's start, and no weekend moves its end. A part of a
//! year counts as a year (a reading). A talk without the student, or about something else, is none. For who left within the
//! year nothing is owed any more (a reading: the law is silent). A date for a talk, or a student who did not come, is no
//! evaluation.

use super::support::{self, Gate};
use super::{Actor, Facts, Finding, Missing, Rule, Source, Standing};
use time::Date;

const SOURCE: Source = Source::law("WEB 8.1.3a(3)");

/// Whether the evaluation of a school year was held.
///
/// # Errors
/// Which school year is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R9, SOURCE, Actor::InstitutionAndStudent, standing);
    let none = |fact: &'static str| finding(Standing::NotApplicable).because(fact, false);
    match support::gate(facts) {
        Gate::OutOfScope(cite) => return Ok(Finding { source: Source::law(cite), ..none("in_scope") }),
        Gate::NotNeeded | Gate::NotKnown | Gate::Waived(_) => return Ok(none("needs_extra_support_on_the_ground")),
        Gate::Needed => {}
    }
    let year = facts.school_year.ok_or(Missing("school_year"))?;
    let Some((enrolment, enrolled)) = support::last_enrolment(facts) else { return Ok(none("enrolled")) };
    let through = enrolment.last_day.unwrap_or(Date::MAX);
    let versions = facts.agreements.iter().filter(|version| version.statutory != Some(false));
    let agreed = versions
        .filter(|version| support::is_for(version, Some(enrolment)))
        .filter(|version| version.superseded_on.is_none_or(|on| on > year.first()))
        .filter_map(|version| {
            let on = support::completed(facts, version)?.day;
            Some(version.in_force_from.map_or(on, |from| from.max(on)))
        })
        .min();
    let Some(agreed) = agreed else { return Ok(none("agreements")) };
    let opens = year.first().max(enrolled.day).max(agreed);
    if opens > year.last() || through < opens || !support::in_force(facts, year.last()) {
        return Ok(none("agreements_in_the_year").because("school_year", year.first()));
    }
    let held = facts
        .evaluations
        .iter()
        .filter(|talk| talk.with_student == Some(true) && talk.on_effectiveness == Some(true))
        .map(|talk| talk.held_on)
        .filter(|held| (opens..=year.last().min(through)).contains(held))
        .min();
    // Who left within the year without one owes none; who left on its last day was there all year.
    if held.is_none() && through < year.last() {
        return Ok(none("enrolled_through_the_year").because("last_day", through));
    }
    Ok(finding(Standing::by(year.last()).opens(opens).done(held))
        .because("school_year_ends", year.last())
        .because("agreements_since", agreed)
        .because("evaluated_on", held))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Evaluation, SchoolYear, Version, testing::*};

    fn file(enrolled: &str, agreed: &str, evaluations: &[(&str, bool, bool)]) -> Facts {
        let mut facts = in_need();
        facts.school_year = SchoolYear::parse("2026-2027");
        facts.enrolments.push(enrolment("E1", enrolled));
        facts.agreements.push(version(&[agreed]));
        let talk = |(on, with_student, on_effectiveness): &(&str, bool, bool)| Evaluation {
            held_on: day(on),
            with_student: Some(*with_student),
            on_effectiveness: Some(*on_effectiveness),
        };
        facts.evaluations = evaluations.iter().map(talk).collect();
        facts
    }

    fn left(mut facts: Facts, on: &str) -> Facts {
        facts.enrolments[0].last_day = Some(day(on));
        facts
    }

    #[test]
    fn once_a_school_year_with_the_student_and_about_whether_they_work() {
        let all_year = |evaluations| file("2026-08-01", "2026-06-20", evaluations);
        let replaced = |mut facts: Facts, on: &str| {
            facts.agreements[0].superseded_on = Some(day(on));
            facts
        };
        for (what, facts, today, expected) in [
            ("on the last day, a Saturday", all_year(&[("2027-07-31", true, true)]), "2027-08-20", "met 2027-07-31"),
            ("on the first day", all_year(&[("2026-08-01", true, true)]), "2027-08-20", "met 2027-07-31"),
            (
                "a day late: that is the next year's",
                all_year(&[("2027-08-01", true, true)]),
                "2027-08-20",
                "overdue 2027-07-31",
            ),
            ("the day before the year", all_year(&[("2026-07-31", true, true)]), "2027-08-20", "overdue 2027-07-31"),
            ("not yet, the last day", all_year(&[]), "2027-07-31", "due 2027-07-31"),
            ("without the student", all_year(&[("2027-05-10", false, true)]), "2027-08-20", "overdue 2027-07-31"),
            ("about attendance", all_year(&[("2027-05-10", true, false)]), "2027-08-20", "overdue 2027-07-31"),
            ("before the year", all_year(&[]), "2026-07-31", "not_yet 2027-07-31"),
            ("a February start", file("2027-02-01", "2027-01-20", &[]), "2027-06-01", "due 2027-07-31"),
            ("before the February start", file("2027-02-01", "2027-01-20", &[]), "2027-01-31", "not_yet 2027-07-31"),
            ("agreed on the last day", file("2026-08-01", "2027-07-31", &[]), "2027-07-31", "due 2027-07-31"),
            ("agreed after the year", file("2026-08-01", "2027-08-01", &[]), "2027-08-20", "not_applicable -"),
            ("left within the year", left(all_year(&[]), "2026-09-15"), "2027-08-10", "not_applicable -"),
            (
                "left after an evaluation",
                left(all_year(&[("2026-09-10", true, true)]), "2026-09-15"),
                "2027-08-10",
                "met 2027-07-31",
            ),
            ("left on the last day", left(all_year(&[]), "2027-07-31"), "2027-08-10", "overdue 2027-07-31"),
            ("left before the year", left(all_year(&[]), "2026-07-31"), "2027-08-10", "not_applicable -"),
            ("ended before the year", replaced(all_year(&[]), "2026-07-15"), "2027-08-10", "not_applicable -"),
            (
                "another version took its place: evaluated all the same",
                replaced(all_year(&[("2026-11-01", true, true)]), "2026-12-01"),
                "2027-08-10",
                "met 2027-07-31",
            ),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), today), expected, "{what}");
        }
        let mut policy = all_year(&[]);
        policy.agreements = vec![Version { statutory: Some(false), ..version(&["2026-06-20"]) }];
        assert_eq!(
            told(&judge(&policy).unwrap(), "2027-08-10"),
            "not_applicable -",
            "policy agreements are the school's own"
        );
    }
}
