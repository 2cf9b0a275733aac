//! `/evaluaties`: whose agreements are to be evaluated this school year, and how many were.

use crate::{
    say::{
        law,
        narrow::{address, place_of},
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
use register::{FileId, law::Article};
use store::evaluation::{Evaluations, OwedRow};

/// Where the page is.
const PATH: &str = "/evaluaties";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::SeeWorkbench), page)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let found = app.store.evaluations(&actor, after, app.clock.now()).await?;
    Ok(show(&EvaluationsPage::new(shell, after, &found)))
}

/// Somebody whose evaluation is owed.
struct Row {
    name: String,
    /// To the talk.
    href: String,
    number: Option<String>,
    teams: String,
}

/// The page.
#[derive(Template)]
#[template(path = "evaluation/list.html")]
pub struct EvaluationsPage {
    t: T,
    shell: Shell,
    lead: String,
    owed: usize,
    held: usize,
    rows: Vec<Row>,
    place: Option<String>,
    first: Option<&'static str>,
    next: Option<String>,
}

impl EvaluationsPage {
    fn new(shell: Shell, after: Option<FileId>, found: &Evaluations) -> Self {
        let t = shell.t;
        let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        let row = |row: &OwedRow| Row {
            name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
            href: format!("/dossiers/{}/afspraken/{}/evaluatie", row.file, row.version),
            number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
            teams: row.teams.join(", "),
        };
        let article = law::article(t, Article::Evaluate);
        Self {
            lead: t.say("evaluations-lead").arg("by", found.by).arg("article", article).to_string(),
            owed: found.owed,
            held: found.held,
            rows: found.rows.iter().map(row).collect(),
            place: place_of(t, number(found.before), found.rows.len(), number(found.owed)),
            first: after.map(|_| PATH),
            next: found.next.map(|file| address(PATH, &[("na", &file.to_string())])),
            t,
            shell,
        }
    }
}

impl Page for EvaluationsPage {
    const NAME: &'static str = "evaluation/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::{PersonId, Personal, VersionId};
        use uuid::Uuid;
        let row = |n: u128, name: Option<&str>| {
            let name = name.map(|name| Personal::new(name.to_owned()));
            let row = OwedRow::new(
                FileId(Uuid::from_u128(n)),
                PersonId(Uuid::from_u128(n)),
                name,
                VersionId(Uuid::from_u128(n)),
            );
            let number = Some(Personal::new("2026001".to_owned()));
            OwedRow { student_number: number, teams: vec!["Verpleging".to_owned()], ..row }
        };
        let rows =
            vec![row(1, Some("Bo Li")), row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen")), row(3, None)];
        let by = time::macros::date!(2026 - 07 - 31);
        let next = rows.last().map(|row| row.file);
        let full = Evaluations { rows, before: 25, owed: 61, held: 1, by, next };
        let none = Evaluations { rows: Vec::new(), before: 0, owed: 0, held: 0, by, next: None };
        let shell = || Shell::sample_as(t, Role::Coach, PATH);
        vec![
            ("full", Self::new(shell(), next, &full)),
            ("all-held", Self::new(shell(), None, &Evaluations { held: 30, ..none.clone() })),
            ("none", Self::new(shell(), None, &none)),
        ]
    }
}
