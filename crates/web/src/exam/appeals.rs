//! `/examens/beroep`: what came back from an appeal and stands on no request, by student, what is due first first.

use super::{place::APPEALS, samples};
use crate::{
    say::{
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
use register::dispute::Back;
use store::{
    dispute::{BackListed as Listed, BackPage as Found, BackRow},
    file::within::Chosen,
};
use time::Date;

/// What is shown where nothing is asked: what the exam committee decides anew.
const USUAL: Back = Back::Owed;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Back::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Listed { files: Chosen::default(), status: status.unwrap_or(USUAL), after };
    let now = app.clock.now();
    let found = app.store.disputes_back(&actor, &asked, now).await?;
    Ok(show(&AppealsPage::new(shell, &asked, &found, now.day)))
}

/// On which list it stands, in words.
pub(super) fn stand(t: T, back: Back) -> String {
    t.get(match back {
        Back::Owed => "appeal-back-owed",
        Back::Changed => "appeal-back-changed",
        Back::Done => "appeal-back-done",
    })
}

/// The page.
#[derive(Template)]
#[template(path = "exam/appeals.html")]
pub struct AppealsPage {
    t: T,
    shell: Shell,
    found: List,
    counted: String,
}

impl AppealsPage {
    fn new(shell: Shell, asked: &Listed, found: &Found, today: Date) -> Self {
        let t = shell.t;
        let label = |back| stand(t, back);
        let stands = Stands { all: Back::ALL, usual: USUAL, code: Back::code, label: &label };
        let owed = asked.status == Back::Owed;
        let told = |row: &BackRow| Told {
            what: String::new(),
            late: (owed && row.on < today).then(|| t.get("exam-late")),
            when: t
                .say(if owed { "exam-due" } else { "dispute-since" })
                .arg(if owed { "by" } else { "on" }, row.on)
                .to_string(),
        };
        let mut found = List::new(t, APPEALS, &stands, asked, found, told);
        found.narrow.choices.clear();
        let shell = shell.crumb(t.get("exams-title"), super::place::PATH);
        Self {
            counted: t.say("appeals-total").arg("count", found.total).to_string(),
            shell: Shell { path: found.path.clone(), ..shell },
            found,
            t,
        }
    }
}

impl Page for AppealsPage {
    const NAME: &'static str = "exam/appeals";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |asked: &Listed, found: &Found| {
            Self::new(Shell::sample_as(t, Role::ExamOffice, APPEALS), asked, found, today)
        };
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::appeals() };
        vec![
            ("owed", page(&Listed::of(USUAL), &samples::appeals())),
            ("changed", page(&Listed::of(Back::Changed), &samples::appeals())),
            ("none", page(&Listed::of(USUAL), &none)),
        ]
    }
}
