//! `/werk`: what must I do today, and why.

use crate::{
    say::{duty::DutyView, words::T},
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
use register::{FileId, Moment, duty::Due};
use store::workbench::{WorkRow, Workbench};
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/werk", Gate::Needs(Action::SeeWorkbench), workbench)
}

async fn workbench(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let now = app.clock.now();
    let work = app.store.workbench(&actor, after, now).await?;
    let role = actor.role().ok_or(Problem::NotFound)?;
    Ok(show(&WorkPage::new(shell, role, after.is_some(), work, now)))
}

/// How urgent things are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Late,
    ThisMonth,
    Later,
    NoTerm,
}

impl When {
    const ALL: [Self; 4] = [Self::Late, Self::ThisMonth, Self::Later, Self::NoTerm];

    fn of(row: &WorkRow, today: Date) -> Self {
        match row.duty.due {
            _ if row.duty.is_overdue(today) => Self::Late,
            Due::By(day) if (day.year(), day.month()) == (today.year(), today.month()) => Self::ThisMonth,
            Due::By(_) => Self::Later,
            Due::NoTerm => Self::NoTerm,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Late => "work-late",
            Self::ThisMonth => "work-this-month",
            Self::Later => "work-later",
            Self::NoTerm => "work-no-term",
        }
    }
}

/// Things that are equally urgent.
struct Group {
    title: String,
    items: Vec<Item>,
}

/// One thing to do.
struct Item {
    name: String,
    file: String,
    teams: String,
    duty: DutyView,
}

/// The work list.
#[derive(Template)]
#[template(path = "workbench/workbench.html")]
pub struct WorkPage {
    t: T,
    shell: Shell,
    groups: Vec<Group>,
    /// Not the first page.
    paged: bool,
    next: Option<String>,
    /// With nothing to do: when time changes something.
    turns_on: Option<Date>,
}

impl WorkPage {
    fn new(shell: Shell, role: Role, paged: bool, work: Workbench, now: Moment) -> Self {
        let t = shell.t;
        let item = |row: &WorkRow| {
            let name = row.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone());
            let duty = DutyView::new(t, role, row.file, &name, &row.duty, now.day);
            Item { name, file: format!("/dossiers/{}", row.file), teams: row.teams.join(", "), duty }
        };
        let group = |when: When| Group {
            title: t.get(when.key()),
            items: work.rows.iter().filter(|row| When::of(row, now.day) == when).map(item).collect(),
        };
        let groups = When::ALL.into_iter().map(group).filter(|group| !group.items.is_empty()).collect();
        let next = work.next.map(|file| format!("/werk?na={file}"));
        Self { t, shell, groups, paged, next, turns_on: work.turns_on }
    }
}

impl Page for WorkPage {
    const NAME: &'static str = "workbench/workbench";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let now = crate::say::people::now();
        let shell = || Shell::sample_as(t, Role::Intaker, "/werk");
        let empty = Workbench { rows: Vec::new(), next: None, turns_on: None };
        let later = Workbench { turns_on: Some(now.day + time::Duration::days(45)), ..empty.clone() };
        vec![
            ("empty", Self::new(shell(), Role::Intaker, false, later, now)),
            ("no-files", Self::new(shell(), Role::Intaker, false, empty.clone(), now)),
            ("full", Self::new(shell(), Role::Intaker, false, samples::work(), now)),
            ("past-the-end", Self::new(shell(), Role::Intaker, true, empty, now)),
        ]
    }
}

/// Made-up work.
mod samples {
    use crate::say::people;
    use register::{
        ApplicationId, EnrolmentId, FileId, Personal,
        agreement::Subject,
        duty::{Basis, Due, Duty, DutyKind, Who},
        law::Article,
    };
    use store::workbench::{WorkRow, Workbench};
    use time::{Duration, macros::date};
    use uuid::Uuid;

    pub(super) fn work() -> Workbench {
        let application = Subject::Application(ApplicationId(Uuid::from_u128(2)));
        let enrolment = Subject::Enrolment(EnrolmentId(Uuid::from_u128(3)));
        let person = people::person(None);
        let row = |name: Option<&str>, kind, subject, article, due, who| WorkRow {
            file: FileId(Uuid::from_u128(4)),
            name: name.map(|name| Personal::new(name.to_owned())),
            teams: person.teams.clone(),
            duty: Duty { kind, subject, basis: Basis::Law(article), due, who, waits: None },
        };
        let today = people::now().day;
        let long = "Annemarie-Louise van der Schoot-Wijnbergen";
        let mut rows = vec![
            row(Some(long), DutyKind::Agree, enrolment, Article::Agree, Due::By(date!(2025 - 08 - 25)), Who::Coach),
            row(
                Some("Bo Li"),
                DutyKind::Assess,
                application,
                Article::Assess,
                Due::By(today - Duration::DAY),
                Who::Intaker,
            ),
            row(Some("Noor Özdemir"), DutyKind::Agree, application, Article::Agree, Due::By(today), Who::Student),
            row(None, DutyKind::Assess, application, Article::Assess, Due::By(date!(2026 - 08 - 23)), Who::Intaker),
            row(
                Some("Sem de Wit"),
                DutyKind::Agree,
                application,
                Article::Agree,
                Due::By(date!(2026 - 08 - 23)),
                Who::Guardian,
            ),
            row(Some("Fenna Bos"), DutyKind::AgreeLater, enrolment, Article::AgreeLater, Due::NoTerm, Who::Coach),
        ];
        if let Some(policy) = rows.last_mut() {
            policy.duty.basis = Basis::Law(Article::AgreeLater);
        }
        let mut by_policy = rows[2].clone();
        by_policy.duty.basis = Basis::Policy;
        rows.push(by_policy);
        Workbench { rows, next: Some(FileId(Uuid::from_u128(4))), turns_on: None }
    }
}
