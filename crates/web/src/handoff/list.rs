//! `/verwijzingen`: what is asked of partners and goes on; what is to be decided stands on top.

use super::place::PATH;
use crate::{
    say::{agreement::staff, partner as words, person::listed, words::T},
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
use store::handoff::{HandoffPage as Found, HandoffRow, PAGE};

pub(super) async fn show_list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after = match visit.asked("na") {
        None => 0,
        Some(text) => text.parse().ok().filter(|after: &i64| *after >= 0).ok_or(Problem::NotFound)?,
    };
    let found = app.store.handoffs(&actor, after, app.clock.now()).await?;
    Ok(show(&HandoffsPage::new(shell, &found, after)))
}

/// A handoff.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    what: String,
    by: String,
    status: String,
    /// What is to be decided.
    decide: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "handoff/list.html")]
pub struct HandoffsPage {
    t: T,
    shell: Shell,
    total: String,
    /// Of how many something is to be decided.
    owed: Option<String>,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

impl HandoffsPage {
    fn new(shell: Shell, found: &Found, after: i64) -> Self {
        let t = shell.t;
        let row = |one: &HandoffRow| {
            let partner = found.partners.get(&one.partner).map_or("", String::as_str);
            Row {
                name: listed(t, one.name.as_ref(), one.student_number.as_ref(), one.born),
                href: format!("{PATH}/{}", one.id),
                number: one.student_number.as_ref().map(|number| number.reveal().clone()),
                what: t
                    .say("handoffs-what")
                    .arg("domain", words::domain(t, one.domain))
                    .arg("partner", partner)
                    .to_string(),
                by: t.say("handoffs-by").arg("by", staff(t, &found.names, one.by)).arg("on", one.sent).to_string(),
                status: t
                    .say("handoffs-status")
                    .arg("status", words::stands(t, one.status))
                    .arg("on", one.since)
                    .to_string(),
                decide: one.decide.iter().map(|one| words::decide(t, *one)).collect(),
            }
        };
        Self {
            total: t.say("handoffs-total").arg("count", found.total).to_string(),
            owed: (found.owed > 0).then(|| t.say("handoffs-owed").arg("count", found.owed).to_string()),
            rows: found.rows.iter().map(row).collect(),
            first: (after > 0).then(|| PATH.to_owned()),
            next: (found.total > after.saturating_add(PAGE))
                .then(|| format!("{PATH}?na={}", after.saturating_add(PAGE))),
            shell: shell.crumb(t.get("referrals-title"), "/zorg"),
            t,
        }
    }
}

impl Page for HandoffsPage {
    const NAME: &'static str = "handoff/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::handoff::{Decide, Status};
        let now = people::now();
        let row = |n: u128, status, decide: &[Decide]| HandoffRow {
            id: register::HandoffId(uuid::Uuid::from_u128(n)),
            file: register::FileId(uuid::Uuid::from_u128(n)),
            person: register::PersonId(uuid::Uuid::from_u128(n)),
            name: Some("Wilhelmina van der Wetering-Bakker".to_owned().into()),
            born: None,
            student_number: Some("1234567".to_owned().into()),
            partner: words::sample().id,
            domain: register::partner::Domain::Mental,
            status,
            by: words::sample().owner,
            sent: now.day,
            since: now.day,
            decide: decide.to_vec(),
        };
        let page = |rows: Vec<HandoffRow>, total, owed, after| {
            let found = Found {
                rows,
                total,
                owed,
                partners: [(words::sample().id, words::sample().entry.name)].into(),
                names: [(words::sample().owner, "Noor".to_owned().into())].into(),
            };
            Self::new(Shell::sample_as(t, Role::CareCoordinator, PATH), &found, after)
        };
        let some = || {
            vec![
                row(1, Status::Waiting, &[Decide::Withdrawn, Decide::Moved]),
                row(2, Status::Started, &[Decide::Eighteen, Decide::Adult]),
                row(3, Status::Refused, &[Decide::Refused]),
                row(4, Status::Sent, &[Decide::Expired]),
                row(5, Status::Accepted, &[]),
            ]
        };
        vec![("none", page(Vec::new(), 0, 0, 0)), ("some", page(some(), 61, 4, 0)), ("more", page(some(), 61, 4, 25))]
    }
}
