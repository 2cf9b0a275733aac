//! Style sheet, fonts and icon, embedded in the binary and served at addresses that change with their content.

use axum::{
    extract::Path,
    http::{StatusCode, header},
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
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset. Empty when there is none of that name, which the test below rules out for all we use.
pub fn address(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.address)
}

/// Serves an asset. The address holds a hash of the content, so a browser may keep it for ever.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.address.strip_prefix("/assets/") == Some(file.as_str())) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
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
    fn the_sheet_asks_nothing_of_others() {
        let css = ASSETS.iter().find(|a| a.name == "meedoen.css").map(|a| String::from_utf8_lossy(a.bytes)).unwrap();
        assert!(!css.contains("http"), "an address outside");
        assert!(!css.contains("url(regular") && css.contains("url(/assets/"), "fonts without their address");
    }
}
