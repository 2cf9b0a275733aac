//! The evaluation of a school year: what the law finds of it for each enrolment (R9), and on which list somebody stands.

use super::{Case, FileFacts};
use crate::{
    EnrolmentId, codes,
    law::{Facts, Finding, SchoolYear, State, r09_evaluate},
    policy::Policy,
};
use std::collections::BTreeSet;
use time::Date;

codes! {
    /// A list of evaluations that somebody stands on.
    pub enum Evaluating {
        /// It is still to be held this school year.
        Owed = "owed",
        /// It was held this school year.
        Held = "held",
        /// Nobody held the one of last school year, nor one since.
        Missed = "missed",
        /// The last talk found that the support is needed no longer, and the agreements still hold: somebody ends them. It
        /// follows from what was written down, not from the law ([`crate::agreement::Version::found_unneeded`]).
        Stops = "stops",
    }
}

/// What the law finds of the evaluation in the school year of a day, for each enrolment that it asks one of. What was agreed
/// and ended before the year asks none in it.
pub fn evaluations(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<(EnrolmentId, Finding)> {
    of_year(facts, policy, SchoolYear::of(today))
}

fn of_year(facts: &FileFacts, policy: &Policy, year: SchoolYear) -> Vec<(EnrolmentId, Finding)> {
    let law = Case::of(facts, policy);
    let enrolments = facts.enrolments.iter().filter(|enrolment| !enrolment.withdrawn);
    let found = enrolments.filter_map(|enrolment| {
        let mut asked = Facts { school_year: Some(year), ..law.enrolled(enrolment) };
        asked.agreements.retain(|version| version.until.is_none_or(|until| until >= year.first()));
        let finding = r09_evaluate::judge(&asked).ok()?;
        finding.standing.course().is_some().then_some((enrolment.id, finding))
    });
    found.collect()
}

/// The school year before that of a day.
fn year_before(day: Date) -> Option<SchoolYear> {
    SchoolYear::of(day).first().previous_day().map(SchoolYear::of)
}

/// On which lists of the law somebody stands on a day. One enrolment that is owed an evaluation is enough to be owed it.
pub fn evaluating(facts: &FileFacts, policy: &Policy, today: Date) -> Vec<Evaluating> {
    // Who never agreed looks back at nothing: most of a school.
    if facts.agreement.agreed.is_empty() {
        return Vec::new();
    }
    let found = evaluations(facts, policy, today);
    let any = |states: &[State]| found.iter().any(|(_, finding)| states.contains(&finding.state(today)));
    let this_year = if any(&[State::Due, State::Overdue]) {
        Some(Evaluating::Owed)
    } else if any(&[State::Met, State::MetLate]) {
        Some(Evaluating::Held)
    } else {
        None
    };
    let talked = || {
        let first = SchoolYear::of(today).first();
        facts.agreement.agreed.iter().flat_map(|fact| &fact.evaluated).any(|on| (first..=today).contains(on))
    };
    let last_year = year_before(today).map(|year| of_year(facts, policy, year)).unwrap_or_default();
    let missed = last_year.iter().any(|(_, finding)| finding.state(today) == State::Overdue) && !talked();
    this_year.into_iter().chain(missed.then_some(Evaluating::Missed)).collect()
}

/// Every day after a day on which time alone changes [`evaluating`]. School years go on for ever: once nothing more is known
/// of a later one than of that before it, they are alike.
pub fn evaluating_turns(facts: &FileFacts, policy: &Policy, today: Date) -> BTreeSet<Date> {
    if facts.agreement.agreed.is_empty() {
        return BTreeSet::new();
    }
    let ends = facts.agreement.agreed.iter().filter_map(|fact| fact.until);
    let left = facts.enrolments.iter().flat_map(|enrolment| [Some(enrolment.from), enrolment.until]).flatten();
    let talks = facts.agreement.agreed.iter().flat_map(|fact| fact.evaluated.iter().copied());
    let known: Vec<Date> = ends.chain(left).chain(talks).collect();
    let mut days: BTreeSet<Date> = known.iter().flat_map(|day| [Some(*day), day.next_day()]).flatten().collect();
    // A year of its own, and the one in which what was missed in it is told.
    let last = known.into_iter().fold(today, Date::max);
    let mut year = SchoolYear::of(today);
    for _ in 0..YEARS_AHEAD {
        days.extend(of_year(facts, policy, year).iter().filter_map(|(_, found)| found.standing.course()?.opens));
        let Some(next) = year.last().next_day() else { break };
        days.insert(next);
        if year.first() > last.saturating_add(time::Duration::days(366)) {
            break;
        }
        year = SchoolYear::of(next);
    }
    days.split_off(&today.next_day().unwrap_or(Date::MAX))
}

/// How many school years are looked at, at most: a date typed for the year 9999 asks no eight thousand of them.
const YEARS_AHEAD: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Subject, When};
    use crate::duty::{AgreedFact, AgreementFacts, EnrolmentFacts};
    use crate::fixtures::{day, enrolment_id, needs};
    use crate::law::State;
    use crate::statutory::{Ground, History};

    /// Enrolled since August 2026, agreed a month before, through a day; evaluated on some days.
    fn file(ground: Ground, until: Option<&str>, evaluated: &[&str]) -> FileFacts {
        let on = When { day: day("2026-07-01"), at: None };
        let agreed = AgreedFact::once(vec![Subject::Enrolment(enrolment_id())], on, until.map(day));
        let agreed = AgreedFact { evaluated: evaluated.iter().map(|on| day(on)).collect(), ..agreed };
        let enrolment = EnrolmentFacts {
            id: enrolment_id(),
            from: day("2026-08-01"),
            until: None,
            withdrawn: false,
            applications: Vec::new(),
        };
        FileFacts {
            enrolments: vec![enrolment],
            statutory: History::new(vec![needs(ground, "2026-06-01")]),
            agreement: AgreementFacts { agreed: vec![agreed], ..AgreementFacts::default() },
            ..FileFacts::default()
        }
    }

    #[test]
    fn each_school_year_asks_one_and_a_talk_of_that_year_is_it() {
        for (what, facts, today, expected) in [
            ("owed until the end of the year", file(Ground::Yes, None, &[]), "2026-11-29", Some(State::Due)),
            ("held in the year", file(Ground::Yes, None, &["2026-11-01"]), "2026-11-29", Some(State::Met)),
            ("held last year: owed anew", file(Ground::Yes, None, &["2026-11-01"]), "2027-08-01", Some(State::Due)),
            ("held each year", file(Ground::Yes, None, &["2026-11-01", "2027-10-01"]), "2028-01-01", Some(State::Met)),
            ("held before the enrolment", file(Ground::Yes, None, &["2026-07-15"]), "2026-11-29", Some(State::Due)),
            ("without the ground the law asks none", file(Ground::No, None, &[]), "2026-11-29", None),
            (
                "agreements that end within the year",
                file(Ground::Yes, Some("2026-12-31"), &[]),
                "2027-02-01",
                Some(State::Due),
            ),
            ("that ended before it", file(Ground::Yes, Some("2027-07-31"), &[]), "2027-08-01", None),
        ] {
            let found = evaluations(&facts, &Policy::default(), day(today));
            assert_eq!(found.first().map(|(_, finding)| finding.state(day(today))), expected, "{what}");
        }
    }

    #[test]
    fn somebody_stands_on_the_list_of_this_year_and_on_that_of_what_was_missed() {
        use Evaluating as E;
        for (what, facts, today, expected) in [
            ("the first year", file(Ground::Yes, None, &[]), "2026-11-29", &[E::Owed][..]),
            ("its last day", file(Ground::Yes, None, &[]), "2027-07-31", &[E::Owed]),
            ("nobody held it", file(Ground::Yes, None, &[]), "2027-08-01", &[E::Owed, E::Missed]),
            ("held", file(Ground::Yes, None, &["2026-11-01"]), "2027-07-31", &[E::Held]),
            ("the year after", file(Ground::Yes, None, &["2026-11-01"]), "2027-08-01", &[E::Owed]),
            ("missed, and held since", file(Ground::Yes, None, &["2027-08-20"]), "2027-08-20", &[E::Held]),
            ("the day before that talk", file(Ground::Yes, None, &["2027-08-20"]), "2027-08-19", &[E::Owed, E::Missed]),
            ("missed in what has ended", file(Ground::Yes, Some("2027-07-31"), &[]), "2027-08-01", &[E::Missed]),
            ("two years ago it is no list's any more", file(Ground::Yes, Some("2027-07-31"), &[]), "2028-08-01", &[]),
            ("without the ground", file(Ground::No, None, &[]), "2027-08-01", &[]),
            ("before the enrolment", file(Ground::Yes, None, &[]), "2026-07-15", &[]),
        ] {
            assert_eq!(evaluating(&facts, &Policy::default(), day(today)), expected, "{what}");
        }
        assert!(evaluating(&FileFacts::default(), &Policy::default(), day("2026-11-29")).is_empty());
    }

    #[test]
    fn lists_change_by_time_on_named_days_only() {
        let mut left = file(Ground::Yes, None, &["2026-11-01"]);
        left.enrolments[0].until = Some(day("2029-02-03"));
        for (what, facts) in [
            ("goes on", file(Ground::Yes, None, &[])),
            ("held once", file(Ground::Yes, None, &["2026-11-01"])),
            ("ends within a year", file(Ground::Yes, Some("2028-12-31"), &[])),
            ("leaves", left),
            ("not by law", file(Ground::No, None, &[])),
        ] {
            let (policy, mut today) = (Policy::default(), day("2026-07-20"));
            let turns = evaluating_turns(&facts, &policy, today);
            let mut before = evaluating(&facts, &policy, today);
            // Five years, and what is alike after them.
            for _ in 0..5 * 366 {
                today = today.next_day().unwrap();
                let now = evaluating(&facts, &policy, today);
                assert!(now == before || turns.contains(&today), "{what}: {before:?} to {now:?} on {today}");
                before = now;
            }
        }
    }
}
