//! `/examens`: what the exam committee has to decide, what is due first first, and what it decided.

use super::{
    place::{APPEALS, PATH, PERIODS},
    samples,
};
use crate::{
    say::{
        exam as words,
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
use register::exam::{Ground, Stand, Status};
use store::{
    exam::{ExamPage as Found, ExamRow, Listed},
    file::within::Chosen,
};
use time::Date;

/// What is shown where nothing is asked: what waits for a decision.
const USUAL: Stand = Stand::Asked;

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let status = visit.asked("stand").map(|code| Stand::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let asked = Listed { files, status: status.unwrap_or(USUAL), after };
    let now = app.clock.now();
    let found = app.store.exams(&actor, &asked, now).await?;
    let back = app.store.disputes_back_wait(&actor).await?;
    Ok(show(&ExamsPage::new(shell, &asked, (&found, back), now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "exam/list.html")]
pub struct ExamsPage {
    t: T,
    shell: Shell,
    found: List,
    counted: String,
    periods: &'static str,
    /// To what came back from an appeal, with how many wait.
    appeals: (&'static str, String),
    /// Some of it waits.
    back: bool,
}

impl ExamsPage {
    fn new(shell: Shell, asked: &Listed, (found, back): (&Found, i64), today: Date) -> Self {
        let t = shell.t;
        let label = |stand| words::stand(t, stand);
        let stands = Stands { all: Stand::ALL, usual: USUAL, code: Stand::code, label: &label };
        let waits = asked.status == Stand::Asked;
        let told = |row: &ExamRow| {
            let more = &row.more;
            // Language is another thing than support, and is read as one.
            let what = match more.ground {
                Ground::Language => format!("{}: {}", t.get("exam-language-short"), words::short(t, &more.wanted)),
                Ground::Support | Ground::Passing => words::short(t, &more.wanted),
            };
            let when = match (waits, more.due) {
                (true, Some(due)) => t.say("exam-due").arg("by", due).to_string(),
                (true, None) => t.say("exam-asked-on").arg("on", more.asked).to_string(),
                (false, _) => t.say("exam-since").arg("on", row.on).to_string(),
            };
            // What the committee looks at again stands meanwhile; where that was not told either, it is said here.
            let again = (more.status == Status::Again).then(|| t.get("exam-status-again"));
            let tell = (waits && more.to_tell).then(|| t.get("exam-stand-to-tell"));
            let what = [Some(what), again, tell].into_iter().flatten().collect::<Vec<_>>().join(". ");
            let exam = more.exam.map(|on| t.say("exam-on").arg("on", on).to_string());
            Told {
                what,
                late: (waits && more.due.is_some_and(|due| due < today)).then(|| t.get("exam-late")),
                when: [Some(when), exam].into_iter().flatten().collect::<Vec<_>>().join(" "),
            }
        };
        let found = List::new(t, PATH, &stands, asked, found, told);
        Self {
            counted: t.say("exams-total").arg("count", found.total).to_string(),
            periods: PERIODS,
            appeals: (APPEALS, t.say("exams-to-appeals").arg("count", back).to_string()),
            back: back > 0,
            shell: Shell { path: found.path.clone(), ..shell },
            found,
            t,
        }
    }
}

impl Page for ExamsPage {
    const NAME: &'static str = "exam/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let counted = |asked: &Listed, found: &Found, back| {
            Self::new(Shell::sample_as(t, Role::ExamOffice, PATH), asked, (found, back), today)
        };
        let page = |asked: &Listed, found: &Found| counted(asked, found, 0);
        let none = Found { rows: Vec::new(), next: None, counts: Vec::new(), ..samples::exams() };
        vec![
            ("asked", page(&Listed::of(USUAL), &samples::exams())),
            ("granted", page(&Listed::of(Stand::Granted), &samples::exams())),
            ("to-tell", page(&Listed::of(Stand::ToTell), &samples::exams())),
            ("none", page(&Listed::of(USUAL), &none)),
            ("back", counted(&Listed::of(USUAL), &samples::exams(), 2)),
        ]
    }
}
