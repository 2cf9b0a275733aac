//! Fetches the typefaces that documents are set in, and puts them where the program can embed them.
//!
//! Typst reads TTF; what the pages send to a browser is WOFF2.

// The same few lines that fetch the look of the pages.
#[path = "../crates/web/build/npm.rs"]
mod npm;

use std::{env, fs, path::Path};

/// Name here, and the file in its package.
const FONTS: &[(&str, &str)] = &[
    ("regular.ttf", "@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf"),
    ("bold.ttf", "@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf"),
    ("wide.ttf", "dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    ("wide-bold.ttf", "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
];

fn main() {
    for path in ["build.rs", "../crates/web/build/npm.rs", "assets/package-lock.json", npm::MARK] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(reason) = build() {
        println!("cargo::error={reason}");
    }
}

fn build() -> Result<(), String> {
    let packages = npm::packages()?;
    let out = env::var("OUT_DIR").map_err(|_| "OUT_DIR is not set")?;
    for (name, file) in FONTS {
        let from = packages.join(file);
        fs::copy(&from, Path::new(&out).join(name)).map_err(|e| format!("{}: {e}", from.display()))?;
    }
    Ok(())
}
