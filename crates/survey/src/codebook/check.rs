//! Whether a codebook holds together.

use super::{Asked, Item, Measure, Set, When};
use crate::refusal::{Place, Reason, Refusal};

fn refuse(name: &str, message: impl Into<String>, remedy: &str) -> Refusal {
    Refusal::new(Reason::Value, message, remedy).about(name)
}

pub(super) fn check(items: &[Item], sets: &[Set]) -> Result<(), Refusal> {
    for (at, one) in items.iter().enumerate() {
        let before = items.get(..at).unwrap_or_default();
        if one.name.is_empty() {
            return Err(refuse("the codebook", "an item has no name", "Name the column that it is in."));
        }
        if before.iter().any(|other| other.name == one.name) {
            return Err(refuse(&one.name, "this item is declared twice", "Keep one of the two."));
        }
        item(one)?;
        asked(&one.name, &one.asked, before)?;
    }
    for (at, one) in sets.iter().enumerate() {
        let before = sets.get(..at).unwrap_or_default();
        if before.iter().any(|other| other.name == one.name) || items.iter().any(|item| item.name == one.name) {
            return Err(refuse(
                &one.name,
                "this set has the name of another set or item",
                "Give it a name of its own.",
            ));
        }
        set(one, items)?;
    }
    Ok(())
}

fn item(item: &Item) -> Result<(), Refusal> {
    match &item.measure {
        Measure::Levels { levels, top, bottom } => {
            if !levels.iter().any(|level| level.in_base) {
                let remedy = "Declare its levels, or make it a number.";
                return Err(refuse(&item.name, "it has no level that is in the base", remedy));
            }
            if *top > levels.len() || *bottom > levels.len() {
                let message = format!("a share of {} levels of {}", (*top).max(*bottom), levels.len());
                return Err(refuse(&item.name, message, "Take at most as many as it has."));
            }
            for level in levels {
                let at = |refusal: Refusal| refusal.at(Place::Level(level.code.clone()));
                if level.score.is_some_and(|score| !score.is_finite()) {
                    return Err(at(refuse(&item.name, "its score is not a number", "Give a number, or no score.")));
                }
                if level.score.is_some() && !level.in_base {
                    let remedy = "Put it in the base, or take its score away.";
                    return Err(at(refuse(&item.name, "it is outside the base and has a score", remedy)));
                }
            }
        }
        Measure::Number { low, high } => {
            if low.is_nan() || high.is_nan() || low > high {
                let message = format!("no number lies between {low} and {high}");
                return Err(refuse(&item.name, message, "Give the lowest first."));
            }
        }
    }
    codes(
        &item.name,
        item.levels().iter().map(|level| level.code.as_str()).chain(item.missing.iter().map(String::as_str)),
    )
}

/// Codes are written as they are read, and mean one thing.
fn codes<'a>(name: &str, codes: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen: Vec<&str> = codes.collect();
    if let Some(code) = seen.iter().find(|code| code.is_empty() || code.trim() != **code) {
        let message = format!("code {code:?} is empty or has white space around it");
        return Err(refuse(
            name,
            message,
            "An empty field is no answer by itself; write the code without white space.",
        ));
    }
    seen.sort_unstable();
    match seen.windows(2).find(|two| two.first() == two.last()).and_then(|two| two.first()) {
        Some(code) => Err(refuse(name, format!("code {code:?} stands in it twice"), "Keep it once.")),
        None => Ok(()),
    }
}

/// Routing by items that were declared before.
fn asked(name: &str, asked: &[Asked], before: &[Item]) -> Result<(), Refusal> {
    for Asked { item, when } in asked {
        let Some(gate) = before.iter().find(|gate| gate.name == *item) else {
            let remedy = "Declare the item that routing looks at before the one that it leads to.";
            return Err(refuse(
                name,
                format!("who was asked depends on {item:?}, which is not declared before it"),
                remedy,
            ));
        };
        match when {
            When::Among(codes) | When::Except(codes) => {
                let unknown = codes.iter().find(|code| !gate.levels().iter().any(|level| level.code == **code));
                if codes.is_empty() || unknown.is_some() {
                    let message = match unknown {
                        Some(code) => format!("who was asked depends on answer {code:?}, which {item} does not have"),
                        None => format!("who was asked depends on no answer of {item}"),
                    };
                    return Err(refuse(name, message, "Name one of its levels, by code."));
                }
            }
            When::Between(low, high) if low.is_nan() || high.is_nan() || low > high => {
                let message = format!("no answer of {item} lies between {low} and {high}");
                return Err(refuse(name, message, "Give the lowest first."));
            }
            When::Between(..)
                if gate.levels().iter().all(|level| level.score.is_none()) && !gate.levels().is_empty() =>
            {
                let message = format!("the levels of {item} have no scores");
                return Err(refuse(name, message, "Name its levels by code, or give them scores."));
            }
            When::Between(..) => {}
        }
    }
    Ok(())
}

fn set(set: &Set, items: &[Item]) -> Result<(), Refusal> {
    if set.name.is_empty() || set.options.is_empty() || set.ticked.is_empty() {
        let name = if set.name.is_empty() { "the codebook" } else { &set.name };
        let message = "a set needs a name, options, and the code of an option that was ticked";
        return Err(refuse(name, message, "Declare all three."));
    }
    codes(&set.name, set.ticked.iter().chain(&set.open).chain(&set.not_shown).chain(&set.missing).map(String::as_str))?;
    asked(&set.name, &set.asked, items)?;
    for (at, option) in set.options.iter().enumerate() {
        if set.options.iter().take(at).any(|other| other.column == option.column) {
            return Err(refuse(&set.name, format!("option {} stands in it twice", option.column), "Keep it once."));
        }
        asked(&option.column, &option.shown, items)?;
    }
    Ok(())
}
