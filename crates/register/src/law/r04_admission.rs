//! R4: the grounds on which admission to levels 2 to 4 may be refused are a closed list (WEB 8.1.1c(2) to (3a)). Entree has its
//! own: it is open only to who does not meet the demands of level 2 and is no longer under full compulsory schooling
//! (8.1.1b(1)), and an entree enrolment in the past two school years is a ground (8.1.1b(2)). To BBL of any level nobody is
//! admitted who is under full schooling (8.1.1(3), [`super::r20_compulsory`]). The list of all: [`crate::admission::Ground`].
//!
//! A need for support is no ground, nor a judgment on fitness for the occupation because of a chronic illness (Wgbh/cz 5b).
//! Where places are limited nobody's fitness is compared, and who applied by 1 April goes first (8.1.1c(5)).

use super::{
    Act, Actor, Facts, Kind, Missing, Rule, SchoolYear, Source, Standing, Verdict, r01_application, r20_compulsory,
};
use time::{Date, Month};

/// Years after which (3)(b) can be a ground.
const YEARS_WITHOUT_DIPLOMA: f64 = 6.0;
/// Whole school years after which (3)(a) and (b) no longer are.
const FORGOTTEN_AFTER: i32 = 3;

fn verdict(allowed: bool, cite: &'static str) -> Verdict {
    Verdict::is(allowed, Rule::R4, Act::Refuse, Source::law(cite), Actor::Institution)
}

/// What is the same for every ground: `Err` with the answer where 8.1.1c(3) is not the list.
fn list(facts: &Facts) -> Result<(), Verdict> {
    if !facts.is_funded() {
        return Err(verdict(true, "WEB 11.1.2(1)").free().because("funded", false));
    }
    if facts.programme.continuous_route {
        return Err(verdict(false, "WEB 9.1.16").because("continuous_route", true));
    }
    if facts.programme.kind == Some(Kind::Entree) {
        return Err(verdict(false, "WEB 8.1.1b").because("programme", Kind::Entree.code()));
    }
    if !facts.is_vocational() {
        return Err(verdict(false, "WEB 8.1.1c(1)").because("participant", facts.participant().code()));
    }
    Ok(())
}

/// Whether 8.1.1c(3) is the list of grounds here.
pub(super) fn lists_grounds(facts: &Facts) -> bool {
    list(facts).is_ok()
}

/// Whether paragraph 2a of the Leerplichtwet no longer holds: looked up, else computed.
///
/// # Errors
/// Neither is known.
pub fn is_free_of_qualification_duty(facts: &Facts, today: Date) -> Result<bool, Missing> {
    if let Some(duty) = facts.person.qualification_duty {
        return Ok(!duty);
    }
    let ends = facts.person.birth.map(r20_compulsory::eighteenth_birthday);
    match (ends, facts.person.diploma) {
        (Some(adult), _) if adult <= today => Ok(true),
        (Some(_), Some(diploma)) => Ok(diploma.is_basic_qualification()),
        _ => Err(Missing("kwalificatieplichtig")),
    }
}

/// Because the application was late: (3)(c)(1).
///
/// # Errors
/// What decides is not known.
pub fn may_refuse_late(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    if let Err(answer) = list(facts) {
        return Ok(answer);
    }
    let free = is_free_of_qualification_duty(facts, today)?;
    let date = r01_application::judge(facts)?;
    let late = match date.standing {
        Standing::NotApplicable => false,
        _ => facts.application.applied_on.ok_or(Missing("applied_on"))? > date.due_on().unwrap_or(Date::MAX),
    };
    let mut answer = verdict(free && late, "WEB 8.1.1c(3)(c)(1)").because("qualification_duty", !free);
    answer.because.extend(date.because);
    Ok(answer)
}

/// Because a reply did not come before 1 July: (3)(d), only where (3a) was done.
pub fn may_refuse_unconfirmed(facts: &Facts, today: Date) -> Verdict {
    if let Err(answer) = list(facts) {
        return answer;
    }
    let confirmation = facts.application.confirmation.unwrap_or_default();
    let year = SchoolYear::of(facts.programme.starts_on.unwrap_or(today)).begins_in();
    let year = if facts.programme.starts_on.is_some() { year } else { today.year() };
    let july = Date::from_calendar_date(year, Month::July, 1).unwrap_or(Date::MAX);
    let asked = confirmation.asked_on.is_some_and(|asked| asked < july);
    let told = confirmation.told_in_writing == Some(true);
    let replied = confirmation.replied_on.is_some_and(|replied| replied < july);
    verdict(asked && told && !replied && today >= july, "WEB 8.1.1c(3)(d)")
        .because("asked_on", confirmation.asked_on)
        .because("told_in_writing", told)
        .because("replied_on", confirmation.replied_on)
}

