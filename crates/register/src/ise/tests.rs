use super::*;
use crate::EnrolmentId;
use crate::agreement::{Agreement, Answer, Answerer, Subject, WhoMustAnswer, answer, end, propose};
use crate::fixtures::*;
use crate::period::Timeline;
use crate::statutory::Ground;
use proptest::prelude::*;
use uuid::Uuid;

/// `2026-01-01..2026-01-31`, or without an end `2026-01-01..`.
fn periods(text: &str) -> Vec<Period> {
    let one = |text: &str| {
        let (from, until) = text.split_once("..").unwrap();
        Period { from: day(from), until: (!until.is_empty()).then(|| day(until)) }
    };
    text.split_whitespace().map(one).collect()
}

fn say(period: Option<Period>) -> String {
    period.map_or_else(
        || "-".to_owned(),
        |period| format!("{}..{}", period.from, period.until.map(|day| day.to_string()).unwrap_or_default()),
    )
}

fn told(found: &[Difference]) -> Vec<String> {
    let one = |one: &Difference| format!("{} {} | {}", one.kind().code(), say(one.reported()), say(one.agreed()));
    found.iter().map(one).collect()
}

#[test]
fn what_was_reported_and_what_was_agreed_differ_by_the_day() {
    for (what, reported, agreed, expected) in [
        ("nothing and nothing", "", "", vec![]),
        ("the same days", "2025-08-01..2025-12-31", "2025-08-01..2025-12-31", vec![]),
        ("both go on", "2025-08-01..", "2025-08-01..", vec![]),
        ("the end is planned and not there yet", "2025-08-01..", "2025-08-01..2026-07-31", vec![]),
        ("both ends are planned, on other days", "2025-08-01..2026-06-30", "2025-08-01..2026-07-31", vec![]),
        ("its last day is the day itself", "2025-08-01..", "2025-08-01..2026-05-12", vec![]),
        (
            "its last day was the day before",
            "2025-08-01..",
            "2025-08-01..2026-05-11",
            vec!["dates 2025-08-01.. | 2025-08-01..2026-05-11"],
        ),
        ("reported, nothing agreed", "2025-08-01..", "", vec!["reported_only 2025-08-01.. | -"]),
        ("agreed, nothing reported", "", "2025-08-01..", vec!["agreed_only - | 2025-08-01.."]),
        ("begins on the day itself", "", "2026-05-12..", vec!["agreed_only - | 2026-05-12.."]),
        ("begins tomorrow", "2026-05-13..", "2026-05-20..", vec![]),
        ("a day later", "2025-08-01..", "2025-08-02..", vec!["dates 2025-08-01.. | 2025-08-02.."]),
        (
            "agreed for a part of the reported time",
            "2025-08-01..2026-01-31",
            "2025-10-01..2025-12-31",
            vec!["dates 2025-08-01..2026-01-31 | 2025-10-01..2025-12-31"],
        ),
        ("two reports that adjoin", "2025-08-01..2025-12-31 2026-01-01..", "2025-08-01..", vec![]),
        ("two agreements that follow each other", "2025-08-01..", "2025-08-01..2026-01-15 2026-01-15..", vec![]),
        (
            "a day between two agreements",
            "2025-08-01..",
            "2025-08-01..2026-01-14 2026-01-16..",
            vec!["dates 2025-08-01.. | 2025-08-01..2026-01-14", "dates 2025-08-01.. | 2026-01-16.."],
        ),
        (
            "one year reported, another agreed",
            "2024-08-01..2025-07-31",
            "2025-08-01..",
            vec!["reported_only 2024-08-01..2025-07-31 | -", "agreed_only - | 2025-08-01.."],
        ),
        ("a report that ends before it begins", "2025-08-02..2025-08-01", "", vec![]),
    ] {
        assert_eq!(told(&compare(&periods(reported), &periods(agreed), day("2026-05-12"))), expected, "{what}");
    }
}

fn enrolled(from: &str, until: Option<&str>) -> EnrolmentFacts {
    EnrolmentFacts {
        id: enrolment_id(),
        from: day(from),
        until: until.map(day),
        withdrawn: false,
        applications: vec![application_id()],
    }
}

/// One version after another for a subject: agreed on a day, with measures from 1 January 2026 through a day.
fn versions(subject: Subject, agreed: &[(&str, Option<&str>)]) -> Agreement {
    let mut agreement = nothing_agreed();
    for (on, until) in agreed {
        agreement = propose(&agreement, proposal(&agreement, subject, *until), at(on)).unwrap().after;
        let newest = agreement.latest().unwrap().id;
        let yes = command(newest, Answerer::Student, Answer::Agreed);
        agreement = answer(&agreement, yes, &WhoMustAnswer::Student, at(on)).unwrap().after;
    }
    agreement
}

