//! `/zorg/belasting/{burden}/besluit?in=nl`: a decision on paper, for the student and the file.

use super::place::PATH;
use crate::{
    say::{
        document::BurdenLetter,
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::{Unmade, file},
        problem::{Problem, id},
        session::Acting,
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};

pub(super) async fn decision(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(burden): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let view = app.store.burden(&actor, id(&burden)?, app.clock.now()).await?;
    let t = Lang::from_code(input.text("in")).map(T::new);
    // Without a language it is asked on the page of the burden, which says too that nothing is decided yet.
    let Some((t, letter)) = t.and_then(|t| Some((t, BurdenLetter::new(t, &view)?))) else {
        return Ok(Redirect::to(&format!("{PATH}/{}", view.burden.id)).into_response());
    };
    let called = t.say("burden-file").arg("number", view.burden.number).to_string();
    match app.press.make(move |press| press.burden(&letter)).await {
        Ok(pdf) => Ok(file(pdf, &called)),
        Err(Unmade::Away(reason)) => Err(Problem::Broken(format!("no decision was made: {reason}"))),
        Err(unmade) => Err(unmade.into()),
    }
}
