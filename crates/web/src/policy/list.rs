//! The page of all settings.

use super::{
    samples,
    words::{self, PATH},
};
use crate::{
    say::{agreement::period, by::by, words::T},
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::{
    Period,
    law::{Facts, OwnTerms, calendar::SchoolCalendar, r18_exam},
    policy::Name,
};
use store::policy::{SettingRow, Settings};
use time::Date;

/// One setting.
struct Term {
    /// What is asked.
    ask: String,
    /// What holds today, in words.
    now: String,
    /// What that comes to today, where it is counted in days.
    today: Option<String>,
    /// From when it holds and who set it; `None` where nobody did.
    set: Option<(String, String)>,
    /// What begins later: from when, what, and to change that.
    later: Vec<(String, String, String)>,
    /// To set it, or to correct or take back what holds.
    change: String,
}

/// Settings of one subject.
struct Group {
    title: String,
    terms: Vec<Term>,
}

/// Under which subject a setting stands.
const fn group(name: Name) -> &'static str {
    match name {
        Name::AgreeWithoutGround
        | Name::ParentAnswersBelow
        | Name::InformGuardiansAt16
        | Name::ReportWithoutGround
        | Name::RemindAfterDays
        | Name::AnswerWithinDays
        | Name::ArrangedWithinMonths => "policy-group-agreements",
        Name::ExamDaysAhead
        | Name::ExamAnswerWorkingDays
        | Name::HolidayClosureCounts
        | Name::ExamValidity
        | Name::ExamApprovers
        | Name::ExamEvidence => "policy-group-exams",
        Name::SecondLinePlaces | Name::ThirdLinePlaces | Name::ConfirmPartnersMonths => "policy-group-care",
        Name::AbsenceWeeks | Name::KindOfSchool => "policy-group-school",
    }
}

const GROUPS: [&str; 4] = ["policy-group-agreements", "policy-group-exams", "policy-group-care", "policy-group-school"];

/// Something that was set once.
struct Told {
    what: String,
    value: String,
    period: String,
    by: String,
}

/// The page.
#[derive(Template)]
#[template(path = "policy/list.html")]
pub struct TermsPage {
    t: T,
    shell: Shell,
    groups: Vec<Group>,
    history: Vec<Told>,
}

impl TermsPage {
    /// The page.
    pub fn new(shell: Shell, settings: &Settings, today: Date) -> Self {
        let t = shell.t;
        let groups = GROUPS.map(|title| {
            let ours = Name::ALL.iter().filter(|name| group(**name) == title);
            Group { title: t.get(title), terms: ours.map(|name| term(t, settings, *name, today)).collect() }
        });
        let told = |row: &SettingRow| {
            let name = Name::from_code(&row.name);
            let value = match (&row.value, name) {
                (None, _) => t.get("policy-taken-back"),
                (Some(value), Some(name)) => words::value(t, name, value),
                (Some(value), None) => value.clone(),
            };
            let what = name.map_or_else(|| row.name.clone(), |name| words::name(t, name));
            Told { what, value, period: period(t, row.period.from, row.period.until), by: by(t, &row.by, row.at.day) }
        };
        let history = settings.history.iter().rev().map(told).collect();
        Self { t, groups: groups.into(), history, shell: shell.crumb(t.get("manage-title"), "/beheer") }
    }
}

fn term(t: T, settings: &Settings, name: Name, today: Date) -> Term {
    let ours: Vec<&(String, Period, String)> = settings.held.iter().filter(|(of, ..)| of == name.code()).collect();
    // Of those that hold on a day the one that began last counts, as `Timeline` has it.
    let holds = ours.iter().rev().find(|(_, period, _)| period.contains(today));
    let form = |from: Date| format!("{PATH}?wat={}&vanaf={from}", name.code());
    let set = |held: &Period| {
        let set = settings.history.iter().rev().find(|one| one.name == name.code() && one.period.from == held.from);
        (period(t, held.from, held.until), set.map(|set| by(t, &set.by, set.at.day)).unwrap_or_default())
    };
    let later = ours.iter().filter(|(_, period, _)| period.from > today);
    let later =
        later.map(|(_, held, value)| (period(t, held.from, held.until), words::value(t, name, value), form(held.from)));
    Term {
        ask: t.get(&format!("policy-ask-{}", name.code())),
        now: holds.map_or_else(|| words::default(t, name), |(_, _, value)| words::value(t, name, value)),
        today: (name == Name::ExamAnswerWorkingDays).then(|| answered_by(t, settings, today)).flatten(),
        set: holds.map(|(_, period, _)| set(period)),
        later: later.collect(),
        change: holds.map_or_else(|| format!("{PATH}?wat={}", name.code()), |(_, period, _)| form(period.from)),
    }
}

/// When the exam committee answers who asks today: by the school's own term, holidays and calendar.
fn answered_by(t: T, settings: &Settings, today: Date) -> Option<String> {
    let mut facts = Facts::default();
    facts.exam.made_on = Some(today);
    facts.school.terms = settings.terms.clone();
    facts.school.holiday_weeks = settings.calendar.holiday_weeks.clone();
    let by = r18_exam::judge(&facts, &settings.calendar.days).ok()?.due_on()?;
    Some(t.say("policy-asked-today").arg("day", by).to_string())
}

impl Page for TermsPage {
    const NAME: &'static str = "policy/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, PATH);
        let none = Settings {
            held: Vec::new(),
            history: Vec::new(),
            terms: OwnTerms::default(),
            calendar: SchoolCalendar::of(&[]),
        };
        let today = crate::say::people::now().day;
        vec![("empty", Self::new(shell(), &none, today)), ("full", Self::new(shell(), &samples::settings(), today))]
    }
}
