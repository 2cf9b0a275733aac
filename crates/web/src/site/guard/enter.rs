//! At the door of a route: may this visitor come in, and is this form ours?

use super::{
    csrf::{self, Origin},
    frame::Template,
    upload::{self, Carried, UPLOAD_TIME, Upload},
};
use crate::{
    say::form::Input,
    site::{
        app::App,
        page::done,
        problem::Problem,
        visit::{Visit, is_local_path},
    },
};
use access::{Action, may_ever};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use std::{sync::Arc, time::Duration};

/// The largest form, in bytes. Files have routes of their own.
pub const FORM_LIMIT: usize = 64 * 1024;

/// How long a form may take to come in. Enough for a bad connection; whoever sends a byte now and then is not filling in
/// a form.
pub const FORM_TIME: Duration = Duration::from_secs(20);

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Everyone.
    Public,
    /// Everyone, and a form needs no token: it changes nothing of anybody but a cookie of the one who posts it. Searching what schools
    /// offer counts what was sought in vain, and nobody's.
    PublicNoToken,
    /// Whoever is signed in, in any role.
    SignedIn,
    /// Whoever is signed in in a role that can ever do this. On which file is decided further in.
    Needs(Action),
}

/// A route as it was declared.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) app: App,
    pub(crate) gate: Gate,
    pub(crate) template: &'static str,
    /// Whether there is a page at this address: one to lead back to.
    pub(crate) page: bool,
    /// Whether its form brings a file.
    pub(crate) files: bool,
}

pub(crate) async fn enter(State(door): State<Door>, request: Request, next: Next) -> Response {
    let template = Template(door.template);
    let saves = door.page && !matches!(*request.method(), Method::GET | Method::HEAD);
    let visit = request.extensions().get::<Visit>().cloned().filter(|_| saves);
    let mut response = match admit(&door, request).await {
        Ok(request) => {
            let typed = request.extensions().get::<Input>().cloned();
            let said = typed.as_ref().and_then(Input::sealed_with);
            let response = store::sealed_with::within(said, next.run(request)).await;
            // It shows what was erased. The page is made again with what was sent: see `frame`.
            if let (Some(Problem::Purged), Some(visit), Some(typed)) =
                (response.extensions().get::<Problem>(), &visit, typed)
            {
                visit.refuse(typed);
            }
            // Saved: a form that leads on. What was kept of it has done its work.
            if let Some(signed) = visit.as_ref().and_then(|visit| visit.signed.as_ref())
                && response.status().is_redirection()
            {
                let path = visit.as_ref().map(|visit| visit.path()).unwrap_or_default();
                if let Err(error) = door.app.store.draft_forget(signed.member.account, path).await {
                    tracing::error!(%error, "a draft that was saved is still kept");
                }
            }
            response
        }
        Err(refusal) => refusal,
    };
    response.extensions_mut().insert(template);
    response
}

/// The request with its form read, or the answer that refuses it.
async fn admit(door: &Door, request: Request) -> Result<Request, Response> {
    let visit = request.extensions().get::<Visit>().cloned();
    let visit = visit.ok_or_else(|| Problem::Broken("no visit".into()).into_response())?;
    let posted = !matches!(*request.method(), Method::GET | Method::HEAD);
    let request = if posted { read_form(door, &visit, request).await? } else { request };
    pass(door, &visit, request.extensions().get::<Input>().cloned()).await?;
    Ok(request)
}

/// Whether the gate lets this visitor in; else where they are led, with what they typed.
async fn pass(door: &Door, visit: &Visit, typed: Option<Input>) -> Result<(), Response> {
    match (door.gate, &visit.signed) {
        (Gate::Public | Gate::PublicNoToken, _) => Ok(()),
        (_, None) => Err(to_sign_in(door, visit, typed).await),
        (Gate::SignedIn, Some(_)) => Ok(()),
        // What a role may not see does not exist for it.
        (Gate::Needs(action), Some(signed)) if may_ever(signed.member.role, action) => Ok(()),
        (Gate::Needs(_), Some(_)) => Err(Problem::NotFound.into_response()),
    }
}

