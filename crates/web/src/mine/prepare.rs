//! `/mijn/voorbereiden/{version}`: before school and student look back, whoever answers says how it goes, measure by
//! measure, and what should change. Who holds the talk reads it beside the questions.

use crate::{
    say::{
        agreement::{self, LineView},
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::call_name,
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
use register::VersionId;
use register::agreement::{Kept, Line, MAX_LINES, MAX_WORDS, Preparation, PrepareRefusal, Prepared, PreparedField};
use store::{SaveError, agreement::view::VersionView};
use time::Date;

/// The path.
pub(super) const PATH: &str = "/mijn/voorbereiden/{version}";
const WORDS: &str = "woorden";
const WISH: &str = "anders";

/// The field of a measure.
fn went_name(at: usize) -> String {
    format!("gebeurt-{}", at.saturating_add(1))
}

/// Where a version is prepared.
pub(super) fn address(version: VersionId) -> String {
    PATH.replace("{version}", &version.to_string())
}

async fn read(app: &App, actor: &access::Actor, version: VersionId) -> Result<VersionView, Problem> {
    Ok(app.store.agreement_version(actor, Action::PrepareEvaluation, version, app.clock.now()).await?)
}

/// The form.
pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let view = read(&app, &actor, id(&version)?).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    // What they said stands in the form: a next one takes its place as a whole.
    let said = view.prepared.first().map(typed).unwrap_or_default();
    Ok(show(&PreparePage::new(shell, &view, &draft.unwrap_or(said), &Errors::none(), app.clock.now().day)))
}

/// Takes it.
pub(super) async fn prepare(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let version: VersionId = id(&version)?;
    let now = app.clock.now();
    let prepared = Prepared {
        went: (0..MAX_LINES).map(|at| Kept::from_code(input.text(&went_name(at)))).collect(),
        words: input.raw(WORDS).to_owned(),
        wish: input.raw(WISH).to_owned(),
    };
    let refusal = match app.store.evaluation_prepare(&actor, version, &prepared, now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(PrepareRefusal::Same)) => return Ok(done(&app, "/mijn", "notice-prepared")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = read(&app, &actor, version).await?;
    let errors = match refusal {
        PrepareRefusal::NoSuchVersion => return Err(Problem::NotFound),
        PrepareRefusal::NotInForce | PrepareRefusal::Same => {
            let words = shell.t.get("prepare-not-in-force");
            let shell = shell.message(MessageKind::Error, words);
            let page = PreparePage::new(shell, &view, &input, &Errors::none(), now.day);
            return Ok(show_as(StatusCode::CONFLICT, &page));
        }
        PrepareRefusal::Empty => Errors::one(WORDS, "error-prepare-empty"),
        PrepareRefusal::Fields(wrong) => wrong_fields(wrong),
    };
    Ok(show_refused(&PreparePage::new(shell, &view, &input, &errors, now.day)))
}

fn wrong_fields(wrong: Vec<(PreparedField, register::field::Problem)>) -> Errors {
    let mut errors = Errors::none();
    for (field, problem) in wrong {
        let name = match field {
            PreparedField::Words => WORDS,
            PreparedField::Wish => WISH,
        };
        errors.extend(Errors::text(name, problem, "error-text-not-text", MAX_WORDS));
    }
    errors
}

/// What was said before, as it would be typed.
fn typed(said: &Preparation) -> Input {
    let names: Vec<String> = (0..said.went.len()).map(went_name).collect();
    let went = names.iter().zip(&said.went).filter_map(|(name, went)| Some((name.as_str(), went.as_ref()?.code())));
    let text = |text: &Option<register::Personal<String>>| text.as_ref().map(|text| text.reveal().clone());
    let (words, wish) = (text(&said.words).unwrap_or_default(), text(&said.wish).unwrap_or_default());
    let fields: Vec<(&str, &str)> = went.chain([(WORDS, words.as_str()), (WISH, wish.as_str())]).collect();
    Input::of(&fields)
}

/// A measure, and whether it happens.
struct Asked {
    line: LineView,
    went: Choice,
}

/// The page.
#[derive(Template)]
#[template(path = "mine/prepare.html")]
pub struct PreparePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    lead: String,
    here: String,
    /// When they prepared it before.
    before: Option<String>,
    /// It is not in force: there is nothing to prepare.
    over: bool,
    measures: Vec<Asked>,
    words: Field,
    wish: Field,
}

impl PreparePage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let (called, guardian) = (call_name(t, &view.person), view.as_guardian.is_some());
        let say = |student: &'static str, parent: &'static str| {
            t.say(if guardian { parent } else { student }).arg("name", &called).to_string()
        };
        let option = |went: &Kept| Opt::new(went.code(), t.get(&format!("went-{}", went.code())));
        let asked = |(at, line): (usize, &Line)| {
            let line = agreement::line(t, line);
            let went = Choice::new(went_name(at), t.get("prepare-went"), Kept::ALL.iter().map(option).collect());
            let went = went.quoting(&line.text).optional();
            Asked { went: went.filled(t, input, errors), line }
        };
        let over = !view.version.in_force(today);
        let shell = shell.crumb(t.get("nav-mine"), "/mijn");
        let shell = if over { shell } else { shell.keeping() };
        let shell = if errors.is_empty() { shell } else { shell.failed() };
        Self {
            t,
            summary: errors.summary(t),
            title: say("prepare-title", "prepare-title-guardian"),
            lead: say("prepare-lead", "prepare-lead-guardian"),
            here: address(view.version.id),
            before: view.prepared.first().map(|one| t.say("prepare-before").arg("on", one.at.day).to_string()),
            over,
            measures: view.version.lines.iter().enumerate().map(asked).collect(),
            words: Field::text(WORDS, t.get("prepare-words"))
                .hint(t.get("prepare-words-hint"))
                .rows(3)
                .optional()
                .filled(t, input, errors),
            wish: Field::text(WISH, t.get("prepare-wish")).rows(3).optional().filled(t, input, errors),
            shell: if guardian { shell.for_child(&called) } else { shell },
        }
    }
}

impl Page for PreparePage {
    const NAME: &'static str = "mine/prepare";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let today = people::now().day;
        let page = |role, view: &VersionView, input: &Input, errors: &Errors| {
            Self::new(Shell::sample_as(t, role, "/mijn/voorbereiden/018e"), view, input, errors, today)
        };
        let agreed = people::version(&[Step::Offer, Step::Yes], false, 1);
        let said = people::prepared(&agreed.version);
        let again = VersionView { prepared: vec![said.clone()], ..agreed.clone() };
        let child = people::version(&[Step::Offer, Step::Yes, Step::GuardianYes], true, 1);
        let child = VersionView { as_guardian: Some(people::guardian()), ..child };
        let long = register::field::Problem::TooLong { max: MAX_WORDS, got: 2340 };
        let errors = wrong_fields(vec![(PreparedField::Words, long), (PreparedField::Wish, long)]);
        vec![
            ("usual", page(Role::Student, &agreed, &Input::default(), &Errors::none())),
            ("again", page(Role::Student, &again, &typed(&said), &Errors::none())),
            ("errors", page(Role::Student, &agreed, &typed(&said), &errors)),
            ("empty", page(Role::Student, &agreed, &Input::default(), &Errors::one(WORDS, "error-prepare-empty"))),
            ("guardian", page(Role::Guardian, &child, &Input::default(), &Errors::none())),
            (
                "over",
                page(Role::Student, &people::version(&[Step::Offer], false, 1), &Input::default(), &Errors::none()),
            ),
        ]
    }
}
