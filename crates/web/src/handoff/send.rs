//! `/dossiers/{file}/hulp/vraag`: asking a partner, with a yes: to whom, what is told, and until when. Which partner it is stands in
//! the form and not in the address: it says something about the student. So the form is shown in answer to a button.

use super::place::{PATH, TO, asking, helpers};
use crate::{
    say::{
        form::{Check, Choice, Errors, Field as Typed, Input, Opt, Summary, day},
        partner as words,
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
    response::{IntoResponse, Redirect, Response},
};
use register::field::Problem as Text;
use register::handoff::{Draft, Field, MAX_NAME, MAX_WORDS, SendRefusal, Wrong};
use register::meeting::Consenter;
use register::partner::{Answer, Domain};
use register::{FileId, PartnerId};
use store::SaveError;
use store::handoff::SendForm;

/// What the button did: `verstuur` sends; without it the form is opened.
const DO: &str = "doe";
const SEND: &str = "verstuur";
const DOMAIN: &str = "leefgebied";
const QUESTION: &str = "vraag";
const NAME: &str = "naam";
const EMAIL: &str = "email";
const UNTIL: &str = "tot";
const CONSENTER: &str = "ja";
const ENGLISH: &str = "engels";
const PAPER: &str = "papier";

/// The form as it was left, by who switched language or had to sign in again; otherwise whom to ask is chosen on the page before.
pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let Some((partner, typed)) = draft.and_then(|typed| Some((id::<PartnerId>(typed.text(TO)).ok()?, typed))) else {
        app.store.handoff_may(&actor, file, now).await?;
        return Ok(Redirect::to(&helpers(file)).into_response());
    };
    let form = app.store.handoff_form(&actor, file, partner, now).await?;
    Ok(show(&SendPage::new(shell, &form, &typed, &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    if !input.has(TO) {
        app.store.handoff_may(&actor, file, now).await?;
        return Ok(Redirect::to(&helpers(file)).into_response());
    }
    let partner: PartnerId = id(input.text(TO))?;
    if input.text(DO) != SEND {
        let form = app.store.handoff_form(&actor, file, partner, now).await?;
        return Ok(show(&SendPage::new(shell, &form, &Input::default(), &Errors::none())));
    }
    let mut errors = Errors::none();
    let given = read(&input, &mut errors);
    let refusal = if errors.is_empty() {
        match app.store.handoff_send(&actor, (file, partner), &given, now).await {
            Ok(id) => return Ok(done(&app, &format!("{PATH}/{id}"), "notice-handoff-sent")),
            // Sent twice: it is there.
            Err(SaveError::Refused(SendRefusal::Twice(id))) => {
                return Ok(done(&app, &format!("{PATH}/{id}"), "notice-handoff-twice"));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Some(refusal),
        }
    } else {
        None
    };
    let form = app.store.handoff_form(&actor, file, partner, now).await?;
    let above = |shell: Shell, key| {
        let words = shell.t.get(key);
        let shell = shell.message(MessageKind::Error, words);
        Ok(show_as(StatusCode::CONFLICT, &SendPage::new(shell, &form, &input, &Errors::none())))
    };
    match refusal {
        None => Ok(show_refused(&SendPage::new(shell, &form, &input, &errors))),
        Some(SendRefusal::Fields(wrong)) => {
            let errors = said(shell.t, &wrong);
            Ok(show_refused(&SendPage::new(shell, &form, &input, &errors)))
        }
        Some(SendRefusal::Ended) => above(shell, "handoff-partner-ended"),
        Some(SendRefusal::NoMail | SendRefusal::Twice(_)) => above(shell, "handoff-no-mail"),
    }
}

/// Reads the form.
fn read(input: &Input, errors: &mut Errors) -> Draft {
    Draft {
        domain: Domain::from_code(input.text(DOMAIN)),
        question: input.raw(QUESTION).to_owned(),
        name: input.raw(NAME).to_owned(),
        email: input.raw(EMAIL).to_owned(),
        until: day(input, UNTIL, errors),
        consenter: Consenter::from_code(input.text(CONSENTER)),
        english: input.has(ENGLISH),
        paper: input.has(PAPER),
    }
}

/// What is wrong, beside each field.
fn said(t: T, wrong: &[(Field, Wrong)]) -> Errors {
    let mut errors = Errors::none();
    for (field, what) in wrong {
        let (name, missing, max) = match field {
            Field::Domain => (DOMAIN, "error-handoff-domain", 0),
            Field::Question => (QUESTION, "error-handoff-question", MAX_WORDS),
            Field::Name => (NAME, "error-handoff-name", MAX_NAME),
            Field::Email => (EMAIL, "error-handoff-email", 0),
            Field::Until => (UNTIL, "error-handoff-until", 0),
            Field::Consenter => (CONSENTER, "error-handoff-consent", 0),
        };
        match what {
            Wrong::Text(problem @ (Text::TooLong { .. } | Text::NotText)) => {
                errors.extend(Errors::text(name, *problem, missing, max));
            }
            Wrong::Text(Text::Missing | Text::DoesNotApply | Text::EndsBeforeItBegins { .. })
            | Wrong::NoAddress
            | Wrong::NotTheirs => errors.add(name, missing),
            Wrong::OwnAddress => errors.add(name, "error-handoff-own"),
            Wrong::Either => errors.add(name, "error-handoff-either"),
            Wrong::Until(last) => errors.add_with(name, "error-handoff-until-last", vec![("last", t.date(*last))]),
            Wrong::Whose(Consenter::Student) => errors.add(name, "error-handoff-whose-student"),
            Wrong::Whose(Consenter::Guardian) => errors.add(name, "error-handoff-whose-guardian"),
        }
    }
    errors.in_order(&[DOMAIN, QUESTION, NAME, EMAIL, UNTIL, CONSENTER])
}

/// The page.
#[derive(Template)]
#[template(path = "handoff/send.html")]
pub struct SendPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    to: String,
    /// Whether they can help, as far as is known.
    answer: (Answer, String),
    why: Vec<String>,
    /// Mail is set up.
    mail: bool,
    domain: Choice,
    question: Typed,
    name: Typed,
    email: Typed,
    until: Typed,
    consenter: Choice,
    english: Check,
    paper: Check,
}

impl SendPage {
    fn new(shell: Shell, form: &SendForm, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &form.person), call_name(t, &form.person));
        let domains = form.partner.entry.domains.iter().map(|one| Opt::new(one.code(), words::domain(t, *one)));
        // Where the age is known there is one whose yes counts.
        let whose = Consenter::ALL.iter().filter(|one| form.needed.is_none_or(|needed| needed == **one));
        let yes = |one: &Consenter| match one {
            Consenter::Student => t.say("handoff-yes-student").arg("name", &called).to_string(),
            Consenter::Guardian => t.say("handoff-yes-guardian").arg("name", &called).to_string(),
        };
        let shell = shell
            .crumb(t.get("files-title"), "/dossiers")
            .crumb(&whole, format!("/dossiers/{}", form.file))
            .crumb(t.get("helpers-link"), helpers(form.file))
            .keeping();
        Self {
            summary: errors.summary(t),
            title: t.say("handoff-send-title").arg("partner", &form.partner.entry.name).to_string(),
            here: asking(form.file),
            to: form.partner.id.to_string(),
            answer: (form.verdict.answer, words::answer(t, form.verdict.answer)),
            why: form.verdict.why.iter().map(|why| words::why(t, *why)).collect(),
            mail: form.mail,
            domain: Choice::new(DOMAIN, t.get("handoff-domain"), domains.collect()).filled(t, input, errors),
            question: Typed::text(QUESTION, t.get("handoff-question"))
                .hint(t.get("handoff-question-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(6)
                .filled(t, input, errors),
            name: Typed::text(NAME, t.get("handoff-name")).hint(t.get("handoff-name-hint")).filled(t, input, errors),
            email: Typed::email(EMAIL, t.get("share-email")).hint(t.get("handoff-email-hint")).filled(t, input, errors),
            until: Typed::text(UNTIL, t.get("share-until")).hint(t.get("handoff-until-hint")).filled(t, input, errors),
            consenter: Choice::new(
                CONSENTER,
                t.get("handoff-yes"),
                whose.map(|one| Opt::new(one.code(), yes(one))).collect(),
            )
            .hint(t.get("handoff-yes-hint"))
            .filled(t, input, errors),
            english: Check::new(ENGLISH, t.get("share-english")).filled(t, input, errors),
            paper: Check::new(PAPER, t.get("handoff-paper")).hint(t.get("handoff-paper-hint")).filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        }
    }
}

impl Page for SendPage {
    const NAME: &'static str = "handoff/send";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::partner::{Verdict, Why};
        let form = |needed, mail| SendForm {
            file: FileId(uuid::Uuid::from_u128(1)),
            person: people::person(None),
            partner: words::sample(),
            verdict: Verdict { answer: Answer::Unknown, why: vec![Why::AgeFits, Why::HomeUnknown, Why::SiteUnknown] },
            needed,
            mail,
        };
        let page = |needed, mail, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/hulp/vraag");
            Self::new(shell, &form(needed, mail), &Input::default(), errors)
        };
        let missing = Wrong::Text(Text::Missing);
        let every: Vec<(Field, Wrong)> = Field::ALL.iter().map(|field| (*field, missing)).collect();
        let none = Errors::none();
        vec![
            ("student", page(Some(Consenter::Student), true, &none)),
            ("guardian", page(Some(Consenter::Guardian), true, &none)),
            ("unknown", page(None, true, &none)),
            ("no-mail", page(Some(Consenter::Student), false, &none)),
            ("errors", page(Some(Consenter::Student), true, &said(t, &every))),
            ("either", page(Some(Consenter::Student), true, &said(t, &[(Field::Email, Wrong::Either)]))),
        ]
    }
}
