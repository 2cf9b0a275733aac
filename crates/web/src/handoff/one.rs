//! `/verwijzingen/{handoff}`: what was asked of a partner, what came of it, and what the school decides.

use super::place::{PATH, helpers};
use crate::{
    say::{
        agreement::staff,
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        law::cite,
        partner as words,
        person::name,
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
use access::{Actor, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::HandoffId;
use register::handoff::eighteen::After;
use register::handoff::{Decide, Event, Handoff, MAX_WORDS, StepRefusal};
use register::meeting::Consenter;
use register::seen::Seen;
use store::SaveError;
use store::handoff::HandoffView;
use time::Date;

const WHAT: &str = "wat";
const WORDS: &str = "woorden";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(handoff): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.handoff(&actor, id(&handoff)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&HandoffPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(handoff): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (handoff, now): (HandoffId, _) = (id(&handoff)?, app.clock.now());
    let refusal = match Event::from_code(input.text(WHAT)) {
        Some(event) => {
            let given = (event, input.raw(WORDS), Seen::read(input.text(STAND)));
            match app.store.handoff_step(&actor, handoff, given, now).await {
                // Sent twice: it is so.
                Ok(()) | Err(SaveError::Refused(StepRefusal::Twice)) => {
                    return Ok(done(&app, &format!("{PATH}/{handoff}"), "notice-handoff-step"));
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(refusal)) => Some(refusal),
            }
        }
        None => None,
    };
    let view = app.store.handoff(&actor, handoff, now).await?;
    let errors = match refusal {
        None => Errors::one(WHAT, "error-handoff-what"),
        Some(StepRefusal::Words(wrong)) => Errors::text(WORDS, wrong, "error-handoff-words", MAX_WORDS),
        Some(StepRefusal::NoConsent) => Errors::one(WHAT, "error-handoff-no-consent"),
        Some(StepRefusal::Stands(_) | StepRefusal::Twice) => {
            return Ok(changed(shell, &view, &input, now.day));
        }
    };
    Ok(show_refused(&HandoffPage::new(shell, &view, &input, &errors, now.day)))
}

/// What it is now, for who did something that does not go any more; with what they typed.
fn changed(shell: Shell, view: &HandoffView, input: &Input, today: Date) -> Response {
    let said = shell.t.get("handoff-meanwhile");
    let shell = shell.message(MessageKind::Error, said);
    let mut page = HandoffPage::new(shell, view, input, &Errors::none(), today);
    page.kept = kept(&[input.raw(WORDS)], page.what.options.is_empty());
    show_as(StatusCode::CONFLICT, &page)
}

/// The same, read anew.
pub(super) async fn meanwhile(
    app: &App,
    actor: &Actor,
    shell: Shell,
    handoff: HandoffId,
    input: &Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.handoff(actor, handoff, now).await?;
    Ok(changed(shell, &view, input, now.day))
}

/// The page.
#[derive(Template)]
#[template(path = "handoff/one.html")]
pub struct HandoffPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// To the file, and to who can help.
    file: String,
    helpers: String,
    partner: (String, String),
    open: bool,
    status: String,
    /// What is to be decided, with what to do.
    decide: Vec<String>,
    sent: String,
    question: String,
    /// Whose yes, to whom, until when, or that it was taken back.
    consent: Vec<String>,
    /// What becomes of the help at 18.
    eighteen: Option<String>,
    /// Whether they can help today.
    why: Vec<String>,
    steps: Vec<(String, Option<String>)>,
    what: Choice,
    words: Field,
    kept: Option<String>,
    /// Where the letter is made, for who gets one, and what the button says.
    letter: Option<(String, String)>,
    /// How much happened when they looked.
    stand: String,
}

/// What becomes of the help at 18, by rule.
fn after(t: T, (after, ends): (After, Option<Date>)) -> Option<String> {
    let key = match after {
        After::CanGoOn => "handoff-after-can_go_on",
        After::Stops => "handoff-after-stops",
        After::Foster => "handoff-after-foster",
        After::Same => return None,
    };
    Some(match ends {
        Some(ends) => t.say(key).arg("on", ends).arg("article", cite(t, "Jeugdwet 1.1")).to_string(),
        None => t.get("handoff-after-unknown"),
    })
}

impl HandoffPage {
    fn new(shell: Shell, view: &HandoffView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let one = &view.handoff;
        let entry = &view.partner.entry;
        let may = |event: &&Event| {
            one.status.on(**event).is_some()
                && match event {
                    Event::Keep => !view.decide.is_empty() && (!one.status.open() || one.consent.holds(today)),
                    Event::Prepare => one.prepare_on.is_some(),
                    // It has a button and a page of its own.
                    Event::Print => false,
                    Event::Post => one.letter_waits(),
                    Event::Reopen => one.consent.holds(today),
                    Event::Accept | Event::Queue | Event::Refuse | Event::Start | Event::Finish | Event::Revoke => true,
                }
        };
        let options: Vec<Opt> =
            Event::ALL.iter().filter(may).map(|event| Opt::new(event.code(), words::doing(t, *event))).collect();
        let whose = t.get(match one.consent.by {
            Consenter::Student => "handoff-consent-student",
            Consenter::Guardian => "handoff-consent-guardian",
        });
        let terms = &view.share.terms;
        let receiver = if one.letter.is_some() { "handoff-receiver-letter" } else { "handoff-receiver" };
        let receiver = t.say(receiver).arg("name", t.stored(terms.name.reveal())).arg("until", one.consent.until);
        let receiver = receiver.arg("email", t.stored(terms.email.reveal())).to_string();
        let mut consent = vec![whose, receiver];
        consent.extend(view.share.stopped.map(|(at, by)| {
            t.say("share-stopped-by").arg("by", staff(t, &view.names, by)).arg("on", at.day).to_string()
        }));
        let decide = |what: &Decide| {
            let said = words::decide(t, *what);
            let how = t.get(&format!("handoff-how-{}", what.code()));
            format!("{said} {how}")
        };
        let shell = shell.crumb(t.get("handoffs-title"), PATH);
        let shell = if options.is_empty() { shell } else { shell.keeping() };
        Self {
            summary: errors.summary(t),
            title: t
                .say("handoff-title")
                .arg("domain", words::domain(t, one.domain))
                .arg("name", name(t, &view.person))
                .to_string(),
            here: format!("{PATH}/{}", one.id),
            file: format!("/dossiers/{}", view.file),
            helpers: helpers(view.file),
            partner: (entry.name.clone(), format!("/partners/{}", view.partner.id)),
            open: one.status.open(),
            status: t
                .say("handoffs-status")
                .arg("status", words::stands(t, one.status))
                .arg("on", one.since())
                .to_string(),
            decide: view.decide.iter().map(decide).collect(),
            sent: t.say("handoffs-by").arg("by", staff(t, &view.names, one.by)).arg("on", one.at.day).to_string(),
            question: t.stored(one.question.reveal()),
            consent,
            eighteen: after(t, view.after).filter(|_| one.status.open()),
            why: view.verdict.why.iter().map(|why| words::why(t, *why)).collect(),
            steps: words::steps(t, one, &view.names, &entry.name),
            what: Choice::new(WHAT, t.get("handoff-what"), options).filled(t, input, errors),
            words: Field::text(WORDS, t.get("handoff-words"))
                .hint(t.get("handoff-words-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            kept: None,
            letter: (one.letter.is_some() && one.status.open() && one.consent.holds(today)).then(|| {
                let label = if one.letter_made() { "handoff-letter-again" } else { "handoff-letter-make" };
                (format!("{PATH}/{}/brief", one.id), t.get(label))
            }),
            stand: one.seen_so_far().code(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        }
    }
}

impl Page for HandoffPage {
    const NAME: &'static str = "handoff/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::partner::{Answer, Verdict, Why};
        let today = people::now().day;
        let view = |events: &[Event], decide: &[Decide], after| {
            Some(HandoffView {
                file: register::FileId(uuid::Uuid::from_u128(1)),
                person: people::person(None),
                handoff: walked(events)?,
                partner: words::sample(),
                share: words::help_share(),
                decide: decide.to_vec(),
                home: None,
                verdict: Verdict {
                    answer: Answer::Unknown,
                    why: vec![Why::DomainFits, Why::AgeFits, Why::HomeUnknown],
                },
                after,
                names: people::names(),
            })
        };
        let page = |events: &[Event], decide: &[Decide], after, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/verwijzingen/018f");
            view(events, decide, after).map(|view| Self::new(shell, &view, &Input::default(), errors, today))
        };
        let (same, none) = ((After::Same, None), Errors::none());
        let paper = |events: &[Event]| {
            let mut view = view(&[], &[Decide::Letter], same)?;
            view.handoff = words::handoff_by(words::sent(true)?, events)?;
            let shell = Shell::sample_as(t, Role::Coach, "/verwijzingen/018f");
            Some(Self::new(shell, &view, &Input::default(), &none, today))
        };
        let mut errors = Errors::one(WHAT, "error-handoff-what");
        errors.add(WORDS, "error-handoff-words");
        [
            ("sent", page(&[], &[], same, &none)),
            ("withdrawn", page(&[Event::Queue], &[Decide::Withdrawn, Decide::Moved, Decide::Adult], same, &none)),
            ("doubted", page(&[Event::Accept], &[Decide::Doubted], same, &none)),
            ("sixteen", page(&[Event::Accept], &[Decide::Sixteen], same, &none)),
            ("expired", page(&[Event::Accept], &[Decide::Expired], (After::Foster, Some(today)), &none)),
            ("eighteen", page(&[Event::Start], &[Decide::Eighteen], (After::CanGoOn, Some(today)), &none)),
            ("stops", page(&[Event::Start], &[], (After::Stops, None), &none)),
            ("silent", page(&[Event::Queue], &[Decide::Silent], same, &none)),
            ("letter", paper(&[])),
            ("letter-made", paper(&[Event::Print])),
            ("refused", page(&[Event::Refuse], &[Decide::Refused], same, &none)),
            ("done", page(&[Event::Start, Event::Finish], &[], same, &none)),
            ("revoked", page(&[Event::Revoke], &[], same, &none)),
            ("errors", page(&[], &[], same, &errors)),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}

/// A made-up handoff to which something happened; the rules bring it there.
pub(super) fn walked(events: &[Event]) -> Option<Handoff> {
    words::handoff(events)
}
