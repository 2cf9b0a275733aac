//! `/dossiers/{file}/afspraken/{version}/terug`: an answer that was written down and never given, taken back.

use crate::{
    say::{
        agreement::answerer,
        form::{Choice, Errors, Field, Input, Opt, Summary},
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
use register::agreement::{Given, MAX_WORDS, TakeBackRefusal};
use store::{SaveError, agreement::view::VersionView};

const PATH: &str = "/dossiers/{file}/afspraken/{version}/terug";
const WHICH: &str = "welk";
const WHY: &str = "waarom";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::NoteAnswer);
    routes.get(PATH, gate, form).post(PATH, gate, take_back)
}

/// The answers that can be taken back: written down by staff, and standing.
pub(super) fn standing(view: &VersionView) -> impl Iterator<Item = &Given> {
    view.version.answers.iter().filter(|given| given.noted().is_some() && given.taken_back.is_none())
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
    super::place::only(view.may_note)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&TakeBackPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

async fn take_back(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let Ok(number) = input.text(WHICH).parse::<u32>() else {
        let view = super::place::read(&app, &actor, version, now).await?;
        let errors = Errors::one(WHICH, "error-taken-which-missing");
        return Ok(show_refused(&TakeBackPage::new(shell, &view, &input, &errors)));
    };
    let saved = app.store.agreement_take_back(&actor, version, number, input.raw(WHY), now).await;
    let refusal = match saved {
        Ok(after) => return Ok(done(&app, &super::place::address(after.file, version), "notice-taken-back")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let errors = match refusal {
        // Not of this version, or the answerer's own: not a thing one finds here.
        TakeBackRefusal::NoSuchAnswer | TakeBackRefusal::GivenHere => return Err(Problem::NotFound),
        TakeBackRefusal::Why(wrong) => Errors::text(WHY, wrong, "error-taken-why-missing", MAX_WORDS),
        TakeBackRefusal::AlreadyTakenBack => {
            let file = app.store.file_of_version(&actor, version).await?;
            return Ok(done(&app, &super::place::address(file, version), "notice-taken-back"));
        }
        TakeBackRefusal::RestsOnIt { .. } => {
            let view = super::place::read(&app, &actor, version, now).await?;
            let words = shell.t.get("take-back-rests");
            let shell = shell.message(MessageKind::Error, words);
            return Ok(show_as(StatusCode::CONFLICT, &TakeBackPage::new(shell, &view, &input, &Errors::none())));
        }
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    Ok(show_refused(&TakeBackPage::new(shell, &view, &input, &errors)))
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/take_back.html")]
pub struct TakeBackPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    which: Choice,
    why: Field,
}

impl TakeBackPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let answer = |given: &Given| {
            let label = t
                .say("take-back-answer")
                .arg("who", answerer(t, &view.person, given.by))
                .arg("answer", t.get(&format!("answer-{}", given.answer.code())))
                .arg("on", given.when().day);
            Opt::new(given.number.to_string(), label)
        };
        let options: Vec<Opt> = standing(view).map(answer).collect();
        let only = if let [only] = options.as_slice() { Some(only.value.clone()) } else { None };
        let which = Choice::new(WHICH, t.get("take-back-which"), options);
        let which = match only {
            Some(only) => which.chosen(only),
            None => which,
        };
        let shell = super::place::below(shell, view);
        let shell = if which.options.is_empty() { shell } else { shell.keeping() };
        Self {
            t,
            summary: errors.summary(t),
            here: format!("{}/terug", super::place::address(view.file, view.version.id)),
            which: which.filled(t, input, errors),
            why: Field::text(WHY, t.get("take-back-why"))
                .hint(t.get("take-back-why-hint"))
                .rows(3)
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for TakeBackPage {
    const NAME: &'static str = "agreement/take_back";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let page = |steps: &[Step], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/terug");
            Self::new(shell, &people::version(steps, false, 1), &Input::default(), errors)
        };
        vec![
            ("one", page(&[Step::Offer, Step::Paper], &Errors::none())),
            ("two", page(&[Step::Offer, Step::Spoken, Step::Paper], &Errors::one(WHY, "error-taken-why-missing"))),
            ("none", page(&[Step::Offer, Step::Yes], &Errors::none())),
        ]
    }
}