async fn read_form(door: &Door, visit: &Visit, request: Request) -> Result<Request, Response> {
    let origin = csrf::origin(request.headers());
    if origin == Origin::Foreign {
        return Err(Problem::FormExpired.into_response());
    }
    let (mut parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (input, file) = if door.files && kind.starts_with("multipart/form-data") {
        // Who may not come in is told so before a byte of a file is read.
        pass(door, visit, None).await?;
        let read = tokio::time::timeout(UPLOAD_TIME, upload::read(kind, body)).await;
        read.map_err(|_| Problem::TooSlow.into_response())?.map_err(IntoResponse::into_response)?
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        let whole = tokio::time::timeout(FORM_TIME, to_bytes(body, FORM_LIMIT)).await;
        let bytes = whole.map_err(|_| Problem::TooSlow.into_response())?;
        let bytes = bytes.map_err(|_| Problem::TooLarge.into_response())?;
        (Input::parse(&bytes).ok_or_else(|| Problem::BadRequest.into_response())?, Upload::None)
    } else {
        return Err(Problem::BadRequest.into_response());
    };
    let genuine = match door.gate {
        Gate::PublicNoToken => origin == Origin::Ours,
        _ => visit.binding.as_ref().is_some_and(|cookie| door.app.csrf.accepts(cookie, input.raw(csrf::FIELD))),
    };
    // Ours, and made by this same person, but in a session that another sign-in replaced, or in another of their roles:
    // nothing is done with it in a role it was not made for, and what was typed is kept.
    if let (Gate::Needs(_), Some(signed)) = (door.gate, &visit.signed) {
        let (account, membership) = (signed.member.account, signed.member.membership);
        match door.app.csrf.made_for(input.raw(csrf::FIELD), account, membership) {
            Some(true) if genuine => {}
            Some(same_role) => return Err(kept(door, visit, &input, same_role).await),
            None => {}
        }
    }
    // Without any cookie there is no session to protect: let the gate lead to the sign-in page.
    let anonymous = visit.binding.is_none() && !matches!(door.gate, Gate::Public | Gate::PublicNoToken);
    if !genuine && !anonymous {
        return Err(Problem::FormExpired.into_response());
    }
    parts.extensions.insert(input);
    if door.files {
        parts.extensions.insert(Arc::new(Carried::new(file)));
    }
    Ok(Request::from_parts(parts, Body::empty()))
}

/// Keeps what was typed, and leads to the page again: where the role is chosen first, when it was another one. What a form shows
/// that was erased since is not kept.
async fn kept(door: &Door, visit: &Visit, input: &Input, same_role: bool) -> Response {
    let Some(signed) = visit.signed.as_ref().filter(|_| door.page) else {
        return Problem::FormExpired.into_response();
    };
    let (account, now) = (signed.member.account, door.app.clock.now());
    match door.app.store.draft_keep(account, visit.path(), &input.to_keep(), input.sealed_with(), now).await {
        Ok(true) if same_role => done(&door.app, visit.path(), "notice-form-kept"),
        Ok(true) => done(&door.app, &format!("/rol?naar={}", visit.path()), "notice-form-kept-role"),
        Ok(false) => Problem::FormExpired.into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// Leads to the sign-in page and back. What was typed in a form is kept for the owner of the session that ended, if
/// there is a page that can show it again.
async fn to_sign_in(door: &Door, visit: &Visit, typed: Option<Input>) -> Response {
    let mut notice = None;
    if let (Some(_), Some(_), false) = (&typed, &visit.ended, door.page) {
        notice = Some("notice-signed-out");
    } else if let (Some(input), Some(ended)) = (typed, &visit.ended) {
        let now = door.app.clock.now();
        notice = Some(match door.app.sessions.keep_draft(ended, visit.path(), &input, now).await {
            Ok(true) => "notice-signed-out-draft-kept",
            Ok(false) => "notice-signed-out",
            Err(problem) => return problem.into_response(),
        });
    }
    let back = if door.page && is_local_path(visit.path()) { visit.path() } else { "/" };
    let sign_in = format!("/inloggen?naar={back}");
    match notice {
        Some(key) => done(&door.app, &sign_in, key),
        None => Redirect::to(&sign_in).into_response(),
    }
}
