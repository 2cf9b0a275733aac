//! The shape of the house as `docs/architecture.md` tells it: which rooms are drawn, which subjects know which, and which
//! files go round in circles.

use super::{
    layers,
    source::{Crate, crates},
};
use std::{collections::BTreeSet, fs};

/// The rows of the table under a heading of the document: the texts between backticks, by cell.
fn table(heading: &str) -> Vec<Vec<Vec<String>>> {
    let text = fs::read_to_string(crates().join("../docs/architecture.md")).unwrap();
    let (_, below) = text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("there is no {heading:?}"));
    let lines = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let code = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    lines.skip(2).map(|line| line.trim_matches('|').split('|').map(code).collect()).collect()
}

#[test]
fn the_drawing_of_rooms_is_the_house() {
    let text = fs::read_to_string(crates().join("../docs/architecture.md")).unwrap();
    let drawing = text.split("graph TD\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let drawn: BTreeSet<(&str, &str)> = drawing.lines().filter_map(|line| line.trim().split_once(" --> ")).collect();
    let rooms: BTreeSet<&str> = drawn.iter().flat_map(|(from, to)| [*from, *to]).collect();
    assert_eq!(rooms, layers::rooms().collect(), "every room is in the drawing, and no other");
    let real: BTreeSet<(&str, String)> =
        layers::rooms().flat_map(|room| layers::known_by(room).into_iter().map(move |to| (room, to))).collect();
    for (from, to) in &drawn {
        assert!(real.contains(&(*from, (*to).to_owned())), "{from} --> {to} is drawn, and {from} does not know {to}");
    }
    // An arrow that follows from others (web to register, through access) need not be drawn.
    let reached = |from: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(at) = next.pop() {
            let below = drawn.iter().filter(|(from, _)| *from == at).map(|(_, to)| (*to).to_owned());
            next.extend(below.filter(|to| seen.insert(to.clone())));
        }
        seen
    };
    for (from, to) in &real {
        assert!(reached(from).contains(to), "{from} knows {to}, and the drawing does not say so");
    }
}

/// What stands beside the subjects of `web`: each with what it may take.
const BESIDE: &[(&str, &[&str])] = &[("say", &["say"]), ("site", &["say", "site"])];

#[test]
fn subjects_know_each_other_by_the_parts_that_are_listed_only() {
    let listed: BTreeSet<(String, String)> = table("## What subjects take from each other")
        .into_iter()
        .flat_map(|row| row[1].iter().map(|part| (row[0][0].clone(), part.clone())).collect::<Vec<_>>())
        .collect();
    let web = Crate::read("web");
    let room = |file: &str| file.split('/').next().unwrap_or(file).trim_end_matches(".rs").to_owned();
    let mut used = BTreeSet::new();
    for (from, tos) in web.arrows() {
        for to in tos {
            let (here, there) = (room(from), room(to));
            if here == there || ["lib", "samples"].contains(&here.as_str()) {
                continue;
            }
            match BESIDE.iter().find(|(name, _)| *name == here) {
                Some((_, below)) => assert!(below.contains(&there.as_str()), "{from} knows {to}: {here} stands below"),
                None if ["say", "site"].contains(&there.as_str()) => {}
                None => {
                    let part = (here.clone(), to.trim_end_matches(".rs").trim_end_matches("/mod").to_owned());
                    assert!(listed.contains(&part), "{from} takes {to}: {part:?} is not in docs/architecture.md");
                    used.insert(part);
                }
            }
        }
    }
    assert_eq!(used, listed, "what is listed is taken");
}

#[test]
fn every_circle_has_a_reason() {
    let told: BTreeSet<BTreeSet<String>> =
        table("## Circles that stay").into_iter().map(|row| row[0].iter().cloned().collect()).collect();
    let mut found = BTreeSet::new();
    for room in layers::rooms() {
        let whole = |file: String| format!("{room}/{file}");
        found
            .extend(Crate::read(room).circles().into_iter().map(|c| c.into_iter().map(whole).collect::<BTreeSet<_>>()));
    }
    let show = |circles: Vec<&BTreeSet<String>>| format!("{circles:#?}");
    assert!(found.is_subset(&told), "new circles: {}", show(found.difference(&told).collect()));
    assert!(told.is_subset(&found), "circles that are gone: {}", show(told.difference(&found).collect()));
}
