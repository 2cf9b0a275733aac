//! What is done with a placement: signed, provided for, ended, told of, looked back at, and reported. Each has an address of its own, which
//! shows the page of the placement: what was typed there comes back there.

use super::{
    look,
    one::{self, page, stands},
    report, tell,
    words::address,
};
use crate::{
    say::form::{DateError, Errors, Input, parse_date},
    site::{
        app::App,
        page::done,
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId,
    field::Problem as Wrong,
    workplace::{
        EndRefusal, Party, Reason,
        look::Refusal as LookNo,
        provision::{Kind, Refusal as NoStep, Status},
        report::{Event, MAX_WORDS, Refusal as StepNo},
        told::{Draft as Telling, Refusal as TellNo},
    },
};
use store::{
    SaveError,
    workplace::{Doing, DoneRefusal},
};
use time::Date;

/// A day that was typed; what is no day is said beside it.
fn typed(input: &Input, field: &'static str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    }
}

pub(super) async fn sign(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(at): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    if let Some(party) = Party::from_code(input.text(one::UNSIGN)) {
        let doing = (Doing::Unsign(party), Errors::none());
        return act(&app, &actor, shell, at, &input, doing, "notice-workplace-unsigned").await;
    }
    let mut errors = Errors::none();
    let on = typed(&input, one::SIGNED_ON, &mut errors);
    let parties = input.all(one::WHO).filter_map(Party::from_code).collect();
    act(&app, &actor, shell, at, &input, (Doing::Sign(parties, on), errors), "notice-workplace-signed").await
}

pub(super) async fn end(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(at): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let mut errors = Errors::none();
    let on = typed(&input, one::LAST, &mut errors);
    let doing = Doing::End(on, Reason::from_code(input.text(one::REASON)));
    act(&app, &actor, shell, at, &input, (doing, errors), "notice-workplace-ended").await
}

pub(super) async fn provide(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(at): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    if input.has(one::TAKE) {
        let place = input.text(one::TAKE).parse::<usize>().map_err(|_| Problem::NotFound)?;
        let doing = (Doing::Unprovide(place), Errors::none());
        return act(&app, &actor, shell, at, &input, doing, "notice-workplace-unprovided").await;
    }
    let mut errors = Errors::none();
    let on = typed(&input, one::SINCE, &mut errors);
    let (kind, status) = (Kind::from_code(input.text(one::KIND)), Status::from_code(input.text(one::STATUS)));
    act(&app, &actor, shell, at, &input, (Doing::Provide(kind, status, on), errors), "notice-workplace-provided").await
}

async fn act(
    app: &App,
    actor: &Actor,
    shell: Shell,
    (file, number): (String, String),
    input: &Input,
    (doing, mut errors): (Doing, Errors),
    notice: &'static str,
) -> Result<Response, Problem> {
    let of: FileId = id(&file)?;
    let place: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let here = format!("{}/{place}", address(of));
    let takes_back = matches!(doing, Doing::Unsign(_));
    match app.store.workplace_do(actor, of, (place, doing), app.clock.now()).await {
        // Taken back twice: it is taken back.
        Err(SaveError::Refused(DoneRefusal::Sign(_))) if takes_back => return Ok(done(app, &here, notice)),
        // Sent twice: it stands so.
        Ok(()) | Err(SaveError::Refused(DoneRefusal::Provide(NoStep::Same))) => return Ok(done(app, &here, notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(DoneRefusal::End(EndRefusal::Ended(_)))) => {
            return Ok(done(app, &here, "notice-workplace-ended-already"));
        }
        // Somebody else was first, and wrote down another day, or what came after the step that is taken back.
        Err(SaveError::Refused(DoneRefusal::Sign(Wrong::DoesNotApply) | DoneRefusal::Provide(NoStep::NotLast))) => {
            return stands(app, actor, shell, (&file, &number), (input, &[])).await;
        }
        Err(SaveError::Refused(refusal)) => one::wrong(shell.t, &mut errors, refusal),
    }
    page(app, actor, shell, (&file, &number), input, &errors).await
}

/// Asks the student, or stops what was asked or agreed.
pub(super) async fn telling(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, number)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let (of, now): (FileId, _) = (id(&file)?, app.clock.now());
    let place: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let here = format!("{}/{place}", address(of));
    if input.has("stop") {
        let which = input.text("stop").parse::<u32>().map_err(|_| Problem::NotFound)?;
        app.store.workplace_stop(&actor, Some(of), which, now).await?;
        return Ok(done(&app, &here, "notice-telling-stopped"));
    }
    let mut errors = Errors::none();
    let until = match parse_date(input.raw(tell::UNTIL)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(tell::UNTIL, unread.key());
            None
        }
    };
    let draft = Telling {
        name: input.raw(tell::NAME).to_owned(),
        email: input.raw(tell::EMAIL).to_owned(),
        until,
        version: tell::shown(&input),
        lines: input.all(tell::WHAT).filter_map(|at| at.parse().ok()).collect(),
        own: input.raw(tell::OWN).to_owned(),
        english: input.has(tell::ENGLISH),
    };
    match app.store.workplace_ask(&actor, of, (place, &draft), now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(TellNo::Already(_))) => return Ok(done(&app, &here, "notice-telling-asked")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(TellNo::Meanwhile)) => {
            return stands(&app, &actor, shell, (&file, &number), (&input, &[tell::NAME, tell::EMAIL, tell::OWN]))
                .await;
        }
        Err(SaveError::Refused(refusal)) => tell::wrong(shell.t, &mut errors, refusal),
    }
    page(&app, &actor, shell, (&file, &number), &input, &errors.in_order(&tell::ORDER)).await
}

