//! `/intake`: who applied, and where the intake stands.

use super::Row;
use crate::{
    say::{application::what, words::T},
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
use register::{
    FileId,
    application::{Application, Status},
};
use store::file::applications::{ApplicationPage, ApplicationRow};

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let found = app.store.application_list(&actor, after, app.clock.now()).await?;
    let holds = actor.role().is_some_and(|role| may_ever(role, Action::HoldIntake));
    Ok(show(&IntakePage::new(shell, holds, after.is_some(), &found)))
}

/// Someone who applied.
struct Applicant {
    row: Row,
    applications: Vec<Applied>,
}

/// One application.
struct Applied {
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
    rows: Vec<Applicant>,
    paged: bool,
    next: Option<String>,
}

impl IntakePage {
    fn new(shell: Shell, holds: bool, paged: bool, found: &ApplicationPage) -> Self {
        let t = shell.t;
        let applied = |a: &Application| Applied {
            href: (holds && a.status.is_open()).then(|| format!("/intake/{}", a.id)),
            what: what(t, a),
            status: t.get(&format!("application-status-{}", a.status.code())),
            held: a.status == Status::IntakeHeld,
            open: a.status.is_open(),
        };
        let rows = found.rows.iter().map(|ApplicationRow { row, applications }| Applicant {
            row: Row::new(t, row),
            applications: applications.iter().map(applied).collect(),
        });
        let rows = rows.collect();
        Self { t, shell, rows, paged, next: found.next.map(|file| format!("/intake?na={file}")) }
    }
}

impl Page for IntakePage {
    const NAME: &'static str = "files/intake";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, "/intake");
        let one = crate::say::people::application;
        let applications = |n: usize| match n {
            0 => vec![one()],
            1 => vec![Application { status: Status::IntakeHeld, programme: None, ..one() }],
            2 => vec![one(), Application { status: Status::Withdrawn, starts_on: None, ..one() }],
            _ => vec![Application { status: Status::Enrolled, ..one() }],
        };
        let rows = super::samples::rows().into_iter().enumerate();
        let rows = rows.map(|(n, row)| ApplicationRow { row, applications: applications(n) }).collect();
        let full = ApplicationPage { rows, next: Some(FileId(uuid::Uuid::from_u128(4))) };
        let empty = ApplicationPage { rows: Vec::new(), next: None };
        vec![
            ("empty", Self::new(shell(Role::Intaker), true, false, &empty)),
            ("full", Self::new(shell(Role::Intaker), true, false, &full)),
            ("care", Self::new(shell(Role::CareCoordinator), false, true, &full)),
        ]
    }
}
