//! `/mijn/zeggen/{file}`: a student says what they need, what should change, what is not kept or what they miss; and reads what
//! the school answered, and by when it will.

use crate::{
    say::{
        agreement::staff,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::call_name,
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
use register::FileId;
use register::voice::{Kind, MAX_WORDS, SayRefusal, Status, Voice, WithdrawRefusal};
use store::{SaveError, agreement::names::Names, voice::OwnVoices};

/// The path. The file stands in it, so that what was typed goes with the text of the file.
pub(super) const PATH: &str = "/mijn/zeggen/{file}";
const KIND: &str = "wat";
const WORDS: &str = "woorden";
/// Withdraws one.
const BACK: &str = "terug";

fn address(file: FileId) -> String {
    PATH.replace("{file}", &file.to_string())
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let own = app.store.voices_own(&actor, id(&file)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&SayPage::new(shell, &own, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn say(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = address(file);
    if input.has(BACK) {
        return match app.store.voice_withdraw(&actor, file, id(input.text(BACK))?, now).await {
            // Twice: it is withdrawn already.
            Ok(()) | Err(SaveError::Refused(WithdrawRefusal::Closed(Status::Withdrawn))) => {
                Ok(done(&app, &here, "notice-voice-withdrawn"))
            }
            Err(SaveError::Refused(WithdrawRefusal::Closed(Status::Open | Status::Answered))) => {
                Ok(done(&app, &here, "notice-voice-answered-already"))
            }
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    let said = (Kind::from_code(input.text(KIND)), input.raw(WORDS));
    let refusal = match app.store.voice_say(&actor, file, said, now).await {
        // Sent twice: it stands there.
        Ok(_) | Err(SaveError::Refused(SayRefusal::Already)) => return Ok(done(&app, &here, "notice-voice-said")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let own = app.store.voices_own(&actor, file, now).await?;
    Ok(show_refused(&SayPage::new(shell, &own, &input, &wrong(refusal))))
}

fn wrong(refusal: SayRefusal) -> Errors {
    let mut errors = Errors::none();
    match refusal {
        SayRefusal::Already => {}
        SayRefusal::TooMany => errors.add(KIND, "error-voice-too-many"),
        SayRefusal::Form { kind, words } => {
            if kind {
                errors.add(KIND, "error-voice-kind");
            }
            if let Some(problem) = words {
                errors.extend(Errors::text(WORDS, problem, "error-voice-words", MAX_WORDS));
            }
        }
    }
    errors
}

/// Something that was said, in words.
struct Said {
    kind: String,
    words: String,
    /// Where it stands.
    stands: String,
    answer: Option<String>,
    /// To withdraw it, while nobody answered.
    back: Option<String>,
}

fn said(t: T, one: &Voice, names: &Names) -> Said {
    let stands = match (one.status, one.closed) {
        (Status::Answered, Some((at, by))) => {
            t.say("voice-answered").arg("by", staff(t, names, by)).arg("on", at.day).to_string()
        }
        (Status::Withdrawn, Some((at, _))) => t.say("voice-withdrawn").arg("on", at.day).to_string(),
        (Status::Open | Status::Answered | Status::Withdrawn, _) => t.say("voice-open").arg("by", one.due).to_string(),
    };
    Said {
        kind: t
            .say("voice-said")
            .arg("kind", t.get(&format!("voice-{}", one.kind.code())))
            .arg("on", one.at.day)
            .to_string(),
        words: t.stored(one.words.reveal()),
        stands,
        answer: one.answer.as_ref().map(|words| t.stored(words.reveal())),
        back: (one.status == Status::Open).then(|| one.id.to_string()),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "voice/say.html")]
pub struct SayPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    lead: String,
    kind: Choice,
    words: Field,
    said: Vec<Said>,
}

impl SayPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, own: &OwnVoices, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let called = call_name(t, &own.person);
        let option = |kind: &Kind| Opt::new(kind.code(), t.get(&format!("voice-{}", kind.code())));
        let shell = shell.crumb(t.get("nav-mine"), "/mijn").keeping();
        let shell = if errors.is_empty() { shell } else { shell.failed() };
        let lead = if own.guardian { "voice-lead-guardian" } else { "voice-lead" };
        Self {
            t,
            summary: errors.summary(t),
            here: address(own.file),
            lead: t.say(lead).arg("days", i64::from(own.within)).arg("name", &called).to_string(),
            kind: Choice::new(KIND, t.get("voice-kind"), Kind::ALL.iter().map(option).collect())
                .filled(t, input, errors),
            words: Field::text(WORDS, t.get("voice-words"))
                .hint(t.get("voice-words-hint"))
                .not_here(t.get("voice-words-not-here"))
                .rows(4)
                .filled(t, input, errors),
            said: own.voices.iter().map(|one| said(t, one, &own.names)).collect(),
            shell: if own.guardian { shell.for_child(&called) } else { shell },
        }
    }
}

impl Page for SayPage {
    const NAME: &'static str = "voice/say";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        let page = |role, own: &OwnVoices, input: &Input, errors: &Errors| {
            Self::new(Shell::sample_as(t, role, "/mijn/zeggen/4"), own, input, errors)
        };
        let none = OwnVoices {
            file: people::mine(&[], false, None).file,
            person: people::person(people::born(false)),
            voices: Vec::new(),
            names: people::names(),
            within: 14,
            guardian: false,
        };
        let all = [Status::Open, Status::Answered, Status::Withdrawn].map(people::voice).to_vec();
        let full = OwnVoices { voices: all, ..none.clone() };
        let parent = OwnVoices { guardian: true, ..none.clone() };
        let typed = Input::of(&[(WORDS, people::ASKED)]);
        let missing = SayRefusal::Form { kind: true, words: Some(register::field::Problem::Missing) };
        vec![
            ("empty", page(Role::Student, &none, &Input::default(), &Errors::none())),
            ("full", page(Role::Student, &full, &Input::default(), &Errors::none())),
            ("errors", page(Role::Student, &none, &Input::default(), &wrong(missing))),
            ("too-many", page(Role::Student, &full, &typed, &wrong(SayRefusal::TooMany))),
            ("guardian", page(Role::Guardian, &parent, &Input::default(), &Errors::none())),
        ]
    }
}
