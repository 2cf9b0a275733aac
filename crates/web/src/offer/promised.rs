//! `/werk/aanbod`: to whom something is promised that the school offers no more. It stays until the agreement changed or ended, or until
//! somebody says that this student keeps it.

use super::samples;
use crate::{
    say::{
        form::Input,
        narrow::{Tab, address, place_of},
        person::listed,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, done, show},
        problem::Problem,
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{FileId, OfferId};
use store::SaveError;
use store::offer::{Looked, PromisePage, PromisePlace, PromiseRefusal, PromiseRow};
use time::Date;

/// Where the list is.
pub(super) const PATH: &str = "/werk/aanbod";
const LIST: &str = "lijst";
const KEPT: &str = "houdt";
const AFTER: &str = "na";
const FILE: &str = "dossier";
const OFFER: &str = "versie";
const LINE: &str = "regel";
const DO: &str = "doe";
/// It is looked at again after all.
const AGAIN: &str = "opnieuw";

/// A place in the list, as it stands in an address: a number and a file.
fn place(text: &str) -> Option<PromisePlace> {
    let (number, file) = text.split_once('.')?;
    Some((number.parse().ok()?, file.parse().ok()?))
}

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after = visit.asked(AFTER).map(|text| place(text).ok_or(Problem::NotFound)).transpose()?;
    let asked = Looked { kept: visit.asked(LIST) == Some(KEPT), after };
    let now = app.clock.now();
    let found = app.store.promises(&actor, asked, now).await?;
    Ok(show(&PromisedPage::new(shell, asked, &found, now.day)))
}

pub(super) async fn act(State(app): State<App>, Acting(actor): Acting, input: Input) -> Result<Response, Problem> {
    let which =
        (input.text(FILE).parse::<FileId>(), input.text(OFFER).parse::<OfferId>(), input.text(LINE).parse::<u32>());
    let (Ok(file), Ok(offer), Ok(line)) = which else {
        // Nothing was chosen: the list says what there is.
        return Ok(done(&app, PATH, "notice-promise-none"));
    };
    let keeps = input.text(DO) != AGAIN;
    let back = if keeps { PATH.to_owned() } else { address(PATH, &[(LIST, KEPT)]) };
    match app.store.promise_keep(&actor, file, (offer, line, keeps), app.clock.now()).await {
        Ok(()) => Ok(done(&app, &back, if keeps { "notice-promise-kept" } else { "notice-promise-again" })),
        // Sent twice, a colleague was first, or the agreement changed meanwhile: the list says how it stands.
        Err(SaveError::Refused(PromiseRefusal::Already)) => Ok(done(&app, &back, "notice-promise-already")),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

fn href(asked: Looked) -> String {
    let after = asked.after.map(|(number, file)| format!("{number}.{file}")).unwrap_or_default();
    address(PATH, &[(LIST, if asked.kept { KEPT } else { "" }), (AFTER, &after)])
}

/// A student to whom something is promised.
struct Row {
    name: String,
    /// To the agreement that promises it.
    href: String,
    number: Option<String>,
    what: String,
    /// Since when, or from when, and why.
    since: String,
    /// When somebody said that the student keeps it.
    kept: Option<String>,
    file: String,
    offer: String,
    line: u32,
    /// What the button says, for who hears it without the row.
    button: String,
}

/// The page.
#[derive(Template)]
#[template(path = "offer/promised.html")]
pub struct PromisedPage {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    /// What is shown is what students keep.
    kept: bool,
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl PromisedPage {
    fn new(shell: Shell, asked: Looked, found: &PromisePage, today: Date) -> Self {
        let t = shell.t;
        let row = |row: &PromiseRow| {
            let name = listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born);
            let text = match t.lang() {
                Lang::Nl => &row.text,
                Lang::En => &row.text_en,
            };
            let site = row.site.as_ref().map(|(site, town)| format!(" ({site}, {town})")).unwrap_or_default();
            let key = if row.since > today { "promise-stops" } else { "promise-stopped" };
            let since = t.say(key).arg("on", row.since).to_string();
            let button = if asked.kept { "promise-do-again" } else { "promise-do-keep" };
            Row {
                href: format!("/dossiers/{}/afspraken/{}", row.file, row.version),
                number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
                what: format!("{text}{site}"),
                since: row.why.as_ref().map_or(since.clone(), |why| format!("{since} {why}")),
                kept: row.kept.map(|on| t.say("promise-kept-on").arg("on", on).to_string()),
                file: row.file.to_string(),
                offer: row.offer.to_string(),
                line: row.line,
                button: t.say(button).arg("name", &name).to_string(),
                name,
            }
        };
        let (open, kept) = found.counts;
        let tab = |of: bool, label: &str, count| Tab {
            label: t.get(label),
            count: Some(count),
            href: href(Looked { kept: of, after: None }),
            current: of == asked.kept,
        };
        let total = if asked.kept { kept } else { open };
        Self {
            tabs: vec![tab(false, "promises-open", open), tab(true, "promises-kept", kept)],
            kept: asked.kept,
            rows: found.rows.iter().map(row).collect(),
            total,
            place: place_of(t, found.before, found.rows.len(), total),
            first: asked.after.map(|_| href(Looked { after: None, ..asked })),
            next: found.next.map(|next| href(Looked { after: Some(next), ..asked })),
            shell: Shell { path: href(asked), ..shell }.crumb(t.get("nav-work"), "/werk"),
            t,
        }
    }
}

impl Page for PromisedPage {
    const NAME: &'static str = "offer/promised";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, kept, found: &PromisePage| {
            Self::new(Shell::sample_as(t, role, PATH), Looked { kept, after: None }, found, samples::today())
        };
        let none = PromisePage { rows: Vec::new(), before: 0, counts: (0, 0), next: None };
        vec![
            ("open", page(Role::Coach, false, &samples::promises(false))),
            ("kept", page(Role::CareCoordinator, true, &samples::promises(true))),
            ("none", page(Role::Coach, false, &none)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let found = samples::promises(false);
        let asked = Looked { kept: true, after: found.next };
        let written = href(asked);
        assert_eq!(place(written.split("na=").nth(1).unwrap()), found.next, "{written}");
        for wrong in ["", "1", "1.", "x.018e", ".018e", "1.niets"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_to_stop_is_not_said_to_have_stopped() {
        let page = PromisedPage::new(
            Shell::sample_as(T::default(), Role::Coach, PATH),
            Looked::default(),
            &samples::promises(false),
            samples::today(),
        );
        assert!(page.rows[0].since.contains("De begeleider vertrok."), "{}", page.rows[0].since);
        assert_ne!(page.rows[0].since.split(' ').next(), page.rows[1].since.split(' ').next());
    }
}
