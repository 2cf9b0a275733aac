//! Where the pages of the offer are, and what they share.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

/// Where who keeps the offer does so.
pub(super) const DESK: &str = "/beleid/aanbod";
/// Where who looks after a team does so for that team.
pub(super) const TEAM_DESK: &str = "/team/aanbod";
/// Where everybody reads it.
pub(super) const PUBLIC: &str = "/aanbod";
/// How often it was changed when the form was made.
pub(crate) const WAS: &str = "was";
/// The student council advises on what is offered.
pub(super) const COUNCIL: &str = "WEB 8a.2.2(4)";

/// How long anybody may keep what is public, in minutes: so long after a line is full or stopped it can still be read otherwise, and
/// the pages say so.
pub(super) const MINUTES: i64 = 5;

/// How long that is, as a browser is told.
pub(super) fn keep() -> String {
    format!("public, max-age={}", MINUTES * 60)
}

/// Lets anybody keep a page of everybody for a while; what somebody sees who is signed in carries their name.
pub(super) fn kept(mut response: Response, signed: bool) -> Response {
    if !signed && let Ok(keep) = HeaderValue::from_str(&keep()) {
        response.headers_mut().insert(header::CACHE_CONTROL, keep);
    }
    response
}
