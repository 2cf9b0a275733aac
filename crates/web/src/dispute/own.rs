//! `/mijn/geschil/{file}`: where, how and by when one disagrees with the school; bringing a dispute, what the desk may read of the
//! file, how it goes, and taking it back.

use super::place::own;
use crate::{
    say::{
        dispute::{self as words, Card, State as Stand, code, options, read_code},
        form::{Check, Choice, Errors, Field, Input, Opt, Summary, day, kept},
        format::date_typed,
        person::call_name,
        reader::Reader,
        telling::STAND,
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
    DisputeId, ExamId, FileId,
    dispute::{Lodge, MAX_WORDS, Part, Refusal, Subject, Thing},
    exam::Matter,
    field::Problem as Wrong,
    seen::Seen,
};
use store::{SaveError, dispute::OwnDisputes};
use time::Date;

const SUBJECT: &str = "wat";
const WORDS: &str = "woorden";
const WISH: &str = "wens";
const KNOWN: &str = "bekend";
const URGENT: &str = "spoed";
const WHY: &str = "waarom";
const THINGS: &str = "stukken";
/// Takes one back, or changes what is attached to it.
const BACK: &str = "terug";
const ATTACH: &str = "bij";
/// Asks to handle one at once.
const HASTE: &str = "haast";

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.disputes_own(&actor, id(&file)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let over = visit.asked("over").and_then(|exam| exam.parse().ok());
    let input = draft.unwrap_or_else(|| over.map(|exam| appeal(&found, exam)).unwrap_or_default());
    Ok(show(&OwnDisputesPage::new(shell, &found, &input, &Errors::none(), now.day)))
}

/// An appeal against a decision about an exam, as far as it can be filled in: about what, since when one knows it, and the decision
/// itself for the desk to read. Of one that is not there nothing is.
fn appeal(found: &OwnDisputes, exam: ExamId) -> Input {
    let Some(request) = found.offered.exams.iter().find(|one| one.id == exam) else { return Input::default() };
    let told = request.appealable().and_then(Matter::told).map(|told| date_typed(told.on));
    let thing = code(Thing::Exam(exam));
    let mut filled = vec![(SUBJECT, Subject::Exam.code()), (THINGS, thing.as_str())];
    filled.extend(told.as_deref().map(|on| (KNOWN, on)));
    Input::of(&filled)
}

/// The field of why a dispute that is there cannot wait.
fn haste(id: &str) -> String {
    format!("{WHY}-{id}")
}

/// The field of what is attached to a dispute that is there.
fn attached(id: &str) -> String {
    format!("{THINGS}-{id}")
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = own(file);
    // What was on the page: what happened since is shown first.
    let seen = Seen::read(input.text(STAND));
    if input.has(BACK) {
        return match app.store.dispute_withdraw(&actor, file, (id(input.text(BACK))?, seen), now).await {
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => Ok(done(&app, &here, "notice-dispute-withdrawn")),
            // The desk closed it, or did something else meanwhile: the page says what.
            Err(SaveError::Refused(_)) => Ok(done(&app, &here, "notice-exam-changed")),
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    if input.has(ATTACH) {
        let dispute: DisputeId = id(input.text(ATTACH))?;
        let things: Vec<Thing> = input.all(&attached(&dispute.to_string())).filter_map(read_code).collect();
        return match app.store.dispute_attach(&actor, file, (dispute, &things, seen), now).await {
            Ok(()) => Ok(done(&app, &here, "notice-dispute-attached")),
            Err(SaveError::Refused(_)) => Ok(done(&app, &here, "notice-exam-changed")),
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    if input.has(HASTE) {
        let dispute: DisputeId = id(input.text(HASTE))?;
        let field = haste(&dispute.to_string());
        return match app.store.dispute_ask_urgent(&actor, file, (dispute, input.raw(&field), seen), now).await {
            Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => Ok(done(&app, &here, "notice-dispute-hurried")),
            Err(SaveError::Refused(Refusal::Parts(parts))) => {
                let found = app.store.disputes_own(&actor, file, now).await?;
                let problem = parts.first().map_or(Wrong::Missing, |(_, problem)| *problem);
                let errors = Errors::text(field, problem, "error-dispute-urgent", MAX_WORDS);
                Ok(show_refused(&OwnDisputesPage::new(shell, &found, &input, &errors, now.day)))
            }
            // The desk closed it or said it meanwhile: the page says how, and what was typed stays.
            Err(SaveError::Refused(_)) => {
                let found = app.store.disputes_own(&actor, file, now).await?;
                let said = shell.t.get("notice-exam-changed");
                let shell = shell.message(MessageKind::Error, said);
                let mut page = OwnDisputesPage::new(shell, &found, &input, &Errors::none(), now.day);
                let asked = |one: &Own| one.haste.is_some() && one.card.id == dispute.to_string();
                page.kept = kept(&[input.raw(&field)], !page.disputes.iter().any(asked));
                Ok(show_as(StatusCode::CONFLICT, &page))
            }
            Err(SaveError::Store(error)) => Err(error.into()),
        };
    }
    let mut errors = Errors::none();
    let given = Lodge {
        subject: Subject::from_code(input.text(SUBJECT)),
        words: input.raw(WORDS).to_owned(),
        wish: input.raw(WISH).to_owned(),
        known_on: day(&input, KNOWN, &mut errors),
        urgent: input.has(URGENT),
        urgent_words: input.raw(WHY).to_owned(),
    };
    let things: Vec<Thing> = input.all(THINGS).filter_map(read_code).collect();
    let saved = if errors.is_empty() {
        app.store.dispute_lodge(&actor, file, (&given, &things), now).await
    } else {
        Err(SaveError::Refused(Refusal::Parts(Vec::new())))
    };
    match saved {
        // The same twice is one.
        Ok(_) | Err(SaveError::Refused(Refusal::Already(_))) => return Ok(done(&app, &here, "notice-dispute-lodged")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(Refusal::Parts(parts))) => {
            for (part, problem) in parts {
                let (at, missing) = match part {
                    Part::Subject => (SUBJECT, "error-dispute-subject"),
                    Part::Wish => (WISH, "error-dispute-words"),
                    Part::KnownOn => (KNOWN, "error-dispute-known"),
                    Part::Urgent => (WHY, "error-dispute-urgent"),
                    Part::Words | Part::Outcome | Part::Said | Part::By => (WORDS, "error-dispute-words"),
                };
                if !errors.fields().any(|known| known == at) {
                    errors.extend(Errors::text(at, problem, missing, MAX_WORDS));
                }
            }
        }
        Err(SaveError::Refused(Refusal::Future)) => errors.add(KNOWN, "error-dispute-future"),
        Err(SaveError::Refused(_)) => errors.add(WORDS, "error-dispute-too-many"),
    }
    let found = app.store.disputes_own(&actor, file, now).await?;
    let errors = errors.in_order(&[SUBJECT, WORDS, WISH, KNOWN, URGENT, WHY]);
    Ok(show_refused(&OwnDisputesPage::new(shell, &found, &input, &errors, now.day)))
}

/// A dispute on one's own page.
struct Own {
    card: Card,
    /// The receipt on paper.
    paper: String,
    /// What the desk may read, while it is handled.
    things: Option<Choice>,
    /// Why it cannot wait, where that can be asked.
    haste: Option<Field>,
    /// What stands: what is done with it names it.
    stand: String,
}

/// The page.
#[derive(Template)]
#[template(path = "dispute/own.html")]
pub struct OwnDisputesPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    lead: String,
    /// Where, when, how and who helps.
    route: Vec<String>,
    /// Nobody has the role of the desk.
    nobody: Option<String>,
    disputes: Vec<Own>,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
    subject: Choice,
    words: Field,
    wish: Field,
    known: Field,
    urgent: Check,
    why: Field,
    things: Option<Choice>,
}

impl OwnDisputesPage {
    fn new(shell: Shell, found: &OwnDisputes, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let here = own(found.file);
        let shell = shell.crumb(t.get("nav-mine"), "/mijn").keeping();
        let there = options(t, &found.offered);
        let reader = Reader::own(found.guardian);
        let of = |own, parent| t.get(reader.of(own, own, parent));
        let things = |name: String| {
            let options = there.iter().map(|(code, label)| Opt::new(code, label)).collect();
            Choice::new(name, of("dispute-ask-things", "dispute-ask-things-parent"), options)
                .hint(t.get("dispute-ask-things-hint"))
                .optional()
        };
        let one = |dispute: &register::dispute::Dispute| {
            let card = words::card(t, dispute, (reader, &found.names), &found.calendar, today);
            let mut choice = things(attached(&card.id));
            choice.chosen = dispute.things().map(code).collect();
            Own {
                paper: format!("{here}/{}/ontvangst?in={}", dispute.id, t.lang().code()),
                things: (card.open && !there.is_empty()).then_some(choice),
                haste: card.may_ask.then(|| {
                    Field::text(haste(&card.id), t.get("dispute-ask-urgent-why")).rows(2).filled(t, input, errors)
                }),
                stand: dispute.own_so_far().code(),
                card,
            }
        };
        let subjects = Subject::ALL.iter().map(|one| Opt::new(one.code(), words::subject(t, *one))).collect();
        Self {
            t,
            summary: errors.summary(t),
            title: if found.guardian {
                t.say("dispute-own-title-guardian").arg("name", call_name(t, &found.person)).to_string()
            } else {
                t.get("dispute-own-title")
            },
            lead: of("dispute-own-lead", "dispute-own-lead-parent"),
            route: vec![
                t.get("dispute-route-where"),
                t.get("dispute-route-when"),
                t.get("dispute-route-terms"),
                t.get("dispute-route-exam"),
                t.get("dispute-route-urgent"),
                words::cannot_wait(t),
                of("dispute-route-reads", "dispute-route-reads-parent"),
                t.get("dispute-route-help"),
            ],
            nobody: (!found.held).then(|| t.get("dispute-nobody")),
            disputes: found.disputes.iter().rev().map(one).collect(),
            kept: None,
            subject: Choice::new(SUBJECT, t.get("dispute-ask-subject"), subjects).filled(t, input, errors),
            words: Field::text(WORDS, t.get("dispute-ask-words"))
                .hint(of("dispute-ask-words-hint", "dispute-ask-words-hint-parent"))
                .rows(5)
                .filled(t, input, errors),
            wish: Field::text(WISH, t.get("dispute-ask-wish")).rows(3).optional().filled(t, input, errors),
            known: Field::text(KNOWN, t.get("dispute-ask-known"))
                .hint(t.get("dispute-ask-known-hint"))
                .optional()
                .filled(t, input, errors),
            urgent: Check::new(URGENT, t.get("dispute-ask-urgent")).filled(t, input, errors),
            why: Field::text(WHY, t.get("dispute-ask-urgent-why")).rows(2).optional().filled(t, input, errors),
            things: (!there.is_empty()).then(|| things(THINGS.to_owned()).filled(t, input, errors)),
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for OwnDisputesPage {
    const NAME: &'static str = "dispute/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, states: &[Stand], errors: &Errors| {
            let shell = Shell::sample_as(t, role, "/mijn/geschil/018f");
            Self::new(shell, &words::own(states, role == Role::Guardian), &Input::default(), errors, today)
        };
        let mut errors = Errors::one(SUBJECT, "error-dispute-subject");
        errors.add(WORDS, "error-dispute-words");
        errors.add(KNOWN, "error-dispute-known");
        errors.add(WHY, "error-dispute-urgent");
        let none = Errors::none();
        let states = [
            Stand::Brought,
            Stand::Appeal,
            Stand::Course,
            Stand::Decided,
            Stand::Annulled,
            Stand::Referred,
            Stand::Withdrawn,
        ];
        vec![
            ("empty", page(Role::Student, &[], &none)),
            ("known", page(Role::Student, &states, &none)),
            ("errors", page(Role::Student, &[Stand::Decision], &errors)),
            ("guardian", page(Role::Guardian, &[Stand::OfParent, Stand::Settled, Stand::Late], &none)),
        ]
    }
}
