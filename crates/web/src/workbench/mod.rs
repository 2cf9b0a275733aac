//! `/werk`: what must I do today, and why. A desk: numbers on top that lead to what they count, one line for each piece of
//! work, the law once for each group. The same as a file to save.

mod also;
mod asked;
mod csv;
mod page;
mod samples;

use also::Also;
pub use page::WorkPage;

use crate::site::{
    app::App,
    page::show,
    problem::Problem,
    route::{Gate, Routes},
    session::Acting,
    shell::Shell,
    visit::Visit,
};
use access::Action;
use axum::{extract::State, response::Response};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/werk", Gate::Needs(Action::SeeWorkbench), desk).get(
        "/werk.csv",
        Gate::Needs(Action::SeeWorkbench),
        save,
    )
}

async fn desk(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let asked = asked::asked(&visit)?;
    let now = app.clock.now();
    let work = app.store.workbench(&actor, &asked, now).await?;
    let role = actor.role().ok_or(Problem::NotFound)?;
    let also = Also::read(&app.store, &actor, role, now).await?;
    Ok(show(&WorkPage::new(shell, role, &asked, &work, now).also(&also)))
}

/// All of what is shown, on all pages, as a table that a spreadsheet opens.
async fn save(State(app): State<App>, Acting(actor): Acting, visit: Visit) -> Result<Response, Problem> {
    let asked = asked::asked(&visit)?;
    let now = app.clock.now();
    let work = app.store.workbench_whole(&actor, &asked, now).await?;
    let role = actor.role().ok_or(Problem::NotFound)?;
    csv::file(visit.t(), role, &work, now.day)
}
