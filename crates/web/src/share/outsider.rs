//! `/gedeeld/{share}`: what somebody outside the school reads, without an account. The link opens with a code that goes to the
//! address the school entered: whoever it was forwarded to gets none. Looking at it shows nobody and sends nothing, for mail
//! programs look at links too.

use crate::{
    say::{
        agreement::{self, PlaceView},
        form::{Errors, Field, Input, Summary},
        format,
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
        let mut response = show(&OutsiderPage::read(shell, &token, &reading));
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
        let page = OutsiderPage::door(shell, &token, &door, &Errors::none());
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

/// What whoever came in reads.
struct Content {
    lead: String,
    /// What it is for, and until when.
    terms: String,
    /// The measures that hold; `None` when nothing does.
    places: Option<Vec<PlaceView>>,
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
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }

    fn read(shell: Shell, token: &str, reading: &Reading) -> Self {
        let t = shell.t;
        let coaches = reading.coaches.iter().map(|name| name.reveal().as_str()).collect::<Vec<_>>().join(", ");
        let content = Content {
            lead: t
                .say("share-read-lead")
                .arg("school", reading.school.as_str())
                .arg("name", name(t, &reading.person))
                .to_string(),
            terms: t
                .say("share-read-terms")
                .arg("purpose", super::words::purpose(t, reading.share.terms.purpose))
                .arg("until", reading.share.terms.until)
                .to_string(),
            places: reading.version.as_ref().map(|version| agreement::by_place(t, &version.lines)),
            ask: (!coaches.is_empty()).then(|| t.say("share-read-ask").arg("names", coaches).to_string()),
            ends: t.say("share-read-ends").arg("at", format::time(format::dutch_clock(reading.ends))).to_string(),
        };
        Self {
            t,
            shell,
            summary: Errors::none().summary(t),
            address: address(token),
            title: t.get("share-read-title"),
            lead: String::new(),
            open: true,
            sent: false,
            code: Field::default(),
            content: Some(content),
        }
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
                version: Some(view.version).filter(|_| holds),
                coaches: view.coaches,
                ends: people::now().at,
            }
        };
        let none = Errors::none();
        vec![
            ("door", at(&door(Stands::Open, false), &none)),
            ("sent", at(&door(Stands::Open, true), &none)),
            ("wrong", at(&door(Stands::Open, true), &Errors::one(CODE, "error-code-wrong"))),
            ("new", at(&door(Stands::Open, false), &Errors::one(CODE, "error-code-new"))),
            ("over", at(&door(Stands::Over, false), &none)),
            ("stopped", at(&door(Stands::Stopped, false), &none)),
            ("read", Self::read(shell(), "token", &reading(true))),
            ("nothing-holds", Self::read(shell(), "token", &reading(false))),
        ]
    }
}
