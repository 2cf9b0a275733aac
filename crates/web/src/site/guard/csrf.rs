//! Forged forms: a form counts only when our own page posted it.
//!
//! Two independent checks. The browser tells where a request comes from (`Sec-Fetch-Site`, `Origin`), and each form
//! holds a token that only our pages can know: a keyed hash of the cookie that the browser sends along.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use register::{AccountId, MembershipId};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Name of the hidden field.
pub use crate::say::form::TOKEN as FIELD;

/// Signs tokens with the newest key, and knows those of the older ones.
#[derive(Clone)]
pub struct Key(Vec<[u8; 32]>);

impl Key {
    /// One key. Derive it from the key file, so that every server of an installation has the same.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(vec![bytes])
    }

    /// Every key at hand, the newest first.
    pub const fn of(newest_first: Vec<[u8; 32]>) -> Self {
        Self(newest_first)
    }

    /// The token for forms of the browser that holds this cookie.
    pub fn token(&self, cookie: &str) -> String {
        self.0.first().map(|key| signed(key, b"form token\0", &[cookie])).unwrap_or_default()
    }

    /// The token for forms of someone who is signed in: it also says whose form it is, and made in which role, so that what
    /// was typed can be kept for them when session or role changed meanwhile.
    pub fn token_of(&self, cookie: &str, account: AccountId, membership: MembershipId) -> String {
        let mark =
            |purpose: &[u8], of: String| self.0.first().map(|key| signed(key, purpose, &[&of])).unwrap_or_default();
        let (owner, role) = (account.to_string(), membership.to_string());
        format!("{}.{}.{}", self.token(cookie), mark(b"form owner\0", owner), mark(b"form role\0", role))
    }

    /// Whether a posted token says that the form was made for this account; and if so, whether in this role.
    pub fn made_for(&self, token: &str, account: AccountId, membership: MembershipId) -> Option<bool> {
        let mut parts = token.split('.').skip(1);
        let (owner, role) = (parts.next()?, parts.next()?);
        let is =
            |purpose: &[u8], of: String, given| self.0.iter().any(|key| same(&signed(key, purpose, &[&of]), given));
        is(b"form owner\0", account.to_string(), owner).then(|| is(b"form role\0", membership.to_string(), role))
    }

    /// Whether a posted token belongs to this cookie. A form that lay open while a key was added carries a token of the
    /// key before, and is still ours.
    pub fn accepts(&self, cookie: &str, token: &str) -> bool {
        let token = token.split('.').next().unwrap_or_default();
        self.0.iter().any(|key| same(&signed(key, b"form token\0", &[cookie]), token))
    }

    /// The mark of a browser that signed in to an account: `nonce` makes it this browser's, and nothing of the account
    /// can be read from it.
    pub fn mark(&self, nonce: &str, account: &str) -> String {
        let signature = self.0.first().map(|key| signed(key, b"browser\0", &[nonce, account])).unwrap_or_default();
        format!("{nonce}.{signature}")
    }

    /// Whether a mark was given to a browser that signed in to this account.
    pub fn is_mark(&self, mark: &str, account: &str) -> bool {
        let Some((nonce, signature)) = mark.split_once('.') else { return false };
        self.0.iter().any(|key| same(&signed(key, b"browser\0", &[nonce, account]), signature))
    }
}

fn signed(key: &[u8; 32], purpose: &[u8], parts: &[&str]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(purpose);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            mac.update(b"\0");
        }
        mac.update(part.as_bytes());
    }
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn same(expected: &str, given: &str) -> bool {
    !given.is_empty() && bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
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
    fn a_form_that_lay_open_while_a_key_was_added_is_still_ours() {
        let before = Key::new([1; 32]);
        let after = Key::of(vec![[2; 32], [1; 32]]);
        assert!(after.accepts("a", &before.token("a")) && after.accepts("a", &after.token("a")));
        assert!(!before.accepts("a", &after.token("a")), "new tokens are of the new key");
        assert!(after.is_mark(&before.mark("n", "a@b"), "a@b"));
    }

    #[test]
    fn a_mark_belongs_to_one_account() {
        let key = Key::new([1; 32]);
        let mark = key.mark("nonce", "a@b");
        assert!(key.is_mark(&mark, "a@b") && !mark.contains("a@b"));
        for wrong in [mark.replace("nonce", "other"), "nonce".into(), "nonce.".into(), String::new()] {
            assert!(!key.is_mark(&wrong, "a@b"), "{wrong}");
        }
        assert!(!key.is_mark(&mark, "c@d") && !Key::new([2; 32]).is_mark(&mark, "a@b"));
        assert_ne!(mark.split_once('.').unwrap().1, key.token("nonce\0a@b"), "a token is no mark");
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
