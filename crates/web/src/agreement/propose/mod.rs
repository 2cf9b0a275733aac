//! `/dossiers/{file}/afspraken/nieuw`: proposing a version, from a template, measures or an earlier version.

mod begin;
mod lines;
mod page;
mod samples;

pub use page::{BeginPage, ProposePage};

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
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use begin::Begin;
use page::Shown;
use register::{
    FileId, MeasureId, VersionId,
    agreement::{LineDraft, ProposeRefusal, Subject},
};
use store::{SaveError, StoreError, agreement::propose::NewVersion, catalogue::Catalogue, file::view::FileView};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/dossiers/{file}/afspraken/nieuw", Gate::Needs(Action::ProposeAgreement), show_form).post(
        "/dossiers/{file}/afspraken/nieuw",
        Gate::Needs(Action::ProposeAgreement),
        send,
    )
}

/// The file, to show the form with: a look. What is asked without showing anything comes from
/// [`store::Store::proposing`], which is none.
async fn view(app: &App, actor: &Actor, file: FileId) -> Result<FileView, Problem> {
    Ok(app.store.file_view(actor, file, app.clock.now()).await?)
}

async fn show_form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let now = app.clock.now();
    let (today, errors) = (now.day, Errors::none());
    // Who may see a file need not be allowed to propose for it, and what makes no sense shows nobody.
    let room = app.store.proposing(&actor, file, now).await?;
    let catalogue = app.store.catalogue(actor.tenant(), today).await?;
    let query = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    // Who begins anew by choosing where is not given what was typed before.
    let draft = if Begin::of(&query).is_some() { None } else { visit.draft(&app).await? };
    if let Some(draft) = draft {
        let view = view(&app, &actor, file).await?;
        let clash = draft.text("versie") != view.version.to_string();
        let shell = shell.with_draft(visit.path());
        let shown = Shown { input: &draft, errors: &errors, clash, fresh: None };
        return Ok(show(&ProposePage::new(shell, &view, &catalogue, &shown, today)));
    }
    let Some(begin) = Begin::of(&query).filter(|_| !room.subjects.is_empty()) else {
        return Ok(show(&BeginPage::new(shell, &view(&app, &actor, file).await?, &catalogue, today)));
    };
    if !begin.is_there(&room.versions, &catalogue) {
        return Err(Problem::NotFound);
    }
    let view = view(&app, &actor, file).await?;
    let drafts = begin.drafts(&view, &catalogue, today).ok_or(Problem::NotFound)?;
    let input = begin::typed(&drafts, 0);
    let shown = Shown { input: &input, errors: &errors, clash: false, fresh: None };
    Ok(show(&ProposePage::new(shell, &view, &catalogue, &shown, today)))
}

/// The form with a line more, or one less, and nothing sent. `None` when another button was pressed.
fn edited(input: &Input, view: &FileView, catalogue: &Catalogue, today: time::Date) -> Option<(Input, Option<usize>)> {
    if input.has("weg") {
        let row: usize = input.text("weg").parse().ok()?;
        return Some((input.without(lines::ROW, &row.to_string()), None));
    }
    if input.text("doe") != "erbij" {
        return None;
    }
    let measure: Option<MeasureId> = input.text("erbij").parse().ok();
    let found = measure.and_then(|id| catalogue.measures.iter().find(|m| m.id == id));
    let row = lines::rows(input).into_iter().max().map_or(0, |last| last + 1);
    let draft: LineDraft =
        found.map_or_else(|| begin::empty(view, today), |measure| begin::of_measure(measure, view, today));
    // The days and the level of all lines stand already.
    let draft = LineDraft { from: None, until: None, ..draft };
    Some((input.with(&begin::line(&draft, row)), Some(row)))
}

