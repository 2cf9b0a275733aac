//! `/beleid/aanbod/{offer}/{line}/stand`: a line of what holds is full, open again, or stopped. Who stops it reads first to how many it is
//! promised: their agreements keep it.

use super::{
    line::place,
    place::{COUNCIL, DESK, WAS},
    samples, step,
    view::{self, LineView},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        law::cite,
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
use register::offer::{FEWEST, Many, Mark, how_many};
use store::SaveError;
use store::offer::{OfferDesk, OfferRefusal};

pub(super) const STATE: &str = "stand";
const WHY: &str = "waarom";

/// A line of the version in force.
struct Stand {
    desk: OfferDesk,
    offer: OfferId,
    place: u32,
    promised: i64,
}

async fn stand(app: &App, actor: &access::Actor, offer: &str, line: &str) -> Result<Stand, Problem> {
    let (offer, place, today) = (id(offer)?, place(line)?, app.clock.now().day);
    let desk = app.store.offer_desk(actor, today).await?;
    let found = desk.in_force().filter(|kept| kept.offer.id == offer);
    let measure = found.and_then(|kept| kept.lines.iter().find(|one| one.place == place)).map(|one| one.line.measure);
    let promised = app.store.offer_promised(actor, measure.ok_or(Problem::NotFound)?, today).await?;
    Ok(Stand { desk, offer, place, promised })
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path((offer, line)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let stand = stand(&app, &actor, &offer, &line).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let page = MarkPage::new(shell, &stand, &draft.unwrap_or_default(), &Errors::none());
    Ok(show(&page.ok_or(Problem::NotFound)?))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path((offer, line)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let stand = stand(&app, &actor, &offer, &line).await?;
    let page = |shell, errors: &Errors| MarkPage::new(shell, &stand, &input, errors).ok_or(Problem::NotFound);
    let Some(mark) = Mark::from_code(input.text(STATE)) else {
        return Ok(show_refused(&page(shell, &Errors::one(STATE, "error-offer-state"))?));
    };
    let was = input.text(WAS).parse().unwrap_or(-1);
    let given = (mark, input.raw(WHY));
    match app.store.offer_mark(&actor, (stand.offer, was), stand.place, given, app.clock.now()).await {
        Ok(()) => Ok(done(&app, &format!("{DESK}/{}", stand.offer), "notice-offer-marked")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(OfferRefusal::Reason(problem))) => {
            Ok(show_refused(&page(shell, &step::text(WHY, problem))?))
        }
        Err(SaveError::Refused(
            other @ (OfferRefusal::Changed | OfferRefusal::Rules(_) | OfferRefusal::Mark(_) | OfferRefusal::Line(_)),
        )) => {
            let words = step::above(shell.t, &other);
            Ok(show_as(StatusCode::CONFLICT, &page(step::said(shell, words), &Errors::none())?))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "offer/mark.html")]
pub struct MarkPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    was: String,
    line: LineView,
    /// To how many it is promised.
    promised: Option<String>,
    /// That the council advises on what stops, with the article.
    council: String,
    /// What it can become; nothing: it stopped.
    state: Option<(Choice, Field)>,
}

impl MarkPage {
    fn new(shell: Shell, stand: &Stand, input: &Input, errors: &Errors) -> Option<Self> {
        let t = shell.t;
        let kept = stand.desk.one(stand.offer)?;
        let one = kept.lines.iter().find(|one| one.place == stand.place)?;
        let name = t.say("offer-version").arg("number", i64::from(kept.offer.number)).to_string();
        let back = format!("{DESK}/{}", stand.offer);
        let shell = shell.crumb(t.get("offer-desk-title"), DESK).crumb(name, back.clone());
        let words = |mark: &Mark| {
            t.get(match mark {
                Mark::Open => "offer-mark-open",
                Mark::Full => "offer-mark-full",
                Mark::Stopped => "offer-mark-stopped",
            })
        };
        let options: Vec<Opt> = (Mark::ALL.iter())
            .filter(|mark| one.mark().may_become(**mark))
            .map(|mark| Opt::new(mark.code(), words(mark)))
            .collect();
        // What stopped has no form.
        let shell = if options.is_empty() { shell } else { shell.keeping() };
        let promised = match how_many(stand.promised) {
            Many::Nobody => None,
            Many::Few => Some(t.say("offer-promised-few").arg("least", FEWEST).to_string()),
            Many::Of(many) => Some(t.say("offer-promised").arg("many", many).to_string()),
        };
        let why = Field::text(WHY, t.get("offer-mark-why")).hint(t.get("offer-mark-why-hint")).optional();
        Some(Self {
            summary: errors.summary(t),
            here: format!("{back}/{}/stand", stand.place),
            was: if input.has(WAS) { input.text(WAS).to_owned() } else { kept.changes.to_string() },
            line: view::line(t, one, &stand.desk.teams),
            promised,
            council: t.say("offer-mark-council").arg("council", cite(t, COUNCIL)).to_string(),
            state: (!options.is_empty()).then(|| {
                let state = Choice::new(STATE, t.get("offer-mark"), options).filled(t, input, errors);
                (state, why.filled(t, input, errors))
            }),
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        })
    }
}

impl Page for MarkPage {
    const NAME: &'static str = "offer/mark";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let desk = samples::desk();
        let page = |place, promised, errors: &Errors| {
            let stand = Stand { offer: desk.now?, desk: desk.clone(), place, promised };
            let shell = Shell::sample_as(t, Role::PolicyOfficer, "/beleid/aanbod/018e/1/stand");
            Self::new(shell, &stand, &Input::default(), errors)
        };
        let mut wrong = Errors::one(STATE, "error-offer-state");
        wrong.add(WHY, "error-offer-words");
        [
            ("open", page(1, 0, &Errors::none())),
            ("promised", page(1, 12, &Errors::none())),
            ("promised-to-few", page(1, 2, &Errors::none())),
            ("full", page(2, 0, &Errors::none())),
            ("stopped", page(3, 0, &Errors::none())),
            ("errors", page(1, 12, &wrong)),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}
