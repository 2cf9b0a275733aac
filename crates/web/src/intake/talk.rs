//! Showing the talk, and what is done to it.

use super::page::{self, TalkPage};
use crate::{
    say::{
        form::{DateError, Errors, Input, parse_date},
        telling::STAND,
    },
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    AccountId, ApplicationId,
    agreement::read_hour,
    intake::talk::{Event, MAX_PLACE, MAX_WORDS, Means, Part, Plan, Refusal, Written},
    seen::Seen,
};
use store::{SaveError, intake::Upon};
use time::Date;

pub(super) async fn show_talk(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.intake_talks(&actor, id(&application)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&TalkPage::new(shell, &view, actor.account(), draft.as_ref(), &Errors::none(), now.day)))
}

/// Which button it was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Do {
    Plan,
    Tell,
    Report,
    Turn(Event),
}

impl Do {
    fn of(input: &Input) -> Option<Self> {
        Some(match input.text(page::DO) {
            page::PLAN => Self::Plan,
            page::TELL => Self::Tell,
            page::REPORT => Self::Report,
            page::HELD => Self::Turn(Event::Hold),
            page::MISSED => Self::Turn(Event::Miss),
            page::CANCEL => Self::Turn(Event::Cancel),
            page::BACK => Self::Turn(Event::TakeBack),
            _ => return None,
        })
    }

    const fn notice(self) -> &'static str {
        match self {
            Self::Plan => "notice-talk-planned",
            Self::Tell => "notice-talk-told",
            Self::Report => "notice-talk-reported",
            Self::Turn(Event::Hold) => "notice-talk-held",
            Self::Turn(Event::Miss) => "notice-talk-missed",
            Self::Turn(Event::Cancel) => "notice-talk-cancelled",
            Self::Turn(Event::TakeBack | Event::Move | Event::Report) => "notice-talk-back",
        }
    }
}

/// A day that was typed; what is no day is said beside it, and what is missing is said by the rules.
fn day(input: &Input, field: &str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    }
}

/// Reads a plan; what is no hour is said beside it.
fn planned(input: &Input, errors: &mut Errors) -> Plan {
    let hour = input.text(page::HOUR);
    let read = read_hour(hour);
    if read.is_none() && !hour.is_empty() {
        errors.add(page::HOUR, "error-plan-hour");
    }
    Plan {
        day: day(input, page::DAY, errors),
        hour: read,
        place: input.raw(page::PLACE).to_owned(),
        with: id(input.text(page::WITH)).ok().map(|account: AccountId| account),
    }
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    let mut errors = Errors::none();
    let what = Do::of(&input);
    let upon = Upon::shown(application, Seen::read(input.text(STAND)));
    let saved = match what {
        // No button of ours: whoever sees the page is told that nothing was done.
        None => Err(SaveError::Refused(Refusal::None)),
        Some(Do::Plan) => {
            let given = planned(&input, &mut errors);
            // An hour that is none is not left out: it is asked again.
            if errors.is_empty() {
                app.store.intake_plan(&actor, upon, &given, now).await
            } else {
                Err(SaveError::Refused(Refusal::Parts(missing(&given))))
            }
        }
        Some(Do::Tell) => {
            let means = Means::from_code(input.text(page::MEANS)).filter(|means| *means != Means::Mail);
            app.store.intake_told(&actor, upon, means, now).await
        }
        Some(Do::Report) => {
            let given = Written {
                held_on: day(&input, page::HELD_ON, &mut errors),
                facts: input.raw(page::FACTS).to_owned(),
                steps: input.raw(page::STEPS).to_owned(),
            };
            app.store.intake_report(&actor, upon, &given, now).await
        }
        Some(Do::Turn(event)) => app.store.intake_turn(&actor, upon, (event, input.raw(page::WHY)), now).await,
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            let notice = what.map_or("notice-talk-back", Do::notice);
            return Ok(done(&app, &page::path(application), notice));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.intake_talks(&actor, application, now).await?;
    let reports = what == Some(Do::Report);
    match refusal {
        Refusal::Parts(parts) => said(&mut errors, &parts, reports),
        Refusal::TooFar => errors.add(page::DAY, "error-plan-too-far"),
        Refusal::BeforeApplied(_) => {
            errors.add(if reports { page::HELD_ON } else { page::DAY }, "error-talk-before-applied");
        }
        Refusal::DayToCome if reports => errors.add(page::HELD_ON, "error-referral-day-to-come"),
        Refusal::Stranger => errors.add(page::WITH, "error-talk-with"),
        Refusal::DayToCome
        | Refusal::NotOpen(_)
        | Refusal::Stands(_)
        | Refusal::None
        | Refusal::Twice
        | Refusal::Meanwhile => {
            let message = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, message);
            let mut page = TalkPage::new(shell, &view, actor.account(), Some(&input), &Errors::none(), now.day);
            page.keep(&input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let errors = errors.in_order(&page::FIELDS);
    let mut page = TalkPage::new(shell, &view, actor.account(), Some(&input), &errors, now.day);
    page.keep(&input);
    Ok(show_refused(&page))
}

/// What is missing of a plan that cannot be read.
fn missing(given: &Plan) -> Vec<(Part, register::field::Problem)> {
    let missing = register::field::Problem::Missing;
    let parts = [(Part::Day, given.day.is_none()), (Part::With, given.with.is_none())];
    let place = register::field::text(&given.place, MAX_PLACE).err().map(|problem| (Part::Place, problem));
    parts.into_iter().filter(|(_, is)| *is).map(|(part, _)| (part, missing)).chain(place).collect()
}

/// Says what is wrong with the parts of a form, each once.
fn said(errors: &mut Errors, parts: &[(Part, register::field::Problem)], reports: bool) {
    for (part, problem) in parts {
        let (field, key, max) = match part {
            Part::Day if reports => (page::HELD_ON, "error-talk-held-on", MAX_WORDS),
            Part::Day => (page::DAY, "error-talk-day", MAX_WORDS),
            Part::Place => (page::PLACE, "error-talk-place", MAX_PLACE),
            Part::With => (page::WITH, "error-talk-with", MAX_WORDS),
            Part::Facts => (page::FACTS, "error-talk-facts", MAX_WORDS),
            Part::Steps => (page::STEPS, "error-talk-steps", MAX_WORDS),
            Part::Why => (page::WHY, "error-talk-why", MAX_WORDS),
            Part::Means => (page::MEANS, "error-talk-means", MAX_WORDS),
        };
        if errors.fields().all(|said| said != field) {
            errors.extend(Errors::text(field, *problem, key, max));
        }
    }
}
