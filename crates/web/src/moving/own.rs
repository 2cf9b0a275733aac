//! `/mijn/coach`: which coach or team somebody got instead of another, from which day, and why.

use super::words;
use crate::{
    say::{person::call_name, words::T},
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
use register::moving::What;
use store::file::view::PersonView;
use store::moving::OwnMove;

/// Where it is.
const PATH: &str = "/mijn/coach";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::SeeOwnFile), page)
}

async fn page(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let (person, all) = app.store.moves_own(&actor, app.clock.now()).await?;
    let guardian = actor.role() == Some(Role::Guardian);
    Ok(show(&OwnPage::new(shell, &person, &all, guardian)))
}

/// The page.
#[derive(Template)]
#[template(path = "moving/own.html")]
pub struct OwnPage {
    t: T,
    shell: Shell,
    title: String,
    /// From when on who instead of whom; and why, where that was said.
    all: Vec<(String, Option<String>)>,
    none: String,
    wrong: String,
}

impl OwnPage {
    fn new(shell: Shell, person: &PersonView, all: &[OwnMove], guardian: bool) -> Self {
        let t = shell.t;
        let called = call_name(t, person);
        let pick = |own: &'static str, child: &'static str| if guardian { child } else { own };
        let said = |key: &str| t.say(key).arg("name", &called).to_string();
        let line = |one: &OwnMove| {
            let name = |of: &Option<register::Personal<String>>| {
                of.as_ref().map_or_else(|| t.get("staff-unknown"), |name| name.reveal().clone())
            };
            let key = match one.what {
                What::Coach => pick("move-own-coach", "move-own-coach-guardian"),
                What::Team => pick("move-own-team", "move-own-team-guardian"),
            };
            let said = t.say(key).arg("on", one.since).arg("from", name(&one.from)).arg("to", name(&one.to));
            let why = one.reason.map(|why| t.say("move-why").arg("why", words::reason(t, why)).to_string());
            (said.arg("name", &called).to_string(), why)
        };
        Self {
            title: said(pick("move-own-title", "move-own-title-guardian")),
            all: all.iter().map(line).collect(),
            none: said(pick("move-own-none", "move-own-none-guardian")),
            wrong: t.get("move-own-wrong"),
            shell: {
                let shell = shell.crumb(t.get("nav-mine"), "/mijn");
                if guardian { shell.for_child(&called) } else { shell }
            },
            t,
        }
    }
}

impl Page for OwnPage {
    const NAME: &'static str = "moving/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::moving::Reason;
        use time::macros::date;
        let person = crate::say::people::person(None);
        let one = |what, from: Option<&str>, to: &str, reason| OwnMove {
            what,
            since: date!(2026 - 06 - 01),
            from: from.map(|name| name.to_owned().into()),
            to: Some(to.to_owned().into()),
            reason,
        };
        let all = [
            one(What::Coach, Some("Sanne van der Meer"), "Daan de Boer", Some(Reason::Room)),
            one(What::Team, Some("Bouw"), "Zorg", Some(Reason::Place)),
            one(What::Coach, None, "Sanne van der Meer", None),
        ];
        let page =
            |role, all: &[OwnMove]| Self::new(Shell::sample_as(t, role, PATH), &person, all, role == Role::Guardian);
        vec![
            ("none", page(Role::Student, &[])),
            ("some", page(Role::Student, &all)),
            ("guardian-none", page(Role::Guardian, &[])),
            ("guardian", page(Role::Guardian, &all)),
        ]
    }
}
