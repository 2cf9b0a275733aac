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
    ConcernId, Personal,
    concern::{Answer, AnswerRefusal, Concern, MAX_WORDS, Status, answer_by},
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
/// How many answers there were when the form was shown.
const AFTER: &str = "na";

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
    Ok(show(&ConcernPage::new(shell, &view, draft.as_ref(), &Errors::none(), now.day)))
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
    // A form of before this was asked says nothing: it is the first answer.
    let after = input.text(AFTER).parse().unwrap_or(0);
    let given = Answer { right, words: input.raw(WORDS).to_owned(), after };
    let refusal = match app.store.concern_answer(&actor, concern, &given, now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(AnswerRefusal::Same)) => {
            return Ok(done(&app, "/privacy", "notice-concern-handled"));
        }
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
            Ok(show_refused(&ConcernPage::new(shell, &view, Some(&input), &errors, now.day)))
        }
        AnswerRefusal::Closed(_) | AnswerRefusal::Same | AnswerRefusal::Yourself => {
            let key = match refusal {
                AnswerRefusal::Yourself => "concern-refused-yourself",
                AnswerRefusal::Closed(Status::TakenBack) => "concern-refused-back",
                _ => "concern-refused-closed",
            };
            let words = shell.t.get(key);
            let shell = shell.message(MessageKind::Error, words);
            let page = ConcernPage::new(shell, &view, Some(&input), &Errors::none(), now.day);
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
    /// The answers of before that were corrected, the first one first.
    earlier: Vec<(String, Option<String>)>,
    about_reader: bool,
    /// How many answers there are, for who may give the next.
    after: Option<usize>,
    /// Somebody is at it: the form is not folded.
    correcting: bool,
    found: Choice,
    answer: Field,
}

impl ConcernPage {
    fn new(shell: Shell, view: &ConcernView, typed: Option<&Input>, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let concern = &view.concern;
        let open = concern.status == Status::Open;
        let (looker, until) = (view.looker.reveal().clone(), answer_by(concern.at.day));
        let name = view.name.as_ref().map_or_else(|| t.get("name-unknown"), |name| name.reveal().clone());
        let raiser = view.guardian.as_ref().map_or_else(|| name.clone(), |guardian| guardian.reveal().clone());
        let key = if view.guardian.is_some() { "concern-raised-by-parent" } else { "concern-raised-by" };
        let options = [("ja", "concern-found-right"), ("nee", "concern-found-wrong")];
        let options = options.into_iter().map(|(value, key)| Opt::new(value, t.get(key))).collect();
        let shell = shell.crumb(t.get("privacy-title"), "/privacy");
        let after = (concern.status != Status::TakenBack && !view.about_reader).then(|| concern.answers());
        let shell = if after.is_some() { shell.keeping() } else { shell };
        let standing = standing(t, concern);
        let input = typed.unwrap_or(&standing);
        let by = |account| view.names.get(&account).map_or("", |by: &Personal<String>| by.reveal().as_str());
        let words = |words: &Option<Personal<String>>| words.as_ref().map(|words| t.stored(words.reveal()));
        Self {
            t,
            title: t.say("concern-page-title").arg("who", &looker).arg("day", concern.looked_on).to_string(),
            term: open.then(|| (t.say("concern-answer-by").arg("by", until).to_string(), until < today)),
            raised: t.say(key).arg("name", raiser).arg("student", &name).arg("on", concern.at.day).to_string(),
            words: words(&concern.words),
            number: view.student_number.as_ref().map(|number| number.reveal().clone()),
            teams: view.teams.join(", "),
            looks: groups(t, &view.looks).others,
            roles: view.roles.iter().map(|role| role_then(t, role, &view.looks)).collect(),
            coached: t.get(if view.coached { "assess-yes" } else { "assess-no" }),
            closed: concern.closed.map(|(at, who)| {
                let corrected = !concern.earlier.is_empty();
                (closed(t, (concern.status, corrected), at.day, by(who)), words(&concern.answer))
            }),
            earlier: (concern.earlier.iter())
                .map(|one| (closed(t, (one.status, false), one.at.day, by(one.by)), words(&one.words)))
                .collect(),
            after,
            correcting: typed.is_some(),
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

/// The answer that stands, to be corrected; nothing while there is none. Words that were erased are not typed again.
fn standing(t: T, concern: &Concern) -> Input {
    let found = match concern.status {
        Status::Right => "ja",
        Status::NotRight => "nee",
        Status::Open | Status::TakenBack => return Input::default(),
    };
    let words = concern.answer.as_ref().map(|words| words.reveal().as_str()).filter(|words| t.stored(words) == *words);
    Input::of(&[(FOUND, found), (WORDS, words.unwrap_or_default())])
}

/// How it ended; and whether that corrects an earlier answer.
fn closed(t: T, (status, corrected): (Status, bool), on: Date, by: &str) -> String {
    let key = match (status, corrected) {
        // An open one has no end.
        (Status::Open, _) => return String::new(),
        (Status::TakenBack, _) => "concern-closed-back",
        (Status::Right, false) => "concern-closed-right",
        (Status::NotRight, false) => "concern-closed-not-right",
        (Status::Right, true) => "concern-closed-corrected-right",
        (Status::NotRight, true) => "concern-closed-corrected-not-right",
    };
    t.say(key).arg("on", t.date(on)).arg("by", by).to_string()
}

impl Page for ConcernPage {
    const NAME: &'static str = "privacy/concern";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{AccountId, concern::Answered};
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
                earlier: Vec::new(),
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
            names: [(AccountId(Uuid::from_u128(8)), "Fatima Bouali".to_owned().into())].into(),
            about_reader,
        };
        let page = |view: &ConcernView, input: Option<&Input>, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::PrivacyOfficer, "/privacy/meldingen/1");
            Self::new(shell, view, input, errors, people::now().day)
        };
        let mut wrong = Errors::one(FOUND, "error-concern-found");
        wrong.add(WORDS, "error-concern-answer");
        let (empty, none) = (Input::default(), Errors::none());
        let mut corrected = view(Status::Right, Some("Zij viel in voor haar collega. Dat is nagevraagd."), false);
        corrected.concern.earlier = vec![Answered {
            status: Status::NotRight,
            at: people::now(),
            by: AccountId(Uuid::from_u128(8)),
            words: Some("Zij had geen reden om te kijken.".to_owned().into()),
        }];
        let answered = view(Status::NotRight, Some("Zij had geen reden om te kijken. Wij spraken haar aan."), false);
        vec![
            ("open", page(&view(Status::Open, None, false), None, &none)),
            ("errors", page(&view(Status::Open, None, false), Some(&empty), &wrong)),
            ("yourself", page(&view(Status::Open, None, true), None, &none)),
            ("answered", page(&answered, None, &none)),
            ("corrected", page(&corrected, None, &none)),
            ("correcting", page(&answered, Some(&empty), &wrong)),
            ("taken-back", page(&view(Status::TakenBack, None, false), None, &none)),
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
                for corrected in [false, true] {
                    let said = closed(t, (*status, corrected), crate::say::people::now().day, "P");
                    assert!(!said.contains(MISSING), "{}", status.code());
                }
            }
        }
    }
}
