//! Who gets to a question: conditions that name what is not there, go round in a circle, or leave nobody.

use super::{Answer, Gate, Item, Questionnaire};
use std::collections::{BTreeMap, BTreeSet};

type Wrong = (&'static str, String, &'static str);

/// What is wrong with the routing: the place of the question, with key, message and remedy.
pub(super) fn check(all: &Questionnaire) -> Vec<(usize, Wrong)> {
    let mut found = Vec::new();
    for (at, item) in all.items.iter().enumerate() {
        let before = found.len();
        for gate in &item.asked {
            found.extend(one(all, at, item, gate).map(|wrong| (at, wrong)));
        }
        if found.len() == before
            && let Some(why) = nobody(all, item)
        {
            found.push((at, ("asked", why, "correct the conditions; each answer that leads here must be possible")));
        }
    }
    found
}

fn one(all: &Questionnaire, at: usize, item: &Item, gate: &Gate) -> Option<Wrong> {
    let Some(place) = all.items.iter().position(|other| other.id == gate.item) else {
        let message = format!("there is no question \"{}\" here", gate.item);
        return Some(("asked", message, "name a question of this questionnaire"));
    };
    if place >= at {
        let circle = place == at || leads(all, &gate.item, &item.id, all.items.len());
        return Some(if circle {
            let message = format!("a loop: \"{}\" and \"{}\" each wait for the other", item.id, gate.item);
            ("asked", message, "take one of the conditions out")
        } else {
            let message = format!("\"{}\" is asked later", gate.item);
            ("asked", message, "put it before this question")
        });
    }
    let Answer::One(levels) = &all.items[place].answer else {
        let message = format!("\"{}\" is no question with one answer", gate.item);
        return Some(("asked", message, "route on a question of which one answer is chosen"));
    };
    if let Some(group) = item.of.iter().find(|group| !all.items[place].of.contains(group)) {
        let message = format!("{group} is not asked \"{}\", which leads here", gate.item);
        return Some(("of", message, "put both to the same people, or take the condition out"));
    }
    let unknown = gate.among.iter().find(|code| !levels.iter().any(|level| level.code == **code))?;
    let message = format!("\"{}\" has no answer of code \"{unknown}\"", gate.item);
    Some(("asked", message, "name a code of its scale"))
}

/// Whether a question waits, over others, for another.
fn leads(all: &Questionnaire, from: &str, to: &str, left: usize) -> bool {
    let Some(item) = all.item(from).filter(|_| left > 0) else { return false };
    item.asked.iter().any(|gate| gate.item == to || leads(all, &gate.item, to, left - 1))
}

/// Why nobody gets to a question, where that is so. Its conditions are right one by one.
fn nobody(all: &Questionnaire, item: &Item) -> Option<String> {
    let mut open: Vec<&Item> = vec![item];
    let mut allowed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::from([item.id.as_str()]);
    while let Some(next) = open.pop() {
        for gate in &next.asked {
            let codes: BTreeSet<&str> = gate.among.iter().map(String::as_str).collect();
            let left = allowed.entry(gate.item.as_str()).or_insert_with(|| codes.clone());
            left.retain(|code| codes.contains(code));
            if left.is_empty() {
                return Some(format!("nobody gets here: no answer to \"{}\" meets all conditions", gate.item));
            }
            if seen.insert(gate.item.as_str()) {
                open.extend(all.item(&gate.item));
            }
        }
    }
    None
}