async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let (t, now) = (shell.t, app.clock.now());
    let today = now.day;
    // What is not there is not there, whatever was sent.
    let room = app.store.proposing(&actor, file, now).await?;
    let based_on: i64 = input.text("versie").parse().map_err(|_| Problem::BadRequest)?;
    let catalogue = app.store.catalogue(actor.tenant(), today).await?;
    if input.has("weg") || input.text("doe") == "erbij" {
        let view = view(&app, &actor, file).await?;
        if let Some((input, fresh)) = edited(&input, &view, &catalogue, today) {
            let removed = fresh.is_none();
            let shell = if removed { shell.message(MessageKind::Ok, t.get("propose-removed")) } else { shell };
            let shown = Shown { input: &input, errors: &Errors::none(), clash: false, fresh };
            return Ok(show(&ProposePage::new(shell, &view, &catalogue, &shown, today).based_on(based_on)));
        }
    }
    let asked = |subject: &Subject| input.all("voor").any(|code| code == begin::subject_code(*subject));
    let subjects: Vec<Subject> = room.subjects.iter().copied().filter(asked).collect();
    let mut errors = Errors::none();
    if subjects.is_empty() {
        errors.add("voor", "error-subject-missing");
    }
    let read =
        lines::read(&input, &begin::known(&room.measures, &catalogue)).and_then(|lines| errors.clone().or(lines));
    let lines = match read {
        Ok(lines) if input.text("doe") == "kijk" => {
            drop(lines);
            let shell = shell.message(MessageKind::Info, t.get("propose-checked"));
            let shown = Shown { input: &input, errors: &Errors::none(), clash: false, fresh: None };
            let view = view(&app, &actor, file).await?;
            return Ok(show(&ProposePage::new(shell, &view, &catalogue, &shown, today).based_on(based_on)));
        }
        Ok(lines) => lines,
        Err(errors) => {
            let shown = Shown { input: &input, errors: &errors, clash: false, fresh: None };
            let view = view(&app, &actor, file).await?;
            let page = ProposePage::new(shell, &view, &catalogue, &shown, today).based_on(based_on);
            return Ok(show_refused(&page));
        }
    };
    let sent = NewVersion { based_on, subjects, lines };
    let error = match app.store.agreement_propose(&actor, file, sent.clone(), now).await {
        Ok((version, _)) => {
            return Ok(done(&app, &format!("/dossiers/{file}/afspraken/{version}"), "notice-proposed"));
        }
        Err(error) => error,
    };
    let (errors, clash) = match error {
        SaveError::Store(StoreError::Clash { .. }) | SaveError::Refused(ProposeRefusal::NewerVersion { .. }) => {
            (Errors::none(), true)
        }
        SaveError::Store(other) => return Err(other.into()),
        SaveError::Refused(ProposeRefusal::NoSubject) => (Errors::one("voor", "error-subject-missing"), false),
        SaveError::Refused(ProposeRefusal::NotOpen) => (Errors::one("voor", "error-subject-closed"), false),
        SaveError::Refused(_) => (Errors::one("erbij", "error-lines-none"), false),
    };
    // As it is now, with the version that a new save must name.
    let view = view(&app, &actor, file).await?;
    if let Some(version) = own_before(&view, &sent, &actor).filter(|_| clash) {
        return Ok(done(&app, &format!("/dossiers/{file}/afspraken/{version}"), "notice-proposed"));
    }
    let shown = Shown { input: &input, errors: &errors, clash, fresh: None };
    let page = ProposePage::new(shell, &view, &catalogue, &shown, today);
    Ok(if clash { show_as(StatusCode::CONFLICT, &page) } else { show_refused(&page) })
}

/// The version that this very form made when it was sent the first time: the only save since, by the same person, with the
/// same measures for the same things. Then nobody else saved, and it is saved.
fn own_before(view: &FileView, sent: &NewVersion, actor: &Actor) -> Option<VersionId> {
    let latest = view.agreement.as_ref()?.latest()?;
    let subjects = sent.subjects.len() == latest.subjects.len() && sent.subjects.iter().all(|one| latest.is_for(*one));
    let same = Some(latest.proposed_by) == actor.account() && latest.lines == sent.lines && subjects;
    (same && view.version == sent.based_on + 1).then_some(latest.id)
}
