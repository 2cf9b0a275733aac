//! `/zorg/na-geschil`: what the school does after disputes, by student, what is due first first.

use super::{place::TODOS, samples};
use crate::{
    say::{
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
use register::dispute::Todo;
use store::{
    dispute::{TodoListed as Listed, TodoPage as Found, TodoRow},
    file::within::Chosen,
};
use time::Date;

/// What is shown where nothing is asked: what is still to be done.
const USUAL: Todo = Todo::Owed;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Todo::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Listed { files, status: status.unwrap_or(USUAL), after };
    let now = app.clock.now();
    let found = app.store.dispute_todos(&actor, &asked, now).await?;
    Ok(show(&TodosPage::new(shell, &asked, &found, now.day)))
}

/// On which list it stands, in words.
pub(super) fn stand(t: T, todo: Todo) -> String {
    t.get(match todo {
        Todo::Owed => "todo-owed",
        Todo::Done => "todo-done",
    })
}

/// The page.
#[derive(Template)]
#[template(path = "dispute/todos.html")]
pub struct TodosPage {
    t: T,
    shell: Shell,
    found: List,
    counted: String,
}

impl TodosPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let label = |todo| stand(t, todo);
        let stands = Stands { all: Todo::ALL, usual: USUAL, code: Todo::code, label: &label };
        let owed = asked.status == Todo::Owed;
        let told = |row: &TodoRow| Told {
            what: String::new(),
            late: (owed && row.on < today).then(|| t.get("exam-late")),
            when: t.say(if owed { "todo-by" } else { "todo-done-on" }).arg("on", row.on).to_string(),
        };
        let found = List::new(t, TODOS, &stands, asked, found, told);
        let shell = shell.crumb(t.get("referrals-title"), "/zorg");
        Self {
            counted: t.say("todos-total").arg("count", found.total).to_string(),
            shell: Shell { path: found.path.clone(), ..shell },
            found,
            t,
        }
    }
}

impl Page for TodosPage {
    const NAME: &'static str = "dispute/todos";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |asked: &Listed, found: &Found| {
            Self::new(Shell::sample_as(t, Role::CareCoordinator, TODOS), asked, found, today)
        };
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::todos() };
        vec![
            ("owed", page(&Listed::of(USUAL), &samples::todos())),
            ("done", page(&Listed::of(Todo::Done), &samples::todos())),
            ("none", page(&Listed::of(USUAL), &none)),
        ]
    }
}
