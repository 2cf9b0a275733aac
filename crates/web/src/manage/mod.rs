//! `/beheer`: who has which role, and what was imported.

use crate::{
    say::{agreement, format, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::Moment;
use store::{
    imports::ImportRow,
    membership::{STAFF_PAGE, StaffRow},
};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/beheer", Gate::Needs(Action::ManageAccounts), manage)
}

async fn manage(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let from = visit.asked("vanaf").map(str::parse::<u32>).transpose().map_err(|_| Problem::NotFound)?.unwrap_or(0);
    let (staff, more) = app.store.staff(&actor, from).await?;
    let imports = app.store.imports(&actor).await?;
    let next = more.then(|| format!("/beheer?vanaf={}", from.saturating_add(STAFF_PAGE)));
    Ok(show(&ManagePage::new(shell, &staff, next, &imports, app.clock.now())))
}

/// Someone in a role.
struct Person {
    name: String,
    email: String,
    role: String,
    scope: String,
    /// From when till when; past ones say so.
    period: String,
    ended: bool,
    /// The account cannot sign in, whatever the role.
    disabled: bool,
}

/// An import.
struct Import {
    kind: String,
    when: String,
    about: Option<String>,
    by: String,
    /// Why it is not simply done.
    state: Option<String>,
}

/// The page of the administrator.
#[derive(Template)]
#[template(path = "manage/manage.html")]
pub struct ManagePage {
    t: T,
    shell: Shell,
    people: Vec<Person>,
    next: Option<String>,
    imports: Vec<Import>,
    /// What there is to do, or that there is nothing.
    todo: String,
    /// There is something.
    owes: bool,
}

impl ManagePage {
    fn new(shell: Shell, staff: &[StaffRow], next: Option<String>, imports: &[ImportRow], now: Moment) -> Self {
        let t = shell.t;
        let person = |row: &StaffRow| Person {
            name: row.name.clone(),
            email: row.email.clone(),
            role: Role::from_code(&row.role).map_or_else(|| row.role.clone(), |role| t.role(role)),
            scope: t.get(&format!("scope-{}", row.scope)),
            period: agreement::period(t, row.from, row.until),
            disabled: row.disabled,
            ended: row.ended_at.is_some() || row.until.is_some_and(|last| last < now.day),
        };
        let import = |row: &ImportRow| Import {
            kind: t.get(&format!("import-kind-{}", row.kind)),
            when: format::date_time(t.lang(), format::dutch_clock(row.imported_at)),
            about: row.from.map(|from| agreement::period(t, from, row.until)),
            by: t.get(if row.imported_by.starts_with("system:") { "import-by-command" } else { "import-by-account" }),
            state: (row.state != "done").then(|| t.get(&format!("import-state-{}", row.state))),
        };
        let unfinished = imports.iter().filter(|row| row.state == "unfinished").count();
        let todo = match (imports.is_empty(), unfinished) {
            (true, _) => t.get("manage-todo-import"),
            (false, 0) => t.get("manage-todo-nothing"),
            (false, count) => t.say("manage-todo-unfinished").arg("count", count).to_string(),
        };
        let owes = imports.is_empty() || unfinished > 0;
        let (people, imports) = (staff.iter().map(person).collect(), imports.iter().map(import).collect());
        Self { t, shell, people, next, imports, todo, owes }
    }
}

impl Page for ManagePage {
    const NAME: &'static str = "manage/manage";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use time::macros::{date, datetime};
        let shell = || Shell::sample_as(t, Role::Administrator, "/beheer");
        let row = |name: &str, role: Role, scope: &str, until| StaffRow {
            email: format!("{}@voorbeeldcollege-voor-arbeidsmarktgekwalificeerden.example", role.code()),
            name: name.into(),
            role: role.code().into(),
            scope: scope.into(),
            from: date!(2026 - 01 - 01),
            until,
            ended_at: None,
            disabled: name.starts_with("Bo"),
        };
        let staff = [
            row("Noor van der Wetering-Bakker", Role::Coach, "own", None),
            row("Bo Li", Role::CareCoordinator, "teams", None),
            row("Sem de Wit", Role::Intaker, "school", Some(date!(2026 - 03 - 01))),
            row("Fenna Bos", Role::Student, "person", None),
            row("Wilhelmina Wijnbergen", Role::Guardian, "guardian", None),
            row("Riet Smit", Role::Researcher, "none", None),
        ];
        let import = |kind: &str, by: &str, from: Option<time::Date>| ImportRow {
            kind: kind.into(),
            imported_at: datetime!(2026-05-11 06:30 UTC),
            imported_by: by.into(),
            from,
            until: from.map(|_| date!(2026 - 03 - 24)),
            report: "{}".into(),
            state: "done".into(),
        };
        let imports = [
            ImportRow { state: "unfinished".into(), ..import("ro", "system:import", Some(date!(2024 - 07 - 31))) },
            ImportRow { state: "overtaken".into(), ..import("students", "system:import", None) },
            import("students", "1", None),
        ];
        vec![
            ("empty", Self::new(shell(), &[], None, &[], crate::say::people::now())),
            (
                "full",
                Self::new(shell(), &staff, Some("/beheer?vanaf=25".to_owned()), &imports, crate::say::people::now()),
            ),
        ]
    }
}
