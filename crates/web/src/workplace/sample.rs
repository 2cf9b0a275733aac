//! Placements for samples.

use crate::say::people;
use register::catalogue::{Level, MeasureKind, Place};
use register::company::{Company, CompanyId, Known, Postcode};
use register::enrolment::Enrolment;
use register::meeting::Consenter;
use register::programme::{Crebo, Programmes};
use register::workplace::look::{Kept, Look, Voice};
use register::workplace::provision::{Kind, Status, Step};
use register::workplace::report::{Decided, Event, Report, Side, Step as ReportStep};
use register::workplace::told::{State, Told};
use register::workplace::{Ended, Party, Reason, Workplace};
use register::{EnrolmentId, PersonId, VersionId};
use store::workplace::{FromDuo, LookedBack, Measure, Telling, WorkplacesView};
use time::{Date, Duration};
use uuid::Uuid;

fn crebo() -> Option<Crebo> {
    Crebo::parse("25180")
}

fn today() -> Date {
    people::now().day
}

pub(super) fn company(number: u32, name: &str, known: Known) -> Option<Company> {
    Some(Company {
        id: CompanyId::parse(&number.to_string())?,
        name: name.to_owned(),
        street: Some("Voorbeeldstraat 12".to_owned()),
        postcode: Postcode::parse("6811 AB")?,
        town: "Arnhem".to_owned(),
        guidance: known,
        access: Known::Unknown,
        experience: known,
        places: Some(3),
    })
}

fn enrolment() -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(1))
}

fn workplace(number: u32, ended: Option<Reason>) -> Option<Workplace> {
    let noted = (people::now(), people::staff());
    Some(Workplace {
        number,
        enrolment: enrolment(),
        crebo: crebo()?,
        company: CompanyId::parse("100018965")?,
        name: "Bakkerij en Lunchroom De Voorbeeldige Korenmolen".to_owned(),
        from: today().saturating_sub(Duration::days(30)),
        until: today().saturating_add(Duration::days(90)),
        days: 4,
        hours: 640,
        guidance: "Praktijkopleider: Kees Bakker. Van school: Noor de Wit.".to_owned().into(),
        part: "Kerntaak 1: brood bakken. Met een praktijkopdracht.".to_owned().into(),
        early_ending: number == 2,
        recognised: Known::Yes,
        signed: vec![(Party::School, today())],
        instead: (number == 2).then_some(1),
        ended: ended.map(|reason| Ended { on: today(), reason, noted }),
        noted,
    })
}

fn measure() -> Measure {
    Measure {
        measure: None,
        kind: MeasureKind::Workplace,
        text: "Extra begeleiding op je stage".to_owned(),
        details: "Elke week een gesprek met de praktijkopleider".to_owned().into(),
        who: "Praktijkopleider".to_owned(),
        place: Place::Workplace,
        from: today(),
        until: None,
        level: Level::Extra,
    }
}

fn telling(at: usize, state: State) -> Telling {
    let told = Told {
        number: u32::try_from(at).unwrap_or_default() + 1,
        of: 2,
        name: "Wilhelmina van der Wetering-Bakker".to_owned().into(),
        email: "wilhelmina.van.der.wetering-bakker@bedrijf.example".to_owned().into(),
        english: false,
        until: today(),
        version: VersionId(Uuid::from_u128(7)),
        lines: vec![0],
        own: if at == 0 { "Zeg mij een ding tegelijk.".to_owned().into() } else { String::new().into() },
        asked: (people::now(), people::staff()),
        agreed: None,
        anew_on: None,
        stopped: None,
    };
    Telling { told, lines: vec![measure()], hidden: at, state }
}

fn report(number: u32, side: Side, events: &[Event]) -> Report {
    let noted = (people::now(), people::staff());
    let step = |event: &Event| ReportStep {
        event: *event,
        on: today(),
        words: (*event == Event::Answer).then(|| "SBB is bij het bedrijf langsgegaan.".to_owned().into()),
        noted,
    };
    Report {
        number,
        of: 2,
        words: "Er werd iets geroepen over wie ik ben.".to_owned().into(),
        side,
        noted,
        steps: events.iter().map(step).collect(),
        decided: (number == 2).then_some(Decided { college: true, police: false, noted }),
    }
}

