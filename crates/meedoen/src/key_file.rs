//! The file with the keys that live outside the database.

use crate::outcome::{Run, Trouble};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use store::Keys;
use store::keeping::purges::List;

/// Makes a key file with one key, readable by its owner only. Never overwrites.
pub fn make(file: &Path) -> Run<()> {
    let text = Keys::new_file(&fresh_name())?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let shown = file.display();
    let mut made = options.open(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Trouble::usage(format!("{shown} is there already, and a key file is never overwritten"))
        }
        _ => Trouble::usage(format!("cannot make {shown}: {error}")),
    })?;
    write(&mut made, &text).map_err(|error| Trouble::failed(format!("cannot write {shown}: {error}")))
}

/// Adds a key; it is the current one from now on. Its name.
pub(crate) fn rotate(file: &Path) -> Run<String> {
    let keys = read(file)?;
    let mut name = fresh_name();
    for next in 2.. {
        if !keys.names().any(|known| known == name) {
            break;
        }
        name = format!("{}-{next}", fresh_name());
    }
    let line = Keys::new_line(&name)?;
    let shown = file.display();
    let wrong = |error: std::io::Error| Trouble::failed(format!("cannot write {shown}: {error}"));
    let text = std::fs::read_to_string(file).map_err(wrong)?;
    let line = if text.ends_with('\n') { line } else { format!("\n{line}") };
    let mut open = OpenOptions::new().append(true).open(file).map_err(wrong)?;
    write(&mut open, &line).map_err(wrong)?;
    read(file)?;
    Ok(name)
}

/// Reads a key file; when it is not there, says how to make one.
pub fn read(file: &Path) -> Run<Keys> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::usage(format!(
            "there is no key file {shown}. A new installation makes one with `meedoen key new {shown}`; \
             an existing one needs the file it was made with (--key-file or MEEDOEN_KEY_FILE says where it is)"
        )),
        _ => Trouble::usage(format!("cannot read the key file {shown}: {error}")),
    })?;
    Ok(Keys::parse(&text)?.with_purges(List::beside(file)))
}

fn write(file: &mut File, text: &str) -> std::io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A key is named after the day it was made.
fn fresh_name() -> String {
    format!("k{}", crate::clock::now().day)
}
