//! `/dossiers/{file}/afspraken/{version}`: one version, for staff.

use crate::{
    say::{
        agreement::{self, AnswerView, PlaceView, Tone, answerer, version_label},
        person::{call_name, name},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId, VersionId,
    agreement::{Status, Waiting},
};
use store::agreement::view::VersionView;
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/dossiers/{file}/afspraken/{version}", Gate::Needs(Action::ViewAgreement), version)
}

async fn version(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, version): (FileId, VersionId) = (id(&file)?, id(&version)?);
    let now = app.clock.now();
    // A version belongs to one file: at any other address it is not there. Asked first, so that no look is recorded
    // that showed nothing.
    if app.store.file_of_version(&actor, version).await? != file {
        return Err(Problem::NotFound);
    }
    let view = app.store.agreement_version(&actor, Action::ViewAgreement, version, now).await?;
    Ok(show(&VersionPage::new(shell, &view, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/version.html")]
pub struct VersionPage {
    t: T,
    shell: Shell,
    title: String,
    tone: Tone,
    status: String,
    /// What the status means, and what comes next.
    explained: Option<String>,
    route: Option<String>,
    proposed: String,
    places: Vec<PlaceView>,
    answers: Vec<AnswerView>,
    /// A version in force beside this one: label, address, measures.
    beside: Option<(String, String, Vec<PlaceView>)>,
    /// A newer one that waits for an answer.
    newer: Option<String>,
    next: Option<String>,
}

impl VersionPage {
    /// The page.
    pub fn new(shell: Shell, view: &VersionView, today: Date) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let version = &view.version;
        let status = version.status_on(today);
        let address = |id: VersionId| format!("/dossiers/{}/afspraken/{id}", view.file);
        let explained = match (status, view.waits_for) {
            (Status::Offered, Some(Waiting::Guardian)) => Some("version-waits-guardian"),
            (Status::Offered, _) => Some("version-waits-student"),
            (Status::NotAgreed, _) => Some("withheld-not_agreed"),
            (Status::ChangeAsked, _) => Some("withheld-change_asked"),
            _ => None,
        };
        let article = register::law::Article::Dispute.code();
        let route = (status == Status::NotAgreed)
            .then(|| t.say("withheld-route").arg("name", &called).arg("article", article).to_string());
        let asks_next = !matches!(status, Status::Offered | Status::InForce) && view.offered.is_none();
        let role = shell.signed.as_ref().map(|signed| signed.member.role);
        let proposes = role.is_some_and(|role| may_ever(role, Action::ProposeAgreement));
        let shell =
            shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(&whole, format!("/dossiers/{}", view.file));
        Self {
            t,
            shell,
            title: t.say("version-title").arg("number", version.number).arg("name", &whole).to_string(),
            tone: agreement::tone(status),
            status: agreement::status(t, status),
            explained: explained.map(|key| t.say(key).arg("name", &called).to_string()),
            route,
            proposed: t
                .say("version-proposed")
                .arg("by", view.proposed_by.reveal())
                .arg("on", version.proposed.day)
                .to_string(),
            places: agreement::by_place(t, &version.lines),
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, |by| answerer(t, &view.person, by)))
                .collect(),
            beside: view
                .in_force
                .as_ref()
                .map(|other| (version_label(t, other, today), address(other.id), agreement::by_place(t, &other.lines))),
            newer: view.offered.map(address),
            next: (proposes && asks_next)
                .then(|| format!("/dossiers/{}/afspraken/nieuw?versie={}", view.file, version.id)),
        }
    }
}

impl Page for VersionPage {
    const NAME: &'static str = "agreement/version";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |steps: &[Step], young, number| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e");
            Self::new(shell, &people::version(steps, young, number), today)
        };
        vec![
            ("offered", page(&[Step::Offer], false, 1)),
            ("waits-guardian", page(&[Step::Offer, Step::Yes], true, 1)),
            ("in-force", page(&[Step::Offer, Step::Yes, Step::GuardianYes], true, 1)),
            ("beside", page(&[Step::Offer, Step::Yes, Step::Offer], false, 2)),
            ("superseded", page(&[Step::Offer, Step::Offer], false, 1)),
            ("not-agreed", page(&[Step::Offer, Step::Refuse], false, 1)),
            ("change-asked", page(&[Step::Offer, Step::Ask], false, 1)),
        ]
    }
}
