//! `/dossiers/{file}/doorverwijzen`: asking the next line to take a student over.

use super::words::{self, PATH};
use crate::{
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
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
use register::{
    FileId, field,
    referral::{Ask, AskRefusal, MAX_WORDS, Part, Places, Tier, missing},
};
use store::{SaveError, file::view::PersonView};

const TIER: &str = "lijn";
const QUESTION: &str = "vraag";
const AGREED: &str = "ja";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let file: FileId = id(&file)?;
    let (person, lines) = app.store.referral_form(&actor, file, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AskPage::new(shell, file, &person, &lines, (&draft.unwrap_or_default(), &Errors::none()))))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let (given, mut errors) = parse(&input);
    if errors.is_empty() {
        match app.store.referral_ask(&actor, file, &given, now).await {
            // Sent twice: it stands there.
            Ok(new) | Err(SaveError::Refused(AskRefusal::Twice(new))) => {
                return Ok(done(&app, &format!("{PATH}/{new}"), "notice-referral-asked"));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(AskRefusal::Already(open))) => {
                let (person, lines) = app.store.referral_form(&actor, file, now).await?;
                let words = shell.t.get("referral-already");
                let shell = shell.message(MessageKind::Error, words);
                let mut page = AskPage::new(shell, file, &person, &lines, (&input, &Errors::none()));
                page.open = Some(format!("{PATH}/{open}"));
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            Err(SaveError::Refused(AskRefusal::DayToCome)) => errors.add(AGREED, "error-referral-day-to-come"),
            Err(SaveError::Refused(AskRefusal::Parts(parts))) => wrong(&mut errors, parts),
        }
    } else {
        wrong(&mut errors, missing(&given));
    }
    let (person, lines) = app.store.referral_form(&actor, file, now).await?;
    let errors = errors.in_order(&[TIER, QUESTION, AGREED]);
    Ok(show_refused(&AskPage::new(shell, file, &person, &lines, (&input, &errors))))
}

/// Reads the form; what was typed and is no day is said beside it.
fn parse(input: &Input) -> (Ask, Errors) {
    let mut errors = Errors::none();
    let agreed_on = match parse_date(input.raw(AGREED)) {
        Ok(day) => Some(day),
        // Whether it is needed is said by the rules.
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(AGREED, unread.key());
            None
        }
    };
    (Ask { tier: Tier::from_code(input.text(TIER)), question: input.raw(QUESTION).to_owned(), agreed_on }, errors)
}

fn wrong(errors: &mut Errors, parts: Vec<(Part, field::Problem)>) {
    for (part, problem) in parts {
        match part {
            Part::Tier => errors.add(TIER, "error-referral-tier"),
            Part::Question => errors.extend(Errors::text(QUESTION, problem, "error-referral-question", MAX_WORDS)),
            // What was typed and is no day is said already.
            Part::AgreedOn if errors.fields().any(|field| field == AGREED) => {}
            Part::AgreedOn => errors.add(AGREED, "error-referral-agreed"),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "referral/ask.html")]
pub struct AskPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// To the referral that goes on already.
    open: Option<String>,
    tier: Choice,
    question: Field,
    agreed: Field,
}

impl AskPage {
    fn new(
        shell: Shell,
        file: FileId,
        person: &PersonView,
        lines: &[(Tier, Places)],
        (input, errors): (&Input, &Errors),
    ) -> Self {
        let t = shell.t;
        let called = call_name(t, person);
        let option = |(tier, places): &(Tier, Places)| {
            Opt::new(tier.code(), words::tier(t, *tier)).hint(words::places(t, *places))
        };
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, person), format!("/dossiers/{file}"))
            .keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("referral-ask-title").arg("name", &called).to_string(),
            here: format!("/dossiers/{file}/doorverwijzen"),
            open: None,
            tier: Choice::new(TIER, t.get("referral-ask-tier"), lines.iter().map(option).collect())
                .filled(t, input, errors),
            question: Field::text(QUESTION, t.get("referral-ask-question"))
                .hint(t.get("referral-ask-question-hint"))
                .not_here(t.get("assess-words-not-here"))
                .filled(t, input, errors),
            agreed: Field::text(AGREED, t.say("referral-ask-agreed").arg("name", &called))
                .hint(t.get("referral-ask-agreed-hint"))
                .optional()
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for AskPage {
    const NAME: &'static str = "referral/ask";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use uuid::Uuid;
        let page = |input: &Input, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/doorverwijzen");
            let lines = [
                (Tier::Second, Places { all: Some(40), taken: 40, ahead: 0 }),
                (Tier::Third, Places { all: None, taken: 3, ahead: 0 }),
            ];
            Self::new(shell, FileId(Uuid::from_u128(1)), &people::person(None), &lines, (input, errors))
        };
        let mut errors = Errors::one(TIER, "error-referral-tier");
        errors.add(QUESTION, "error-referral-question");
        errors.add(AGREED, "error-referral-agreed");
        let empty = Input::default();
        let mut already = page(&Input::of(&[(TIER, "second"), (QUESTION, people::ASKED)]), &Errors::none());
        already.open = Some("/zorg/018f".to_owned());
        vec![("empty", page(&empty, &Errors::none())), ("errors", page(&empty, &errors)), ("already", already)]
    }
}
