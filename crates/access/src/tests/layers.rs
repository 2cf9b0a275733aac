//! Arrows between rooms point down only, and the rooms of rules stay pure. Read from the manifests.

use std::{collections::BTreeSet, fs, path::Path};

/// Each room with the rooms below it that it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("register", &[]),
    ("survey", &[]),
    ("access", &["register"]),
    ("monitor", &["survey"]),
    ("cases", &["survey"]),
    ("exchange", &["register"]),
    ("store", &["access", "register"]),
    ("demo", &["register", "store"]),
    ("publish", &["document", "monitor"]),
    ("document", &[]),
    ("web", &["access", "monitor", "publish", "register", "store"]),
    (
        "meedoen",
        &[
            "access", "cases", "demo", "document", "exchange", "monitor", "publish", "register", "store", "survey",
            "web",
        ],
    ),
];

/// What a room of rules may take from the shelf: no runtime, no database, no HTTP, no clock, no storage format.
const PURE: &[(&str, &[&str])] = &[
    ("register", &["thiserror", "time", "unicode-normalization", "uuid"]),
    ("access", &[]),
    ("survey", &["fearless_simd", "libm", "microlp", "nalgebra", "sha2", "thiserror"]),
    ("monitor", &["sha2", "thiserror", "time", "toml", "uuid"]),
    ("publish", &["csv", "rust_xlsxwriter", "serde_json", "zip"]),
    ("document", &["serde", "serde_json", "thiserror"]),
];

/// The names under `[dependencies]` of a room; those for its tests are free.
fn dependencies(room: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(room).join("Cargo.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{room}: {error}"));
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            assert!(!line.starts_with("[dependencies."), "{room}: write {line} as one line under [dependencies]");
            assert!(!line.starts_with("[target"), "{room}: {line} is not read by this test");
            inside = line == "[dependencies]";
        } else if inside
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once('=')
        {
            names.insert(name.trim().trim_end_matches(".workspace").to_owned());
        }
    }
    names
}

/// Every room of the house.
pub(super) fn rooms() -> impl Iterator<Item = &'static str> {
    ROOMS.iter().map(|(room, _)| *room)
}

/// The rooms that a room knows.
pub(super) fn known_by(room: &str) -> BTreeSet<String> {
    dependencies(room).into_iter().filter(|name| rooms().any(|room| room == name)).collect()
}

#[test]
fn every_room_is_drawn() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let found: BTreeSet<String> = fs::read_dir(crates)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let drawn: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(found, drawn);
}

#[test]
fn arrows_between_rooms_point_down() {
    for (room, below) in ROOMS {
        for name in dependencies(room) {
            let is_room = ROOMS.iter().any(|(other, _)| *other == name);
            assert!(!is_room || below.contains(&name.as_str()), "{room} may not know {name}");
        }
    }
}

#[test]
fn rooms_of_rules_are_pure() {
    for (room, shelf) in PURE {
        for name in dependencies(room) {
            let is_room = ROOMS.iter().any(|(other, _)| *other == name);
            assert!(is_room || shelf.contains(&name.as_str()), "{room} may not use {name}");
        }
    }
}
