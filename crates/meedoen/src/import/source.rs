//! What both imports do with a file before and after it is read.

use crate::config::At;
use crate::outcome::{Run, Trouble, note};
use std::path::Path;
use store::Store;
use store::import::ImportError;

/// The bytes of a file.
pub(super) fn bytes(file: &Path) -> Run<Vec<u8>> {
    std::fs::read(file).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))
}

/// The database for a dry run, where there is one: without it, nobody can tell what would end.
pub(super) async fn open_if_there(at: &At) -> Run<Option<Store>> {
    let there = at.sqlite_file()?.is_none_or(Path::exists) && at.key_file.exists();
    if there { at.open().await.map(Some) } else { Ok(None) }
}

/// What a dry run without a database cannot tell.
pub(super) fn without_database(name: &str) {
    note(format_args!(
        "{name}: zonder database is niet te zeggen wat er zou beginnen, en ook niet wat er zou eindigen."
    ));
}

/// An import that failed for another reason than the lines of its file.
pub(super) fn failed(error: ImportError) -> Trouble {
    match error {
        ImportError::Store(error) => error.into(),
        other => Trouble::failed(other.to_string()),
    }
}

/// The day by which `write` judges dates. A demo imports the files of its today six years before, when its story begins;
/// a command has judged its file by the real day before it comes here.
pub(super) fn judged_on(now: register::Moment) -> time::Date {
    now.day.saturating_add(time::Duration::weeks(416))
}
