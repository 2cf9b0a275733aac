//! `/papier/{version}`: where paper leads back to. One address for all, so that it does not matter who printed it and who
//! scans it: staff come where the signed answer is written down, the student and parents where they answer themselves.

use crate::site::{
    app::App,
    problem::{Problem, id},
    session::Acting,
};
use access::{Action, may_ever};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use register::{VersionId, agreement::Status};

pub(super) async fn record(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let (version, now): (VersionId, _) = (id(&version)?, app.clock.now());
    let may = |action| actor.role().is_some_and(|role| may_ever(role, action));
    let to = if may(Action::ViewAgreement) {
        let (file, status) = app.store.agreement_stands(&actor, Action::ViewAgreement, version, now).await?;
        let here = format!("/dossiers/{file}/afspraken/{version}");
        if status == Status::Offered && may(Action::NoteAnswer) { format!("{here}/antwoord") } else { here }
    } else if may(Action::SeeOwnAgreement) {
        app.store.agreement_stands(&actor, Action::SeeOwnAgreement, version, now).await?;
        format!("/mijn/afspraken/{version}")
    } else {
        return Err(Problem::NotFound);
    };
    Ok(Redirect::to(&to).into_response())
}