/// Because of six years or more without a diploma: (3)(b).
///
/// # Errors
/// What decides is not known.
pub fn may_refuse_six_years(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    if let Err(answer) = list(facts) {
        return Ok(answer);
    }
    let application = &facts.application;
    let years = application.years_enrolled.ok_or(Missing("years_enrolled_in_vocational_programmes"))?;
    let diplomas = application.diplomas.ok_or(Missing("diplomas_obtained"))?;
    let ground = years >= YEARS_WITHOUT_DIPLOMA && diplomas == 0;
    let passed = match application.last_day {
        Some(last) => SchoolYear::whole_between(last, today),
        None if ground => return Err(Missing("last_day_of_enrolment")),
        None => 0,
    };
    Ok(verdict(ground && passed < FORGOTTEN_AFTER, "WEB 8.1.1c(3)(b)")
        .because("six_years_enrolled", years >= YEARS_WITHOUT_DIPLOMA)
        .because("diplomas", diplomas)
        .because("school_years_since", passed))
}

/// Because the enrolment was ended three times by study advice: (3)(a). Three *terminations*, not three negative advices.
///
/// # Errors
/// What decides is not known.
pub fn may_refuse_three_terminations(facts: &Facts, terminations: i32, today: Date) -> Result<Verdict, Missing> {
    if let Err(answer) = list(facts) {
        return Ok(answer);
    }
    let free = is_free_of_qualification_duty(facts, today)?;
    let last = facts.application.last_day.ok_or(Missing("last_day_of_enrolment"))?;
    let passed = SchoolYear::whole_between(last, today);
    Ok(verdict(free && terminations >= 3 && passed < FORGOTTEN_AFTER, "WEB 8.1.1c(3)(a)")
        .because("qualification_duty", !free)
        .because("terminations", terminations)
        .because("school_years_since", passed))
}

/// Because the school cannot offer the support: never. What it may refuse, and how, is an adjustment ([`super::r17_adjustment`]).
pub fn may_refuse_no_support(facts: &Facts) -> Verdict {
    if facts.is_funded() {
        return verdict(false, "WEB 8.1.1c(3)").because("listed_ground", false);
    }
    // The list of the WEB does not hold; Wgbh/cz does, and asks the test of the burden first.
    let tested = facts.application.burden_tested == Some(true);
    verdict(tested, "Wgbh/cz 2(1)").because("funded", false).because("burden_tested", tested)
}

/// Because the school finds the applicant unfit for the occupation on account of a chronic illness: never. Demands of a
/// programme that may set them (8.2.2a) hold for all, and within Wgbh/cz.
pub fn may_refuse_unsuitable(facts: &Facts) -> Verdict {
    verdict(false, "Wgbh/cz 5b(1)")
        .because("listed_ground", false)
        .because("sets_demands", facts.programme.sets_demands)
}

