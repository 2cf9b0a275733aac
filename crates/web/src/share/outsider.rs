//! `/gedeeld/{share}`: what somebody outside the school reads, without an account. The link opens with a code that goes to the
//! address the school entered, or stands in the letter to who has none: whoever a link was forwarded to gets no code. Looking at it
//! shows nobody and sends nothing, for mail programs look at links too.

use super::asked::{Asked, WHAT, WORDS, asked};
use crate::{
    say::{
        agreement::{self, PlaceView},
        document::DecisionLetter,
        form::{Errors, Field, Input, Summary, kept},
        format, partner,
        person::name,
        telling::STAND,
        words::{Lang, T},
    },
    site::{
        app::App,
        cookie::{self, Name},
        page::{Page, done, show, show_as, show_refused},
        press::saved,
        problem::Problem,
        route::{Gate, Routes},
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use register::handoff::{Event, MAX_WORDS, StepRefusal};
use register::seen::Seen;
use register::share::{
    State as Stands,
    code::{OpenRefusal, SendRefusal},
};
use store::{
    SaveError,
    share::{Door, Reading},
};
use time::Date;

const PATH: &str = "/gedeeld/{share}";
/// The document of the way to work, on paper, for whoever came in.
const PAPER: &str = "/gedeeld/{share}/overgangsdocument";
const CODE: &str = "code";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Public, look).post(PATH, Gate::Public, change).get(PAPER, Gate::Public, paper)
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
        let mut response =
            show(&OutsiderPage::read(shell, &token, (&reading, now.day), (&Input::default(), &Errors::none())));
        // Whoever uses this computer next finds nothing of it in the browser.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    }
    let door = app.store.share_door(&token, now).await?;
    Ok(show(&OutsiderPage::door(shell, &token, &door, &Errors::none())))
}

