//! R34: youth help to 18. After it to 23, only help of kind 1: what began before 18 and must go on, what was found necessary
//! before 18, or what must begin again within half a year of its end (Jeugdwet 1.1). Kinds 2 and 3 stop at 18. Arranged by
//! the municipality in which someone lives, not that of the school.
//!
//! Foster care and youth criminal law have rules of their own and are not asked here. Planning the move to adult care from
//! 17 and a half is advice, not law.

use super::calendar::months_after;
use super::{Act, Actor, Facts, Finding, Missing, Rule, Source, Standing, Verdict, YouthHelpKind, r20_compulsory};
use time::Date;

const SOURCE: Source = Source::law("Jeugdwet 1.1");
/// From this age no youth help at all.
pub(crate) const NEVER_FROM: i32 = 23;
/// Within so many months after its end help can be found necessary again.
const RESUME_WITHIN_MONTHS: u16 = 6;
/// Seventeen and a half years.
pub(crate) const PLAN_FROM_MONTHS: u16 = 210;

/// Whether youth help can be given on a day.
///
/// # Errors
/// Birth date or, from 18, the kind of help is not known.
pub fn possible(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    let birth = facts.birth()?;
    let age = birth.age_on(today);
    let adult = r20_compulsory::eighteenth_birthday(birth);
    let end = r20_compulsory::birthday(birth, NEVER_FROM);
    let answer =
        |allowed| Verdict::is(allowed, Rule::R34, Act::GiveYouthHelp, SOURCE, Actor::Municipality).because("age", age);
    if age < crate::guardian::ADULT_FROM {
        return Ok(answer(true).first(Standing::OPEN.until(adult)));
    }
    let help = facts.youth_help;
    let kind = help.kind.ok_or(Missing("youth_help.kind"))?;
    if age >= NEVER_FROM || kind != YouthHelpKind::Psychosocial {
        return Ok(answer(false).free().because("kind", kind.code()));
    }
    let before = help.began_on.is_some_and(|began| began < adult);
    let went_on =
        before && help.uninterrupted != Some(false) && help.must_go_on == Some(true) && help.ended_on.is_none();
    let decided = help.decided_before_18 == Some(true);
    let resumes = before
        && match (help.ended_on, help.must_resume_on) {
            (Some(ended), Some(resume)) => resume <= months_after(ended, RESUME_WITHIN_MONTHS) && resume >= ended,
            _ => false,
        };
    let allowed = went_on || decided || resumes;
    let verdict = answer(allowed)
        .because("kind", kind.code())
        .because("began_before_18", before)
        .because("must_go_on", help.must_go_on)
        .because("decided_before_18", help.decided_before_18)
        .because("must_resume_on", help.must_resume_on);
    Ok(if allowed { verdict.first(Standing::OPEN.until(end)) } else { verdict.free() })
}

/// From when the move to adult care is planned, until 18.
///
/// # Errors
/// Birth date is not known.
pub fn plan_adult_care(facts: &Facts) -> Result<Finding, Missing> {
    let birth = facts.birth()?;
    let from = months_after(birth.latest(), PLAN_FROM_MONTHS);
    let adult = r20_compulsory::eighteenth_birthday(birth);
    let source = Source::guidance("Jeugdwet 1.1; advice to plan from 17 and a half");
    let standing = Standing::OPEN.opens(from).until(adult);
    Ok(Finding::new(Rule::R34, source, Actor::InstitutionAndMunicipality, standing)
        .because("plan_from", from)
        .because("turns_18_on", adult))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{YouthHelp, testing::*};

    #[test]
    fn to_18_and_to_23_for_what_began_or_was_decided_before() {
        let psycho = YouthHelp { kind: Some(YouthHelpKind::Psychosocial), ..YouthHelp::default() };
        let goes_on = YouthHelp {
            began_on: Some(day("2026-11-01")),
            uninterrupted: Some(true),
            must_go_on: Some(true),
            ..psycho
        };
        let resumed = |on: &str| YouthHelp {
            began_on: Some(day("2025-11-01")),
            ended_on: Some(day("2027-01-31")),
            must_resume_on: Some(day(on)),
            uninterrupted: Some(false),
            ..psycho
        };
        let care = YouthHelp { kind: Some(YouthHelpKind::PersonalCare), ..goes_on };
        for (what, help, today, allowed) in [
            ("the day before 18, of any kind", care, "2027-03-14", true),
            ("18 today, nothing before", psycho, "2027-03-15", false),
            ("18, begun before and must go on", goes_on, "2029-06-01", true),
            ("nobody found that it must go on", YouthHelp { must_go_on: None, ..goes_on }, "2029-06-01", false),
            ("begun at 18", YouthHelp { began_on: Some(day("2027-03-15")), ..goes_on }, "2029-06-01", false),
            ("the day before 23", goes_on, "2032-03-14", true),
            ("23 today", goes_on, "2032-03-15", false),
            ("personal care stops at 18", care, "2027-03-15", false),
            ("decided before 18", YouthHelp { decided_before_18: Some(true), ..psycho }, "2028-01-01", true),
            ("begins again within half a year", resumed("2027-07-31"), "2027-08-15", true),
            ("a day too late", resumed("2027-08-01"), "2027-08-15", false),
        ] {
            let mut facts = applicant();
            facts.person.birth = Some(born("2009-03-15"));
            facts.youth_help = help;
            assert_eq!(possible(&facts, day(today)).unwrap().allowed, allowed, "{what}");
        }
    }

    #[test]
    fn planning_from_seventeen_and_a_half() {
        for (birth, today, expected) in [
            ("2009-03-15", "2026-09-14", "not_yet -"),
            ("2009-03-15", "2026-09-15", "due -"),
            ("2009-03-15", "2027-03-14", "due -"),
            ("2009-03-15", "2027-03-15", "not_applicable -"),
            ("2009-08-31", "2027-02-28", "due -"),
        ] {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            assert_eq!(told(&plan_adult_care(&facts).unwrap(), today), expected, "{birth} {today}");
        }
    }
}
