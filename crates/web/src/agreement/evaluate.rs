//! `/dossiers/{file}/afspraken/{version}/evaluatie`: school and student look back together, measure by measure, on one screen
//! on the table. And below it an evaluation that was written down wrongly, taken back.

use crate::{
    say::{
        agreement::{self, LineView},
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
use register::agreement::{Answerer, EvaluateRefusal, Kept, MAX_WORDS, Outcome, Part, Preparation, Talk};
use register::field;
use store::{SaveError, agreement::view::VersionView};
use time::Date;

const PATH: &str = "/dossiers/{file}/afspraken/{version}/evaluatie";
const DAY: &str = "dag";
const TOGETHER: &str = "samen";
const WORDS: &str = "woorden";
const OUTCOME: &str = "vervolg";

/// The field of a measure.
fn kept_name(at: usize) -> String {
    format!("gelukt-{}", at.saturating_add(1))
}

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::Evaluate);
    routes.get(PATH, gate, form).post(PATH, gate, evaluate)
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
    super::place::only(view.may_evaluate)?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&EvaluatePage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

async fn evaluate(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    // How many measures there are stands in the version; the rules ask for each.
    let (talk, mut errors) = parse(&input, now.day);
    let saved = app.store.agreement_evaluate(&actor, version, &talk, now).await;
    let refusal = match saved {
        Ok(after) if errors.is_empty() => return Ok(led(&app, &after, &talk)),
        Ok(_) => return Err(Problem::BadRequest),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    let t = shell.t;
    match refusal {
        EvaluateRefusal::NoSuchVersion => return Err(Problem::NotFound),
        // Sent twice: it stands there.
        EvaluateRefusal::AlreadyHeld => {
            return Ok(done(&app, &super::place::address(view.file, version), "notice-evaluation-already"));
        }
        EvaluateRefusal::NeverAgreed => {
            let shell = shell.message(MessageKind::Error, t.get("evaluate-never-agreed"));
            let page = EvaluatePage::new(shell, &view, &input, &Errors::none(), now.day);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
        EvaluateRefusal::Parts(parts) => {
            let of =
                |at: usize| view.version.lines.get(at).map(|line| agreement::line(t, line).text).unwrap_or_default();
            parts.into_iter().for_each(|(part, problem)| wrong(&mut errors, part, problem, of));
        }
        EvaluateRefusal::WithoutStudent => errors.add(TOGETHER, "error-evaluate-alone"),
        EvaluateRefusal::DayToCome => errors.add(DAY, "error-evaluate-day-to-come"),
        EvaluateRefusal::NotInForce { held } => {
            let until = held.until.unwrap_or(now.day);
            let words = vec![("from", t.date(held.from)), ("until", t.date(until))];
            errors.add_with(DAY, "error-evaluate-not-in-force", words);
        }
    }
    let measures: Vec<String> = (0..view.version.lines.len()).map(kept_name).collect();
    let fields: Vec<&str> = measures.iter().map(String::as_str).chain([WORDS, OUTCOME, TOGETHER, DAY]).collect();
    Ok(show_refused(&EvaluatePage::new(shell, &view, &input, &errors.in_order(&fields), now.day)))
}

/// Where one goes on: what changes is written in a next proposal, which begins with what holds and marks what is different.
fn led(app: &App, after: &VersionView, talk: &Talk) -> Response {
    let (version, file) = (after.version.id, after.file);
    match talk.outcome {
        Some(Outcome::Changes) if after.may_propose => {
            done(app, &format!("/dossiers/{file}/afspraken/nieuw?versie={version}"), "notice-evaluation-changes")
        }
        _ => done(app, &super::place::address(file, version), "notice-evaluation"),
    }
}

/// Reads the form; what was typed and is no day is said beside it.
fn parse(input: &Input, today: Date) -> (Talk, Errors) {
    let mut errors = Errors::none();
    let held_on = match parse_date(input.raw(DAY)) {
        Ok(day) if day > today => Err("error-evaluate-day-to-come"),
        Ok(day) => Ok(day),
        // Said by the rules.
        Err(DateError::Missing) => Err(""),
        Err(DateError::Unreadable) => Err("error-date-unreadable"),
        Err(DateError::NoSuchDay) => Err("error-date-no-such-day"),
    };
    if let Some(key) = held_on.err().filter(|key| !key.is_empty()) {
        errors.add(DAY, key);
    }
    let measures = (0..register::agreement::MAX_LINES).map(|at| Kept::from_code(input.text(&kept_name(at))));
    let talk = Talk {
        held_on: held_on.ok(),
        with_student: match input.text(TOGETHER) {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        },
        kept: measures.collect(),
        words: input.raw(WORDS).to_owned(),
        outcome: Outcome::from_code(input.text(OUTCOME)),
    };
    (talk, errors)
}

/// `measure` says which measure stands at a place: "choose how it went" alone would say the same of each.
fn wrong(errors: &mut Errors, part: Part, problem: field::Problem, measure: impl Fn(usize) -> String) {
    match part {
        // What was typed and is no day is said already.
        Part::Day if errors.is_empty() => errors.add(DAY, "error-evaluate-day-missing"),
        Part::Day => {}
        Part::WithStudent => errors.add(TOGETHER, "error-evaluate-together-missing"),
        Part::Kept(at) => {
            errors.add_with(kept_name(at), "error-evaluate-kept-missing", vec![("measure", measure(at))]);
        }
        Part::Outcome => errors.add(OUTCOME, "error-evaluate-outcome-missing"),
        Part::Words => errors.extend(Errors::text(WORDS, problem, "error-evaluate-day-missing", MAX_WORDS)),
    }
}

/// A measure, and whether it was kept.
struct Asked {
    line: LineView,
    kept: Choice,
    /// What was said of it beforehand, by whom.
    said: Vec<String>,
}

/// What somebody said beforehand, about all of it.
struct SaidView {
    by: String,
    words: Option<String>,
    wish: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "agreement/evaluate.html")]
pub struct EvaluatePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// There is nothing to look back at.
    never: bool,
    /// When this talk is planned.
    planned: Option<String>,
    /// What was said beforehand.
    said: Vec<SaidView>,
    measures: Vec<Asked>,
    together: Choice,
    day: Field,
    words: Field,
    outcome: Choice,
}

impl EvaluatePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let option = |kept: &Kept| Opt::new(kept.code(), t.get(&format!("kept-{}", kept.code())));
        let who = |by| agreement::answerer(t, &view.person, by);
        let asked = |(at, line): (usize, &register::agreement::Line)| {
            let line = agreement::line(t, line);
            let kept = Choice::new(kept_name(at), t.get("evaluate-kept"), Kept::ALL.iter().map(option).collect());
            let kept = kept.quoting(&line.text);
            let went = |one: &Preparation| Some((one.by, (*one.went.get(at)?)?));
            let say = |(by, went): (Answerer, Kept)| {
                let went = t.get(&format!("went-{}", went.code()));
                t.say("evaluate-said").arg("who", who(by)).arg("went", went).to_string()
            };
            let said = view.prepared.iter().filter_map(went).map(say).collect();
            Asked { kept: kept.filled(t, input, errors), line, said }
        };
        let never = view.version.held().is_none();
        let yes_no =
            vec![Opt::new("ja", t.get("evaluate-together-yes")), Opt::new("nee", t.get("evaluate-together-no"))];
        let outcome = |one: &Outcome| Opt::new(one.code(), t.get(&format!("outcome-{}", one.code())));
        let shell = super::place::below(shell, view);
        let shell = if never { shell } else { shell.keeping() };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("evaluate-title").arg("name", &called).to_string(),
            here: format!("{}/evaluatie", super::place::address(view.file, view.version.id)),
            never,
            planned: view.planned.as_ref().map(|plan| t.say("evaluate-planned").arg("on", plan.day).to_string()),
            said: view.prepared.iter().map(|one| said(t, one, &who(one.by))).collect(),
            measures: view.version.lines.iter().enumerate().map(asked).collect(),
            together: Choice::new(TOGETHER, t.say("evaluate-together").arg("name", &called), yes_no)
                .filled(t, input, errors),
            day: Field::text(DAY, t.get("evaluate-day")).value(format::date_typed(today)).filled(t, input, errors),
            words: Field::text(WORDS, t.say("evaluate-words").arg("name", &called))
                .hint(t.get("evaluate-words-hint"))
                .not_here(t.get("propose-details-not-here"))
                .rows(3)
                .optional()
                .filled(t, input, errors),
            outcome: Choice::new(OUTCOME, t.get("evaluate-outcome"), Outcome::ALL.iter().map(outcome).collect())
                .filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// What somebody prepared, in words.
fn said(t: T, one: &Preparation, who: &str) -> SaidView {
    let text = |text: &Option<register::Personal<String>>| text.as_ref().map(|text| t.stored(text.reveal()));
    SaidView {
        by: t.say("evaluate-prepared-by").arg("who", who).arg("on", one.at.day).to_string(),
        words: text(&one.words),
        wish: text(&one.wish),
    }
}

impl Page for EvaluatePage {
    const NAME: &'static str = "agreement/evaluate";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |steps: &[Step], input: &Input, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/evaluatie");
            Self::new(shell, &people::version(steps, false, 1), input, errors, today)
        };
        let typed = Input::of(&[(DAY, "31-4-2026"), ("gelukt-1", "little"), (TOGETHER, "nee")]);
        let (_, mut errors) = parse(&typed, today);
        errors.add(TOGETHER, "error-evaluate-alone");
        let agreed = people::version(&[Step::Offer, Step::Yes], false, 1);
        let of = |at: usize| agreed.version.lines.get(at).map(|line| agreement::line(t, line).text).unwrap_or_default();
        wrong(&mut errors, Part::Kept(1), field::Problem::Missing, of);
        wrong(&mut errors, Part::Outcome, field::Problem::Missing, of);
        vec![
            ("usual", page(&[Step::Offer, Step::Yes], &Input::default(), &Errors::none())),
            ("prepared", {
                let view = people::version(&[Step::Offer, Step::Yes], false, 1);
                let prepared = vec![people::prepared(&view.version)];
                let view = VersionView { prepared, planned: Some(people::planned()), ..view };
                let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/evaluatie");
                Self::new(shell, &view, &Input::default(), &Errors::none(), today)
            }),
            ("errors", page(&[Step::Offer, Step::Yes], &typed, &errors)),
            ("never-agreed", page(&[Step::Offer], &Input::default(), &Errors::none())),
        ]
    }
}