/// The document of the way to work as a PDF; whoever did not come in is led to the door.
async fn paper(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let input = Input::parse(query.unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
    let now = app.clock.now();
    // A link that was never made is not there.
    app.store.share_door(&token, now).await?;
    let visit = cookie::get(app.settings, &headers, Name::Outsider);
    let reading = match visit {
        Some(visit) => app.store.share_read(&token, visit, now).await?,
        None => None,
    };
    let Some(found) = reading.and_then(|reading| reading.bridge) else {
        return Ok(Redirect::to(&address(&token)).into_response());
    };
    let t = T::new(Lang::from_code(input.text("in")).unwrap_or(Lang::Nl));
    let Some(letter) = DecisionLetter::of_transition(t, &found, now.day) else { return Err(Problem::NotFound) };
    let called = t.get("bridge-file");
    let mut response = saved(app.press.make(move |press| press.decision(&letter)).await, &called)?;
    // Whoever uses this computer next finds nothing of it in the browser.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
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
                Err(SaveError::Refused(OpenRefusal::Wrong)) if door.letter => "error-code-letter",
                Err(SaveError::Refused(OpenRefusal::NeedsNew)) if door.letter => "error-code-letter-new",
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
    let seen = Seen::read(input.text(STAND));
    let errors = match Event::from_code(input.text(WHAT)).filter(|event| event.of_partner()) {
        None => Errors::one(WHAT, "error-handoff-what"),
        Some(event) => match app.store.handoff_answer((token, visit), (event, input.raw(WORDS), seen), now).await {
            // Sent twice: it is so.
            Ok(true) | Err(SaveError::Refused(StepRefusal::Twice)) => {
                return Ok(done(app, &here, "notice-handoff-answered"));
            }
            Ok(false) => return again(app, shell, token, input).await,
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(StepRefusal::Words(wrong))) => {
                Errors::text(WORDS, wrong, "error-handoff-words", MAX_WORDS)
            }
            // A colleague, another tab or the school was first: what it is now is shown, with what was typed.
            Err(SaveError::Refused(StepRefusal::Stands(_) | StepRefusal::NoConsent)) => {
                return meanwhile(app, shell, (token, visit), input).await;
            }
        },
    };
    match app.store.share_read(token, visit, now).await? {
        Some(reading) => {
            let mut response = show_refused(&OutsiderPage::read(shell, token, (&reading, now.day), (input, &errors)));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        None => again(app, shell, token, input).await,
    }
}

/// What was asked as it stands now, for who answered something that is not so any more.
async fn meanwhile(app: &App, shell: Shell, (token, visit): (&str, &str), input: &Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let Some(reading) = app.store.share_read(token, visit, now).await? else {
        return again(app, shell, token, input).await;
    };
    let said = shell.t.get("handoff-meanwhile");
    let shell = shell.message(MessageKind::Error, said);
    let mut page = OutsiderPage::read(shell, token, (&reading, now.day), (input, &Errors::none()));
    let gone =
        page.content.as_ref().and_then(|read| read.handoff.as_ref()).is_none_or(|one| one.what.options.is_empty());
    page.kept = kept(&[input.raw(WORDS)], gone);
    let mut response = show_as(StatusCode::CONFLICT, &page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What whoever came in reads.
struct Content {
    lead: String,
    /// What it is for, and until when.
    terms: String,
    /// What is asked, where it is shared for that: then no measure is read.
    handoff: Option<Asked>,
    /// The document of the way to work, where it is shared for that: then no other measure is read.
    letter: Option<DecisionLetter>,
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
    /// The code stands in a letter: none is sent.
    letter: bool,
    code: Field,
    content: Option<Content>,
    /// What was typed, where the hour was over.
    kept: Option<String>,
}

impl OutsiderPage {
    fn door(shell: Shell, token: &str, door: &Door, errors: &Errors) -> Self {
        let t = shell.t;
        let lead = match door.state {
            Stands::Open if door.letter => "share-door-letter",
            Stands::Open if door.sent => "share-door-sent",
            Stands::Open => "share-door-lead",
            // No link was sent yet: who holds one of before has nothing to read.
            Stands::Waits => "share-door-over",
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
            sent: door.sent || door.letter || !errors.is_empty(),
            letter: door.letter,
            code: Field::text(CODE, t.get("share-code"))
                .hint(t.get(if door.letter { "share-code-hint-letter" } else { "share-code-hint" }))
                .autocomplete("one-time-code")
                .filled(t, &Input::default(), errors),
            content: None,
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }

    fn read(shell: Shell, token: &str, (reading, today): (&Reading, Date), (input, errors): (&Input, &Errors)) -> Self {
        let t = shell.t;
        let coaches = reading.coaches.iter().map(|name| name.reveal().as_str()).collect::<Vec<_>>().join(", ");
        let content = Content {
            lead: t
                .say(match (&reading.handoff, &reading.bridge) {
                    (Some(_), _) => "handoff-read-lead",
                    (None, Some(_)) => "bridge-read-lead",
                    (None, None) => "share-read-lead",
                })
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
            letter: reading.bridge.as_ref().and_then(|found| DecisionLetter::of_transition(t, found, today)),
            places: reading.version.as_ref().map(|version| agreement::by_place(t, &version.lines)),
            ask: (!coaches.is_empty()).then(|| t.say("share-read-ask").arg("names", coaches).to_string()),
            ends: t.say("share-read-ends").arg("at", format::time(format::dutch_clock(reading.ends))).to_string(),
        };
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            address: address(token),
            title: t.get(if reading.bridge.is_some() { "bridge-title" } else { "share-read-title" }),
            lead: String::new(),
            open: true,
            sent: false,
            letter: false,
            code: Field::default(),
            content: Some(content),
            kept: None,
        }
    }
}

impl Page for OutsiderPage {
    const NAME: &'static str = "share/outsider";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        use register::invitation::Language;
        let shell = || Shell::sample(t);
        let school = || "Voorbeeld College".to_owned();
        let door = |state, sent| Door { school: school(), state, language: Language::Dutch, sent, letter: false };
        let letter = Door { letter: true, ..door(Stands::Open, false) };
        let at = |door: &Door, errors: &Errors| Self::door(shell(), "token", door, errors);
        let reading = |holds| {
            let view = people::version(&[Step::Offer, Step::Yes], false, 1);
            let share = super::words::sample(true).with.swap_remove(0).share;
            Reading {
                share,
                school: "Voorbeeld College".into(),
                person: view.person,
                handoff: None,
                bridge: None,
                version: Some(view.version).filter(|_| holds),
                own: holds.then(|| "Zeg mij één ding tegelijk.".to_owned().into()),
                coaches: view.coaches,
                ends: people::now().at,
            }
        };
        let (none, input) = (Errors::none(), Input::default());
        let today = people::now().day;
        let read =
            |reading: &Reading, errors: &Errors| Self::read(shell(), "token", (reading, today), (&input, errors));
        let bridge = || Reading { bridge: Some(crate::say::transition::handover().0), ..reading(false) };
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
            ("letter", at(&letter, &none)),
            ("letter-wrong", at(&letter, &Errors::one(CODE, "error-code-letter"))),
            ("letter-new", at(&letter, &Errors::one(CODE, "error-code-letter-new"))),
            ("over", at(&door(Stands::Over, false), &none)),
            ("stopped", at(&door(Stands::Stopped, false), &none)),
            ("read", read(&reading(true), &none)),
            ("nothing-holds", read(&reading(false), &none)),
            ("asked", read(&helps(&[]), &none)),
            ("waiting", read(&helps(&[Event::Queue]), &none)),
            ("asked-errors", read(&helps(&[]), &Errors::one(WHAT, "error-handoff-what"))),
            ("bridge", read(&bridge(), &none)),
        ]
    }
}
