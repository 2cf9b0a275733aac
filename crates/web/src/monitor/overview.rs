//! A measurement: what it is, who answered, and its tables by what they are about.

use super::{
    flags::{Flag, flags, years as years_of},
    label::{Label, words},
};
use crate::{
    say::{measured::made_of, words::T},
    site::{page::Page, shell::Shell},
};
use ::monitor::check::Kind;
use ::monitor::shown::Shown;
use askama::Template;

/// `/monitor` and `/monitor/2024`.
#[derive(Template)]
#[template(path = "monitor/monitor.html")]
pub struct MonitorPage {
    t: T,
    shell: Shell,
    /// `None` while nothing is public.
    of: Option<Of>,
}

struct Of {
    year: String,
    study_year: String,
    groups: Vec<Group>,
    flags: Vec<Flag>,
    flag_years: Vec<String>,
    stated: usize,
    themes: Vec<Theme>,
    /// Other measurements that are public.
    others: Vec<String>,
    /// How many tables have something wrong with them in print.
    wrong: usize,
    made: String,
}

/// Who were asked.
struct Group {
    name: String,
    answers: String,
}

struct Theme {
    name: String,
    tables: Vec<Row>,
}

struct Row {
    href: String,
    id: String,
    title: Label,
    lost: bool,
    /// How many remarks there are.
    wrong: usize,
    /// Whether one of them is more than a base that nothing explains.
    clash: bool,
}

impl MonitorPage {
    pub(super) fn new(shell: Shell, shown: Option<&Shown>, years: &[u16]) -> Self {
        let t = shell.t;
        Self { t, shell, of: shown.map(|shown| Of::new(t, shown, years)) }
    }
}

impl Of {
    fn new(t: T, shown: &Shown, years: &[u16]) -> Self {
        let measurement = &shown.folder.measurement;
        let groups = measurement.respondents.iter().map(|group| {
            let count = |n: u32| t.number(f64::from(n), 0);
            let answers = match (group.answered, group.asked) {
                (Some(answered), Some(asked)) => t
                    .say("monitor-answered")
                    .arg("answered", count(answered))
                    .arg("asked", count(asked))
                    .arg("percent", t.number(100.0 * f64::from(answered) / f64::from(asked), 0))
                    .to_string(),
                _ => t.get("monitor-answered-unknown"),
            };
            Group { name: words(t, &group.name).to_owned(), answers }
        });
        let row = |id: &String| {
            let table = shown.find(id).and_then(|table| shown.table(table))?;
            Some(Row {
                href: format!("/monitor/{}/{}", measurement.year, table.id),
                id: table.id.clone(),
                title: Label::new(t, shown, &table.title),
                lost: table.lost,
                wrong: shown.findings(&table.id).count(),
                clash: shown.findings(&table.id).any(|found| found.kind != Kind::Base),
            })
        };
        let themes: Vec<Theme> = measurement
            .themes
            .iter()
            .map(|theme| Theme {
                name: words(t, &theme.name).to_owned(),
                tables: theme.tables.iter().filter_map(row).collect(),
            })
            .collect();
        Self {
            year: measurement.year.to_string(),
            study_year: measurement.study_year.clone(),
            groups: groups.collect(),
            flags: flags(t, shown),
            flag_years: years_of(shown).iter().map(u32::to_string).collect(),
            made: made_of(t, &shown.folder.digest),
            stated: shown.folder.quantities.all.len(),
            wrong: themes.iter().flat_map(|theme| &theme.tables).filter(|table| table.clash).count(),
            themes,
            others: years.iter().filter(|year| **year != measurement.year).map(u16::to_string).collect(),
        }
    }
}

impl Page for MonitorPage {
    const NAME: &'static str = "monitor/monitor";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let library = super::samples::library();
        vec![
            ("nothing", Self::new(Shell::sample(t), None, &[])),
            ("usual", Self::new(Shell::sample(t), library.newest(), &[2026, 2024])),
        ]
    }
}
