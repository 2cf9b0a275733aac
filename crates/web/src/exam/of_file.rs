//! `/dossiers/{file}/examens`: asking for an adapted exam for a student, and what came of it.

use super::place::{OF_FILE, of};
use crate::{
    say::{
        exam::{self as words, Around, AskForm, Card, State as Stand},
        form::{Errors, Field, Input, Summary, kept},
        person::{call_name, name},
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
    ExamId, FileId,
    exam::{self as rules, Event, Refusal},
    seen::Seen,
};
use store::{SaveError, exam::ExamsOf};
use time::Date;

/// The request that a button is about: to take it back, or to end what was granted.
const BACK: &str = "terug";
const END: &str = "einde";

/// Why: a field for each request.
fn why(exam: &str) -> String {
    format!("uitleg-{exam}")
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.exams_of(&actor, id(&file)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&FileExamsPage::new(shell, &found, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = of(OF_FILE, file);
    let turned = [(BACK, Event::Withdraw, "notice-exam-withdrawn"), (END, Event::End, "notice-exam-stopped")];
    if let Some((field, event, notice)) = turned.into_iter().find(|(field, ..)| input.has(field)) {
        let exam: ExamId = id(input.text(field))?;
        let field = why(&exam.to_string());
        let given = (exam, event, input.raw(&field), Seen::read(input.text(STAND)));
        let saved = app.store.exam_take_back(&actor, file, given, now).await;
        let refusal = match saved {
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &here, notice)),
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => refusal,
        };
        let found = app.store.exams_of(&actor, file, now).await?;
        return Ok(match refusal {
            Refusal::Parts(_) => {
                let errors = Errors::one(field, "error-exam-reason");
                show_refused(&FileExamsPage::new(shell, &found, &input, &errors, now.day))
            }
            _ => {
                let said = shell.t.get("referral-meanwhile-other");
                let shell = shell.message(MessageKind::Error, said);
                let mut page = FileExamsPage::new(shell, &found, &input, &Errors::none(), now.day);
                page.kept = kept(&[input.raw(&field)], true);
                show_as(StatusCode::CONFLICT, &page)
            }
        });
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
    let found = app.store.exams_of(&actor, file, now).await?;
    Ok(show_refused(&FileExamsPage::new(shell, &found, &input, &errors, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "exam/of_file.html")]
pub struct FileExamsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// Nobody has the role of the exam office.
    nobody: Option<String>,
    ask: AskForm,
    /// Each request, with the field for why it is taken back or ended, where it can be.
    cards: Vec<(Card, Option<Field>)>,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

impl FileExamsPage {
    fn new(shell: Shell, found: &ExamsOf, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, &found.person), format!("/dossiers/{}", found.file))
            .keeping();
        let card = |request: &register::exam::Request| {
            let card = words::card(t, request, &Around::of(Reader::School, found), today);
            let open = card.withdraw || card.end;
            let field = open.then(|| Field::text(why(&card.id), t.get("exam-why")).rows(2).filled(t, input, errors));
            (card, field)
        };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("exam-file-title").arg("name", call_name(t, &found.person)).to_string(),
            here: of(OF_FILE, found.file),
            nobody: (!found.held).then(|| t.get("exam-nobody")),
            ask: AskForm::new(t, Reader::School, &found.offered, input, errors),
            cards: found.requests.iter().rev().map(card).collect(),
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for FileExamsPage {
    const NAME: &'static str = "exam/of_file";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |states: &[Stand], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/examens");
            Self::new(shell, &words::of_file(states), &Input::default(), errors, today)
        };
        let states = [Stand::Asked, Stand::Partly, Stand::Refused, Stand::Ended];
        vec![
            ("empty", page(&[], &Errors::none())),
            ("known", page(&states, &Errors::none())),
            ("errors", page(&[Stand::Granted], &AskForm::samples_of_errors())),
        ]
    }
}
