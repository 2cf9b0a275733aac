//! Drops the rules of a style sheet that no template can match, and the white space.
//!
//! Component libraries carry a class for each state they can be shown in; we use a part. Class names must stand
//! whole in a template or source file (`mee-badge--late`, never `mee-badge--{{ state }}`), or their rules are dropped.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// Prefixes of the classes that can be dropped: all classes we use have one.
const PREFIXES: [&str; 3] = ["nl-", "utrecht-", "mee-"];

/// Adds every class name that stands in the files under a folder.
pub(crate) fn classes_in_folder(folder: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            classes_in_folder(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "html" || e == "svg" || e == "rs") {
            classes_in_text(&fs::read_to_string(&path)?, found);
        }
    }
    Ok(())
}

/// Adds every class name that stands in a text.
pub(crate) fn classes_in_text(text: &str, found: &mut BTreeSet<String>) {
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')) {
        if PREFIXES.iter().any(|p| word.starts_with(p)) {
            found.insert(word.to_owned());
        }
    }
}

/// The sheet without comments, white space and rules of unused classes.
pub(crate) fn prune(sheet: &str, used: &BTreeSet<String>) -> String {
    let mut out = String::new();
    rules(&without_comments(sheet), used, &mut out);
    out
}

/// Takes the detours out of design tokens, so that the sheet looks the same at half the size:
/// a property that nobody sets gives way to its fallback, one that `:root` sets never falls back, one that only
/// `:root` sets, once, is replaced by its value, and one that nobody reads is dropped. Ours (`--mee-`) stay.
pub(crate) fn straighten(sheet: &str) -> String {
    let mut sheet = sheet.to_owned();
    loop {
        let set = settings(&sheet);
        let next = straighten_text(&sheet, &set);
        let next =
            without_settings(&next, |name| !name.starts_with("--mee-") && !next.contains(&format!("var({name}")));
        if next == sheet {
            return sheet;
        }
        sheet = next;
    }
}

/// Where a custom property is set.
struct Setting {
    times: usize,
    at_root: bool,
    value: String,
}

fn settings(sheet: &str) -> BTreeMap<String, Setting> {
    let mut found: BTreeMap<String, Setting> = BTreeMap::new();
    for rule in sheet.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else { continue };
        for (name, value) in body.split(';').filter_map(|d| d.trim().split_once(':')) {
            if name.trim().starts_with("--") {
                let fresh = || Setting { times: 0, at_root: false, value: value.trim().to_owned() };
                let setting = found.entry(name.trim().to_owned()).or_insert_with(fresh);
                setting.times += 1;
                setting.at_root |= selector.trim() == ":root";
            }
        }
    }
    found
}

/// The sheet without the custom properties that match. No value of ours holds a brace or a semicolon in quotes.
fn without_settings(sheet: &str, drop: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for piece in sheet.split_inclusive(['{', ';', '}']) {
        let name = piece.trim_start().split(':').next().unwrap_or("");
        if name.starts_with("--") && drop(name) {
            if piece.ends_with('}') {
                out.push('}');
            }
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn straighten_text(text: &str, set: &BTreeMap<String, Setting>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("var(") {
        let Some(end) = matching_parenthesis(&rest[at + 3..]) else { break };
        let inner = &rest[at + 4..at + 3 + end];
        out.push_str(&rest[..at]);
        rest = &rest[at + 4 + end..];
        let (name, fallback) = inner.split_once(',').map_or((inner.trim(), None), |(n, f)| (n.trim(), Some(f.trim())));
        match (set.get(name), fallback) {
            (None, Some(fallback)) => out.push_str(&straighten_text(fallback, set)),
            (Some(Setting { times: 1, at_root: true, value }), _) if !name.starts_with("--mee-") => out.push_str(value),
            (Some(Setting { at_root: false, .. }), Some(fallback)) => {
                out.push_str(&format!("var({name},{})", straighten_text(fallback, set)));
            }
            _ => out.push_str(&format!("var({name})")),
        }
    }
    out.push_str(rest);
    out
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out
}

/// One list of rules: the sheet itself, or the inside of an at-rule.
fn rules(text: &str, used: &BTreeSet<String>, out: &mut String) {
    let mut rest = text.trim_start();
    while let Some(open) = rest.find(['{', ';']) {
        let head = rest[..open].trim();
        if rest.as_bytes()[open] == b';' {
            // A statement such as @charset; none of ours needs one.
            rest = rest[open + 1..].trim_start();
            continue;
        }
        let close = open + matching_brace(&rest[open..]);
        let body = &rest[open + 1..close];
        rest = rest.get(close + 1..).unwrap_or("").trim_start();
        if head.starts_with("@media") || head.starts_with("@supports") {
            let mut inner = String::new();
            rules(body, used, &mut inner);
            if !inner.is_empty() {
                out.push_str(&format!("{}{{{inner}}}", squeeze(head).replace(": ", ":")));
            }
        } else {
            let selectors: Vec<_> = split_list(head).into_iter().filter(|s| is_used(s, used)).map(selector).collect();
            let body = declarations(body);
            if !selectors.is_empty() && !body.is_empty() {
                out.push_str(&format!("{}{{{body}}}", selectors.join(",")));
            }
        }
    }
}

/// Where the brace that opens at 0 is closed.
fn matching_brace(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The parts of a selector list; commas between parentheses do not part.
fn split_list(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// Whether an element of ours can match. We disable nothing, and nothing is read-only: what
/// cannot be done is not offered. All classes outside parentheses are used, and of those between one pair
/// (`:where(.a, .b)`) at least one, unless it is a `:not`.
fn is_used(selector: &str, used: &BTreeSet<String>) -> bool {
    let mut outside = String::new();
    let mut rest = selector;
    let off = [":disabled", ":read-only"];
    if off.iter().any(|off| selector.ends_with(off) || selector.contains(&format!("{off}:"))) {
        return false;
    }
    while let Some(open) = rest.find('(') {
        let close = open + rest[open..].rfind(')').unwrap_or(rest.len() - open - 1);
        let close = matching_parenthesis(&rest[open..]).map_or(close, |end| open + end);
        outside.push_str(&rest[..open]);
        let inner = &rest[open + 1..close];
        if !outside.ends_with(":not") {
            let classes = classes(inner);
            if !classes.is_empty() && !classes.iter().any(|c| used.contains(*c)) {
                return false;
            }
        }
        rest = rest.get(close + 1..).unwrap_or("");
    }
    outside.push_str(rest);
    classes(&outside).iter().all(|c| used.contains(*c))
}

fn matching_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn classes(selector: &str) -> Vec<&str> {
    selector
        .split('.')
        .skip(1)
        .map(|part| part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next().unwrap_or(""))
        .filter(|name| PREFIXES.iter().any(|p| name.starts_with(p)))
        .collect()
}

fn declarations(body: &str) -> String {
    let squeezed = squeeze(body);
    squeezed.replace("; ", ";").replace(": ", ":").replace(", ", ",").trim_end_matches(';').to_owned()
}

fn selector(text: &str) -> String {
    squeeze(text).replace(" > ", ">").replace(" + ", "+").replace(", ", ",")
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
