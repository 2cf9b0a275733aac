//! `/mail/{mail}`: whoever got a mail that is not needed to come in asks for no more of them, with the link in it. No account
//! and no password is asked, and looking does nothing: mail programs look at links too.

use crate::{
    say::{form::Input, words::T},
    site::{
        app::App,
        page::{Page, done, show},
        problem::Problem,
        route::{Gate, Routes},
        shell::Shell,
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};

/// The path.
const PATH: &str = "/mail/{mail}";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Public, look).post(PATH, Gate::Public, decline)
}

async fn look(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let declined = app.store.mail_declined(&token).await?;
    // A form needs a token, and who is not signed in has none yet.
    let shell = if visit.signed.is_some() { shell } else { shell.with_token(&app, &visit) };
    Ok(show(&MailPage { t: shell.t, address: address(&token), declined, shell }))
}

/// No more of them, or again. Saying it twice says it once.
async fn decline(State(app): State<App>, Path(token): Path<String>, input: Input) -> Result<Response, Problem> {
    // What is not there is not there, whatever is sent to it.
    app.store.mail_declined(&token).await?;
    let declines = match input.text("mail") {
        "uit" => true,
        "aan" => false,
        _ => return Err(Problem::BadRequest),
    };
    app.store.mail_decline(&token, declines, app.clock.now()).await?;
    Ok(done(&app, &address(&token), if declines { "notice-mail-off" } else { "notice-mail-on" }))
}

fn address(token: &str) -> String {
    format!("/mail/{token}")
}

/// The page. Nobody's name or address stands on it: whoever has the mail has the link.
#[derive(Template)]
#[template(path = "mail/mail.html")]
pub struct MailPage {
    t: T,
    shell: Shell,
    address: String,
    declined: bool,
}

impl Page for MailPage {
    const NAME: &'static str = "mail/mail";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |declined| Self { t, shell: Shell::sample(t), address: address("token"), declined };
        vec![("on", page(false)), ("off", page(true))]
    }
}