fn look() -> LookedBack {
    let noted = (people::now(), people::staff());
    let said =
        [(Voice::Student, "Het ging goed."), (Voice::Trainer, ""), (Voice::School, "Volgende keer eerder bellen.")];
    let look = Look {
        number: 1,
        of: 2,
        on: today(),
        version: VersionId(Uuid::from_u128(7)),
        kept: vec![(0, Kept::Partly)],
        said: said.into_iter().map(|(who, words)| (who, words.to_owned().into())).collect(),
        noted,
        taken: None,
    };
    LookedBack { look, kept: vec![(measure(), Kept::Partly)] }
}

/// One that was written down by mistake.
fn taken_back() -> LookedBack {
    let mut one = look();
    one.look.number = 2;
    one.look.taken = Some((people::now(), people::staff()));
    one
}

/// Nothing yet, of somebody who is enrolled.
pub(super) fn none() -> WorkplacesView {
    let of = Enrolment {
        id: enrolment(),
        person: PersonId(Uuid::from_u128(2)),
        number: "1".to_owned(),
        from: today().saturating_sub(Duration::days(400)),
        planned_until: Some(today().saturating_add(Duration::days(600))),
        until: None,
        reason: None,
        withdrawn: false,
    };
    WorkplacesView {
        file: people::mine(&[], false, None).file,
        person: people::person(people::born(false)),
        all: Vec::new(),
        lost: Vec::new(),
        steps: Vec::new(),
        duo: Vec::new(),
        enrolments: vec![(of, crebo())],
        programmes: Programmes::default(),
        today: today(),
        measures: Vec::new(),
        agreed: Vec::new(),
        version: None,
        lines: Vec::new(),
        told: Vec::new(),
        asked: Vec::new(),
        looks: Vec::new(),
        reports: Vec::new(),
        mail: true,
        needed: Some(Consenter::Student),
        names: people::names(),
    }
}

/// One that runs, one that failed, and what DUO tells.
pub(super) fn some() -> WorkplacesView {
    let step = |kind, status| Step { kind, status, on: today(), noted: (people::now(), people::staff()), taken: None };
    let duo = |company, recognised, arranged| FromDuo {
        enrolment: enrolment(),
        sequence: "1".to_owned(),
        from: today(),
        until: Some(today()),
        ended: None,
        hours: Some(150),
        company,
        recognised,
        arranged,
    };
    let listed = ("100018965".to_owned(), company(100_018_965, "Kapsalon Voorbeeld", Known::Yes));
    WorkplacesView {
        all: [workplace(1, Some(Reason::PlaceGone)), workplace(2, None), workplace(3, Some(Reason::GuidanceGone))]
            .into_iter()
            .flatten()
            .collect(),
        steps: vec![
            (2, step(Kind::Interpreter, Status::Granted)),
            (2, step(Kind::Shoes, Status::Asked)),
            (2, Step { taken: Some((people::now(), people::staff())), ..step(Kind::Shoes, Status::Refused) }),
        ],
        duo: vec![
            duo(Some(listed.clone()), Known::No, false),
            duo(Some(listed), Known::Yes, true),
            duo(Some(("100018966".to_owned(), None)), Known::Unknown, false),
            duo(None, Known::Unknown, false),
        ],
        measures: vec![measure()],
        version: Some(VersionId(Uuid::from_u128(7))),
        lines: vec![(0, measure()), (1, measure())],
        asked: vec![0, 1],
        looks: vec![look(), taken_back()],
        reports: vec![
            report(1, Side::School, &[]),
            report(2, Side::School, &[Event::Send, Event::Answer]),
            report(3, Side::Student, &[]),
        ],
        told: State::ALL.iter().enumerate().map(|(at, state)| telling(at, *state)).collect(),
        agreed: vec![(MeasureKind::Workplace, Place::Workplace)],
        ..none()
    }
}
