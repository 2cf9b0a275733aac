//! `/zorg/overleg/{meeting}/verslag`: writing down a meeting that was held: who was there, and what was decided.

use super::{
    samples,
    words::{self, PATH},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        format,
        person::name,
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
    AccountId, MeetingId,
    meeting::{Draft, MAX_WORDS, Minutes, Part, Refusal, Status},
};
use store::{SaveError, meeting::MeetingView};

const DAY: &str = "dag";
const PEOPLE: &str = "wie";
const NOTES: &str = "notities";
/// How many decisions the form has room for; a meeting decides less.
const ROOM: usize = 4;

/// The field of a decision, counted from 1.
fn field(name: &str, at: usize) -> String {
    format!("{name}-{}", at.saturating_add(1))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(meeting): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.meeting(&actor, id(&meeting)?, app.clock.now()).await?;
    if !view.may_hold {
        return Err(Problem::NotFound);
    }
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&MinutesPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(meeting): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (meeting, now): (MeetingId, _) = (id(&meeting)?, app.clock.now());
    let (given, mut errors) = parse(&input);
    let unread = !errors.is_empty();
    // A day that cannot be read is missing to the rules, which refuse; what they say of it was said already.
    let refusal = match app.store.meeting_hold(&actor, meeting, &given, now).await {
        Ok(()) if unread => return Err(Problem::BadRequest),
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
            return Ok(done(&app, &format!("{PATH}/{meeting}"), "notice-meeting-held"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.meeting(&actor, meeting, now).await?;
    match refusal {
        Refusal::Parts(parts) => {
            for (part, problem) in parts {
                match part {
                    Part::Day => words::once(&mut errors, DAY, "error-meeting-day"),
                    Part::Decision(at) => {
                        errors.extend(Errors::text(field("besluit", at), problem, "error-meeting-decision", MAX_WORDS));
                    }
                    Part::Owner(at) => errors.add(field("door", at), "error-meeting-owner"),
                    Part::Due(at) => words::once(&mut errors, &field("voor", at), "error-meeting-due"),
                    Part::Notes => errors.extend(Errors::text(NOTES, problem, "error-meeting-people", MAX_WORDS)),
                    Part::People | Part::Question | Part::Consenter => {
                        errors.extend(Errors::text(PEOPLE, problem, "error-meeting-people", MAX_WORDS));
                    }
                }
            }
        }
        Refusal::DayToCome => errors.add(DAY, "error-referral-day-to-come"),
        Refusal::NoConsent => errors.add(DAY, "error-meeting-no-consent"),
        Refusal::DueBefore(at) => errors.add(field("voor", at), "error-meeting-due-before"),
        Refusal::Stranger(at) => errors.add(field("door", at), "error-meeting-owner"),
        _ => {
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            let page = MinutesPage::new(shell, &view, &input, &Errors::none());
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let decided = (0..ROOM).flat_map(|at| ["besluit", "door", "voor"].map(|name| field(name, at)));
    let order: Vec<String> = [DAY, PEOPLE].map(str::to_owned).into_iter().chain(decided).collect();
    let order: Vec<&str> = order.iter().map(String::as_str).chain([NOTES]).collect();
    Ok(show_refused(&MinutesPage::new(shell, &view, &input, &errors.in_order(&order))))
}

/// Reads the form; what was typed and is no day is said beside it.
fn parse(input: &Input) -> (Minutes, Errors) {
    let mut errors = Errors::none();
    let decisions = (0..ROOM).map(|at| Draft {
        words: input.raw(&field("besluit", at)).to_owned(),
        owner: input.text(&field("door", at)).parse::<AccountId>().ok(),
        due: words::day(input, &field("voor", at), &mut errors),
    });
    let decisions = decisions.collect();
    let on = words::day(input, DAY, &mut errors);
    let (people, notes) = (input.raw(PEOPLE).to_owned(), input.raw(NOTES).to_owned());
    (Minutes { on, people, notes, decisions }, errors)
}

/// The fields of one decision.
struct Asked {
    title: String,
    words: Field,
    owner: Choice,
    due: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "meeting/minutes.html")]
pub struct MinutesPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// Nothing can be written down: it was held or called off, or nobody said yes.
    stops: Option<String>,
    day: Field,
    people: Field,
    notes: Field,
    decisions: Vec<Asked>,
}

impl MinutesPage {
    fn new(shell: Shell, view: &MeetingView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let meeting = &view.meeting;
        let one = format!("{PATH}/{}", meeting.id);
        let shell = shell
            .crumb(t.get("meetings-title"), PATH)
            .crumb(t.say("meeting-title").arg("name", name(t, &view.person)), one.clone())
            .keeping();
        let owners: Vec<Opt> =
            view.owners.iter().map(|(account, name)| Opt::new(account.to_string(), name.reveal())).collect();
        let decision = |at: usize| Asked {
            title: t.say("meeting-decision").arg("n", at.saturating_add(1)).to_string(),
            words: Field::text(field("besluit", at), t.get("meeting-decision-what"))
                .rows(2)
                .optional()
                .filled(t, input, errors),
            owner: Choice::new(field("door", at), t.get("meeting-decision-who"), owners.clone())
                .optional()
                .filled(t, input, errors),
            due: Field::text(field("voor", at), t.get("meeting-decision-due")).optional().filled(t, input, errors),
        };
        let stops = match meeting.status {
            Status::Planned if view.agreed => None,
            Status::Planned => Some(t.get("meeting-no-consent")),
            status => Some(words::status(t, status)),
        };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("meeting-minutes-title").arg("name", name(t, &view.person)).to_string(),
            here: format!("{one}/verslag"),
            stops,
            day: Field::text(DAY, t.get("meeting-minutes-day"))
                .value(format::date_typed(meeting.on))
                .filled(t, input, errors),
            people: Field::text(PEOPLE, t.get("meeting-minutes-people"))
                .value(t.stored(meeting.people.reveal()))
                .rows(3)
                .filled(t, input, errors),
            notes: Field::text(NOTES, t.get("meeting-minutes-notes"))
                .hint(t.get("meeting-minutes-notes-hint"))
                .not_here(t.get("assess-words-not-here"))
                .optional()
                .filled(t, input, errors),
            decisions: (0..ROOM).map(decision).collect(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for MinutesPage {
    const NAME: &'static str = "meeting/minutes";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state: samples::State, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::CareCoordinator, "/zorg/overleg/018f/verslag");
            let view = samples::view(state, true)?;
            Some(Self::new(shell, &view, &Input::default(), errors))
        };
        let mut errors = Errors::one(DAY, "error-meeting-no-consent");
        errors.add(PEOPLE, "error-meeting-people");
        errors.add(field("besluit", 0), "error-meeting-decision");
        errors.add(field("door", 0), "error-meeting-owner");
        errors.add(field("voor", 0), "error-meeting-due-before");
        let none = Errors::none();
        let all = [
            ("empty", page(samples::State::Agreed, &none)),
            ("errors", page(samples::State::Agreed, &errors)),
            ("no-yes", page(samples::State::Planned, &none)),
            ("held", page(samples::State::Held, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
