//! `/dossiers/{file}/gezegd/{voice}`: what a student said themselves, read and answered.

use crate::{
    say::{
        agreement::{answerer, staff},
        form::{Errors, Field, Input, Summary},
        person::{call_name, name},
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
use register::voice::{AnswerRefusal, MAX_WORDS, Status};
use register::{FileId, VoiceId};
use store::{SaveError, voice::VoiceView};

/// The path.
pub(super) const PATH: &str = "/dossiers/{file}/gezegd/{voice}";
const WORDS: &str = "antwoord";

fn place((file, voice): &(String, String)) -> Result<(FileId, VoiceId), Problem> {
    Ok((id(file)?, id(voice)?))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, voice) = place(&path)?;
    let view = app.store.voice_view(&actor, file, voice, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AnswerPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn answer(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let ((file, voice), now) = (place(&path)?, app.clock.now());
    let refusal = match app.store.voice_answer(&actor, file, voice, input.raw(WORDS), now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(AnswerRefusal::Same)) => {
            return Ok(done(&app, super::list::PATH, "notice-voice-answer"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.voice_view(&actor, file, voice, now).await?;
    match refusal {
        AnswerRefusal::Words(problem) => {
            let errors = Errors::text(WORDS, problem, "error-voice-answer", MAX_WORDS);
            Ok(show_refused(&AnswerPage::new(shell, &view, &input, &errors)))
        }
        AnswerRefusal::Closed(_) | AnswerRefusal::Same => {
            let key =
                if view.voice.status == Status::Withdrawn { "voice-refused-back" } else { "voice-refused-answered" };
            let words = shell.t.get(key);
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::CONFLICT, &AnswerPage::new(shell, &view, &input, &Errors::none())))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "voice/answer.html")]
pub struct AnswerPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// Who said it, when, and what it is about.
    said: String,
    words: String,
    stands: String,
    /// The answer that stands.
    answered: Option<String>,
    /// Nobody answered it yet.
    open: bool,
    /// What was typed, where somebody else answered meanwhile.
    typed: Option<String>,
    answer: Field,
}

impl AnswerPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VoiceView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let (whole, voice) = (name(t, &view.person), &view.voice);
        let stands = match (voice.status, voice.closed) {
            (Status::Answered, Some((at, by))) => {
                t.say("voice-answered").arg("by", staff(t, &view.names, by)).arg("on", at.day).to_string()
            }
            (Status::Withdrawn, Some((at, _))) => t.say("voice-withdrawn").arg("on", at.day).to_string(),
            (Status::Open | Status::Answered | Status::Withdrawn, _) => {
                t.say("voice-due").arg("by", voice.due).to_string()
            }
        };
        let open = voice.status == Status::Open;
        let shell =
            shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(&whole, format!("/dossiers/{}", view.file));
        let shell = if open { shell.keeping() } else { shell };
        let kind = t.get(&format!("voice-{}", voice.kind.code()));
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            title: t.say("voice-answer-title").arg("name", call_name(t, &view.person)).to_string(),
            here: format!("/dossiers/{}/gezegd/{}", view.file, voice.id),
            said: t
                .say("voice-said-by")
                .arg("who", answerer(t, &view.person, voice.by))
                .arg("kind", kind)
                .arg("on", voice.at.day)
                .to_string(),
            words: t.stored(voice.words.reveal()),
            stands,
            answered: voice.answer.as_ref().map(|words| t.stored(words.reveal())),
            open,
            typed: Some(input.raw(WORDS).to_owned()).filter(|typed| !open && !typed.trim().is_empty()),
            answer: Field::text(WORDS, t.get("voice-answer"))
                .hint(t.get("voice-answer-hint"))
                .rows(4)
                .filled(t, input, errors),
        }
    }
}

impl Page for AnswerPage {
    const NAME: &'static str = "voice/answer";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        let view = |status| VoiceView {
            file: people::mine(&[], false, None).file,
            person: people::person(people::born(false)),
            voice: people::voice(status),
            names: people::names(),
        };
        let page = |status, input: &Input, errors: &Errors| {
            Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/gezegd/018e"), &view(status), input, errors)
        };
        let typed = Input::of(&[(WORDS, "Wij gaan het samen bekijken.")]);
        vec![
            ("open", page(Status::Open, &Input::default(), &Errors::none())),
            ("errors", page(Status::Open, &Input::default(), &Errors::one(WORDS, "error-voice-answer"))),
            ("answered", page(Status::Answered, &typed, &Errors::none())),
            ("withdrawn", page(Status::Withdrawn, &Input::default(), &Errors::none())),
        ]
    }
}
