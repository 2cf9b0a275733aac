//! Pages for what cannot be shown. They say what someone can do now, and nothing about the inside.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

mod page;

pub use page::ProblemPage;

/// Why there is no page. Handlers return it; the frame turns it into a page in the language of the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not there, or not for this visitor: both are the same.
    NotFound,
    /// The request makes no sense.
    BadRequest,
    /// The form was not ours, or lay too long.
    FormExpired,
    /// More was sent than we take.
    TooLarge,
    /// It came too slowly.
    TooSlow,
    /// Too often in a short time; in how many seconds it can be tried again.
    TooMany(u32),
    /// Too many others at this moment, whatever oneself did; in how many seconds it can be tried again.
    Busy(u32),
    /// Somebody saved first, on a page that does not show both texts itself.
    Clash,
    /// The form shows text that was erased since, on a page that cannot show it again.
    Purged,
    /// A document holds characters that stand in no typeface.
    Letters,
    /// No document can be made now.
    NoPress,
    /// Something broke. The text is for the log and holds nothing personal.
    Broken(String),
}

/// Marks a response that is a page already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rendered;

impl Problem {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::FormExpired => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Clash | Self::Purged => StatusCode::CONFLICT,
            Self::Letters => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoPress | Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("problem-not-found-title", "problem-not-found-text"),
            Self::BadRequest => ("problem-bad-request-title", "problem-bad-request-text"),
            Self::FormExpired => ("problem-form-expired-title", "problem-form-expired-text"),
            Self::TooLarge => ("problem-too-large-title", "problem-too-large-text"),
            Self::TooSlow => ("problem-too-slow-title", "problem-too-slow-text"),
            Self::Clash => ("problem-clash-title", "problem-clash-text"),
            Self::Purged => ("problem-purged-title", "problem-purged-text"),
            Self::TooMany(_) => ("problem-too-many-title", "problem-too-many-text"),
            Self::Busy(_) => ("problem-busy-title", "problem-busy-text"),
            Self::Letters => ("problem-letters-title", "problem-letters-text"),
            Self::NoPress => ("problem-no-press-title", "problem-no-press-text"),
            Self::Broken(_) => ("problem-broken-title", "problem-broken-text"),
        }
    }
}

/// What a page does not handle itself. What the actor may not see is not there; no error of the store holds anything
/// personal, so it may be logged.
impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::NotFound => Self::NotFound,
            store::StoreError::Clash { .. } => Self::Clash,
            store::StoreError::Purged => Self::Purged,
            other => Self::Broken(other.to_string()),
        }
    }
}

/// An opaque id out of an address. One that cannot be is one that is not there.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn id<I: std::str::FromStr>(text: &str) -> Result<I, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
