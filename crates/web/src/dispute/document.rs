//! `.../ontvangst?in=nl`: the receipt of a dispute on paper, for the desk and for who brought it.

use super::place::{PATH, own as own_path};
use crate::{
    say::{
        document::DecisionLetter,
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::saved,
        problem::{Problem, id},
        session::Acting,
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use register::{DisputeId, FileId};
use store::dispute::DisputeView;

/// The language that was asked.
fn language(query: Option<String>) -> Result<Option<T>, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    Ok(Lang::from_code(input.text("in")).map(T::new))
}

pub(super) async fn receipt(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(dispute): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (asked, dispute, now): (_, DisputeId, _) = (language(query)?, id(&dispute)?, app.clock.now());
    app.store.dispute_is_there(&actor, dispute, now).await?;
    // Without a language it is asked on the page of the dispute.
    let Some(t) = asked else { return Ok(Redirect::to(&format!("{PATH}/{dispute}")).into_response()) };
    made(&app, t, &app.store.dispute(&actor, None, dispute, now).await?).await
}

pub(super) async fn own(
    State(app): State<App>,
    Acting(actor): Acting,
    Path((of_file, dispute)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (asked, now) = (language(query)?, app.clock.now());
    let (of_file, dispute): (FileId, DisputeId) = (id(&of_file)?, id(&dispute)?);
    app.store.dispute_is_own(&actor, of_file, dispute, now).await?;
    let Some(t) = asked else { return Ok(Redirect::to(&own_path(of_file)).into_response()) };
    made(&app, t, &app.store.dispute(&actor, Some(of_file), dispute, now).await?).await
}

async fn made(app: &App, t: T, view: &DisputeView) -> Result<Response, Problem> {
    let letter = DecisionLetter::of_dispute(t, view);
    let called = t.say("dispute-file").arg("number", view.dispute.number).to_string();
    saved(app.press.make(move |press| press.decision(&letter)).await, &called)
}
