//! `/mijn/gedeeld`: with whom outside the school one's own agreement is shared, and stopping that: at once, without a reason.

use super::words::{With, all, sample};
use crate::{
    say::{person::call_name, words::T},
    site::{
        app::App,
        page::{Page, done, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::ShareId;
use store::share::Shared;
use time::Date;

const PATH: &str = "/mijn/gedeeld";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeOwnShares);
    routes.get(PATH, gate, look).post(PATH, gate, stop)
}

async fn look(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let shared = app.store.shares(&actor, None, now).await?;
    Ok(show(&OwnSharesPage::new(shell, &shared, now.day)))
}

async fn stop(
    State(app): State<App>,
    Acting(actor): Acting,
    input: crate::say::form::Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    app.store.share_stop(&actor, Action::SeeOwnShares, id::<ShareId>(input.text("stop"))?, now).await?;
    Ok(done(&app, PATH, "notice-share-stopped"))
}

/// The page.
#[derive(Template)]
#[template(path = "share/own.html")]
pub struct OwnSharesPage {
    t: T,
    shell: Shell,
    address: &'static str,
    title: String,
    with: Vec<With>,
}

impl OwnSharesPage {
    fn new(shell: Shell, shared: &Shared, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &shared.person);
        let guardian = shell.signed.as_ref().is_some_and(|signed| signed.member.role == Role::Guardian);
        let shell = if guardian { shell.for_child(&called) } else { shell };
        Self {
            t,
            address: PATH,
            title: match guardian {
                true => t.say("share-own-title-guardian").arg("name", &called).to_string(),
                false => t.get("share-own-title"),
            },
            with: all(t, shared, today),
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
        }
    }
}

impl Page for OwnSharesPage {
    const NAME: &'static str = "share/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, some| Self::new(Shell::sample_as(t, role, PATH), &sample(some), today);
        vec![
            ("none", page(Role::Student, false)),
            ("some", page(Role::Student, true)),
            ("guardian", page(Role::Guardian, true)),
        ]
    }
}
