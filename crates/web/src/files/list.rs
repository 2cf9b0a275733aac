//! `/dossiers`: everyone this role works with.

use super::Row;
use crate::{
    say::{
        duty::kind_key,
        form::{Errors, Field, Input, Opt},
        narrow::{Narrow, Tab, address, place_of},
        person::search_field,
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
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::FileId;
use register::duty::DutyKind;
use store::file::list::{FilePage, Work};
use store::file::within::Chosen;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let team = visit.asked("team").map(id).transpose()?;
    let coach = visit.asked("coach").map(id).transpose()?;
    let kind = visit.asked("soort").map(|code| DutyKind::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let work = match (kind, visit.asked("werk")) {
        (Some(kind), _) => Work::Of(kind),
        (None, Some(_)) => Work::Some,
        (None, None) => Work::Whatever,
    };
    let chosen = (Chosen { team, coach }, work);
    let found = app.store.file_list_chosen(&actor, Action::ListFiles, chosen, after, app.clock.now()).await?;
    Ok(show(&ListPage::new(shell, chosen, after, &found)))
}

fn href((files, work): (Chosen, Work), after: Option<FileId>) -> String {
    let team = files.team.map(|team| team.to_string()).unwrap_or_default();
    let coach = files.coach.map(|coach| coach.to_string()).unwrap_or_default();
    let after = after.map(|file| file.to_string()).unwrap_or_default();
    let (with, kind) = match work {
        Work::Whatever => ("", ""),
        Work::Some => ("ja", ""),
        Work::Of(kind) => ("", kind.code()),
    };
    address("/dossiers", &[("werk", with), ("soort", kind), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// The list.
#[derive(Template)]
#[template(path = "files/list.html")]
pub struct ListPage {
    t: T,
    shell: Shell,
    search: Field,
    tabs: Vec<Tab>,
    narrow: Narrow,
    rows: Vec<Row>,
    total: i64,
    /// Which of them are on this page, where there are more.
    place: Option<String>,
    /// What was chosen, in words. With nothing chosen an empty list is empty.
    chosen: String,
    first: Option<String>,
    next: Option<String>,
}

impl ListPage {
    fn new(shell: Shell, chosen: (Chosen, Work), after: Option<FileId>, found: &FilePage) -> Self {
        let t = shell.t;
        let (files, work) = chosen;
        let all = work == Work::Whatever;
        let tab = |work: Work, key: &str, count: Option<i64>, current| Tab {
            label: t.get(key),
            count,
            href: href((files, work), None),
            current,
        };
        let due = if work == Work::Some { Some(found.total) } else { found.due };
        let tabs = vec![
            tab(Work::Whatever, "files-all", all.then_some(found.total), all),
            tab(Work::Some, "files-due", due, !all),
        ];
        let kinds = DutyKind::ALL.iter().map(|kind| Opt::new(kind.code(), t.get(kind_key(*kind)))).collect();
        let kind = match work {
            Work::Of(kind) => kind.code(),
            Work::Whatever | Work::Some => "",
        };
        let kept = if all { "" } else { "ja" }.to_owned();
        let narrow = Narrow::new("/dossiers", vec![("werk", kept)])
            .choice(t, "soort", ["work-kind", if all { "files-all-kinds" } else { "work-all-kinds" }], kinds, kind)
            .team(t, &found.choices, files.team)
            .coach(t, &found.choices, files.coach);
        let words = (work == Work::Some).then(|| t.get("files-due"));
        let words: Vec<String> = words.into_iter().chain(narrow.chosen.iter().cloned()).collect();
        Self {
            search: search_field(t, &Input::default(), &Errors::none()),
            tabs,
            place: place_of(t, found.before, found.rows.len(), found.total),
            chosen: words.join(", "),
            narrow,
            rows: found.rows.iter().map(|row| Row::new(t, row)).collect(),
            total: found.total,
            first: after.map(|_| href(chosen, None)),
            next: found.next.map(|file| href(chosen, Some(file))),
            shell: Shell { path: href(chosen, after), ..shell },
            t,
        }
    }
}

impl Page for ListPage {
    const NAME: &'static str = "files/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use store::file::within::Choices;
        let rows = crate::say::people::rows();
        let next = rows.last().map(|row| row.file);
        let team = |(n, name): (u128, &str)| (register::TeamId(uuid::Uuid::from_u128(n)), name.to_owned());
        let coach = |(n, name): (u128, &str)| (register::AccountId(uuid::Uuid::from_u128(n)), name.to_owned());
        let choices = Choices {
            teams: [(1, "Autotechniek"), (2, "Verpleging")].map(team).to_vec(),
            coaches: [(1, "Sander Kuipers"), (2, "Noor van der Wetering-Bakker")].map(coach).to_vec(),
        };
        let full = FilePage { rows, next, before: 0, total: 8123, due: None, choices };
        let empty =
            FilePage { rows: Vec::new(), next: None, before: 0, total: 0, due: Some(0), choices: Choices::default() };
        let shell = |role| Shell::sample_as(t, role, "/dossiers");
        let all = (Chosen::default(), Work::Whatever);
        let due = (
            Chosen { team: full.choices.teams.first().map(|(team, _)| *team), coach: None },
            Work::Of(DutyKind::Assess),
        );
        vec![
            ("empty", Self::new(shell(Role::Coach), all, None, &empty)),
            ("full", Self::new(shell(Role::CareCoordinator), all, next, &FilePage { before: 25, ..full.clone() })),
            (
                "none-chosen",
                Self::new(
                    shell(Role::CareCoordinator),
                    due,
                    None,
                    &FilePage { choices: full.choices.clone(), ..empty },
                ),
            ),
        ]
    }
}
