//! `/stages`: placements that failed, for which another place is to be found.

use crate::{
    say::{narrow::Narrow, person::listed, words::T},
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
use register::workplace::Owed;
use store::{
    file::within::Chosen,
    workplace::{Listed, WorkplacePage as Found, WorkplaceRow},
};

const PATH: &str = "/stages";

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let asked = Listed { files };
    let found = app.store.workplaces_owed(&actor, asked, app.clock.now()).await?;
    Ok(show(&OwedPage::new(shell, asked, &found)))
}

struct Row {
    name: String,
    href: String,
    number: Option<String>,
    what: String,
    since: String,
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/list.html")]
pub struct OwedPage {
    t: T,
    shell: Shell,
    narrow: Narrow,
    rows: Vec<Row>,
    total: i64,
    /// Not all are shown.
    more: bool,
}

impl OwedPage {
    fn new(shell: Shell, asked: Listed, found: &Found) -> Self {
        let t = shell.t;
        let row = |one: &WorkplaceRow| Row {
            name: listed(t, one.name.as_ref(), one.student_number.as_ref(), one.born),
            href: format!("/dossiers/{}/stage/{}", one.file, one.number),
            number: one.name.as_ref().and(one.student_number.as_ref()).map(|number| number.reveal().clone()),
            what: one.company.clone(),
            since: match one.owed {
                Owed::Report => t.get("workplace-owed-report"),
                Owed::Another => t.say("workplace-since").arg("on", one.last).to_string(),
            },
        };
        Self {
            narrow: Narrow::new(PATH, Vec::new()).team(t, &found.choices, asked.files.team).coach(
                t,
                &found.choices,
                asked.files.coach,
            ),
            rows: found.rows.iter().map(row).collect(),
            total: found.total,
            more: found.total > i64::try_from(found.rows.len()).unwrap_or(i64::MAX),
            shell,
            t,
        }
    }
}

impl Page for OwedPage {
    const NAME: &'static str = "workplace/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{FileId, PersonId, Personal, TeamId};
        use store::file::within::Choices;
        use uuid::Uuid;
        let row = |n: u128, name: Option<&str>| WorkplaceRow {
            file: FileId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(n)),
            number: 1,
            company: "Bakkerij en Lunchroom De Voorbeeldige Korenmolen".to_owned(),
            last: people::now().day,
            owed: if n == 1 { Owed::Another } else { Owed::Report },
            name: name.map(|name| Personal::new(name.to_owned())),
            born: None,
            student_number: Some(Personal::new(format!("20260{n:02}"))),
            teams: Vec::new(),
        };
        let choices = Choices { teams: vec![(TeamId(Uuid::from_u128(1)), "Koken".to_owned())], coaches: Vec::new() };
        let rows = vec![row(1, Some("Annemarie-Louise van der Schoot-Wijnbergen")), row(2, None)];
        let page = |rows, total| {
            let found = Found { rows, total, choices: choices.clone() };
            Self::new(Shell::sample_as(t, Role::Coach, PATH), Listed::default(), &found)
        };
        vec![("some", page(rows.clone(), 2)), ("more", page(rows, 61)), ("none", page(Vec::new(), 0))]
    }
}
