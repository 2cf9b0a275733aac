//! `/beheer/wachtwoord`: a link with which an account chooses a password, sent by mail or shown once to hand over.

use super::issued::IssuedPage;
use crate::{
    say::form::Input,
    site::{
        app::App,
        page::{done, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
    },
};
use access::Action;
use axum::{extract::State, http::HeaderMap, response::Response};
use register::{
    AccountId,
    invitation::{Language, Way},
};
use store::SaveError;

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/beheer/wachtwoord", Gate::Needs(Action::ManageAccounts), make)
}

async fn make(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Problem> {
    let (account, now): (AccountId, _) = (id(input.text("account"))?, app.clock.now());
    let back = format!("/beheer/accounts/{account}");
    let way = if input.text("hoe") == Way::Mail.code() { Way::Mail } else { Way::Paper };
    match app.store.password_link(&actor, account, (Language::Dutch, way), now).await {
        Ok(issued) if issued.way == Way::Mail => Ok(done(&app, &back, "notice-link-mailed")),
        Ok(issued) => Ok(show(&IssuedPage::of(shell, &app, &headers, &issued, back))),
        // Disabled meanwhile.
        Err(SaveError::Refused(_)) => Ok(done(&app, &back, "notice-link-refused")),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}
