//! Cookies: all of them are needed for the pages to work, so there is nothing to consent to.

use crate::site::app::Settings;
use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// Stands for a session.
    Session,
    /// Binds a form to a browser before there is a session (signing in).
    Visitor,
    /// The language that was chosen.
    Language,
    /// What to say on the next page.
    Notice,
    /// This browser has signed in to an account before. It opens nothing: guesses elsewhere do not keep it waiting.
    Browser,
    /// Somebody outside the school came in with a code: stands for their visit.
    Outsider,
}

impl Name {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Session, Self::Visitor, Self::Language, Self::Notice, Self::Browser, Self::Outsider];

    /// Its name. Over HTTPS it has the prefix with which browsers refuse any other host, path or plain connection to set
    /// it: whoever holds a neighbouring host cannot put a session, a language or a message of their own in its place.
    pub const fn of(self, settings: Settings) -> &'static str {
        match (self, settings.secure) {
            (Self::Session, true) => "__Host-meedoen-session",
            (Self::Session, false) => "meedoen-session",
            (Self::Visitor, true) => "__Host-meedoen-visitor",
            (Self::Visitor, false) => "meedoen-visitor",
            (Self::Language, true) => "__Host-taal",
            (Self::Language, false) => "taal",
            (Self::Notice, true) => "__Host-meedoen-notice",
            (Self::Notice, false) => "meedoen-notice",
            (Self::Browser, true) => "__Host-meedoen-browser",
            (Self::Browser, false) => "meedoen-browser",
            (Self::Outsider, true) => "__Host-meedoen-gast",
            (Self::Outsider, false) => "meedoen-gast",
        }
    }
}

/// The name of the cookie that stands for a session.
pub const fn session(settings: Settings) -> &'static str {
    Name::Session.of(settings)
}

/// The value of a cookie.
pub fn get(settings: Settings, headers: &HeaderMap, name: Name) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name.of(settings))
        .map(|(_, value)| value)
}

/// A `Set-Cookie` value. `max_age` in seconds; `None` until the browser closes, `Some(0)` removes it.
///
/// Scripts cannot read it, and other sites cannot send it with a form.
pub fn set(settings: Settings, name: Name, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if settings.secure { "; Secure" } else { "" };
    let name = name.of(settings);
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")).ok()
}

/// Adds it to a response.
pub fn add(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_every_cookie_is_for_this_host_only() {
        let secure = Settings { secure: true, ..Settings::default() };
        for name in Name::ALL {
            let set = set(secure, name, "x", None).unwrap();
            let text = set.to_str().unwrap();
            assert!(text.starts_with("__Host-") && text.contains("; Secure") && text.contains("; Path=/;"), "{text}");
            assert!(!text.contains("Domain"), "{text}");
            let mut headers = HeaderMap::new();
            let plain = name.of(Settings::default());
            headers.insert(header::COOKIE, format!("{plain}=other; {}=ours", name.of(secure)).parse().unwrap());
            assert_eq!(get(secure, &headers, name), Some("ours"), "what a neighbour can set is not read");
        }
    }
}
