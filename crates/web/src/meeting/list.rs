//! `/zorg/overleg`: the meetings that are to come, and those that were.

use super::{
    samples,
    words::{self, DECISIONS, PATH},
};
use crate::{
    say::{
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
use register::{MeetingId, meeting::Status};
use store::{
    file::within::Chosen,
    meeting::{Listed, MeetingPage as Found, MeetingRow},
};
use time::Date;

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
    let asked = Listed { files, status: status.unwrap_or(Status::Planned), after };
    let now = app.clock.now();
    let found = app.store.meetings(&actor, &asked, now).await?;
    Ok(show(&MeetingsPage::new(shell, &asked, &found, now.day)))
}

fn href(asked: &Listed, status: Status, after: Option<MeetingId>) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    let team = text(asked.files.team.map(|one| one.to_string()));
    let coach = text(asked.files.coach.map(|one| one.to_string()));
    let after = text(after.map(|one| one.to_string()));
    let stand = if status == Status::Planned { "" } else { status.code() };
    address(PATH, &[("stand", stand), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// A meeting.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    teams: String,
    on: String,
    /// Its day is past, and nobody wrote down what became of it.
    late: bool,
    /// A yes was taken back, and none stands.
    lost: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "meeting/list.html")]
pub struct MeetingsPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    narrow: Narrow,
    decisions: &'static str,
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl MeetingsPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let tab = |status: &Status| Tab {
            label: words::status(t, *status),
            count: Some(found.count(*status)),
            href: href(asked, *status, None),
            current: *status == asked.status,
        };
        let row = |row: &MeetingRow| Row {
            name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
            href: format!("{PATH}/{}", row.id),
            number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
            teams: row.teams.join(", "),
            on: t.date_with_day(row.on),
            late: asked.status == Status::Planned && row.on < today,
            lost: row.lost_its_yes,
        };
        let kept = if asked.status == Status::Planned { "" } else { asked.status.code() }.to_owned();
        let narrow = Narrow::new(PATH, vec![("stand", kept)]).team(t, &found.choices, asked.files.team).coach(
            t,
            &found.choices,
            asked.files.coach,
        );
        let total = found.count(asked.status);
        Self {
            tabs: Status::ALL.iter().map(tab).collect(),
            narrow,
            decisions: DECISIONS,
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

impl Page for MeetingsPage {
    const NAME: &'static str = "meeting/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, asked: &Listed, found: &Found| {
            Self::new(Shell::sample_as(t, role, PATH), asked, found, samples::today())
        };
        let held = Listed { status: Status::Held, ..Listed::default() };
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::meetings() };
        vec![
            ("planned", page(Role::CareCoordinator, &Listed::default(), &samples::meetings())),
            ("held", page(Role::Coach, &held, &samples::meetings())),
            ("none", page(Role::Coach, &Listed::default(), &none)),
        ]
    }
}
