//! `meedoen monitor report`: everything that is published of a measurement, from its texts and answers, in one run.

use super::{answers, folder, marker, tables};
use crate::outcome::{Outcome, Run, Trouble, note, say};
use crate::serve::{PressAt, Typesetter};
use ::monitor::folder::Reading;
use ::monitor::read::Source;
use clap::Args;
use publish::files::{File, Micro};
use std::fs;
use std::path::PathBuf;
use web::site::press::Unmade;

/// `meedoen monitor report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The answers: a CSV file for each group, such as institution.csv
    #[arg(long, value_name = "DIR")]
    pub answers: PathBuf,
    /// The answers of the measurement before: columns that are held against it are held against these, not against its print
    #[arg(long, value_name = "DIR")]
    pub before: Option<PathBuf>,
    /// Where it goes; what only researchers may have goes into `restricted` there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Make no PDF: for where the press is not
    #[arg(long)]
    pub no_pdf: bool,
    /// Where the press is
    #[command(flatten)]
    pub press: PressAt,
}

pub(super) fn run(args: &ReportArgs) -> Run {
    let texts = folder::texts(&args.folder)?;
    let reading = Reading::of(&texts);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.folder.display()));
    }
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} cannot be read", args.folder.display())));
    };
    let found = answers::read(&read, &args.answers, true)?;
    let (made, old) = tables::made_of(&args.folder, &read, (&args.answers, args.before.as_deref()), &found)?;
    let mut blocks = Vec::new();
    let mut wrong = 0;
    for (file, text) in texts.iter().filter(|(file, _)| file.starts_with("report/") && file.ends_with(".md")) {
        let decimals = |plan: &::monitor::plan::Plan| publish::book::decimals(&read, plan);
        match ::monitor::report::read(Source { file, text }, &read, &made, decimals) {
            Ok(read) => blocks.extend(read),
            Err(problems) => {
                wrong += problems.len();
                problems.iter().for_each(|problem| note(format_args!("{}/{problem}", args.folder.display())));
            }
        }
    }
    if wrong > 0 {
        return Err(Trouble::failed(format!("{wrong} places in the text do not hold: nothing was written")));
    }
    let files_read = found.files.iter().chain(&old).map(|(of, bytes)| (of.as_str(), bytes.as_slice()));
    let digest = ::monitor::folder::digest(&texts, files_read);
    let report = publish::report::Report {
        folder: &read,
        made: &made,
        blocks: &blocks,
        digest: &digest,
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for file in File::ALL {
        let bytes = file.make(&report).map_err(|error| Trouble::failed(format!("cannot make {error}")))?;
        files.push((file.name().to_owned(), bytes));
    }
    if !args.no_pdf {
        let press = Typesetter::new(args.press.clone());
        let pdf = press
            .set(&publish::paper::document(&report))
            .map_err(|unmade| Trouble::failed(format!("cannot make report.pdf: {}", why(&unmade))))?;
        files.push(("report.pdf".to_owned(), pdf));
    }
    for one in &found.answers {
        for file in Micro::ALL {
            let bytes = file
                .make(&read, one, (made.synthetic, (&digest, env!("CARGO_PKG_VERSION"))))
                .map_err(|error| Trouble::failed(format!("cannot make {error}")))?;
            files.push((format!("restricted/{}", file.name(&one.of, made.synthetic)), bytes));
        }
    }
    if made.synthetic {
        let about = "SYNTHETIC: nobody gave these answers. They were made to show how a report comes about.\n";
        let restricted =
            files.iter().filter_map(|(file, bytes)| Some((file.strip_prefix("restricted/")?, bytes.as_slice())));
        let named = marker::text(about, restricted);
        files.push((marker::FILE.to_owned(), about.as_bytes().to_vec()));
        files.push((format!("restricted/{}", marker::FILE), named.into_bytes()));
    }
    let trouble = |error: std::io::Error| Trouble::failed(format!("cannot write in {}: {error}", args.out.display()));
    fs::create_dir_all(args.out.join("restricted")).map_err(trouble)?;
    for (file, bytes) in &files {
        fs::write(args.out.join(file), bytes).map_err(trouble)?;
    }
    say(format_args!(
        "{}: {} files of {} tables; measurement {digest}",
        args.out.display(),
        files.len(),
        made.tables.len()
    ));
    Ok(Outcome::Done)
}

/// Why there is no PDF, and what to do.
fn why(unmade: &Unmade) -> String {
    match unmade {
        Unmade::Away(found) => {
            format!("{found}. To do: name the press with --press, or leave the PDF out with --no-pdf")
        }
        Unmade::Broken(found) => found.clone(),
        Unmade::Letters(letters) => {
            let letters: Vec<String> =
                letters.iter().map(|letter| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
            format!("no typeface has {}. To do: write it otherwise", letters.join(", "))
        }
    }
}
