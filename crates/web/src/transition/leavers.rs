//! `/beleid/naar-werk`: how those fare who left, for who works on the policy of the school. Numbers, and nobody's.

use crate::{
    say::{narrow::address, transition::code, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::transition::{FEW, Fared, Outcome, Told};
use store::transition::Leavers;

/// The page.
pub(super) const LEAVERS: &str = "/beleid/naar-werk";

pub(super) async fn leavers(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let before = match visit.asked("jaar") {
        None => false,
        Some("eerder") => true,
        Some(_) => return Err(Problem::NotFound),
    };
    let found = app.store.leavers(&actor, u8::from(before), app.clock.now()).await?;
    Ok(show(&LeaversPage::new(shell, before, &found)))
}

/// A level: what it is called, how many there were and to how many was offered, and where they came.
struct Level {
    title: String,
    /// With a diploma, or without one.
    how: String,
    all: String,
    offered: Option<String>,
    came: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "transition/leavers.html")]
pub struct LeaversPage {
    t: T,
    shell: Shell,
    when: String,
    levels: Vec<Level>,
    few: String,
    other: (String, String),
}

fn told(t: T, told: Told) -> String {
    match told {
        Told::Number(count) => t.number(f64::from(count), 0),
        Told::Few => t.say("leavers-few").arg("few", FEW).to_string(),
        Told::Hidden => t.get("leavers-hidden"),
    }
}

fn came(t: T, outcome: Option<Outcome>) -> String {
    outcome.map_or_else(|| t.get("leavers-not-noted"), |outcome| code(t, outcome.code()))
}

impl LeaversPage {
    fn new(shell: Shell, before: bool, found: &Leavers) -> Self {
        let t = shell.t;
        let level = |one: &Fared| Level {
            title: match (one.level, one.diploma) {
                (Some(level), true) => t.say("leavers-level").arg("level", level.code()).to_string(),
                (Some(level), false) => t.say("leavers-level-without").arg("level", level.code()).to_string(),
                (None, true) => t.get("leavers-level-not-known"),
                (None, false) => t.get("leavers-level-not-known-without"),
            },
            how: t.get(if one.diploma { "leavers-all" } else { "leavers-without" }),
            all: told(t, one.all),
            offered: (!one.came.is_empty()).then(|| told(t, one.offered)),
            came: one.came.iter().map(|(outcome, count)| (came(t, *outcome), told(t, *count))).collect(),
        };
        let other = if before {
            (t.get("leavers-now"), LEAVERS.to_owned())
        } else {
            (t.get("leavers-before"), address(LEAVERS, &[("jaar", "eerder")]))
        };
        Self {
            when: t.say("leavers-when").arg("from", found.from).arg("until", found.until).to_string(),
            levels: found.rows.iter().map(level).collect(),
            few: t.say("leavers-how").arg("few", FEW).to_string(),
            other,
            shell,
            t,
        }
    }
}

impl Page for LeaversPage {
    const NAME: &'static str = "transition/leavers";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::programme::MboLevel;
        use time::macros::date;
        let page = |rows: Vec<Fared>, before| {
            let found = Leavers { from: date!(2025 - 09 - 16), until: date!(2026 - 09 - 15), rows };
            Self::new(Shell::sample_as(t, Role::PolicyOfficer, LEAVERS), before, &found)
        };
        let outcomes = Outcome::ALL.iter().copied().map(Some).chain([None]);
        let counts = [30, 22, 5, 0, 6, 5, 12].map(Told::Number);
        let two = Fared {
            level: Some(MboLevel::Two),
            diploma: true,
            all: Told::Number(80),
            offered: Told::Number(61),
            came: outcomes.clone().zip(counts).collect(),
        };
        let hidden = [Told::Number(1204), Told::Hidden, Told::Few].into_iter().chain([Told::Number(0); 4]);
        let four = Fared {
            level: Some(MboLevel::Four),
            diploma: true,
            all: Told::Number(1223),
            offered: Told::Hidden,
            came: outcomes.zip(hidden).collect(),
        };
        let without = Fared { diploma: false, ..two.clone() };
        let few = Fared { level: None, diploma: false, all: Told::Few, offered: Told::Hidden, came: Vec::new() };
        vec![("several", page(vec![two, four, without, few], false)), ("none", page(Vec::new(), true))]
    }
}
