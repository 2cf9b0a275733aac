//! Cookies: all of them are needed for the pages to work, so there is nothing to consent to.

use crate::app::Settings;
use axum::http::{HeaderMap, HeaderValue, header};

/// Binds a form to a browser before there is a session (signing in).
pub const VISITOR: &str = "meedoen-visitor";
/// The language that was chosen.
pub const LANGUAGE: &str = "taal";
/// What to say on the next page.
pub const NOTICE: &str = "meedoen-notice";

/// The name of the cookie that stands for a session. Over HTTPS it has the prefix with which browsers refuse any other
/// host, path or plain connection to set it.
pub const fn session(settings: Settings) -> &'static str {
    if settings.secure { "__Host-meedoen-session" } else { "meedoen-session" }
}

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` value. `max_age` in seconds; `None` until the browser closes, `Some(0)` removes it.
///
/// Scripts cannot read it, and other sites cannot send it with a form.
pub fn set(settings: Settings, name: &str, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if settings.secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")).ok()
}

/// Adds it to a response.
pub fn add(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}
