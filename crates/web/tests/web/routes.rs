//! What a subject writes is mounted, and what is mounted is written by a subject.

use std::{collections::BTreeSet, fs, path::Path};
use web::site::{
    app::{App, Parts, Settings},
    clock::{Counting, Still},
    guard::csrf::Key,
    session::Nobody,
};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The paths that the files of a folder write: in `.get("/...`, in `.post("/...`, or as their `PATH` (and what there is `MORE`).
fn written(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(written(&entry));
            continue;
        }
        let text = fs::read_to_string(&entry).unwrap();
        for before in [
            ".get(",
            ".post(",
            "const PATH: &str =",
            "const MORE: &str =",
            "const GENERAL: &str =",
            "const LEAVERS: &str =",
            "const DOCUMENT: &str =",
            "const PAPER: &str =",
            "const TODOS: &str =",
        ] {
            let quoted = |rest: &str| Some(rest.trim_start().strip_prefix("\"/")?.split('"').next()?.to_owned());
            found.extend(text.split(before).skip(1).filter_map(quoted).map(|path| format!("/{path}")));
        }
    }
    found
}

#[tokio::test]
async fn every_route_that_is_written_is_mounted() {
    let keys = store::Keys::parse(&store::Keys::new_file("k").unwrap()).unwrap();
    let now =
        register::Moment { at: time::macros::datetime!(2026-11-22 0:00 UTC), day: time::macros::date!(2026 - 11 - 22) };
    let app = App::new(Parts {
        clock: Box::new(Still(now)),
        chance: Box::new(Counting::default()),
        store: store::Store::unconnected(keys),
        sessions: Box::new(Nobody),
        csrf: Key::new([7; 32]),
        settings: Settings::default(),
        monitor: Default::default(),
        measured: Default::default(),
        press: Default::default(),
        imports: Default::default(),
        address: None,
    });
    let routes = web::routes(app);
    let mounted: BTreeSet<String> = routes.declared().iter().map(|route| route.path.to_owned()).collect();
    let mut written = written(Path::new(SRC));
    // The router itself adds the assets, outside the gates.
    written.remove("/assets/{file}");
    assert_eq!(mounted, written);
}

#[test]
fn a_subject_is_a_folder_with_routes() {
    let folders = fs::read_dir(SRC).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        if !["samples", "say", "site"].contains(&name.as_str()) {
            assert!(!written(&folder).is_empty(), "{name} has no routes: does it belong in say or in site?");
        }
    }
    let beside: Vec<_> = fs::read_dir(SRC).unwrap().map(|e| e.unwrap().path()).filter(|path| path.is_file()).collect();
    assert_eq!(beside, [Path::new(SRC).join("lib.rs")], "what is no subject stands in site or say");
}
