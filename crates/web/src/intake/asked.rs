//! `/intake/gevraagd`: about whom other programmes ask one's team, and what the team says.

use crate::{
    say::{
        advice::{self as words, PATH},
        application::programme,
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        person::listed,
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
use axum::{extract::State, http::StatusCode, response::Response};
use register::{
    AdviceId,
    advice::{MAX_WORDS, Part, Refusal},
};
use store::{
    SaveError,
    advice::{AskedAdvice, AskedList},
};
use time::Date;

const WHICH: &str = "wie";
const TAKES: &str = "neemt";
const REPLY: &str = "antwoord";
/// The fields, in the order of the page.
const FIELDS: [&str; 3] = [WHICH, TAKES, REPLY];

pub(super) async fn asked(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.advice_asked(&actor, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AskedPage::new(shell, &found, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn answer(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let takes = match input.text(TAKES) {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    };
    let mut errors = Errors::none();
    let which = input.text(WHICH);
    let refusal = if which.is_empty() {
        errors.add(WHICH, "error-asked-who");
        None
    } else {
        let which: AdviceId = id(which)?;
        match app.store.advice_answer(&actor, which, (takes, input.raw(REPLY)), now).await {
            // Sent twice: it is so.
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
                let notice = if takes == Some(true) { "notice-asked-taken" } else { "notice-asked-declined" };
                return Ok(done(&app, PATH, notice));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Some(refusal),
        }
    };
    let found = app.store.advice_asked(&actor, now).await?;
    match refusal {
        None => {}
        Some(Refusal::Parts(parts)) => {
            for (part, problem) in parts {
                let (field, key) = match part {
                    Part::Reply => (REPLY, "error-asked-reply"),
                    Part::Answer | Part::Programme | Part::Team | Part::Words | Part::Why => {
                        (TAKES, "error-asked-takes")
                    }
                };
                errors.extend(Errors::text(field, problem, key, MAX_WORDS));
            }
        }
        Some(
            Refusal::Same
            | Refusal::Stranger
            | Refusal::Already
            | Refusal::NotOpen(_)
            | Refusal::Twice
            | Refusal::Stands(_),
        ) => {
            let message = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, message);
            let page = AskedPage::new(shell, &found, &input, &Errors::none(), now.day);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    Ok(show_refused(&AskedPage::new(shell, &found, &input, &errors.in_order(&FIELDS), now.day)))
}

/// An applicant about whom a team is asked.
struct Line {
    title: String,
    facts: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "intake/asked.html")]
pub struct AskedPage {
    t: T,
    shell: Shell,
    summary: Summary,
    lines: Vec<Line>,
    /// That there are more, where there are.
    more: Option<String>,
    /// About whom, whether the team takes them, and why not.
    answer: Option<(Choice, Choice, Field)>,
    kept: Option<String>,
}

fn who(t: T, one: &AskedAdvice) -> String {
    let name = listed(t, one.row.name.as_ref(), one.row.student_number.as_ref(), one.row.born);
    // Who has no name is called by their number already.
    match one.row.name.as_ref().and(one.row.student_number.as_ref()) {
        Some(number) => format!("{name}, {}", t.say("student-number").arg("number", number.reveal().as_str())),
        None => name,
    }
}

impl AskedPage {
    fn new(shell: Shell, found: &AskedList, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let line = |one: &AskedAdvice| Line {
            title: who(t, one),
            facts: vec![
                (t.get("assess-applied-for"), programme(t, &found.programmes, one.applied_for, today)),
                (t.get("asked-programme"), programme(t, &found.programmes, Some(one.advice.programme), today)),
                (t.get("advice-team"), one.team.clone()),
                (t.get("advice-words"), t.stored(one.advice.words.reveal())),
                (t.get("asked-since"), t.date(one.advice.at.day)),
            ],
        };
        let answer = (!found.rows.is_empty()).then(|| {
            let option = |one: &AskedAdvice| {
                let what = programme(t, &found.programmes, Some(one.advice.programme), today);
                Opt::new(one.advice.id.to_string(), format!("{}. {what}", who(t, one)))
            };
            let options = found.rows.iter().map(option).collect();
            let takes = vec![Opt::new("ja", t.get("asked-yes")), Opt::new("nee", t.get("asked-no"))];
            (
                Choice::new(WHICH, t.get("asked-who"), options).filled(t, input, errors),
                Choice::new(TAKES, t.get("asked-takes"), takes).filled(t, input, errors),
                Field::text(REPLY, t.get("asked-reply"))
                    .hint(t.get("asked-reply-hint"))
                    .optional()
                    .rows(3)
                    .filled(t, input, errors),
            )
        });
        let shown = found.rows.len() as i64;
        let shell = shell.crumb(t.get("assess-crumb-intake"), "/intake");
        // With two applicants on the page its form does not say with which key it was sealed (`store::sealed_with::of_page`): it could
        // be about either. A draft of it goes with a purge of any applicant who was asked about (`store::file::purge`).
        let shell = if answer.is_some() { shell.keeping() } else { shell };
        let shell = Shell { path: PATH.to_owned(), ..shell };
        Self {
            t,
            summary: errors.summary(t),
            lines: found.rows.iter().map(line).collect(),
            more: (found.total > shown).then(|| t.say("asked-more").arg("count", found.total).to_string()),
            kept: if answer.is_none() { kept(&[input.raw(REPLY)], true) } else { None },
            answer,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for AskedPage {
    const NAME: &'static str = "intake/asked";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |found: &AskedList, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Intaker, PATH);
            Self::new(shell, found, &Input::default(), errors, crate::say::people::now().day)
        };
        let full = || crate::say::people::rows().into_iter().next().map(words::asked).unwrap_or_default();
        let mut wrong = Errors::one(WHICH, "error-asked-who");
        wrong.add(TAKES, "error-asked-takes");
        wrong.add(REPLY, "error-asked-reply");
        let more = AskedList { total: 60, ..full() };
        vec![
            ("none", page(&AskedList::default(), &Errors::none())),
            ("asked", page(&full(), &Errors::none())),
            ("more", page(&more, &Errors::none())),
            ("errors", page(&full(), &wrong)),
        ]
    }
}
