//! An evaluation as a document: `/mijn/afspraken/{version}/evaluatie/document?nummer=1&in=nl`, and the same for staff.
//!
//! Without a number or a language it leads back to the version, on which they are chosen.

use crate::{
    say::{
        document::EvaluationSheet,
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::file,
        problem::{Problem, id},
        session::Acting,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use register::{FileId, VersionId};

const NUMBER: &str = "nummer";

pub(super) async fn of_file(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(path): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (of, version): (FileId, VersionId) = (id(&path.0)?, id(&path.1)?);
    // A version belongs to one file: at any other address it is not there.
    if app.store.file_of_version(&actor, version).await? != of {
        return Err(Problem::NotFound);
    }
    let back = format!("/dossiers/{of}/afspraken/{version}");
    answer(&app, &actor, Action::ViewAgreement, version, &back, query).await
}

pub(super) async fn own(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(version): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let version: VersionId = id(&version)?;
    answer(&app, &actor, Action::SeeOwnAgreement, version, &format!("/mijn/afspraken/{version}"), query).await
}

async fn answer(
    app: &App,
    actor: &Actor,
    action: Action,
    version: VersionId,
    back: &str,
    query: Option<String>,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let now = app.clock.now();
    let asked = (input.text(NUMBER).parse::<u32>().ok(), Lang::from_code(input.text(super::page::LANGUAGE)));
    // Whoever may not read the version finds nothing here either; what shows nothing is no look.
    app.store.agreement_stands(actor, action, version, now).await?;
    let (Some(number), Some(lang)) = asked else { return Ok(Redirect::to(back).into_response()) };
    let (t, view) = (T::new(lang), app.store.agreement_version(actor, action, version, now).await?);
    let Some(sheet) = EvaluationSheet::new(t, &view, number) else { return Ok(Redirect::to(back).into_response()) };
    let name = t.say("evaluated-file").arg("version", view.version.number).arg("number", number).to_string();
    let pdf = app.press.make(move |press| press.evaluation(&sheet)).await?;
    Ok(file(pdf, &name))
}
