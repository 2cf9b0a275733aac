//! Made-up colleagues, and what they know.

use access::Teams;
use register::catalogue::{Measure, STARTER_MEASURES};
use register::knowledge::{Branch, Entry, Practice, Standing, Status, Tried, Whom, holds, subjects};
use register::offer::Concept;
use register::{AccountId, KnowledgeId, MeasureId, Period, PracticeId, TeamId};
use store::knowledge::{Known, Practices, Practised, Tree};
use time::{Date, Duration, macros::date};
use uuid::Uuid;

pub(super) const fn today() -> Date {
    date!(2026 - 11 - 22)
}

pub(super) fn teams() -> Vec<(TeamId, String)> {
    let team = |n, name: &str| (TeamId(Uuid::from_u128(n)), name.to_owned());
    vec![team(1, "Verpleging en Maatschappelijke Zorg"), team(2, "Bouw")]
}

/// The catalogue that every school begins with.
pub(super) fn measures() -> Vec<Measure> {
    let one = |(n, starter): (u128, &register::catalogue::StarterMeasure)| Measure {
        id: MeasureId(Uuid::from_u128(n)),
        kind: starter.kind,
        text: starter.text.to_owned(),
        text_en: starter.text_en.to_owned(),
        who: starter.who.to_owned(),
        place: starter.place,
        level: starter.level,
        period: Period::since(date!(2020 - 08 - 01)),
    };
    (1..).zip(STARTER_MEASURES).map(one).collect()
}

fn known(n: u128, subject: Concept, status: Status, many: i64) -> Known {
    let function = n % 4 == 3;
    let days = if n.is_multiple_of(5) { 400 } else { 20 };
    let on = today() - Duration::days(days);
    let whom = if function {
        Whom::Function("Het loket passend onderwijs".into(), "The support desk".into())
    } else {
        Whom::Colleague(AccountId(Uuid::from_u128(n + 100)))
    };
    let confirmed = status == Status::Confirmed;
    Known {
        entry: Entry {
            id: KnowledgeId(Uuid::from_u128(n)),
            subject,
            whom,
            team: (n % 2 == 1).then(|| TeamId(Uuid::from_u128(1))),
            status,
            words: n.is_multiple_of(2).then(|| "Hoe je dit regelt, en wie je nodig hebt.".to_owned()),
            reachable: (status != Status::Asked).then(|| "Elke dinsdag in lokaal 2.14.".to_owned()),
            said_on: (status != Status::Asked).then_some(on),
        },
        changes: 1,
        name: (!function).then(|| format!("Sanne van der Meer-{n}").into()),
        email: (!function).then(|| format!("sanne{n}@school.example").into()),
        team: (n % 2 == 1).then(|| "Verpleging en Maatschappelijke Zorg".to_owned()),
        by: (confirmed || status == Status::Asked).then(|| "Riet Smit".to_owned().into()),
        confirmed_on: confirmed.then_some(on),
        many,
    }
}

/// A tree with a gap on each branch; `keeps`: as who looks after a team sees it.
pub(super) fn tree(keeps: bool) -> Tree {
    let mut all = Vec::new();
    let mut n = 1;
    for branch in Branch::ALL {
        for subject in subjects(*branch).skip(1) {
            let status = if n % 3 == 0 { Status::Confirmed } else { Status::Shown };
            all.push(known(n, subject, status, if n == 4 { 9 } else { 1 }));
            n += 1;
        }
    }
    all.push(known(60, Concept::Quiet, Status::Shown, 1));
    let own = vec![
        known(70, Concept::Plan, Status::Asked, 1),
        known(60, Concept::Quiet, Status::Shown, 1),
        known(72, Concept::Time, Status::Confirmed, 1),
    ];
    let keeping = if keeps { Teams::These(vec![TeamId(Uuid::from_u128(1))]) } else { Teams::These(Vec::new()) };
    let asked = if keeps { vec![known(81, Concept::Talk, Status::Asked, 1)] } else { Vec::new() };
    Tree { known: all, own, asked, teams: teams(), keeps: keeping }
}

/// A school in which nobody said anything yet.
pub(super) fn empty() -> Tree {
    Tree { known: vec![], own: vec![], asked: vec![], teams: teams(), keeps: Teams::These(Vec::new()) }
}

/// Some practices; the first is the reader's own, and one is old.
pub(super) fn practices(many: u128) -> Practices {
    let one = |n: u128| {
        let on = today() - Duration::days(if n == 3 { 500 } else { 30 });
        Practised {
            practice: Practice {
                id: PracticeId(Uuid::from_u128(n + 1)),
                subject: Concept::Before,
                measure: (n % 2 == 1).then(|| MeasureId(Uuid::from_u128(3))),
                text: "Wij geven de stof een week vooraf.\nStudenten komen rustiger binnen.".into(),
                text_en: (n % 2 == 1).then(|| "We hand out the material a week before.".to_owned()),
                team: (n % 2 == 1).then(|| TeamId(Uuid::from_u128(1))),
                programme: (n == 2).then(|| "Mbo-verpleegkundige".to_owned()),
                level: if n == 2 { Tried::Several } else { Tried::Middle },
                standing: Standing::Stands,
                by: AccountId(Uuid::from_u128(n)),
                on,
                until: holds(on),
            },
            changes: 0,
            name: "Sanne van der Meer".to_owned().into(),
            team: (n % 2 == 1).then(|| "Verpleging en Maatschappelijke Zorg".to_owned()),
            too: i64::try_from(n).unwrap_or(0),
            mine: n == 4,
            own: n == 0,
            ends: n < 2,
        }
    };
    let rows: Vec<Practised> = (0..many).map(one).collect();
    let next = rows.last().filter(|_| many > 5).map(|last| last.practice.id);
    let old = if many > 5 { vec![Practised { own: true, ends: true, ..one(3) }] } else { Vec::new() };
    Practices { rows, next, old, teams: teams(), measures: measures() }
}
