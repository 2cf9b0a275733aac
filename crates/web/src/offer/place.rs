//! Where the pages of the offer are, and what they share.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

/// Where who keeps the offer does so.
pub(super) const DESK: &str = "/beleid/aanbod";
/// Where everybody reads it.
pub(super) const PUBLIC: &str = "/aanbod";
/// How often it was changed when the form was made.
pub(crate) const WAS: &str = "was";
/// The student council advises on what is offered.
pub(super) const COUNCIL: &str = "WEB 8a.2.2(4)";

/// Lets anybody keep a page of everybody for a while; what somebody sees who is signed in carries their name.
pub(super) fn kept(mut response: Response, signed: bool) -> Response {
    if !signed {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    }
    response
}
