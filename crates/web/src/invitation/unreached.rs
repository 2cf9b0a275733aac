//! `/uitnodigingen`: students and parents whose invitation did not arrive, until the link was handed over.

use crate::{
    say::{
        format,
        narrow::{Narrow, address, place_of},
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::InvitationId;
use store::file::within::Chosen;
use store::invitation::{Unreached, UnreachedRow};

/// The path.
const PATH: &str = "/uitnodigingen";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::SeeWorkbench), page)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let found = app.store.unreached(&actor, files, after, app.clock.now()).await?;
    Ok(show(&UnreachedPage::new(shell, files, after, &found)))
}

fn href(files: Chosen, after: Option<InvitationId>) -> String {
    let text = |id: Option<String>| id.unwrap_or_default();
    let (team, coach) = (text(files.team.map(|id| id.to_string())), text(files.coach.map(|id| id.to_string())));
    address(PATH, &[("team", &team), ("coach", &coach), ("na", &text(after.map(|id| id.to_string())))])
}

/// Somebody.
struct Row {
    name: String,
    href: String,
    who: String,
    teams: String,
    when: String,
}

/// The page.
#[derive(Template)]
#[template(path = "invitation/unreached.html")]
pub struct UnreachedPage {
    t: T,
    shell: Shell,
    narrow: Narrow,
    total: i64,
    place: Option<String>,
    none: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

impl UnreachedPage {
    fn new(shell: Shell, files: Chosen, after: Option<InvitationId>, found: &Unreached) -> Self {
        let t = shell.t;
        let row = |row: &UnreachedRow| {
            let file = &row.file;
            Row {
                name: listed(t, file.name.as_ref(), file.student_number.as_ref(), file.born),
                href: format!("/dossiers/{}/uitnodigen", file.file),
                who: t.get(if row.parent { "unreached-parent" } else { "unreached-student" }),
                teams: file.teams.join(", "),
                when: t.say("unreached-when").arg("on", t.date(format::dutch_clock(row.invited_at).date())).to_string(),
            }
        };
        let narrow =
            Narrow::new(PATH, Vec::new()).team(t, &found.choices, files.team).coach(t, &found.choices, files.coach);
        Self {
            none: if found.total > 0 {
                t.get("list-past-the-end")
            } else if narrow.chosen.is_empty() {
                t.get("unreached-none")
            } else {
                t.say("files-none-chosen").arg("chosen", narrow.chosen.join(", ")).to_string()
            },
            narrow,
            total: found.total,
            place: place_of(t, found.before, found.rows.len(), found.total),
            rows: found.rows.iter().map(row).collect(),
            first: after.map(|_| href(files, None)),
            next: found.next.map(|after| href(files, Some(after))),
            shell: Shell { path: href(files, after), ..shell },
            t,
        }
    }
}

impl Page for UnreachedPage {
    const NAME: &'static str = "invitation/unreached";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{FileId, PersonId, Personal, TeamId, mail::State};
        use store::file::{list::FileRow, within::Choices};
        use time::macros::datetime;
        use uuid::Uuid;
        let row = |n: u128, name: Option<&str>, parent| UnreachedRow {
            file: FileRow {
                file: FileId(Uuid::from_u128(n)),
                person: PersonId(Uuid::from_u128(n)),
                name: name.map(|name| Personal::new(name.to_owned())),
                born: None,
                student_number: Some(Personal::new("2026001".to_owned())),
                teams: if n == 1 { Vec::new() } else { vec!["Verpleging".to_owned()] },
                attention: false,
            },
            invitation: InvitationId(Uuid::from_u128(n)),
            parent,
            invited_at: datetime!(2026-11-22 16:30 UTC),
            mail: State::Bounced,
        };
        let rows = vec![
            row(1, Some("Bo Li"), false),
            row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), true),
            row(3, None, false),
        ];
        let team = |(n, name): (u128, &str)| (TeamId(Uuid::from_u128(n)), name.to_owned());
        let choices =
            Choices { teams: [(1, "Autotechniek"), (2, "Verpleging")].map(team).to_vec(), coaches: Vec::new() };
        let next = rows.last().map(|row| row.invitation);
        let full = Unreached { rows, before: 25, total: 61, next, choices };
        let none = Unreached { rows: Vec::new(), before: 0, total: 0, next: None, choices: full.choices.clone() };
        let of_team = Chosen { team: full.choices.teams.first().map(|(team, _)| *team), coach: None };
        let page =
            |role, files, after, found: &Unreached| Self::new(Shell::sample_as(t, role, PATH), files, after, found);
        vec![
            ("full", page(Role::CareCoordinator, Chosen::default(), next, &full)),
            ("none", page(Role::Coach, Chosen::default(), None, &none)),
            ("none-chosen", page(Role::Coach, of_team, None, &none)),
        ]
    }
}
