//! Who acts, for a handler.

use super::{problem::Problem, visit::Visit};

/// Who acts: the argument of every handler behind [`crate::site::route::Gate::Needs`] or `SignedIn`, for the store.
pub struct Acting(pub access::Actor);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Acting {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        // The gate has let in only who is signed in; on a public page there may be nobody.
        visit.signed.as_ref().map(|signed| Self(signed.actor())).ok_or(Problem::NotFound)
    }
}
