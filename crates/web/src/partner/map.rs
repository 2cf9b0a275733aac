//! `/partners`: who around the school helps; what asks to be confirmed stands on top.

use super::place::PATH;
use crate::{
    say::{partner as words, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::AccountId;
use register::partner::{Partner, Status};
use store::partner::Map;
use time::Date;

pub(super) async fn show_map(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let map = app.store.partners(&actor, None, today).await?;
    Ok(show(&PartnersPage::new(shell, &map, actor.account(), today)))
}

/// An entry.
struct Row {
    name: String,
    href: String,
    what: String,
    domains: String,
    whom: Vec<String>,
    together: Option<String>,
    /// It asks to be confirmed.
    asks: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "partner/map.html")]
pub struct PartnersPage {
    t: T,
    shell: Shell,
    may_keep: bool,
    /// What the reader has to confirm.
    owed: Vec<(String, String)>,
    rows: Vec<Row>,
    /// What ended.
    ended: Vec<(String, String)>,
}

fn href(one: &Partner) -> String {
    format!("{PATH}/{}", one.id)
}

impl PartnersPage {
    fn new(shell: Shell, map: &Map, account: Option<AccountId>, today: Date) -> Self {
        let t = shell.t;
        let row = |one: &Partner| Row {
            name: one.entry.name.clone(),
            href: href(one),
            what: one.entry.what.clone(),
            domains: words::domains(t, &one.entry),
            whom: words::for_whom(t, &one.entry, &map.list, today),
            together: words::together(t, &one.entry),
            asks: one.asks_on(today),
        };
        let with = |status| map.all.iter().filter(move |one: &&Partner| one.status == status);
        let owed = map.owed(account, today).flat_map(|one| {
            let key = if map.owner(one).is_some() { "partner-owed" } else { "partner-owed-nobody" };
            let confirm = || t.say(key).arg("name", &one.entry.name).arg("on", one.confirmed).to_string();
            let of = |said: String| t.say("partner-talk-of").arg("name", &one.entry.name).arg("said", said).to_string();
            let talks = one.talks(today).into_iter().map(move |talk| of(words::talk(t, talk, today)));
            let confirm = one.asks_on(today).then(confirm);
            confirm.into_iter().chain(talks).map(move |said| (said, href(one))).collect::<Vec<_>>()
        });
        Self {
            may_keep: map.may_keep,
            owed: if map.may_keep { owed.collect() } else { Vec::new() },
            rows: with(Status::Open).map(row).collect(),
            ended: with(Status::Ended)
                .filter(|_| map.may_keep)
                .map(|one| (one.entry.name.clone(), href(one)))
                .collect(),
            t,
            shell,
        }
    }
}

impl Page for PartnersPage {
    const NAME: &'static str = "partner/map";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page =
            |role, map: &Map| Self::new(Shell::sample_as(t, role, PATH), map, Some(words::sample().owner), today);
        let (full, none) = (sample(true), Map { all: Vec::new(), ..sample(true) });
        vec![
            ("none", page(Role::CareCoordinator, &none)),
            ("some", page(Role::CareCoordinator, &full)),
            ("reads", page(Role::Coach, &Map { may_keep: false, ..sample(true) })),
        ]
    }
}

/// A map for samples: an entry that asks, one that does not, and one that ended.
pub(super) fn sample(some: bool) -> Map {
    use store::partner::Kept;
    let one = words::sample();
    let later = |n: u128, name: &str, status| Partner {
        id: register::PartnerId(uuid::Uuid::from_u128(n)),
        entry: register::partner::Entry {
            name: name.to_owned(),
            from_age: None,
            below_age: None,
            places: Vec::new(),
            sites: Vec::new(),
            forms: Vec::new(),
            days: Vec::new(),
            ..one.entry.clone()
        },
        asks: one.asks.saturating_add(time::Duration::days(90)),
        status,
        ..one.clone()
    };
    let happened = vec![
        register::partner::Happened {
            event: register::partner::Event::Add,
            on: one.confirmed,
            by: one.owner,
            words: None,
        },
        register::partner::Happened {
            event: register::partner::Event::Doubt,
            on: one.confirmed,
            by: AccountId(uuid::Uuid::from_u128(6)),
            words: Some("Dit nummer is van iemand die er niet meer werkt.".to_owned()),
        },
    ];
    Map {
        all: vec![
            one.clone(),
            later(8, "Doorstroompunt Voorbeeldregio", Status::Open),
            later(9, "Buurthuis De Brug", Status::Ended),
        ],
        one: some.then(|| Kept { partner: one.clone(), happened }),
        keepers: vec![(one.owner, "Noor van der Wetering-Bakker".to_owned())],
        names: [(one.owner, "Noor van der Wetering-Bakker".to_owned().into())].into(),
        list: std::sync::Arc::default(),
        months: register::partner::CONFIRM_AFTER_MONTHS,
        may_keep: true,
    }
}
