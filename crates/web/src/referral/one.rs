//! `/zorg/{referral}`: one referral: what was asked, what happened since, and what the reader can do.

use super::words::{self, PATH};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
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
    AccountId, ReferralId,
    referral::{Event, MAX_WORDS, Status, StepRefusal},
};
use store::{SaveError, referral::ReferralView};
use time::Date;

const WHAT: &str = "wat";
const WORDS: &str = "woorden";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(referral): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.referral(&actor, id(&referral)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ReferralPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(referral): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (referral, now): (ReferralId, _) = (id(&referral)?, app.clock.now());
    let Some(event) = Event::from_code(input.text(WHAT)).filter(|event| event.is_chosen()) else {
        let view = app.store.referral(&actor, referral, now).await?;
        let errors = Errors::one(WHAT, "error-referral-what");
        return Ok(show_refused(&ReferralPage::new(shell, &view, &input, &errors, now.day)));
    };
    let refusal = match app.store.referral_step(&actor, referral, event, input.raw(WORDS), now).await {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(StepRefusal::Twice)) => {
            // Whoever had nothing but this referral to do with the student reads it no longer once it is over.
            let there = app.store.referral_is_there(&actor, referral, now).await?;
            let here = if there { format!("{PATH}/{referral}") } else { PATH.to_owned() };
            return Ok(done(&app, &here, notice(event)));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.referral(&actor, referral, now).await?;
    let errors = match refusal {
        StepRefusal::Words(wrong) => Errors::text(WORDS, wrong, "error-referral-words", MAX_WORDS),
        StepRefusal::Ahead(many) => {
            let mut errors = Errors::none();
            errors.add_with(WORDS, "error-referral-ahead", vec![("count", many.to_string())]);
            errors
        }
        StepRefusal::Full => Errors::one(WHAT, "error-referral-full"),
        StepRefusal::Stands(_) | StepRefusal::Twice => {
            let words = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, words);
            let mut page = ReferralPage::new(shell, &view, &input, &Errors::none(), now.day);
            page.kept = kept(&[input.raw(WORDS)], page.what.options.is_empty());
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    };
    Ok(show_refused(&ReferralPage::new(shell, &view, &input, &errors, now.day)))
}

const fn notice(event: Event) -> &'static str {
    match event {
        Event::Accept => "notice-referral-accepted",
        Event::Queue => "notice-referral-queued",
        Event::Refuse => "notice-referral-refused",
        Event::Meanwhile => "notice-referral-meanwhile",
        Event::Withdraw => "notice-referral-withdrawn",
        Event::End => "notice-referral-ended",
        Event::Follow => "notice-referral-followed",
        // Comes of asking again, which says so itself.
        Event::AskAgain => "notice-referral-asked",
        Event::Resume => "notice-referral-resumed",
    }
}

/// The page.
#[derive(Template)]
#[template(path = "referral/one.html")]
pub struct ReferralPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// To the file, for who sees it.
    file: Option<String>,
    status: String,
    /// To ask again, where the next line said no and nothing followed.
    again: Option<String>,
    /// It waits for the next line.
    waits: Option<String>,
    /// It waits and nothing was found for the time until then.
    unbridged: Option<String>,
    asked: String,
    question: String,
    agreed: Option<String>,
    places: String,
    /// What happened, with which words.
    steps: Vec<(String, Option<String>)>,
    /// What the reader can do; nothing to do leaves it empty.
    what: Choice,
    words: Field,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

