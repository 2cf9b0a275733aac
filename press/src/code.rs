//! A code that a telephone reads (QR), as a picture.

use document::Unmade;
use qrcode::{EcLevel, QrCode, render::svg};

/// The picture of an address, as SVG. It stays readable with a seventh of it gone: paper is folded, and coffee is spilt.
pub(crate) fn picture(address: &str) -> Result<String, Unmade> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M);
    let code = code.map_err(|_| Unmade::Address(address.len()))?;
    Ok(code.render::<svg::Color<'_>>().quiet_zone(true).build())
}
