//! The page of a school's calendar.

use super::{
    held, samples,
    words::{self, PATH},
};
use crate::{
    say::{by::by, calendar, words::T},
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::law::calendar::{Entry, EntryKind, Region, SchoolYear, national};
use store::calendar::CalendarRow;
use time::Date;

/// Something that the school holds.
struct Held {
    name: String,
    days: String,
    source: String,
    by: String,
    /// To change or end it.
    change: String,
}

/// The days of the Netherlands in a school year: name and day.
struct Year {
    title: String,
    days: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "calendar/list.html")]
pub struct CalendarPage {
    t: T,
    shell: Shell,
    /// Its holidays, those that are past left out.
    holidays: Vec<Held>,
    /// Days that count otherwise than those of the Netherlands.
    others: Vec<Held>,
    /// To look at what a region is offered.
    regions: Vec<(String, String)>,
    add: String,
    years: [Year; 2],
    /// What does not hold any more, or is past: what, days, by whom it was ended.
    past: Vec<(String, String, String)>,
}

impl CalendarPage {
    /// The page.
    pub(super) fn new(shell: Shell, rows: &[CalendarRow], today: Date) -> Self {
        let t = shell.t;
        let one = |row: &CalendarRow| Held {
            name: calendar::name(t, &row.entry),
            days: calendar::days(t, &row.entry),
            source: row.entry.source.clone(),
            by: by(t, &row.read.0, row.read.1),
            change: format!("{PATH}?vakantie={}", row.number),
        };
        let to_come = |row: &&CalendarRow| row.entry.until >= today;
        let closed = |row: &&CalendarRow| row.entry.kind == EntryKind::Closed;
        let gone = rows.iter().rev().filter(|row| row.ended.is_some() || !to_come(row));
        let gone = gone.map(|row| {
            let ended = row
                .ended
                .as_ref()
                .map(|ended| t.say("calendar-ended-by").arg("by", by(t, &ended.0, ended.1)).to_string());
            (
                calendar::name(t, &row.entry),
                calendar::days(t, &row.entry),
                ended.unwrap_or_else(|| by(t, &row.read.0, row.read.1)),
            )
        });
        let now = SchoolYear::of(today);
        let next = now.last().next_day().map_or(now, SchoolYear::of);
        let region = |region: &Region| (words::region(t, *region), format!("{PATH}?regio={}", region.code()));
        Self {
            t,
            holidays: held(rows).filter(to_come).filter(closed).map(one).collect(),
            others: held(rows).filter(to_come).filter(|row| !closed(row)).map(one).collect(),
            regions: Region::ALL.iter().map(region).collect(),
            add: format!("{PATH}?vakantie=nieuw"),
            years: [now, next].map(|year| of_year(t, year)),
            past: gone.collect(),
            shell: shell.crumb(t.get("manage-title"), "/beheer"),
        }
    }
}

fn of_year(t: T, year: SchoolYear) -> Year {
    let day = |entry: &Entry| (t.date_with_day(entry.from), calendar::name(t, entry));
    let title = t.say("calendar-year").arg("year", year.to_string()).to_string();
    Year { title, days: national(year).iter().map(day).collect() }
}

impl Page for CalendarPage {
    const NAME: &'static str = "calendar/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, PATH);
        let today = crate::say::people::now().day;
        vec![("empty", Self::new(shell(), &[], today)), ("full", Self::new(shell(), &samples::rows(), today))]
    }
}
