//! `/dossiers/{file}/afspraken/{version}/einde`: a proposal withdrawn, or what holds ended together with the student.

use crate::{
    say::{
        form::{Check, Errors, Field, Input, Summary},
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
use register::agreement::{CloseRefusal, MAX_WORDS, Status, WhoMustAnswer};
use store::{SaveError, agreement::view::VersionView};
use time::Date;

const PATH: &str = "/dossiers/{file}/afspraken/{version}/einde";
const WHY: &str = "waarom";
const AGREED: &str = "eens";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ProposeAgreement);
    routes.get(PATH, gate, form).post(PATH, gate, close)
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let view = super::place::read(&app, &actor, version, now).await?;
    super::place::only(view.may_propose)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ClosePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

async fn close(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    // What the form was about: a proposal, or what holds. Whether it still stands there is asked by the rules.
    let ends = input.text("wat") == "einde";
    let why = input.raw(WHY);
    let saved = if ends {
        app.store.agreement_end(&actor, version, (why, input.has(AGREED)), now).await
    } else {
        app.store.agreement_withdraw(&actor, version, why, now).await
    };
    let notice = if ends { "notice-close-ended" } else { "notice-close-withdrawn" };
    let refusal = match saved {
        Ok(after) => return Ok(done(&app, &super::place::address(after.file, version), notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    let errors = match refusal {
        CloseRefusal::NoSuchVersion => return Err(Problem::NotFound),
        CloseRefusal::Same => return Ok(done(&app, &super::place::address(view.file, version), notice)),
        CloseRefusal::Stands(_) => {
            let words = shell.t.get("close-meanwhile");
            let shell = shell.message(MessageKind::Error, words);
            let page = ClosePage::new(shell, &view, &input, &Errors::none(), now.day);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
        CloseRefusal::Why(problem) => {
            let mut errors = Errors::text(WHY, problem, "error-close-why-missing", MAX_WORDS);
            if ends && !input.has(AGREED) {
                errors.add(AGREED, "error-close-agreed");
            }
            errors
        }
        CloseRefusal::WithoutStudent => Errors::one(AGREED, "error-close-agreed"),
    };
    Ok(show_refused(&ClosePage::new(shell, &view, &input, &errors, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/close.html")]
pub struct ClosePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// What it does, what the button says, and what the form is about; `None` where there is nothing to close.
    asks: Option<(String, String, &'static str)>,
    why: Field,
    /// To end what holds: the student says yes to that.
    agreed: Option<Check>,
}

impl ClosePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let status = view.version.status_on(today);
        let called = call_name(t, &view.person);
        let both = matches!(view.who, WhoMustAnswer::StudentAndGuardian { .. });
        let (title, asks) = match status {
            Status::InForce => ("close-title-end", Some((t.get("close-lead-end"), t.get("close-save-end"), "einde"))),
            Status::Offered => (
                "close-title-withdraw",
                Some((t.get("close-lead-withdraw"), t.get("close-save-withdraw"), "intrekken")),
            ),
            Status::NotAgreed
            | Status::ChangeAsked
            | Status::Superseded
            | Status::Replaced
            | Status::Ended
            | Status::Lapsed
            | Status::Withdrawn => ("close-title-over", None),
        };
        let agreed = if both { "close-agreed-both" } else { "close-agreed" };
        let shell = super::place::below(shell, view);
        let shell = if asks.is_some() { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            title: t.get(title),
            here: format!("{}/einde", super::place::address(view.file, view.version.id)),
            why: Field::text(WHY, t.get("close-why")).hint(t.get("close-why-hint")).rows(3).filled(t, input, errors),
            agreed: (status == Status::InForce)
                .then(|| Check::new(AGREED, t.say(agreed).arg("name", &called).to_string()).filled(t, input, errors)),
            asks,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for ClosePage {
    const NAME: &'static str = "agreement/close";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |steps: &[Step], young, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/einde");
            Self::new(shell, &people::version(steps, young, 1), &Input::default(), errors, today)
        };
        let mut wrong = Errors::one(WHY, "error-close-why-missing");
        wrong.add(AGREED, "error-close-agreed");
        vec![
            ("withdraw", page(&[Step::Offer], false, &Errors::none())),
            ("end", page(&[Step::Offer, Step::Yes], false, &Errors::none())),
            ("young", page(&[Step::Offer, Step::Yes, Step::GuardianYes], true, &Errors::none())),
            ("errors", page(&[Step::Offer, Step::Yes], false, &wrong)),
            ("over", page(&[Step::Offer, Step::Refuse], false, &Errors::none())),
        ]
    }
}
