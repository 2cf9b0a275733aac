//! `/privacy/meldingen/{concern}`: finding out about a look that somebody says was not right, and answering.

use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        looks::{Group, day_of, groups},
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
use access::{Action, Event, Grant, Role, grant};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    ConcernId,
    concern::{Answer, AnswerRefusal, MAX_WORDS, Status, answer_by},
};
use std::collections::BTreeSet;
use store::{
    SaveError,
    concern::{ConcernView, RoleThen},
    looks::Look,
};
use time::Date;

/// The path.
pub(super) const PATH: &str = "/privacy/meldingen/{concern}";
const FOUND: &str = "klopt";
const WORDS: &str = "antwoord";

/// The address of a concern.
pub(super) fn address(concern: ConcernId) -> String {
    format!("/privacy/meldingen/{concern}")
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(concern): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.concern_view(&actor, id(&concern)?, day_of, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ConcernPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn answer(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(concern): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (concern, now): (ConcernId, _) = (id(&concern)?, app.clock.now());
    let right = match input.text(FOUND) {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    };
    let given = Answer { right, words: input.raw(WORDS).to_owned() };
    let refusal = match app.store.concern_answer(&actor, concern, &given, now).await {
        Ok(()) => return Ok(done(&app, "/privacy", "notice-concern-handled")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.concern_view(&actor, concern, day_of, now).await?;
    match refusal {
        AnswerRefusal::Form { found, words } => {
            let mut errors = Errors::none();
            if found {
                errors.add(FOUND, "error-concern-found");
            }
            if let Some(wrong) = words {
                errors.extend(Errors::text(WORDS, wrong, "error-concern-answer", MAX_WORDS));
            }
            Ok(show_refused(&ConcernPage::new(shell, &view, &input, &errors, now.day)))
        }
        AnswerRefusal::Closed(_) | AnswerRefusal::Yourself => {
            let key =
                if refusal == AnswerRefusal::Yourself { "concern-refused-yourself" } else { "concern-refused-closed" };
            let words = shell.t.get(key);
            let shell = shell.message(MessageKind::Error, words);
            let page = ConcernPage::new(shell, &view, &input, &Errors::none(), now.day);
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "privacy/concern.html")]
pub struct ConcernPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    /// Since when it waits and until when an answer is promised; whether that day is past.
    term: Option<(String, bool)>,
    raised: String,
    words: Option<String>,
    name: String,
    number: Option<String>,
    teams: String,
    looker: String,
    /// What they did that day.
    looks: Vec<Group>,
    /// By which roles they may do that, with their teams.
    roles: Vec<String>,
    /// Whether they coached the student then.
    coached: String,
    /// How it ended, and with which answer.
    closed: Option<(String, Option<String>)>,
    about_reader: bool,
    found: Choice,
    answer: Field,
}

impl ConcernPage {
    fn new(shell: Shell, view: &ConcernView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let concern = &view.concern;
        let open = concern.status == Status::Open;
        let (looker, by) = (view.looker.reveal().clone(), answer_by(concern.at.day));
        let name = view.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone());
        let raiser = view.guardian.as_ref().map_or_else(|| name.clone(), |guardian| guardian.reveal().clone());
        let key = if view.guardian.is_some() { "concern-raised-by-parent" } else { "concern-raised-by" };
        let options = [("ja", "concern-found-right"), ("nee", "concern-found-wrong")];
        let options = options.into_iter().map(|(value, key)| Opt::new(value, t.get(key))).collect();
        let shell = shell.crumb(t.get("privacy-title"), "/privacy");
        let shell = if open && !view.about_reader { shell.keeping() } else { shell };
        Self {
            t,
            title: t.say("concern-page-title").arg("who", &looker).arg("day", concern.looked_on).to_string(),
            term: open.then(|| (t.say("concern-answer-by").arg("by", by).to_string(), by < today)),
            raised: t.say(key).arg("name", raiser).arg("student", &name).arg("on", concern.at.day).to_string(),
            words: concern.words.as_ref().map(|words| t.stored(words.reveal())),
            number: view.student_number.as_ref().map(|number| number.reveal().clone()),
            teams: view.teams.join(", "),
            looks: groups(t, &view.looks).others,
            roles: view.roles.iter().map(|role| role_then(t, role, &view.looks)).collect(),
            coached: t.get(if view.coached { "assess-yes" } else { "assess-no" }),
            closed: (!open).then(|| {
                let (on, by) = (concern.closed.map(|(at, _)| at.day), view.closed_by.as_ref());
                (closed(t, concern.status, on, by.map_or("", |by| by.reveal().as_str())), {
                    concern.answer.as_ref().map(|words| t.stored(words.reveal()))
                })
            }),
            about_reader: view.about_reader,
            found: Choice::new(FOUND, t.get("concern-found"), options).filled(t, input, errors),
            answer: Field::text(WORDS, t.get("concern-answer"))
                .hint(t.get("concern-answer-hint"))
                .not_here(t.get("concern-answer-not"))
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            name,
            looker,
        }
    }
}

/// A role that somebody had that day: its teams, and why it lets one at a file.
fn role_then(t: T, then: &RoleThen, looks: &[Look]) -> String {
    let done = looks.iter().filter(|look| look.role == Some(then.role)).filter_map(|look| look.action);
    let grants: BTreeSet<&'static str> = done
        .filter_map(|event| match event {
            Event::Action(action) => grant(then.role, action),
            Event::Change(_) => None,
        })
        .map(Grant::code)
        .collect();
    let mut said = t.role(then.role);
    if !then.teams.is_empty() {
        said.push_str(&t.say("concern-teams-now").arg("teams", then.teams.join(", ")).to_string());
    }
    if grants.is_empty() {
        said.push_str(&t.get("concern-role-unused"));
    }
    for code in grants {
        said.push_str(&t.get(&format!("concern-grant-{code}")));
    }
    said
}

fn closed(t: T, status: Status, on: Option<Date>, by: &str) -> String {
    let key = match status {
        // An open one has no end.
        Status::Open => return String::new(),
        Status::TakenBack => "concern-closed-back",
        Status::Right => "concern-closed-right",
        Status::NotRight => "concern-closed-not-right",
    };
    let on = on.map(|on| t.date(on)).unwrap_or_default();
    t.say(key).arg("on", on).arg("by", by).to_string()
}

impl Page for ConcernPage {
    const NAME: &'static str = "privacy/concern";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{AccountId, concern::Concern};
        use uuid::Uuid;
        let looker = AccountId(Uuid::from_u128(5));
        let look = |seq, action| Look {
            seq,
            at: people::now().at,
            by: Some(looker),
            name: Some("Noor van der Wetering-Bakker".to_owned().into()),
            role: Some(Role::Coach),
            action: Some(Event::Action(action)),
            own: false,
        };
        let view = |status, answer: Option<&str>, about_reader: bool| ConcernView {
            concern: Concern {
                id: ConcernId(Uuid::from_u128(1)),
                number: 1,
                looker,
                looked_on: people::now().day,
                by: AccountId(Uuid::from_u128(1)),
                at: people::now(),
                words: Some(people::ASKED.to_owned().into()),
                status,
                closed: (status != Status::Open).then(|| (people::now(), AccountId(Uuid::from_u128(8)))),
                answer: answer.map(|words| words.to_owned().into()),
            },
            name: people::person(None).name,
            student_number: people::person(None).student_number,
            guardian: about_reader.then(|| "Wilhelmina Wijnbergen".to_owned().into()),
            looker: "Noor van der Wetering-Bakker".to_owned().into(),
            looks: vec![look(3, Action::ViewFile), look(2, Action::ViewFile), look(1, Action::ListFiles)],
            roles: vec![
                RoleThen { role: Role::Coach, teams: Vec::new() },
                RoleThen { role: Role::Intaker, teams: people::person(None).teams },
            ],
            coached: false,
            teams: people::person(None).teams,
            closed_by: (status != Status::Open).then(|| "Fatima Bouali".to_owned().into()),
            about_reader,
        };
        let page = |view: &ConcernView, input: &Input, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::PrivacyOfficer, "/privacy/meldingen/1");
            Self::new(shell, view, input, errors, people::now().day)
        };
        let mut wrong = Errors::one(FOUND, "error-concern-found");
        wrong.add(WORDS, "error-concern-answer");
        let (empty, none) = (Input::default(), Errors::none());
        let answered = view(Status::NotRight, Some("Zij had geen reden om te kijken. Wij spraken haar aan."), false);
        vec![
            ("open", page(&view(Status::Open, None, false), &empty, &none)),
            ("errors", page(&view(Status::Open, None, false), &empty, &wrong)),
            ("yourself", page(&view(Status::Open, None, true), &empty, &none)),
            ("answered", page(&answered, &empty, &none)),
            ("taken-back", page(&view(Status::TakenBack, None, false), &empty, &none)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::{Lang, MISSING};

    #[test]
    fn every_grant_and_every_end_has_words() {
        for t in Lang::ALL.map(T::new) {
            assert!(Grant::ALL.iter().all(|grant| t.has(&format!("concern-grant-{}", grant.code()))));
            for status in Status::ALL {
                assert!(!closed(t, *status, None, "P").contains(MISSING), "{}", status.code());
            }
        }
    }
}
