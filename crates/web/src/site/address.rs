//! Where the site is found from outside: on paper and in mail there is no page to be relative to.

use std::{fmt, str::FromStr};

/// The address of the site, such as `https://meedoen.school.nl`: scheme and host, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

/// Why a text is no address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected an address such as https://meedoen.school.nl: https:// (http:// on this computer only), a name, and nothing behind it"
)]
pub struct NoAddress;

impl Address {
    /// The address of a page.
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let uri: axum::http::Uri = text.parse().map_err(|_| NoAddress)?;
        let host = uri.host().ok_or(NoAddress)?;
        let here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        let safe = uri.scheme_str() == Some("https") || (uri.scheme_str() == Some("http") && here);
        let bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !text.contains(['@', '#']);
        if safe && bare { Ok(Self(text)) } else { Err(NoAddress) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        for (text, expected) in [
            ("https://meedoen.school.nl", Some("https://meedoen.school.nl")),
            (" HTTPS://Meedoen.School.nl/ ", Some("https://meedoen.school.nl")),
            ("https://school.nl:8443", Some("https://school.nl:8443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://meedoen.school.nl", None),
            ("meedoen.school.nl", None),
            ("https://school.nl/meedoen", None),
            ("https://school.nl?x", None),
            ("https://school.nl#x", None),
            ("https://iemand@school.nl", None),
            ("ftp://school.nl", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Address>().ok().map(|address| address.to_string()).as_deref(), expected, "{text}");
        }
        let address: Address = "https://school.nl/".parse().unwrap();
        assert_eq!(address.of("/mijn"), "https://school.nl/mijn");
    }
}
