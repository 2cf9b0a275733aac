//! `/beleid/partners`: who reaches how many, and how long students wait. Few are no number.

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
use register::partner::Partner;
use store::handoff::Reached;

pub(super) async fn show_reach(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let found = app.store.partners_reach(&actor, app.clock.now().day).await?;
    Ok(show(&PartnersReachPage::new(shell, &found)))
}

/// A partner.
struct Row {
    name: String,
    href: String,
    said: String,
    asked: String,
    helped: String,
    wait: String,
    waited: String,
}

/// The page.
#[derive(Template)]
#[template(path = "partner/reach.html")]
pub struct PartnersReachPage {
    t: T,
    shell: Shell,
    rows: Vec<Row>,
}

impl PartnersReachPage {
    fn new(shell: Shell, found: &[(Partner, Reached)]) -> Self {
        let t = shell.t;
        let row = |(one, reached): &(Partner, Reached)| Row {
            name: one.entry.name.clone(),
            href: format!("{PATH}/{}", one.id),
            said: one.entry.reach.map_or_else(|| t.get("partner-unknown"), |many| t.number(f64::from(many), 0)),
            asked: words::many(t, reached.asked),
            helped: words::part(t, reached.helped),
            wait: words::part(t, reached.wait),
            waited: words::waited(t, reached.waited),
        };
        Self { rows: found.iter().map(row).collect(), shell: shell.crumb(t.get("partners-title"), PATH), t }
    }
}

impl Page for PartnersReachPage {
    const NAME: &'static str = "partner/reach";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::handoff::waiting::Waited;
        use register::offer::Many;
        let shell = || Shell::sample_as(t, Role::PolicyOfficer, "/beleid/partners");
        let many = Reached {
            asked: Many::Of(41),
            helped: Some(Many::Of(23)),
            wait: Some(Many::Few),
            waited: Waited::Middle { of: Some(23), days: 34 },
        };
        let hidden = Reached { helped: None, waited: Waited::Middle { of: None, days: 34 }, ..many };
        let few = Reached { asked: Many::Few, waited: Waited::Few, ..Reached::default() };
        let all = [
            (words::sample(), many),
            (words::sample(), hidden),
            (words::sample(), few),
            (words::sample(), Reached::default()),
        ];
        vec![("none", Self::new(shell(), &[])), ("some", Self::new(shell(), &all))]
    }
}
