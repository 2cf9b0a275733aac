//! `/mijn/gebeurt/{version}`: after ten school days, of each measure with one tap whether it happens.

use crate::{
    say::{
        agreement::{self, LineView},
        form::Input,
        person::call_name,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
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
use register::agreement::{Kept, Line, MAX_LINES};
use register::happens::HappensRefusal;
use store::{SaveError, happens::HappensView};
use time::Date;

/// The path.
pub(super) const PATH: &str = "/mijn/gebeurt/{version}";

/// The button of a measure.
fn name(at: usize) -> String {
    format!("gebeurt-{}", at.saturating_add(1))
}

/// Where it is answered of a version.
fn address(version: VersionId) -> String {
    PATH.replace("{version}", &version.to_string())
}

pub(super) async fn page(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.happens_view(&actor, id(&version)?, now).await?;
    Ok(show(&HappensPage::new(shell, &view, now.day)))
}

pub(super) async fn answer(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(version): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (version, now): (VersionId, _) = (id(&version)?, app.clock.now());
    let tapped = (0..MAX_LINES).find_map(|at| Some((at, Kept::from_code(input.text(&name(at)))?)));
    let Some((at, kept)) = tapped else {
        // There is nothing to type: whoever taps sends one of these. Who may not see it is not told even that.
        let file = app.store.file_of_version(&actor, version).await?;
        app.store.file_is_there(&actor, Action::SayYourself, file, now).await?;
        return Err(Problem::BadRequest);
    };
    let t = shell.t;
    let level = t.get(&format!("happens-{}", kept.code()));
    let refusal = match app.store.happens_answer(&actor, version, (at, kept), &level, now).await {
        // Tapped twice: it stands there.
        Ok(()) | Err(SaveError::Refused(HappensRefusal::Same)) => {
            return Ok(done(&app, &address(version), "notice-happens"));
        }
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let view = app.store.happens_view(&actor, version, now).await?;
    let key = match refusal {
        HappensRefusal::NoSuchMeasure => return Err(Problem::NotFound),
        HappensRefusal::NotInForce | HappensRefusal::Same => "happens-over",
        HappensRefusal::NotYet { .. } => "happens-not-yet-said",
    };
    let shell = shell.message(MessageKind::Error, t.get(key));
    Ok(show_as(StatusCode::CONFLICT, &HappensPage::new(shell, &view, now.day)))
}

/// A measure, what was answered, and the buttons.
struct Asked {
    line: LineView,
    /// What was answered, and when.
    answered: Option<String>,
    name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "voice/happens.html")]
pub struct HappensPage {
    t: T,
    shell: Shell,
    title: String,
    lead: String,
    here: String,
    /// It can be answered today.
    open: bool,
    measures: Vec<Asked>,
    /// Code and words of each answer.
    answers: Vec<(&'static str, String)>,
}

impl HappensPage {
    /// The page.
    pub fn new(shell: Shell, view: &HappensView, today: Date) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let open = view.from.is_some_and(|from| from <= today);
        let lead = match view.from {
            None => t.get("happens-over"),
            Some(from) if from > today => t.say("happens-not-yet").arg("on", from).to_string(),
            Some(_) => t.get("happens-lead"),
        };
        let words = |kept: Kept| t.get(&format!("happens-{}", kept.code()));
        let asked = |(at, line): (usize, &Line)| {
            let answered = view.answers.get(at).copied().flatten();
            let say = |one: register::happens::Happening| {
                t.say("happens-answered").arg("kept", words(one.kept)).arg("on", one.at.day).to_string()
            };
            Asked { line: agreement::line(t, line), answered: answered.map(say), name: name(at) }
        };
        let shell = shell.crumb(t.get("nav-mine"), "/mijn");
        let title = if view.guardian { "happens-title-guardian" } else { "happens-title" };
        Self {
            t,
            title: t.say(title).arg("name", &called).to_string(),
            lead,
            here: address(view.version.id),
            open,
            measures: view.version.lines.iter().enumerate().map(asked).collect(),
            answers: Kept::ALL.iter().map(|kept| (kept.code(), words(*kept))).collect(),
            shell: if view.guardian { shell.for_child(&called) } else { shell },
        }
    }
}

impl Page for HappensPage {
    const NAME: &'static str = "voice/happens";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        use register::happens::Happening;
        let today = people::now().day;
        let version = people::version(&[Step::Offer, Step::Yes], false, 1).version;
        let said = |position: usize| {
            let by = register::AccountId(uuid::Uuid::from_u128(1));
            let happening = Happening { position, number: 1, kept: Kept::Barely, voice: None, at: people::now(), by };
            (position == 0).then_some(happening)
        };
        let view = HappensView {
            file: people::mine(&[], false, None).file,
            person: people::person(people::born(false)),
            from: Some(today),
            answers: (0..version.lines.len()).map(said).collect(),
            guardian: false,
            version,
        };
        let page = |role, view: &HappensView| Self::new(Shell::sample_as(t, role, "/mijn/gebeurt/018e"), view, today);
        let later = HappensView { from: today.next_day(), answers: Vec::new(), ..view.clone() };
        let over = HappensView { from: None, ..view.clone() };
        let parent = HappensView { guardian: true, ..view.clone() };
        vec![
            ("usual", page(Role::Student, &view)),
            ("not-yet", page(Role::Student, &later)),
            ("over", page(Role::Student, &over)),
            ("guardian", page(Role::Guardian, &parent)),
        ]
    }
}
