//! Where a measurement is found: its address, whose it is, and what its report is made of.

use crate::{
    say::words::T,
    site::{
        app::App,
        measured::{Held, Stands},
        problem::Problem,
        shell::Shell,
    },
};
use ::monitor::research::Research;
use access::Actor;
use axum::response::{IntoResponse, Redirect, Response};
use publish::report::Report;
use std::sync::Arc;

/// Where it begins.
pub(super) const PATH: &str = "/onderzoek";

/// The address of a measurement.
pub(super) fn address(year: u16) -> String {
    format!("{PATH}/{year}")
}

/// The measurement of a year of the actor's own research body. Another body's is not there.
pub(super) async fn held(app: &App, actor: &Actor, year: &str) -> Result<Held, Problem> {
    let body = app.store.research_body(actor).await?;
    let year: u16 = year.parse().ok().filter(|one: &u16| one.to_string() == year).ok_or(Problem::NotFound)?;
    let all = app.measured.of(body.code).await?;
    all.into_iter().find(|held| held.year == year).ok_or(Problem::NotFound)
}

/// The same once it is made; until then whoever asks is led to the page that says so.
pub(super) async fn made(
    app: &App,
    actor: &Actor,
    year: &str,
) -> Result<Result<(u16, Arc<Research>), Response>, Problem> {
    let held = held(app, actor, year).await?;
    Ok(match held.stands {
        Stands::Made(research) => Ok((held.year, research)),
        Stands::Making | Stands::Unreadable(_) => Err(Redirect::to(&address(held.year)).into_response()),
    })
}

/// What a measurement's report is made of; none while there is no table book.
pub(super) fn report(research: &Research) -> Option<Report<'_>> {
    let (folder, made) = (research.folder.as_ref()?, research.book.done()?);
    let blocks = research.report.done().map_or(&[][..], Vec::as_slice);
    Some(Report { folder, made, blocks, digest: &research.digest, version: env!("CARGO_PKG_VERSION") })
}

/// The answers that were read.
pub(super) fn answers(research: &Research) -> &[::monitor::answers::Answers] {
    research.read.done().map_or(&[], Vec::as_slice)
}

/// Adds the way to a measurement.
pub(super) fn within(shell: Shell, t: T, year: u16) -> Shell {
    shell.crumb(t.get("research-title"), PATH).crumb(year, address(year))
}
