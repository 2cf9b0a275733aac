//! `meedoen-press`: sets one document. A [`Document`] on standard input, a PDF (PDF/UA-1) on standard output; or why there is
//! none, with an exit code that says so (`document::UNMADE`, `document::NO_DOCUMENT`).
//!
//! It reads nothing else, asks no clock and fetches nothing. Meedoen starts it for each document: what it had of a person is
//! gone with it.

mod code;
mod desk;
mod letters;
#[cfg(test)]
mod tests;

use document::{Document, NO_DOCUMENT, UNMADE};
use std::io::{Read, Write};
use std::process::ExitCode;

/// More than this is no letter.
const MOST: u64 = 4 << 20;

fn main() -> ExitCode {
    let mut sent = Vec::new();
    if std::io::stdin().lock().take(MOST).read_to_end(&mut sent).is_err() {
        return exit(NO_DOCUMENT);
    }
    let (out, code) = match Document::from_wire(&sent) {
        Err(unmade) => (unmade.to_wire(), exit(NO_DOCUMENT)),
        Ok(document) => match desk::pdf(&document) {
            Ok(pdf) => (pdf, ExitCode::SUCCESS),
            Err(unmade) => (unmade.to_wire(), exit(UNMADE)),
        },
    };
    let mut stdout = std::io::stdout().lock();
    if stdout.write_all(&out).and_then(|()| stdout.flush()).is_err() { ExitCode::FAILURE } else { code }
}

fn exit(code: i32) -> ExitCode {
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
