//! `/mijn/afspraken/{version}`: what exactly, do I agree. An answer names the version that was read.

use crate::{
    say::{
        agreement::{self, AnswerView, PlaceView, Tone, answerer},
        answer as answers,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::call_name,
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
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{
    VersionId,
    agreement::{Answer, AnswerRefusal, Answerer, Status, Waiting, WhoMustAnswer},
    law::Article,
};
use store::{SaveError, agreement::view::VersionView};
use time::Date;

const ANSWER: &str = "antwoord";
const WORDS: &str = "woorden";

/// Shows a version.
pub(super) async fn version(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.agreement_version(&actor, Action::SeeOwnAgreement, id(&version)?, now).await?;
    let draft = visit.draft(&app).await?;
    let shell = match draft {
        Some(_) => shell.message(MessageKind::Warning, visit.t().get("notice-draft")),
        None => shell,
    };
    Ok(show(&OwnVersionPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

/// Takes an answer.
pub(super) async fn answer(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let version: VersionId = id(&version)?;
    let now = app.clock.now();
    let again = || app.store.agreement_version(&actor, Action::SeeOwnAgreement, version, now);
    let given = match parse(&input) {
        Ok(given) => given,
        Err(errors) => {
            return Ok(show_refused(&OwnVersionPage::new(shell, &again().await?, &input, &errors, now.day)));
        }
    };
    let code = given.code();
    let refusal = match app.store.agreement_answer(&actor, version, given, now).await {
        Ok(after) => return Ok(done(&app, &format!("/mijn/afspraken/{version}"), notice(code, &after))),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let key = match refusal {
        AnswerRefusal::NoSuchVersion => return Err(Problem::NotFound),
        AnswerRefusal::VersionNotOpen { current: Some(_), .. } => "mine-refused-newer",
        AnswerRefusal::VersionNotOpen { current: None, .. } => "mine-refused-closed",
        AnswerRefusal::GuardianNotAsked | AnswerRefusal::GuardianWithoutAuthority => "mine-refused-not-asked",
        AnswerRefusal::AlreadyAnswered => "mine-refused-already",
        // Of what is written down by staff only.
        AnswerRefusal::DayToCome | AnswerRefusal::DayBeforeProposal { .. } | AnswerRefusal::AnsweredSince { .. } => {
            return Err(Problem::BadRequest);
        }
    };
    let view = again().await?;
    let words = shell.t.get(key);
    let shell = shell.message(MessageKind::Error, words);
    Ok(show_as(StatusCode::CONFLICT, &OwnVersionPage::new(shell, &view, &input, &Errors::none(), now.day)))
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
pub(super) fn parse(input: &Input) -> Result<Answer, Errors> {
    answers::read(input, ANSWER, WORDS)
}

/// What is said after an answer: what it brought about.
fn notice(code: &str, after: &VersionView) -> &'static str {
    match (code, after.version.status, after.waits_for) {
        ("not_agreed", ..) => "notice-answer-not-agreed",
        ("change_asked", ..) => "notice-answer-change-asked",
        (_, Status::InForce, _) => "notice-answer-agreed",
        (_, _, Some(Waiting::Guardian)) => "notice-answer-waits-guardian",
        _ => "notice-answer-waits-student",
    }
}

/// The page.
#[derive(Template)]
#[template(path = "mine/version.html")]
pub struct OwnVersionPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    tone: Tone,
    status: String,
    proposed: String,
    /// What stays in force meanwhile, or who else must answer.
    notes: Vec<String>,
    /// Where someone who does not agree can go, with the article.
    route: Option<String>,
    /// A newer version, to read instead.
    newer: Option<String>,
    /// The version in force beside this one.
    holds: Option<String>,
    places: Vec<PlaceView>,
    answers: Vec<AnswerView>,
    form: Option<(Choice, Field)>,
}

impl OwnVersionPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let version = &view.version;
        let status = version.status_on(today);
        let address = |id: VersionId| format!("/mijn/afspraken/{id}");
        let guardian = view.as_guardian.is_some();
        let both = matches!(view.who, WhoMustAnswer::StudentAndGuardian { .. });
        let mut notes = Vec::new();
        if status == Status::Offered {
            if let Some(holds) = &view.in_force {
                notes.push(t.say("mine-meanwhile").arg("number", holds.number).to_string());
            } else if !both {
                notes.push(t.get("mine-meanwhile-nothing"));
            }
            if both {
                let key = if guardian { "mine-both-guardian" } else { "mine-both" };
                notes.push(t.say(key).arg("name", &called).to_string());
            }
        }
        let article = Article::Dispute.code();
        let me = view.as_guardian.map_or(Answerer::Student, Answerer::Guardian);
        let answered = version.answer_of(me).is_some_and(|given| given.answer == Answer::Agreed);
        let asks = view.may_answer && !answered;
        let title = t
            .say(agreement::called(version, "mine-version-title", "mine-version-title-agreed"))
            .arg("number", version.number)
            .to_string();
        let mut shell = shell.crumb(t.get("nav-mine"), "/mijn");
        if !errors.is_empty() {
            shell = shell.failed();
        }
        Self {
            t,
            shell,
            summary: errors.summary(t),
            title,
            here: address(version.id),
            tone: agreement::tone(status),
            status: agreement::status(t, status),
            proposed: t
                .say("mine-proposed")
                .arg("by", agreement::staff(t, &view.names, version.proposed_by))
                .arg("school", &view.school)
                .arg("on", version.proposed.day)
                .to_string(),
            notes,
            route: (status == Status::NotAgreed).then(|| t.say("mine-route").arg("article", article).to_string()),
            newer: view.offered.map(address),
            holds: view.in_force.as_ref().map(|holds| address(holds.id)),
            places: agreement::by_place(t, &version.lines),
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, by)))
                .collect(),
            form: asks.then(|| form(t, guardian, &called, article, input, errors)),
        }
    }
}

