//! `/evaluaties`: three lists of a school year, and what is to end.

use super::place::{self, PATH, plan_href, planned_on};
use crate::{
    say::{
        law,
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
use register::duty::Evaluating;
use register::law::Article;
use store::evaluation::{Asked, EvaluationRow, Evaluations};
use store::file::within::Chosen;

/// Which list, in the address; without it the list of what is still to be held.
const LIST: &str = "lijst";

pub(super) async fn page(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let list = visit.asked(LIST).map(|code| Evaluating::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Asked { list: list.unwrap_or(Evaluating::Owed), files, after };
    let found = app.store.evaluations(&actor, &asked, app.clock.now()).await?;
    Ok(show(&EvaluationsPage::new(shell, &asked, &found)))
}

fn code(list: Evaluating) -> &'static str {
    if list == Evaluating::Owed { "" } else { list.code() }
}

fn href(asked: &Asked) -> String {
    let text = |id: Option<String>| id.unwrap_or_default();
    let (team, coach) =
        (text(asked.files.team.map(|id| id.to_string())), text(asked.files.coach.map(|id| id.to_string())));
    let after = text(asked.after.map(|id| id.to_string()));
    address(PATH, &[(LIST, code(asked.list)), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// Somebody on the list.
struct Row {
    name: String,
    /// To the talk, or to the version where it was held.
    href: String,
    number: Option<String>,
    teams: String,
    /// When the talk is planned, in words.
    planned: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "evaluation/list.html")]
pub struct EvaluationsPage {
    t: T,
    shell: Shell,
    lead: String,
    /// What the chosen list is.
    explained: Option<String>,
    tabs: Vec<Tab>,
    narrow: Narrow,
    total: i64,
    rows: Vec<Row>,
    place: Option<String>,
    none: String,
    /// To plan the talks.
    plan: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl EvaluationsPage {
    fn new(shell: Shell, asked: &Asked, found: &Evaluations) -> Self {
        let t = shell.t;
        let list = asked.list;
        let row = |row: &EvaluationRow| {
            let (file, version) = (&row.file, row.version);
            let below = format!("/dossiers/{}/afspraken", file.file);
            let href = match list {
                Evaluating::Owed | Evaluating::Missed => format!("{below}/{version}/evaluatie"),
                Evaluating::Held => format!("{below}/{version}"),
                Evaluating::Stops => format!("{below}/{version}/einde"),
            };
            Row {
                name: listed(t, file.name.as_ref(), file.student_number.as_ref(), file.born),
                href,
                number: file.name.as_ref().and(file.student_number.as_ref()).map(|number| number.reveal().clone()),
                teams: file.teams.join(", "),
                planned: row.planned.map(|planned| planned_on(t, planned)),
            }
        };
        let tab = |one: &Evaluating| Tab {
            label: t.get(&format!("evaluations-{}", one.code())),
            count: Some(found.count(*one)),
            href: href(&Asked { list: *one, after: None, ..*asked }),
            current: *one == list,
        };
        let narrow = Narrow::new(PATH, vec![(LIST, code(list).to_owned())])
            .team(t, &found.choices, asked.files.team)
            .coach(t, &found.choices, asked.files.coach);
        let article = law::article(t, Article::Evaluate);
        let total = found.count(list);
        Self {
            lead: t.say("evaluations-lead").arg("by", found.by).arg("article", article).to_string(),
            explained: match list {
                Evaluating::Owed | Evaluating::Held => None,
                Evaluating::Missed | Evaluating::Stops => Some(t.get(&format!("evaluations-lead-{}", list.code()))),
            },
            // What was missed, or is to end, stands there when there is any: a number of nothing warns of nothing.
            tabs: Evaluating::ALL
                .iter()
                .filter(|one| match one {
                    Evaluating::Owed | Evaluating::Held => true,
                    Evaluating::Missed | Evaluating::Stops => list == **one || found.count(**one) > 0,
                })
                .map(tab)
                .collect(),
            none: if total > 0 {
                t.get("list-past-the-end")
            } else if narrow.chosen.is_empty() {
                t.get(&format!("evaluations-none-{}", list.code()))
            } else {
                t.say("files-none-chosen").arg("chosen", narrow.chosen.join(", ")).to_string()
            },
            narrow,
            plan: (list == Evaluating::Owed && total > 0).then(|| plan_href(asked.files, None)),
            total,
            rows: found.rows.iter().map(row).collect(),
            place: place_of(t, found.before, found.rows.len(), total),
            first: asked.after.map(|_| href(&Asked { after: None, ..*asked })),
            next: found.next.map(|file| href(&Asked { after: Some(file), ..*asked })),
            t,
            shell: Shell { path: href(asked), ..shell },
        }
    }
}

impl Page for EvaluationsPage {
    const NAME: &'static str = "evaluation/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let full = place::sample();
        let none = Evaluations { rows: Vec::new(), counts: Vec::new(), next: None, ..full.clone() };
        let shell = |role| Shell::sample_as(t, role, PATH);
        let asked = Asked::of;
        let team = full.choices.teams.first().map(|(team, _)| *team);
        let of_team = Asked { files: Chosen { team, coach: None }, ..asked(Evaluating::Owed) };
        let further = Asked { after: full.next, ..asked(Evaluating::Owed) };
        vec![
            ("full", Self::new(shell(Role::CareCoordinator), &further, &Evaluations { before: 25, ..full.clone() })),
            ("held", Self::new(shell(Role::Coach), &asked(Evaluating::Held), &full)),
            ("missed", Self::new(shell(Role::Coach), &asked(Evaluating::Missed), &full)),
            ("stops", Self::new(shell(Role::Coach), &asked(Evaluating::Stops), &full)),
            ("none", Self::new(shell(Role::Coach), &asked(Evaluating::Owed), &none)),
            ("none-chosen", Self::new(shell(Role::CareCoordinator), &of_team, &none)),
        ]
    }
}
