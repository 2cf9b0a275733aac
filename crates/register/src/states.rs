//! Holds the drawings in `docs/states` to the code: an arrow too many or too few fails here.

use crate::{agreement, application, burden, concern, enrolment, point, referral};
use std::{collections::BTreeSet, fs, path::Path};

type Arrows = BTreeSet<(String, String)>;

/// The arrows between states in the Mermaid drawing of a document. Labels after the colon are for people.
fn drawn(document: &str) -> Arrows {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states").join(document);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
    let arrows = text.lines().filter_map(|line| line.trim().split_once(" --> "));
    arrows
        .map(|(from, to)| (from.to_owned(), to.split([':', ' ']).next().unwrap_or_default().to_owned()))
        .filter(|(from, to)| from != "[*]" && to != "[*]")
        .collect()
}

fn arrow(from: &str, to: &str) -> Option<(String, String)> {
    (from != to).then(|| (from.to_owned(), to.to_owned()))
}

#[test]
fn the_drawing_of_an_agreement_is_what_the_code_does() {
    use agreement::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("agreement.md"), code);
}

/// What the store does not do is drawn as not walked yet, and nothing else is.
#[test]
fn what_nobody_walks_yet_is_marked() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src/agreement");
    let texts = fs::read_dir(store).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let text = texts.collect::<String>();
    let drawing =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/states/agreement.md")).unwrap();
    for (step, to) in [
        ("propose", "offered"),
        ("answer", "in_force"),
        ("withdraw", "withdrawn"),
        ("end", "ended"),
        ("lapse", "lapsed"),
    ] {
        let walked = text.contains(&format!("agreement::{step}(")) || text.contains(&format!("rules::{step}("));
        let arrow = drawing.lines().find(|line| line.contains(&format!("--> {to}:"))).unwrap_or_else(|| panic!("{to}"));
        assert_eq!(arrow.contains("(not walked yet)"), !walked, "{step}: {arrow}");
    }
}

#[test]
fn the_drawing_of_an_application_is_what_the_code_does() {
    use application::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("application.md"), code);
}

#[test]
fn the_drawing_of_a_concern_is_what_the_code_does() {
    use concern::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("concern.md"), code);
}

#[test]
fn the_drawing_of_a_referral_is_what_the_code_does() {
    use referral::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("referral.md"), code);
}

#[test]
fn the_drawing_of_a_burden_is_what_the_code_does() {
    use burden::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("burden.md"), code);
}

#[test]
fn the_drawing_of_an_enrolment_is_what_the_code_does() {
    use enrolment::Status;
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| {
            Status::ALL.iter().filter(|to| from.may_become(**to)).filter_map(|to| arrow(from.code(), to.code()))
        })
        .collect();
    assert_eq!(drawn("enrolment.md"), code);
}

#[test]
fn the_drawing_of_a_point_of_attention_is_what_the_code_does() {
    use crate::fixtures::{account_id, at, day};
    use point::{Outcome, Said, Turn};
    let code = |turn| match turn {
        Turn::Again(_) => "open",
        Turn::Ended(outcome) => outcome.code(),
    };
    let noted = point::note(&[], "Let op.", Some(day("2026-11-02")), account_id(), at("2026-09-15")).unwrap();
    let said = [Said::Again(Some(day("2027-01-11")))].into_iter().chain(Outcome::ALL.iter().map(|one| Said::End(*one)));
    let said: Vec<Said> = said.collect();
    let mut arrows = Arrows::new();
    for first in &said {
        let mut after = noted.clone();
        after.looks.push(point::look(&noted, *first, account_id(), at("2026-09-16")).unwrap());
        arrows.insert((code(noted.turn()).to_owned(), code(after.turn()).to_owned()));
        for second in &said {
            if let Ok(look) = point::look(&after, *second, account_id(), at("2026-09-17")) {
                arrows.insert((code(after.turn()).to_owned(), code(look.turn).to_owned()));
            }
        }
    }
    assert_eq!(drawn("point.md"), arrows);
}
