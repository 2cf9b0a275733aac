//! `/mijn/examens/{file}`: asking for an adapted exam oneself, what was decided, until when, and where one can object.

use super::place::{OWN, of};
use crate::{
    say::{
        exam::{self as words, Around, AskForm, Card, State as Stand},
        form::{Errors, Input, Summary},
        person::call_name,
        reader::Reader,
        telling::STAND,
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
    exam::{self as rules, Event, Refusal},
    seen::Seen,
};
use store::{SaveError, exam::OwnExams};
use time::Date;

/// The request that a button is about: to take it back, or to end what was granted.
const BACK: &str = "terug";
const END: &str = "einde";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.exams_own(&actor, id(&file)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&OwnExamsPage::new(shell, &found, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = of(OWN, file);
    let turned = [(BACK, Event::Withdraw, "notice-exam-withdrawn"), (END, Event::End, "notice-exam-ended")];
    if let Some((field, event, notice)) = turned.into_iter().find(|(field, ..)| input.has(field)) {
        let given = (id(input.text(field))?, event, "", Seen::read(input.text(STAND)));
        return match app.store.exam_take_back(&actor, file, given, now).await {
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => Ok(done(&app, &here, notice)),
            // The committee decided meanwhile: the page says what.
            Err(SaveError::Refused(_)) => Ok(done(&app, &here, "notice-exam-changed")),
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    let (given, mut errors) = AskForm::parse(&input);
    let saved = if errors.is_empty() {
        app.store.exam_ask(&actor, file, &given, now).await
    } else {
        // A date that cannot be read keeps nobody from hearing what else is wrong.
        Err(SaveError::Refused(Refusal::Parts(rules::wrong(&given, now.day))))
    };
    match saved {
        // The same twice is one.
        Ok(_) | Err(SaveError::Refused(Refusal::Already(_))) => return Ok(done(&app, &here, "notice-exam-asked")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(Refusal::Parts(parts))) => errors = AskForm::wrong(shell.t, parts, errors),
        Err(SaveError::Refused(_)) => errors = AskForm::full(),
    }
    let found = app.store.exams_own(&actor, file, now).await?;
    Ok(show_refused(&OwnExamsPage::new(shell, &found, &input, &errors, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "exam/own.html")]
pub struct OwnExamsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    lead: String,
    here: String,
    /// The form, for who can ask.
    ask: Option<AskForm>,
    /// Each request, with where its decision is on paper, and where one appeals.
    cards: Vec<(Card, Option<String>, Option<String>)>,
    /// Nobody has the role of the exam office.
    nobody: Option<String>,
    /// What is ended is not needed any more, as who reads says it.
    end: String,
}

impl OwnExamsPage {
    fn new(shell: Shell, found: &OwnExams, input: &Input, errors: &Errors, today: Date) -> Self {
        let (t, all) = (shell.t, &found.all);
        let here = of(OWN, all.file);
        let shell = shell.crumb(t.get("nav-mine"), "/mijn").keeping();
        let reader = Reader::own(found.guardian);
        let card = |request: &register::exam::Request| {
            let reads_all = found.asks || !found.guardian;
            let paper = request.letter().filter(|_| reads_all);
            let paper = paper.map(|_| format!("{here}/{}/besluit?in={}", request.id, t.lang().code()));
            let appeal = request.appealable().filter(|_| found.appeals && reads_all);
            let appeal = appeal.map(|_| format!("/mijn/geschil/{}?over={}", all.file, request.id));
            (words::card(t, request, &Around::of(reader, all), today), paper, appeal)
        };
        Self {
            t,
            summary: errors.summary(t),
            title: if found.guardian {
                t.say("exam-own-title-guardian").arg("name", call_name(t, &all.person)).to_string()
            } else {
                t.get("exam-own-title")
            },
            lead: t.get(if found.guardian { "exam-own-lead-guardian" } else { "exam-own-lead" }),
            ask: found.asks.then(|| AskForm::new(t, reader, &all.offered, input, errors)),
            nobody: (!all.held).then(|| t.get("exam-nobody")),
            end: t.get(if found.guardian { "exam-own-end-parent" } else { "exam-own-end" }),
            cards: all.requests.iter().rev().map(card).collect(),
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for OwnExamsPage {
    const NAME: &'static str = "exam/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, states: &[Stand], asks: bool, errors: &Errors| {
            let shell = Shell::sample_as(t, role, "/mijn/examens/018f");
            let (mut all, guardian) = (words::of_file(states), role == Role::Guardian);
            if guardian && !asks {
                all.requests.iter_mut().for_each(register::exam::Request::leave_measure);
            }
            let found = OwnExams { all, asks, appeals: asks, guardian, school: "Voorbeeld College".to_owned() };
            Self::new(shell, &found, &Input::default(), errors, today)
        };
        let none = Errors::none();
        let states = [
            Stand::Asked,
            Stand::Granted,
            Stand::Partly,
            Stand::Refused,
            Stand::Again,
            Stand::Annulled,
            Stand::Withdrawn,
            Stand::Stopped,
            Stand::TakenBack,
        ];
        vec![
            ("empty", page(Role::Student, &[], true, &none)),
            ("known", page(Role::Student, &states, true, &none)),
            ("errors", page(Role::Student, &[Stand::Late], true, &AskForm::samples_of_errors())),
            ("guardian", page(Role::Guardian, &states, true, &none)),
            ("reads", page(Role::Guardian, &[Stand::Granted], false, &none)),
        ]
    }
}
