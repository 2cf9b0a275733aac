//! R15: the study advice (WEB 8.1.7a(1)-(2)): not before three and by four calendar months after the start of a programme
//! of one school year; after nine months and by the end of the first school year of a longer one. How long a programme
//! takes decides, not its level (7.2.4a(3)).
//!
//! An enrolment may only be ended with an advice given in that time, after personal circumstances were weighed, facilities
//! provided, and a written warning with a term in which results could improve. For a start in the course of a year the text
//! does not say where its first school year ends: here, a year after the start (a reading).

use super::calendar::months_after;
use super::{Act, Actor, Facts, Finding, Kind, Missing, Rule, SchoolYear, Source, Standing, Verdict, r01_application};
use time::Date;

const SOURCE: Source = Source::law("WEB 8.1.7a(1)");
const TERMINATION: Source = Source::law("WEB 8.1.7a(2)");

/// When the advice may be given: from, through. `Err` with the source where there is no such advice.
fn window(facts: &Facts) -> Result<Result<(Date, Date), Source>, Missing> {
    if facts.programme.continuous_route {
        return Ok(Err(Source::law("WEB 9.1.16")));
    }
    if !facts.is_funded() {
        return Ok(Err(Source::law("WEB 11.1.2(1)")));
    }
    if !facts.is_vocational() {
        return Ok(Err(SOURCE));
    }
    let start = facts.programme.starts_on.ok_or(Missing("programme.starts_on"))?;
    let one_year = match (facts.programme.kind, facts.programme.years) {
        (Some(Kind::Entree | Kind::Specialisten), _) => true,
        (_, Some(years)) => years <= 1.0,
        (Some(Kind::Vak | Kind::Middenkader), None) => false,
        (_, None) => return Err(Missing("programme.duration_years")),
    };
    Ok(Ok(if one_year {
        (months_after(start, 3), months_after(start, 4))
    } else if r01_application::starts_with_the_year(start) {
        (months_after(start, 9), SchoolYear::of(start).last())
    } else {
        (months_after(start, 9), months_after(start, 12).previous_day().unwrap_or(start))
    }))
}

/// Whether the advice was given in time. Given too early it is not the advice that the law asks.
///
/// # Errors
/// The start or the length of the programme is not known.
pub fn judge(facts: &Facts) -> Result<Finding, Missing> {
    let finding = |standing| Finding::new(Rule::R15, SOURCE, Actor::Institution, standing);
    let (from, through) = match window(facts)? {
        Err(source) => return Ok(Finding { source, ..finding(Standing::NotApplicable) }),
        Ok(window) => window,
    };
    let given = facts.advice.given_on;
    let standing = match given {
        // Too early: the period has still to begin, whatever was said.
        Some(on) if on < from => Standing::by(through).opens(from),
        given => Standing::by(through).opens(from).done(given),
    };
    Ok(finding(standing)
        .because("starts_on", facts.programme.starts_on)
        .because("not_before", from)
        .because("given_on", given))
}

/// Whether the advice may be given on a day.
///
/// # Errors
/// The start or the length of the programme is not known.
pub fn may_give(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    let answer = |allowed, source| Verdict::is(allowed, Rule::R15, Act::GiveAdvice, source, Actor::Institution);
    Ok(match window(facts)? {
        Err(source) => answer(false, source).free(),
        Ok((from, through)) => answer((from..=through).contains(&today), SOURCE)
            .first(Standing::by(through).opens(from))
            .because("starts_on", facts.programme.starts_on)
            .because("not_before", from)
            .because("not_after", through),
    })
}

