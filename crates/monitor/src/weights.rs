//! `weights.toml`: what the answers of a group are weighted to.

use crate::measurement::Measurement;
use crate::problem::Problem;
use crate::questionnaire::{self, Answer, Questionnaire};
use crate::read::{Source, Table};
use std::collections::BTreeSet;

/// How the answers of a group are weighted: raked to margins.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// The group, an id of `measurement.toml`.
    pub of: String,
    /// How many there are: what the weights add up to.
    pub population: u32,
    /// Who were asked, by an answer that is known of all of them: who answered stands for those of their class who did not.
    pub classes: Option<Classes>,
    /// What they are raked to.
    pub margins: Vec<Margin>,
    /// Weights are cut off at so many times their mean, and raked again; none: they are left as they are.
    pub most: Option<f64>,
}

/// Classes within which who answered and who did not are taken to be alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes {
    /// The question.
    pub item: String,
    /// Code, and how many of it were asked.
    pub asked: Vec<(String, u32)>,
}

/// The answers to a question with their shares of the population.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The question.
    pub item: String,
    /// Code and percentage.
    pub shares: Vec<(String, f64)>,
}

/// How far shares may be off 100 together: they are written as whole percentages at the roughest.
const OFF: f64 = 0.5;

/// Reads `weights.toml`.
///
/// # Errors
/// What is wrong with it: a margin of zero, shares that do not make 100, answers without a share, a group that is said to be
/// weighted and is not, or the other way around.
pub fn read(
    source: Source<'_>,
    measurement: &Measurement,
    questionnaires: &[Questionnaire],
) -> Result<Vec<Weights>, Vec<Problem>> {
    crate::read::read(source, |top| {
        let mut found: Vec<Weights> = Vec::new();
        for table in top.tables("weights") {
            let of = table.text("of").unwrap_or_default();
            let group = measurement.respondents.iter().find(|group| group.id == of);
            match group {
                None => table.wrong("of", format!("\"{of}\" is no group of measurement.toml"), "name one of them"),
                Some(group) if !group.weighted => {
                    let message = format!("measurement.toml says that {of} is not weighted");
                    table.wrong("of", message, "say weighted = true there, or take these weights out");
                }
                Some(_) if found.iter().any(|other| other.of == of) => {
                    table.wrong("of", format!("{of} is weighted twice"), "give it one table of weights");
                }
                Some(_) => {}
            }
            let population = table.whole("population").unwrap_or(0);
            if population == 0 {
                table.wrong("population", "nobody is in it", "write how many there are");
            }
            let most = table.maybe_whole("most").map(f64::from);
            if most.is_some_and(|most| most < 2.0) {
                table.wrong("most", "weights cannot all be below twice their mean and differ", "write 2 or more");
            }
            let margins: Vec<Margin> =
                table.tables("margins").iter().map(|it| margin(it, &of, questionnaires)).collect();
            let classes = table.maybe_table("classes").map(|it| self::classes(&it, &of, questionnaires));
            if margins.is_empty() && classes.is_none() {
                table.wrong("margins", "there is nothing to weight to", "add [[weights.margins]]");
            }
            table.finish();
            found.push(Weights { of, population, classes, margins, most });
        }
        for group in measurement.respondents.iter().filter(|group| group.weighted) {
            let asked = questionnaire::of(questionnaires, &group.id).is_some();
            if asked && !found.iter().any(|weights| weights.of == group.id) {
                let message = format!("{} is weighted, by nothing", group.id);
                top.wrong(
                    "weights",
                    message,
                    "add [[weights]] for it, or take weighted = true out of measurement.toml",
                );
            }
        }
        Some(found)
    })
}

/// `classes = { item = "...", asked = [["code", "1200"], ...] }`.
fn classes(table: &Table<'_, '_>, of: &str, questionnaires: &[Questionnaire]) -> Classes {
    let item = table.text("item").unwrap_or_default();
    let found = questionnaire::of(questionnaires, of).and_then(|all| all.item_of(&item, of));
    let Some(Answer::One(levels)) = found.map(|item| &item.answer) else {
        let message = format!("\"{item}\" is no question with one answer that {of} is asked");
        table.wrong("item", message, "name one of their questionnaire");
        table.known("asked");
        table.finish();
        return Classes { item, asked: Vec::new() };
    };
    let mut asked: Vec<(String, u32)> = Vec::new();
    for (at, texts) in table.lines("asked") {
        let [code, many] = &texts[..] else {
            table.wrong_at(at, "asked", format!("{} texts", texts.len()), "write [\"code\", \"1200\"]");
            continue;
        };
        let number = many.text.replace('.', "").parse().unwrap_or(0);
        if number == 0 {
            let message = format!("\"{}\" of \"{}\" were asked", many.text, code.text);
            table.wrong_at(at, "asked", message, "write how many, and leave out whom nobody asked");
        }
        if !levels.iter().any(|level| level.code == code.text) || asked.iter().any(|(other, _)| *other == code.text) {
            let message = format!("\"{item}\" has no other answer of code \"{}\"", code.text);
            table.wrong_at(at, "asked", message, "name each code of its scale once");
        }
        asked.push((code.text.clone(), number));
    }
    if asked.is_empty() {
        table.wrong("asked", "nobody was asked", "write asked = [[\"code\", \"1200\"]]");
    }
    table.finish();
    Classes { item, asked }
}

fn margin(table: &Table<'_, '_>, of: &str, questionnaires: &[Questionnaire]) -> Margin {
    let item = table.text("item").unwrap_or_default();
    let found = questionnaire::of(questionnaires, of).and_then(|all| all.item_of(&item, of));
    let levels = match found.map(|item| &item.answer) {
        Some(Answer::One(levels)) => levels.as_slice(),
        _ => {
            let message = format!("\"{item}\" is no question with one answer that {of} is asked");
            table.wrong("item", message, "name one of their questionnaire");
            &[]
        }
    };
    let mut shares: Vec<(String, f64)> = Vec::new();
    for (at, texts) in table.lines("shares") {
        let [code, share] = &texts[..] else {
            table.wrong_at(at, "shares", format!("{} texts", texts.len()), "write [\"code\", \"12,5\"]");
            continue;
        };
        let value = crate::published::number(&share.text).unwrap_or(0.0);
        if value <= 0.0 {
            let message = format!("the share of \"{}\" is {}", code.text, share.text);
            table.wrong_at(
                at,
                "shares",
                message,
                "leave out who is not there, and join what is too small with another",
            );
        }
        if !levels.is_empty() && !levels.iter().any(|level| level.code == code.text) {
            let message = format!("\"{item}\" has no answer of code \"{}\"", code.text);
            table.wrong_at(at, "shares", message, "name a code of its scale");
        }
        shares.push((code.text.clone(), value));
    }
    let codes: BTreeSet<&str> = shares.iter().map(|(code, _)| code.as_str()).collect();
    if codes.len() < shares.len() {
        table.wrong("shares", "a code is there twice", "give each answer one share");
    }
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    if (sum - 100.0).abs() > OFF {
        table.wrong("shares", format!("they add up to {sum}"), "correct them: together they are 100");
    }
    table.finish();
    Margin { item, shares }
}
