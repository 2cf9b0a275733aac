//! Showing and saving the form.

use super::{
    form,
    page::{About, AssessPage, Typed},
};
use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{ApplicationId, FileId, intake::Refusal, statutory::Outcome};
use store::{SaveError, StoreError, file::view::FileView};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/intake/{application}", Gate::Needs(Action::HoldIntake), show_intake)
        .post("/intake/{application}", Gate::Needs(Action::HoldIntake), save_intake)
        .get("/dossiers/{file}/behoefte", Gate::Needs(Action::RecordStatutoryFacts), show_need)
        .post("/dossiers/{file}/behoefte", Gate::Needs(Action::RecordStatutoryFacts), save_need)
}

async fn show_intake(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
) -> Result<Response, Problem> {
    let about = About::Intake(id(&application)?);
    shown(&app, &visit, &actor, shell, about, None).await
}

async fn show_need(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    shown(&app, &visit, &actor, shell, About::File, Some(id(&file)?)).await
}

/// The file that a page is about, opened for the actor.
async fn open(app: &App, actor: &Actor, about: About, file: Option<FileId>) -> Result<FileView, Problem> {
    let file = match (about, file) {
        (About::Intake(application), _) => app.store.file_of_application(actor, application).await?,
        (About::File, Some(file)) => file,
        (About::File, None) => return Err(Problem::NotFound),
    };
    Ok(app.store.file_view(actor, file, app.clock.now()).await?)
}

async fn shown(
    app: &App,
    visit: &Visit,
    actor: &Actor,
    shell: Shell,
    about: About,
    file: Option<FileId>,
) -> Result<Response, Problem> {
    let view = open(app, actor, about, file).await?;
    let now = app.clock.now();
    let Some(draft) = visit.draft(app).await? else {
        return Ok(show(&AssessPage::new(shell, &view, about, None, now)));
    };
    let shell = shell.with_draft(visit.path());
    // Saved by somebody else since it was typed: both texts are shown.
    let clash = form::read(&draft).is_some_and(|(version, _)| version != view.version);
    let errors = Errors::none();
    let typed = Typed { input: &draft, errors: &errors, clash };
    Ok(show(&AssessPage::new(shell, &view, about, Some(typed), now)))
}

async fn save_intake(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let application: ApplicationId = id(&application)?;
    let Some((version, filled)) = form::read(&input) else {
        let file = app.store.file_of_application(&actor, application).await;
        return Err(makes_no_sense(&app, &actor, Action::HoldIntake, file).await);
    };
    let saved = app.store.intake_hold(&actor, application, version, &filled, app.clock.now()).await;
    let about = About::Intake(application);
    match saved {
        Ok(_) => Ok(done(&app, &format!("/intake/{application}"), "notice-intake-saved")),
        Err(error) => refused(&app, &actor, shell, about, None, &input, error).await,
    }
}

async fn save_need(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let Some((version, filled)) = form::read(&input) else {
        return Err(makes_no_sense(&app, &actor, Action::RecordStatutoryFacts, Ok(file)).await);
    };
    match app.store.assess(&actor, file, version, &filled, app.clock.now()).await {
        Ok(_) => Ok(done(&app, &format!("/dossiers/{file}/behoefte"), "notice-need-saved")),
        Err(error) => refused(&app, &actor, shell, About::File, Some(file), &input, error).await,
    }
}

/// A form without the version it was made from, about something that is there; what is not there comes first. Nobody is
/// shown, so this is no look.
async fn makes_no_sense(app: &App, actor: &Actor, action: Action, file: Result<FileId, StoreError>) -> Problem {
    let there = async { app.store.file_is_there(actor, action, file?, app.clock.now()).await };
    there.await.err().map_or(Problem::BadRequest, Problem::from)
}

/// The page again, with what was typed and why it was not saved.
async fn refused(
    app: &App,
    actor: &Actor,
    shell: Shell,
    about: About,
    file: Option<FileId>,
    input: &Input,
    error: SaveError<Refusal>,
) -> Result<Response, Problem> {
    let (errors, clash) = match error {
        SaveError::Refused(Refusal::Fields(problems)) => (form::errors(&problems), false),
        SaveError::Refused(Refusal::NotOpen { .. }) => (Errors::none(), false),
        SaveError::Store(StoreError::Clash { .. }) => (Errors::none(), true),
        SaveError::Store(other) => return Err(other.into()),
    };
    let view = open(app, actor, about, file).await?;
    if clash && own_before(&view, input, actor) {
        return Ok(match (about, file) {
            (About::Intake(application), _) => done(app, &format!("/intake/{application}"), "notice-intake-saved"),
            (About::File, _) => done(app, &format!("/dossiers/{}/behoefte", view.file), "notice-need-saved"),
        });
    }
    let t = shell.t;
    let not_open = errors.is_empty() && !clash;
    let shell = if not_open { shell.message(MessageKind::Error, t.get("assess-not-open")) } else { shell };
    let typed = Typed { input, errors: &errors, clash };
    let page = AssessPage::new(shell, &view, about, Some(typed), app.clock.now());
    Ok(if clash { show_as(StatusCode::CONFLICT, &page) } else { show_refused(&page) })
}

/// Whether this very form was saved when it was sent the first time: the only save since, and what stands there is what was
/// sent, by the same person. Then nobody else saved.
fn own_before(view: &FileView, input: &Input, actor: &Actor) -> bool {
    let Some((based_on, filled)) = form::read(input) else { return false };
    let need = view.need.as_ref().and_then(Option::as_ref);
    let words =
        need.is_some_and(|need| need.words.reveal().trim() == filled.words.trim() && need.by == actor.account());
    let facts = view.statutory.as_ref().and_then(Option::as_ref).is_some_and(|stands| {
        let (needed, declined) = match &stands.outcome {
            Outcome::NoExtraSupport => (false, None),
            Outcome::ExtraSupport { declined } => (true, declined.as_ref()),
        };
        let said = declined.map(|declined| declined.words.reveal().trim() == filled.declined_words.trim());
        Some(stands.ground) == filled.ground && Some(needed) == filled.needed && said.unwrap_or(!filled.declined)
    });
    words && facts && view.version == based_on + 1
}
