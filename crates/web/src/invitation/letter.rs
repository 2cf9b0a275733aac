//! `POST /uitnodiging-brief`: a link that was just made, as a letter. Whoever holds the link knows all that the letter says, so
//! holding it is enough; it is sent in a form, never in an address.

use crate::{
    say::{
        document::{InvitationLetter, Invited},
        form::Input,
        format,
        words::{Lang, T},
    },
    site::{
        app::App,
        press::file,
        problem::Problem,
        route::{Gate, Routes},
    },
};
use axum::{extract::State, http::HeaderMap, response::Response};
use register::invitation::{Language, State as Stands};
use store::{StoreError, invitation::path};

/// The address of the form.
pub(crate) const LETTER: &str = "/uitnodiging-brief";
/// The field that holds what makes the link.
pub(crate) const TOKEN: &str = "link";

/// Its route.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/uitnodiging-brief", Gate::SignedIn, letter)
}

async fn letter(State(app): State<App>, headers: HeaderMap, input: Input) -> Result<Response, Problem> {
    let (now, token) = (app.clock.now(), input.text(TOKEN));
    // A link that opens nothing makes no letter, whether it was there or not.
    let link = match app.store.link(token, now).await {
        Ok(link) if link.state == Stands::Open => link,
        Ok(_) | Err(StoreError::NotFound) => return Err(Problem::BadRequest),
        Err(error) => return Err(error.into()),
    };
    let t = T::new(match link.language {
        Language::Dutch => Lang::Nl,
        Language::English => Lang::En,
    });
    let address = format!("{}{}", super::address::of(&app, &headers), path(token, link.language));
    let invited = Invited {
        school: &link.school,
        who: link.name.reveal(),
        link: &address,
        role: link.role,
        until: format::dutch_clock(link.ends),
        today: now.day,
    };
    let letter = InvitationLetter::new(t, invited);
    let pdf = app.press.make(move |press| press.invitation(&letter)).await?;
    Ok(file(pdf, &t.get("invited-file")))
}
