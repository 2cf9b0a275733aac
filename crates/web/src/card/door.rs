//! `/kaart/{card}`: the card of a student, for whoever they show it to, without an account. Looking at the link shows nobody and
//! counts for nothing, for telephones and mail programs look at links too: a person opens it with a button. Each time is a look
//! that the student reads, with the name of whoever was signed in.

use super::words::{Face, face, moment};
use crate::{
    say::{person::name, words::T},
    site::{
        app::App,
        page::{Page, show, show_as},
        problem::Problem,
        route::{Gate, Routes},
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State as Held},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use register::card::State;
use store::{SaveError, card::CardReading};

const PATH: &str = "/kaart/{card}";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    // The form has nothing in it to keep or to lose. It must come from a page of ours: no other site opens a card for somebody.
    routes.get(PATH, Gate::Public, look).post(PATH, Gate::PublicNoToken, open)
}

/// Whoever uses this computer next finds nothing of it in the browser, and nobody finds it by searching.
fn kept_nowhere(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response
}

async fn look(Held(app): Held<App>, shell: Shell, Path(token): Path<String>) -> Result<Response, Problem> {
    let stands = app.store.card_door(&token, app.clock.now()).await?;
    Ok(kept_nowhere(show(&CardDoorPage::door(shell, &token, stands))))
}

async fn open(
    Held(app): Held<App>,
    visit: Visit,
    shell: Shell,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let account = visit.signed.as_ref().map(|signed| signed.member.account);
    match app.store.card_open(&token, account, app.clock.now()).await {
        Ok(reading) => Ok(kept_nowhere(show(&CardDoorPage::read(shell, &token, &reading)))),
        Err(SaveError::Refused(stands)) => {
            Ok(kept_nowhere(show_as(StatusCode::CONFLICT, &CardDoorPage::door(shell, &token, stands))))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// What whoever opened it reads.
struct Content {
    who: String,
    face: Face,
    until: String,
}

/// The page.
#[derive(Template)]
#[template(path = "card/door.html")]
pub struct CardDoorPage {
    t: T,
    shell: Shell,
    address: String,
    title: String,
    lead: String,
    /// It opens.
    open: bool,
    /// That the student reads a name, or none.
    told: String,
    content: Option<Content>,
}

impl CardDoorPage {
    fn new(shell: Shell, token: &str, title: &str, lead: &str) -> Self {
        let t = shell.t;
        let told = if shell.signed.is_some() { "card-door-named" } else { "card-door-nameless" };
        Self {
            t,
            address: format!("/kaart/{token}"),
            title: t.get(title),
            lead: t.get(lead),
            open: false,
            told: t.get(told),
            content: None,
            shell,
        }
    }

    fn door(shell: Shell, token: &str, stands: State) -> Self {
        let lead = match stands {
            State::Open => "card-door-lead",
            State::Over => "card-door-over",
            State::Full => "card-door-full",
            State::Ended => "card-door-ended",
        };
        Self { open: stands == State::Open, ..Self::new(shell, token, "card-door-title", lead) }
    }

    fn read(shell: Shell, token: &str, reading: &CardReading) -> Self {
        let t = shell.t;
        let who = t.say("card-read-who").arg("name", name(t, &reading.person)).arg("school", reading.school.as_str());
        let content = Content {
            who: who.to_string(),
            face: face(t, reading.words.as_ref(), &reading.lines),
            until: t.say("card-read-until").arg("at", moment(t, reading.ends)).to_string(),
        };
        Self { content: Some(content), ..Self::new(shell, token, "card-read-title", "card-read-lead") }
    }
}

impl Page for CardDoorPage {
    const NAME: &'static str = "card/door";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::card::reading;
        let shell = || Shell::sample(t);
        let signed = || Shell::sample_as(t, Role::Teacher, "/kaart/token");
        vec![
            ("open", Self::door(shell(), "token", State::Open)),
            ("signed", Self::door(signed(), "token", State::Open)),
            ("over", Self::door(shell(), "token", State::Over)),
            ("full", Self::door(shell(), "token", State::Full)),
            ("ended", Self::door(shell(), "token", State::Ended)),
            ("read", Self::read(shell(), "token", &reading(true))),
            ("words-only", Self::read(signed(), "token", &reading(false))),
        ]
    }
}
