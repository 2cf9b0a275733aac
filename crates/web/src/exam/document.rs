//! `.../besluit?in=nl`: a decision of the exam committee on paper, for the exam office and for the student.

use super::place::{OWN, PATH, of};
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
use register::{ExamId, FileId};
use store::exam::ExamView;

/// The language that was asked.
fn language(query: Option<String>) -> Result<Option<T>, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    Ok(Lang::from_code(input.text("in")).map(T::new))
}

pub(super) async fn decision(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(exam): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (asked, exam, now): (_, ExamId, _) = (language(query)?, id(&exam)?, app.clock.now());
    let (decided, _) = app.store.exam_status(&actor, None, exam, now).await?;
    // Without a language it is asked on the page of the request, which says too that nothing is decided yet.
    let Some(t) = asked.filter(|_| decided) else { return Ok(Redirect::to(&format!("{PATH}/{exam}")).into_response()) };
    let view = app.store.exam(&actor, exam, now).await?;
    made(&app, t, &view, &format!("{PATH}/{exam}")).await
}

pub(super) async fn own(
    State(app): State<App>,
    Acting(actor): Acting,
    Path((of_file, exam)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (asked, now): (_, _) = (language(query)?, app.clock.now());
    let (of_file, exam): (FileId, ExamId) = (id(&of_file)?, id(&exam)?);
    let back = of(OWN, of_file);
    let (decided, _) = app.store.exam_status(&actor, Some(of_file), exam, now).await?;
    let Some(t) = asked.filter(|_| decided) else { return Ok(Redirect::to(&back).into_response()) };
    let view = app.store.exam_own(&actor, of_file, exam, now).await?;
    made(&app, t, &view, &back).await
}

/// The document, or back to the page where nothing is decided any more.
async fn made(app: &App, t: T, view: &ExamView, back: &str) -> Result<Response, Problem> {
    let Some(letter) = DecisionLetter::of_exam(t, view) else { return Ok(Redirect::to(back).into_response()) };
    let called = t.say("exam-file").arg("number", view.request.number).to_string();
    saved(app.press.make(move |press| press.decision(&letter)).await, &called)
}
