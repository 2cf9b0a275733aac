//! Forged forms: a form counts only when our own page posted it.
//!
//! Two independent checks. The browser tells where a request comes from (`Sec-Fetch-Site`, `Origin`), and each form
//! holds a token that only our pages can know: a keyed hash of the cookie that the browser sends along.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Name of the hidden field.
pub const FIELD: &str = "csrf";

/// Signs tokens.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A key. Derive it from the key file, so that every server of an installation has the same.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The token for forms of the browser that holds this cookie.
    pub fn token(&self, cookie: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(b"form token\0");
        mac.update(cookie.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// Whether a posted token belongs to this cookie.
    pub fn accepts(&self, cookie: &str, token: &str) -> bool {
        let expected = self.token(cookie);
        !token.is_empty() && bool::from(expected.as_bytes().ct_eq(token.as_bytes()))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[key]")
    }
}

/// Where a request says it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Our own page.
    Ours,
    /// Another site.
    Foreign,
    /// The browser does not say.
    Unsaid,
}

/// Reads it from the headers. `Sec-Fetch-Site` cannot be set by a page; older browsers have only `Origin`.
pub fn origin(headers: &HeaderMap) -> Origin {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return if matches!(site, "same-origin" | "none") { Origin::Ours } else { Origin::Foreign };
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => Origin::Unsaid,
        (Some(origin), Some(host)) if origin.split_once("://").is_some_and(|(_, o)| o == host) => Origin::Ours,
        _ => Origin::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_cookie_and_one_key() {
        let key = Key::new([1; 32]);
        let token = key.token("a");
        assert!(key.accepts("a", &token));
        assert!(!key.accepts("b", &token));
        assert!(!key.accepts("a", ""));
        assert!(!key.accepts("a", &token[1..]));
        assert!(!Key::new([2; 32]).accepts("a", &token));
    }

    #[test]
    fn where_a_request_comes_from() {
        for (headers, expected) in [
            (&[][..], Origin::Unsaid),
            (&[("sec-fetch-site", "same-origin")], Origin::Ours),
            (&[("sec-fetch-site", "none")], Origin::Ours),
            (&[("sec-fetch-site", "same-site")], Origin::Foreign),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://us"), ("host", "us")], Origin::Foreign),
            (&[("origin", "https://us:8080"), ("host", "us:8080")], Origin::Ours),
            (&[("origin", "https://them"), ("host", "us")], Origin::Foreign),
            (&[("origin", "null"), ("host", "us")], Origin::Foreign),
            (&[("origin", "https://us")], Origin::Foreign),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, axum::http::HeaderValue::from_static(value));
            }
            assert_eq!(origin(&map), expected, "{headers:?}");
        }
    }
}
