//! `/dossiers/{file}/stage`: the placements of a student, those that DUO tells of, and what was agreed for the workplace.

use super::sample;
use super::words::{self, Shown, Told, address};
use crate::{
    say::{person::call_name, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use store::workplace::WorkplacesView;
use time::Date;

pub(super) async fn look(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.workplaces(&actor, Some(id(&file)?), now).await?;
    Ok(show(&WorkplacesPage::new(shell, &view, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/file.html")]
pub struct WorkplacesPage {
    t: T,
    shell: Shell,
    title: String,
    here: String,
    all: Vec<Shown>,
    duo: Vec<Told>,
    measures: Vec<String>,
}

impl WorkplacesPage {
    fn new(shell: Shell, view: &WorkplacesView, today: Date) -> Self {
        let t = shell.t;
        Self {
            t,
            title: t.say("workplace-title").arg("name", call_name(t, &view.person)).to_string(),
            here: address(view.file),
            all: view.all.iter().rev().map(|one| words::shown(t, view, one, today)).collect(),
            duo: view.duo.iter().map(|one| words::duo(t, view, one)).collect(),
            measures: view.measures.iter().map(|one| words::measure(t, one)).collect(),
            shell: words::crumbs(shell, view),
        }
    }
}

impl Page for WorkplacesPage {
    const NAME: &'static str = "workplace/file";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, view| Self::new(Shell::sample_as(t, role, "/dossiers/018f/stage"), &view, today);
        vec![
            ("none", page(Role::Coach, sample::none())),
            ("some", page(Role::Coach, sample::some())),
            ("workplace-coach", page(Role::WorkplaceCoach, sample::some())),
        ]
    }
}
