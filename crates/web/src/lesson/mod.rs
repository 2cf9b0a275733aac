//! `/klas`: the groups that a teacher teaches; `/klas/{group}`: what to do in their lesson and for whom, and one tap for whether
//! it worked; `/klas/{group}/lijst`: the same on paper, for a substitute. `/dossiers/{file}/lessen`: what they say, for the coach.

mod class;
mod groups;
mod place;
mod told;

pub use class::ClassPage;
pub use groups::GroupsPage;
pub use told::ToldPage;

use crate::{
    say::{
        document::ClassSheet,
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{show, show_as},
        press::{Unmade, file},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Actor};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use place::{LANGUAGE, LINE, MARK, VERSION, address, anchor};
use register::{GroupId, VersionId, lesson::Mark};
use store::SaveError;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/klas", Gate::Needs(Action::SeeClass), groups)
        .get("/klas/{group}", Gate::Needs(Action::SeeClass), class)
        .post("/klas/{group}", Gate::Needs(Action::MarkLesson), mark)
        .get("/klas/{group}/lijst", Gate::Needs(Action::SeeClass), paper)
        .get("/dossiers/{file}/lessen", Gate::Needs(Action::ViewAgreement), told::show_file)
        .post("/dossiers/{file}/lessen", Gate::Needs(Action::MendMeasure), told::looked)
}

async fn groups(State(app): State<App>, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let found = app.store.taught_groups(&actor, app.clock.now().day).await?;
    // Who teaches one group is at the lesson at once.
    if let [only] = found.as_slice() {
        return Ok(Redirect::to(&address(only.group)).into_response());
    }
    Ok(show(&GroupsPage::new(shell, &found)))
}

async fn class(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(group): Path<String>,
) -> Result<Response, Problem> {
    let class = app.store.class(&actor, id(&group)?, app.clock.now()).await?;
    Ok(show(&ClassPage::new(shell, &class)))
}

async fn mark(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(group): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (group, now): (GroupId, _) = (id(&group)?, app.clock.now());
    let said = (
        input.text(VERSION).parse::<VersionId>().ok(),
        input.text(LINE).parse::<i64>().ok(),
        Mark::from_code(input.text(MARK)),
    );
    let (Some(version), Some(line), Some(mark)) = said else {
        // No button of ours sends this; of a group of somebody else it is not even there.
        app.store.teaches(&actor, group, now.day).await?;
        return Err(Problem::BadRequest);
    };
    match app.store.lesson_mark(&actor, group, (version, line), mark, now).await {
        // To the measure itself, where the answer stands: whoever taps goes on from there.
        Ok(()) => Ok(Redirect::to(&format!("{}#{}", address(group), anchor(version, line))).into_response()),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(_)) => refused(&app, &actor, shell, group, "lesson-changed", StatusCode::CONFLICT).await,
    }
}

/// The class as it is now, with why something was not done.
async fn refused(
    app: &App,
    actor: &Actor,
    shell: Shell,
    group: GroupId,
    why: &str,
    status: StatusCode,
) -> Result<Response, Problem> {
    let class = app.store.class(actor, group, app.clock.now()).await?;
    let words = shell.t.get(why);
    Ok(show_as(status, &ClassPage::new(shell.message(MessageKind::Warning, words), &class)))
}

async fn paper(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(group): Path<String>,
) -> Result<Response, Problem> {
    let group: GroupId = id(&group)?;
    let Some(lang) = visit.asked(LANGUAGE).and_then(Lang::from_code) else {
        // The language is chosen on the page of the class.
        app.store.teaches(&actor, group, app.clock.now().day).await?;
        return Ok(Redirect::to(&address(group)).into_response());
    };
    let class = app.store.class(&actor, group, app.clock.now()).await?;
    let sheet = ClassSheet::new(T::new(lang), &class);
    match app.press.make(move |press| press.class(&sheet)).await {
        Ok(pdf) => Ok(file(pdf, &T::new(lang).get("class-file"))),
        Err(Unmade::Letters(letters)) => {
            let letters: Vec<String> = letters.iter().map(char::to_string).collect();
            let words = shell.t.say("document-letters").arg("letters", letters.join(" ")).to_string();
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &ClassPage::new(shell, &class)))
        }
        Err(Unmade::Away(reason)) => {
            tracing::error!(%reason, "no document was made");
            let words = shell.t.get("document-away");
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::SERVICE_UNAVAILABLE, &ClassPage::new(shell, &class)))
        }
        Err(unmade) => Err(unmade.into()),
    }
}
