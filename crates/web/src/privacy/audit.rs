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
use store::audit::Verdict;

pub(super) async fn privacy(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let unproven = app.store.audit_unproven(&actor).await?;
    Ok(show(&PrivacyPage::new(shell, unproven)))
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
}

impl PrivacyPage {
    fn new(shell: Shell, unproven: Option<i64>) -> Self {
        let t = shell.t;
        let unproven = unproven.map(|seq| t.say("privacy-unproven").arg("event", seq).to_string());
        Self { t, shell, search: search_field(t, &Input::default(), &Errors::none()), unproven }
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
        vec![("usual", Self::new(shell(), None)), ("unproven", Self::new(shell(), Some(17)))]
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
