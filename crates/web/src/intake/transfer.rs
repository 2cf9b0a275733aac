//! `/intake/{application}/overdracht`: what the previous school hands over: with a yes, read by who applied, and looked at before it
//! is in the file.

use crate::{
    say::{
        form::{Choice, DateError, Errors, Field, Input, Opt, Summary, kept, parse_date},
        person::name,
        telling::STAND,
        transfer::{self as words, State as Stand},
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
    AccountId, ApplicationId,
    field::Problem as Wrong,
    meeting::Consenter,
    seen::Seen,
    transfer::{Ask, Event, MAX_NAME, MAX_WORDS, Part, Refusal, Status, Transfer, Typed, newest, seen_so_far},
};
use store::{SaveError, intake::Upon, transfer::TransferView};
use time::Date;

/// Which button it was.
const DO: &str = "doe";
const SCHOOL: &str = "school";
const WHO: &str = "van-wie";
const GIVEN_ON: &str = "op";
const HELPED: &str = "hielp";
const NOT_HELPED: &str = "hielp-niet";
const NEEDED: &str = "nodig";
const SEEN_ON: &str = "gelezen-op";
const RIGHT: &str = "klopt";
const SAID: &str = "zegt";
const WHY: &str = "waarom";
/// The fields, in the order of the page.
const FIELDS: [&str; 10] = [SCHOOL, WHO, GIVEN_ON, HELPED, NOT_HELPED, NEEDED, SEEN_ON, RIGHT, SAID, WHY];

fn path(application: ApplicationId) -> String {
    format!("/intake/{application}/overdracht")
}

pub(super) async fn show_transfer(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.transfers(&actor, id(&application)?, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&TransferPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
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

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(application): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (application, now): (ApplicationId, _) = (id(&application)?, app.clock.now());
    let upon = Upon::shown(application, Seen::read(input.text(STAND)));
    let mut errors = Errors::none();
    let (saved, notice) = match input.text(DO) {
        "vraag" => {
            let given = Ask {
                school: input.raw(SCHOOL).to_owned(),
                consent: Consenter::from_code(input.text(WHO)),
                given_on: day(&input, GIVEN_ON, &mut errors),
            };
            (app.store.transfer_ask(&actor, upon, &given, now).await, "notice-transfer-asked")
        }
        "binnen" => {
            let given = Typed {
                helped: input.raw(HELPED).to_owned(),
                not_helped: input.raw(NOT_HELPED).to_owned(),
                needed: input.raw(NEEDED).to_owned(),
            };
            (app.store.transfer_receive(&actor, upon, &given, now).await, "notice-transfer-received")
        }
        "gelezen" => {
            let right = match input.text(RIGHT) {
                "ja" => Some(true),
                "nee" => Some(false),
                _ => None,
            };
            let given = (day(&input, SEEN_ON, &mut errors), right, input.raw(SAID));
            (app.store.transfer_seen(&actor, upon, given, now).await, "notice-transfer-seen")
        }
        code @ ("neem-op" | "wijs-af" | "ingetrokken") => {
            let (event, notice) = match code {
                "neem-op" => (Event::Accept, "notice-transfer-accepted"),
                "wijs-af" => (Event::Reject, "notice-transfer-rejected"),
                _ => (Event::Withdraw, "notice-transfer-withdrawn"),
            };
            (app.store.transfer_end(&actor, upon, (event, input.raw(WHY)), now).await, notice)
        }
        // No button of ours: whoever sees the page is told that nothing was done.
        _ => (Err(SaveError::Refused(Refusal::None)), "notice-transfer-withdrawn"),
    };
    let refusal = match saved {
        // Sent twice: it is so.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &path(application), notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.transfers(&actor, application, now).await?;
    let reads = input.text(DO) == "gelezen";
    match refusal {
        Refusal::Parts(parts) => said(&mut errors, &parts, reads),
        Refusal::DayToCome => errors.add(if reads { SEEN_ON } else { GIVEN_ON }, "error-referral-day-to-come"),
        Refusal::Whose(Consenter::Student) => errors.add(WHO, "error-meeting-consent-student"),
        Refusal::Whose(Consenter::Guardian) => errors.add(WHO, "error-meeting-consent-guardian"),
        Refusal::Unseen => errors.add(SEEN_ON, "error-transfer-unseen"),
        Refusal::Already | Refusal::Stands(_) | Refusal::None | Refusal::Twice | Refusal::Meanwhile => {
            let message = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, message);
            let mut page = TransferPage::new(shell, &view, &input, &Errors::none());
            page.keep(&input);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let mut page = TransferPage::new(shell, &view, &input, &errors.in_order(&FIELDS));
    page.keep(&input);
    Ok(show_refused(&page))
}

/// Says what is wrong with the parts of a form, each once.
fn said(errors: &mut Errors, parts: &[(Part, Wrong)], reads: bool) {
    for (part, problem) in parts {
        let (field, key, max) = match part {
            Part::School => (SCHOOL, "error-transfer-school", MAX_NAME),
            Part::Consent => (WHO, "error-meeting-consent-who", MAX_WORDS),
            Part::Day if reads => (SEEN_ON, "error-transfer-seen-on", MAX_WORDS),
            Part::Day => (GIVEN_ON, "error-meeting-consent-day", MAX_WORDS),
            Part::Helped => (HELPED, "error-transfer-helped", MAX_WORDS),
            Part::NotHelped => (NOT_HELPED, "error-transfer-helped", MAX_WORDS),
            Part::Needed => (NEEDED, "error-transfer-needed", MAX_WORDS),
            Part::Right => (RIGHT, "error-transfer-right", MAX_WORDS),
            Part::Words if reads => (SAID, "error-transfer-said", MAX_WORDS),
            Part::Words => (WHY, "error-talk-why", MAX_WORDS),
        };
        if errors.fields().all(|said| said != field) {
            errors.extend(Errors::text(field, *problem, key, max));
        }
    }
}

/// A hand-over, in words.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) status: String,
    pub(super) waits: bool,
    pub(super) facts: Vec<(String, String)>,
}

/// A hand-over in words: the same for who holds intakes and for who applied.
pub(super) fn line(t: T, one: &Transfer, by: impl Fn(AccountId) -> String) -> Line {
    let who = |account, on: Date| t.say("talk-by-on").arg("by", by(account)).arg("on", on).to_string();
    let given =
        t.say("transfer-given").arg("who", words::consenter(t, one.consent)).arg("on", one.given_on).to_string();
    let mut facts = vec![(t.get("transfer-consent"), given), (t.get("transfer-noted"), who(one.by, one.at.day))];
    if let Some(came) = &one.content {
        facts.push((t.get("transfer-helped"), t.stored(came.helped.reveal())));
        facts.extend(came.not_helped.as_ref().map(|text| (t.get("transfer-not-helped"), t.stored(text.reveal()))));
        facts.push((t.get("transfer-needed"), t.stored(came.needed.reveal())));
        facts.push((t.get("transfer-typed"), who(came.by, came.at.day)));
    }
    if let Some(seen) = &one.seen {
        let key = if seen.right { "transfer-seen-right" } else { "transfer-seen-wrong" };
        facts.push((t.get("transfer-seen"), t.say(key).arg("on", seen.on).to_string()));
        facts.extend(seen.words.as_ref().map(|text| (t.get("transfer-says"), t.stored(text.reveal()))));
    }
    if let Some((why, account, at)) = &one.ended {
        facts.push((words::status(t, one.status), who(*account, at.day)));
        facts.extend(why.as_ref().map(|why| (t.get("burden-reason"), t.stored(why.reveal()))));
    }
    Line {
        title: t.stored(one.school.reveal()),
        status: words::status(t, one.status),
        waits: one.status.waits(),
        facts,
    }
}

/// The page.
#[derive(Template)]
#[template(path = "intake/transfer.html")]
pub struct TransferPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    talk: String,
    file: String,
    lines: Vec<Line>,
    /// What stands: what is done names it.
    stand: String,
    /// A yes: which school, whose, on which day.
    ask: Option<(Field, Choice, Field)>,
    /// What the school wrote: what helped, what did not, what is needed.
    typed: Option<[Field; 3]>,
    /// That the applicant read it: when, whether it is right, what they say.
    seen: Option<(Field, Choice, Field)>,
    /// Why it does not enter the file, or why the yes was taken back; and whether it can be looked at.
    why: Option<(Field, bool)>,
    kept: Option<String>,
}

impl TransferPage {
    /// Keeps what was typed into a part of the page that is not there any more.
    fn keep(&mut self, input: &Input) {
        let ask = self.ask.is_none().then(|| input.raw(SCHOOL));
        let typed = self.typed.is_none().then(|| [HELPED, NOT_HELPED, NEEDED].map(|name| input.raw(name)));
        let seen = self.seen.is_none().then(|| input.raw(SAID));
        let why = self.why.is_none().then(|| input.raw(WHY));
        let all: Vec<&str> = ask.into_iter().chain(typed.into_iter().flatten()).chain(seen).chain(why).collect();
        self.kept = kept(&all, true);
    }

    fn new(shell: Shell, view: &TransferView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let by = |account: AccountId| view.names.get(&account).map_or_else(String::new, |name| name.reveal().clone());
        let one = newest(&view.all, view.application.id);
        let status = one.map(|one| one.status);
        let text = |name: &str, key: &str, rows| Field::text(name, t.get(key)).rows(rows).filled(t, input, errors);
        let date = |name: &str, key: &str| Field::text(name, t.get(key)).filled(t, input, errors);
        let ask = (view.application.status.is_open() && !status.is_some_and(Status::waits)).then(|| {
            let school = Field::text(SCHOOL, t.get("transfer-ask-school")).hint(t.get("transfer-ask-school-hint"));
            let all = [Consenter::Student, Consenter::Guardian];
            let can = all.into_iter().filter(|who| view.needed.is_none_or(|needed| needed == *who));
            let options = can.map(|who| Opt::new(who.code(), words::consenter(t, who))).collect();
            let who = Choice::new(WHO, t.get("transfer-ask-consent"), options).filled(t, input, errors);
            (school.filled(t, input, errors), who, date(GIVEN_ON, "transfer-ask-given-on"))
        });
        let typed = (status == Some(Status::Asked)).then(|| {
            let not_here = t.get("assess-words-not-here");
            let helped = Field::text(HELPED, t.get("transfer-helped")).hint(t.get("talk-applicant-reads"));
            let helped = helped.not_here(not_here).rows(4).filled(t, input, errors);
            let not_helped = Field::text(NOT_HELPED, t.get("transfer-not-helped")).optional().rows(3);
            [helped, not_helped.filled(t, input, errors), text(NEEDED, "transfer-needed", 4)]
        });
        let received = status == Some(Status::Received);
        let seen = received.then(|| {
            let options = vec![Opt::new("ja", t.get("transfer-right")), Opt::new("nee", t.get("transfer-wrong"))];
            let right = Choice::new(RIGHT, t.get("transfer-ask-right"), options).filled(t, input, errors);
            let said = Field::text(SAID, t.get("transfer-ask-said")).hint(t.get("transfer-ask-said-hint")).rows(2);
            (date(SEEN_ON, "transfer-ask-seen-on"), right, said.filled(t, input, errors))
        });
        // Also of one before it: a yes can be taken back as long as it stands.
        let stands = view.all.iter().any(|one| one.status.on(Event::Withdraw).is_some());
        let why = stands.then(|| (text(WHY, "transfer-ask-why", 2), received));
        let shell = shell.crumb(t.get("assess-crumb-intake"), "/intake");
        let shell = if ask.is_some() || why.is_some() { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("transfer-title").arg("name", name(t, &view.person)).to_string(),
            here: path(view.application.id),
            talk: format!("/intake/{}/gesprek", view.application.id),
            file: format!("/dossiers/{}", view.file),
            lines: view.all.iter().rev().map(|one| line(t, one, by)).collect(),
            stand: seen_so_far(&view.all, view.application.id).code(),
            ask,
            typed,
            seen,
            why,
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for TransferPage {
    const NAME: &'static str = "intake/transfer";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/overdracht");
            Self::new(shell, &words::view(state), &Input::default(), errors)
        };
        let none = Errors::none();
        let mut ask = Errors::one(SCHOOL, "error-transfer-school");
        ask.add(WHO, "error-meeting-consent-who");
        ask.add(GIVEN_ON, "error-meeting-consent-day");
        let mut typed = Errors::one(HELPED, "error-transfer-helped");
        typed.add(NEEDED, "error-transfer-needed");
        let mut seen = Errors::one(SEEN_ON, "error-transfer-unseen");
        seen.add(RIGHT, "error-transfer-right");
        seen.add(SAID, "error-transfer-said");
        seen.add(WHY, "error-talk-why");
        vec![
            ("none", page(None, &none)),
            ("ask-errors", page(None, &ask)),
            ("asked", page(Some(Stand::Asked), &none)),
            ("typed-errors", page(Some(Stand::Asked), &typed)),
            ("received", page(Some(Stand::Received), &none)),
            ("seen", page(Some(Stand::Seen), &none)),
            ("seen-errors", page(Some(Stand::Received), &seen)),
            ("accepted", page(Some(Stand::Accepted), &none)),
            ("rejected", page(Some(Stand::Rejected), &none)),
            ("withdrawn", page(Some(Stand::Withdrawn), &none)),
        ]
    }
}
