//! What is done with routes by who works with a student: shown, begun, and noted.

use super::{
    form::{ROUTE, WHAT, read, wrong},
    page::RoutePage,
};
use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Action;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    FileId,
    transition::{Kind, Refusal},
};
use store::SaveError;

/// The page.
pub(super) const PATH: &str = "/dossiers/{file}/naar-werk";

/// What the button says that begins a route.
const BEGIN: &str = "begin";

pub(super) async fn show_route(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.transition(&actor, id(&file)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&RoutePage::new(shell, &view, now.day, (&draft.unwrap_or_default(), &Errors::none()))))
}

pub(super) async fn noted(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = format!("/dossiers/{file}/naar-werk");
    if input.text(WHAT) == BEGIN {
        let begun = match app.store.transition_start(&actor, file, now).await {
            // Sent twice: it stands there.
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => "notice-transition-begun",
            Err(SaveError::Refused(Refusal::Already)) => "notice-transition-already",
            Err(SaveError::Refused(Refusal::Early(_))) => "notice-transition-early",
            Err(SaveError::Refused(_)) => "notice-transition-no-enrolment",
            Err(SaveError::Store(error)) => return Err(error.into()),
        };
        return Ok(done(&app, &here, begun));
    }
    let of = Kind::from_code(input.text(WHAT)).zip(input.text(ROUTE).parse::<u32>().ok());
    let Some((kind, number)) = of else {
        // No button of ours sends this; of a file out of reach it is not even there.
        app.store.file_is_there(&actor, Action::GuideTransition, file, now).await?;
        return Err(Problem::BadRequest);
    };
    let (given, mut errors) = read(kind, &input);
    let said = match app.store.transition_note(&actor, file, (number, &given), now).await {
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &here, "notice-transition-noted")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let key = match said {
        Refusal::Parts(parts) => {
            wrong(&mut errors, &given, parts);
            let view = app.store.transition(&actor, file, now).await?;
            return Ok(show_refused(&RoutePage::new(shell, &view, now.day, (&input, &errors))));
        }
        Refusal::Ended(_) => "transition-refused-ended",
        Refusal::NotThere => "transition-refused-not-there",
        Refusal::NoDiploma => "transition-refused-no-diploma",
        Refusal::NoYes => "transition-refused-no-yes",
        Refusal::TooMany => "transition-refused-too-many",
        Refusal::NotTheirs | Refusal::Already | Refusal::Twice | Refusal::Early(_) => return Err(Problem::BadRequest),
    };
    // Somebody did something else meanwhile, or the law says no: that is said, and what was typed stays.
    let view = app.store.transition(&actor, file, now).await?;
    let words = shell.t.get(key);
    let page = RoutePage::new(shell.message(MessageKind::Error, words), &view, now.day, (&input, &errors));
    Ok(show_as(StatusCode::CONFLICT, &page))
}
