//! The page: what was written down, one form for a new absence, and what happened since.

use crate::{
    say::{
        agreement::staff,
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        law,
        person::{call_name, name},
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
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId,
    absence::{Absence, Event, Part, Refusal, Wrong},
    law::Article,
    seen::Seen,
};
use store::{SaveError, absence::AbsenceView};
use time::Date;

/// Where it is.
pub(super) const PATH: &str = "/dossiers/{file}/verzuim";

const SINCE: &str = "sinds";
const QUALIFIED: &str = "startkwalificatie";
const WHICH: &str = "verzuim";
/// How much was written down of it when it was shown.
const STAND: &str = "stand";

fn day_of(number: u32) -> String {
    format!("dag-{number}")
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.absences(&actor, id(&file)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AbsencePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

/// A form that names an absence says what happened to it; one that does not writes a new one down.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = format!("/dossiers/{file}/verzuim");
    let mut errors = Errors::none();
    let (saved, notice, field) = if input.has(WHICH) {
        let of = input.text(WHICH).parse::<u32>().ok().zip(Event::from_code(input.text("doe")));
        let Some((number, event)) = of else {
            // No button of ours sends this; of a file out of reach it is not even there.
            app.store.file_is_there(&actor, Action::NoteAbsence, file, now).await?;
            return Err(Problem::BadRequest);
        };
        let field = day_of(number);
        let on = typed(&input, &field, &mut errors);
        let given = (number, event, on, Seen::read(input.text(STAND)));
        (app.store.absence_turn(&actor, file, given, now).await, "notice-absence-turned", field)
    } else {
        let qualified = match input.text(QUALIFIED) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        };
        let since = typed(&input, SINCE, &mut errors);
        let saved = app.store.absence_note(&actor, file, (since, qualified), now).await;
        (saved, "notice-absence-noted", SINCE.to_owned())
    };
    match saved {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &here, notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(Refusal::Already)) => errors.add(SINCE, "error-absence-already"),
        Err(SaveError::Refused(Refusal::Meanwhile)) => errors = Errors::one(field.clone(), "error-absence-meanwhile"),
        Err(SaveError::Refused(Refusal::Over)) => return Ok(done(&app, &here, "notice-absence-over")),
        Err(SaveError::Refused(Refusal::Parts(parts))) => {
            for (part, wrong) in parts {
                let field = if part == Part::Qualified { QUALIFIED.to_owned() } else { field.clone() };
                // What was typed and is no day is said already.
                if errors.fields().any(|said| said == field) {
                    continue;
                }
                errors.add(
                    field,
                    match (part, wrong) {
                        (Part::Qualified, _) => "error-absence-qualified",
                        (_, Wrong::Missing) => "error-absence-day",
                        (_, Wrong::ToCome) => "error-absence-to-come",
                        (_, Wrong::LongAgo) => "error-absence-long-ago",
                        (_, Wrong::Before) => "error-absence-before",
                    },
                );
            }
        }
    }
    let view = app.store.absences(&actor, file, now).await?;
    Ok(show_refused(&AbsencePage::new(shell, &view, &input, &errors.in_order(&[SINCE, QUALIFIED]))))
}

fn typed(input: &Input, field: &str, errors: &mut Errors) -> Option<Date> {
    match parse_date(input.raw(field)) {
        Ok(day) => Some(day),
        // Whether it is needed is said by the rules.
        Err(DateError::Missing) => None,
        Err(unread) => {
            errors.add(field, unread.key());
            None
        }
    }
}

/// What happened, in words.
const fn event_key(event: Event) -> &'static str {
    match event {
        Event::Back => "absence-back",
        Event::Reported => "absence-reported",
        Event::Valid => "absence-valid",
        Event::Mistaken => "absence-mistaken",
    }
}