/// Whether the enrolment may be ended with the advice.
///
/// # Errors
/// The start or the length of the programme is not known.
pub fn may_end(facts: &Facts, today: Date) -> Result<Verdict, Missing> {
    let answer = |allowed, source| Verdict::is(allowed, Rule::R15, Act::EndByAdvice, source, Actor::Institution);
    let (from, through) = match window(facts)? {
        Err(source) => return Ok(answer(false, source).free()),
        Ok(window) => window,
    };
    let advice = facts.advice;
    let given = advice.given_on.unwrap_or(today);
    let in_time = (from..=through).contains(&given) && given <= today;
    let weighed = advice.too_little_progress == Some(true) && advice.circumstances_weighed == Some(true);
    // Agreements that were not kept at all are facilities that were not provided.
    let kept = !facts.agreements.iter().any(|version| version.not_kept);
    let provided = advice.facilities_provided == Some(true) && kept;
    let warning = advice.warning.unwrap_or_default();
    let warned = warning.in_writing == Some(true) && warning.given_on.is_some_and(|on| on < given);
    let term = warning.term_until.is_some_and(|until| until <= given && warning.given_on.is_some_and(|on| on < until));
    let allowed = in_time && weighed && provided && warned && term;
    let answer = answer(allowed, TERMINATION)
        .because("advice_in_time", in_time)
        .because("too_little_progress", advice.too_little_progress)
        .because("circumstances_weighed", advice.circumstances_weighed)
        .because("facilities_provided", advice.facilities_provided)
        .because("agreements_kept", kept)
        .because("warned_in_writing", warned)
        .because("term_until", warning.term_until);
    Ok(if allowed { answer.met(given) } else { answer.blocked() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Version, Warning, testing::*};

    fn programme(kind: Kind, years: f64, start: &str) -> Facts {
        let mut facts = applicant();
        facts.programme.kind = Some(kind);
        facts.programme.years = Some(years);
        facts.programme.starts_on = Some(day(start));
        facts
    }

    fn with(mut facts: Facts, change: impl FnOnce(&mut Facts)) -> Facts {
        change(&mut facts);
        facts
    }

    #[test]
    fn the_time_for_the_advice_follows_from_how_long_the_programme_takes() {
        use Kind::{Basisberoeps, Entree, Middenkader, Specialisten, Vak};
        let last = "2026-12-31";
        for (what, facts, today, expected, due) in [
            (
                "one year, a day before three months",
                programme(Specialisten, 1.0, "2026-08-31"),
                "2026-11-29",
                "no not_yet institution",
                last,
            ),
            (
                "three months, the month has 30 days",
                programme(Specialisten, 1.0, "2026-08-31"),
                "2026-11-30",
                "yes due institution",
                last,
            ),
            ("four months", programme(Specialisten, 1.0, "2026-08-31"), last, "yes due institution", last),
            ("a day more", programme(Specialisten, 1.0, "2026-08-31"), "2027-01-01", "no overdue institution", last),
            (
                "level 2 in one year",
                programme(Basisberoeps, 1.0, "2026-08-01"),
                "2026-11-01",
                "yes due institution",
                "2026-12-01",
            ),
            (
                "level 2 in two years",
                programme(Basisberoeps, 2.0, "2026-08-01"),
                "2026-11-01",
                "no not_yet institution",
                "2027-07-31",
            ),
            ("entree", programme(Entree, 1.0, "2026-08-01"), "2026-11-01", "yes due institution", "2026-12-01"),
            (
                "a day before nine months",
                programme(Middenkader, 3.0, "2026-08-01"),
                "2027-04-30",
                "no not_yet institution",
                "2027-07-31",
            ),
            (
                "nine months",
                programme(Middenkader, 3.0, "2026-08-01"),
                "2027-05-01",
                "yes due institution",
                "2027-07-31",
            ),
            (
                "the last day of the school year",
                programme(Middenkader, 3.0, "2026-08-31"),
                "2027-07-31",
                "yes due institution",
                "2027-07-31",
            ),
            (
                "a day more",
                programme(Middenkader, 3.0, "2026-08-31"),
                "2027-08-01",
                "no overdue institution",
                "2027-07-31",
            ),
            (
                "a February start",
                programme(Vak, 3.0, "2027-02-01"),
                "2027-07-15",
                "no not_yet institution",
                "2028-01-31",
            ),
            (
                "nine months after it",
                programme(Vak, 3.0, "2027-02-01"),
                "2027-11-01",
                "yes due institution",
                "2028-01-31",
            ),
        ] {
            let verdict = may_give(&facts, day(today)).unwrap();
            assert_eq!(said(&verdict, today), expected, "{what}");
            let given = with(facts.clone(), |f| f.advice.given_on = Some(day(today)));
            let found = told(&judge(&given).unwrap(), today);
            let state = match expected {
                "yes due institution" => "met",
                "no overdue institution" => "met_late",
                _ => "not_yet",
            };
            assert_eq!(found, format!("{state} {due}"), "{what}: given that day");
        }
        let vavo = programme(Kind::Vavo, 1.0, "2026-08-01");
        assert_eq!(told(&judge(&vavo).unwrap(), "2026-12-01"), "not_applicable -");
        let route = with(programme(Middenkader, 3.0, "2026-08-01"), |f| f.programme.continuous_route = true);
        assert_eq!(said(&may_end(&route, day("2027-06-25")).unwrap(), "2027-06-25"), "no not_applicable institution");
        let unknown = with(programme(Basisberoeps, 1.0, "2026-08-01"), |f| f.programme.years = None);
        assert_eq!(judge(&unknown), Err(Missing("programme.duration_years")));
    }

    #[test]
    fn ending_asks_every_condition_and_silence_is_no() {
        let all = || {
            with(programme(Kind::Middenkader, 3.0, "2026-08-01"), |f| {
                f.advice.given_on = Some(day("2027-06-25"));
                f.advice.too_little_progress = Some(true);
                f.advice.circumstances_weighed = Some(true);
                f.advice.facilities_provided = Some(true);
                f.advice.warning = Some(Warning {
                    given_on: Some(day("2027-02-10")),
                    in_writing: Some(true),
                    term_until: Some(day("2027-06-01")),
                });
            })
        };
        type Change = fn(&mut Facts);
        let cases: [(&str, Change, bool); 13] = [
            ("all there", |_| {}, true),
            ("advice too early", |f| f.advice.given_on = Some(day("2027-04-30")), false),
            ("progress not said", |f| f.advice.too_little_progress = None, false),
            ("circumstances not weighed", |f| f.advice.circumstances_weighed = Some(false), false),
            ("facilities not provided", |f| f.advice.facilities_provided = Some(false), false),
            ("facilities not said", |f| f.advice.facilities_provided = None, false),
            (
                "agreements not kept at all",
                |f| f.agreements.push(Version { not_kept: true, ..Version::default() }),
                false,
            ),
            ("no warning", |f| f.advice.warning = None, false),
            ("warned by word of mouth", |f| f.advice.warning.as_mut().unwrap().in_writing = Some(false), false),
            ("no term", |f| f.advice.warning.as_mut().unwrap().term_until = None, false),
            ("the term still runs", |f| f.advice.warning.as_mut().unwrap().term_until = Some(day("2027-06-26")), false),
            (
                "the term ends that day",
                |f| f.advice.warning.as_mut().unwrap().term_until = Some(day("2027-06-25")),
                true,
            ),
            (
                "warned with the advice",
                |f| f.advice.warning.as_mut().unwrap().given_on = Some(day("2027-06-25")),
                false,
            ),
        ];
        for (what, change, allowed) in cases {
            let facts = with(all(), change);
            assert_eq!(may_end(&facts, day("2027-06-25")).unwrap().allowed, allowed, "{what}");
        }
    }
}
