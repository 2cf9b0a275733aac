//! `POST /taal`: the language switch, which stays on the page and takes along what was typed there; `POST /concept/weg`: be
//! rid of what was typed before.

use crate::{
    say::{
        form::{Input, TOKEN},
        words::Lang,
    },
    site::{
        app::App,
        cookie,
        page::done,
        problem::Problem,
        route::{Gate, Routes},
        visit::{Visit, is_local_path},
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

const YEAR: u32 = 365 * 24 * 60 * 60;

/// Its routes. Without a token: it changes only a cookie of the one who posts it, and no one else's page can.
pub fn routes(routes: Routes) -> Routes {
    routes.post("/taal", Gate::PublicNoToken, choose).post("/concept/weg", Gate::SignedIn, discard)
}

async fn choose(State(app): State<App>, visit: Visit, input: Input) -> Result<Response, Problem> {
    let Some(lang) = Lang::from_code(input.text("taal")) else { return Err(Problem::BadRequest) };
    // Where to go back to stands in the form, or in the address when a form of the page is sent along.
    let asked = visit.asked("terug").unwrap_or_else(|| input.text("terug"));
    let back = Some(asked).filter(|path| is_local_path(path)).unwrap_or("/");
    let mut lost = false;
    if let Some(signed) = &visit.signed {
        let (account, membership) = (signed.member.account, signed.member.membership);
        // Of this same person, in this role: kept as it stands, for the page to show again.
        if app.csrf.made_for(input.raw(TOKEN), account, membership) == Some(true) {
            let typed = input.without("taal", input.raw("taal"));
            let path = back.split('?').next().unwrap_or(back);
            let (body, shows) = (typed.to_keep(), typed.sealed_with());
            lost = !app.store.draft_keep(account, path, &body, shows, app.clock.now()).await?;
        }
    }
    // What could not be kept is still before who typed it, who goes back to it: the page would come without it.
    let mut response = if lost { Problem::FormExpired.into_response() } else { Redirect::to(back).into_response() };
    cookie::add(response.headers_mut(), cookie::set(app.settings, cookie::Name::Language, lang.code(), Some(YEAR)));
    Ok(response)
}

/// Throws away what was typed before on a page, and leads back to it.
async fn discard(State(app): State<App>, visit: Visit, input: Input) -> Result<Response, Problem> {
    let signed = visit.signed.as_ref().ok_or(Problem::NotFound)?;
    let path = Some(input.text("pad")).filter(|path| is_local_path(path)).ok_or(Problem::BadRequest)?;
    app.store.draft_forget(signed.member.account, path).await?;
    Ok(done(&app, path, "notice-draft-discarded"))
}
