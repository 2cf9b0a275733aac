//! `/beheer/maatregelen`: every measure and template, in the school's order.

use super::fields::{LIST, when};
use crate::{
    say::{agreement, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{Period, catalogue::Measure};
use store::catalogue::Whole;
use time::Date;

pub(super) async fn list(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let whole = app.store.catalogue_whole(&actor).await?;
    Ok(show(&CataloguePage::new(shell, &whole, app.clock.now().day)))
}

/// Something in the list.
struct Row {
    title: String,
    href: String,
    /// Kind, place and who; or how many measures.
    about: String,
    period: String,
    /// It cannot be chosen today.
    off: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/list.html")]
pub struct CataloguePage {
    t: T,
    shell: Shell,
    measures: Vec<Row>,
    templates: Vec<Row>,
    /// What ended: behind a summary.
    ended: Vec<Row>,
}

impl CataloguePage {
    /// The page.
    pub fn new(shell: Shell, whole: &Whole, today: Date) -> Self {
        let t = shell.t;
        let row = |title: &str, href: String, about: String, period: Period| {
            let (words, now) = when(t, period, today);
            let to_come = period.from > today;
            let off = (!now).then(|| t.get(if to_come { "catalogue-to-come" } else { "catalogue-ended" }));
            Row { title: title.to_owned(), href, about, period: words, off }
        };
        let measure = |m: &Measure| {
            let about = [agreement::kind(t, m.kind), agreement::place(t, m.place), agreement::level(t, m.level)];
            row(&m.text, format!("/beheer/maatregelen/{}", m.id), about.join(" · "), m.period)
        };
        let past = |period: &Period| period.until.is_some_and(|last| last < today);
        let templates = whole.templates.iter().map(|one| {
            // Of a measure that was said otherwise the template has both: one can be chosen.
            let there = one.measures.iter().filter_map(|id| whole.measure(*id)).filter(|m| !past(&m.period));
            let about = t.say("file-measures").arg("count", there.count()).to_string();
            row(&one.name, format!("/beheer/sjablonen/{}", one.id), about, one.period)
        });
        let (ended, measures): (Vec<&Measure>, Vec<&Measure>) = whole.measures.iter().partition(|m| past(&m.period));
        Self {
            t,
            shell: shell.crumb(t.get("manage-title"), "/beheer"),
            measures: measures.into_iter().map(measure).collect(),
            templates: templates.collect(),
            ended: ended.into_iter().map(measure).collect(),
        }
    }
}

/// The starter catalogue as a school has it, with one measure that was said otherwise and one that is to come.
pub(super) fn sample() -> Whole {
    use crate::say::people;
    let catalogue = people::catalogue();
    let mut whole = Whole { measures: catalogue.measures, templates: catalogue.templates };
    let today = people::now().day;
    if let [first, second, ..] = whole.measures.as_mut_slice() {
        first.period.until = today.previous_day();
        second.period.from = today.next_day().unwrap_or(today);
    }
    whole
}

impl Page for CataloguePage {
    const NAME: &'static str = "catalogue/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |whole: &Whole| {
            let shell = Shell::sample_as(t, Role::Administrator, LIST);
            Self::new(shell, whole, crate::say::people::now().day)
        };
        vec![("empty", page(&Whole::default())), ("full", page(&sample()))]
    }
}
