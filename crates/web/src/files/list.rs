//! `/dossiers`: everyone this role works with.

use super::Row;
use crate::{
    say::{
        form::{Errors, Field, Input},
        person::search_field,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::FileId;
use store::file::list::FilePage;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let found = app.store.file_list(&actor, Action::ListFiles, after, app.clock.now()).await?;
    Ok(show(&ListPage::new(shell, after.is_some(), &found)))
}

/// The list.
#[derive(Template)]
#[template(path = "files/list.html")]
pub struct ListPage {
    t: T,
    shell: Shell,
    search: Field,
    rows: Vec<Row>,
    /// Of the whole school, for who reaches all of it.
    total: Option<usize>,
    paged: bool,
    next: Option<String>,
}

impl ListPage {
    fn new(shell: Shell, paged: bool, found: &FilePage) -> Self {
        let t = shell.t;
        Self {
            t,
            shell,
            search: search_field(t, &Input::default(), &Errors::none()),
            rows: found.rows.iter().map(|row| Row::new(t, row)).collect(),
            total: found.total.and_then(|total| usize::try_from(total).ok()),
            paged,
            next: found.next.map(|file| format!("/dossiers?na={file}")),
        }
    }
}

impl Page for ListPage {
    const NAME: &'static str = "files/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let rows = super::samples::rows();
        let next = rows.last().map(|row| row.file);
        let full = FilePage { rows, next, total: Some(8123) };
        let empty = FilePage { rows: Vec::new(), next: None, total: None };
        let shell = |role| Shell::sample_as(t, role, "/dossiers");
        vec![
            ("empty", Self::new(shell(Role::Coach), false, &empty)),
            ("full", Self::new(shell(Role::CareCoordinator), true, &full)),
        ]
    }
}
