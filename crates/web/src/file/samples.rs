//! Files in every state worth looking at.

use super::{page::FilePage, state::Reader};
use crate::{
    say::{people, words::T},
    site::shell::Shell,
};
use access::{Action, Event, Role};
use register::{
    AccountId, EnrolmentId, Personal,
    agreement::Subject,
    application::Status,
    correction::{About, Dated, Known, Said},
    duty::DutyKind,
    enrolment::Enrolment,
    law::State,
    statutory::Ground,
};
use store::{
    correction::{CorrectedDate, Correction},
    file::view::{FileView, PersonView},
    looks::Look,
};
use time::macros::date;
use uuid::Uuid;

pub(super) fn all(t: T) -> Vec<(&'static str, FilePage)> {
    let page = |role, view: &FileView| {
        FilePage::new(
            Shell::sample_as(t, role, "/dossiers/4"),
            Reader { role, draft: false },
            view,
            Some(&looks()),
            people::now(),
        )
    };
    let intaker = |view: &FileView| page(Role::Intaker, view);
    vec![
        ("applicant", intaker(&people::applicant())),
        ("assessed", intaker(&people::assessed(Ground::Yes))),
        ("declined", intaker(&people::declined())),
        ("offered", intaker(&people::offered())),
        ("change-asked", intaker(&people::change_asked())),
        ("not-agreed", intaker(&people::not_agreed())),
        ("beside", page(Role::Coach, &people::beside())),
        ("enrolled", page(Role::Coach, &enrolled(people::agreed(), true))),
        ("enrolled-without", page(Role::Coach, &enrolled(people::assessed(Ground::Yes), false))),
        ("corrected", page(Role::Coach, &corrected())),
        ("draft", {
            let reader = Reader { role: Role::Intaker, draft: true };
            let view = people::assessed(Ground::Yes);
            FilePage::new(Shell::sample_as(t, Role::Intaker, "/dossiers/4"), reader, &view, Some(&[]), people::now())
        }),
        ("said", {
            use register::voice::Status;
            let voices = [Status::Open, Status::Answered, Status::Withdrawn].map(people::voice).to_vec();
            page(Role::Coach, &FileView { voices, ..people::agreed() })
        }),
        ("left", page(Role::Coach, &left())),
        ("unknown", page(Role::Coach, &unknown())),
    ]
}

fn enrolled(mut view: FileView, agreed: bool) -> FileView {
    let id = EnrolmentId(Uuid::from_u128(6));
    let from = if agreed { date!(2026 - 05 - 12) } else { date!(2026 - 03 - 02) };
    for application in &mut view.applications {
        application.status = Status::Enrolled;
        application.became = Some(id);
    }
    view.clearances.clear();
    let person = view.person.person;
    let enrolment = |id, number: &str, withdrawn| Enrolment {
        id,
        person,
        number: number.into(),
        from,
        planned_until: None,
        until: None,
        reason: None,
        withdrawn,
    };
    view.enrolments = vec![
        (enrolment(id, "1", false), Some("25655".into())),
        (enrolment(EnrolmentId(Uuid::from_u128(8)), "2", true), None),
    ];
    people::standing(view)
}

/// Whose first day and birth date turned out to be otherwise.
fn corrected() -> FileView {
    let enrolment = Subject::Enrolment(EnrolmentId(Uuid::from_u128(6)));
    let said = |about, state, done| Said { about, subject: enrolment, state, due: Some(date!(2026 - 05 - 11)), done };
    let day = |day| Some(Known::day(day));
    let dated = |dated, was, became| CorrectedDate { dated, was, became, said_at: Some(people::now().at) };
    let birth = |year| register::BirthDate::from_parts(year, 9, 3).map(Known::Birth);
    let corrections = vec![
        Correction {
            on: date!(2026 - 05 - 12),
            file: "ro".into(),
            dates: vec![dated(Dated::EnrolledFrom, day(date!(2026 - 05 - 11)), day(date!(2026 - 05 - 12)))],
            found: vec![said(About::Before, State::MetLate, Some(date!(2026 - 05 - 12)))],
        },
        Correction {
            on: date!(2026 - 05 - 11),
            file: "students".into(),
            dates: vec![
                dated(Dated::Birth, birth(2011), birth(2008)),
                dated(Dated::Decided, None, day(date!(2026 - 05 - 11))),
            ],
            found: vec![
                said(About::Before, State::Overdue, None),
                said(About::Duty(DutyKind::AgreeLater), State::Due, None),
            ],
        },
    ];
    FileView { corrections, ..enrolled(people::agreed(), true) }
}

/// Who left.
fn left() -> FileView {
    let mut view = enrolled(people::agreed(), true);
    for (enrolment, _) in &mut view.enrolments {
        enrolment.from = date!(2025 - 08 - 01);
        enrolment.until = Some(date!(2026 - 05 - 11));
    }
    people::standing(view)
}

/// DUO's file has no names, and this role sees little.
fn unknown() -> FileView {
    let view = people::applicant();
    let person = PersonView {
        name: None,
        call_name: None,
        birth: register::BirthDate::from_parts(2008, 0, 0),
        student_number: Some(Personal::new("2026117".into())),
        email: None,
        teams: Vec::new(),
        guardians: Vec::new(),
        ..view.person
    };
    let home = Some(store::municipality::Home {
        written: Personal::new("Nergens".into()),
        now: None,
        region: None,
        unknown: true,
    });
    FileView {
        person,
        home,
        need: None,
        statutory: None,
        applications: Vec::new(),
        clearances: Vec::new(),
        state: None,
        coming: Vec::new(),
        before: Vec::new(),
        corrections: Vec::new(),
        duties: Vec::new(),
        may: vec![Action::ViewFile],
        ..view
    }
}

/// What colleagues did, and what the reader did.
fn looks() -> Vec<Look> {
    let look = |seq: i64, who: u128, name: &str, action| Look {
        seq,
        at: people::now().at - time::Duration::hours(20 - seq),
        by: Some(AccountId(Uuid::from_u128(who))),
        name: Some(Personal::new(name.to_owned())),
        role: Some(if who == 5 { Role::Intaker } else { Role::CareCoordinator }),
        action: Some(Event::Action(action)),
        own: who == 5,
    };
    let other = "Willemijn van Oosterhout-Steenbergen";
    vec![
        look(4, 5, "Noor van der Wetering-Bakker", Action::ViewFile),
        look(3, 6, other, Action::ViewFile),
        look(2, 6, other, Action::ListFiles),
        look(1, 6, other, Action::ListFiles),
    ]
}
