//! `/zorg/besluiten`: what was decided and is still to be done, by whom and by when; done with one button.

use super::{
    samples,
    words::{DECISIONS, PATH},
};
use crate::{
    say::{
        form::Input,
        narrow::{address, place_of},
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{DecisionId, meeting::Refusal};
use store::{
    SaveError,
    meeting::{DecisionPage, DecisionRow},
};
use time::Date;

const WHICH: &str = "besluit";
const HOW: &str = "hoe";

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let (after, all) = (visit.asked("na").map(id).transpose()?, visit.asked("van").is_some());
    let now = app.clock.now();
    let found = app.store.decisions(&actor, !all, after, now).await?;
    Ok(show(&DecisionsPage::new(shell, all, after, &found, now.day)))
}

pub(super) async fn act(State(app): State<App>, Acting(actor): Acting, input: Input) -> Result<Response, Problem> {
    let Ok(which) = input.text(WHICH).parse::<DecisionId>() else {
        // Nothing was chosen: the list says what there is.
        return Ok(done(&app, DECISIONS, "notice-decision-none"));
    };
    let finished = input.text(HOW) != "vervallen";
    let notice = if finished { "notice-decision-done" } else { "notice-decision-dropped" };
    match app.store.decision_close(&actor, which, finished, app.clock.now()).await {
        Ok(()) => Ok(done(&app, DECISIONS, notice)),
        // Sent twice, or a colleague was first.
        Err(SaveError::Refused(Refusal::Closed(_))) => Ok(done(&app, DECISIONS, "notice-decision-closed")),
        Err(SaveError::Refused(_)) => Err(Problem::BadRequest),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

fn href(all: bool, after: Option<DecisionId>) -> String {
    let after = after.map(|one| one.to_string()).unwrap_or_default();
    address(DECISIONS, &[("van", if all { "allen" } else { "" }), ("na", &after)])
}

/// Something that is still to be done.
struct Row {
    id: String,
    name: String,
    href: String,
    number: Option<String>,
    words: String,
    who: String,
    late: bool,
    /// What the button says, for who hears it without the row.
    done: String,
    dropped: String,
}

/// The page.
#[derive(Template)]
#[template(path = "meeting/decisions.html")]
pub struct DecisionsPage {
    t: T,
    shell: Shell,
    /// To what everybody does, or back to one's own.
    other: (String, String),
    rows: Vec<Row>,
    total: i64,
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

impl DecisionsPage {
    fn new(shell: Shell, all: bool, after: Option<DecisionId>, found: &DecisionPage, today: Date) -> Self {
        let t = shell.t;
        let row = |row: &DecisionRow| {
            let name = listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born);
            let by = found.names.get(&row.owner).map_or("", |name| name.reveal().as_str());
            Row {
                id: row.id.to_string(),
                href: format!("{PATH}/{}", row.meeting),
                number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
                words: t.stored(row.words.reveal()),
                who: t.say("decision-who").arg("name", by).arg("by", row.due).to_string(),
                late: row.due < today,
                done: t.say("decision-do-done").arg("name", &name).to_string(),
                dropped: t.say("decision-do-dropped").arg("name", &name).to_string(),
                name,
            }
        };
        Self {
            other: (t.get(if all { "decisions-mine" } else { "decisions-all" }), href(!all, None)),
            rows: found.rows.iter().map(row).collect(),
            total: found.total,
            place: place_of(t, found.before, found.rows.len(), found.total),
            first: after.map(|_| href(all, None)),
            next: found.next.map(|next| href(all, Some(next))),
            shell: Shell { path: href(all, after), ..shell }.crumb(t.get("meetings-title"), PATH),
            t,
        }
    }
}

impl Page for DecisionsPage {
    const NAME: &'static str = "meeting/decisions";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |role, all, found: &DecisionPage| {
            Self::new(Shell::sample_as(t, role, DECISIONS), all, None, found, samples::today())
        };
        let none = DecisionPage { rows: Vec::new(), total: 0, next: None, ..samples::decisions() };
        vec![
            ("mine", page(Role::Coach, false, &samples::decisions())),
            ("all", page(Role::CareCoordinator, true, &samples::decisions())),
            ("none", page(Role::Coach, false, &none)),
        ]
    }
}
