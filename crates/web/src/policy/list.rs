//! The page of all settings.

use super::{
    samples,
    words::{self, PATH, by},
};
use crate::{
    say::{agreement::period, words::T},
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
    title: String,
    /// What holds today, in words.
    now: String,
    /// What that comes to today, where it is counted in days.
    today: Option<String>,
    /// What was set, newest first.
    rows: Vec<Row>,
    /// To set it from another day.
    set: String,
}

/// What was set for some time.
struct Row {
    value: String,
    period: String,
    by: String,
    holds: bool,
    /// To correct, end or take it back.
    change: String,
}

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
    terms: Vec<Term>,
    history: Vec<Told>,
}

impl TermsPage {
    /// The page.
    pub fn new(shell: Shell, settings: &Settings, today: Date) -> Self {
        let t = shell.t;
        let terms = Name::ALL.iter().map(|name| term(t, settings, *name, today)).collect();
        let told = |row: &SettingRow| {
            let name = Name::from_code(&row.name);
            let value = match (&row.value, name) {
                (None, _) => t.get("policy-taken-back"),
                (Some(value), Some(name)) => words::value(t, name, value),
                (Some(value), None) => value.clone(),
            };
            let what = name.map_or_else(|| row.name.clone(), |name| words::name(t, name));
            Told { what, value, period: period(t, row.period.from, row.period.until), by: by(t, row) }
        };
        let history = settings.history.iter().rev().map(told).collect();
        Self { t, terms, history, shell: shell.crumb(t.get("manage-title"), "/beheer") }
    }
}

fn term(t: T, settings: &Settings, name: Name, today: Date) -> Term {
    let ours: Vec<&(String, Period, String)> = settings.held.iter().filter(|(of, ..)| of == name.code()).collect();
    // Of those that hold on a day the one that began last counts, as `Timeline` has it.
    let holds = ours.iter().rev().find(|(_, period, _)| period.contains(today)).map(|(_, period, _)| period.from);
    let row = |(_, held, value): &&(String, Period, String)| {
        let set = settings.history.iter().rev().find(|one| one.name == name.code() && one.period.from == held.from);
        Row {
            value: words::value(t, name, value),
            period: period(t, held.from, held.until),
            by: set.map(|set| by(t, set)).unwrap_or_default(),
            holds: holds == Some(held.from),
            change: format!("{PATH}?wat={}&vanaf={}", name.code(), held.from),
        }
    };
    let value = holds.and_then(|from| ours.iter().find(|(_, period, _)| period.from == from));
    Term {
        title: words::name(t, name),
        now: value.map_or_else(|| words::default(t, name), |(_, _, value)| words::value(t, name, value)),
        today: (name == Name::ExamAnswerWorkingDays).then(|| answered_by(t, settings, today)).flatten(),
        rows: ours.iter().rev().map(row).collect(),
        set: format!("{PATH}?wat={}", name.code()),
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
