//! `/mijn/afspraken/{version}`: what exactly, do I agree. An answer names the version that was read.

use crate::{
    say::{
        agreement::{self, AnswerView, ChangesView, EvaluationView, Helpers, PlaceView, ReplyView, Tone, answerer},
        answer as answers,
        form::{Choice, Errors, Field, Input, Opt, Summary},
        law,
        person::{call_name, name},
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
/// The box of the answer that asks for something else.
const CHANGE: &str = "woorden-change_asked";

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
    let (shell, draft) = visit.with_draft(&app, shell).await?;
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
    let refusal = match app.store.agreement_answer(&actor, version, given.clone(), now).await {
        Ok(after) => return Ok(done(&app, &format!("/mijn/afspraken/{version}"), notice(&given, &after))),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = again().await?;
    // Sent twice, from one tab or two: the answer that was sent is the one that stands, and that is what is said.
    let me = answerer_of(&view);
    if view.version.answer_of(me).is_some_and(|stands| stands.answer == given) {
        return Ok(done(&app, &format!("/mijn/afspraken/{version}"), notice(&given, &view)));
    }
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
    let words = shell.t.get(key);
    let shell = shell.message(MessageKind::Error, words);
    Ok(show_as(StatusCode::CONFLICT, &OwnVersionPage::new(shell, &view, &input, &Errors::none(), now.day)))
}

/// Who reads the page, as one who answers.
fn answerer_of(view: &VersionView) -> Answerer {
    view.as_guardian.map_or(Answerer::Student, Answerer::Guardian)
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
pub(super) fn parse(input: &Input) -> Result<Answer, Errors> {
    answers::read(input, ANSWER, WORDS)
}

/// What is said after an answer: what it brought about.
fn notice(given: &Answer, after: &VersionView) -> &'static str {
    match (given, after.version.status, after.waits_for) {
        (Answer::NotAgreed { .. }, ..) => "notice-answer-not-agreed",
        (Answer::ChangeAsked { .. }, ..) => "notice-answer-change-asked",
        (Answer::Agreed, Status::InForce, _) => "notice-answer-agreed",
        (Answer::Agreed, _, Some(Waiting::Guardian)) => "notice-answer-waits-guardian",
        (Answer::Agreed, ..) => "notice-answer-waits-student",
    }
}

/// The page.
#[derive(Template)]
#[template(path = "mine/version.html")]
pub struct OwnVersionPage {
    t: T,
    shell: Shell,
    summary: Summary,
    /// Whose it is: the whole name, on paper.
    whole: String,
    title: String,
    here: String,
    tone: Tone,
    status: String,
    /// Who made it, and whom to ask.
    proposed: String,
    /// For a parent: who "you" is in a measure.
    you: Option<String>,
    /// What stays in force meanwhile, or who else must answer.
    notes: Vec<String>,
    /// Where someone who does not agree can go, with the article.
    route: Option<String>,
    /// A newer version, to read instead.
    newer: Option<String>,
    /// The version in force beside this one.
    holds: Option<String>,
    /// The one period of all measures.
    period: Option<String>,
    /// What it changes, when there was something before.
    changes: Option<ChangesView>,
    places: Vec<PlaceView>,
    answers: Vec<AnswerView>,
    replies: Vec<ReplyView>,
    evaluations: Vec<EvaluationView>,
    /// That it was withdrawn or ended, and why.
    closed: Option<(String, Option<String>)>,
    /// The three answers, and the boxes under those that have one.
    form: Option<(Choice, Vec<(&'static str, Field)>)>,
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
        let by = agreement::staff(t, &view.names, version.proposed_by);
        let mut notes = Vec::new();
        if status == Status::Offered {
            if let Some(holds) = &view.in_force {
                let key = if guardian { "mine-meanwhile-guardian" } else { "mine-meanwhile" };
                notes.push(t.say(key).arg("number", holds.number).arg("name", &called).to_string());
            } else if !both {
                let key = if guardian { "mine-meanwhile-nothing-guardian" } else { "mine-meanwhile-nothing" };
                notes.push(t.say(key).arg("name", &called).to_string());
            }
            if both {
                let key = if guardian { "mine-both-guardian" } else { "mine-both" };
                notes.push(t.say(key).arg("name", &called).to_string());
            }
        }
        let article = law::article(t, Article::Dispute);
        let answered = version.answer_of(answerer_of(view)).is_some_and(|given| given.answer == Answer::Agreed);
        let asks = view.may_answer && !answered;
        let title = if guardian {
            agreement::called(version, "version-title", "version-title-agreed")
        } else {
            agreement::called(version, "mine-version-title", "mine-version-title-agreed")
        };
        let title = t.say(title).arg("number", version.number).arg("name", &called).to_string();
        let crumb =
            if guardian { t.say("mine-title-guardian").arg("name", &called).to_string() } else { t.get("nav-mine") };
        let mut shell = shell.crumb(crumb, "/mijn");
        if guardian {
            shell = shell.for_child(&called);
        }
        if !errors.is_empty() {
            shell = shell.failed();
        }
        if asks {
            shell = shell.keeping();
        }
        let helper = Helpers(&view.coaches);
        let changes = view.before.as_ref().map(|before| agreement::changes(t, version, before, today, &helper));
        Self {
            t,
            whole: name(t, &view.person),
            shell,
            summary: errors.summary(t),
            title,
            here: address(version.id),
            tone: agreement::tone(status),
            status: agreement::status(t, status),
            proposed: t
                .say("mine-proposed")
                .arg("by", by)
                .arg("school", &view.school)
                .arg("on", version.proposed.day)
                .to_string(),
            you: guardian.then(|| t.say("mine-you-is").arg("name", &called).to_string()),
            notes,
            route: (status == Status::NotAgreed).then(|| t.say("mine-route").arg("article", &article).to_string()),
            newer: view.offered.map(address),
            holds: view.in_force.as_ref().map(|holds| address(holds.id)),
            period: agreement::one_period(t, &version.lines),
            places: if changes.is_some() { Vec::new() } else { agreement::by_place_named(t, &version.lines, &helper) },
            changes,
            answers: version
                .answers
                .iter()
                .map(|a| agreement::answer(t, a, &view.names, |by| answerer(t, &view.person, by)))
                .collect(),
            replies: agreement::replies(t, version, &view.names),
            evaluations: agreement::evaluations(t, version, &view.names),
            closed: agreement::closed(t, version, &view.names),
            form: asks.then(|| form(t, guardian, &called, &article, input, errors)),
        }
    }
}

fn form(
    t: T,
    guardian: bool,
    called: &str,
    article: &str,
    input: &Input,
    errors: &Errors,
) -> (Choice, Vec<(&'static str, Field)>) {
    let option = |code: &str, key: &'static str, hint: String| Opt::new(code, t.get(key)).hint(hint);
    let asked =
        if guardian { t.say("mine-answer-guardian").arg("name", called).to_string() } else { t.get("mine-answer") };
    let options = vec![
        option("agreed", "mine-agree", t.get("mine-agree-then")),
        option("change_asked", "mine-change", t.get("mine-change-then")),
        option("not_agreed", "mine-refuse", t.say("mine-refuse-then").arg("article", article).to_string()),
    ];
    let box_of = |code: &'static str, key: &'static str| {
        (code, Field::text(format!("{WORDS}-{code}"), t.get(key)).rows(3).optional())
    };
    let (change, refuse) = (box_of("change_asked", "mine-words-change"), box_of("not_agreed", "mine-words-refuse"));
    let change = (change.0, Field { optional: false, ..change.1 });
    let boxes = [change, refuse].map(|(code, field)| (code, field.filled(t, input, errors)));
    (Choice::new(ANSWER, asked, options).filled(t, input, errors), boxes.to_vec())
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
        let wrong = Input::of(&[(ANSWER, "change_asked"), (CHANGE, " ")]);
        let too_long = Input::of(&[(ANSWER, "change_asked"), (CHANGE, long.as_str())]);
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
            ("beside", page(shell(), &[Step::Offer, Step::Yes, Step::OfferOther], false, 2, &none)),
            ("replied", page(shell(), &[Step::Offer, Step::Ask, Step::Reply], false, 1, &none)),
            ("on-paper", page(shell(), &[Step::Offer, Step::Spoken, Step::Paper], false, 1, &none)),
            ("taken-back", page(shell(), &[Step::Offer, Step::Paper, Step::TakeBack], false, 1, &none)),
            ("after-a-wish", page(shell(), &[Step::Offer, Step::Ask, Step::OfferOther], false, 2, &none)),
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
        const REFUSE: &str = "woorden-not_agreed";
        let cases = [
            (vec![(ANSWER, "agreed")], Ok("agreed")),
            (vec![(ANSWER, "agreed"), (CHANGE, "Fijn!")], Ok("agreed")),
            (vec![(ANSWER, "not_agreed")], Ok("not_agreed")),
            (vec![(ANSWER, "not_agreed"), (CHANGE, long.as_str()), (REFUSE, "")], Ok("not_agreed")),
            (vec![(ANSWER, "change_asked"), (CHANGE, "Liever op maandag.")], Ok("change_asked")),
            (vec![(ANSWER, "change_asked"), (WORDS, "Liever op maandag.")], Ok("change_asked")),
            (vec![(ANSWER, "change_asked"), (CHANGE, "  "), (REFUSE, "Omdat.")], Err(CHANGE)),
            (vec![(ANSWER, "not_agreed"), (REFUSE, long.as_str())], Err(REFUSE)),
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
