//! Where people open the site: what links in letters and mails begin with. The program itself listens behind a proxy and
//! does not know.

use clap::Args;

/// Where the site is.
#[derive(Debug, Clone, Args)]
pub struct SiteArgs {
    /// Where people open Meedoen: its address, which begins with https
    #[arg(long, env = "MEEDOEN_SITE", value_name = "URL", value_parser = parse)]
    pub site: Option<String>,
}

/// Reads the address of a site: scheme and host, no path, no slash at the end.
///
/// # Errors
/// Says what is expected.
pub fn parse(text: &str) -> Result<String, String> {
    let expected = || "expected the address of the site, such as https://meedoen.school.example".to_owned();
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(expected)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if host.is_empty() || !host.chars().all(plain) {
        return Err(expected());
    }
    // What is sent over plain HTTP can be read on the way, and a link is a key. On this computer there is no way.
    let here = ["localhost", "127.0.0.1", "[::1]"];
    let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
    if text.starts_with("http://") && !name.is_some_and(|name| here.contains(&name)) {
        return Err("links are keys: the site must be https://".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_address_without_a_path() {
        for (text, expected) in [
            ("https://meedoen.school.example", Some("https://meedoen.school.example")),
            (" https://meedoen.school.example/ ", Some("https://meedoen.school.example")),
            ("https://school.example:8443", Some("https://school.example:8443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("http://meedoen.school.example", None),
            ("http://127.0.0.1.elsewhere.example", None),
            ("meedoen.school.example", None),
            ("https://", None),
            ("https://school.example/meedoen", None),
            ("https://school.example?x", None),
            ("https://a@school.example", None),
        ] {
            assert_eq!(parse(text).ok().as_deref(), expected, "{text}");
        }
    }
}
