//! The file itself: `in=json`, or a PDF in a language. Without either it leads back to where one chooses.

use super::page::PATH;
use crate::{
    say::{
        document::EverythingSheet,
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::file,
        problem::{Problem, id},
        session::Acting,
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use register::FileId;
use store::everything::Everything;

/// As what it is asked.
enum As {
    /// For another program.
    Json,
    /// To read.
    Pdf(Lang),
}

fn asked(query: Option<String>) -> Result<Option<As>, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    Ok(match input.text("in") {
        "json" => Some(As::Json),
        code => Lang::from_code(code).map(As::Pdf),
    })
}

pub(super) async fn own(
    State(app): State<App>,
    Acting(actor): Acting,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    match asked(query)? {
        Some(how) => give(&app, &app.store.everything(&actor, now).await?, &how).await,
        None => {
            app.store.everything_is_mine(&actor, now).await?;
            Ok(Redirect::to(PATH).into_response())
        }
    }
}

pub(super) async fn of_file(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(of): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (of, now): (FileId, _) = (id(&of)?, app.clock.now());
    match asked(query)? {
        Some(how) => give(&app, &app.store.everything_of(&actor, of, now).await?, &how).await,
        None => {
            app.store.everything_is_there(&actor, of, now).await?;
            Ok(Redirect::to(&format!("/privacy/dossiers/{of}")).into_response())
        }
    }
}

/// Its name names nobody.
async fn give(app: &App, all: &Everything, how: &As) -> Result<Response, Problem> {
    match how {
        As::Json => {
            let name = T::default().get("everything-file");
            let text = serde_json::to_vec_pretty(&all.json()).map_err(|error| Problem::Broken(error.to_string()))?;
            let kind = (header::CONTENT_TYPE, "application/json".to_owned());
            let named = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.json\""));
            Ok(([kind, named], text).into_response())
        }
        As::Pdf(lang) => {
            let t = T::new(*lang);
            let sheet = EverythingSheet::new(t, all);
            let pdf = app.press.make(move |press| press.everything(&sheet)).await?;
            Ok(file(pdf, &t.get("everything-file")))
        }
    }
}
