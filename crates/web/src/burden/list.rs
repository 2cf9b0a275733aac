//! `/zorg/belasting`: what is to be arranged, what is weighed, what waits for somebody else to look, and what was decided.

use super::{place::PATH, samples};
use crate::{
    say::{
        burden as words,
        standing::{List, Stands, Told},
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
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::burden::Stand;
use store::{
    burden::{BurdenPage as Found, BurdenRow, Listed},
    file::within::Chosen,
};

/// What is shown where nothing is asked: what waits for somebody else to look.
const USUAL: Stand = Stand::Proposed;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Stand::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Listed { files, status: status.unwrap_or(USUAL), after };
    let found = app.store.burdens(&actor, &asked, app.clock.now()).await?;
    Ok(show(&BurdensPage::new(shell, &asked, &found)))
}

/// The page.
#[derive(Template)]
#[template(path = "burden/list.html")]
pub struct BurdensPage {
    t: T,
    shell: Shell,
    found: List,
    counted: String,
}

impl BurdensPage {
    fn new(shell: Shell, asked: &Listed, found: &Found) -> Self {
        let t = shell.t;
        let label = |stand| words::stand(t, stand);
        let stands = Stands { all: Stand::ALL, usual: USUAL, code: Stand::code, label: &label };
        let found = List::new(t, PATH, &stands, asked, found, |row: &BurdenRow| Told {
            what: String::new(),
            late: None,
            when: t.say("burdens-since").arg("on", row.on).to_string(),
        });
        Self {
            counted: t.say("burdens-total").arg("count", found.total).to_string(),
            shell: Shell { path: found.path.clone(), ..shell },
            found,
            t,
        }
    }
}

impl Page for BurdensPage {
    const NAME: &'static str = "burden/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, asked: &Listed, found: &Found| Self::new(Shell::sample_as(t, role, PATH), asked, found);
        let decided = Listed::of(Stand::Decided);
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::burdens() };
        vec![
            ("proposed", page(Role::CareCoordinator, &Listed::of(USUAL), &samples::burdens())),
            ("owed", page(Role::CareCoordinator, &Listed::of(Stand::Owed), &samples::burdens())),
            ("decided", page(Role::Intaker, &decided, &samples::burdens())),
            ("none", page(Role::CareCoordinator, &Listed::of(USUAL), &none)),
        ]
    }
}
