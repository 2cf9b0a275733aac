//! `/geschillen/{dispute}`: one dispute: what was brought, what is attached, what is owed by when, and what happened.

use super::place::PATH;
use crate::{
    say::{
        dispute::{self as words, Card, State as Stand, ThingView},
        form::{Choice, Errors, Field, Input, Opt, Summary, day, kept},
        format,
        person::name,
        reader::Reader,
        telling::{FIELDS, Fields, HOW, ON, STAND, TellForm},
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
    DisputeId,
    dispute::{Age, Back, Dispute, Event, MAX_WORDS, Outcome, ParentsTold, Part, Refusal, Status, Subject},
    seen::Seen,
};
use store::{SaveError, dispute::DisputeView};
use time::Date;

/// What happens.
const WHAT: &str = "wat";
const OUTCOME: &str = "uitkomst";
const SAID: &str = "woorden";
/// Who brought it was told.
const TOLD: &str = "verteld";
/// Until when the exam committee decides anew.
const AGAIN: &str = "opnieuw";
/// The parents were told; or (`volwassen`) are not to be.
const PARENTS: &str = "ouders";
const ADULT: &str = "volwassen";
const OF_PARENTS: Fields = ("hoe-ouders", "gekregen-ouders");

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(dispute): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.dispute(&actor, None, id(&dispute)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&DisputePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(dispute): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (dispute, now): (DisputeId, _) = (id(&dispute)?, app.clock.now());
    let event = Event::from_code(input.text(WHAT)).filter(|event| event.is_of_desk());
    let mut errors = Errors::none();
    let tells = input.has(TOLD);
    let seen = Seen::read(input.text(STAND));
    let refusal = match event {
        _ if input.has(PARENTS) => {
            let adult = input.text(PARENTS) == ADULT;
            let given = if adult {
                ParentsTold::Adult
            } else {
                let (means, on) = TellForm::parse(&input, OF_PARENTS, &mut errors);
                ParentsTold::Told(means, on)
            };
            let saved = if errors.is_empty() {
                app.store.dispute_parents_told(&actor, dispute, (given, seen), now).await
            } else {
                Err(SaveError::Refused(Refusal::Parts(Vec::new())))
            };
            match saved {
                Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
                    return Ok(done(&app, &format!("{PATH}/{dispute}"), "notice-dispute-parents"));
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(refusal)) => refusal,
            }
        }
        _ if tells => {
            let given = TellForm::parse(&input, FIELDS, &mut errors);
            let saved = if errors.is_empty() {
                app.store.dispute_told(&actor, dispute, (given, seen), now).await
            } else {
                Err(SaveError::Refused(Refusal::Parts(Vec::new())))
            };
            match saved {
                Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
                    return Ok(done(&app, &format!("{PATH}/{dispute}"), "notice-dispute-told"));
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(refusal)) => refusal,
            }
        }
        Some(event) => {
            let again = day(&input, AGAIN, &mut errors);
            let given = (event, input.raw(SAID), Outcome::from_code(input.text(OUTCOME)), again);
            let saved = if errors.is_empty() {
                app.store.dispute_step(&actor, dispute, (given, seen), now).await
            } else {
                Err(SaveError::Refused(Refusal::Parts(Vec::new())))
            };
            match saved {
                // Sent twice: it is so.
                Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => {
                    return Ok(done(&app, &format!("{PATH}/{dispute}"), "notice-dispute-stepped"));
                }
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(refusal)) => refusal,
            }
        }
        None => {
            errors.add(WHAT, "error-dispute-what");
            Refusal::Parts(Vec::new())
        }
    };
    let view = app.store.dispute(&actor, None, dispute, now).await?;
    match refusal {
        Refusal::Parts(parts) => {
            for (part, problem) in parts {
                match part {
                    Part::Outcome => errors.add(OUTCOME, "error-dispute-outcome"),
                    Part::By => errors.add(AGAIN, "error-dispute-by"),
                    Part::Said | Part::Subject | Part::Words | Part::Wish | Part::KnownOn | Part::Urgent => {
                        errors.extend(Errors::text(SAID, problem, "error-dispute-said", MAX_WORDS));
                    }
                }
            }
        }
        Refusal::SaidAlready => errors.add(WHAT, "error-dispute-said-already"),
        Refusal::Past => errors.add(AGAIN, "error-dispute-again-past"),
        Refusal::TermOver(by) => {
            errors.add_with(WHAT, "error-dispute-term-over", vec![("by", format::date(shell.t.lang(), by))]);
        }
        Refusal::Told(wrong) => {
            let fields = if input.has(PARENTS) { OF_PARENTS } else { FIELDS };
            errors = TellForm::wrong(shell.t, fields, wrong, errors);
        }
        Refusal::NoMail => errors = TellForm::no_mail(),
        Refusal::NothingToTell
        | Refusal::Meanwhile
        | Refusal::Future
        | Refusal::Already(_)
        | Refusal::TooMany
        | Refusal::Twice
        | Refusal::Stands(_) => {
            let said = shell.t.get("referral-meanwhile-other");
            let shell = shell.message(MessageKind::Error, said);
            let mut page = DisputePage::new(shell, &view, &input, &Errors::none(), now.day);
            page.kept = kept(&[input.raw(SAID), input.raw(AGAIN)], page.what.is_none())
                .or_else(|| kept(&[input.raw(ON)], page.tell.is_none()))
                .or_else(|| kept(&[input.raw(OF_PARENTS.1)], page.parents.is_none()));
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
    }
    let errors = errors.in_order(&[HOW, ON, OF_PARENTS.0, OF_PARENTS.1, WHAT, OUTCOME, SAID, AGAIN]);
    Ok(show_refused(&DisputePage::new(shell, &view, &input, &errors, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "dispute/one.html")]
pub struct DisputePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    card: Card,
    number: Option<String>,
    /// What the student attached.
    things: Vec<ThingView>,
    /// The receipt on paper, in both languages.
    papers: Vec<(String, String)>,
    /// What can happen now; `None`: it was taken back.
    what: Option<Choice>,
    /// How it is decided, where that can happen.
    outcome: Option<Choice>,
    said: Field,
    /// Until when the exam committee decides anew, or the school does what follows, where that can be.
    again: Option<Field>,
    /// Nobody wrote down what the school does now.
    to_plan: bool,
    /// What stands: what is noted of telling names it.
    stand: String,
    /// How the parents are told what the committee of appeal decided; and whether nobody knows if they are.
    parents: Option<(TellForm, bool)>,
    /// No decision was attached to an appeal that is right: it stands on a list of the exam office.
    unattached: bool,
    /// How who brought it is told what they have yet to be told.
    tell: Option<TellForm>,
    /// What was typed into a form that is not there any more.
    kept: Option<String>,
}

/// What is asked by when: that the exam committee decides anew, or that the school does what follows. `None`: neither can be.
fn by_when(dispute: &Dispute) -> Option<(&'static str, &'static str)> {
    if dispute.status == Status::Open && dispute.subject == Subject::Exam {
        return Some(("dispute-ask-again", "dispute-ask-again-hint"));
    }
    dispute.may(Event::Plan).then_some(("dispute-ask-by", "dispute-ask-by-hint"))
}

impl DisputePage {
    fn new(shell: Shell, view: &DisputeView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let dispute = &view.dispute;
        let can = |event: &&Event| {
            // What was said of urgency can be corrected by saying the other.
            event.is_of_desk() && dispute.may(**event) && event.urgency() != Some(dispute.urgency)
        };
        let events: Vec<Opt> = Event::ALL
            .iter()
            .filter(can)
            .map(|one| Opt::new(one.code(), words::event(t, Reader::School, dispute.subject, *one)))
            .collect();
        let outcomes =
            Outcome::ALL.iter().map(|one| Opt::new(one.code(), words::outcome(t, Reader::School, *one))).collect();
        let here = format!("{PATH}/{}", dispute.id);
        let papers = [("nl", "dispute-paper-nl"), ("en", "dispute-paper-en")];
        let papers = papers.map(|(lang, said)| (format!("{here}/ontvangst?in={lang}"), t.get(said)));
        let shell = shell.crumb(t.get("disputes-title"), PATH).keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("dispute-title").arg("name", name(t, &view.person)).to_string(),
            card: words::card(t, dispute, (Reader::School, &view.names), &view.calendar, today),
            number: view.person.student_number.as_ref().map(|number| number.reveal().clone()),
            things: view.shown.iter().map(|one| words::shown(t, one)).collect(),
            papers: papers.to_vec(),
            what: (!events.is_empty())
                .then(|| Choice::new(WHAT, t.get("dispute-ask-what"), events).filled(t, input, errors)),
            outcome: (dispute.status == Status::Open).then(|| {
                Choice::new(OUTCOME, t.get("dispute-ask-outcome"), outcomes)
                    .hint(t.get("dispute-ask-outcome-hint"))
                    .optional()
                    .filled(t, input, errors)
            }),
            said: Field::text(SAID, t.get("dispute-ask-said"))
                .hint(t.get("dispute-ask-said-hint"))
                .rows(4)
                .filled(t, input, errors),
            again: by_when(dispute).map(|(label, hint)| {
                Field::text(AGAIN, t.get(label)).hint(t.get(hint)).optional().filled(t, input, errors)
            }),
            to_plan: dispute.to_plan(),
            stand: dispute.seen_so_far().code(),
            parents: dispute.parents_owed().map(|step| {
                let form = TellForm::named(t, OF_PARENTS, false, today, input, errors);
                (form, step.age == Some(Age::Unknown))
            }),
            unattached: dispute.back() == Some(Back::Owed),
            tell: dispute.untold().next().map(|_| TellForm::new(t, view.by_mail, today, input, errors)),
            kept: None,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for DisputePage {
    const NAME: &'static str = "dispute/one";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |state: Stand, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::DisputeDesk, "/geschillen/018f");
            Some(Self::new(shell, &words::view(state)?, &Input::default(), errors, today))
        };
        let mut errors = Errors::one(WHAT, "error-dispute-what");
        errors.add(OUTCOME, "error-dispute-outcome");
        errors.add(SAID, "error-dispute-said");
        let none = Errors::none();
        let all = [
            ("brought", page(Stand::Brought, &none)),
            ("errors", page(Stand::Urgent, &errors)),
            ("urgent", page(Stand::Urgent, &none)),
            ("late", page(Stand::Late, &none)),
            ("decision", page(Stand::Decision, &none)),
            ("course", page(Stand::Course, &none)),
            ("untold", page(Stand::Untold, &none)),
            ("untold-errors", page(Stand::Untold, &Errors::one(ON, "error-told-on"))),
            ("appeal", page(Stand::Appeal, &none)),
            ("annulled", page(Stand::Annulled, &none)),
            ("annulled-errors", page(Stand::Annulled, &Errors::one(OF_PARENTS.1, "error-told-on"))),
            ("parents-unknown", page(Stand::AgeUnknown, &none)),
            ("extended", page(Stand::Extended, &none)),
            ("parent", page(Stand::OfParent, &none)),
            ("settled", page(Stand::Settled, &none)),
            ("settled-errors", page(Stand::Settled, &Errors::one(AGAIN, "error-dispute-by"))),
            ("planned", page(Stand::Planned, &none)),
            ("done", page(Stand::Done, &none)),
            ("decided", page(Stand::Decided, &none)),
            ("referred", page(Stand::Referred, &none)),
            ("withdrawn", page(Stand::Withdrawn, &none)),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
