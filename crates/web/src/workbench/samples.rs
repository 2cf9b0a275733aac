//! Made-up desks.

use super::{also::Also, page::WorkPage};
use crate::{
    say::{people, words::T},
    site::shell::Shell,
};
use access::Role;
use register::{
    AccountId, ApplicationId, EnrolmentId, FileId, PersonId, Personal, TeamId, VersionId,
    agreement::Subject,
    duty::{Basis, Due, Duty, DutyKind, Evaluating, Ground, Pile, REASONS, Waits, Who},
    law::{Article, Because},
    transition::List,
};
use store::file::within::{Choices, Chosen};
use store::knowledge::Owed;
use store::workbench::{Asked, Place, WorkRow, Workbench};
use time::{Duration, macros::date};
use uuid::Uuid;

pub(super) fn all(t: T) -> Vec<(&'static str, WorkPage)> {
    let now = people::now();
    let page = |role, asked: &Asked, work: &Workbench| {
        WorkPage::new(Shell::sample_as(t, role, "/werk"), role, asked, work, now).also(&also(work.before))
    };
    let empty = Workbench {
        rows: Vec::new(),
        next: None,
        before: 0,
        counts: Vec::new(),
        choices: Choices::default(),
        turns_on: None,
    };
    let later = Workbench { turns_on: Some(now.day + Duration::days(45)), ..empty.clone() };
    let full = work();
    let team = full.choices.teams.first().map(|(team, _)| *team);
    let late = Asked { pile: Some(Pile::Late), files: Chosen { team, coach: None }, ..Asked::default() };
    let of_late = full.rows.iter().filter(|row| row.pile == Pile::Late).cloned().collect();
    let paged = Asked { after: full.next, ..Asked::default() };
    vec![
        ("empty", page(Role::Intaker, &Asked::default(), &later)),
        ("only-lists", page(Role::Coach, &Asked::default(), &Workbench { before: 3, ..later.clone() })),
        ("no-files", page(Role::Intaker, &Asked::default(), &empty)),
        ("full", page(Role::CareCoordinator, &Asked::default(), &full)),
        ("second", page(Role::CareCoordinator, &paged, &Workbench { before: 25, ..full.clone() })),
        ("coach", page(Role::Coach, &Asked::default(), &Workbench { choices: Choices::default(), ..full.clone() })),
        ("late", page(Role::CareCoordinator, &late, &Workbench { rows: of_late, next: None, ..full.clone() })),
        (
            "nothing-of-what-was-chosen",
            page(Role::CareCoordinator, &late, &Workbench { choices: full.choices.clone(), ..empty.clone() }),
        ),
        ("past-the-end", page(Role::Intaker, &paged, &Workbench { counts: full.counts.clone(), before: 47, ..empty })),
    ]
}

/// Why work of a kind is due, as the rules say it.
fn why(kind: DutyKind) -> Vec<Because> {
    let keys: &[&str] = match kind {
        DutyKind::Assess => &["assessed_on-not_said", "enrolled_on-not_said"],
        DutyKind::Agree => &["needs_extra_support_on_the_ground-yes", "agreed_on-not_said"],
        DutyKind::AgreeLater => {
            &["needs_extra_support_on_the_ground-yes", "enrolled_on-day", "need_arose_on-day", "agreed_on-not_said"]
        }
        DutyKind::ReportAbsence => &["absent_since-day", "returned_on-not_said"],
        DutyKind::OfferGuidance => &["programme-basisberoeps"],
        DutyKind::HandOver => &["municipality_goes_on_since-day", "made_on-not_said"],
        DutyKind::Reply => &["asked_on-day"],
        DutyKind::Await => &["waits_since-day", "waits_for-student"],
        DutyKind::Mend => &["failing_since-day"],
        DutyKind::LookAgain => &["look_again_on-day"],
    };
    REASONS.iter().filter(|reason| keys.contains(&reason.key().as_str())).copied().collect()
}

