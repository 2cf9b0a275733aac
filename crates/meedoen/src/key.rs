//! `meedoen key`: makes and renews the key file.

use crate::config::At;
use crate::key_file::{make, rotate};
use crate::outcome::{Outcome, Run, say};
use clap::Subcommand;
use std::path::PathBuf;

/// `meedoen key`.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyCommand {
    /// Make a key file, readable by you alone; an existing file is never overwritten
    New {
        /// Where
        file: PathBuf,
    },
    /// Add a new key to the key file; older keys stay, so that everything still opens
    Rotate,
}

/// Runs `meedoen key`.
pub fn run(at: &At, what: KeyCommand) -> Run {
    match what {
        KeyCommand::New { file } => {
            make(&file)?;
            say(format_args!("Made {}. Keep a copy of it, apart from the database and its backups:", file.display()));
            say("without it, what was written about students cannot be read by anybody.");
        }
        KeyCommand::Rotate => {
            let name = rotate(&at.key_file)?;
            say(format_args!(
                "{} has a new key, {name}. Copy the file again, and restart `meedoen serve`.",
                at.key_file.display()
            ));
        }
    }
    Ok(Outcome::Done)
}
