//! Made-up lists.

use crate::say::people;
use register::Period;
use store::listed::{List, ListCounts, ListGlance, ListPage, ListRow, ListSource};
use store::policy::SetBy;
use time::macros::date;

fn noor() -> SetBy {
    SetBy::Account(people::staff(), register::Personal::new("Noor van der Wetering-Bakker".to_owned()))
}

/// Lists that nobody read.
pub(super) fn none() -> Vec<ListGlance> {
    List::ALL
        .iter()
        .map(|list| ListGlance { list: *list, counts: ListCounts::default(), sources: Vec::new() })
        .collect()
}

/// Lists that were read.
pub(super) fn full() -> Vec<ListGlance> {
    List::ALL.iter().map(|list| glance(*list)).collect()
}

fn glance(list: List) -> ListGlance {
    let today = people::now().day;
    let source = |text: &str, by, rows| ListSource { source: text.to_owned(), read: (by, today), rows };
    ListGlance {
        list,
        counts: ListCounts { now: 342, later: 1, past: 41, replaced: 12 },
        sources: vec![
            source("CBS, Gemeenten alfabetisch 2026, met de herindelingen van de jaren daarvoor", noor(), 371),
            source("besluit van het college van bestuur", SetBy::Command, 13),
        ],
    }
}

/// A page of a list.
pub(super) fn page(list: List) -> ListPage {
    let today = people::now().day;
    let row = |code: &str, name: &str, until, into: Option<&str>, more: Option<&str>| ListRow {
        code: code.to_owned(),
        name: name.to_owned(),
        period: Period { from: date!(2010 - 08 - 01), until },
        into: into.map(str::to_owned),
        more: more.map(str::to_owned),
        source: "SBB, kwalificatiedossiers en de lijst van opvolgers".to_owned(),
        read: (noor(), today),
        ended: into.map(|_| (SetBy::Command, today)),
    };
    let rows = match list {
        List::Programmes => vec![
            row("25180", "Kok", None, None, None),
            row("10001", "Allround medewerker gegevensverwerking", Some(date!(2020 - 07 - 31)), Some("Bakker"), None),
        ],
        List::Municipalities => vec![
            row("GM0001", "Oost", Some(date!(2021 - 12 - 31)), Some("Land van Oost"), None),
            row("GM0002", "Land van Oost", None, None, Some("Noordoost en Flevoland")),
        ],
        List::Holidays => vec![
            row("closed", "autumn", Some(date!(2010 - 08 - 08)), None, None),
            row("working", "Vrijdag na Hemelvaart, toch een werkdag", Some(date!(2010 - 08 - 01)), None, None),
        ],
    };
    ListPage { rows, total: 342, glance: glance(list) }
}

/// A list without rows.
pub(super) fn nothing(list: List) -> ListPage {
    let glance = ListGlance { list, counts: ListCounts::default(), sources: Vec::new() };
    ListPage { rows: Vec::new(), total: 0, glance }
}
