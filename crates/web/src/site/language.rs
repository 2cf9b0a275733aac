//! `POST /taal`: the language switch, which stays on the page.

use crate::{
    say::{form::Input, words::Lang},
    site::{
        app::App,
        cookie,
        problem::Problem,
        route::{Gate, Routes},
        visit::is_local_path,
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

const YEAR: u32 = 365 * 24 * 60 * 60;

/// Its routes. Without a token: it changes only a cookie of the one who posts it, and no one else's page can.
pub fn routes(routes: Routes) -> Routes {
    routes.post("/taal", Gate::PublicNoToken, choose)
}

async fn choose(State(app): State<App>, input: Input) -> Response {
    let Some(lang) = Lang::from_code(input.text("taal")) else { return Problem::BadRequest.into_response() };
    let back = Some(input.text("terug")).filter(|path| is_local_path(path)).unwrap_or("/");
    let mut response = Redirect::to(back).into_response();
    cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Language, lang.code(), Some(YEAR)));
    response
}