/// One of them.
struct Row {
    number: u32,
    /// How much was written down of it: it goes with the form.
    stand: String,
    since: String,
    told: Vec<String>,
    /// The day of what happened, while something still can.
    day: Option<Field>,
    buttons: Vec<(&'static str, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "absence/absence.html")]
pub struct AbsencePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    law: String,
    here: String,
    rows: Vec<Row>,
    since: Field,
    qualified: Choice,
}

impl AbsencePage {
    fn new(shell: Shell, view: &AbsenceView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let row = |one: &Absence| {
            let line = |key, on: Date, by| t.say(key).arg("on", on).arg("by", staff(t, &view.names, by)).to_string();
            let noted = line("absence-noted", one.noted.0.day, one.noted.1);
            let turns = one.turns.iter().map(|turn| line(event_key(turn.event), turn.on, turn.by));
            let open = |event: &&Event| one.counts() && one.day(**event).is_none();
            let buttons: Vec<(&'static str, String)> = Event::ALL
                .iter()
                .filter(open)
                .map(|event| {
                    let key = match event {
                        Event::Back => "absence-do-back",
                        Event::Reported => "absence-do-reported",
                        Event::Valid => "absence-do-valid",
                        Event::Mistaken => "absence-do-mistaken",
                    };
                    (event.code(), t.get(key))
                })
                .collect();
            let field = || Field::text(day_of(one.number), t.get("absence-day")).filled(t, input, errors);
            let qualified = t.get(if one.qualified { "absence-qualified-yes" } else { "absence-qualified-no" });
            Row {
                number: one.number,
                stand: one.seen_so_far().code(),
                since: t.say("absence-since").arg("on", one.since).to_string(),
                told: std::iter::once(qualified).chain([noted]).chain(turns).collect(),
                day: (!buttons.is_empty()).then(field),
                buttons,
            }
        };
        let called = call_name(t, &view.person);
        let shell = shell
            .crumb(t.get("assess-crumb-files"), "/dossiers")
            .crumb(name(t, &view.person), format!("/dossiers/{}", view.file))
            .keeping();
        let options = [("ja", "absence-yes"), ("nee", "absence-no")];
        let options = options.into_iter().map(|(code, key)| Opt::new(code, t.get(key))).collect();
        Self {
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            title: t.say("absence-title").arg("name", &called).to_string(),
            law: law::article(t, Article::Report),
            here: format!("/dossiers/{}/verzuim", view.file),
            rows: view.absences.iter().rev().map(row).collect(),
            since: Field::text(SINCE, t.get("absence-ask-since"))
                .hint(t.get("absence-ask-since-hint"))
                .filled(t, input, errors),
            qualified: Choice::new(QUALIFIED, t.get("absence-ask-qualified"), options)
                .hint(t.get("absence-ask-qualified-hint"))
                .filled(t, input, errors),
            t,
        }
    }
}

impl Page for AbsencePage {
    const NAME: &'static str = "absence/absence";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::absence::Turn;
        let one = |number, events: &[Event]| Absence {
            number,
            since: time::macros::date!(2026 - 08 - 20),
            qualified: number % 2 == 0,
            noted: (people::now(), people::staff()),
            turns: events
                .iter()
                .map(|event| Turn { event: *event, on: people::now().day, at: people::now(), by: people::staff() })
                .collect(),
        };
        let page = |absences: Vec<Absence>, input: &Input, errors: &Errors| {
            let view = AbsenceView {
                file: people::mine(&[], false, None).file,
                person: people::person(people::born(false)),
                absences,
                names: people::names(),
            };
            Self::new(Shell::sample_as(t, Role::Coach, "/dossiers/018f/verzuim"), &view, input, errors)
        };
        let several = || {
            vec![
                one(1, &[Event::Mistaken]),
                one(2, &[Event::Valid]),
                one(3, &[Event::Reported, Event::Back]),
                one(4, &[]),
            ]
        };
        let mut wrong = Errors::one(SINCE, "error-absence-day");
        wrong.add(QUALIFIED, "error-absence-qualified");
        vec![
            ("none", page(Vec::new(), &Input::default(), &Errors::none())),
            ("several", page(several(), &Input::default(), &Errors::none())),
            ("errors", page(several(), &Input::of(&[(SINCE, "ooit")]), &wrong)),
            ("turn-error", page(several(), &Input::default(), &Errors::one(day_of(4), "error-absence-day"))),
        ]
    }
}