#[test]
fn what_counts_as_agreed_is_in_force_asked_by_the_law_and_within_the_enrolment() {
    let ours = Subject::Enrolment(enrolment_id());
    let once = |on| versions(ours, &[(on, None)]);
    let ended = |agreement: Agreement, on| {
        let id = agreement.latest().unwrap().id;
        end(&agreement, id, ("Niet meer nodig.", true), account_id(), at(on)).unwrap().after
    };
    let waits = propose(&nothing_agreed(), proposal(&nothing_agreed(), ours, None), at("2026-02-01")).unwrap().after;
    let school_year = || enrolled("2025-08-01", None);
    let law = || vec![needs(Ground::Yes, "2025-06-01")];
    let other = Subject::Enrolment(EnrolmentId(Uuid::from_u128(77)));
    for (what, agreement, history, enrolment, expected) in [
        ("agreed", once("2026-02-01"), law(), school_year(), "2026-02-01.."),
        ("agreed before its first measure begins", once("2025-12-01"), law(), school_year(), "2026-01-01.."),
        (
            "agreed for the application",
            versions(Subject::Application(application_id()), &[("2025-12-01", None)]),
            law(),
            enrolled("2026-02-02", None),
            "2026-02-02..",
        ),
        ("proposed and not agreed", waits, law(), school_year(), ""),
        (
            "lapsed: its last day is past, marked or not",
            versions(ours, &[("2026-02-01", Some("2026-03-31"))]),
            law(),
            school_year(),
            "2026-02-01..2026-03-31",
        ),
        ("ended", ended(once("2026-02-01"), "2026-04-10"), law(), school_year(), "2026-02-01..2026-04-10"),
        (
            "replaced by the next",
            versions(ours, &[("2026-02-01", None), ("2026-03-01", None)]),
            law(),
            school_year(),
            "2026-02-01..",
        ),
        (
            "agreed again after it lapsed",
            versions(ours, &[("2026-02-01", Some("2026-03-31")), ("2026-05-01", None)]),
            law(),
            school_year(),
            "2026-02-01..2026-03-31 2026-05-01..",
        ),
        (
            "through the last day of the enrolment",
            once("2026-02-01"),
            law(),
            enrolled("2025-08-01", Some("2026-04-30")),
            "2026-02-01..2026-04-30",
        ),
        ("agreed after the enrolment ended", once("2026-05-01"), law(), enrolled("2025-08-01", Some("2026-04-30")), ""),
        ("for another enrolment", versions(other, &[("2026-02-01", None)]), law(), school_year(), ""),
        (
            "the enrolment was taken back",
            once("2026-02-01"),
            law(),
            EnrolmentFacts { withdrawn: true, ..school_year() },
            "",
        ),
        ("nobody assessed", once("2026-02-01"), vec![], school_year(), ""),
        (
            "no ground: the school's own policy",
            once("2026-02-01"),
            vec![needs(Ground::No, "2025-06-01")],
            school_year(),
            "",
        ),
        ("ground not known", once("2026-02-01"), vec![needs(Ground::Unknown, "2025-06-01")], school_year(), ""),
        (
            "assessed after it was agreed",
            once("2026-02-01"),
            vec![needs(Ground::Yes, "2026-04-01")],
            school_year(),
            "2026-02-01..",
        ),
        (
            "declined since",
            once("2026-02-01"),
            vec![needs(Ground::Yes, "2025-06-01"), declines("2026-04-01")],
            school_year(),
            "2026-02-01..2026-03-31",
        ),
        (
            "the ground came later",
            once("2026-02-01"),
            vec![needs(Ground::Unknown, "2025-06-01"), needs(Ground::Yes, "2026-04-01")],
            school_year(),
            "2026-04-01..",
        ),
        (
            "the ground was mistyped, and corrected later",
            once("2026-02-01"),
            vec![needs(Ground::Unknown, "2025-06-01"), corrected(needs(Ground::Yes, "2026-04-01"))],
            school_year(),
            "2026-02-01..",
        ),
    ] {
        let history = History::new(history);
        let found = agreed(Some(&agreement), &history, &enrolment, &Policy::default());
        assert_eq!(found, periods(expected), "{what}");
    }
    assert_eq!(agreed(None, &History::new(law()), &school_year(), &Policy::default()), []);
}

#[test]
fn a_school_that_reports_policy_agreements_too_says_from_when() {
    let agreement = versions(Subject::Enrolment(enrolment_id()), &[("2026-02-01", None)]);
    let enrolment = enrolled("2025-08-01", None);
    let on = |setting: &str, history: Vec<Assessed>| {
        let line = Timeline::new(periods(setting).into_iter().map(|period| (period, true)).collect());
        let policy = Policy { report_without_ground: line, ..Policy::default() };
        agreed(Some(&agreement), &History::new(history), &enrolment, &policy)
    };
    let no_ground = || vec![needs(Ground::No, "2025-06-01")];
    assert_eq!(on("2020-08-01..", no_ground()), periods("2026-02-01.."));
    assert_eq!(on("2026-03-01..2026-03-31", no_ground()), periods("2026-03-01..2026-03-31"));
    assert_eq!(on("2020-08-01..", vec![]), periods("2026-02-01.."), "whoever assessed nothing agreed all the same");
    let turned = vec![needs(Ground::Yes, "2025-06-01"), needs(Ground::No, "2026-03-01")];
    assert_eq!(on("2026-03-01..", turned), periods("2026-02-01.."), "by the law until then, by policy from then on");
}

