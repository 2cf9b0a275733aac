//! What a region is offered, before a school takes it over.

use super::{
    held, samples,
    words::{self, PATH},
};
use crate::{
    say::{calendar, words::T},
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::law::calendar::{EntryKind, Region, proposed_on};
use store::calendar::{CalendarPlan, CalendarRow};

/// The page.
#[derive(Template)]
#[template(path = "calendar/offer.html")]
pub struct OfferPage {
    t: T,
    shell: Shell,
    title: String,
    region: &'static str,
    /// What would be new: name, days, source.
    add: Vec<(String, String, String)>,
    /// What would not hold any more: name, days.
    end: Vec<(String, String)>,
    /// There is something to take over.
    any: bool,
    /// Dates come with the program.
    known: bool,
}

impl OfferPage {
    /// The page.
    pub(super) fn new(shell: Shell, region: Region, changes: &CalendarPlan) -> Self {
        let t = shell.t;
        let add = changes.add.iter().map(|one| (calendar::name(t, one), calendar::days(t, one), one.source.clone()));
        let path = format!("{PATH}?regio={}", region.code());
        let shell = Shell { path, ..shell };
        Self {
            t,
            title: t.say("calendar-offer-title").arg("region", words::region(t, region)).to_string(),
            region: region.code(),
            add: add.collect(),
            end: changes.end.iter().map(|one| (calendar::name(t, one), calendar::days(t, one))).collect(),
            any: !changes.add.is_empty() || !changes.end.is_empty(),
            known: changes.same + changes.add.len() > 0,
            shell: shell.crumb(t.get("manage-title"), "/beheer").crumb(t.get("calendar-title"), PATH),
        }
    }
}

impl Page for OfferPage {
    const NAME: &'static str = "calendar/offer";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |rows: &[CalendarRow]| {
            let entries: Vec<_> = held(rows).map(|row| row.entry.clone()).collect();
            let found = CalendarPlan::of(&entries, &proposed_on(Region::Middle, today));
            Self::new(Shell::sample_as(t, Role::Administrator, PATH), Region::Middle, &found)
        };
        let rows = samples::rows();
        let taken = samples::taken_over(today);
        debug_assert!(rows.iter().any(|row| row.entry.kind == EntryKind::Closed));
        let none = Self::new(
            Shell::sample_as(t, Role::Administrator, PATH),
            Region::Middle,
            &CalendarPlan::of(&[], &proposed_on(Region::Middle, time::macros::date!(2059 - 01 - 01))),
        );
        vec![("first", page(&[])), ("instead", page(&rows)), ("same", page(&taken)), ("none", none)]
    }
}
