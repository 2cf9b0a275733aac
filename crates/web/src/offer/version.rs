//! `/beleid/aanbod/{offer}`: one version: its lines, the advice of the student council, and from which day it holds.

use super::{
    place::{DESK, WAS},
    samples,
    step::{self, ASKED, DROPPED, FROM, INCLUDED, OUTCOME, REASON, SAID, WORDS},
    view::{self, LineView},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, day},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
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
use register::OfferId;
use register::offer::{Event, FEWEST, Many, Outcome, Status, What, how_many, needs_advice};
use store::SaveError;
use store::offer::{Kept, OfferDesk, OfferRefusal, Step};
use time::Date;

/// Which step is taken.
const DO: &str = "doe";

pub(super) async fn show_one(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(offer): Path<String>,
) -> Result<Response, Problem> {
    let (id, today) = (id(&offer)?, app.clock.now().day);
    let desk = app.store.offer_desk(&actor, today).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let left = left_out(&app, &actor, &desk, id, today).await?;
    let page = VersionPage::new(shell, &desk, id, &draft.unwrap_or_default(), &Errors::none(), today);
    Ok(show(&page.ok_or(Problem::NotFound)?.leaving(&left, &desk)))
}

/// What holds and a version that can still be changed leaves out, with to how many it is promised: who decides reads it before.
async fn left_out(
    app: &App,
    actor: &access::Actor,
    desk: &OfferDesk,
    id: OfferId,
    today: Date,
) -> Result<Vec<(u32, i64)>, Problem> {
    let Some(next) = desk.one(id).filter(|kept| kept.offer.open()) else { return Ok(Vec::new()) };
    let mut left = Vec::new();
    for one in desk.in_force().into_iter().flat_map(|kept| &kept.lines) {
        // What stopped was told when it stopped, and stands on the desk.
        if one.offered(today) && !next.lines.iter().any(|other| other.line.same(&one.line)) {
            let many = app.store.offer_promised(actor, one.line.measure, today).await?;
            left.extend((many > 0).then_some((one.place, many)));
        }
    }
    Ok(left)
}

/// The step that a form asks, with the fields in which its day and its words were typed.
fn read(input: &Input, errors: &mut Errors) -> Option<(Step, &'static str, &'static str)> {
    let words = |name| input.raw(name).to_owned();
    Some(match Event::from_code(input.text(DO))? {
        Event::Ask => (Step::Ask { on: day(input, ASKED, errors) }, ASKED, WORDS),
        Event::Advise => {
            let outcome = Outcome::from_code(input.text(OUTCOME));
            (Step::Advise { on: day(input, SAID, errors), outcome, words: words(WORDS) }, SAID, WORDS)
        }
        Event::Revise => (Step::Revise, ASKED, WORDS),
        Event::Decide => (Step::Decide { from: day(input, FROM, errors), reason: words(REASON) }, FROM, REASON),
        Event::Drop => (Step::Drop { reason: words(DROPPED) }, FROM, DROPPED),
        Event::Include => (Step::Include { on: day(input, INCLUDED, errors) }, INCLUDED, WORDS),
    })
}

const fn notice(step: &Step) -> &'static str {
    match step {
        Step::Ask { .. } => "notice-offer-asked",
        Step::Advise { .. } => "notice-offer-advised",
        Step::Revise => "notice-offer-revised",
        Step::Decide { .. } => "notice-offer-decided",
        Step::Drop { .. } => "notice-offer-dropped",
        Step::Include { .. } => "notice-offer-included",
    }
}

pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(offer): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (offer, now): (OfferId, _) = (id(&offer)?, app.clock.now());
    let (t, was) = (shell.t, input.text(WAS).parse().unwrap_or(-1));
    let mut errors = Errors::none();
    // What is not there is not there, whatever is asked of it.
    app.store.offer_desk(&actor, now.day).await?.one(offer).ok_or(Problem::NotFound)?;
    let (step, at, words) = read(&input, &mut errors).ok_or(Problem::BadRequest)?;
    // A day that is none is said beside its field, and nothing is done.
    let refused = if errors.is_empty() {
        match app.store.offer_step(&actor, (offer, was), &step, now).await {
            Ok(()) => return Ok(done(&app, &format!("{DESK}/{offer}"), notice(&step))),
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(refusal)) => Some(refusal),
        }
    } else {
        None
    };
    let desk = app.store.offer_desk(&actor, now.day).await?;
    let left = left_out(&app, &actor, &desk, offer, now.day).await?;
    let page = |shell, errors: &Errors| {
        let page = VersionPage::new(shell, &desk, offer, &input, errors, now.day).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(page.leaving(&left, &desk))
    };
    match refused {
        None => Ok(show_refused(&page(shell, &errors)?)),
        Some(OfferRefusal::Rules(rules)) => match step::wrong(t, &rules, at, words) {
            Ok(errors) => Ok(show_refused(&page(shell, &errors)?)),
            Err(said) => Ok(show_as(StatusCode::CONFLICT, &page(step::said(shell, said), &errors)?)),
        },
        Some(
            other @ (OfferRefusal::Changed | OfferRefusal::Line(_) | OfferRefusal::Mark(_) | OfferRefusal::Reason(_)),
        ) => {
            let said = step::above(t, &other);
            Ok(show_as(StatusCode::CONFLICT, &page(step::said(shell, said), &errors)?))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "offer/version.html")]
