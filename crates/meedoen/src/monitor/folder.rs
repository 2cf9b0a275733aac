//! Reads the folder of a measurement: its texts, and nothing else that lies there.

use crate::outcome::{Run, Trouble};
use ::monitor::folder::{Folder, Reading, Texts};
use ::monitor::problem::Problem;
use std::fs;
use std::path::Path;

/// The largest text that is read, in bytes: more is no text that somebody wrote.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The texts of a folder by their paths within it, with `/` between the parts. A year that is no folder is the embedded
/// measurement of that year.
///
/// # Errors
/// The folder or a text in it cannot be read, or is not UTF-8.
pub(super) fn texts(folder: &Path) -> Run<Texts> {
    if !folder.is_dir() {
        let embedded = folder.to_str().and_then(super::embedded::texts);
        return embedded.ok_or_else(|| Trouble::usage(format!("there is no folder {}", folder.display())));
    }
    let mut texts = Texts::new();
    collect(folder, "", &mut texts)?;
    Ok(texts)
}

/// The measurement of an earlier year: the folder of that name beside this one, else the one within the program; none where
/// there is neither. One that is not right itself is a problem of this one: nothing can be held against it.
///
/// # Errors
/// The folder beside this one or a text in it cannot be read.
pub(super) fn earlier(folder: &Path, year: Option<u16>) -> Run<Result<Option<Folder>, Problem>> {
    let Some(year) = year.map(|year| year.to_string()) else { return Ok(Ok(None)) };
    let here = std::path::absolute(folder).ok();
    let beside = here.as_deref().and_then(Path::parent).map(|all| all.join(&year));
    let beside = beside.filter(|beside| folder.is_dir() && beside.join("measurement.toml").is_file());
    let found = match &beside {
        Some(beside) => Some(texts(beside)?),
        None => super::embedded::texts(&year),
    };
    let Some(reading) = found.map(|texts| Reading::of(&texts)) else { return Ok(Ok(None)) };
    let Some(first) = reading.problems.first() else { return Ok(Ok(reading.folder)) };
    let own = texts(folder)?.remove("measurement.toml").unwrap_or_default();
    let names = |line: &str| line.split_once('=').is_some_and(|(key, _)| key.trim() == "from");
    let name = beside.map_or_else(|| year.clone(), |beside| beside.display().to_string());
    Ok(Err(Problem {
        file: "measurement.toml".to_owned(),
        line: own.lines().position(names).and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1),
        item: "from".to_owned(),
        message: format!(
            "nothing is held against {year}, which is not right itself: {}:{}: {}",
            first.file, first.line, first.message
        ),
        remedy: format!("correct what `meedoen monitor check {name}` tells"),
    }))
}

fn collect(folder: &Path, within: &str, texts: &mut Texts) -> Run<()> {
    let trouble = |error: std::io::Error| Trouble::usage(format!("cannot read {}: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.')) else {
            continue;
        };
        let inner = if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") };
        if path.is_dir() {
            collect(&path, &inner, texts)?;
        } else if path.extension().is_some_and(|end| end == "toml" || end == "md") {
            texts.insert(inner, text(&path)?);
        }
    }
    Ok(())
}

/// A text of UTF-8, read whole.
///
/// # Errors
/// It cannot be read, is larger than 4 MiB or is not UTF-8.
pub(super) fn text(path: &Path) -> Run<String> {
    let trouble = |error: std::io::Error| Trouble::usage(format!("cannot read {}: {error}", path.display()));
    let bytes = fs::metadata(path).map_err(trouble)?.len();
    if bytes > LARGEST {
        return Err(Trouble::usage(format!("{} has {bytes} bytes; a text has at most {LARGEST}", path.display())));
    }
    String::from_utf8(fs::read(path).map_err(trouble)?).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        Trouble::usage(format!("{}:{line}: this is not UTF-8; save the file as UTF-8", path.display()))
    })
}
