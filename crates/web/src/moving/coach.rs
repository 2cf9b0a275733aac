//! `/werk/overgedragen`: which students came to a coach and which went, as whoever divides the work arranged it. Numbers: who came stands
//! on the coach's own list from the day on which they are theirs.

use super::words;
use crate::{
    say::words::T,
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use store::moving::Made;

/// Where it is.
const PATH: &str = "/werk/overgedragen";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::SeeWorkbench), page)
}

async fn page(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let (came, went) = app.store.moves_of_coach(&actor, app.clock.now().day).await?;
    Ok(show(&CoachPage::new(shell, &came, &went)))
}

/// One thing that was arranged.
struct Line {
    went: String,
    why: String,
    undone: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "moving/coach.html")]
pub struct CoachPage {
    t: T,
    shell: Shell,
    came: Vec<Line>,
    went: Vec<Line>,
}

impl CoachPage {
    fn new(shell: Shell, came: &[Made], went: &[Made]) -> Self {
        let t = shell.t;
        let line = |one: &Made| {
            let (went, why) = words::made(t, one);
            Line { went, why, undone: one.undone.map(|on| t.say("move-undone").arg("on", on).to_string()) }
        };
        Self {
            came: came.iter().map(line).collect(),
            went: went.iter().map(line).collect(),
            shell: shell.crumb(t.get("nav-work"), "/werk"),
            t,
        }
    }
}

impl Page for CoachPage {
    const NAME: &'static str = "moving/coach";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::moving::{Reason, What};
        let shell = || Shell::sample_as(t, Role::Coach, PATH);
        let one = |n, reason, undone| words::sample(n, What::Coach, reason, undone);
        let (came, went) =
            ([one(1, Reason::Fits, false)], [one(2, Reason::Leaves, false), one(3, Reason::Wrong, true)]);
        vec![("none", Self::new(shell(), &[], &[])), ("some", Self::new(shell(), &came, &went))]
    }
}
