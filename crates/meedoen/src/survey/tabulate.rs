//! `meedoen survey tabulate`: a whole questionnaire from a CSV file, its codebook and its design.

use crate::outcome::{Outcome, Run, Trouble, say};
use ::survey::codebook::Codebook;
use ::survey::comparison::Adjust;
use ::survey::interval::Method;
use cases::book::{self, About, Asked};
use cases::read::{CaseProblem, Design, Wave};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// `meedoen survey tabulate`.
#[derive(Debug, Clone, Args)]
pub struct TabulateArgs {
    /// The answers: CSV with a column for each item, separated by commas
    #[arg(value_name = "DATA.csv")]
    pub data: PathBuf,
    /// What its columns may hold: JSON with items and sets (documented with `cases::codebook`)
    #[arg(long, value_name = "BOOK.json")]
    pub codebook: PathBuf,
    /// How the sample was drawn and weighted: JSON with the keys of a case's design [default: a simple random sample]
    #[arg(long, value_name = "DESIGN.json")]
    pub design: Option<PathBuf>,
    /// Only these items and sets, in this order [default: all of the codebook but breaks and columns of the design]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub items: Vec<String>,
    /// A column for each level of this item; give it again for more
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    pub by: Vec<String>,
    /// A column for each wave, and one for the change since the wave before; clusters of one name are the same in both
    #[arg(long, value_name = "ITEM")]
    pub wave: Option<String>,
    /// Letters beside a number: the columns of its break over which it is significantly higher, at this level
    #[arg(long, value_name = "P", num_args = 0..=1, require_equals = true, default_missing_value = "0.05",
        value_parser = fraction)]
    pub letters: Option<f64>,
    /// How letters allow for the number of comparisons in a row
    #[arg(long, value_name = "HOW", default_value = "holm")]
    pub adjust: How,
    /// Level of the intervals
    #[arg(long, value_name = "LEVEL", default_value_t = 0.95, value_parser = fraction)]
    pub level: f64,
    /// How intervals of shares are made, such as beta, logit or wilson [default: the engine's]
    #[arg(long, value_name = "NAME", value_parser = method)]
    pub interval: Option<Method>,
    /// What to print
    #[arg(long = "as", value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// How wide text may be, in characters
    #[arg(long, value_name = "N", default_value_t = 96, value_parser = clap::value_parser!(u16).range(60..=400))]
    pub width: u16,
    /// Where it goes [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How a book is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for people
    Text,
    /// One line a number
    Csv,
    /// Everything, nested
    Json,
}

/// An adjustment for many comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// None
    None,
    /// Bonferroni's
    Bonferroni,
    /// Holm's: the same promise, more power
    Holm,
    /// Benjamini and Hochberg's: of the share of false letters
    Bh,
}

/// Prints the book.
///
/// # Errors
/// A file cannot be read or written; what it holds is refused, with its name, the item and what to do.
pub(super) fn run(args: &TabulateArgs) -> Run {
    let codebook = cases::codebook::read(&bytes(&args.codebook)?).map_err(|problem| told(&args.codebook, problem))?;
    let mut design = match &args.design {
        None => Design::default(),
        Some(file) => cases::read::design(&bytes(file)?).map_err(|problem| told(file, problem))?,
    };
    // A wave is a sample of its own. Replicates and unequal probabilities say in their own way what waves have in common.
    if design.wave.is_none() && design.replicate.is_none() && design.repweights.is_none() && design.pps.is_none() {
        design.wave = args.wave.clone().map(|var| Wave { var, ..Wave::default() });
    }
    let asked = asked(args, &codebook, &design).map_err(|refused| usage(&args.codebook, &refused))?;
    let csv = bytes(&args.data)?;
    let report = book::make(&csv, codebook, &design, &asked).map_err(|(about, problem)| match about {
        About::Data => told(&args.data, problem),
        About::Design => failed(args.design.as_deref().unwrap_or(&args.data), &problem),
        About::Asked => failed(&args.data, &problem),
    })?;
    let text = match args.format {
        Format::Text => book::text(&report, usize::from(args.width)),
        Format::Csv => book::csv(&report),
        Format::Json => book::json(&report),
    };
    match &args.out {
        None => say(text.trim_end()),
        Some(file) => std::fs::write(file, text)
            .map_err(|error| Trouble::failed(format!("cannot write {}: {error}", file.display())))?,
    }
    Ok(Outcome::Done)
}

fn bytes(file: &Path) -> Run<Vec<u8>> {
    std::fs::read(file).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))
}

fn told(file: &Path, problem: CaseProblem) -> Trouble {
    // Of data the key is always "data", which the name of the file says better.
    let said = if problem.key == "data" { problem.message.clone() } else { problem.to_string() };
    usage(file, &CaseProblem::new(said, problem.remedy))
}

fn usage(file: &Path, refused: &CaseProblem) -> Trouble {
    Trouble::usage(format!("{}: {}. To do: {}", file.display(), refused, refused.remedy))
}

fn failed(file: &Path, refused: &CaseProblem) -> Trouble {
    Trouble::failed(format!("{}: {}. To do: {}", file.display(), refused, refused.remedy))
}

/// Which items, sets and breaks, and how.
fn asked(args: &TabulateArgs, codebook: &Codebook, design: &Design) -> Result<Asked, CaseProblem> {
    let by: Vec<String> = args.by.iter().chain(&args.wave).cloned().collect();
    for (at, name) in by.iter().enumerate() {
        if codebook.item(name).is_none_or(|item| item.levels().is_empty()) {
            let message = format!("{name} is no item with levels, and columns are made of levels");
            return Err(CaseProblem::new(message, "declare it with its levels, or break by another item"));
        }
        if by.iter().take(at).any(|other| other == name) {
            return Err(CaseProblem::new(format!("{name} is a break twice"), "name it once, with --by or with --wave"));
        }
    }
    let used: Vec<&str> = (design.ids.iter().chain(&design.strata).chain(&design.fpc).map(String::as_str))
        .chain(design.weights.as_deref())
        .chain(by.iter().map(String::as_str))
        .collect();
    let of_book = codebook.items().iter().map(|item| item.name.clone());
    let of_book = of_book.chain(codebook.sets().iter().map(|set| set.name.clone()));
    let items = if args.items.is_empty() {
        of_book.filter(|name| !used.contains(&name.as_str())).collect()
    } else {
        args.items.clone()
    };
    for name in &items {
        if codebook.item(name).is_none() && codebook.set(name).is_none() {
            let message = format!("{name} is no item or set");
            return Err(CaseProblem::new(message, "declare it, or check how it is spelled"));
        }
    }
    if items.is_empty() {
        return Err(CaseProblem::new("there is nothing to tabulate", "declare an item or a set"));
    }
    let adjust = match args.adjust {
        How::None => Adjust::None,
        How::Bonferroni => Adjust::Bonferroni,
        How::Holm => Adjust::Holm,
        How::Bh => Adjust::BenjaminiHochberg,
    };
    Ok(Asked {
        items,
        waves: args.wave.as_ref().map(|_| by.len().saturating_sub(1)),
        by,
        letters: args.letters.map(|p| (p, adjust)),
        level: args.level,
        method: args.interval,
    })
}

fn fraction(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "give a fraction, such as 0.05".to_owned())?;
    if value > 0.0 && value < 1.0 {
        Ok(value)
    } else {
        Err("it is not between 0 and 1: give a fraction, such as 0.05".to_owned())
    }
}

fn method(name: &str) -> Result<Method, String> {
    let known = || Method::NAMED.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    Method::named(name).ok_or_else(|| format!("use one of: {}", known()))
}
