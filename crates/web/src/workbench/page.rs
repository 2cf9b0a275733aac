//! The page of the desk.

use super::{also::Also, asked::href};
use crate::{
    say::{
        because::{because, shared},
        duty::{DutyView, kind_key},
        form::Opt,
        law,
        narrow::{Narrow, Tab, place_of},
        person::listed,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::Moment;
use register::duty::{DutyKind, Pile};
use store::workbench::{Asked, WorkRow, Workbench};
use time::Date;

/// Work on one pile.
struct Part {
    title: String,
    groups: Vec<Group>,
}

/// Work of one kind on one ground: its law is said once.
struct Group {
    title: String,
    law: String,
    /// The facts that are the same for each line.
    because: Option<String>,
    lines: Vec<Line>,
}

/// One piece of work.
struct Line {
    name: String,
    /// To the file.
    file: String,
    teams: String,
    duty: DutyView,
    /// Since when it is there to be done.
    since: Option<String>,
}

/// The desk.
#[derive(Template)]
#[template(path = "workbench/workbench.html")]
pub struct WorkPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    narrow: Narrow,
    /// How much of what was chosen there is, on all pages.
    total: i64,
    /// Which of them are on this page, where there are more.
    place: Option<String>,
    /// What was chosen, in words. With nothing chosen an empty desk is done.
    chosen: String,
    parts: Vec<Part>,
    /// What is owed and has a list of its own: how much there is, and where.
    also: Vec<(String, String)>,
    /// Not the first page.
    first: Option<String>,
    next: Option<String>,
    /// To save it.
    save: String,
    today: Date,
    /// With nothing to do: when time changes something.
    turns_on: Option<Date>,
}

impl WorkPage {
    pub(super) fn new(shell: Shell, role: Role, asked: &Asked, work: &Workbench, now: Moment) -> Self {
        let t = shell.t;
        let first = Asked { after: None, ..*asked };
        let tab = |pile: Option<Pile>, label: String| Tab {
            label,
            count: Some(work.count(pile, asked.kind)),
            href: href("/werk", &Asked { pile, ..first }),
            current: asked.pile == pile,
        };
        let mut tabs = vec![tab(None, t.get("work-all"))];
        tabs.extend(Pile::ALL.iter().map(|pile| tab(Some(*pile), t.get(pile_key(*pile)))));
        let stand = asked.pile.map(|pile| pile.code().to_owned()).unwrap_or_default();
        let kinds = DutyKind::ALL.iter().filter_map(|kind| {
            let count = work.count(asked.pile, Some(*kind));
            let shown = count > 0 || asked.kind == Some(*kind);
            let name = t.get(kind_key(*kind));
            let counted = || t.say("work-kind-counted").arg("kind", name.as_str()).arg("count", count).to_string();
            // How much there is of what is shown stands above the list.
            let label = if asked.kind == Some(*kind) { name.clone() } else { counted() };
            shown.then(|| Opt::new(kind.code(), label))
        });
        let narrow = Narrow::new("/werk", vec![("stand", stand)])
            .choice(t, "soort", ["work-kind", "work-all-kinds"], kinds.collect(), asked.kind.map_or("", DutyKind::code))
            .team(t, &work.choices, asked.files.team)
            .coach(t, &work.choices, asked.files.coach);
        let path = href("/werk", asked);
        let total = work.count(asked.pile, asked.kind);
        let stand = asked.pile.map(|pile| t.get(pile_key(pile)));
        let chosen: Vec<String> = stand.into_iter().chain(narrow.chosen.iter().cloned()).collect();
        Self {
            tabs,
            total,
            place: place_of(t, work.before, work.rows.len(), total),
            chosen: chosen.join(", "),
            narrow,
            parts: parts(t, role, &work.rows, now.day),
            also: Vec::new(),
            first: asked.after.map(|_| href("/werk", &first)),
            next: work.next.map(|after| href("/werk", &Asked { after: Some(after), ..*asked })),
            save: href("/werk.csv", &first),
            today: now.day,
            turns_on: work.turns_on,
            // The switch of language stays with what was chosen.
            shell: Shell { path, ..shell },
            t,
        }
    }

    /// With what is owed on lists of their own.
    pub(super) fn also(mut self, also: &Also) -> Self {
        self.also = also.lines(self.t);
        self
    }
}

/// The rows come in this order; a part or group begins where it changes.
fn parts(t: T, role: Role, rows: &[WorkRow], today: Date) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut last: Option<Pile> = None;
    let key = |row: &WorkRow| (row.pile, row.duty.kind, row.duty.basis);
    for alike in rows.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = alike.first() else { continue };
        if last != Some(first.pile) {
            parts.push(Part { title: t.get(pile_key(first.pile)), groups: Vec::new() });
        }
        last = Some(first.pile);
        let Some(part) = parts.last_mut() else { continue };
        part.groups.push(Group {
            title: t.get(kind_key(first.duty.kind)),
            law: law::why(t, &first.duty),
            because: because(t, &shared(alike.iter().map(|row| row.because.as_slice()))),
            lines: alike.iter().map(|row| line(t, role, row, today)).collect(),
        });
    }
    parts
}

fn line(t: T, role: Role, row: &WorkRow, today: Date) -> Line {
    let name = listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born);
    let mut duty = DutyView::new(t, role, row.file, &name, &row.duty, today).owned_by(t, role, &row.duty, &row.coaches);
    if row.untold {
        duty.short = t.get("duty-short-tell");
    }
    Line {
        duty,
        name,
        file: format!("/dossiers/{}", row.file),
        teams: row.teams.join(", "),
        since: row.since.map(|day| t.date(day)),
    }
}

/// The name of a pile.
pub(super) const fn pile_key(pile: Pile) -> &'static str {
    match pile {
        Pile::Late => "work-late",
        Pile::ThisWeek => "work-this-week",
        Pile::Later => "work-later",
        Pile::NoTerm => "work-no-term",
        Pile::Waiting => "work-waiting",
    }
}

impl Page for WorkPage {
    const NAME: &'static str = "workbench/workbench";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        super::samples::all(t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn nothing_to_do_is_said_where_no_list_has_anything_and_nowhere_else() {
        for t in Lang::ALL.map(T::new) {
            let samples = WorkPage::samples(t);
            let of = |name: &str| samples.iter().find(|(state, _)| *state == name).unwrap().1.render().unwrap();
            let (done, but) = (t.get("work-empty"), t.get("work-empty-but"));
            for (state, says_done, says_but) in
                [("empty", true, false), ("no-files", true, false), ("only-lists", false, true), ("full", false, false)]
            {
                let html = of(state);
                assert_eq!((html.contains(&done), html.contains(&but)), (says_done, says_but), "{state}");
            }
        }
    }
}
