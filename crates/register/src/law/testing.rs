//! Short ways to say facts and to read findings, for the tables of worked cases.

use super::{Enrolment, Facts, Finding, Kind, Leerweg, Needs, Verdict, Version, When};
pub(super) use crate::fixtures::day;
use crate::{BirthDate, statutory::Ground};

pub(super) fn born(text: &str) -> BirthDate {
    let day = day(text);
    BirthDate::from_parts(day.year(), day.month().into(), day.day()).unwrap()
}

/// Someone who would begin with a programme of level 4 at a funded school.
pub(super) fn applicant() -> Facts {
    let mut facts = Facts::default();
    facts.programme.kind = Some(Kind::Middenkader);
    facts.programme.leerweg = Some(Leerweg::Bol);
    facts.programme.years = Some(3.0);
    facts.person.birth = Some(born("2007-06-06"));
    facts
}

/// The same, who needs extra support because of a disability or chronic illness.
pub(super) fn in_need() -> Facts {
    let mut facts = applicant();
    facts.person.ground = Some(Ground::Yes);
    facts.person.needs = Some(Needs::Yes);
    facts
}

/// A version in writing that the student agreed to on these days.
pub(super) fn version(student: &[&str]) -> Version {
    Version {
        statutory: Some(true),
        in_writing: Some(true),
        student: student.iter().map(|text| when(text)).collect(),
        ..Version::default()
    }
}

/// A day, or a day and an hour: `2026-08-01T10:05`.
pub(super) fn when(text: &str) -> When {
    match text.split_once('T') {
        None => When::day(day(text)),
        Some((date, hour)) => {
            let (hour, minute) = hour.split_once(':').unwrap();
            let at = day(date).with_hms(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap().assume_utc();
            When { day: day(date), at: Some(at) }
        }
    }
}

pub(super) fn enrolment(id: &str, enrolled: &str) -> Enrolment {
    Enrolment { id: Some(id.to_owned()), institution: None, enrolled: Some(when(enrolled)), last_day: None }
}

/// State and last day of a finding: `due 2027-04-01`, `met -`.
pub(super) fn told(finding: &Finding, today: &str) -> String {
    let due = finding.due_on().map_or_else(|| "-".to_owned(), |day| day.to_string());
    format!("{} {due}", finding.state(day(today)).code())
}

/// A verdict in a word, what stands before it, and who acts: `no blocked student`.
pub(super) fn said(verdict: &Verdict, today: &str) -> String {
    let word = if verdict.allowed { "yes" } else { "no" };
    let first = verdict.first.map_or("-", |standing| standing.state(day(today)).code());
    format!("{word} {first} {}", verdict.actor.code())
}