impl ReferralPage {
    fn new(shell: Shell, view: &ReferralView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let referral = &view.referral;
        let by = |account: AccountId| view.names.get(&account).map_or("", |name| name.reveal().as_str());
        let may = |event: &&Event| {
            let may = if event.answers() { view.may_answer } else { view.may_ask };
            may && event.is_chosen() && referral.status.on(**event).is_some()
        };
        let option = |event: &Event| Opt::new(event.code(), t.get(words::doing(*event)));
        let options: Vec<Opt> = Event::ALL.iter().filter(may).map(option).collect();
        let waits = referral.status.waits();
        let shell = shell.crumb(t.get("referrals-title"), PATH);
        let shell = if options.is_empty() { shell } else { shell.keeping() };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("referral-title").arg("name", name(t, &view.person)).to_string(),
            here: format!("{PATH}/{}", referral.id),
            file: view.may_see_file.then(|| format!("/dossiers/{}", view.file)),
            status: words::status(t, referral.status),
            again: (view.may_ask && referral.status == Status::Refused)
                .then(|| format!("/dossiers/{}/doorverwijzen", view.file)),
            waits: waits.then(|| words::waits(t, referral.at.day, today)),
            unbridged: (waits && !referral.is_bridged())
                .then(|| t.say("referral-unbridged").arg("by", by(referral.by)).to_string()),
            asked: t
                .say("referral-asked-by")
                .arg("by", by(referral.by))
                .arg("on", referral.at.day)
                .arg("line", words::tier(t, referral.tier))
                .to_string(),
            question: t.stored(referral.question.reveal()),
            agreed: referral.agreed_on.map(|day| t.say("referral-agreed-on").arg("on", day).to_string()),
            places: words::places(t, view.places),
            steps: (referral.steps.iter())
                .map(|step| {
                    let said = words::happened(t, step.event, by(step.by), step.at.day);
                    (said, step.words.as_ref().map(|words| t.stored(words.reveal())))
                })
                .collect(),
            what: Choice::new(WHAT, t.get("referral-what"), options).filled(t, input, errors),
            words: Field::text(WORDS, t.get("referral-words"))
                .hint(t.get("referral-words-hint"))
                .not_here(t.get("assess-words-not-here"))
                .rows(3)
                .filled(t, input, errors),
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for ReferralPage {
    const NAME: &'static str = "referral/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{FileId, referral::Places};
        use uuid::Uuid;
        let view = |events: &[Event], may_answer: bool| {
            Some(ReferralView {
                file: FileId(Uuid::from_u128(1)),
                person: people::person(None),
                places: Places { all: Some(40), taken: 40, ahead: 3 },
                names: names(),
                may_ask: true,
                may_answer,
                may_see_file: true,
                referral: walked(events)?,
            })
        };
        let page = |events: &[Event], may_answer: bool, errors: &Errors| {
            let role = if may_answer { Role::CareCoordinator } else { Role::Coach };
            let today = people::now().day + time::Duration::days(12);
            let shell = Shell::sample_as(t, role, "/zorg/018f");
            view(events, may_answer).map(|view| Self::new(shell, &view, &Input::default(), errors, today))
        };
        let mut errors = Errors::one(WHAT, "error-referral-full");
        errors.add(WORDS, "error-referral-words");
        let none = Errors::none();
        let samples = [
            ("asked", page(&[], true, &none)),
            (
                "before",
                view(&[], true).map(|view| {
                    let shell = Shell::sample_as(t, Role::TrajectoryCounsellor, "/zorg/018f");
                    let view = ReferralView { may_ask: false, may_see_file: false, ..view };
                    Self::new(shell, &view, &Input::default(), &none, people::now().day)
                }),
            ),
            ("errors", page(&[], true, &errors)),
            ("waiting", page(&[Event::Queue, Event::Meanwhile], false, &none)),
            ("accepted", page(&[Event::Queue, Event::Accept], true, &none)),
            ("refused", page(&[Event::Refuse], false, &none)),
            ("followed", page(&[Event::Refuse, Event::Follow], false, &none)),
            ("withdrawn", page(&[Event::Withdraw], true, &none)),
            ("ended", page(&[Event::Accept, Event::End], true, &none)),
        ];
        samples.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}

/// Those who do something in the samples: who asks, and who answers.
const PEOPLE: [(AccountId, &str); 2] = [
    (AccountId(uuid::Uuid::from_u128(5)), "Noor van der Wetering-Bakker"),
    (AccountId(uuid::Uuid::from_u128(6)), "Fatima Bouali"),
];

/// Their names.
pub(super) fn names() -> store::agreement::names::Names {
    PEOPLE.map(|(account, name)| (account, name.to_owned().into())).into()
}

/// A made-up referral to which something happened; the rules bring it there.
pub(super) fn walked(events: &[Event]) -> Option<register::referral::Referral> {
    use crate::say::people;
    use register::referral::{Ask, Places, Tier, ask, step};
    let [(coach, _), (care, _)] = PEOPLE;
    let now = people::now();
    let given = Ask { tier: Some(Tier::Third), question: people::ASKED.to_owned(), agreed_on: Some(now.day) };
    let asked = ask(&[], ReferralId(uuid::Uuid::from_u128(1)), &given, coach, now).ok()?;
    let next = |from, event: &Event| step(&from, *event, people::ASKED, Places::default(), care, now).ok();
    events.iter().try_fold(asked, next)
}

/// A made-up meeting that was held, as the student reads it.
pub(super) fn met() -> Vec<register::meeting::Meeting> {
    use crate::say::people;
    use register::meeting::{Consenter, Draft, Minutes, Plan, agree, hold, plan};
    let ([(coach, _), (care, _)], now, born) = (PEOPLE, people::now(), people::born(false));
    let people = "Een ouder, de slb’er en het wijkteam".to_owned();
    let given = Plan { on: Some(now.day), question: people::ASKED.to_owned(), people: people.clone() };
    let id = register::MeetingId(uuid::Uuid::from_u128(1));
    let decided = Draft { words: "Belt het leerbedrijf.".to_owned(), owner: Some(coach), due: Some(now.day) };
    let minutes = Minutes { on: Some(now.day), people, notes: String::new(), decisions: vec![decided] };
    let decision = || register::DecisionId(uuid::Uuid::from_u128(1));
    let held = plan(&[], id, &given, care, now)
        .and_then(|one| agree(&one, (Some(Consenter::Student), Some(now.day)), born, care, now))
        .and_then(|one| hold(&one, &minutes, (born, &[coach]), decision, care, now));
    held.into_iter().collect()
}