#[test]
fn what_was_reported_ends_with_the_enrolment() {
    let left = enrolled("2025-08-01", Some("2026-04-30"));
    for (what, reported_as, expected) in [
        ("no end", "2025-08-01..", "2025-08-01..2026-04-30"),
        ("an end of its own", "2025-08-01..2025-12-31", "2025-08-01..2025-12-31"),
        ("an end after the enrolment is a difference to be seen", "2025-08-01..2026-07-31", "2025-08-01..2026-07-31"),
        ("begun after the enrolment ended", "2026-05-02..", "2026-05-02..2026-05-02"),
    ] {
        assert_eq!(reported(&periods(reported_as), &left), periods(expected), "{what}");
    }
    let withdrawn = EnrolmentFacts { withdrawn: true, ..left };
    assert_eq!(
        reported(&periods("2025-08-01.."), &withdrawn),
        [],
        "an enrolment that was taken back counts for nothing"
    );
}

#[test]
fn a_correction_is_said_once() {
    for (what, reported, agreed, expected) in [
        ("missing", "", "2026-01-01..", "add 2026-01-01.."),
        ("other days", "2026-01-01..", "2026-02-01..", "change 2026-01-01.. to 2026-02-01.."),
        ("nothing agreed", "2026-01-01..", "", "check 2026-01-01.."),
        (
            "twice reported, once agreed",
            "2026-01-01..2026-01-31 2026-03-01..2026-03-31",
            "2026-01-01..2026-03-31",
            "change 2026-01-01..2026-01-31 to 2026-01-01..2026-03-31; remove 2026-03-01..2026-03-31",
        ),
        (
            "once reported, twice agreed",
            "2026-01-01..2026-03-31",
            "2026-01-01..2026-01-31 2026-03-01..2026-03-31",
            "change 2026-01-01..2026-03-31 to 2026-01-01..2026-01-31; add 2026-03-01..2026-03-31",
        ),
    ] {
        let found = corrections(&compare(&periods(reported), &periods(agreed), day("2026-05-12")));
        let told = found.iter().map(|one| match *one {
            Correction::Add(period) => format!("add {}", say(Some(period))),
            Correction::Change { from, to } => format!("change {} to {}", say(Some(from)), say(Some(to))),
            Correction::Remove(period) => format!("remove {}", say(Some(period))),
            Correction::Check(period) => format!("check {}", say(Some(period))),
        });
        assert_eq!(told.collect::<Vec<_>>().join("; "), expected, "{what}");
    }
}

/// Some stretches within two months, often the same days, often without an end.
fn some() -> impl Strategy<Value = Vec<Period>> {
    let one = (0_i64..60, proptest::option::of(0_i64..20)).prop_map(|(from, length)| {
        let from = day("2026-01-01") + time::Duration::days(from);
        Period { from, until: length.map(|days| from + time::Duration::days(days)) }
    });
    proptest::collection::vec(one, 0..5)
}

proptest! {
    /// Whoever carries out the corrections, and takes out what is to be checked, has reported what was agreed.
    #[test]
    fn corrected_is_the_same(reported in some(), agreed in some(), later in 0_i64..90) {
        let as_of = day("2026-01-01") + time::Duration::days(later);
        let differences = compare(&reported, &agreed, as_of);
        let mut now = so_far(&reported, as_of);
        for correction in corrections(&differences) {
            match correction {
                Correction::Add(period) => now.push(period),
                Correction::Change { from, to } => {
                    now.retain(|one| *one != from);
                    now.push(to);
                }
                Correction::Remove(period) | Correction::Check(period) => now.retain(|one| *one != period),
            }
        }
        prop_assert_eq!(compare(&now, &agreed, as_of), []);
    }

    /// A day on which the two say otherwise lies in a difference, and without such a day there is none.
    #[test]
    fn each_day_that_differs_is_told(reported in some(), agreed in some(), later in 0_i64..90) {
        let as_of = day("2026-01-01") + time::Duration::days(later);
        let differences = compare(&reported, &agreed, as_of);
        let on = |periods: &[Period], day| periods.iter().any(|period| period.contains(day));
        let mut any = false;
        for days in 0..=later {
            let day = day("2026-01-01") + time::Duration::days(days);
            if on(&reported, day) != on(&agreed, day) {
                any = true;
                let told = |one: &Difference| {
                    [one.reported(), one.agreed()].into_iter().flatten().any(|period| period.contains(day))
                };
                prop_assert!(differences.iter().any(told), "{day}");
            }
        }
        // What ends on the day itself has not ended yet, and what begins at its last day neither: nothing else is left out.
        prop_assert_eq!(any, !differences.is_empty());
    }
}
