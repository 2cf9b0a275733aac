//! `/gedeeld/{share}`: what somebody outside the school reads, without an account. The link opens with a code that goes to the
//! address the school entered: whoever it was forwarded to gets none. Looking at it shows nobody and sends nothing, for mail
//! programs look at links too.

use crate::{
    say::{
        agreement::{self, PlaceView},
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        format, partner,
        person::name,
        words::T,
    },
    site::{
        app::App,
        cookie::{self, Name},
        page::{Page, done, show, show_as, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use register::handoff::{Event, Handoff, MAX_WORDS, StepRefusal};
use register::share::{
    State as Stands,
    code::{OpenRefusal, SendRefusal},
};
use store::{
    SaveError,
    share::{Door, Reading},
};

const PATH: &str = "/gedeeld/{share}";
const CODE: &str = "code";
const WHAT: &str = "wat";
const WORDS: &str = "woorden";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Public, look).post(PATH, Gate::Public, change)
}

fn address(token: &str) -> String {
    format!("/gedeeld/{token}")
}

/// A form needs a token, and who is not signed in has none yet.
fn framed(app: &App, visit: &Visit, shell: Shell) -> Shell {
    if visit.signed.is_some() { shell } else { shell.with_token(app, visit) }
}

async fn look(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let shell = framed(&app, &visit, shell);
    if let Some(visit) = cookie::get(app.settings, &headers, Name::Outsider)
        && let Some(reading) = app.store.share_read(&token, visit, now).await?
    {
        let mut response = show(&OutsiderPage::read(shell, &token, &reading, &Input::default(), &Errors::none()));
        // Whoever uses this computer next finds nothing of it in the browser.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    }
    let door = app.store.share_door(&token, now).await?;
    Ok(show(&OutsiderPage::door(shell, &token, &door, &Errors::none())))
}

/// Sends a code, lets somebody in with one, or lets them out.
async fn change(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    headers: HeaderMap,
    Path(token): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (now, here) = (app.clock.now(), address(&token));
    let door = app.store.share_door(&token, now).await?;
    let shell = framed(&app, &visit, shell);
    if door.state != Stands::Open {
        let mut page = OutsiderPage::door(shell, &token, &door, &Errors::none());
        page.kept = kept(&[input.raw(WORDS)], true);
        return Ok(show_as(StatusCode::CONFLICT, &page));
    }
    match input.text("doe") {
        "stuur" => match app.store.share_code(&token, now).await {
            Ok(()) => Ok(done(&app, &here, "notice-code-sent")),
            // One is on its way: that is what was asked.
            Err(SaveError::Refused(SendRefusal::Soon)) => Ok(done(&app, &here, "notice-code-sent")),
            Err(SaveError::Refused(SendRefusal::Often)) => {
                let words = shell.t.get("share-code-often");
                let shell = shell.message(MessageKind::Error, words);
                Ok(show_refused(&OutsiderPage::door(shell, &token, &door, &Errors::none())))
            }
            Err(SaveError::Store(error)) => Err(error.into()),
        },
        "open" => {
            let key = match app.store.share_enter(&token, input.text(CODE), now).await {
                Ok(key) => {
                    let mut response = done(&app, &here, "notice-share-in");
                    let age = register::share::code::VISIT.whole_seconds();
                    let age = u32::try_from(age).unwrap_or(0);
                    let cookies = response.headers_mut();
                    cookie::add(cookies, cookie::set(app.settings, Name::Outsider, &key, Some(age)));
                    return Ok(response);
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(OpenRefusal::Wrong)) => "error-code-wrong",
                Err(SaveError::Refused(OpenRefusal::NeedsNew)) => "error-code-new",
            };
            let door = app.store.share_door(&token, now).await?;
            Ok(show_refused(&OutsiderPage::door(shell, &token, &door, &Errors::one(CODE, key))))
        }
        "antwoord" => answer(&app, shell, &headers, &token, &input).await,
        "klaar" => {
            if let Some(visit) = cookie::get(app.settings, &headers, Name::Outsider) {
                app.store.share_leave(&token, visit, now).await?;
            }
            let mut response = done(&app, &here, "notice-share-out");
            cookie::add(response.headers_mut(), cookie::set(app.settings, Name::Outsider, "", Some(0)));
            Ok(response)
        }
        _ => Err(Problem::BadRequest),
    }
}

/// Who was in for an hour comes in again; what was typed is shown there, to be copied.
async fn again(app: &App, shell: Shell, token: &str, input: &Input) -> Result<Response, Problem> {
    let door = app.store.share_door(token, app.clock.now()).await?;
    let mut page = OutsiderPage::door(shell, token, &door, &Errors::none());
    page.kept = kept(&[input.raw(WORDS)], true);
    Ok(show_as(StatusCode::CONFLICT, &page))
}

/// Answers what was asked: whoever came in with a code, and nobody else.
async fn answer(app: &App, shell: Shell, headers: &HeaderMap, token: &str, input: &Input) -> Result<Response, Problem> {
    let (now, here) = (app.clock.now(), address(token));
    let Some(visit) = cookie::get(app.settings, headers, Name::Outsider) else {
        return again(app, shell, token, input).await;
    };
    let errors = match Event::from_code(input.text(WHAT)).filter(|event| event.of_partner()) {
        None => Errors::one(WHAT, "error-handoff-what"),
        Some(event) => match app.store.handoff_answer((token, visit), event, input.raw(WORDS), now).await {
            // Sent twice: it is so.
            Ok(true) | Err(SaveError::Refused(StepRefusal::Twice)) => {
                return Ok(done(app, &here, "notice-handoff-answered"));
            }
            Ok(false) => return again(app, shell, token, input).await,
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(StepRefusal::Words(wrong))) => {
                Errors::text(WORDS, wrong, "error-handoff-words", MAX_WORDS)
            }
            Err(SaveError::Refused(StepRefusal::Stands(_) | StepRefusal::NoConsent)) => {
                Errors::one(WHAT, "handoff-meanwhile")
            }
        },
    };
    match app.store.share_read(token, visit, now).await? {
        Some(reading) => {
            let mut response = show_refused(&OutsiderPage::read(shell, token, &reading, input, &errors));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        None => again(app, shell, token, input).await,
    }
}

/// What a partner reads of what is asked of them, and what they can say.
struct Asked {
    title: String,
    question: String,
    status: String,
    steps: Vec<(String, Option<String>)>,
    what: Choice,
    words: Field,
}

/// What whoever came in reads.
struct Content {
    lead: String,
    /// What it is for, and until when.
    terms: String,
    /// What is asked, where it is shared for that: then no measure is read.
    handoff: Option<Asked>,
    /// The measures that hold; `None` when nothing does.
    places: Option<Vec<PlaceView>>,
    /// What a workplace is told in the student's own words.
    own: Option<String>,
    ask: Option<String>,
    ends: String,
}

/// The page.
#[derive(Template)]
#[template(path = "share/outsider.html")]
pub struct OutsiderPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    title: String,
    lead: String,
    /// It opens, with a code.
    open: bool,
    /// A code was sent that can still be typed.
    sent: bool,
    code: Field,
    content: Option<Content>,
    /// What was typed, where the hour was over.
    kept: Option<String>,
}

impl OutsiderPage {
    fn door(shell: Shell, token: &str, door: &Door, errors: &Errors) -> Self {
        let t = shell.t;
        let lead = match door.state {
            Stands::Open if door.sent => "share-door-sent",
            Stands::Open => "share-door-lead",
            Stands::Over => "share-door-over",
            Stands::Stopped => "share-door-stopped",
        };
        Self {
            t,
            summary: errors.summary(t),
            address: address(token),
            title: t.get("share-door-title"),
            lead: t.say(lead).arg("school", door.school.as_str()).to_string(),
            open: door.state == Stands::Open,
            sent: door.sent || !errors.is_empty(),
            code: Field::text(CODE, t.get("share-code"))
                .hint(t.get("share-code-hint"))
                .autocomplete("one-time-code")
                .filled(t, &Input::default(), errors),
            content: None,
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }

    fn read(shell: Shell, token: &str, reading: &Reading, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let coaches = reading.coaches.iter().map(|name| name.reveal().as_str()).collect::<Vec<_>>().join(", ");
        let content = Content {
            lead: t
                .say(if reading.handoff.is_some() { "handoff-read-lead" } else { "share-read-lead" })
                .arg("school", reading.school.as_str())
                .arg("name", name(t, &reading.person))
                .to_string(),
            own: reading.own.as_ref().map(|own| t.stored(own.reveal())),
            terms: t
                .say("share-read-terms")
                .arg("purpose", super::words::purpose(t, reading.share.terms.purpose))
                .arg("until", reading.share.terms.until)
                .to_string(),
            handoff: reading.handoff.as_ref().map(|one| asked(t, one, reading, input, errors)),
            places: reading.version.as_ref().map(|version| agreement::by_place(t, &version.lines)),
            ask: (!coaches.is_empty()).then(|| t.say("share-read-ask").arg("names", coaches).to_string()),
            ends: t.say("share-read-ends").arg("at", format::time(format::dutch_clock(reading.ends))).to_string(),
        };
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            address: address(token),
            title: t.get("share-read-title"),
            lead: String::new(),
            open: true,
            sent: false,
            code: Field::default(),
            content: Some(content),
            kept: None,
        }
    }
}

/// What a partner reads of what happened: the day and what, with their own words. Who of the school did something, in which words,
/// and what the school arranges for itself is for the school and the student.
fn told(t: T, one: &Handoff, partner_name: &str) -> Vec<(String, Option<String>)> {
    let all = partner::steps(t, one, &store::agreement::names::Names::new(), partner_name);
    let theirs = |((said, words), step): ((String, Option<String>), &register::handoff::Step)| {
        let between = !matches!(step.event, Event::Keep | Event::Prepare);
        between.then(|| (said, words.filter(|_| step.by.is_none())))
    };
    all.into_iter().zip(&one.steps).filter_map(theirs).collect()
}

/// What is asked of a partner, with what they can say now.
fn asked(t: T, one: &Handoff, reading: &Reading, input: &Input, errors: &Errors) -> Asked {
    let may = |event: &&Event| event.of_partner() && one.status.on(**event).is_some();
    let options =
        Event::ALL.iter().filter(may).map(|event| Opt::new(event.code(), partner::doing(t, *event))).collect();
    let partner_name = t.stored(reading.share.terms.organisation.reveal());
    Asked {
        title: partner::domain(t, one.domain),
        question: t.stored(one.question.reveal()),
        status: t
            .say("handoffs-status")
            .arg("status", partner::stands(t, one.status))
            .arg("on", one.since())
            .to_string(),
        steps: told(t, one, &partner_name),
        what: Choice::new(WHAT, t.get("handoff-what"), options).filled(t, input, errors),
        words: Field::text(WORDS, t.get("handoff-words"))
            .hint(t.get("handoff-answer-hint"))
            .rows(3)
            .filled(t, input, errors),
    }
}

impl Page for OutsiderPage {
    const NAME: &'static str = "share/outsider";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        use register::invitation::Language;
        let shell = || Shell::sample(t);
        let door = |state, sent| Door { school: "Voorbeeld College".into(), state, language: Language::Dutch, sent };
        let at = |door: &Door, errors: &Errors| Self::door(shell(), "token", door, errors);
        let reading = |holds| {
            let view = people::version(&[Step::Offer, Step::Yes], false, 1);
            let share = super::words::sample(true).with.swap_remove(0).share;
            Reading {
                share,
                school: "Voorbeeld College".into(),
                person: view.person,
                handoff: None,
                version: Some(view.version).filter(|_| holds),
                own: holds.then(|| "Zeg mij één ding tegelijk.".to_owned().into()),
                coaches: view.coaches,
                ends: people::now().at,
            }
        };
        let (none, input) = (Errors::none(), Input::default());
        let helps = |events: &[Event]| Reading {
            share: partner::help_share(),
            handoff: partner::handoff(events),
            ..reading(false)
        };
        vec![
            ("door", at(&door(Stands::Open, false), &none)),
            ("sent", at(&door(Stands::Open, true), &none)),
            ("wrong", at(&door(Stands::Open, true), &Errors::one(CODE, "error-code-wrong"))),
            ("new", at(&door(Stands::Open, false), &Errors::one(CODE, "error-code-new"))),
            ("over", at(&door(Stands::Over, false), &none)),
            ("stopped", at(&door(Stands::Stopped, false), &none)),
            ("read", Self::read(shell(), "token", &reading(true), &input, &none)),
            ("nothing-holds", Self::read(shell(), "token", &reading(false), &input, &none)),
            ("asked", Self::read(shell(), "token", &helps(&[]), &input, &none)),
            ("waiting", Self::read(shell(), "token", &helps(&[Event::Queue]), &input, &none)),
            (
                "asked-errors",
                Self::read(shell(), "token", &helps(&[]), &input, &Errors::one(WHAT, "error-handoff-what")),
            ),
        ]
    }
}
