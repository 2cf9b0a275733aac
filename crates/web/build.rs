//! Puts the look of the pages together: NL Design System CSS and the typeface from npm, our own theme over them.
//!
//! The packages are fetched once into `assets/npm` (ignored by git) at the versions of `package-lock.json`.
//! One style sheet is assembled from the rules whose classes our templates use, and written with the fonts to
//! `OUT_DIR`, from where `src/site/asset.rs` embeds them. Nothing else in the source tree is touched.

#[path = "build/css.rs"]
mod css;
#[path = "build/npm.rs"]
mod npm;

use std::{collections::BTreeSet, env, fmt::Write as _, fs, io::Write as _, path::Path};

/// Style sheets of components, in the order in which they are laid; ours come after.
const COMPONENTS: &[&str] = &[
    "@nl-design-system-candidate/heading-css/dist/heading.css",
    "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
    "@nl-design-system-candidate/link-css/dist/link.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    "@utrecht/alert-css/dist/index.css",
    "@utrecht/breadcrumb-nav-css/dist/index.css",
    "@utrecht/form-field-css/dist/index.css",
    "@utrecht/form-field-description-css/dist/index.css",
    "@utrecht/form-field-error-message-css/dist/index.css",
    "@utrecht/form-fieldset-css/dist/index.css",
    "@utrecht/form-label-css/dist/index.css",
    "@utrecht/select-css/dist/index.css",
    "@utrecht/table-css/dist/index.css",
    "@utrecht/textarea-css/dist/index.css",
    "@utrecht/textbox-css/dist/index.css",
];

/// Our own sheets: tokens (the theme), then what holds everywhere, then parts, then paper.
const OWN: &[&str] = &["tokens.css", "base.css", "page.css", "form.css", "parts.css", "print.css"];

/// Name in our addresses, and the file in the fonts package.
const FONTS: &[(&str, &str)] = &[
    ("regular.woff2", "atkinson-hyperlegible-latin-400-normal.woff2"),
    ("bold.woff2", "atkinson-hyperlegible-latin-700-normal.woff2"),
    ("regular-ext.woff2", "atkinson-hyperlegible-latin-ext-400-normal.woff2"),
    ("bold-ext.woff2", "atkinson-hyperlegible-latin-ext-700-normal.woff2"),
];

/// Every word a person reads: a folder per language, a file per subject.
const LOCALES: &str = "../../locales";

const LICENCES: &str = "/*! NL Design System components: EUPL-1.2, (c) Frameless B.V., Gemeente Utrecht, NL Design System community. \
Atkinson Hyperlegible: OFL-1.1, (c) Braille Institute of America. Theme: EUPL-1.2, Meedoen. */\n";

fn main() {
    for path in [
        "build.rs",
        "build",
        "assets/css",
        "assets/img",
        "assets/package-lock.json",
        "templates",
        "src",
        LOCALES,
        npm::MARK,
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(reason) = build() {
        // One line that says what to do; a backtrace would hide it.
        println!("cargo::error={reason}");
    }
}

fn build() -> Result<(), String> {
    let packages = npm::packages()?;
    let out = env::var("OUT_DIR").map_err(|_| "OUT_DIR is not set")?;
    let out = Path::new(&out);
    let mut table = Table::default();

    let mut addresses = Vec::new();
    for (name, file) in FONTS {
        let bytes = read(&packages.join("@fontsource/atkinson-hyperlegible/files").join(file))?;
        addresses.push((*name, table.add(out, name, "font/woff2", &bytes)?));
    }
    table.add(out, "favicon.svg", "image/svg+xml", &read(Path::new("assets/img/favicon.svg"))?)?;

    let mut used = BTreeSet::new();
    for folder in ["templates", "src"] {
        css::classes_in_folder(Path::new(folder), &mut used).map_err(|e| format!("{folder}: {e}"))?;
    }
    let mut sheet = String::from(LICENCES);
    for file in COMPONENTS {
        sheet.push_str(&css::prune(&text(&packages.join(file))?, &used));
    }
    for file in OWN {
        sheet.push_str(&css::prune(&text(&Path::new("assets/css").join(file))?, &used));
    }
    let mut sheet = css::straighten(&sheet);
    for (name, address) in addresses {
        sheet = sheet.replace(&format!("url({name})"), &format!("url({address})"));
    }
    table.add(out, "meedoen.css", "text/css; charset=utf-8", sheet.as_bytes())?;
    write_if_changed(&out.join("assets.rs"), table.finish().as_bytes())?;
    write_if_changed(&out.join("locales.rs"), locales()?.as_bytes())
}

/// The Rust source that embeds every word file, so that a new one needs no list to be kept.
fn locales() -> Result<String, String> {
    let mut rows = BTreeSet::new();
    for language in ["nl", "en"] {
        let folder = Path::new(LOCALES).join(language);
        for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
            let path = entry.and_then(|e| e.path().canonicalize()).map_err(|e| format!("{}: {e}", folder.display()))?;
            if path.extension().is_some_and(|e| e == "ftl") {
                rows.insert(format!("    ({language:?}, include_str!({path:?})),\n"));
            }
        }
    }
    let rows: String = rows.into_iter().collect();
    Ok(format!("/// Language and content of every word file.\nstatic FILES: &[(&str, &str)] = &[\n{rows}];\n"))
}

/// The Rust source that lists every asset.
#[derive(Default)]
struct Table(String);

impl Table {
    /// Writes an asset and returns its address, which changes with its content.
    fn add(&mut self, out: &Path, name: &str, kind: &str, bytes: &[u8]) -> Result<String, String> {
        let address = format!("/assets/{:016x}-{name}", fnv1a(bytes));
        let file = out.join(name);
        write_if_changed(&file, bytes)?;
        // Fonts are packed already, and a picture of a few lines has little to win.
        let packed = if kind.starts_with("text/") {
            let small = out.join(format!("{name}.gz"));
            write_if_changed(&small, &gzip(bytes).map_err(|e| format!("{name}: {e}"))?)?;
            format!("Some(include_bytes!({small:?}))")
        } else {
            "None".to_owned()
        };
        let _ = writeln!(
            self.0,
            "    Asset {{ name: {name:?}, address: {address:?}, kind: {kind:?}, bytes: include_bytes!({file:?}), \
             packed: {packed} }},"
        );
        Ok(address)
    }

    fn finish(self) -> String {
        format!("/// Everything a browser may fetch besides pages.\npub static ASSETS: &[Asset] = &[\n{}];\n", self.0)
    }
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes)?;
    packer.finish()
}

/// FNV-1a: names content for caching, protects nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// Leaves an equal file alone, so that what includes it is not compiled again.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
