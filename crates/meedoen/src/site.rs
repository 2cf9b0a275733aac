//! Where people open the site: what links in letters and mails begin with. The program itself listens behind a proxy and
//! does not know.

use clap::Args;

/// Where the site is.
#[derive(Debug, Clone, Args)]
pub struct SiteArgs {
    /// Where people open Meedoen: its address, which begins with https
    #[arg(long = "address", env = "MEEDOEN_ADDRESS", value_name = "URL", value_parser = parse)]
    pub site: Option<String>,
}

/// Reads the address of a site, as `serve` does.
///
/// # Errors
/// Says what is expected.
pub fn parse(text: &str) -> Result<String, web::site::address::NoAddress> {
    text.parse().map(|address: web::site::address::Address| address.to_string())
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
