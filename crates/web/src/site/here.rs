//! Where this site is found, for who is shown a link to it.

use crate::site::app::App;
use axum::http::{HeaderMap, header};

/// Where this site is: as the school says, else as this browser asked for it, for what it is shown is for itself.
pub fn here(app: &App, headers: &HeaderMap) -> String {
    if let Some(address) = &app.address {
        return address.to_string();
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let host = if host.chars().all(plain) { host } else { "" };
    format!("{}://{host}", if app.settings.secure { "https" } else { "http" })
}
