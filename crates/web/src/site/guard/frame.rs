//! Around every request: who visits and in which language, one line in the log, and problems made into pages.

use super::panics::caught;
use crate::site::{
    app::App,
    cookie,
    problem::{Problem, Rendered},
    visit::Visit,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Instant;

/// The template of the path that was found (`/dossiers/{file}`): the only form in which a path is logged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template(pub(crate) &'static str);

pub(crate) async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let reference = reference(app.chance.draw());
    let nobody = Visit::nobody(app.settings, request.uri(), request.headers());
    // To look whether a page is there is not to look at it. HEAD is answered as to somebody who is not signed in: no session
    // is prolonged, no draft or notice used up, no look written for a page that nobody saw.
    let visit = match method {
        Method::HEAD => Ok(nobody.clone()),
        _ => Visit::of(&app, request.uri(), request.headers()).await,
    };
    let (visit, mut response) = match visit {
        Ok(visit) => {
            request.extensions_mut().insert(visit.clone());
            // Only a form can be refused and shown again.
            let again = (method == Method::POST).then(|| (page_of(&request), next.clone()));
            let mut response = caught(next.run(request)).await;
            if let Some((page, next)) = again.filter(|_| visit.refused().is_some()) {
                response = shown_again(page, &visit, next).await.or(response);
            }
            (visit, response.unwrap_or_else(|| Problem::Broken("panic".into()).into_response()))
        }
        Err(problem) => (nobody, problem.into_response()),
    };
    let template = response.extensions().get::<Template>().map_or("-", |t| t.0);
    if let Some(problem) = problem_of(&response) {
        if let Problem::Broken(why) = &problem {
            tracing::error!(%reference, template, why, "request failed");
        }
        let cookies: Vec<HeaderValue> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
        response = problem.page(&app, &visit, &reference);
        for value in cookies {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    if method != Method::HEAD {
        finish(&app, &visit, &mut response);
    }
    let status = response.status().as_u16();
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%reference, %method, template, status, ms, "request");
    response
}

/// What asks for the page at the address of a form.
fn page_of(form: &Request) -> Request {
    let mut page = Request::new(Body::empty());
    *page.uri_mut() = form.uri().clone();
    *page.headers_mut() = form.headers().clone();
    // Who visits, and from where.
    *page.extensions_mut() = form.extensions().clone();
    page
}

/// The page of a form that was refused because it shows erased text, as it is made now, with what was sent in its fields; `None`
/// where that page does not take it up, or is not there any more.
async fn shown_again(page: Request, visit: &Visit, next: Next) -> Option<Response> {
    let mut response = caught(next.run(page)).await?;
    let whole = response.status() == StatusCode::OK && visit.shows_again();
    *response.status_mut() = StatusCode::CONFLICT;
    whole.then_some(response)
}

/// The problem a response stands for: one of ours, or one that the router answered without a page.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let ours = response.extensions().get::<Rendered>().is_some() || response.headers().contains_key(header::LOCATION);
    match response.status() {
        _ if ours => None,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Problem::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge),
        status if status.is_client_error() => Some(Problem::BadRequest),
        status if status.is_server_error() => Some(Problem::Broken(format!("status {status}"))),
        _ => None,
    }
}

/// Cookies that a visit leaves, and how long the page may be kept.
fn finish(app: &App, visit: &Visit, response: &mut Response) {
    let shown = response.extensions().get::<Rendered>().is_some();
    if let Some(fresh) = visit.fresh() {
        cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Visitor, fresh, None));
    }
    if shown && visit.notice.is_some() {
        cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Notice, "", Some(0)));
    }
    if shown && visit.signed.is_none() {
        let headers = response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    }
}

/// A reference that can be read out over the telephone: no letters or digits that look or sound alike.
fn reference(random: [u8; 32]) -> String {
    const LETTERS: &[u8; 20] = b"BCDFGHJKMPQRTVWX3479";
    let mut text = String::new();
    for (at, byte) in random.iter().take(8).enumerate() {
        if at == 4 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
    }
    text
}
