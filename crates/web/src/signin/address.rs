//! Where a request comes from: to slow down guessing, and for nothing else. It is not kept and not logged.

use super::attempt::is_here;
use crate::site::problem::Problem;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use std::net::{IpAddr, SocketAddr};

/// The address of the visitor; `None` where the server does not say (tests without a network).
pub(super) struct Address(pub(super) Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(visitor(peer, &parts.headers)))
    }
}

/// A proxy on this machine tells who it speaks for, as the last address of `X-Forwarded-For`: the one it saw itself.
/// From anyone else that header is only a claim.
fn visitor(peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = peer?;
    let told = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = told.and_then(|list| list.rsplit(',').next()).and_then(|text| text.trim().parse().ok());
    Some(if is_here(peer) { last.unwrap_or(peer) } else { peer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        for (peer, told, expected) in [
            ("127.0.0.1", "", "127.0.0.1"),
            ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
            ("::1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
            ("127.0.0.1", "no address", "127.0.0.1"),
            ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ] {
            let mut headers = HeaderMap::new();
            if !told.is_empty() {
                headers.insert("x-forwarded-for", told.parse().unwrap());
            }
            assert_eq!(visitor(peer.parse().ok(), &headers), expected.parse().ok(), "{peer} {told}");
        }
    }
}
