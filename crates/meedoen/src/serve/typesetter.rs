//! The press, started for each document: a program of its own (`press/`), which gets the document on standard input and
//! nothing else. What falls over or hangs there takes nothing of the site along.

use clap::Args;
use document::{Document, UNMADE};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use web::site::press::Unmade;

/// How long a document may take. One takes a second or two where nothing is optimised.
const PATIENCE: Duration = Duration::from_secs(30);
/// More than this is no letter.
const MOST: u64 = 32 << 20;
/// The program, where it is not named: beside our own.
const NAME: &str = "meedoen-press";

/// Where the press is.
#[derive(Debug, Clone, Default, Args)]
pub struct PressAt {
    /// The program that sets documents [default: meedoen-press, beside this one]
    #[arg(long, env = "MEEDOEN_PRESS", value_name = "FILE")]
    pub press: Option<PathBuf>,
}

/// Sets documents with a program.
#[derive(Debug, Clone)]
pub struct Typesetter {
    program: PathBuf,
}

impl Typesetter {
    /// The program that was named, or the one beside our own.
    pub fn new(at: PressAt) -> Self {
        let beside = || std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(NAME)));
        Self { program: at.press.or_else(beside).unwrap_or_else(|| PathBuf::from(NAME)) }
    }

    /// Where the program is looked for.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Sets a document. It takes as long as it takes: not for a thread that others wait for.
    ///
    /// # Errors
    /// [`Unmade`]: what the press says, that it is not there, or that it did not end well.
    pub fn set(&self, document: &Document) -> Result<Vec<u8>, Unmade> {
        let away = |error: std::io::Error| Unmade::Away(format!("{}: {error}", self.program.display()));
        let fell = |what: &str| Unmade::Broken(format!("{} {what}", self.program.display()));
        let mut command = Command::new(&self.program);
        // It needs nothing of ours, and what it would say when it falls over could be somebody's words.
        command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(away)?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(fell("has no input or output"));
        };
        let wire = document.to_wire();
        // Who does not read to the end says why on its output.
        std::thread::spawn(move || stdin.write_all(&wire));
        let (done, made) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.take(MOST).read_to_end(&mut bytes);
            done.send(read.map(|_| bytes))
        });
        let made = made.recv_timeout(PATIENCE);
        if made.is_err() {
            let _ = child.kill();
        }
        let ended = child.wait().map_err(away)?;
        let bytes = made.map_err(|_| fell("took too long"))?.map_err(away)?;
        match ended.code() {
            Some(0) if bytes.starts_with(b"%PDF-") => Ok(bytes),
            Some(UNMADE) => Err(match document::Unmade::from_wire(&bytes) {
                document::Unmade::Letters(letters) => Unmade::Letters(letters),
                other => Unmade::Broken(other.to_string()),
            }),
            _ => Err(fell(&format!("ended with {ended}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::Language;

    fn set(program: &str) -> Result<Vec<u8>, Unmade> {
        let words = "Sam".to_owned();
        let document = Document {
            language: Language::Dutch,
            title: words.clone(),
            heading: words.clone(),
            school: words,
            mark: None,
            blocks: Vec::new(),
            sections: Vec::new(),
        };
        Typesetter::new(PressAt { press: Some(program.into()) }).set(&document)
    }

    #[test]
    fn a_press_that_is_not_there_or_does_something_else_makes_no_document() {
        assert!(matches!(set("/nowhere/meedoen-press"), Err(Unmade::Away(said)) if said.contains("/nowhere")));
        // Ends well and says nothing; ends badly; gives back what it got, which is no PDF.
        for program in ["/bin/true", "/bin/false", "/bin/cat"] {
            let Err(Unmade::Broken(said)) = set(program) else { panic!("{program} is no press") };
            assert!(!said.contains("Sam"), "{said}");
        }
    }
}
