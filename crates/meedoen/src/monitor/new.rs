//! `meedoen monitor new`: begins the next measurement.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::folder::Reading;
use ::monitor::since;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// `meedoen monitor new`.
#[derive(Debug, Clone, Args)]
pub struct NewArgs {
    /// The year it will be called after
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(2015..2100))]
    pub year: u16,
    /// The measurement it begins from: its folder, or the year of a published one
    #[arg(long, value_name = "FOLDER")]
    pub from: PathBuf,
    /// Where it goes [default: measurements/YEAR]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

pub(super) fn run(args: &NewArgs) -> Run {
    let out = args.out.clone().unwrap_or_else(|| Path::new("measurements").join(args.year.to_string()));
    // A folder of that year beside the new one comes before the one within the program.
    let beside = out.parent().map(|all| all.join(&args.from)).filter(|from| from.is_dir());
    let texts = folder::texts(beside.as_deref().unwrap_or(&args.from))?;
    let reading = Reading::of(&texts);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.from.display()));
    }
    let Some(from) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} has to be right before another begins from it", args.from.display())));
    };
    if from.measurement.year >= args.year {
        let year = from.measurement.year;
        return Err(Trouble::usage(format!("{} is not later than {year}: give a later year", args.year)));
    }
    if out.exists() {
        return Err(Trouble::usage(format!("{} is there already: name another place with --out", out.display())));
    }
    let made = since::next(&from, &texts, args.year);
    let trouble = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| Trouble::failed(format!("cannot write {path}: {error}"))
    };
    for (file, text) in &made {
        let path = out.join(file);
        let within = path.parent().unwrap_or(&out);
        fs::create_dir_all(within).map_err(trouble(within))?;
        fs::write(&path, text).map_err(trouble(&path))?;
    }
    say(format_args!(
        "{}: {} files, begun from {}. Next: change what is asked, put the population in weights.toml, and run\n  \
         meedoen monitor check {}",
        out.display(),
        made.len(),
        from.measurement.year,
        out.display()
    ));
    Ok(Outcome::Done)
}
