//! `POST /uitloggen`: the session is deleted, here and on the server.

use crate::site::{app::App, cookie, problem::Problem};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};

pub(super) async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = cookie::get(app.settings, &headers, cookie::Name::Session) {
        app.store.session_end(token, app.clock.now()).await?;
    }
    let mut response = Redirect::to("/inloggen").into_response();
    cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Session, "", Some(0)));
    cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Notice, "notice-left", Some(60)));
    Ok(response)
}
