//! `/zorg/belasting`: what is weighed, what waits for somebody else to look, and what was decided.

use super::{place::PATH, samples};
use crate::{
    say::{
        burden as words,
        narrow::{Narrow, Tab, address, place_of},
        person::listed,
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
use register::{BurdenId, burden::Status};
use store::{
    burden::{BurdenPage as Found, BurdenRow, Listed},
    file::within::Chosen,
};

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Status::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Listed { files, status: status.unwrap_or(Status::Proposed), after };
    let found = app.store.burdens(&actor, &asked, app.clock.now()).await?;
    Ok(show(&BurdensPage::new(shell, &asked, &found)))
}

fn href(asked: &Listed, status: Status, after: Option<BurdenId>) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    let team = text(asked.files.team.map(|one| one.to_string()));
    let coach = text(asked.files.coach.map(|one| one.to_string()));
    let after = text(after.map(|one| one.to_string()));
    let stand = if status == Status::Proposed { "" } else { status.code() };
    address(PATH, &[("stand", stand), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// A burden.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    teams: String,
    since: String,
}

/// The page.
#[derive(Template)]
#[template(path = "burden/list.html")]
pub struct BurdensPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    narrow: Narrow,
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl BurdensPage {
    fn new(shell: Shell, asked: &Listed, found: &Found) -> Self {
        let t = shell.t;
        let tab = |status: &Status| Tab {
            label: words::status(t, *status),
            count: Some(found.count(*status)),
            href: href(asked, *status, None),
            current: *status == asked.status,
        };
        let row = |row: &BurdenRow| Row {
            name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
            href: format!("{PATH}/{}", row.id),
            number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
            teams: row.teams.join(", "),
            since: t.say("burdens-since").arg("on", row.on).to_string(),
        };
        let kept = if asked.status == Status::Proposed { "" } else { asked.status.code() }.to_owned();
        let narrow = Narrow::new(PATH, vec![("stand", kept)]).team(t, &found.choices, asked.files.team).coach(
            t,
            &found.choices,
            asked.files.coach,
        );
        let total = found.count(asked.status);
        Self {
            tabs: Status::ALL.iter().map(tab).collect(),
            narrow,
            rows: found.rows.iter().map(row).collect(),
            total,
            place: place_of(t, found.before, found.rows.len(), total),
            first: asked.after.map(|_| href(asked, asked.status, None)),
            next: found.next.map(|next| href(asked, asked.status, Some(next))),
            shell: Shell { path: href(asked, asked.status, asked.after), ..shell },
            t,
        }
    }
}

impl Page for BurdensPage {
    const NAME: &'static str = "burden/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, asked: &Listed, found: &Found| Self::new(Shell::sample_as(t, role, PATH), asked, found);
        let decided = Listed { status: Status::Decided, ..Listed::default() };
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::burdens() };
        vec![
            ("proposed", page(Role::CareCoordinator, &Listed::default(), &samples::burdens())),
            ("decided", page(Role::Intaker, &decided, &samples::burdens())),
            ("none", page(Role::CareCoordinator, &Listed::default(), &none)),
        ]
    }
}
