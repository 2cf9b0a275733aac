//! `/zorg/na-geschil/{todo}`: what the school does after a dispute of one student, and that it was done. Of the dispute nothing else
//! stands here.

use super::{place::TODOS, samples, todos::stand};
use crate::{
    say::{
        dispute::event,
        form::{Errors, Field, Input, Summary},
        person::name,
        reader::Reader,
        telling::STAND,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    AccountId, DisputeId,
    dispute::{Event, MAX_WORDS, Refusal, Step, Subject, Todo},
    seen::Seen,
};
use store::{SaveError, dispute::TodoView};

/// What is noted: that it was done, or not after all.
const WHAT: &str = "wat";
const WORDS: &str = "woorden";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(dispute): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.dispute_todo(&actor, id(&dispute)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&TodoPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(dispute): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (dispute, now): (DisputeId, _) = (id(&dispute)?, app.clock.now());
    let event = Event::from_code(input.text(WHAT));
    let Some(does) = event.filter(|one| matches!(one, Event::Done | Event::NotDone)).map(|one| one == Event::Done)
    else {
        let view = app.store.dispute_todo(&actor, dispute, now).await?;
        let errors = Errors::one(WORDS, "error-todo-words");
        return Ok(show_refused(&TodoPage::new(shell, &view, &input, &errors)));
    };
    let given = (does, input.raw(WORDS), Seen::read(input.text(STAND)));
    let refusal = match app.store.dispute_todo_step(&actor, dispute, given, now).await {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            let said = if does { "notice-todo-done" } else { "notice-todo-not-done" };
            return Ok(done(&app, &format!("{TODOS}/{dispute}"), said));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.dispute_todo(&actor, dispute, now).await?;
    let Refusal::Parts(parts) = refusal else {
        let said = shell.t.get("referral-meanwhile-other");
        let shell = shell.message(MessageKind::Error, said);
        return Ok(show_as(StatusCode::CONFLICT, &TodoPage::new(shell, &view, &input, &Errors::none())));
    };
    let mut errors = Errors::none();
    for (_, problem) in parts {
        errors.extend(Errors::text(WORDS, problem, "error-todo-words", MAX_WORDS));
    }
    Ok(show_refused(&TodoPage::new(shell, &view, &input, &errors)))
}

/// The page.
#[derive(Template)]
#[template(path = "dispute/todo.html")]
pub struct TodoPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    status: String,
    open: bool,
    /// By when it is to be done, or when it was.
    when: String,
    number: Option<String>,
    /// What the school does, and what happened since, the last first.
    course: Vec<(String, Option<String>)>,
    words: Field,
    /// What is noted, and how that is called.
    what: &'static str,
    button: String,
    /// What stands: what is noted is about that.
    stand: String,
}

impl TodoPage {
    fn new(shell: Shell, view: &TodoView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let by = |account: AccountId| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let step = |step: &Step| {
            // No list of these is of an appeal; what it is called does not go by what the dispute was about.
            let what = event(t, Reader::School, Subject::CarryingOut, step.event);
            let said = t.say("dispute-step").arg("what", what).arg("by", by(step.by)).arg("on", step.at.day);
            (said.to_string(), step.words.as_ref().map(|words| t.stored(words.reveal())))
        };
        let open = view.todo == Todo::Owed;
        let shell = shell.crumb(t.get("referrals-title"), "/zorg").crumb(t.get("todos-title"), TODOS).keeping();
        let (label, hint, what, button) = match view.todo {
            Todo::Owed => ("todo-ask-how", "todo-ask-how-hint", Event::Done, "todo-do-done"),
            Todo::Done => ("todo-ask-why", "todo-ask-why-hint", Event::NotDone, "todo-do-not-done"),
        };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("todo-title").arg("name", name(t, &view.person)).to_string(),
            here: format!("{TODOS}/{}", view.id),
            status: stand(t, view.todo),
            open,
            when: t.say(if open { "todo-by" } else { "todo-done-on" }).arg("on", view.on).to_string(),
            number: view.person.student_number.as_ref().map(|number| number.reveal().clone()),
            course: view.course.iter().rev().map(step).collect(),
            words: Field::text(WORDS, t.get(label))
                .hint(t.get(hint))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            what: what.code(),
            button: t.get(button),
            stand: view.stand.code(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for TodoPage {
    const NAME: &'static str = "dispute/todo";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |todo, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/zorg/na-geschil/018f");
            Some(Self::new(shell, &samples::todo(todo)?, &Input::default(), errors))
        };
        let all = [
            ("owed", page(Todo::Owed, &Errors::none())),
            ("errors", page(Todo::Owed, &Errors::one(WORDS, "error-todo-words"))),
            ("done", page(Todo::Done, &Errors::none())),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
