//! `meedoen monitor synthetic`: answers that nobody gave.

use super::{answers, folder, marker};
use crate::outcome::{Outcome, Run, Trouble, say};
use ::monitor::folder::{Folder, Reading};
use ::monitor::synthetic::{differences, make};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// `meedoen monitor synthetic`.
#[derive(Debug, Clone, Args)]
pub struct SyntheticArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Where the answers go: a CSV file for each group
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The same seed makes the same answers; without it that of measurement.toml, or its year
    #[arg(long)]
    pub seed: Option<u64>,
}

pub(super) fn run(args: &SyntheticArgs) -> Run {
    let reading = Reading::of(&folder::texts(&args.folder)?);
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        let first = reading.problems.first().map_or_else(String::new, ToString::to_string);
        return Err(Trouble::usage(format!("{}/{first}", args.folder.display())));
    };
    let own = read.measurement.seed.map_or_else(|| u64::from(read.measurement.year), u64::from);
    let made = write(&read, args.seed.unwrap_or(own), &args.out)?;
    let (people, groups, off, out) = (made.people, made.groups, made.off, args.out.display());
    say(format_args!("{out}: synthetic answers of {people} people in {groups} groups; {off} cells differ from print"));
    Ok(Outcome::Done)
}

/// What was made.
pub(crate) struct Written {
    people: usize,
    groups: usize,
    /// How many cells differ from print.
    off: usize,
}

/// Makes the answers of a measurement, and writes a file for each group, with the marker that names them.
///
/// # Errors
/// The measurement has no answers that can be made, or the folder cannot be written.
pub(crate) fn write(read: &Folder, seed: u64, out: &Path) -> Run<Written> {
    let refused =
        |message: String| Trouble::failed(format!("answers of {} cannot be made: {message}", read.measurement.year));
    let made = make(read, seed).map_err(|refusal| refused(format!("{refusal}. To do: {}", refusal.remedy)))?;
    let book = ::monitor::book::make(read, None, &made, true, answers::threads())
        .map_err(|refusal| refused(refusal.to_string()))?;
    let trouble = |error: std::io::Error| Trouble::failed(format!("cannot write in {}: {error}", out.display()));
    fs::create_dir_all(out).map_err(trouble)?;
    let mut files = Vec::new();
    for one in &made {
        let text = publish::microdata::csv(read, one).map_err(|error| refused(error.to_string()))?;
        files.push((format!("{}.csv", one.of), text));
    }
    let mut about = format!(
        "SYNTHETIC: nobody gave these answers. Made from seed {} so that the tables of the measurement of {} give what was\n\
         printed of it. Cells that no answers give at once, or that are exactly half and were rounded down in print:\n\n",
        seed, read.measurement.year
    );
    let off = differences(read, &book);
    for it in &off {
        let made = it.made.map_or_else(|| "nothing".to_owned(), |made| made.to_string());
        about += &format!("{} : {} : {}: printed {}, made {made}\n", it.table, it.row, it.column, it.printed);
    }
    // The marker first: answers that nobody gave never stand there as if somebody had.
    let about = marker::text(&about, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())));
    fs::write(out.join(marker::FILE), about).map_err(trouble)?;
    for (name, text) in &files {
        fs::write(out.join(name), text).map_err(trouble)?;
    }
    Ok(Written { people: made.iter().map(|one| one.rows).sum(), groups: made.len(), off: off.len() })
}
