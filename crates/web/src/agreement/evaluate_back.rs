//! `/dossiers/{file}/afspraken/{version}/evaluatie/terug`: an evaluation that was never held as it stands there, taken back.

use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::agreement::{Evaluation, EvaluationBackRefusal, MAX_WORDS};
use store::{SaveError, agreement::view::VersionView};

const PATH: &str = "/dossiers/{file}/afspraken/{version}/evaluatie/terug";
const WHICH: &str = "welk";
const WHY: &str = "waarom";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::Evaluate);
    routes.get(PATH, gate, form).post(PATH, gate, take_back)
}

/// The evaluations that stand.
pub(super) fn standing(view: &VersionView) -> impl Iterator<Item = &Evaluation> {
    view.version.evaluations.iter().filter(|one| one.counts())
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
    super::place::only(view.may_evaluate)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&EvaluationBackPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
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
        super::place::only(view.may_evaluate)?;
        let errors = Errors::one(WHICH, "error-evaluation-back-which");
        return Ok(show_refused(&EvaluationBackPage::new(shell, &view, &input, &errors)));
    };
    let saved = app.store.agreement_evaluation_back(&actor, version, number, input.raw(WHY), now).await;
    let refusal = match saved {
        Ok(after) => {
            return Ok(done(&app, &super::place::address(after.file, version), "notice-evaluation-back"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    match refusal {
        EvaluationBackRefusal::NoSuchEvaluation => Err(Problem::NotFound),
        // Sent twice: it is so.
        EvaluationBackRefusal::AlreadyTakenBack => {
            Ok(done(&app, &super::place::address(view.file, version), "notice-evaluation-back"))
        }
        EvaluationBackRefusal::Why(wrong) => {
            let errors = Errors::text(WHY, wrong, "error-evaluation-back-why", MAX_WORDS);
            Ok(show_refused(&EvaluationBackPage::new(shell, &view, &input, &errors)))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/evaluation_back.html")]
pub struct EvaluationBackPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    which: Choice,
    why: Field,
}

impl EvaluationBackPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let option = |one: &Evaluation| Opt::new(one.number.to_string(), t.say("evaluation-of").arg("on", one.held_on));
        let options: Vec<Opt> = standing(view).map(option).collect();
        let only = if let [only] = options.as_slice() { Some(only.value.clone()) } else { None };
        let which = Choice::new(WHICH, t.get("evaluation-back-which"), options);
        let which = match only {
            Some(only) => which.chosen(only),
            None => which,
        };
        let shell = super::place::below(shell, view);
        let shell = if which.options.is_empty() { shell } else { shell.keeping() };
        Self {
            t,
            summary: errors.summary(t),
            here: format!("{}/evaluatie/terug", super::place::address(view.file, view.version.id)),
            which: which.filled(t, input, errors),
            why: Field::text(WHY, t.get("evaluation-back-why"))
                .hint(t.get("take-back-why-hint"))
                .rows(3)
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for EvaluationBackPage {
    const NAME: &'static str = "agreement/evaluation_back";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let page = |steps: &[Step], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/evaluatie/terug");
            Self::new(shell, &people::version(steps, false, 1), &Input::default(), errors)
        };
        let held = [Step::Offer, Step::Yes, Step::Evaluate];
        vec![
            ("one", page(&held, &Errors::none())),
            ("errors", page(&held, &Errors::one(WHY, "error-evaluation-back-why"))),
            ("none", page(&held[..2], &Errors::none())),
        ]
    }
}
