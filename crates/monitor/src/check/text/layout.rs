//! The lines of a report that are running text: tables, captions and the labels of figures are taken out.
//!
//! A block begins at a caption (`Tabel B2.1 – ...`, `Figuur 3.1 – ...`) and ends after its source line (`Bron: ...`), at the
//! next caption, or at a heading with a number. A line of nothing but numbers is a label of a figure, or a page number.

/// A line of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// What stands on it.
    pub text: &'a str,
}

/// The lines of running text, blank ones left out.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut within = false;
    // The lines of a caption go on until a blank line; without a source line, the block ends at the second one.
    for (index, whole) in text.lines().enumerate() {
        let line = whole.trim();
        if line.is_empty() {
            continue;
        }
        if caption(line) {
            within = true;
            continue;
        }
        if within && (heading(line) || line.starts_with("Bijlage ")) {
            within = false;
        }
        if within {
            if line.to_lowercase().starts_with("bron:") {
                within = false;
            }
            continue;
        }
        if !labels(line) {
            found.push(Line { number: u32::try_from(index + 1).unwrap_or(u32::MAX), text: line });
        }
    }
    found
}

/// Whether this is the caption of a table or figure: not a sentence that begins with one.
fn caption(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Tabel ").or_else(|| line.strip_prefix("Figuur ")) else { return false };
    let (id, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let id = id.trim_end_matches([':', '.']);
    let numbered = id.trim_start_matches('B').starts_with(|first: char| first.is_ascii_digit());
    numbered && rest.trim_start().starts_with(|first: char| first.is_uppercase() || "–-:(".contains(first))
}

/// Whether this is a heading with a number: `3. Dekkend aanbod`, `3.2 Realisatie`.
fn heading(line: &str) -> bool {
    let Some((number, rest)) = line.split_once(' ') else { return false };
    let digits = number.trim_end_matches('.');
    number.contains('.')
        && digits
            .split('.')
            .all(|part| !part.is_empty() && part.len() < 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        && rest.starts_with(char::is_uppercase)
}

/// Whether there is nothing but numbers.
fn labels(line: &str) -> bool {
    line.chars().all(|it| it.is_ascii_digit() || " %|,.-".contains(it))
}
