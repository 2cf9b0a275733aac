//! A page: a typed context, its template, and samples of the states it can be in.

use crate::{
    say::words::T,
    site::{
        app::App,
        cookie,
        problem::{Problem, Rendered},
    },
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

/// A page. Its samples are rendered and checked in both languages by `tests/web/pages.rs` and looked at in the gallery.
pub trait Page: askama::Template + Sized {
    /// Subject and name, as the template is filed: `signin/signin`.
    const NAME: &'static str;

    /// States worth looking at, each with a short name: empty, usual, full, error, long words.
    fn samples(t: T) -> Vec<(&'static str, Self)>;
}

/// Shows a page.
pub fn show<P: Page>(page: &P) -> Response {
    show_as(StatusCode::OK, page)
}

/// Shows a page whose form was not accepted.
pub fn show_refused<P: Page>(page: &P) -> Response {
    show_as(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// Leads to a page after something has been done, and says there what: `key` begins with `notice-`.
///
/// A redirect, so that loading the page again does not do it again.
pub fn done(app: &App, path: &str, key: &'static str) -> Response {
    let mut response = Redirect::to(path).into_response();
    cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Notice, key, Some(60)));
    response
}

/// Shows a page with a status.
pub fn show_as<P: Page>(status: StatusCode, page: &P) -> Response {
    match page.render() {
        Ok(html) => {
            let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
            response.extensions_mut().insert(Rendered);
            response
        }
        Err(error) => Problem::Broken(format!("{}: {error}", P::NAME)).into_response(),
    }
}
