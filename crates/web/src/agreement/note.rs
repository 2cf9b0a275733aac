//! `/dossiers/{file}/afspraken/{version}/antwoord`: an answer that was given on paper, by mail or spoken, written down.

use crate::{
    say::{
        agreement, answer,
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, parse_date},
        format,
        person::call_name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::Problem,
        route::{Gate, Routes},
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
    Moment,
    agreement::{Answer, AnswerRefusal, Answerer, Channel, Given, Status, Waiting, WhoMustAnswer},
};
use store::{
    SaveError,
    agreement::{answer::Elsewhere, view::VersionView},
};
use time::Date;

const PATH: &str = "/dossiers/{file}/afspraken/{version}/antwoord";
const WHO: &str = "wie";
const ANSWER: &str = "antwoord";
const WORDS: &str = "woorden";
const CHANNEL: &str = "hoe";
const DAY: &str = "dag";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::NoteAnswer);
    routes.get(PATH, gate, form).post(PATH, gate, note)
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let view = super::place::read(&app, &actor, version, now).await?;
    super::place::only(view.may_note)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&NotePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

async fn note(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let again = || super::place::read(&app, &actor, version, now);
    let refused = |view: &VersionView, errors: &Errors, shell| NotePage::new(shell, view, &input, errors, now.day);
    let given = match parse(&input, now) {
        Ok(given) => given,
        Err(errors) => return Ok(show_refused(&refused(&again().await?, &errors, shell))),
    };
    let refusal = match app.store.agreement_note(&actor, version, given.clone(), now).await {
        Ok(after) => return Ok(done(&app, &super::place::address(after.file, version), notice(&after, &given))),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = again().await?;
    // Sent twice: what was asked stands there already.
    if view.version.answers.iter().any(|found| is_this(found, &given)) {
        return Ok(done(&app, &super::place::address(view.file, version), "notice-noted-already"));
    }
    let t = shell.t;
    let errors = match refusal {
        AnswerRefusal::NoSuchVersion => return Err(Problem::NotFound),
        AnswerRefusal::DayToCome => Errors::one(DAY, "error-noted-day-to-come"),
        AnswerRefusal::DayBeforeProposal { proposed } => {
            let mut errors = Errors::none();
            errors.add_with(DAY, "error-noted-day-before", vec![("on", t.date(proposed))]);
            errors
        }
        AnswerRefusal::AnsweredSince { on } => {
            let mut errors = Errors::none();
            errors.add_with(DAY, "error-noted-answered-since", vec![("on", t.date(on))]);
            errors
        }
        AnswerRefusal::GuardianNotAsked | AnswerRefusal::GuardianWithoutAuthority => {
            Errors::one(WHO, "error-noted-not-asked")
        }
        AnswerRefusal::AlreadyAnswered => Errors::one(ANSWER, "error-noted-already"),
        AnswerRefusal::VersionNotOpen { .. } => {
            let words = t.get("note-refused-closed");
            let shell = shell.message(MessageKind::Error, words);
            return Ok(show_as(StatusCode::CONFLICT, &refused(&view, &Errors::none(), shell)));
        }
    };
    Ok(show_refused(&refused(&view, &errors, shell)))
}

/// Whether an answer that stands there is the one that was sent.
fn is_this(found: &Given, sent: &Elsewhere) -> bool {
    let noted = found.noted().is_some_and(|noted| noted.channel == sent.channel && noted.on == sent.on);
    found.taken_back.is_none() && found.by == sent.by && found.answer == sent.answer && noted
}

/// What was written down, and what it brought about.
fn notice(after: &VersionView, given: &Elsewhere) -> &'static str {
    match (&given.answer, given.channel, after.version.status, after.waits_for) {
        (Answer::NotAgreed { .. } | Answer::ChangeAsked { .. }, ..) => "notice-noted-asks",
        (Answer::Agreed, Channel::Spoken, ..) => "notice-noted-spoken",
        (Answer::Agreed, _, Status::InForce, _) => "notice-noted-in-force",
        (Answer::Agreed, _, _, Some(Waiting::Guardian)) => "notice-noted-waits-guardian",
        (Answer::Agreed, ..) => "notice-noted-waits-student",
    }
}

