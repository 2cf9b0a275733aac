//! `/geschillen`: what the desk handles, what is due first first.

use super::{place::PATH, samples};
use crate::{
    say::{
        dispute as words,
        standing::{List, Stands, Told},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::{dispute::Stand, law::Urgency};
use store::{
    dispute::{DisputePage as Found, DisputeRow, Listed},
    file::within::Chosen,
};
use time::Date;

/// What is shown where nothing is asked: what is handled.
const USUAL: Stand = Stand::Open;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Stand::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let after = visit.asked("na").map(id).transpose()?;
    // Of which team a student is does not matter to the desk, and would tell which team has many.
    let asked = Listed { files: Chosen::default(), status: status.unwrap_or(USUAL), after };
    let now = app.clock.now();
    let found = app.store.disputes(&actor, &asked, now).await?;
    Ok(show(&DisputesPage::new(shell, &asked, &found, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "dispute/list.html")]
pub struct DisputesPage {
    t: T,
    shell: Shell,
    found: List,
    counted: String,
}

impl DisputesPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let label = |stand| words::stand(t, stand);
        let stands = Stands { all: Stand::ALL, usual: USUAL, code: Stand::code, label: &label };
        let open = asked.status == Stand::Open;
        let told = |row: &DisputeRow| {
            let more = &row.more;
            let urgent = match more.urgency {
                Urgency::Yes => Some("dispute-urgent"),
                Urgency::Asked => Some("dispute-urgent-asked"),
                Urgency::No => None,
            };
            // What was taken up again, or said meanwhile, is to be told too.
            let tell = (open && more.to_tell).then_some("dispute-stand-to-tell");
            let more_words = urgent.into_iter().chain(tell).map(|key| t.get(key));
            let what = std::iter::once(words::subject(t, more.subject)).chain(more_words);
            let when = match (open, more.due) {
                (true, Some(due)) if more.urgency == Urgency::Asked && more.subject.can_be_urgent() => {
                    t.say("dispute-say-by").arg("by", due).to_string()
                }
                (true, Some(due)) => words::decide_by(t, more.subject, false, due),
                _ => t.say("dispute-since").arg("on", row.on).to_string(),
            };
            Told {
                what: what.collect::<Vec<_>>().join(". "),
                late: (open && more.due.is_some_and(|due| due < today)).then(|| t.get("exam-late")),
                when,
            }
        };
        let mut found = List::new(t, PATH, &stands, asked, found, told);
        found.narrow.choices.clear();
        Self {
            counted: t.say("disputes-total").arg("count", found.total).to_string(),
            shell: Shell { path: found.path.clone(), ..shell },
            found,
            t,
        }
    }
}

impl Page for DisputesPage {
    const NAME: &'static str = "dispute/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |asked: &Listed, found: &Found| {
            Self::new(Shell::sample_as(t, Role::DisputeDesk, PATH), asked, found, today)
        };
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::disputes() };
        vec![
            ("open", page(&Listed::of(USUAL), &samples::disputes())),
            ("decided", page(&Listed::of(Stand::Decided), &samples::disputes())),
            ("to-tell", page(&Listed::of(Stand::ToTell), &samples::disputes())),
            ("none", page(&Listed::of(USUAL), &none)),
        ]
    }
}
