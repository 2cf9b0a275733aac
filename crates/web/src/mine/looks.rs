//! `/mijn/inzage`: who looked, when, in which role, and at what.

use crate::{
    say::{format, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Event, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use store::looks::{Look, Looks};

/// Shows a page of looks.
pub(super) async fn looks(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let before = visit.asked("voor").map(|seq| seq.parse().map_err(|_| Problem::NotFound)).transpose()?;
    let looks = app.store.looks(&actor, before, app.clock.now()).await?;
    Ok(show(&LooksPage::new(shell, looks, before.is_some())))
}

/// The page.
#[derive(Template)]
#[template(path = "mine/looks.html")]
pub struct LooksPage {
    t: T,
    shell: Shell,
    rows: Vec<Row>,
    /// That lines of this page do not prove, and are not shown.
    unproven: Option<String>,
    older: Option<String>,
    /// Not the first page.
    further: bool,
}

/// One look, in words.
struct Row {
    when: String,
    who: String,
    role: String,
    what: String,
    own: bool,
}

impl LooksPage {
    /// The page.
    pub fn new(shell: Shell, looks: Looks, further: bool) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("nav-mine"), "/mijn");
        let older = looks.older.map(|seq| format!("/mijn/inzage?voor={seq}"));
        let unproven = (looks.unproven > 0).then(|| t.say("looks-unproven").arg("lines", looks.unproven).to_string());
        let rows = looks.rows.into_iter().map(|look| row(t, look)).collect();
        Self { t, shell, rows, unproven, older, further }
    }
}

fn row(t: T, look: Look) -> Row {
    let erased = || t.get("looks-erased");
    let who = match (&look.name, look.own) {
        (_, true) => t.get("looks-you"),
        (Some(name), false) => name.reveal().clone(),
        // The system has no name; a look that retention erased has no action either.
        (None, false) if look.action.is_some() => t.get("looks-system"),
        (None, false) => erased(),
    };
    Row {
        when: format::date_time(t.lang(), format::dutch_clock(look.at)),
        who,
        role: look.role.map(|role| t.role(role)).unwrap_or_default(),
        what: look.action.map_or_else(erased, |action| what(t, action)),
        own: look.own,
    }
}

/// What was done, to the one it is about.
fn what(t: T, event: Event) -> String {
    t.get(&format!("look-{}", event.code()))
}

impl Page for LooksPage {
    const NAME: &'static str = "mine/looks";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use access::Action;
        use time::{Duration, macros::datetime};
        let shell = || Shell::sample_as(t, Role::Student, "/mijn/inzage");
        let look = |seq: i64, name: Option<&str>, role, action: Option<Action>, own| Look {
            seq,
            at: datetime!(2026-05-12 08:05 UTC) - Duration::hours(400 - seq),
            name: name.map(|name| register::Personal::new(name.to_owned())),
            role,
            action: action.map(Event::Action),
            own,
        };
        let noor = Some("Noor van der Wetering-Bakker");
        let mut rows = vec![
            look(400, Some("Annemarie"), Some(Role::Student), Some(Action::SeeOwnAgreement), true),
            look(399, noor, Some(Role::Intaker), Some(Action::ProposeAgreement), false),
            look(390, noor, Some(Role::Intaker), Some(Action::HoldIntake), false),
            look(388, None, None, Some(Action::RunImport), false),
            look(2, None, None, None, false),
        ];
        let few = Looks { rows: rows.clone(), unproven: 1, older: None };
        rows.extend((3..48).rev().map(|n| look(n, noor, Some(Role::CareCoordinator), Some(Action::ListFiles), false)));
        vec![
            ("empty", Self::new(shell(), Looks { rows: Vec::new(), unproven: 0, older: None }, false)),
            ("few", Self::new(shell(), few, false)),
            ("full", Self::new(shell(), Looks { rows, unproven: 0, older: Some(3) }, true)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn every_event_has_words_for_the_one_it_is_about() {
        for t in Lang::ALL.map(T::new) {
            for event in Event::all() {
                assert!(t.has(&format!("look-{}", event.code())), "{}", event.code());
            }
        }
    }
}
