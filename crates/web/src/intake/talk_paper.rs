//! `/intake/{application}/gesprek/brief?in=nl`: the letter for a talk that is planned; and the same for who is invited.

use super::{decision::language, own, page};
use crate::{
    say::{document::DecisionLetter, words::T},
    site::{
        app::App,
        press::{Unmade, file},
        problem::{Problem, id},
        session::Acting,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use register::ApplicationId;

pub(super) async fn paper(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(application): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let application: ApplicationId = id(&application)?;
    letter(&app, (&actor, Action::HoldIntake), application, query, &page::path(application)).await
}

pub(super) async fn own_paper(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(application): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    letter(&app, (&actor, Action::SeeOwnFile), id(&application)?, query, own::PATH).await
}

/// The letter, in the language that was asked; back to the page where there is none, or no talk to come.
async fn letter(
    app: &App,
    (actor, action): (&Actor, Action),
    application: ApplicationId,
    query: Option<String>,
    back: &str,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let planned = app.store.talk_is_planned(actor, action, application, now).await?;
    let asked: Option<T> = language(query)?;
    let Some(t) = asked.filter(|_| planned) else { return Ok(Redirect::to(back).into_response()) };
    let view = app.store.talk_letter(actor, action, application, now).await?;
    // It was moved or called off at that moment.
    let Some(letter) = DecisionLetter::of_talk(t, &view) else { return Ok(Redirect::to(back).into_response()) };
    match app.press.make(move |press| press.decision(&letter)).await {
        Ok(pdf) => Ok(file(pdf, &t.get("talk-file"))),
        Err(Unmade::Away(reason)) => Err(Problem::Broken(format!("no letter for a talk was made: {reason}"))),
        Err(unmade) => Err(unmade.into()),
    }
}
