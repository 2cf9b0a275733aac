//! `meedoen monitor letter`: drafts the yearly letter on the improvement agenda.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::folder::Reading;
use ::monitor::letter::Letter;
use ::monitor::shown::Shown;
use clap::Args;
use std::path::PathBuf;
use time::Date;

/// `meedoen monitor letter`.
#[derive(Debug, Clone, Args)]
pub struct LetterArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// What was told and made public after this day is new, such as the day of the letter before
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse_day)]
    pub since: Date,
}

pub(super) fn run(args: &LetterArgs) -> Run {
    let reading = Reading::of(&folder::texts(&args.folder)?);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.folder.display()));
    }
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} cannot be read", args.folder.display())));
    };
    if read.agenda.is_empty() {
        return Err(Trouble::usage(format!(
            "{} has no agenda.toml: there is nothing to tell of",
            args.folder.display()
        )));
    }
    let since = args.since.to_string();
    let shown = Shown::drafted(read);
    say(publish::letter::markdown(&shown.folder, &Letter::of(&shown, &since)).trim_end());
    Ok(Outcome::Done)
}
