//! What is done with routes by who works with a student: shown, begun, and noted.

use super::{
    ask::TO,
    form::{ROUTE, STAND, WHAT, read, wrong},
    page::RoutePage,
};
use crate::{
    say::{
        form::{Errors, Input, kept},
        sharing,
        words::T,
    },
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
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
use register::{
    FileId,
    seen::Seen,
    share,
    transition::{AskRefusal, Kind, Receiver, Refusal},
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
    let seen = Seen::read(input.text(STAND));
    if kind == Kind::Ask {
        return asked(&app, &actor, shell, file, (&input, number, seen)).await;
    }
    let (given, mut errors) = read(kind, &input);
    let said = match app.store.transition_note(&actor, file, (number, &given, seen), now).await {
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
        other => refused(&other).ok_or(Problem::BadRequest)?,
    };
    // Somebody did something else meanwhile, or the law says no: that is said, and what was typed stays.
    let view = app.store.transition(&actor, file, now).await?;
    let words = shell.t.get(key);
    let mut page = RoutePage::new(shell.message(MessageKind::Error, words), &view, now.day, (&input, &errors));
    page.kept = kept(&[given.words.as_str()], !page.asks(kind, given.about));
    Ok(show_as(StatusCode::CONFLICT, &page))
}

/// Why something was not noted, where that can be said above the page.
const fn refused(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::Ended(_) => Some("transition-refused-ended"),
        Refusal::NotThere => Some("transition-refused-not-there"),
        Refusal::NoDiploma => Some("transition-refused-no-diploma"),
        Refusal::NoYes => Some("transition-refused-no-yes"),
        Refusal::TooMany => Some("transition-refused-too-many"),
        Refusal::Meanwhile => Some("transition-refused-meanwhile"),
        Refusal::NotTheirs | Refusal::Already | Refusal::Twice | Refusal::Early(_) | Refusal::Parts(_) => None,
    }
}

/// What is wrong with a question, at its fields; `None` where it is none of those.
fn wrong_ask(t: T, refusal: AskRefusal, (wrong_day, to): (bool, bool)) -> Result<Errors, Refusal> {
    let mut errors = Errors::none();
    if !to {
        errors.add(TO, "error-bridge-to");
    }
    match refusal {
        AskRefusal::Terms(terms) => {
            let later = matches!(terms, share::Refusal::Twice | share::Refusal::NoMail);
            // Of an address that reads it already nothing else is asked.
            if later {
                errors = Errors::none();
            }
            errors.extend(sharing::errors(t, terms, wrong_day));
            Ok(errors)
        }
        // The day was read by the rules of sharing: what is left is who it is for.
        AskRefusal::Route(Refusal::Parts(_)) if !errors.is_empty() => Ok(errors),
        AskRefusal::Route(other) => Err(other),
    }
}

/// Asks the student whether somebody outside the school may have the document.
async fn asked(
    app: &App,
    actor: &Actor,
    shell: Shell,
    file: FileId,
    (input, number, seen): (&Input, u32, Option<Seen>),
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let (draft, wrong_day) = sharing::read(input);
    let to = input.text(TO);
    let refusal = match app.store.transition_ask(actor, file, (number, to, &draft, seen), now).await {
        Ok(()) => return Ok(done(app, &format!("/dossiers/{file}/naar-werk"), "notice-bridge-asked")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let outside = Receiver::from_code(to).is_some_and(|to| Receiver::OUTSIDE.contains(&to));
    let view = app.store.transition(actor, file, now).await?;
    match wrong_ask(shell.t, refusal, (wrong_day, outside)) {
        Ok(errors) => Ok(show_refused(&RoutePage::new(shell, &view, now.day, (input, &errors)))),
        Err(refusal) => {
            let words = shell.t.get(refused(&refusal).ok_or(Problem::BadRequest)?);
            let shell = shell.message(MessageKind::Error, words);
            let mut page = RoutePage::new(shell, &view, now.day, (input, &Errors::none()));
            page.kept = kept(
                &[draft.name.as_str(), draft.organisation.as_str(), draft.email.as_str()],
                !page.asks(Kind::Ask, None),
            );
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
    }
}
