//! `/examens/beroep/{back}`: what came back from an appeal of one student, and what the exam office does with it. Of the appeal stands here
//! what was decided, and nothing of what the student brought.

use super::{
    appeals::stand,
    place::{APPEALS, PATH},
};
use crate::{
    say::{
        dispute::{event, outcome},
        exam as words,
        form::{Choice, Errors, Field, Input, Opt, Summary},
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
    dispute::{Back, MAX_WORDS, Part, Refusal, Step, Subject},
    exam::Request,
    seen::Seen,
};
use store::{
    SaveError,
    dispute::{Anew, BackView},
};

/// Which request is decided anew; `geen`: none of them.
const ABOUT: &str = "over";
const NONE: &str = "geen";
const WORDS: &str = "woorden";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(back): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.dispute_back(&actor, id(&back)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AppealPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(back): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (back, now): (DisputeId, _) = (id(&back)?, app.clock.now());
    let anew = match input.text(ABOUT) {
        NONE => Anew::Otherwise,
        chosen => chosen.parse().map_or(Anew::Unsaid, Anew::Request),
    };
    let given = (anew, input.raw(WORDS), Seen::read(input.text(STAND)));
    let refusal = match app.store.dispute_take_up(&actor, back, given, now).await {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            return Ok(done(&app, &format!("{APPEALS}/{back}"), "notice-appeal-taken"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let mut errors = Errors::none();
    let view = app.store.dispute_back(&actor, back, now).await?;
    match refusal {
        Refusal::Parts(parts) => {
            for (part, problem) in parts {
                match part {
                    Part::Subject => errors.add(ABOUT, "error-appeal-about"),
                    Part::Words | Part::Wish | Part::KnownOn | Part::Urgent | Part::Outcome | Part::Said | Part::By => {
                        errors.extend(Errors::text(WORDS, problem, "error-appeal-words", MAX_WORDS));
                    }
                }
            }
        }
        Refusal::SaidAlready => errors.add(WORDS, "error-dispute-said-already"),
        Refusal::Future
        | Refusal::Already(_)
        | Refusal::TooMany
        | Refusal::Past
        | Refusal::TermOver(_)
        | Refusal::Told(_)
        | Refusal::NoMail
        | Refusal::Meanwhile
        | Refusal::NothingToTell
        | Refusal::Twice
        | Refusal::Stands(_) => {
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            return Ok(show_as(StatusCode::CONFLICT, &AppealPage::new(shell, &view, &input, &Errors::none())));
        }
    }
    let errors = errors.in_order(&[ABOUT, WORDS]);
    Ok(show_refused(&AppealPage::new(shell, &view, &input, &errors)))
}

/// Whether there is something to choose: an appeal that is right, and requests that can be decided anew.
fn asks(view: &BackView) -> bool {
    view.annuls && !view.requests.is_empty()
}

/// The page.
#[derive(Template)]
#[template(path = "exam/appeal.html")]
pub struct AppealPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    status: String,
    open: bool,
    lead: String,
    number: Option<String>,
    /// What happened, the last first.
    course: Vec<(String, Option<String>)>,
    /// To each request of the student.
    requests: Vec<(String, String)>,
    about: Option<Choice>,
    words: Field,
    /// What stands: what is said is about that.
    stand: String,
}

fn request(t: T, one: &Request) -> String {
    let what = t.say("appeal-request").arg("number", one.number).arg("what", words::short(t, &one.wanted)).to_string();
    format!("{what} ({})", words::status(t, one.status).to_lowercase())
}

impl AppealPage {
    fn new(shell: Shell, view: &BackView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let by = |account: AccountId| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let step = |step: &Step| {
            let key = if step.event.is_own() { "dispute-step-own" } else { "dispute-step" };
            let what = event(t, Reader::School, Subject::Exam, step.event);
            let said = t.say(key).arg("what", what).arg("by", by(step.by)).arg("on", step.at.day).to_string();
            let came = step.outcome.map(|one| outcome(t, Reader::School, one));
            let said = std::iter::once(said).chain(came).collect::<Vec<_>>().join(". ");
            (said, step.words.as_ref().map(|words| t.stored(words.reveal())))
        };
        let lead = match view.back {
            Back::Owed => t.say("appeal-owed").arg("by", view.on).to_string(),
            Back::Changed => t.get("appeal-changed"),
            Back::Done => t.get("appeal-done"),
        };
        let shell = shell.crumb(t.get("exams-title"), PATH).crumb(t.get("appeals-title"), APPEALS).keeping();
        let before = match (view.back, view.chosen.first()) {
            (Back::Done, Some(chosen)) => chosen.to_string(),
            (Back::Done, None) => NONE.to_owned(),
            (Back::Owed | Back::Changed, _) => String::new(),
        };
        let mut options: Vec<Opt> =
            view.requests.iter().map(|one| Opt::new(one.id.to_string(), request(t, one))).collect();
        options.push(Opt::new(NONE, t.get("appeal-about-none")));
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("appeal-title").arg("name", name(t, &view.person)).to_string(),
            here: format!("{APPEALS}/{}", view.id),
            status: stand(t, view.back),
            open: view.back != Back::Done,
            lead,
            number: view.person.student_number.as_ref().map(|number| number.reveal().clone()),
            course: view.course.iter().rev().map(step).collect(),
            requests: view.requests.iter().map(|one| (format!("{PATH}/{}", one.id), request(t, one))).collect(),
            about: asks(view).then(|| {
                Choice::new(ABOUT, t.get("appeal-ask-about"), options)
                    .hint(t.get("appeal-ask-about-hint"))
                    .filled_or(t, input, errors, &before)
            }),
            words: Field::text(WORDS, t.get("appeal-ask-words"))
                .hint(t.get("appeal-ask-words-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            stand: view.stand.code(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for AppealPage {
    const NAME: &'static str = "exam/appeal";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use super::samples::appeal;
        let page = |back, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::ExamOffice, "/examens/beroep/018f");
            Some(Self::new(shell, &appeal(back)?, &Input::default(), errors))
        };
        let mut errors = Errors::one(ABOUT, "error-appeal-about");
        errors.add(WORDS, "error-appeal-words");
        let all = [
            ("owed", page(Back::Owed, &Errors::none())),
            ("errors", page(Back::Owed, &errors)),
            ("changed", page(Back::Changed, &Errors::none())),
            ("done", page(Back::Done, &Errors::none())),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
