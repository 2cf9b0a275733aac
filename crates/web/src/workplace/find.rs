//! `/dossiers/{file}/stage/bedrijven`: companies that are recognised for the programme, ranked by what one weighs. What is asked says
//! what somebody needs, so it travels in the body of a form; it is kept only as what was typed when a session ended.

use super::{
    sample,
    words::{self, address},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary, parse_date},
        words::T,
    },
    site::{
        app::App,
        page::{Page, show, show_refused},
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
    response::Response,
};
use register::{
    FileId,
    company::{
        Area,
        matching::{Criterion, Ranked, Weight, Weights, rank},
    },
    programme::Crebo,
};
use store::{
    company::{CompaniesFound, Sought},
    workplace::WorkplacesView,
};

const NEAR: &str = "gebied";
const PROGRAMME: &str = "opleiding";
const DAY: &str = "dag";
/// So many are shown; who weighs otherwise sees others.
const SHOWN: usize = 25;

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let view = app.store.workplaces(&actor, Some(id(&file)?), app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&FindPage::new(shell, &view, None, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn search(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let view = app.store.workplaces(&actor, Some(file), now).await?;
    let mut errors = Errors::none();
    let area = Area::parse(input.raw(NEAR));
    if area.is_none() {
        errors.add(NEAR, "error-workplace-area");
    }
    let programmes = programmes(&view);
    let crebo = match programmes.as_slice() {
        [only] => Some(*only),
        several => Crebo::parse(input.text(PROGRAMME)).filter(|one| several.contains(one)),
    };
    if crebo.is_none() {
        // Where there is nothing to choose there is no such field.
        let field = if programmes.len() > 1 { PROGRAMME } else { NEAR };
        errors.add(field, "error-workplace-programme");
    }
    let on = if input.text(DAY).is_empty() { Some(now.day) } else { parse_date(input.raw(DAY)).ok() };
    if on.is_none() {
        errors.add(DAY, "error-workplace-day");
    }
    let (Some(area), Some(crebo), Some(on)) = (area, crebo, on) else {
        let errors = errors.in_order(&[NEAR, PROGRAMME, DAY]);
        return Ok(show_refused(&FindPage::new(shell, &view, None, &input, &errors)));
    };
    let near = digits(&input);
    let sought = Sought { crebo, area, on, weights: weights(&view, &input), near: &near };
    let found = app.store.companies_near(&actor, file, sought, now).await?;
    Ok(show(&FindPage::new(shell, &view, Some(found), &input, &Errors::none())))
}

/// The programmes in which somebody is enrolled, each once.
fn programmes(view: &WorkplacesView) -> Vec<Crebo> {
    let mut all: Vec<Crebo> = view.enrolments.iter().filter_map(|(_, crebo)| *crebo).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The first digits of a postcode, as many as one typed and four at most.
fn digits(input: &Input) -> String {
    input.raw(NEAR).chars().filter(char::is_ascii_digit).take(4).collect()
}

fn weight_name(criterion: Criterion) -> String {
    format!("weegt-{}", criterion.code())
}

/// What was weighed; what was not sent is as one begins.
fn weights(view: &WorkplacesView, input: &Input) -> Weights {
    let begin = Weights::begin(&view.agreed);
    Weights::of(|criterion| {
        Weight::from_code(input.text(&weight_name(criterion))).unwrap_or_else(|| begin.weight(criterion))
    })
}

/// A company with its reasons.
struct Row {
    name: String,
    place: String,
    /// What is found, and what it adds or takes off.
    reasons: Vec<(String, String)>,
    points: String,
    href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/find.html")]
pub struct FindPage {
    t: T,
    shell: Shell,
    summary: Summary,
    here: String,
    lead: String,
    measures: Vec<String>,
    /// There is a programme to find companies for.
    searches: bool,
    near: Field,
    programme: Option<Choice>,
    day: Field,
    weigh: Vec<Choice>,
    found: Option<Vec<Row>>,
    total: usize,
    /// More are recognised there than are ranked.
    more: bool,
}

impl FindPage {
    fn new(shell: Shell, view: &WorkplacesView, found: Option<CompaniesFound>, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let weights = weights(view, input);
        let near = digits(input);
        let programmes = programmes(view);
        let option = |one: &Crebo| Opt::new(one.to_string(), words::programme(t, view, *one));
        let options = || programmes.iter().map(option).collect();
        let more = found.as_ref().is_some_and(|found| found.more);
        let ranked = found.map(|found| rank(found.companies, weights, &near));
        let total = ranked.as_ref().map_or(0, Vec::len);
        let row = |one: &Ranked| Row {
            name: one.company.name.clone(),
            place: words::place(&one.company),
            reasons: one
                .reasons
                .iter()
                .map(|reason| {
                    let points = t.say("workplace-points").arg("points", reason.points).to_string();
                    (words::found(t, reason.criterion, reason.found), points)
                })
                .collect(),
            points: t.say("workplace-points").arg("points", one.points).to_string(),
            href: format!("{}/nieuw?bedrijf={}", address(view.file), one.company.id),
        };
        let weighing = |criterion: &Criterion| {
            let options = Weight::ALL.iter().map(|one| {
                let label = t.get(match one {
                    Weight::None => "workplace-weight-none",
                    Weight::Some => "workplace-weight-some",
                    Weight::Much => "workplace-weight-much",
                });
                Opt::new(one.code(), label)
            });
            let label = t.get(&format!("workplace-criterion-{}", criterion.code()));
            Choice::new(weight_name(*criterion), label, options.collect()).chosen(weights.weight(*criterion).code())
        };
        let shell = words::below(shell, view);
        Self {
            t,
            summary: errors.summary(t),
            here: format!("{}/bedrijven", address(view.file)),
            lead: match programmes.as_slice() {
                [] => t.get("workplace-find-no-programme"),
                [only] => t.say("workplace-find-lead").arg("programme", words::programme(t, view, *only)).to_string(),
                _ => t.get("workplace-find-lead-several"),
            },
            measures: view.measures.iter().map(|one| words::measure(t, one)).collect(),
            searches: !programmes.is_empty(),
            near: Field::text(NEAR, t.get("workplace-area"))
                .hint(t.get("workplace-area-hint"))
                .filled(t, input, errors),
            programme: (programmes.len() > 1)
                .then(|| Choice::new(PROGRAMME, t.get("workplace-programme"), options()).filled(t, input, errors)),
            day: Field::text(DAY, t.get("workplace-day"))
                .optional()
                .hint(t.get("workplace-day-hint"))
                .filled(t, input, errors),
            weigh: Criterion::ALL.iter().map(weighing).collect(),
            found: ranked.map(|all| all.iter().take(SHOWN).map(row).collect()),
            total,
            more,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for FindPage {
    const NAME: &'static str = "workplace/find";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::company::Known;
        let page = |found, input: &[(&str, &str)], errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/bedrijven");
            Self::new(shell, &sample::some(), found, &Input::of(input), errors)
        };
        let companies = [
            sample::company(100_000_001, "Bakkerij en Lunchroom De Voorbeeldige Korenmolen", Known::Yes),
            sample::company(100_000_002, "Hotel Voorbeeld", Known::Unknown),
            sample::company(100_000_003, "Restaurant Nergens", Known::No),
        ];
        let found = CompaniesFound { companies: companies.into_iter().flatten().collect(), more: true };
        let nothing = CompaniesFound { companies: Vec::new(), more: false };
        let none = Errors::none();
        let mut wrong = Errors::one(NEAR, "error-workplace-area");
        wrong.add(DAY, "error-workplace-day");
        let mut several = sample::some();
        several.enrolments.extend(several.enrolments.clone().into_iter().map(|(of, _)| (of, Crebo::parse("25170"))));
        let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/stage/bedrijven");
        let chosen = Errors::one(PROGRAMME, "error-workplace-programme");
        let mut unknown = sample::none();
        unknown.enrolments.clear();
        vec![
            ("form", page(None, &[], &none)),
            ("found", page(Some(found), &[(NEAR, "6811"), ("weegt-places", "much")], &none)),
            ("nothing", page(Some(nothing), &[(NEAR, "10")], &none)),
            ("errors", page(None, &[(NEAR, "Arnhem"), (DAY, "ooit")], &wrong)),
            ("several", Self::new(shell.clone(), &several, None, &Input::default(), &chosen)),
            ("no-programme", Self::new(shell, &unknown, None, &Input::default(), &none)),
        ]
    }
}
