//! One list: its rows, looked for and page by page.

use super::{
    glance::{instead, name},
    samples,
    words::{PATH, View, WORDS, known, path},
};
use crate::{
    say::{
        agreement::period,
        by::by,
        calendar,
        form::Field,
        narrow::{Tab, address, place_of},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::law::calendar::{Entry, EntryKind};
use register::programme::Crebo;
use store::listed::{List, ListPage as Found, ListRow, PAGE, Stand};

/// A row.
struct Row {
    name: String,
    /// Its code, where it has one.
    code: String,
    /// When it holds, what took its place, its region.
    says: Vec<String>,
    /// Its source, who read it in, and who ended it.
    from: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "listed/list.html")]
pub struct ListPage {
    t: T,
    shell: Shell,
    title: String,
    lead: String,
    here: &'static str,
    tabs: Vec<Tab>,
    stand: &'static str,
    words: Field,
    /// How many rows are meant, and which of them are shown.
    total: String,
    place: Option<String>,
    rows: Vec<Row>,
    /// Where nothing is shown: why.
    none: String,
    first: Option<String>,
    next: Option<String>,
    /// Each holiday is changed on the page of the calendar.
    calendar: bool,
}

impl ListPage {
    /// The page.
    pub(super) fn new(
        shell: Shell,
        (view, words, from): (View, &str, u32),
        found: &Found,
        unknown: &[String],
        next: Option<u32>,
    ) -> Self {
        let t = shell.t;
        let list = found.glance.list;
        let href = |view: View, from: u32| {
            let from = if from == 0 { String::new() } else { from.to_string() };
            let stand = if view == View::Of(Stand::Now) { "" } else { view.code() };
            address(path(list), &[("stand", stand), ("vanaf", &from)])
        };
        let tab = |of: View| Tab {
            label: t.get(&format!("listed-stand-{}", of.code())),
            count: match of {
                View::Of(stand) => Some(found.glance.counts.of(stand)),
                View::Known => i64::try_from(Crebo::known().len()).ok(),
                View::Unknown => None,
            },
            href: href(of, 0),
            current: of == view,
        };
        let (rows, total) = match view {
            View::Of(_) => (found.rows.iter().map(|one| row(t, list, one)).collect(), found.total),
            View::Known => {
                let all = known(words);
                let total = all.len() as i64;
                (all.into_iter().map(by_itself).collect(), total)
            }
            View::Unknown => (unknown.iter().map(|one| bare(one)).collect::<Vec<Row>>(), unknown.len() as i64),
        };
        let held = found.glance.counts.now + found.glance.counts.later + found.glance.counts.past;
        let none = match (view, words.is_empty()) {
            (View::Unknown, _) => t.get("listed-unknown-none"),
            (View::Of(_) | View::Known, false) => t.get("listed-none-found"),
            (View::Of(Stand::Now), true) if held == 0 => t.get(instead(list)),
            (View::Of(_) | View::Known, true) => t.get("listed-none"),
        };
        Self {
            t,
            title: t.get(name(list)),
            lead: t.get(if view == View::Unknown { "listed-unknown-lead" } else { "listed-list-lead" }),
            here: path(list),
            tabs: View::all(list).into_iter().map(tab).collect(),
            stand: view.code(),
            words: Field::text(WORDS, t.get("listed-search")).optional().value(words),
            total: t.say("listed-rows").arg("count", total).to_string(),
            // Of what was looked for the first are shown; the rest is found with more words.
            place: if view.stand().is_some() { place_of(t, i64::from(from), rows.len(), total) } else { None },
            rows,
            none,
            first: (from > 0).then(|| href(view, 0)),
            next: next.filter(|_| view.stand().is_some()).map(|from| href(view, from)),
            calendar: list == List::Holidays,
            shell: Shell { path: href(view, from), ..shell }
                .crumb(t.get("manage-title"), "/beheer")
                .crumb(t.get("listed-title"), PATH),
        }
    }
}

/// A row with what it says.
fn row(t: T, list: List, one: &ListRow) -> Row {
    let (mut says, mut from) = (Vec::new(), vec![one.source.clone(), by(t, &one.read.0, one.read.1)]);
    let (mut name, mut code) = (one.name.clone(), one.code.clone());
    match (list, EntryKind::from_code(&one.code)) {
        (List::Holidays, Some(kind)) => {
            let until = one.period.until.unwrap_or(one.period.from);
            let source = one.source.clone();
            let entry = Entry { kind, from: one.period.from, until, name: one.name.clone(), source };
            (name, code) = (calendar::name(t, &entry), String::new());
            says.push(calendar::days(t, &entry));
        }
        (List::Holidays | List::Programmes | List::Municipalities, _) => {
            says.push(period(t, one.period.from, one.period.until));
        }
    }
    says.extend(one.more.as_ref().map(|region| t.say("listed-region").arg("region", region.as_str()).to_string()));
    says.extend(one.into.as_ref().map(|into| t.say("listed-into").arg("name", into.as_str()).to_string()));
    from.extend(one.ended.as_ref().map(|(who, on)| t.say("listed-ended").arg("by", by(t, who, *on)).to_string()));
    Row { name, code, says, from }
}

/// A name that comes with the program.
fn by_itself((crebo, name): (Crebo, &str)) -> Row {
    Row { name: name.to_owned(), code: crebo.to_string(), says: Vec::new(), from: Vec::new() }
}

/// What a file of the school says.
fn bare(written: &str) -> Row {
    Row { name: written.to_owned(), code: String::new(), says: Vec::new(), from: Vec::new() }
}

impl Page for ListPage {
    const NAME: &'static str = "listed/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |list, (view, words, from): (View, &str, u32), full: bool, unknown: &[String]| {
            let found = if full { samples::page(list) } else { samples::nothing(list) };
            let shell = Shell::sample_as(t, Role::Administrator, path(list));
            Self::new(shell, (view, words, from), &found, unknown, full.then_some(from + PAGE))
        };
        let unknown = ["Gemeente Zuidwesthoek en Omstreken".to_owned(), "Zuid".to_owned()];
        let now = View::Of(Stand::Now);
        vec![
            ("empty", page(List::Municipalities, (now, "", 0), false, &[])),
            ("programmes", page(List::Programmes, (now, "", PAGE), true, &[])),
            ("municipalities", page(List::Municipalities, (View::Of(Stand::Replaced), "", 0), true, &[])),
            ("holidays", page(List::Holidays, (View::Of(Stand::Later), "", 0), true, &[])),
            ("found-none", page(List::Programmes, (View::Known, "geen vak ter wereld", 0), false, &[])),
            ("known", page(List::Programmes, (View::Known, "bakker", 0), true, &[])),
            ("unknown", page(List::Municipalities, (View::Unknown, "", 0), true, &unknown)),
            ("all-known", page(List::Municipalities, (View::Unknown, "", 0), true, &[])),
        ]
    }
}
