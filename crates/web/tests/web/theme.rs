//! The colours of the theme hold their contrast, in light and in dark: 7:1 for text, 4.5:1 for the rest.

use std::collections::BTreeMap;

/// Foreground, ground, least contrast.
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "paper", 7.0),
    ("ink", "sheet", 7.0),
    ("ink", "wash", 7.0),
    ("ink-soft", "paper", 7.0),
    ("ink-soft", "sheet", 7.0),
    ("ink-soft", "wash", 7.0),
    ("action", "paper", 7.0),
    ("action", "sheet", 7.0),
    ("action", "wash", 7.0),
    ("action-strong", "sheet", 7.0),
    ("action-strong", "wash", 7.0),
    ("on-action", "action", 7.0),
    ("on-action", "action-strong", 7.0),
    ("accent", "paper", 7.0),
    ("ok", "ok-ground", 7.0),
    ("info", "info-ground", 7.0),
    ("warning", "warning-ground", 7.0),
    ("error", "error-ground", 7.0),
    ("error", "paper", 7.0),
    ("error", "sheet", 7.0),
    ("ink", "ok-ground", 7.0),
    ("ink", "info-ground", 7.0),
    ("ink", "warning-ground", 7.0),
    ("ink", "error-ground", 7.0),
    ("action", "info-ground", 7.0),
    ("action", "warning-ground", 7.0),
    ("ink", "focus-halo", 7.0),
    ("line", "paper", 4.5),
    ("line", "sheet", 4.5),
    ("focus", "paper", 4.5),
    ("focus", "sheet", 4.5),
    ("focus", "wash", 4.5),
];

#[test]
fn colours_hold_their_contrast() {
    let sheet = include_str!("../../assets/css/tokens.css");
    let (light, dark) = sheet.split_once("@media (prefers-color-scheme: dark)").unwrap();
    for (scheme, colours) in [("light", colours(light)), ("dark", colours(dark))] {
        for (front, ground, least) in PAIRS {
            let contrast = contrast(colours[*front], colours[*ground]);
            assert!(contrast >= *least, "{scheme}: {front} on {ground} is {contrast:.2}");
        }
    }
}

fn colours(css: &str) -> BTreeMap<&str, [u8; 3]> {
    let lines =
        css.lines().filter_map(|line| line.trim().strip_prefix("--mee-")?.trim_end_matches(';').split_once(": #"));
    lines
        .map(|(name, hex)| {
            let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            (name, [part(0), part(2), part(4)])
        })
        .collect()
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let linear = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
