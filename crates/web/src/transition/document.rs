//! `/dossiers/{file}/naar-werk/overgangsdocument?in=nl`: the document for the municipality, on paper.

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
use register::FileId;

/// The document.
pub(super) const DOCUMENT: &str = "/dossiers/{file}/naar-werk/overgangsdocument";

pub(super) async fn document(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let Some(found) = app.store.transition_document(&actor, file, now).await? else {
        // Without a diploma or a yes there is none: the page says which.
        return Ok(Redirect::to(&format!("/dossiers/{file}/naar-werk")).into_response());
    };
    let t = T::new(Lang::from_code(input.text("in")).unwrap_or(Lang::Nl));
    let Some(letter) = DecisionLetter::of_transition(t, &found, now.day) else { return Err(Problem::NotFound) };
    let called = t.get("bridge-file");
    saved(app.press.make(move |press| press.decision(&letter)).await, &called)
}
