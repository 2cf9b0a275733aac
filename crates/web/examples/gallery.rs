//! Shows every sample of every page, in the real frame, on loopback: `cargo run -p web --example gallery`.
//!
//! `/voorbeelden` lists them; `/voorbeeld/{page}/{state}?taal=en` shows one. `make pictures` takes its pictures here.

use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use register::Moment;
use std::io::Write;
use time::macros::{date, datetime};
use web::{
    App, samples,
    say::words::Lang,
    site::{
        app::{Parts, Settings},
        clock::{Counting, Still},
        guard::csrf::Key,
        problem::Problem,
        route::Gate,
        session::Nobody,
        visit::Visit,
    },
};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let now = Moment { at: datetime!(2026-11-22 10:00 UTC), day: date!(2026 - 11 - 22) };
    let keys = store::Keys::new_file("gallery").and_then(|file| store::Keys::parse(&file));
    let store = store::Store::unconnected(keys.map_err(std::io::Error::other)?);
    let app = App::new(Parts {
        clock: Box::new(Still(now)),
        chance: Box::new(Counting::default()),
        store,
        sessions: Box::new(Nobody),
        csrf: Key::new([0; 32]),
        settings: Settings::default(),
        monitor: Default::default(),
        measured: Default::default(),
        press: Default::default(),
        imports: Default::default(),
        address: None,
    });
    let site = web::routes(app)
        .get("/voorbeelden", Gate::Public, list)
        .get("/voorbeeld/{subject}/{page}/{state}", Gate::Public, one)
        .finish();
    let port = std::env::args().nth(1).unwrap_or_else(|| "8090".into());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    writeln!(std::io::stdout(), "http://{}/voorbeelden", listener.local_addr()?)?;
    axum::serve(listener, site).await
}

async fn list() -> Html<String> {
    let links = samples::all(Lang::Nl).into_iter().map(|s| {
        let path = format!("/voorbeeld/{}/{}", s.page, s.state);
        format!("<li><a href=\"{path}\">{path}</a> <a href=\"{path}?taal=en\">en</a></li>\n")
    });
    Html(format!(
        "<!DOCTYPE html><html lang=nl><title>Voorbeelden</title><h1>Voorbeelden</h1><ul>{}</ul>",
        links.collect::<String>()
    ))
}

async fn one(visit: Visit, Path((subject, page, state)): Path<(String, String, String)>) -> Response {
    let page = format!("{subject}/{page}");
    match samples::all(visit.lang).into_iter().find(|s| s.page == page && s.state == state).map(|s| s.html) {
        Some(Ok(html)) => Html(html).into_response(),
        Some(Err(error)) => Problem::Broken(error.to_string()).into_response(),
        None => Problem::NotFound.into_response(),
    }
}
