//! `/dossiers/{file}/afspraken/{version}/uitleg`: why nothing changes, for who asked for something else or said no.

use crate::{
    say::{
        agreement::{self, AnswerView, ReplyView, answerer},
        form::{Errors, Field, Input, Summary},
        person::call_name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::agreement::{MAX_WORDS, ReplyRefusal};
use store::{SaveError, agreement::view::VersionView};

const PATH: &str = "/dossiers/{file}/afspraken/{version}/uitleg";
const WORDS: &str = "uitleg";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ReplyToAnswer);
    routes.get(PATH, gate, form).post(PATH, gate, reply)
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let view = super::place::read(&app, &actor, version, app.clock.now()).await?;
    super::place::only(view.may_reply)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ReplyPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

async fn reply(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let refusal = match app.store.agreement_reply(&actor, version, input.raw(WORDS), now).await {
        Ok(after) => return Ok(done(&app, &super::place::address(after.file, version), "notice-replied")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    match refusal {
        ReplyRefusal::NoSuchVersion => Err(Problem::NotFound),
        // Sent twice: it stands there.
        ReplyRefusal::AlreadyReplied => Ok(done(&app, &super::place::address(view.file, version), "notice-replied")),
        ReplyRefusal::Words(wrong) => {
            let errors = Errors::text(WORDS, wrong, "error-reply-missing", MAX_WORDS);
            Ok(show_refused(&ReplyPage::new(shell, &view, &input, &errors)))
        }
        ReplyRefusal::NotAsked { .. } | ReplyRefusal::NewerVersion { .. } => {
            let words = shell.t.get("reply-refused");
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::CONFLICT, &ReplyPage::new(shell, &view, &input, &Errors::none())))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/reply.html")]
pub struct ReplyPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    called: String,
    answers: Vec<AnswerView>,
    replies: Vec<ReplyView>,
    words: Field,
    propose: String,
}

impl ReplyPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let answers = view.version.answers.iter();
        let shell = super::place::below(shell, view).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("reply-title").arg("name", &called).to_string(),
            here: format!("{}/uitleg", super::place::address(view.file, view.version.id)),
            answers: answers
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, by)))
                .collect(),
            replies: agreement::replies(t, &view.version, &view.names),
            words: Field::text(WORDS, t.get("reply-words"))
                .hint(t.say("reply-words-hint").arg("name", &called))
                .not_here(t.get("propose-details-not-here"))
                .rows(4)
                .filled(t, input, errors),
            propose: format!("/dossiers/{}/afspraken/nieuw?versie={}", view.file, view.version.id),
            called,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for ReplyPage {
    const NAME: &'static str = "agreement/reply";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let page = |steps: &[Step], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/uitleg");
            Self::new(shell, &people::version(steps, false, 1), &Input::default(), errors)
        };
        vec![
            ("asked", page(&[Step::Offer, Step::Ask], &Errors::none())),
            ("errors", page(&[Step::Offer, Step::Refuse], &Errors::one(WORDS, "error-reply-missing"))),
            ("again", page(&[Step::Offer, Step::Ask, Step::Reply], &Errors::none())),
        ]
    }
}
