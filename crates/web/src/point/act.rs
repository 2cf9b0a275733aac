//! What is done with points of attention: shown, noted, looked at again.

use super::page::{DAY, POINT, PointsPage, WORDS, again};
use crate::{
    say::form::{DateError, Errors, Input, parse_date},
    site::{
        app::App,
        page::{done, show, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::FileId;
use register::point::{DayProblem, LookRefusal, MAX_WORDS, NoteRefusal, Outcome, Said};
use store::SaveError;
use time::Date;

/// The page.
pub(super) const PATH: &str = "/dossiers/{file}/aandacht";
/// Where somebody says what came of a look; it shows the same page.
pub(super) const MORE: &str = "/dossiers/{file}/aandacht/gekeken";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.points(&actor, id(&file)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&PointsPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

/// A form that names a point says what came of a look; one that does not notes a new one.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    if input.has(POINT) {
        look(app, actor, shell, file, input).await
    } else {
        note(app, actor, shell, file, input).await
    }
}

async fn note(app: App, actor: Actor, shell: Shell, file: FileId, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut errors = Errors::none();
    let day = typed(&input, DAY, &mut errors);
    let refusal = match app.store.point_note(&actor, file, (input.raw(WORDS), day), now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(NoteRefusal::Already)) => {
            return Ok(done(&app, &format!("/dossiers/{file}/aandacht"), "notice-point-noted"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    match refusal {
        NoteRefusal::Form { words, day } => {
            if let Some(problem) = words {
                errors.extend(Errors::text(WORDS, problem, "error-point-words", MAX_WORDS));
            }
            if let Some(problem) = day {
                wrong_day(&mut errors, DAY, problem);
            }
        }
        NoteRefusal::TooMany => errors.add(WORDS, "error-point-too-many"),
        NoteRefusal::Already => {}
    }
    let view = app.store.points(&actor, file, now).await?;
    Ok(show_refused(&PointsPage::new(shell, &view, &input, &errors.in_order(&[WORDS, DAY]))))
}

async fn look(app: App, actor: Actor, shell: Shell, file: FileId, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let here = format!("/dossiers/{file}/aandacht");
    let Ok(number) = input.text(POINT).parse::<u32>() else {
        // No button of ours sends this; of a file out of reach it is not even there.
        app.store.file_is_there(&actor, Action::KeepPoints, file, now).await?;
        return Err(Problem::BadRequest);
    };
    let (field, mut errors) = (again(number), Errors::none());
    let said = match Outcome::from_code(input.text("hoe")) {
        Some(outcome) => Said::End(outcome),
        None => Said::Again(typed(&input, &field, &mut errors)),
    };
    match (app.store.point_look(&actor, file, (number, said), now).await, said) {
        (Ok(()) | Err(SaveError::Refused(LookRefusal::Same)), Said::End(Outcome::Agreed)) => {
            Ok(done(&app, &format!("/dossiers/{file}/afspraken/nieuw"), "notice-point-agreed"))
        }
        (Ok(()) | Err(SaveError::Refused(LookRefusal::Same)), Said::End(Outcome::Done | Outcome::Mistaken)) => {
            Ok(done(&app, &here, "notice-point-ended"))
        }
        (Ok(()) | Err(SaveError::Refused(LookRefusal::Same)), Said::Again(_)) => {
            Ok(done(&app, &here, "notice-point-again"))
        }
        (Err(SaveError::Refused(LookRefusal::Ended(_))), _) => Ok(done(&app, &here, "notice-point-ended-already")),
        (Err(SaveError::Refused(LookRefusal::Day(problem))), _) => {
            wrong_day(&mut errors, &field, problem);
            let view = app.store.points(&actor, file, now).await?;
            Ok(show_refused(&PointsPage::new(shell, &view, &input, &errors)))
        }
        (Err(SaveError::Store(error)), _) => Err(error.into()),
    }
}

/// A day that was typed; what is no day is said beside it, and what is missing is said by the rules.
fn typed(input: &Input, field: &str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    }
}

fn wrong_day(errors: &mut Errors, field: &str, problem: DayProblem) {
    if errors.fields().any(|said| said == field) {
        return;
    }
    errors.add(
        field,
        match problem {
            DayProblem::Missing => "error-point-day",
            DayProblem::NotAhead => "error-point-day-ahead",
            DayProblem::After(_) => "error-point-day-far",
        },
    );
}
