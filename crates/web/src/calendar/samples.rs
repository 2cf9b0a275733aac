//! Made-up calendars.

use register::law::calendar::{Entry, EntryKind, Region, proposed_on};
use store::{calendar::CalendarRow, policy::SetBy};
use time::{Date, macros::date};

fn noor() -> SetBy {
    let name = "Noor van der Wetering-Bakker".to_owned();
    SetBy::Account(crate::say::people::staff(), register::Personal::new(name))
}

fn row(number: i64, kind: EntryKind, (from, until): (Date, Date), name: &str, by: SetBy) -> CalendarRow {
    let source = "besluit van het college van bestuur".to_owned();
    let on = crate::say::people::now().day;
    CalendarRow { number, entry: Entry { kind, from, until, name: name.into(), source }, read: (by, on), ended: None }
}

/// Holidays to come and past, one that was moved, and a day by decree.
pub(super) fn rows() -> Vec<CalendarRow> {
    let autumn = row(2, EntryKind::Closed, (date!(2026 - 10 - 17), date!(2026 - 10 - 25)), "autumn", SetBy::Command);
    let decree = (date!(2026 - 10 - 30), date!(2026 - 10 - 30));
    vec![
        row(1, EntryKind::Closed, (date!(2026 - 04 - 25), date!(2026 - 05 - 03)), "Meivakantie", noor()),
        CalendarRow { ended: Some((noor(), date!(2026 - 05 - 12))), ..autumn },
        row(
            3,
            EntryKind::Closed,
            (date!(2026 - 10 - 10), date!(2026 - 10 - 18)),
            "Herfstvakantie van onze school",
            noor(),
        ),
        row(4, EntryKind::Working, decree, "Vrijdag na Hemelvaart, toch een werkdag", SetBy::Command),
    ]
}

/// What a region is offered, taken over.
pub(super) fn taken_over(today: Date) -> Vec<CalendarRow> {
    let all = proposed_on(Region::Middle, today).into_iter().zip(1_i64..);
    all.map(|(entry, number)| CalendarRow { number, entry, read: (noor(), today), ended: None }).collect()
}
