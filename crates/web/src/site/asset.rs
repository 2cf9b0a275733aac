//! Style sheet, fonts and icon, embedded in the binary and served at addresses that change with their content.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A file that `build.rs` embedded.
pub struct Asset {
    /// Its name, for people.
    pub name: &'static str,
    /// Where a browser finds it.
    pub address: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
    /// The same with gzip, where that is much less. Only what holds nothing of anybody is packed: beside a secret, the
    /// length of what is packed tells of it.
    pub packed: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset. Empty when there is none of that name, which the test below rules out for all we use.
pub fn address(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.address)
}

/// Serves an asset. The address holds a hash of the content, so a browser may keep it for ever.
pub(crate) async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.address.strip_prefix("/assets/") == Some(file.as_str())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let packed = asset.packed.filter(|_| accepts.into_iter().any(takes_gzip));
    let said = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let mut response = (said, packed.unwrap_or(asset.bytes)).into_response();
    if packed.is_some() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Whether an `Accept-Encoding` takes gzip by name (RFC 9110, 12.5.3). What is refused has a weight of nought.
fn takes_gzip(accepts: &str) -> bool {
    accepts.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|weight| weight.parse::<f32>().ok());
        named && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_view_stays_light() {
        let size = |name: &str| ASSETS.iter().find(|a| a.name == name).map_or(0, |a| a.bytes.len());
        let css = size("meedoen.css");
        assert!(css > 5_000 && css < 40_000, "the style sheet is {css} bytes");
        let view = css + size("regular.woff2") + size("bold.woff2") + size("favicon.svg");
        assert!(view < 80_000, "a first view is {view} bytes without its page");
    }

    #[test]
    fn gzip_is_taken_where_it_is_named_and_not_refused() {
        for (accepts, takes) in [
            ("gzip", true),
            ("GZIP", true),
            ("br, gzip;q=0.5", true),
            ("gzip, deflate, br, zstd", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("identity", false),
            ("x-gzip2", false),
            ("", false),
        ] {
            assert_eq!(takes_gzip(accepts), takes, "{accepts}");
        }
    }

    #[test]
    fn the_sheet_asks_nothing_of_others() {
        let css = ASSETS.iter().find(|a| a.name == "meedoen.css").map(|a| String::from_utf8_lossy(a.bytes)).unwrap();
        assert!(!css.contains("http"), "an address outside");
        assert!(!css.contains("url(regular") && css.contains("url(/assets/"), "fonts without their address");
    }
}
