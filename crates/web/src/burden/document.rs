//! `/zorg/belasting/{burden}/besluit?in=nl`: a decision on paper, for the student and the file.

use super::place::PATH;
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
use register::BurdenId;

pub(super) async fn decision(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(burden): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let (burden, now): (BurdenId, _) = (id(&burden)?, app.clock.now());
    // Without a language it is asked on the page of the burden, which says too that nothing is decided yet.
    let back = || Ok(Redirect::to(&format!("{PATH}/{burden}")).into_response());
    let decided = app.store.burden_is_decided(&actor, burden, now).await?;
    let Some(t) = Lang::from_code(input.text("in")).filter(|_| decided).map(T::new) else { return back() };
    let view = app.store.burden(&actor, burden, now).await?;
    // It was taken back at that moment.
    let Some(letter) = DecisionLetter::of_burden(t, &view) else { return back() };
    let called = t.say("burden-file").arg("number", view.burden.number).to_string();
    saved(app.press.make(move |press| press.decision(&letter)).await, &called)
}