/// Writes down what happened, for the school.
pub(super) async fn make(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, number)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let (of, now): (FileId, _) = (id(&file)?, app.clock.now());
    let place: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    match app.store.workplace_report(&actor, Some(of), (place, input.raw(report::WORDS)), now).await {
        Ok(()) => Ok(done(&app, &format!("{}/{place}", address(of)), "notice-sbb-made")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => {
            page(&app, &actor, shell, (&file, &number), &input, &report::wrong(refusal)).await
        }
    }
}

/// Writes down what happened to it at SBB.
pub(super) async fn step(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, number)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let (of, now): (FileId, _) = (id(&file)?, app.clock.now());
    let place: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    let Ok(which) = input.text(report::WHICH).parse::<u32>() else {
        // No button of ours sends this; of a file out of reach it is not even there.
        app.store.file_is_there(&actor, Action::ArrangePlacement, of, now).await?;
        return Err(Problem::BadRequest);
    };
    let [event_field, on_field, did_field] =
        [report::EVENT, report::ON, report::DID].map(|field| format!("{field}-{which}"));
    let mut errors = Errors::none();
    let on = match parse_date(input.raw(&on_field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(on_field.as_str(), unread.key());
            None
        }
    };
    let here = format!("{}/{place}", address(of));
    match Event::from_code(input.text(&event_field)) {
        None => errors.add(event_field.as_str(), "error-sbb-step"),
        Some(event) => {
            let said = (on, input.raw(&did_field));
            match app.store.workplace_report_step(&actor, of, (which, event), said, now).await {
                // Sent twice: it stands so.
                Ok(()) | Err(SaveError::Refused(StepNo::Same)) => return Ok(done(&app, &here, "notice-sbb-step")),
                Err(SaveError::Store(error)) => return Err(error.into()),
                // Somebody else was first, and may have written something else.
                Err(SaveError::Refused(StepNo::Stands(_))) => {
                    return stands(&app, &actor, shell, (&file, &number), (&input, &[did_field.as_str()])).await;
                }
                Err(SaveError::Refused(StepNo::Day(_))) if !errors.is_empty() => {}
                Err(SaveError::Refused(StepNo::Day(first))) => {
                    errors.add_with(on_field.as_str(), "error-sbb-on", vec![("first", shell.t.date(first))]);
                }
                Err(SaveError::Refused(StepNo::Words(problem))) => {
                    let missing = if event == Event::Withdraw { "error-sbb-why" } else { "error-sbb-did" };
                    errors.extend(Errors::text(did_field.as_str(), problem, missing, MAX_WORDS));
                }
                // No form of ours offers it.
                Err(SaveError::Refused(StepNo::Theirs)) => errors.add(event_field.as_str(), "error-sbb-theirs"),
            }
        }
    }
    page(&app, &actor, shell, (&file, &number), &input, &errors).await
}

/// Writes down how they looked back.
pub(super) async fn look_back(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((file, number)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let (of, now): (FileId, _) = (id(&file)?, app.clock.now());
    let place: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    if input.has(look::BACK) {
        let which = input.text(look::BACK).parse::<u32>().map_err(|_| Problem::NotFound)?;
        app.store.workplace_look_take_back(&actor, of, which, now).await?;
        return Ok(done(&app, &format!("{}/{place}", address(of)), "notice-look-taken"));
    }
    let (draft, mut errors) = look::read(&input);
    match app.store.workplace_look(&actor, of, (place, &draft), now).await {
        // Sent twice: of that day it stands there.
        Ok(()) | Err(SaveError::Refused(LookNo::Already(_))) => {
            return Ok(done(&app, &format!("{}/{place}", address(of)), "notice-look"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(LookNo::Meanwhile)) => {
            let said = look::said();
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            return stands(&app, &actor, shell, (&file, &number), (&input, &said)).await;
        }
        Err(SaveError::Refused(refusal)) => look::wrong(shell.t, &mut errors, &input, refusal),
    }
    page(&app, &actor, shell, (&file, &number), &input, &errors).await
}
