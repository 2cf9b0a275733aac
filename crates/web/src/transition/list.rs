//! `/naar-werk`: whose route begins, with whom somebody is to speak, who left and was not reached, and what is to be decided.

use super::words;
use crate::{
    say::{
        agreement::staff,
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
use register::transition::List;
use store::{
    file::within::Chosen,
    transition::{Listed, PAGE, RouteRow, RoutesPage as Found},
};
use time::Date;

/// The page.
pub(super) const PATH: &str = "/naar-werk";

pub(super) async fn show_list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let list = visit.asked("lijst").map(|code| List::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = match visit.asked("na") {
        None => 0,
        Some(text) => text.parse().ok().filter(|after: &i64| *after >= 0).ok_or(Problem::NotFound)?,
    };
    let asked = Listed { list: list.unwrap_or(List::Begin), files, after };
    let now = app.clock.now();
    let found = app.store.transitions(&actor, asked, now).await?;
    Ok(show(&RoutesPage::new(shell, &asked, &found, now.day)))
}

fn href(asked: &Listed, list: List, after: i64) -> String {
    let list = if list == List::Begin { "" } else { list.code() };
    let team = asked.files.team.map(|one| one.to_string()).unwrap_or_default();
    let coach = asked.files.coach.map(|one| one.to_string()).unwrap_or_default();
    let after = if after > 0 { after.to_string() } else { String::new() };
    address(PATH, &[("lijst", list), ("team", &team), ("coach", &coach), ("na", &after)])
}

/// A student.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    what: Vec<String>,
    by: Option<String>,
    late: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "transition/list.html")]
pub struct RoutesPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    lead: String,
    narrow: Narrow,
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

fn row(t: T, list: List, found: &Found, one: &RouteRow, today: Date) -> Row {
    let what = match list {
        List::Begin => match (one.left, one.planned) {
            (Some(on), _) => vec![t.say("routes-left").arg("on", on).to_string()],
            (None, Some(on)) => vec![t.say("routes-planned").arg("on", on).to_string()],
            (None, None) => vec![t.get("routes-no-plan")],
        },
        List::Contact => {
            let contact = one.contact.map(|on| t.say("routes-contact").arg("on", on).to_string());
            let step = one.step.map(|on| t.say("routes-step").arg("on", on).to_string());
            contact.into_iter().chain(step).collect()
        }
        List::Lost => {
            let met =
                one.met.map_or_else(|| t.get("routes-never-met"), |on| t.say("routes-met").arg("on", on).to_string());
            one.left.iter().map(|on| t.say("routes-left").arg("on", *on).to_string()).chain([met]).collect()
        }
        List::Decide => one.decide.iter().map(|one| t.get(words::to_decide(*one))).collect(),
    };
    Row {
        name: listed(t, one.name.as_ref(), one.student_number.as_ref(), one.born),
        href: format!("/dossiers/{}/naar-werk", one.file),
        number: one.name.as_ref().and(one.student_number.as_ref()).map(|number| number.reveal().clone()),
        what,
        by: one.guide.map(|guide| t.say("transition-guide").arg("name", staff(t, &found.names, guide)).to_string()),
        late: list == List::Contact && [one.contact, one.step].into_iter().flatten().any(|on| on < today),
    }
}

impl RoutesPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let tab = |list: List| Tab {
            label: t.get(words::list(list)),
            count: Some(found.count(list)),
            href: href(asked, list, 0),
            current: list == asked.list,
        };
        let kept = if asked.list == List::Begin { "" } else { asked.list.code() }.to_owned();
        let narrow = Narrow::new(PATH, vec![("lijst", kept)]).team(t, &found.choices, asked.files.team).coach(
            t,
            &found.choices,
            asked.files.coach,
        );
        let total = found.count(asked.list);
        let next = asked.after.saturating_add(PAGE);
        Self {
            tabs: List::ALL.iter().map(|list| tab(*list)).collect(),
            lead: t.get(words::lead(asked.list)),
            narrow,
            rows: found.rows.iter().map(|one| row(t, asked.list, found, one, today)).collect(),
            total,
            place: place_of(t, asked.after, found.rows.len(), total),
            first: (asked.after > 0).then(|| href(asked, asked.list, 0)),
            next: (total > next).then(|| href(asked, asked.list, next)),
            shell: Shell { path: href(asked, asked.list, asked.after), ..shell }
                .crumb(t.get("files-title"), "/dossiers"),
            t,
        }
    }
}

impl Page for RoutesPage {
    const NAME: &'static str = "transition/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{AccountId, FileId, PersonId, Personal, TeamId, transition::Decide};
        use store::file::within::Choices;
        use time::Duration;
        use uuid::Uuid;
        let today = people::now().day;
        let one = |n: u128, named: bool| RouteRow {
            file: FileId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(n)),
            name: named.then(|| Personal::new("Wilhelmina van der Wetering-Bakker".to_owned())),
            born: None,
            student_number: Some(Personal::new(format!("20260{n:02}"))),
            guide: (n > 1).then(people::staff),
            contact: Some(today + Duration::days(if n > 2 { 6 } else { -6 })),
            step: (n < 3).then(|| today + Duration::days(2)),
            met: (n > 2).then(|| today - Duration::days(200)),
            left: (n > 2).then(|| today - Duration::days(100)),
            planned: (n > 1).then(|| today + Duration::days(100)),
            decide: Decide::ALL.to_vec(),
        };
        let found = |rows: Vec<RouteRow>, many: i64| Found {
            rows,
            counts: List::ALL.iter().map(|list| (*list, many)).collect(),
            choices: Choices {
                teams: [(1, "Autotechniek"), (2, "Verpleging")]
                    .map(|(n, name)| (TeamId(Uuid::from_u128(n)), name.to_owned()))
                    .to_vec(),
                coaches: [(5, "Noor de Wit"), (6, "Sam de Boer")]
                    .map(|(n, name)| (AccountId(Uuid::from_u128(n)), name.to_owned()))
                    .to_vec(),
            },
            names: people::names(),
        };
        let page = |list, after, found: &Found| {
            let asked = Listed { list, files: Chosen::default(), after };
            Self::new(Shell::sample_as(t, Role::Coach, PATH), &asked, found, today)
        };
        let some = || vec![one(1, true), one(2, true), one(3, false)];
        vec![
            ("none", page(List::Begin, 0, &found(Vec::new(), 0))),
            ("begin", page(List::Begin, 0, &found(some(), 3))),
            ("contact", page(List::Contact, 0, &found(some(), 61))),
            ("lost", page(List::Lost, 25, &found(some(), 28))),
            ("decide", page(List::Decide, 0, &found(some(), 3))),
            ("past", page(List::Decide, 50, &found(Vec::new(), 3))),
        ]
    }
}
