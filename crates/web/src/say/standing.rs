//! A list of records that stand somewhere (`store::file::standing`), as people read it: how many stand where, a form that narrows
//! it, and a line for each.

use super::{
    narrow::{Narrow, Tab, address, place_of},
    person::listed,
    words::T,
};
use std::fmt::Display;
use store::file::standing::{Listed, StandingPage, StandingRow};

/// A record in a list.
pub struct Line {
    /// Whose.
    pub name: String,
    /// To the record.
    pub href: String,
    /// The number of the student, where the name is not that.
    pub number: Option<String>,
    /// What it is, and the teams of the student.
    pub what: String,
    /// That it is late.
    pub late: Option<String>,
    /// Since when, or by when.
    pub when: String,
}

/// What a subject tells in a line.
pub struct Told {
    /// What it is; may be empty.
    pub what: String,
    /// That it is late.
    pub late: Option<String>,
    /// Since when, or by when.
    pub when: String,
}

/// Where records stand, and how that is called.
pub struct Stands<'a, S: 'static> {
    /// All of them, in their order.
    pub all: &'static [S],
    /// The one that is shown where nothing is asked.
    pub usual: S,
    /// The code of one.
    pub code: fn(S) -> &'static str,
    /// What it is called.
    pub label: &'a dyn Fn(S) -> String,
}

/// The list.
pub struct List {
    /// How many stand where.
    pub tabs: Vec<Tab>,
    /// The form that narrows it.
    pub narrow: Narrow,
    /// The lines.
    pub lines: Vec<Line>,
    /// How many there are of what is shown.
    pub total: i64,
    /// Which of them, where it is not all.
    pub place: Option<String>,
    /// To the first page.
    pub first: Option<String>,
    /// To the next.
    pub next: Option<String>,
    /// Where this page is.
    pub path: String,
}

impl List {
    /// What was found of what was asked, at a path.
    pub fn new<S: Copy + PartialEq, I: Copy + Display, M>(
        t: T,
        path: &'static str,
        stands: &Stands<'_, S>,
        asked: &Listed<S, I>,
        found: &StandingPage<S, I, M>,
        told: impl Fn(&StandingRow<I, M>) -> Told,
    ) -> Self {
        let text = |value: Option<String>| value.unwrap_or_default();
        let code = |status: S| if status == stands.usual { "" } else { (stands.code)(status) };
        let team = text(asked.files.team.map(|one| one.to_string()));
        let coach = text(asked.files.coach.map(|one| one.to_string()));
        let href = |status: S, after: Option<I>| {
            let after = text(after.map(|one| one.to_string()));
            address(path, &[("stand", code(status)), ("team", &team), ("coach", &coach), ("na", &after)])
        };
        let tab = |status: &S| Tab {
            label: (stands.label)(*status),
            count: Some(found.count(*status)),
            href: href(*status, None),
            current: *status == asked.status,
        };
        let line = |row: &StandingRow<I, M>| {
            let (file, Told { what, late, when }) = (&row.file, told(row));
            let teams = file.teams.join(", ");
            Line {
                name: listed(t, file.name.as_ref(), file.student_number.as_ref(), file.born),
                href: format!("{path}/{}", row.id),
                number: file.name.as_ref().and(file.student_number.as_ref()).map(|number| number.reveal().clone()),
                what: [what, teams].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". "),
                late,
                when,
            }
        };
        let kept = vec![("stand", code(asked.status).to_owned())];
        let narrow = Narrow::new(path, kept).team(t, &found.choices, asked.files.team);
        let total = found.count(asked.status);
        Self {
            tabs: stands.all.iter().map(tab).collect(),
            narrow: narrow.coach(t, &found.choices, asked.files.coach),
            lines: found.rows.iter().map(line).collect(),
            total,
            place: place_of(t, found.before, found.rows.len(), total),
            first: asked.after.map(|_| href(asked.status, None)),
            next: found.next.map(|next| href(asked.status, Some(next))),
            path: href(asked.status, asked.after),
        }
    }
}
