//! `meedoen monitor report`: everything that is published of a measurement, from its texts and answers, in one run.

use super::{answers, folder, marker, tables};
use crate::outcome::{Outcome, Run, Trouble, note, say};
use crate::serve::{PressAt, Typesetter};
use ::monitor::folder::{Reading, Texts};
use ::monitor::read::Source;
use clap::Args;
use sha2::{Digest, Sha256};
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
    let made = tables::made_of(&args.folder, &read, &args.answers, &found)?;
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
    let digest = digest(&texts, &found);
    let report = publish::report::Report {
        folder: &read,
        made: &made,
        blocks: &blocks,
        digest: &digest,
        version: env!("CARGO_PKG_VERSION"),
    };
    let failed = |what: &str, error: String| Trouble::failed(format!("cannot make {what}: {error}"));
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("index.html".to_owned(), publish::report::html(&report).into_bytes()),
        ("codebook.xml".to_owned(), publish::ddi::codebook(&read, made.synthetic).into_bytes()),
        ("tables.json".to_owned(), format!("{}\n", publish::report::tables(&report)).into_bytes()),
        ("tables.schema.json".to_owned(), format!("{}\n", publish::book::schema()).into_bytes()),
        (
            "tables.csv".to_owned(),
            publish::open::csv(&read, &made).map_err(|error| failed("tables.csv", error.to_string()))?.into_bytes(),
        ),
        (
            "tables.xlsx".to_owned(),
            publish::open::xlsx(&read, &made).map_err(|error| failed("tables.xlsx", error.to_string()))?,
        ),
        (
            "tables.ods".to_owned(),
            publish::ods::book(&read, &made).map_err(|error| failed("tables.ods", error.to_string()))?,
        ),
    ];
    if !args.no_pdf {
        let press = Typesetter::new(args.press.clone());
        let pdf = press.set(&publish::paper::document(&report)).map_err(|unmade| failed("report.pdf", why(&unmade)))?;
        files.push(("report.pdf".to_owned(), pdf));
    }
    for one in &found.answers {
        let kept = one.anonymised(&read);
        let text = publish::microdata::csv(&read, &kept).map_err(|error| failed("microdata", error.to_string()))?;
        files.push((format!("restricted/{}.csv", one.of), text.into_bytes()));
        files.push((format!("restricted/{}.sav", one.of), publish::sav::sav(&read, &kept)));
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

/// What the report was made of, as a short text: every text of the folder and every file of answers.
fn digest(texts: &Texts, found: &answers::Read) -> String {
    let mut all = Sha256::new();
    let mut add = |name: &str, bytes: &[u8]| {
        all.update(Sha256::digest(name.as_bytes()));
        all.update(Sha256::digest(bytes));
    };
    texts.iter().for_each(|(file, text)| add(file, text.as_bytes()));
    found.files.iter().for_each(|(of, bytes)| add(of, bytes));
    all.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
