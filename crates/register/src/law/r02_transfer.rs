//! R2: tell the municipality of residence of an application, where the applicant is under 27 and has no
//! *startkwalificatie* (WEB 8.0.3(4)); "zo snel mogelijk" is no number of days.
//!
//! The age on the day of the application counts: the duty is about that application. Telling the school of before (3) asks
//! for facts about that school, which this register does not have.

use super::{Actor, Diploma, Due, Facts, Finding, Missing, Recipient, Rule, Source, Standing};

const SOURCE: Source = Source::law("WEB 8.0.3(4)");
/// From this age nobody is told any more, since 1 January 2026.
const OLDER_FROM: i32 = 27;

/// Whether the municipality must be told.
///
/// # Errors
/// Birth date, diploma or the day of the application is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R2, SOURCE, Actor::Institution, standing);
    let none = || finding(Standing::NotApplicable);
    if facts.programme.continuous_route {
        return Ok(Finding { source: Source::law("WEB 9.1.16"), ..none() }.because("continuous_route", true));
    }
    if !facts.is_vocational() {
        return Ok(none().because("participant", facts.participant().code()));
    }
    if !facts.is_funded() {
        return Ok(Finding { source: Source::law("WEB 11.1.2(1)"), ..none() }.because("funded", false));
    }
    let Some(applied) = facts.application.applied_on else {
        return Ok(finding(Standing::NotTriggered));
    };
    let diploma = facts.person.diploma.ok_or(Missing("highest_diploma"))?;
    let age = facts.birth()?.age_on(applied);
    let standing = if Diploma::is_basic_qualification(diploma) || age >= OLDER_FROM {
        Standing::NotApplicable
    } else {
        match Standing::OPEN.opens(applied) {
            Standing::Holds(course) => Standing::Holds(super::Course { due: Due::AtOnce, ..course }),
            other => other,
        }
    };
    let found = finding(standing).because("highest_diploma", diploma.code()).because("age", age);
    Ok(if standing == Standing::NotApplicable { found } else { found.tell(&[Recipient::MunicipalityOfResidence]) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::testing::*;

    #[test]
    fn until_the_day_before_27_without_a_basic_qualification() {
        let who = |birth: &str, diploma| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.person.diploma = Some(diploma);
            facts.application.applied_on = Some(day("2027-03-01"));
            facts
        };
        for (what, facts, expected) in [
            ("26, entree", who("2000-05-10", Diploma::Entree), "due -"),
            ("27 tomorrow", who("2000-03-02", Diploma::None), "due -"),
            ("27 today", who("2000-03-01", Diploma::None), "not_applicable -"),
            ("a leapling of 29 February, 27 today", who("2000-02-29", Diploma::None), "not_applicable -"),
            ("a diploma of level 2", who("2008-05-10", Diploma::Mbo), "not_applicable -"),
            ("havo", who("2008-05-10", Diploma::HavoVwo), "not_applicable -"),
            ("vmbo", who("2008-05-10", Diploma::Vmbo), "due -"),
        ] {
            let found = judge(&facts).unwrap();
            assert_eq!(told(&found, "2027-03-01"), expected, "{what}");
            assert_eq!(found.tell.is_empty(), expected.starts_with("not"), "{what}");
        }
        let mut later = who("2000-03-02", Diploma::None);
        assert_eq!(
            told(&judge(&later).unwrap(), "2027-06-01"),
            "due -",
            "27 since: the application is told all the same"
        );
        later.application.applied_on = None;
        assert_eq!(told(&judge(&later).unwrap(), "2027-06-01"), "not_yet -");
    }
}
