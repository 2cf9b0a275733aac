//! `meedoen monitor code`: open answers that two people gave codes to.

use super::folder;
use crate::outcome::{Outcome, Run, Trouble, note, say};
use ::monitor::coding::{Coded, compare};
use ::monitor::folder::Reading;
use ::monitor::{answers::Layout, answers::layout::Kind, questionnaire};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// `meedoen monitor code`.
#[derive(Debug, Clone, Args)]
pub struct CodeArgs {
    /// The folder of the measurement, or the year of a published one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The codings (CSV): id, first, second, and agreed for what both agreed on afterwards
    #[arg(long, value_name = "FILE")]
    pub codings: PathBuf,
    /// Whose answers they are, such as institution
    #[arg(long, value_name = "GROUP")]
    pub of: String,
    /// The question whose answers are the codes
    #[arg(long, value_name = "QUESTION")]
    pub item: String,
    /// Answers (CSV) to put the codes beside, as a column of that question
    #[arg(long, value_name = "FILE", requires = "out")]
    pub answers: Option<PathBuf>,
    /// Where the answers with their codes go
    #[arg(long, value_name = "FILE", requires = "answers")]
    pub out: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &CodeArgs) -> Run {
    let reading = Reading::of(&folder::texts(&args.folder)?);
    for problem in &reading.problems {
        note(format_args!("{}/{problem}", args.folder.display()));
    }
    let Some(read) = reading.folder.filter(|_| reading.problems.is_empty()) else {
        return Err(Trouble::usage(format!("{} cannot be read", args.folder.display())));
    };
    let item = questionnaire::of(&read.questionnaires, &args.of).and_then(|all| all.item_of(&args.item, &args.of));
    let item = item.ok_or_else(|| Trouble::usage(format!("{} is asked no question \"{}\"", args.of, args.item)))?;
    let bytes = |path: &PathBuf| {
        std::fs::read(path).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", path.display())))
    };
    let about = |path: &PathBuf, error: String| Trouble::usage(format!("{}: {error}", path.display()));
    let codings = publish::coding::read(&bytes(&args.codings)?).map_err(|error| about(&args.codings, error))?;
    let coded = compare(item, &codings).map_err(|wrong| {
        wrong.iter().for_each(|it| note(format_args!("{}: {it}", args.codings.display())));
        about(&args.codings, format!("{} problems in the codings", wrong.len()))
    })?;
    if args.json {
        say(json(&coded))
    } else {
        say(lines(&coded).trim_end())
    }
    if !coded.is_whole() {
        return Ok(Outcome::Found);
    }
    if let Some((answers, out)) = args.answers.as_ref().zip(args.out.as_ref()) {
        let layout = Layout::of(&read.layouts, &args.of, Kind::Plain);
        let made = publish::coding::beside(&bytes(answers)?, &layout.key, &args.item, &coded.counts)
            .map_err(|error| about(answers, error))?;
        std::fs::write(out, made)
            .map_err(|error| Trouble::failed(format!("cannot write {}: {error}", out.display())))?;
        note(format_args!("{}: {} answers with their code", out.display(), coded.counts.len()));
    }
    Ok(Outcome::Done)
}

fn json(coded: &Coded) -> Value {
    let differ = coded.differ.iter().map(|(row, first, second, agreed)| {
        json!({ "row": row, "first": first, "second": second, "agreed": (!agreed.is_empty()).then_some(agreed) })
    });
    let codes = coded.codes.iter().map(
        |(code, [both, first, second])| json!({ "code": code, "both": both, "only_first": first, "only_second": second }),
    );
    json!({
        "n": coded.agreement.map(|it| it.n),
        "alike": coded.agreement.map(|it| it.alike),
        "by_chance": coded.agreement.map(|it| it.chance),
        "kappa": coded.agreement.and_then(|it| it.kappa),
        "low": coded.agreement.and_then(|it| it.interval).map(|it| it.0),
        "high": coded.agreement.and_then(|it| it.interval).map(|it| it.1),
        "codes": codes.collect::<Vec<_>>(),
        "differ": differ.collect::<Vec<_>>(),
        "coded_once": coded.once,
        "coded": coded.counts.len(),
    })
}

fn lines(coded: &Coded) -> String {
    let mut text = match &coded.agreement {
        None => "no answer was coded by both\n".to_owned(),
        Some(found) => {
            let share = 100.0 * found.alike as f64 / found.n as f64;
            let kappa = match (found.kappa, found.interval) {
                (Some(kappa), Some((low, high))) => format!("kappa {kappa:.2} ({low:.2} to {high:.2})"),
                _ => "no kappa: every answer has one and the same code".to_owned(),
            };
            let by_chance = 100.0 * found.chance;
            format!(
                "{} answers coded twice, {} alike ({share:.0}%; {by_chance:.0}% by chance); {kappa}\n",
                found.n, found.alike
            )
        }
    };
    for (code, [both, first, second]) in &coded.codes {
        text += &format!("code {code}: {both} by both, {first} by the first only, {second} by the second only\n");
    }
    for (row, first, second, agreed) in &coded.differ {
        let what = if agreed.is_empty() { "not agreed yet".to_owned() } else { format!("agreed on {agreed}") };
        text += &format!("row {row}: {first} and {second}, {what}\n");
    }
    for row in &coded.once {
        text += &format!("row {row}: not coded by both\n");
    }
    text
}
