//! R20: compulsory education ends with the school year in which someone turns 16, or after twelve full school years
//! (Leerplichtwet 3(1)); the qualification duty follows, to 18 or a *startkwalificatie* (4a, 4b). A bbl programme is open
//! only once compulsory education has ended (WEB 8.1.1(3)).
//!
//! Not for who has a diploma of practical education or went to vso in profile b or c (4a(2)): nobody says so here.

use super::calendar::months_after;
use super::{Act, Actor, Facts, Finding, Leerweg, Missing, Rule, SchoolYear, Source, Standing, Verdict};
use crate::BirthDate;
use time::{Date, Month};

/// Full school years after which compulsory education ends.
const FULL_YEARS: i32 = 12;

/// The birthday at an age. Someone born on 29 February has it on 1 March in other years.
pub(crate) fn birthday(birth: BirthDate, age: i32) -> Date {
    let born = birth.latest();
    let year = born.year().saturating_add(age);
    Date::from_calendar_date(year, born.month(), born.day())
        .or_else(|_| Date::from_calendar_date(year, Month::March, 1))
        .unwrap_or(Date::MAX)
}

/// The 18th birthday.
pub(super) fn eighteenth_birthday(birth: BirthDate) -> Date {
    birthday(birth, crate::guardian::ADULT_FROM)
}

/// The last day of compulsory education, where so many full school years were behind someone on a day.
pub(super) fn ends(birth: BirthDate, full_years: Option<i32>, on: Date) -> Date {
    let by_age = SchoolYear::of(birthday(birth, 16)).last();
    let by_years = full_years.map(|years| {
        // The year that runs is the next; so many are still to come.
        let last = SchoolYear::of(on).last();
        let left = FULL_YEARS.saturating_sub(years);
        if left <= 0 {
            SchoolYear::of(on).first().previous_day().unwrap_or(last)
        } else {
            let more = u16::try_from(left.saturating_sub(1)).unwrap_or(0).saturating_mul(12);
            months_after(last, more)
        }
    });
    by_years.map_or(by_age, |by_years| by_years.min(by_age))
}

/// Whether a student may be admitted to a bbl programme.
///
/// # Errors
/// Birth date or first day is not known.
pub fn may_admit_bbl(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    let source = Source::law("WEB 8.1.1(3)");
    let answer = |allowed| Verdict::is(allowed, Rule::R20, Act::Enrol, source, Actor::Institution);
    if facts.programme.leerweg == Some(Leerweg::Bol) {
        return Ok(answer(true).free().because("leerweg", Leerweg::Bol.code()));
    }
    let on = facts.programme.starts_on.unwrap_or(today);
    let last = ends(facts.birth()?, facts.person.school_years, today);
    let verdict = answer(last < on)
        .because("compulsory_education_ends", last)
        .because("school_years", facts.person.school_years)
        .because("starts_on", on);
    Ok(if last < on { verdict.met(today) } else { verdict.blocked() })
}

/// The qualification duty: from the end of compulsory education until the 18th birthday or a *startkwalificatie*.
///
/// # Errors
/// Birth date or highest diploma is not known.
pub fn qualification_duty(facts: &Facts, today: Date) -> Result<Finding, Missing> {
    let source = Source::law("Leerplichtwet 4a(1), 4b");
    let finding = |standing| Finding::new(Rule::R20, source, Actor::ParentsAndYouth, standing);
    let birth = facts.birth()?;
    let diploma = facts.person.diploma.ok_or(Missing("highest_diploma"))?;
    let adult = eighteenth_birthday(birth);
    let from = ends(birth, facts.person.school_years, today).next_day().unwrap_or(adult);
    let standing = if diploma.is_basic_qualification() || from >= adult {
        Standing::NotApplicable
    } else {
        Standing::OPEN.opens(from).until(adult)
    };
    Ok(finding(standing)
        .because("compulsory_education_ended", from.previous_day())
        .because("highest_diploma", diploma.code())
        .because("turns_18_on", adult))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Diploma, testing::*};

    #[test]
    fn bbl_opens_with_the_school_year_after_the_one_of_the_sixteenth_birthday() {
        let young = |birth: &str, years| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.person.school_years = years;
            facts.programme.leerweg = Some(Leerweg::Bbl);
            facts.programme.starts_on = Some(day("2026-08-31"));
            facts
        };
        for (what, facts, today, expected) in [
            ("16 on 31 July", young("2010-07-31", Some(11)), "2026-08-31", "yes met institution"),
            ("16 on 1 August", young("2010-08-01", Some(11)), "2026-08-31", "no blocked institution"),
            (
                "16 on 1 August, twelve years of school",
                young("2010-08-01", Some(12)),
                "2026-08-31",
                "yes met institution",
            ),
            ("15, twelve years of school", young("2011-03-01", Some(12)), "2026-08-31", "yes met institution"),
            ("nobody said how many years", young("2010-08-01", None), "2026-08-31", "no blocked institution"),
            (
                "the twelfth year ends before the start",
                young("2010-08-01", Some(11)),
                "2026-06-15",
                "yes met institution",
            ),
            ("born on leap day", young("2012-02-29", None), "2026-08-31", "no blocked institution"),
        ] {
            assert_eq!(said(&may_admit_bbl(&facts, day(today)).unwrap(), today), expected, "{what}");
        }
        let mut bol = young("2010-08-01", None);
        bol.programme.leerweg = Some(Leerweg::Bol);
        assert_eq!(
            said(&may_admit_bbl(&bol, day("2026-08-31")).unwrap(), "2026-08-31"),
            "yes not_applicable institution"
        );
    }

    #[test]
    fn the_qualification_duty_follows_and_ends_on_the_eighteenth_birthday() {
        let who = |birth: &str, diploma| {
            let mut facts = applicant();
            facts.person.birth = Some(born(birth));
            facts.person.diploma = Some(diploma);
            facts
        };
        for (what, facts, today, state) in [
            ("17, entree", who("2009-05-05", Diploma::Entree), "2026-11-02", "due -"),
            ("17, level 2", who("2009-05-05", Diploma::Mbo), "2026-11-02", "not_applicable -"),
            ("the day before 18", who("2009-05-05", Diploma::None), "2027-05-04", "due -"),
            ("18 today", who("2009-05-05", Diploma::None), "2027-05-05", "not_applicable -"),
            ("16, the school year still runs", who("2010-09-01", Diploma::Vmbo), "2027-07-31", "not_yet -"),
            ("16, the next one began", who("2010-09-01", Diploma::Vmbo), "2027-08-01", "due -"),
            ("a leapling turns 18 on 1 March", who("2008-02-29", Diploma::None), "2026-02-28", "due -"),
        ] {
            let found = qualification_duty(&facts, day(today)).unwrap();
            assert_eq!(told(&found, today), state, "{what}");
        }
        let found = qualification_duty(&who("2008-02-29", Diploma::None), day("2026-02-28")).unwrap();
        assert_eq!(found.standing.course().unwrap().until, Some(day("2026-03-01")));
    }
}
