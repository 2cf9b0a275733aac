//! `/dossiers/{file}/overleg`: planning a meeting about a student.

use super::{
    samples,
    words::{self, PATH},
};
use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        person::{call_name, name},
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
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId,
    meeting::{MAX_WORDS, Part, Plan, Refusal},
};
use store::{SaveError, file::view::PersonView};

const DAY: &str = "dag";
const QUESTION: &str = "vraag";
const PEOPLE: &str = "wie";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let person = app.store.meeting_form(&actor, file, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&PlanPage::new(shell, file, &person, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let mut errors = Errors::none();
    let given = Plan {
        on: words::day(&input, DAY, &mut errors),
        question: input.raw(QUESTION).to_owned(),
        people: input.raw(PEOPLE).to_owned(),
    };
    match app.store.meeting_plan(&actor, file, &given, now).await {
        // One on that day is there already: it is shown, and a second is planned on another day.
        Ok(there) | Err(SaveError::Refused(Refusal::Already(there))) => {
            return Ok(done(&app, &format!("{PATH}/{there}"), "notice-meeting-planned"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(Refusal::Parts(parts))) => {
            for (part, problem) in parts {
                match part {
                    Part::Day => words::once(&mut errors, DAY, "error-meeting-day"),
                    Part::Question => {
                        errors.extend(Errors::text(QUESTION, problem, "error-meeting-question", MAX_WORDS))
                    }
                    _ => errors.extend(Errors::text(PEOPLE, problem, "error-meeting-people", MAX_WORDS)),
                }
            }
        }
        Err(SaveError::Refused(_)) => errors.add(DAY, "error-meeting-too-far"),
    }
    let person = app.store.meeting_form(&actor, file, now).await?;
    let errors = errors.in_order(&[DAY, QUESTION, PEOPLE]);
    Ok(show_refused(&PlanPage::new(shell, file, &person, &input, &errors)))
}

/// The page.
#[derive(Template)]
#[template(path = "meeting/plan.html")]
pub struct PlanPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    day: Field,
    question: Field,
    people: Field,
}

impl PlanPage {
    fn new(shell: Shell, file: FileId, person: &PersonView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, person), format!("/dossiers/{file}"))
            .keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("meeting-plan-title").arg("name", call_name(t, person)).to_string(),
            here: format!("/dossiers/{file}/overleg"),
            day: Field::text(DAY, t.get("meeting-plan-day")).filled(t, input, errors),
            question: Field::text(QUESTION, t.get("meeting-plan-question"))
                .hint(t.get("meeting-student-reads"))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            people: Field::text(PEOPLE, t.get("meeting-plan-people"))
                .hint(t.get("meeting-plan-people-hint"))
                .rows(3)
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for PlanPage {
    const NAME: &'static str = "meeting/plan";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/dossiers/018f/overleg");
            Self::new(shell, samples::file(), &crate::say::people::person(None), &Input::default(), errors)
        };
        let mut errors = Errors::one(DAY, "error-meeting-day");
        errors.add(QUESTION, "error-meeting-question");
        errors.add(PEOPLE, "error-meeting-people");
        vec![("empty", page(&Errors::none())), ("errors", page(&errors))]
    }
}