pub(super) fn work() -> Workbench {
    let application = Subject::Application(ApplicationId(Uuid::from_u128(2)));
    let enrolment = Subject::Enrolment(EnrolmentId(Uuid::from_u128(3)));
    let person = people::person(None);
    let today = people::now().day;
    let row = |name: Option<&str>, kind, subject, article, due, who| {
        let duty = Duty { kind, subject, basis: Basis::Law(article), due, who, waits: None };
        WorkRow {
            file: FileId(Uuid::from_u128(4)),
            person: PersonId(Uuid::from_u128(4)),
            name: name.map(|name| Personal::new(name.to_owned())),
            born: name.is_none().then(|| register::BirthDate::from_parts(2008, 9, 3)).flatten(),
            student_number: Some(Personal::new("0012345".to_owned())),
            teams: person.teams.clone(),
            coaches: vec!["Sander Kuipers".to_owned()],
            because: why(kind),
            duty,
            pile: Pile::of(&duty, today),
            since: name.map(|_| today - Duration::days(20)),
            untold: who == Who::Guardian,
        }
    };
    let long = "Annemarie-Louise van der Schoot-Wijnbergen";
    let (assess, agree) = (Article::Assess, Article::Agree);
    let in_a_month = Due::By(today + Duration::days(30));
    let mut rows = vec![
        row(Some("Bo Li"), DutyKind::Assess, enrolment, assess, Due::By(today - Duration::DAY), Who::Coach),
        row(None, DutyKind::Assess, enrolment, assess, Due::By(today - Duration::DAY), Who::Coach),
        row(Some(long), DutyKind::Agree, enrolment, agree, Due::By(date!(2025 - 08 - 25)), Who::Coach),
        row(Some("Wout de Wit"), DutyKind::Assess, application, assess, Due::By(today), Who::Intaker),
        row(Some("Iris Bos"), DutyKind::Assess, application, assess, in_a_month, Who::Intaker),
        row(Some("Fenna Bos"), DutyKind::AgreeLater, enrolment, Article::AgreeLater, Due::NoTerm, Who::Coach),
        row(Some("Noor Özdemir"), DutyKind::Agree, application, agree, Due::By(today), Who::Student),
        row(Some("Sem de Wit"), DutyKind::Agree, application, agree, in_a_month, Who::Guardian),
    ];
    if let Some(policy) = rows.last_mut() {
        policy.duty.basis = Basis::Policy;
    }
    let waits = Some(Waits { version: VersionId(Uuid::from_u128(6)), since: today - Duration::days(9) });
    for (name, kind, who) in [
        ("Puck Smit", DutyKind::Reply, Who::Coach),
        ("Jip Mol", DutyKind::Await, Who::Student),
        ("Mees Vos", DutyKind::Mend, Who::Coach),
    ] {
        let mut row = row(Some(name), kind, enrolment, agree, Due::NoTerm, who);
        row.duty = Duty { basis: Basis::Promise, waits, ..row.duty };
        rows.push(row);
    }
    rows.sort_by_key(|row| (row.pile, row.duty.kind));
    let counts = vec![
        (Pile::Late, DutyKind::Assess, 30),
        (Pile::Late, DutyKind::Agree, 2),
        (Pile::ThisWeek, DutyKind::Assess, 6),
        (Pile::Later, DutyKind::Assess, 1),
        (Pile::NoTerm, DutyKind::AgreeLater, 1),
        (Pile::NoTerm, DutyKind::Reply, 1),
        (Pile::NoTerm, DutyKind::Mend, 1),
        (Pile::Waiting, DutyKind::Agree, 5),
        (Pile::Waiting, DutyKind::Await, 1),
    ];
    let place = Place {
        pile: Pile::Waiting,
        kind: DutyKind::Agree,
        ground: Ground::Law,
        due: Some(today),
        file: FileId(Uuid::from_u128(4)),
        number: 0,
    };
    Workbench { rows, next: Some(place), before: 0, counts, choices: choices(), turns_on: None }
}

fn choices() -> Choices {
    let team = |n: u128, name: &str| (TeamId(Uuid::from_u128(n)), name.to_owned());
    let coach = |n: u128, name: &str| (AccountId(Uuid::from_u128(n)), name.to_owned());
    Choices {
        teams: vec![team(1, "Autotechniek"), team(2, "Arbeidsmarktgekwalificeerd Assistent Horeca")],
        coaches: vec![coach(1, "Sander Kuipers"), coach(2, "Noor van der Wetering-Bakker")],
    }
}

/// As much on lists of their own.
fn also(many: i64) -> Also {
    let evaluations = Evaluating::ALL.iter().map(|list| (*list, many)).collect();
    Also {
        decisions: many,
        lost: many,
        unbridged: many,
        to_answer: many,
        refused: many,
        promises: many,
        workplaces: many,
        voices: (many, many / 2),
        evaluations,
        unreached: many,
        handoffs: many,
        partners: many,
        intake: many,
        knowledge: Owed { asked: many, old: many, practices: many },
        routes: List::ALL.iter().map(|list| (*list, many)).collect(),
        burdens: many,
        seconds: many,
        returned: many,
        todos: many,
    }
}