/// Gives the last place to someone who applied late because a test says they are more motivated: no. No fitness is compared
/// where places are limited, and who applied by 1 April goes first (8.1.1c(5)).
pub fn may_prefer_by_test(facts: &Facts) -> Verdict {
    let answer = verdict(false, "WEB 8.1.1c(5)");
    if facts.is_funded() {
        answer
            .because("limited", facts.application.limited)
            .because("applied_on", facts.application.applied_on)
            .because("other_applied_on", facts.application.other_applied_on)
    } else {
        verdict(true, "WEB 11.1.2(1)").free().because("funded", false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Confirmation, Diploma, Provider, testing::*};

    /// An adult who applied on a day for a start on 1 August 2027.
    fn applied(on: &str) -> Facts {
        let mut facts = applicant();
        facts.programme.starts_on = Some(day("2027-08-01"));
        facts.application.applied_on = Some(day(on));
        facts.person.qualification_duty = Some(false);
        facts
    }

    fn with(mut facts: Facts, change: impl FnOnce(&mut Facts)) -> Facts {
        change(&mut facts);
        facts
    }

    #[test]
    fn late_is_a_ground_for_who_is_free_of_the_qualification_duty_and_only_with_the_year() {
        for (what, facts, allowed) in [
            ("on 1 April", applied("2027-04-01"), false),
            ("on 2 April", applied("2027-04-02"), true),
            ("under the duty", with(applied("2027-04-02"), |f| f.person.qualification_duty = Some(true)), false),
            (
                "17, no diploma: computed",
                with(applied("2027-04-02"), |f| {
                    f.person.qualification_duty = None;
                    f.person.birth = Some(born("2009-06-17"));
                    f.person.diploma = Some(Diploma::Vmbo);
                }),
                false,
            ),
            (
                "18 today: computed",
                with(applied("2027-04-02"), |f| {
                    f.person.qualification_duty = None;
                    f.person.birth = Some(born("2009-06-16"));
                }),
                true,
            ),
            (
                "17 with a diploma of level 2",
                with(applied("2027-04-02"), |f| {
                    f.person.qualification_duty = None;
                    f.person.birth = Some(born("2009-12-01"));
                    f.person.diploma = Some(Diploma::Mbo);
                }),
                true,
            ),
            (
                "a start in February",
                with(applied("2027-06-15"), |f| f.programme.starts_on = Some(day("2028-02-01"))),
                false,
            ),
            (
                "ended elsewhere after 1 April",
                with(applied("2027-06-15"), |f| f.application.terminated_on = Some(day("2027-06-01"))),
                false,
            ),
            (
                "ended elsewhere before",
                with(applied("2027-06-15"), |f| f.application.terminated_on = Some(day("2027-02-01"))),
                true,
            ),
            ("entree", with(applied("2027-06-15"), |f| f.programme.kind = Some(Kind::Entree)), false),
            (
                "entree, twice lately",
                with(applied("2027-06-15"), |f| {
                    f.programme.kind = Some(Kind::Entree);
                    f.application.entree_lately = Some(1);
                }),
                false,
            ),
            ("a continuous route", with(applied("2027-06-15"), |f| f.programme.continuous_route = true), false),
        ] {
            assert_eq!(may_refuse_late(&facts, day("2027-06-16")).unwrap().allowed, allowed, "{what}");
        }
        let unknown = with(applied("2027-06-15"), |f| {
            f.person.qualification_duty = None;
            f.person.birth = Some(born("2009-12-01"));
        });
        assert_eq!(may_refuse_late(&unknown, day("2027-06-16")), Err(Missing("kwalificatieplichtig")));
    }

    #[test]
    fn a_reply_must_come_before_1_july_and_only_where_that_was_said_in_writing() {
        let asked = |told, replied: Option<&str>| {
            with(applied("2027-03-01"), |facts| {
                facts.application.confirmation = Some(Confirmation {
                    asked_on: Some(day("2027-05-20")),
                    told_in_writing: Some(told),
                    replied_on: replied.map(day),
                });
            })
        };
        for (what, facts, today, allowed) in [
            ("on 30 June", asked(true, Some("2027-06-30")), "2027-07-05", false),
            ("on 1 July", asked(true, Some("2027-07-01")), "2027-07-05", true),
            ("no reply, on 30 June", asked(true, None), "2027-06-30", false),
            ("no reply, on 1 July", asked(true, None), "2027-07-01", true),
            ("not told", asked(false, None), "2027-07-05", false),
            ("never asked", applied("2027-03-01"), "2027-07-05", false),
            (
                "under the duty: a ground all the same",
                with(asked(true, None), |f| f.person.qualification_duty = Some(true)),
                "2027-07-05",
                true,
            ),
            ("entree", with(asked(true, None), |f| f.programme.kind = Some(Kind::Entree)), "2027-07-05", false),
        ] {
            assert_eq!(may_refuse_unconfirmed(&facts, day(today)).allowed, allowed, "{what}");
        }
    }

    #[test]
    fn six_years_without_a_diploma_count_until_three_school_years_went_by() {
        let six = |years, diplomas, last: &str| {
            with(applied("2027-03-01"), |facts| {
                facts.application.years_enrolled = Some(years);
                facts.application.diplomas = Some(diplomas);
                facts.application.last_day = Some(day(last));
            })
        };
        for (what, facts, today, allowed) in [
            ("six years", six(6.0, 0, "2026-07-31"), "2027-05-03", true),
            ("almost six", six(5.5, 0, "2026-07-31"), "2027-05-03", false),
            ("with a diploma", six(7.0, 1, "2026-07-31"), "2027-05-03", false),
            ("the third school year still runs", six(6.0, 0, "2024-07-31"), "2027-07-31", true),
            ("three went by", six(6.0, 0, "2024-07-31"), "2027-08-01", false),
        ] {
            assert_eq!(may_refuse_six_years(&facts, day(today)).unwrap().allowed, allowed, "{what}");
            let thrice = may_refuse_three_terminations(&facts, 3, day(today)).unwrap().allowed;
            assert_eq!(thrice, !what.starts_with("three"), "{what}: three terminations");
        }
        assert!(!may_refuse_three_terminations(&six(1.0, 0, "2026-07-31"), 2, day("2027-05-03")).unwrap().allowed);
    }

    #[test]
    fn support_and_fitness_are_no_grounds() {
        let facts = applied("2027-03-01");
        assert!(!may_refuse_no_support(&facts).allowed);
        assert!(!may_refuse_no_support(&with(facts.clone(), |f| f.application.burden_tested = Some(true))).allowed);
        assert!(!may_refuse_unsuitable(&with(facts.clone(), |f| f.programme.sets_demands = true)).allowed);
        assert!(!may_prefer_by_test(&facts).allowed);
        let outside = with(facts, |f| f.school.provider = Some(Provider::NonFunded));
        assert!(!may_refuse_no_support(&outside).allowed && !may_refuse_unsuitable(&outside).allowed);
    }
}