pub struct VersionPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    was: String,
    status: String,
    told: Option<(bool, String)>,
    /// What happened, in sentences.
    happened: Vec<String>,
    lines: Vec<LineView>,
    /// Lines can be changed.
    draft: bool,
    /// Lines can be marked.
    holds: bool,
    ask: Option<Field>,
    advise: Option<(Field, Choice, Field)>,
    revise: bool,
    decide: Option<(Field, Field)>,
    /// On which day it was put in the OER, of what was decided.
    include: Option<Field>,
    /// After which versions it changes nothing that needs advice.
    no_advice: Vec<String>,
    drop: Option<Field>,
    /// What holds and is left out while it is promised: to how many.
    left: Vec<String>,
}

/// What happened, in a sentence.
fn happened(t: T, what: &What, on: Date) -> String {
    match what {
        What::Ask { on } => t.say("offer-did-ask").arg("on", *on).to_string(),
        What::Advise { on, outcome, words } => {
            let said = t.say("offer-advice-said").arg("on", *on).arg("what", view::outcome(t, *outcome)).to_string();
            words.as_ref().map_or(said.clone(), |words| format!("{said} {words}"))
        }
        What::Revise => t.say("offer-did-revise").arg("on", on).to_string(),
        What::Decide { from, reason } => {
            let said = t.say("offer-since").arg("from", *from).arg("on", on).to_string();
            reason.as_ref().map_or(said.clone(), |why| format!("{said} {why}"))
        }
        What::Drop { reason } => t.say("offer-did-drop").arg("on", on).arg("why", reason).to_string(),
        What::Include { on } => t.say("offer-did-include").arg("on", *on).to_string(),
    }
}

impl VersionPage {
    fn new(shell: Shell, desk: &OfferDesk, id: OfferId, input: &Input, errors: &Errors, today: Date) -> Option<Self> {
        let (t, kept): (T, &Kept) = (shell.t, desk.one(id)?);
        let offer = &kept.offer;
        let shell = shell.crumb(t.get("offer-desk-title"), DESK);
        let status = offer.status();
        let holds = desk.now == Some(id);
        // Its first day says which version it follows, and that day is not chosen yet.
        let same: Vec<u32> = (desk.to_follow().into_iter())
            .filter(|before| status == Status::Draft && !needs_advice(Some(&before.offer), offer))
            .map(|before| before.offer.number)
            .collect();
        let may = |event| status.on(event).is_some();
        let field = |name, label: &str| Field::text(name, t.get(label)).filled(t, input, errors);
        let outcomes = Outcome::ALL.iter().map(|one| Opt::new(one.code(), view::outcome(t, *one))).collect();
        let decide = may(Event::Decide) && (status == Status::Advised || !same.is_empty());
        // One of these at most is the form of the page: where a draft can be decided, asking is not.
        let ask = may(Event::Ask);
        let must = offer.advice().is_some_and(|(_, outcome, _)| outcome.asks_reason());
        let include = may(Event::Include);
        let shell = if ask || decide || include || may(Event::Advise) { shell.keeping() } else { shell };
        Some(Self {
            summary: errors.summary(t),
            title: t.say("offer-version").arg("number", i64::from(offer.number)).to_string(),
            here: format!("{DESK}/{id}"),
            was: kept.changes.to_string(),
            status: if holds { t.get("offer-status-holds") } else { step::status(t, status) },
            told: view::told(t, desk.told(offer)),
            happened: offer.happened.iter().map(|one| happened(t, &one.what, one.on)).collect(),
            lines: kept.lines.iter().map(|one| view::line(t, one, &desk.teams)).collect(),
            draft: status == Status::Draft,
            holds,
            ask: ask.then(|| field(ASKED, "offer-ask-day")),
            advise: may(Event::Advise).then(|| {
                (
                    field(SAID, "offer-said-day"),
                    Choice::new(OUTCOME, t.get("offer-outcome"), outcomes).filled(t, input, errors),
                    field(WORDS, "offer-said-words").hint(t.get("offer-said-words-hint")).optional(),
                )
            }),
            revise: may(Event::Revise),
            decide: decide.then(|| {
                let from = Field::text(FROM, t.get("offer-from")).hint(t.get("offer-from-hint"));
                let reason = Field::text(REASON, t.get("offer-reason")).hint(t.get("offer-reason-hint"));
                let reason = if must { reason } else { reason.optional() };
                (from.filled(t, input, errors), reason.filled(t, input, errors))
            }),
            include: include.then(|| field(INCLUDED, "offer-include-day")),
            no_advice: (same.into_iter())
                .map(|number| t.say("offer-no-advice").arg("number", i64::from(number)).to_string())
                .collect(),
            drop: (may(Event::Drop) && offer.decided().is_none_or(|(from, _)| from > today))
                .then(|| field(DROPPED, "offer-drop-why")),
            left: Vec::new(),
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        })
    }