/// Reads the form.
///
/// # Errors
/// What is wrong, per field.
pub(super) fn parse(input: &Input, now: Moment) -> Result<Elsewhere, Errors> {
    let mut errors = Errors::none();
    let by = match input.text(WHO) {
        "student" => Some(Answerer::Student),
        other => other.parse().ok().map(Answerer::Guardian),
    };
    if by.is_none() {
        errors.add(WHO, "error-noted-who-missing");
    }
    let given = answer::read(input, ANSWER, WORDS).map_err(|wrong| errors.extend(wrong)).ok();
    let channel = Channel::from_code(input.text(CHANNEL));
    if channel.is_none() {
        errors.add(CHANNEL, "error-noted-channel-missing");
    }
    let on = match parse_date(input.raw(DAY)) {
        Ok(day) if day > now.day => Err("error-noted-day-to-come"),
        Ok(day) => Ok(day),
        Err(DateError::Missing) => Err("error-noted-day-missing"),
        Err(DateError::Unreadable) => Err("error-date-unreadable"),
        Err(DateError::NoSuchDay) => Err("error-date-no-such-day"),
    };
    let on = on.map_err(|key| errors.add(DAY, key)).ok();
    match (by, given, channel, on) {
        (Some(by), Some(answer), Some(channel), Some(on)) => Ok(Elsewhere { by, answer, channel, on }),
        _ => Err(errors),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/note.html")]
pub struct NotePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    letter: String,
    /// Nobody can answer this version any more.
    closed: bool,
    who: Choice,
    answer: Choice,
    words: Field,
    channel: Choice,
    day: Field,
}

impl NotePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let here = format!("{}/antwoord", super::place::address(view.file, view.version.id));
        let codes = ["agreed", "change_asked", "not_agreed"];
        let keys = ["note-agree", "note-change", "note-refuse"];
        let answers = codes.iter().zip(keys).map(|(code, key)| Opt::new(*code, t.say(key).arg("name", &called)));
        let channels = [
            (Channel::Paper, "note-paper-hint"),
            (Channel::Mail, "note-mail-hint"),
            (Channel::Spoken, "note-spoken-hint"),
        ];
        let channels = channels.map(|(one, hint)| Opt::new(one.code(), agreement::channel(t, one)).hint(t.get(hint)));
        let shell = super::place::below(shell, view);
        let shell = if view.version.status == Status::Offered { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("note-title").arg("name", &called).to_string(),
            letter: format!("{}/brief", super::place::address(view.file, view.version.id)),
            closed: view.version.status != Status::Offered,
            who: {
                let who = Choice::new(WHO, t.get("note-who"), askable(t, view, &called));
                let only = who.options.len() == 1;
                if only { who.chosen("student") } else { who }.filled(t, input, errors)
            },
            answer: Choice::new(ANSWER, t.get("note-answer"), answers.collect()).filled(t, input, errors),
            words: Field::text(WORDS, t.get("note-words"))
                .hint(t.get("note-words-hint"))
                .not_here(t.get("propose-details-not-here"))
                .rows(3)
                .optional()
                .filled(t, input, errors),
            channel: Choice::new(CHANNEL, t.get("note-how"), channels.to_vec()).filled(t, input, errors),
            day: Field::text(DAY, t.get("note-day"))
                .hint(t.get("note-day-hint"))
                .value(format::date_typed(today))
                .filled(t, input, errors),
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// Who can have answered: the student, and whoever had to sign with them since the proposal.
fn askable(t: T, view: &VersionView, called: &str) -> Vec<Opt> {
    let authority = view.person.guardians.iter().filter(|(.., authority)| *authority);
    let guardians = authority.clone().map(|(id, ..)| *id).collect();
    let who = WhoMustAnswer::on(view.version.proposed.day, view.person.birth, view.below, guardians);
    let mut options = vec![Opt::new("student", called)];
    if matches!(who, WhoMustAnswer::StudentAndGuardian { .. }) {
        options.extend(
            authority.map(|(id, name, _)| Opt::new(id.to_string(), name.reveal()).hint(t.get("answer-by-guardian"))),
        );
    }
    options
}

impl Page for NotePage {
    const NAME: &'static str = "agreement/note";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let now = people::now();
        let page = |steps: &[Step], young, input: &Input, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/antwoord");
            Self::new(shell, &people::version(steps, young, 1), input, errors, now.day)
        };
        let none = Input::default();
        let wrong = Input::of(&[(WHO, ""), (ANSWER, "change_asked"), (WORDS, ""), (DAY, "31-4-2026")]);
        let errors = parse(&wrong, now).err().unwrap_or_default();
        vec![
            ("usual", page(&[Step::Offer], false, &none, &Errors::none())),
            ("young", page(&[Step::Offer], true, &none, &Errors::none())),
            ("errors", page(&[Step::Offer], true, &wrong, &errors)),
            ("closed", page(&[Step::Offer, Step::Yes], false, &none, &Errors::none())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::people;

    #[test]
    fn an_answer_on_paper_is_read_or_says_what_is_missing() {
        let whole = [(WHO, "student"), (ANSWER, "agreed"), (CHANNEL, "paper"), (DAY, "12-5-26")];
        let with = |name: &'static str, value: &'static str| {
            let kept = whole.iter().copied().filter(|(one, _)| *one != name);
            kept.chain([(name, value)]).collect::<Vec<_>>()
        };
        for (what, typed, wrong) in [
            ("whole", whole.to_vec(), None),
            ("nobody", with(WHO, ""), Some(WHO)),
            ("no answer", with(ANSWER, ""), Some(ANSWER)),
            ("a wish without words", with(ANSWER, "change_asked"), Some(WORDS)),
            ("online is no way to write down", with(CHANNEL, "online"), Some(CHANNEL)),
            ("no day", with(DAY, ""), Some(DAY)),
            ("no such day", with(DAY, "31-4-2026"), Some(DAY)),
            ("tomorrow", with(DAY, "13-5-2026"), Some(DAY)),
        ] {
            let found = parse(&Input::of(&typed), people::now());
            match (wrong, found) {
                (None, Ok(given)) => assert_eq!(given.on, people::now().day, "{what}"),
                (Some(field), Err(errors)) => assert!(errors.for_field(T::default(), field).is_some(), "{what}"),
                (_, found) => panic!("{what}: {found:?}"),
            }
        }
    }
}
