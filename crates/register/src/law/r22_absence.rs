//! R22: someone under 27 without a *startkwalificatie*, no longer under the Leerplichtwet, who has not followed the
//! education for four consecutive weeks without a valid reason, or a shorter period that the school set, is reported
//! (WEB 9.2.1, 9.2.2; WRO 12(3)). Since 1 January 2026 to 27; no term: at that moment.
//!
//! It holds for schools that are not funded as well (11.1.13). The article knows no holiday weeks (as 8.1.7(6) does): they do not lengthen the four (a reading by silence). A longer
//! period than four weeks cannot be set. A valid reason is one of 8.1.7(9): illness counts with a doctor's statement.

use super::calendar::Length;
use super::{Actor, Facts, Finding, Missing, Participant, Rule, Source, Standing, r20_compulsory};

const SOURCE: Source = Source::law("WEB 9.2.2(1)");
/// From this age nobody is reported.
const OLDER_FROM: i32 = 27;

/// Whether absence must be reported.
///
/// # Errors
/// Birth date, diploma or the first day of absence is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R22, SOURCE, Actor::Institution, standing);
    let none = |fact: &'static str, value: bool| finding(Standing::NotApplicable).because(fact, value);
    if facts.participant() == Participant::Educatie {
        return Ok(none("student_or_vavo_student", false));
    }
    let absence = &facts.absence;
    if absence.reasoned || (absence.ill && absence.doctor_statement == Some(true)) {
        return Ok(none("valid_reason", true));
    }
    let since = absence.without_reason_since.ok_or(Missing("absent_without_valid_reason_from"))?;
    let birth = facts.birth()?;
    let diploma = facts.person.diploma.ok_or(Missing("highest_diploma"))?;
    let weeks = facts.school.terms.absence_weeks(since).min(4);
    let full = Length::Weeks(weeks).after(since);
    let adult = r20_compulsory::eighteenth_birthday(birth);
    let bound = match facts.person.qualification_duty {
        Some(bound) => bound,
        None => full < adult,
    };
    let back = absence.returned_on.is_some_and(|back| back < full)
        || (absence.still == Some(false) && absence.returned_on.is_none());
    let applies = !diploma.is_basic_qualification() && birth.age_on(full) < OLDER_FROM && !bound && !back;
    let standing = if applies { Standing::OPEN.opens(full) } else { Standing::NotApplicable };
    Ok(finding(standing)
        .because("age", birth.age_on(full))
        .because("highest_diploma", diploma.code())
        .because("leerplichtwet_binds", bound)
        .because("absent_since", since)
        .because("weeks", i32::from(weeks))
        .because("returned_on", absence.returned_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Period;
    use crate::law::{Diploma, OwnTerms, own_terms::for_tests::absence_weeks, testing::*};

    #[test]
    fn four_consecutive_weeks_or_the_shorter_period_of_the_school() {
        let absent = |birth: &str, diploma, back: Option<&str>| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.person.diploma = Some(diploma);
            facts.absence.without_reason_since = Some(day("2026-10-05"));
            facts.absence.still = Some(back.is_none());
            facts.absence.returned_on = back.map(day);
            facts
        };
        let set = |mut facts: Facts, weeks| {
            let since = Period::since(day("2020-08-01"));
            facts.school.terms = OwnTerms::new(vec![(since, absence_weeks(weeks))]).unwrap();
            facts
        };
        let holiday = |mut facts: Facts| {
            facts.school.holiday_weeks = vec![day("2026-10-19")];
            facts
        };
        let ill = |mut facts: Facts, statement| {
            facts.absence.ill = true;
            facts.absence.doctor_statement = Some(statement);
            facts
        };
        let reasoned = |mut facts: Facts| {
            facts.absence.without_reason_since = None;
            facts.absence.reasoned = true;
            facts
        };
        let unfunded = |mut facts: Facts| {
            facts.school.provider = Some(crate::law::Provider::NonFunded);
            facts
        };
        use Diploma::{Entree, Mbo};
        for (what, facts, today, expected) in [
            ("22, four weeks full", absent("2004-03-03", Entree, None), "2026-11-02", "due -"),
            ("the last day of the four", absent("2004-03-03", Entree, None), "2026-11-01", "not_yet -"),
            (
                "back on the last day",
                absent("2004-03-03", Entree, Some("2026-11-01")),
                "2026-11-02",
                "not_applicable -",
            ),
            ("back the day after", absent("2004-03-03", Entree, Some("2026-11-02")), "2026-11-03", "due -"),
            ("a diploma of level 2", absent("2004-03-03", Mbo, None), "2026-11-02", "not_applicable -"),
            ("27 within the weeks", absent("1999-10-20", Entree, None), "2026-11-02", "not_applicable -"),
            ("27 on the day they are full", absent("1999-11-02", Entree, None), "2026-11-02", "not_applicable -"),
            ("27 the day after", absent("1999-11-03", Entree, None), "2026-11-02", "due -"),
            ("17: the Leerplichtwet", absent("2009-03-03", Entree, None), "2026-11-02", "not_applicable -"),
            ("18 on that day", absent("2008-11-02", Entree, None), "2026-11-02", "due -"),
            ("two weeks, by the school", set(absent("2004-03-03", Entree, None), 2), "2026-10-19", "due -"),
            ("a holiday week lengthens nothing", holiday(absent("2004-03-03", Entree, None)), "2026-11-02", "due -"),
            ("ill, with a statement", ill(absent("2004-03-03", Entree, None), true), "2026-11-02", "not_applicable -"),
            ("never without a reason", reasoned(absent("2004-03-03", Entree, None)), "2026-11-02", "not_applicable -"),
            ("ill, without", ill(absent("2004-03-03", Entree, None), false), "2026-11-02", "due -"),
            ("a school that is not funded", unfunded(absent("2004-03-03", Entree, None)), "2026-11-02", "due -"),
        ] {
            assert_eq!(told(&judge(&facts).unwrap(), today), expected, "{what}");
        }
    }
}
