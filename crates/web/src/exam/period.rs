//! `/examens/periodes/{period}`: for whom something is arranged in an exam period, and what. Why is not told: who watches an exam
//! has no need of it.

use super::{
    place::{PATH, PERIODS},
    samples,
};
use crate::{
    say::{exam as words, person::listed, words::T},
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
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{ExamId, ExamPeriodId};
use store::exam::{Arranged, PeriodView};

pub(super) async fn show_one(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(period): Path<String>,
) -> Result<Response, Problem> {
    let (period, now): (ExamPeriodId, _) = (id(&period)?, app.clock.now());
    let after: Option<ExamId> = visit.asked("na").map(id).transpose()?;
    let view = app.store.exam_period(&actor, period, (after, false), now).await?;
    Ok(show(&PeriodPage::new(shell, &view, after)))
}

/// For a student.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    teams: String,
    what: Vec<String>,
    until: String,
}

/// The page.
#[derive(Template)]
#[template(path = "exam/period.html")]
pub struct PeriodPage {
    t: T,
    shell: Shell,
    title: String,
    days: String,
    total: String,
    rows: Vec<Row>,
    here: String,
    first: Option<String>,
    next: Option<String>,
}

impl PeriodPage {
    fn new(shell: Shell, view: &PeriodView, after: Option<ExamId>) -> Self {
        let t = shell.t;
        let (period, list) = (&view.period, &view.list);
        let here = format!("{PERIODS}/{}", period.id);
        let row = |one: &Arranged| Row {
            name: listed(t, one.file.name.as_ref(), one.file.student_number.as_ref(), one.file.born),
            href: format!("{PATH}/{}", one.exam),
            number: one.file.name.as_ref().and(one.file.student_number.as_ref()).map(|one| one.reveal().clone()),
            teams: one.file.teams.join(", "),
            what: words::facilities(t, &one.granted, one.minutes, one.other.as_ref()),
            until: words::part_of(t, period, one)
                .or_else(|| one.until.map(|until| t.say("exam-until").arg("on", until).to_string()))
                .unwrap_or_default(),
        };
        let shell = shell.crumb(t.get("exams-title"), PATH).crumb(t.get("exam-periods-title"), PERIODS);
        Self {
            title: t.say("exam-period-title").arg("name", &period.name).to_string(),
            days: t.say("exam-period-days").arg("from", period.from).arg("until", period.until).to_string(),
            total: t.say("exam-period-total").arg("count", list.students).to_string(),
            rows: list.rows.iter().map(row).collect(),
            first: after.map(|_| here.clone()),
            next: list.next.map(|next| format!("{here}?na={next}")),
            shell: Shell { path: after.map_or_else(|| here.clone(), |after| format!("{here}?na={after}")), ..shell },
            here,
            t,
        }
    }
}

impl Page for PeriodPage {
    const NAME: &'static str = "exam/period";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |rows: &[(u128, Option<&str>)], more| {
            let shell = Shell::sample_as(t, Role::ExamOffice, "/examens/periodes/018f");
            Some(Self::new(shell, &samples::period(rows, more)?, None))
        };
        let full = [(1, Some("Bo Li")), (2, Some("Annemarie-Louise van der Schoot-Wijnbergen")), (3, None)];
        let all = [("none", page(&[], false)), ("full", page(&full, false)), ("more", page(&full, true))];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
