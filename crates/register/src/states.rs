//! Holds the drawings in `docs/states` to the code: an arrow too many or too few fails here.

use crate::{
    admission, advice, agreement, application, burden, card, concern, dispute, enrolment, exam, handoff, intake,
    knowledge, meeting, offer, partner, point, referral, share, transfer, transition, unlisted, voice,
};
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
fn the_drawing_of_a_transition_is_what_the_code_does() {
    use transition::{Kind, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Kind::ALL.iter().filter_map(|kind| arrow(from.code(), from.on(*kind)?.code())))
        .collect();
    assert_eq!(drawn("transition.md"), code);
}

#[test]
fn the_drawing_of_a_handoff_is_what_the_code_does() {
    use handoff::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("handoff.md"), code);
}

#[test]
fn the_drawing_of_a_partner_is_what_the_code_does() {
    use partner::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("partner.md"), code);
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
fn the_drawing_of_a_placement_is_what_the_code_does() {
    use crate::Moment;
    use crate::fixtures::{account_id, at, day};
    use crate::workplace::{Reason, Status, end, fixture};
    let one = fixture("2026-02-01", "2026-06-30");
    let days = ["2026-01-31", "2026-02-01", "2026-06-30", "2026-07-01"].map(day);
    let mut code = Arrows::new();
    for pair in days.windows(2) {
        code.extend(arrow(one.status(pair[0]).code(), one.status(pair[1]).code()));
    }
    for today in days {
        let now = Moment { at: at("2026-09-15").at, day: today };
        let mut ended = one.clone();
        ended.ended = Some(end(&one, Some(day("2026-02-01")), Some(Reason::Stops), account_id(), now).unwrap());
        assert_eq!(ended.status(today), Status::Ended);
        code.extend(arrow(one.status(today).code(), ended.status(today).code()));
    }
    assert_eq!(drawn("workplace.md"), code);
}

#[test]
fn the_drawing_of_a_report_to_sbb_is_what_the_code_does() {
    use crate::workplace::report::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("sbb-report.md"), code);
}

#[test]
fn the_drawing_of_an_offer_is_what_the_code_does() {
    use offer::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("offer.md"), code);
}

#[test]
fn the_drawing_of_what_somebody_knows_is_what_the_code_does() {
    use knowledge::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("knowledge.md"), code);
}

#[test]
fn the_drawing_of_a_role_that_is_not_on_the_list_is_what_the_code_does() {
    use unlisted::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("unlisted.md"), code);
}

#[test]
fn the_drawing_of_a_dispute_is_what_the_code_does() {
    use dispute::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("dispute.md"), code);
}

#[test]
fn the_drawing_of_an_exam_is_what_the_code_does() {
    use exam::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("exam.md"), code);
}

#[test]
fn the_drawing_of_an_admission_is_what_the_code_does() {
    use admission::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("admission.md"), code);
}

#[test]
fn the_drawing_of_a_transfer_is_what_the_code_does() {
    use transfer::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("transfer.md"), code);
}

#[test]
fn the_drawing_of_an_advice_is_what_the_code_does() {
    use advice::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("advice.md"), code);
}

#[test]
fn the_drawing_of_an_intake_is_what_the_code_does() {
    use intake::talk::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("intake.md"), code);
}

#[test]
fn the_drawing_of_a_meeting_is_what_the_code_does() {
    use meeting::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("meeting.md"), code);
}

#[test]
fn the_drawing_of_what_a_student_says_is_what_the_code_does() {
    use voice::{Event, Status};
    let code: Arrows = Status::ALL
        .iter()
        .flat_map(|from| Event::ALL.iter().filter_map(|event| arrow(from.code(), from.on(*event)?.code())))
        .collect();
    assert_eq!(drawn("voice.md"), code);
}

/// A share turns by its last day and by whoever stops it, also when it was over: every such turn, and no other.
#[test]
fn the_drawing_of_a_share_is_what_the_code_does() {
    use crate::fixtures::{account_id, at, day};
    use share::{Draft, Purpose, Share};
    let draft = Draft {
        name: "Rian de Boer".into(),
        organisation: "Zorggroep".into(),
        email: "rian@zorg.example".into(),
        purpose: Some(Purpose::Placement),
        until: Some(day("2026-09-20")),
        agreed: true,
        english: false,
    };
    let terms =
        share::offer(&draft, share::Known { shares: &[], own: &[], holds: true, mail: true }, day("2026-09-10"))
            .unwrap();
    let id = crate::ShareId(uuid::Uuid::from_u128(1));
    let goes = Share {
        id,
        terms,
        made: at("2026-09-10"),
        by: account_id(),
        stopped: None,
        closed: None,
        waits: false,
        anew_on: None,
    };
    let asked = Share { waits: true, ..goes.clone() };
    let ended = Share { stopped: Some((at("2026-09-15"), account_id())), ..goes.clone() };
    let (last, after) = (day("2026-09-20"), day("2026-09-21"));
    let young = Share { anew_on: Some(last), ..goes.clone() };
    let turns = [
        (&goes, last, &goes, after),
        (&young, day("2026-09-19"), &young, last),
        (&ended, last, &ended, after),
        (&goes, last, &ended, last),
        (&goes, after, &ended, after),
        (&asked, last, &goes, last),
        (&asked, last, &asked, after),
        (&asked, last, &ended, last),
    ];
    let code: Arrows = turns
        .iter()
        .filter_map(|(before, on, then, later)| arrow(before.state(*on).code(), then.state(*later).code()))
        .collect();
    assert_eq!(drawn("share.md"), code);
}

/// A link to a card turns by its time, by how often it was opened, and by whoever ends it: every such turn, and no other.
#[test]
fn the_drawing_of_a_card_link_is_what_the_code_does() {
    use crate::fixtures::{account_id, at};
    use card::link::{Link, Look, MAX_LOOKS, Term};
    let made = at("2026-09-10");
    let id = crate::CardLinkId(uuid::Uuid::from_u128(1));
    let (term, by, ends) = (Term::Day, account_id(), made.at + Term::Day.lasts());
    let goes = Link { id, number: 1, term, made, by, ends, ended: None, looks: Vec::new() };
    let full = Link { looks: vec![Look { at: made, by: None }; MAX_LOOKS], ..goes.clone() };
    let ended = |link: &Link| Link { ended: Some((made, by)), ..link.clone() };
    let turns = [
        (&goes, made.at, &goes, ends),
        (&goes, made.at, &full, made.at),
        (&full, made.at, &full, ends),
        (&goes, made.at, &ended(&goes), made.at),
        (&full, made.at, &ended(&full), made.at),
        (&ended(&goes), made.at, &ended(&goes), ends),
    ];
    let code: Arrows = turns
        .iter()
        .filter_map(|(before, on, then, later)| arrow(before.state(*on).code(), then.state(*later).code()))
        .collect();
    assert_eq!(drawn("card.md"), code);
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
