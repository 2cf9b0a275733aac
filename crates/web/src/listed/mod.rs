//! `/beheer/lijsten`: the lists of the outside world. Where each comes from, who read it in and when, what holds today, and what
//! an earlier file said. A list is brought at `/beheer/inlezen`.

mod companies;
mod glance;
mod list;
mod samples;
mod words;

pub use companies::CompaniesPage;
pub use glance::ListsPage;
pub use list::ListPage;

use crate::{
    say::form::Input,
    site::{
        app::App,
        page::show,
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Actor};
use axum::{extract::State, response::Response};
use store::listed::{List, ListAsked, PAGE, Stand};
use words::{View, of_path};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::RunImport);
    let routes = routes.get(words::PATH, gate, glance);
    routes
        .get("/beheer/lijsten/opleidingen", gate, page)
        .post("/beheer/lijsten/opleidingen", gate, search)
        .get("/beheer/lijsten/gemeenten", gate, page)
        .post("/beheer/lijsten/gemeenten", gate, search)
        .get("/beheer/lijsten/vakanties", gate, page)
        .post("/beheer/lijsten/vakanties", gate, search)
        .get("/beheer/lijsten/bedrijven", gate, companies::look)
        .post("/beheer/lijsten/bedrijven", gate, companies::search)
}

async fn glance(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let found = app.store.lists(&actor, app.clock.now().day).await?;
    Ok(show(&ListsPage::new(shell, &found)))
}

/// A page of a list.
async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let list = of_path(visit.path()).ok_or(Problem::NotFound)?;
    let view = match visit.asked("stand") {
        Some(code) => View::read(list, code).ok_or(Problem::NotFound)?,
        None => View::Of(Stand::Now),
    };
    let from = visit.asked("vanaf").map(str::parse::<u32>).transpose().map_err(|_| Problem::NotFound)?.unwrap_or(0);
    // What somebody looked for when their session ended.
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    let words = typed.as_ref().map_or("", |typed| typed.text(words::WORDS)).to_owned();
    answer(&app, &actor, shell, list, (view, &words, from)).await
}

/// What was looked for: the answer is the page itself, and nothing of it stands in an address.
async fn search(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let list = of_path(visit.path()).ok_or(Problem::NotFound)?;
    let view = View::read(list, input.text("stand")).unwrap_or(View::Of(Stand::Now));
    answer(&app, &actor, shell, list, (view, input.text(words::WORDS), 0)).await
}

async fn answer(
    app: &App,
    actor: &Actor,
    shell: Shell,
    list: List,
    (view, words, from): (View, &str, u32),
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let stand = view.stand().unwrap_or(Stand::Now);
    let found = app.store.list_shown(actor, list, &ListAsked { stand, words, from }, today).await?;
    let unknown = if view == View::Unknown { app.store.list_unknown(actor, list, today).await? } else { Vec::new() };
    let next = (words.is_empty() && i64::from(from) + i64::from(PAGE) < found.total).then(|| from.saturating_add(PAGE));
    Ok(show(&ListPage::new(shell, (view, words, from), &found, &unknown, next)))
}
