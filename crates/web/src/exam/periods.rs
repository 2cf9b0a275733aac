//! `/examens/periodes`: the days on which the school holds exams.

use super::{
    place::{PATH, PERIODS},
    samples,
};
use crate::{
    say::{
        form::{Errors, Field, Input, Summary, day},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::exam::{ExamPeriod, MAX_NAME, PeriodPart, PeriodRefusal};
use store::SaveError;

const NAME: &str = "naam";
const FROM: &str = "vanaf";
const UNTIL: &str = "tot";
/// Closes one.
const CLOSE: &str = "weg";

pub(super) async fn show_all(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let found = app.store.exam_periods(&actor).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&PeriodsPage::new(shell, &found, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    if input.has(CLOSE) {
        // Twice: it is closed already.
        app.store.exam_period_close(&actor, id(input.text(CLOSE))?, now).await?;
        return Ok(done(&app, PERIODS, "notice-exam-period-closed"));
    }
    let mut errors = Errors::none();
    let (from, until) = (day(&input, FROM, &mut errors), day(&input, UNTIL, &mut errors));
    match app.store.exam_period_add(&actor, (input.raw(NAME), from, until), now).await {
        Ok(_) if errors.is_empty() => return Ok(done(&app, PERIODS, "notice-exam-period-made")),
        Ok(_) => {}
        Err(SaveError::Refused(PeriodRefusal::Already(there))) => {
            let known = app.store.exam_periods(&actor).await?;
            let same = |one: &ExamPeriod| one.id == there && (Some(one.from), Some(one.until)) == (from, until);
            // The same twice is one. On other days it is another period, and was not made.
            if known.iter().any(same) {
                return Ok(done(&app, PERIODS, "notice-exam-period-made"));
            }
            errors.add(NAME, "error-exam-period-overlaps");
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(PeriodRefusal::Parts(parts))) => {
            for part in parts {
                let (at, key) = match part {
                    PeriodPart::Name(problem) => {
                        errors.extend(Errors::text(NAME, problem, "error-exam-period-name", MAX_NAME));
                        continue;
                    }
                    PeriodPart::From => (FROM, "error-exam-from"),
                    PeriodPart::Until => (UNTIL, "error-exam-period-until"),
                    PeriodPart::Backwards => (UNTIL, "error-exam-backwards"),
                    PeriodPart::TooLong => (UNTIL, "error-exam-period-long"),
                };
                if !errors.fields().any(|known| known == at) {
                    errors.add(at, key);
                }
            }
        }
    }
    let found = app.store.exam_periods(&actor).await?;
    let errors = errors.in_order(&[NAME, FROM, UNTIL]);
    Ok(show_refused(&PeriodsPage::new(shell, &found, &input, &errors)))
}

/// A period.
struct Row {
    name: String,
    days: String,
    href: String,
    id: String,
    close: String,
}

/// The page.
#[derive(Template)]
#[template(path = "exam/periods.html")]
pub struct PeriodsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: &'static str,
    rows: Vec<Row>,
    name: Field,
    from: Field,
    until: Field,
}

impl PeriodsPage {
    fn new(shell: Shell, found: &[ExamPeriod], input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("exams-title"), PATH).keeping();
        let row = |one: &ExamPeriod| Row {
            name: one.name.clone(),
            days: t.say("exam-period-days").arg("from", one.from).arg("until", one.until).to_string(),
            href: format!("{PERIODS}/{}", one.id),
            id: one.id.to_string(),
            close: t.say("exam-period-close").arg("name", &one.name).to_string(),
        };
        Self {
            t,
            summary: errors.summary(t),
            here: PERIODS,
            rows: found.iter().map(row).collect(),
            name: Field::text(NAME, t.get("exam-period-name")).filled(t, input, errors),
            from: Field::text(FROM, t.get("exam-period-from")).filled(t, input, errors),
            until: Field::text(UNTIL, t.get("exam-period-until")).filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for PeriodsPage {
    const NAME: &'static str = "exam/periods";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |found: &[ExamPeriod], errors: &Errors| {
            Self::new(Shell::sample_as(t, Role::ExamOffice, PERIODS), found, &Input::default(), errors)
        };
        let mut errors = Errors::one(NAME, "error-exam-period-name");
        errors.add(FROM, "error-exam-from");
        errors.add(UNTIL, "error-exam-backwards");
        vec![
            ("empty", page(&[], &Errors::none())),
            ("full", page(&samples::periods(), &Errors::none())),
            ("errors", page(&samples::periods(), &errors)),
        ]
    }
}
