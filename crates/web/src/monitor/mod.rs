//! `/monitor`: what the two-yearly Monitor measured, for everybody, without an account. Each table stands at an address of
//! its own (`/monitor/2024/B2.1`), with the same as CSV, JSON and XLSX beside it (`/monitor/2024/B2.1.csv`), and its picture as SVG.
//!
//! Only measurements that are public are here: [`monitor::shown::Library`] holds no others.

mod agenda;
mod claims;
mod download;
mod flags;
mod label;
mod overview;
mod paste;
mod picture;
mod samples;
mod since;
mod sources;
mod table;
mod wrong;

pub use agenda::AgendaPage;
pub use overview::MonitorPage;
pub use paste::PastePage;
pub use sources::SourcesPage;
pub use table::TablePage;

use crate::site::{
    app::App,
    page::show,
    problem::Problem,
    route::{Gate, Routes},
    shell::Shell,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use download::Form;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/agenda", Gate::Public, agenda)
        .get("/monitor", Gate::Public, newest)
        // What is pasted changes nothing and is kept nowhere, so that it needs no token and no cookie.
        .get("/monitor/controle", Gate::Public, paste::form)
        .post("/monitor/controle", Gate::PublicNoToken, paste::answer)
        .get("/monitor/{year}", Gate::Public, year)
        .get("/monitor/{year}/bronnen", Gate::Public, sources)
        .get("/monitor/{year}/{table}", Gate::Public, table)
}

async fn agenda(State(app): State<App>, shell: Shell) -> Response {
    show(&AgendaPage::new(shell, app.monitor.newest()))
}

async fn newest(State(app): State<App>, shell: Shell) -> Response {
    let years: Vec<u16> = app.monitor.years().collect();
    show(&MonitorPage::new(shell, app.monitor.newest(), &years))
}

/// A year as it is written in an address: one way only.
fn year_of(text: &str) -> Result<u16, Problem> {
    text.parse().ok().filter(|year: &u16| year.to_string() == text).ok_or(Problem::NotFound)
}

async fn year(State(app): State<App>, shell: Shell, Path(text): Path<String>) -> Result<Response, Problem> {
    let (year, form) = Form::split(&text);
    let shown = app.monitor.year(year_of(year)?).ok_or(Problem::NotFound)?;
    match form {
        None => {
            let years: Vec<u16> = app.monitor.years().collect();
            Ok(show(&MonitorPage::new(shell, Some(shown), &years)))
        }
        Some(Form::Json) => Ok(download::whole(shown)),
        Some(_) => Err(Problem::NotFound),
    }
}

async fn sources(State(app): State<App>, shell: Shell, Path(year): Path<String>) -> Result<Response, Problem> {
    let shown = app.monitor.year(year_of(&year)?).ok_or(Problem::NotFound)?;
    Ok(show(&SourcesPage::new(shell, shown)))
}

async fn table(
    State(app): State<App>,
    shell: Shell,
    Path((year, text)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shown = app.monitor.year(year_of(&year)?).ok_or(Problem::NotFound)?;
    let (id, form) = Form::split(&text);
    let table = shown.find(id).ok_or(Problem::NotFound)?;
    let stable = shown.table(table).map_or("", |it| it.id.as_str());
    match form {
        // The same table has one address, however it is typed.
        _ if stable != id => {
            let tail = form.map_or("", Form::tail);
            Ok(Redirect::permanent(&format!("/monitor/{year}/{stable}{tail}")).into_response())
        }
        None => Ok(show(&TablePage::new(shell, shown, table))),
        Some(form) => download::table(shell.t, shown, table, form),
    }
}