    /// Says what of the version that holds is left out while it is promised: places there, and to how many.
    fn leaving(mut self, left: &[(u32, i64)], desk: &OfferDesk) -> Self {
        let t = self.t;
        let lines = desk.in_force().map(|kept| kept.lines.as_slice()).unwrap_or_default();
        let said = |(place, many): &(u32, i64)| {
            let line = &lines.iter().find(|one| one.place == *place)?.line;
            let what =
                t.say("offer-what-at").arg("what", view::text(t, line)).arg("at", view::at(t, line, &desk.teams));
            let many = match how_many(*many) {
                Many::Nobody => return None,
                Many::Few => t.say("offer-promised-few").arg("least", FEWEST).to_string(),
                Many::Of(many) => t.say("offer-promised").arg("many", many).to_string(),
            };
            Some(format!("{what}. {many}"))
        };
        self.left = left.iter().filter_map(said).collect();
        self
    }
}

impl Page for VersionPage {
    const NAME: &'static str = "offer/version";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (desk, today) = (samples::desk(), samples::today());
        let of = |kept: Kept, errors: &Errors| {
            let id = kept.offer.id;
            let mut desk = desk.clone();
            desk.all.insert(0, kept);
            let shell = Shell::sample_as(t, Role::PolicyOfficer, "/beleid/aanbod/018e");
            Self::new(shell, &desk, id, &Input::default(), errors, today)
        };
        let page = |status, errors: &Errors| of(samples::kept(status), errors);
        let mut wrong = Errors::one(SAID, "error-offer-day-ahead");
        wrong.add(OUTCOME, "error-offer-outcome");
        let now = desk.now.and_then(|id| {
            let shell = Shell::sample_as(t, Role::PolicyOfficer, "/beleid/aanbod/018e");
            Self::new(shell, &desk, id, &Input::default(), &Errors::none(), today)
        });
        [
            ("draft", page(Status::Draft, &Errors::none())),
            (
                "draft-leaving",
                page(Status::Draft, &Errors::none()).map(|page| page.leaving(&[(12, 31), (13, 2)], &desk)),
            ),
            ("draft-without-advice", of(samples::copied(true), &Errors::none())),
            ("asked", page(Status::Asked, &Errors::none())),
            ("asked-errors", page(Status::Asked, &wrong)),
            ("advised", page(Status::Advised, &Errors::none())),
            ("announced", page(Status::Decided, &Errors::none())),
            ("dropped", page(Status::Dropped, &Errors::none())),
            ("holds", now),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(desk: &OfferDesk, kept: Kept) -> VersionPage {
        let (id, mut desk) = (kept.offer.id, desk.clone());
        desk.all.insert(0, kept);
        let shell = Shell::sample_as(T::default(), Role::PolicyOfficer, "/beleid/aanbod/018e");
        VersionPage::new(shell, &desk, id, &Input::default(), &Errors::none(), samples::today()).unwrap()
    }

    #[test]
    fn what_stopped_and_is_gone_needs_advice() {
        let said = |stopped| {
            let page = page(&samples::desk(), samples::copied(stopped));
            (page.ask.is_some(), page.decide.is_some(), page.no_advice.len())
        };
        assert_eq!(said(true), (true, true, 1), "another address only");
        assert_eq!(said(false), (true, false, 0), "a line that stopped is no copy");
    }

    #[test]
    fn a_draft_says_after_which_version_it_needs_no_advice() {
        let mut desk = samples::desk();
        let mut next = samples::kept(Status::Decided);
        next.offer.id = OfferId(uuid::Uuid::from_u128(1));
        next.offer.number = 8;
        desk.all.insert(0, next);
        let after_now = page(&desk, samples::copied(true));
        assert!(after_now.ask.is_some(), "it can be asked: the version that is announced is another");
        assert!(after_now.no_advice[0].contains('2') && after_now.no_advice.len() == 1, "{:?}", after_now.no_advice);
        let after_next = page(&desk, samples::kept(Status::Draft));
        assert!(after_next.ask.is_some() && after_next.decide.is_some());
        assert!(after_next.no_advice[0].contains('8') && after_next.no_advice.len() == 1, "{:?}", after_next.no_advice);
    }

    #[test]
    fn what_is_left_out_while_promised_is_said_with_a_number_and_no_few() {
        let desk = samples::desk();
        let page = page(&desk, samples::kept(Status::Draft)).leaving(&[(12, 31), (13, 2), (99, 8)], &desk);
        assert_eq!(page.left.len(), 2, "a line that is not there is none");
        assert!(page.left[0].contains("31") && !page.left[1].contains(" 2 "), "{:?}", page.left);
    }

    #[test]
    fn a_reason_is_asked_where_the_council_said_more_than_yes() {
        let page = page(&samples::desk(), samples::kept(Status::Advised));
        assert!(page.decide.is_some_and(|(_, reason)| !reason.optional), "its advice has conditions");
    }
}
