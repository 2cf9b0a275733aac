//! `/dossiers/{file}`: how is it going with this student?
//!
//! What the actor may not see is absent from the view the store gives, and so from the page.

mod corrections;
mod page;
mod parts;
mod samples;
mod state;
mod timeline;

pub use page::FilePage;

use crate::site::{
    app::App,
    page::show,
    problem::{Problem, id},
    route::{Gate, Routes},
    session::Acting,
    shell::Shell,
};
use access::Action;
use axum::{
    extract::{Path, State},
    response::Response,
};
use state::Reader;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/dossiers/{file}", Gate::Needs(Action::ViewFile), file)
}

async fn file(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let (view, looks) = app.store.file_page(&actor, id(&file)?, now).await?;
    let (role, account) = actor.role().zip(actor.account()).ok_or(Problem::NotFound)?;
    let draft = app.store.draft(account, &format!("/dossiers/{}/afspraken/nieuw", view.file)).await?.is_some();
    Ok(show(&FilePage::new(shell, Reader { role, draft }, &view, looks.as_deref(), now)))
}
