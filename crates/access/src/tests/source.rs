//! Which file names which: the arrows between the files of a crate, read from their text.
//!
//! Paths are read as they stand (`crate::`, `super::`, `self::`, a child's own name), trees of `use` unfolded. What a file
//! only hands on (`pub use child::Name`) is no arrow, and who takes it from there takes it from the child. Tests are no
//! part of the house, and neither is what a macro writes. The root of a crate is left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The files of a crate, by module: `["file", "parts"]` is `src/file/parts.rs`.
pub(super) struct Crate {
    /// What each module's file says, without comments, texts and tests.
    files: BTreeMap<Vec<String>, (String, String)>,
}

/// The folder of all crates.
pub(super) fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Crate {
    /// Reads a crate.
    pub(super) fn read(name: &str) -> Self {
        let src = crates().join(name).join("src");
        let mut files = BTreeMap::new();
        let mut folders = vec![src.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let inside = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
                if path.is_dir() {
                    folders.push(path);
                } else if let Some(module) = inside.strip_suffix(".rs") {
                    let mut names: Vec<String> = module.split('/').map(str::to_owned).collect();
                    if names.iter().any(|name| name == "tests" || name.ends_with("_tests") || name == "fixtures") {
                        continue;
                    }
                    if names.last().is_some_and(|last| last == "mod" || last == "lib") {
                        names.pop();
                    }
                    files.insert(names, (inside, bare(&fs::read_to_string(&path).unwrap())));
                }
            }
        }
        Self { files }
    }

    /// From file to file, by their paths under `src`.
    pub(super) fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (module, (file, text)) in &self.files {
            for path in paths(text).into_iter().filter(|path| !path.handed_on) {
                let Some(path) = self.absolute(module, &path.names) else { continue };
                let Some(to) = self.owner(&path, 0) else { continue };
                // The root of a crate names every child and is named by all: it assembles, and is no piece of a loop.
                if to != file && to != "lib.rs" && file != "lib.rs" {
                    arrows.entry(file).or_default().insert(to);
                }
            }
        }
        arrows
    }

    /// A path from the root of the crate; `None` for one that leads out of it.
    fn absolute(&self, module: &[String], names: &[String]) -> Option<Vec<String>> {
        let mut at: Vec<String> = module.to_vec();
        let mut rest = names;
        match rest.first()?.as_str() {
            "crate" => {
                at.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    at.pop()?;
                    rest = &rest[1..];
                }
            }
            child => {
                let mut named = module.to_vec();
                named.push(child.to_owned());
                self.files.get(&named)?;
            }
        }
        at.extend(rest.iter().cloned());
        Some(at)
    }

    /// The file in which what a path names stands: the deepest module of it, or the child that the module takes it from.
    fn owner(&self, path: &[String], depth: usize) -> Option<&str> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (file, text) = &self.files[&path[..length]];
        if let (Some(name), true) = (path.get(length), depth < 4) {
            let handed = paths(text).into_iter().filter(|one| one.handed_on && one.names.last() == Some(name));
            for one in handed {
                let found = self.absolute(&path[..length], &one.names).and_then(|to| self.owner(&to, depth + 1));
                if found.is_some() {
                    return found;
                }
            }
        }
        Some(file)
    }

    /// Files that name each other in a loop, each loop in the order of its names.
    pub(super) fn circles(&self) -> BTreeSet<BTreeSet<String>> {
        let arrows = self.arrows();
        let reached = |from: &str| -> BTreeSet<&str> {
            let mut seen = BTreeSet::new();
            let mut next: Vec<&str> = arrows.get(from).into_iter().flatten().copied().collect();
            while let Some(file) = next.pop() {
                if seen.insert(file) {
                    next.extend(arrows.get(file).into_iter().flatten());
                }
            }
            seen
        };
        let all: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|file| (*file, reached(file))).collect();
        let circle = |file: &str| -> BTreeSet<String> {
            let back = |other: &&str| all.get(*other).is_some_and(|seen| seen.contains(file));
            all[file].iter().copied().filter(back).map(str::to_owned).collect()
        };
        all.keys().filter(|file| all[**file].contains(**file)).map(|file| circle(file)).collect()
    }
}

/// A path in a text.
struct Named {
    names: Vec<String>,
    /// It stands in a `pub use`.
    handed_on: bool,
}

/// The text without comments, literals and its module of tests.
fn bare(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start();
        if line.starts_with("//") {
            continue;
        }
        // Texts between quotes may hold anything; a path never does.
        let outside = line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        out.push_str(outside.split(" // ").next().unwrap_or(&outside));
        out.push('\n');
    }
    out
}

/// Every path of a text: those of its `use`s, unfolded, and those in between.
fn paths(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut between = String::new();
    while let Some(at) = rest.find("use ") {
        let alone = rest[..at].chars().next_back().is_none_or(|before| before.is_whitespace());
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        if !alone {
            between.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
            continue;
        }
        let line = rest[..at].rsplit('\n').next().unwrap_or("");
        let handed_on = line.trim_start().starts_with("pub");
        between.push_str(&rest[..at]);
        let mut names = Vec::new();
        unfold(rest[at + 4..end].trim(), &mut Vec::new(), &mut names);
        found.extend(names.into_iter().map(|names| Named { names, handed_on }));
        rest = &rest[end..];
    }
    between.push_str(rest);
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    for path in between.split(|c| !word(c)).filter(|path| path.contains("::") && !path.starts_with("::")) {
        let names: Vec<String> = path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        found.push(Named { names, handed_on: false });
    }
    found
}

/// `a::{b, c::{d, e}}` into `a::b`, `a::c::d`, `a::c::e`.
fn unfold(tree: &str, before: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let (head, inner) = match part.split_once('{') {
            Some((head, inner)) => (head, inner.strip_suffix('}')),
            None => (part.split(" as ").next().unwrap_or(part), None),
        };
        let names: Vec<String> =
            head.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let length = before.len();
        before.extend(names.into_iter().filter(|name| name != "self" || before.is_empty()).collect::<Vec<_>>());
        match inner {
            Some(inner) => unfold(inner, before, out),
            None => out.push(before.clone()),
        }
        before.truncate(length);
    }
}

#[test]
fn a_tree_of_uses_is_unfolded() {
    let text = bare(
        "pub use child::One;\nuse crate::{a, b::{self, C}};\nlet x = super::other::f(\"crate::no\"); // crate::no\n",
    );
    let found: Vec<(String, bool)> = paths(&text).into_iter().map(|p| (p.names.join("::"), p.handed_on)).collect();
    let expected = [
        ("child::One", true),
        ("crate::a", false),
        ("crate::b", false),
        ("crate::b::C", false),
        ("super::other::f", false),
    ];
    assert_eq!(found, expected.map(|(path, on)| (path.to_owned(), on)));
}
