//! `/intake`: who applied, for what, and where the intake stands. One line for each application.

use super::Row;
use crate::{
    say::{
        application::what,
        form::Opt,
        narrow::{Narrow, Tab, address, place_of},
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
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{extract::State, response::Response};
use register::ApplicationId;
use register::application::Status;
use store::file::applications::{ApplicationPage, ApplicationRow, Asked};
use time::Date;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<ApplicationId> = visit.asked("na").map(id).transpose()?;
    let status = visit.asked("stand").map(|code| Status::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let asked = Asked { status, team: visit.asked("team").map(id).transpose()? };
    let now = app.clock.now();
    let found = app.store.application_list(&actor, asked, after, now).await?;
    let holds = actor.role().is_some_and(|role| may_ever(role, Action::HoldIntake));
    Ok(show(&IntakePage::new(shell, holds, (asked, after), &found, now.day)))
}

fn href(asked: Asked, after: Option<ApplicationId>) -> String {
    let team = asked.team.map(|team| team.to_string()).unwrap_or_default();
    let after = after.map(|application| application.to_string()).unwrap_or_default();
    address("/intake", &[("stand", asked.status.map_or("", Status::code)), ("team", &team), ("na", &after)])
}

/// One application, with who applied.
struct Applied {
    row: Row,
    /// To the intake, for who holds intakes and while it is open.
    href: Option<String>,
    what: String,
    status: String,
    held: bool,
    open: bool,
}

/// The list.
#[derive(Template)]
#[template(path = "files/intake.html")]
pub struct IntakePage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    narrow: Narrow,
    total: i64,
    rows: Vec<Applied>,
    /// Which of them are on this page, where there are more.
    place: Option<String>,
    /// What was chosen, in words. With nothing chosen an empty list is empty.
    chosen: String,
    first: Option<String>,
    next: Option<String>,
}

impl IntakePage {
    fn new(
        shell: Shell,
        holds: bool,
        (asked, after): (Asked, Option<ApplicationId>),
        found: &ApplicationPage,
        today: Date,
    ) -> Self {
        let t = shell.t;
        let words = |status: Status| t.get(&format!("application-status-{}", status.code()));
        let open: i64 = found.open.iter().map(|(_, count)| count).sum();
        let tab = |status: Option<Status>, label: String, count| Tab {
            label,
            count,
            href: href(Asked { status, ..asked }, None),
            current: asked.status == status,
        };
        let mut tabs = vec![tab(None, t.get("intake-open"), Some(open))];
        tabs.extend(found.open.iter().map(|(status, count)| tab(Some(*status), words(*status), Some(*count))));
        let closed = Status::ALL.iter().copied().filter(|status| !status.is_open());
        let counted = |status| (asked.status == Some(status)).then_some(found.total);
        tabs.extend(closed.map(|status| tab(Some(status), words(status), counted(status))));
        let teams = found.choices.teams.iter().map(|(team, name)| Opt::new(team.to_string(), name)).collect();
        let team = asked.team.map(|team| team.to_string()).unwrap_or_default();
        let stand = asked.status.map_or("", Status::code).to_owned();
        let narrow = Narrow::new("/intake", vec![("stand", stand)]).choice(
            t,
            "team",
            ["narrow-team", "narrow-all-teams"],
            teams,
            &team,
        );
        let applied = |ApplicationRow { row, application }: &ApplicationRow| Applied {
            row: Row::new(t, row),
            href: (holds && application.status.is_open()).then(|| format!("/intake/{}", application.id)),
            what: what(t, &found.programmes, application, today),
            status: words(application.status),
            held: application.status == Status::IntakeHeld,
            open: application.status.is_open(),
        };
        Self {
            tabs,
            place: place_of(t, found.before, found.rows.len(), found.total),
            chosen: asked
                .status
                .map(words)
                .into_iter()
                .chain(narrow.chosen.iter().cloned())
                .collect::<Vec<_>>()
                .join(", "),
            narrow,
            total: found.total,
            rows: found.rows.iter().map(applied).collect(),
            first: after.map(|_| href(asked, None)),
            next: found.next.map(|next| href(asked, Some(next))),
            shell: Shell { path: href(asked, after), ..shell },
            t,
        }
    }
}

impl Page for IntakePage {
    const NAME: &'static str = "files/intake";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::application::Application;
        use store::file::within::Choices;
        let shell = |role| Shell::sample_as(t, role, "/intake");
        let one = crate::say::people::application;
        let application = |n: usize| match n {
            0 => one(),
            1 => Application { status: Status::IntakeHeld, programme: None, ..one() },
            2 => Application { status: Status::Withdrawn, starts_on: None, ..one() },
            _ => Application { status: Status::Enrolled, ..one() },
        };
        let rows = super::samples::rows().into_iter().enumerate();
        let rows = rows.map(|(n, row)| ApplicationRow { row, application: application(n) }).collect();
        let teams = [(1, "Autotechniek"), (2, "Verpleging")];
        let team = |(n, name): (u128, &str)| (register::TeamId(uuid::Uuid::from_u128(n)), name.to_owned());
        let choices = Choices { teams: teams.map(team).to_vec(), coaches: Vec::new() };
        let open = vec![(Status::Received, 112), (Status::IntakeHeld, 38)];
        let next = Some(ApplicationId(uuid::Uuid::from_u128(4)));
        let empty = || ApplicationPage {
            rows: Vec::new(),
            next: None,
            before: 0,
            total: 0,
            open: Vec::new(),
            choices: Choices::default(),
            programmes: Default::default(),
        };
        let today = crate::say::people::now().day;
        let full = ApplicationPage { rows, next, before: 0, total: 150, open, choices, ..empty() };
        let withdrawn = Asked { status: Some(Status::Withdrawn), team: None };
        let all = Asked::default();
        vec![
            ("empty", Self::new(shell(Role::Intaker), true, (all, None), &empty(), today)),
            ("full", Self::new(shell(Role::Intaker), true, (all, None), &full, today)),
            ("none-chosen", Self::new(shell(Role::Intaker), true, (withdrawn, None), &empty(), today)),
            (
                "care",
                Self::new(
                    shell(Role::CareCoordinator),
                    false,
                    (all, next),
                    &ApplicationPage { before: 25, ..full },
                    today,
                ),
            ),
        ]
    }
}
