//! The first page of the privacy officer, and the proof of the audit.

use crate::{
    say::{
        form::{Errors, Field, Input},
        person::search_field,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::concern::{Status, answer_by};
use store::{
    audit::Verdict,
    concern::{ConcernLine, Concerns},
};
use time::Date;

pub(super) async fn privacy(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let unproven = app.store.audit_unproven(&actor).await?;
    let concerns = app.store.concerns(&actor).await?;
    Ok(show(&PrivacyPage::new(shell, unproven, &concerns, now.day)))
}

pub(super) async fn verify(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let verdict = app.store.audit_prove(&actor, app.clock.now()).await?;
    Ok(show(&AuditPage::new(shell, &verdict)))
}

/// The first page of the privacy officer.
#[derive(Template)]
#[template(path = "privacy/privacy.html")]
pub struct PrivacyPage {
    t: T,
    shell: Shell,
    search: Field,
    /// That a line did not prove when somebody read their log.
    unproven: Option<String>,
    heading: String,
    open: Vec<Row>,
    closed: Vec<Row>,
}

/// A concern in the list.
struct Row {
    href: String,
    what: String,
    /// Until when an answer is promised, and whether that day is past.
    by: Option<(String, bool)>,
    /// How it ended.
    ended: Option<String>,
}

fn row(t: T, line: &ConcernLine, today: Date) -> Row {
    let (open, by) = (line.status == Status::Open, answer_by(line.raised_on));
    Row {
        href: super::concern::address(line.id),
        what: t
            .say("concern-line")
            .arg("who", line.looker.reveal())
            .arg("day", line.looked_on)
            .arg("on", line.raised_on)
            .to_string(),
        by: open.then(|| (t.say("concern-answer-by").arg("by", by).to_string(), by < today)),
        ended: (!open).then(|| t.get(&format!("concern-status-{}", line.status.code()))),
    }
}

impl PrivacyPage {
    fn new(shell: Shell, unproven: Option<i64>, concerns: &Concerns, today: Date) -> Self {
        let t = shell.t;
        let rows = |lines: &[ConcernLine]| lines.iter().map(|line| row(t, line, today)).collect();
        let unproven = unproven.map(|seq| t.say("privacy-unproven").arg("event", seq).to_string());
        Self {
            t,
            shell,
            search: search_field(t, &Input::default(), &Errors::none()),
            unproven,
            heading: t.say("concern-list").arg("count", concerns.count).to_string(),
            open: rows(&concerns.open),
            closed: rows(&concerns.closed),
        }
    }
}

/// What the proof found.
#[derive(Template)]
#[template(path = "privacy/audit.html")]
pub struct AuditPage {
    t: T,
    shell: Shell,
    whole: bool,
    /// What was found, in a sentence.
    sentence: String,
    /// The end of the chain, to write down elsewhere.
    head: Option<String>,
}

impl AuditPage {
    fn new(shell: Shell, verdict: &Verdict) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("privacy-title"), "/privacy");
        let (whole, sentence, head) = match verdict {
            Verdict::Whole { head, erased } => {
                let say = t.say("audit-whole").arg("events", head.seq).arg("erased", *erased);
                let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
                (true, say.to_string(), Some(format!("{} {hash}", head.seq)))
            }
            Verdict::Broken { seq, .. } => (false, t.say("audit-broken").arg("event", *seq).to_string(), None),
        };
        Self { t, shell, whole, sentence, head }
    }
}

impl Page for PrivacyPage {
    const NAME: &'static str = "privacy/privacy";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        debug_assert!(access::may_ever(Role::PrivacyOfficer, Action::PurgeFreeText));
        let shell = || Shell::sample_as(t, Role::PrivacyOfficer, "/privacy");
        let line = |n: u128, status, raised_on| ConcernLine {
            id: register::ConcernId(uuid::Uuid::from_u128(n)),
            raised_on,
            looked_on: raised_on,
            status,
            looker: "Noor van der Wetering-Bakker".to_owned().into(),
        };
        let (today, long_ago) = (time::macros::date!(2026 - 05 - 12), time::macros::date!(2026 - 04 - 01));
        let none = Concerns { count: 0, open: Vec::new(), closed: Vec::new() };
        let some = Concerns {
            count: 2,
            open: vec![line(1, Status::Open, long_ago), line(2, Status::Open, today)],
            closed: vec![
                line(3, Status::Right, long_ago),
                line(4, Status::NotRight, long_ago),
                line(5, Status::TakenBack, long_ago),
            ],
        };
        vec![
            ("usual", Self::new(shell(), None, &none, today)),
            ("unproven", Self::new(shell(), Some(17), &none, today)),
            ("concerns", Self::new(shell(), None, &some, today)),
        ]
    }
}

impl Page for AuditPage {
    const NAME: &'static str = "privacy/audit";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::PrivacyOfficer, "/privacy/controle");
        let head = store::audit::Head { seq: 1234, hash: vec![0x5a; 32] };
        vec![
            ("whole", Self::new(shell(), &Verdict::Whole { head, erased: 3 })),
            ("broken", Self::new(shell(), &Verdict::Broken { seq: 17, what: "its payload was changed" })),
        ]
    }
}
