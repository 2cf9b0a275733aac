//! `/onderzoek`: what a research body measures, for its researchers. How far each measurement is, what the check finds in it, its
//! tables, tables of one's own choice, and files. Of a school nothing stands here, and of this a school sees nothing.
//!
//! Every look is written down, by year, code and name of a file. Tables are under the same rules as the report: what is
//! withheld there is withheld here ([`monitor::research`]).

mod at;
mod basis;
mod chain;
mod choose;
mod files;
mod list;
mod measurement;
mod samples;
mod table;

pub use choose::ChoosePage;
pub use list::ResearchPage;
pub use measurement::MeasurementPage;
pub use table::TablePage;

use crate::site::{
    app::App,
    page::{show, show_refused},
    problem::Problem,
    route::{Gate, Routes},
    session::Acting,
    shell::Shell,
    visit::Visit,
};
use access::Action;
use at::{PATH, address, answers, held, made, report};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeResearch);
    routes
        .get(PATH, gate, list)
        .get("/onderzoek/{year}", gate, measurement)
        .get("/onderzoek/{year}/tabel/{table}", gate, table)
        .get("/onderzoek/{year}/kiezen/{group}", gate, choose)
        .get("/onderzoek/{year}/bestanden/{file}", gate, files::file)
        .get("/onderzoek/{year}/microdata/{file}", Gate::Needs(Action::TakeMicrodata), files::microdata)
}

async fn list(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let body = app.store.research_body(&actor).await?;
    let all = app.measured.of(body.code).await?;
    app.store.research_look(&actor, "measurements", app.clock.now()).await?;
    Ok(show(&ResearchPage::new(shell, &body.name, &all)))
}

async fn measurement(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(year): Path<String>,
) -> Result<Response, Problem> {
    let held = held(&app, &actor, &year).await?;
    app.store.research_look(&actor, &format!("measurement {}", held.year), app.clock.now()).await?;
    Ok(show(&MeasurementPage::new(shell, &held)))
}

async fn table(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((year, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (year, research) = match made(&app, &actor, &year).await? {
        Ok(made) => made,
        Err(led) => return Ok(led),
    };
    let report = report(&research).ok_or(Problem::NotFound)?;
    let at = report.folder.plans.iter().position(|plan| plan.id == id).ok_or(Problem::NotFound)?;
    app.store.research_look(&actor, &format!("measurement {year} table {id}"), app.clock.now()).await?;
    Ok(show(&TablePage::new(shell, year, &report, at, answers(&research))))
}

async fn choose(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path((year, group)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (year, research) = match made(&app, &actor, &year).await? {
        Ok(made) => made,
        Err(led) => return Ok(led),
    };
    let Some(choices) = research.choices.done() else {
        // Which step stopped, and why, stands there.
        return Ok(Redirect::to(&address(year)).into_response());
    };
    if choices.all.iter().all(|choice| choice.of != group) {
        return Err(Problem::NotFound);
    }
    let asked = choose::Asked { year, group: &group, item: visit.asked(choose::ITEM), by: visit.asked(choose::BY) };
    let page = ChoosePage::new(shell, &research, choices, &asked);
    let about = match page.shown() {
        Some(choice) => {
            let by = choice.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            format!("measurement {year} group {group} question {}{by}", choice.item)
        }
        None => format!("measurement {year} group {group}"),
    };
    app.store.research_look(&actor, &about, app.clock.now()).await?;
    Ok(if page.refused() { show_refused(&page) } else { show(&page) })
}