fn form(t: T, guardian: bool, called: &str, article: &str, input: &Input, errors: &Errors) -> (Choice, Field) {
    let option = |code: &str, key: &'static str, hint: String| Opt::new(code, t.get(key)).hint(hint);
    let asked =
        if guardian { t.say("mine-answer-guardian").arg("name", called).to_string() } else { t.get("mine-answer") };
    let options = vec![
        option("agreed", "mine-agree", t.get("mine-agree-then")),
        option("change_asked", "mine-change", t.get("mine-change-then")),
        option("not_agreed", "mine-refuse", t.say("mine-refuse-then").arg("article", article).to_string()),
    ];
    let words = Field::text(WORDS, t.get("mine-words")).hint(t.get("mine-words-hint")).rows(4).optional();
    (Choice::new(ANSWER, asked, options).filled(t, input, errors), words.filled(t, input, errors))
}

impl Page for OwnVersionPage {
    const NAME: &'static str = "mine/version";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |shell: Shell, steps: &[Step], young, number, input: &Input| {
            let errors = if input.has(ANSWER) { parse(input).err().unwrap_or_default() } else { Errors::none() };
            Self::new(shell, &people::version(steps, young, number), input, &errors, today)
        };
        let shell = || Shell::sample_as(t, Role::Student, "/mijn/afspraken/018e");
        let none = Input::default();
        let long = "Ik wil iets anders. ".repeat(120);
        let wrong = Input::of(&[(ANSWER, "change_asked"), (WORDS, " ")]);
        let too_long = Input::of(&[(ANSWER, "change_asked"), (WORDS, long.as_str())]);
        let agreed = shell().message(MessageKind::Ok, t.get("notice-answer-agreed"));
        let newer = shell().message(MessageKind::Error, t.get("mine-refused-newer"));
        let parent = {
            let view = people::version(&[Step::Offer, Step::Yes], true, 1);
            let view = VersionView { as_guardian: Some(people::guardian()), ..view };
            Self::new(Shell::sample_as(t, Role::Guardian, "/mijn/afspraken/018e"), &view, &none, &Errors::none(), today)
        };
        vec![
            ("offered", page(shell(), &[Step::Offer], false, 1, &none)),
            ("young", page(shell(), &[Step::Offer], true, 1, &none)),
            ("guardian", parent),
            ("beside", page(shell(), &[Step::Offer, Step::Yes, Step::Offer], false, 2, &none)),
            ("errors", page(shell(), &[Step::Offer], false, 1, &wrong)),
            ("too-long", page(shell(), &[Step::Offer], false, 1, &too_long)),
            ("agreed", page(agreed, &[Step::Offer, Step::Yes], false, 1, &none)),
            ("newer", page(newer, &[Step::Offer, Step::Offer], false, 1, &none)),
            ("not-agreed", page(shell(), &[Step::Offer, Step::Refuse], false, 1, &none)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_or_says_what_is_missing() {
        let long = "x".repeat(2001);
        let cases = [
            (vec![(ANSWER, "agreed")], Ok("agreed")),
            (vec![(ANSWER, "agreed"), (WORDS, "Fijn!")], Ok("agreed")),
            (vec![(ANSWER, "not_agreed")], Ok("not_agreed")),
            (vec![(ANSWER, "change_asked"), (WORDS, "Liever op maandag.")], Ok("change_asked")),
            (vec![(ANSWER, "change_asked"), (WORDS, "  ")], Err(WORDS)),
            (vec![(ANSWER, "not_agreed"), (WORDS, long.as_str())], Err(WORDS)),
            (vec![], Err(ANSWER)),
            (vec![(ANSWER, "misschien")], Err(ANSWER)),
        ];
        for (typed, expected) in cases {
            let found = parse(&Input::of(&typed));
            match (&found, expected) {
                (Ok(answer), Ok(code)) => assert_eq!(answer.code(), code),
                (Err(errors), Err(field)) => assert!(errors.for_field(T::default(), field).is_some(), "{typed:?}"),
                _ => panic!("{typed:?}: {found:?}"),
            }
        }
    }
}
