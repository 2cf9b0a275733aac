//! `/dossiers/{file}/afspraken/{version}/brief`: the proposal as a letter, to print or to read out, with room to answer.

use crate::{
    say::{
        agreement::{self, PlaceView, answerer},
        form::{Choice, Errors, Field, Input, Opt, Summary, parse_date},
        format,
        person::{call_name, name},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
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
use register::{
    GuardianId,
    agreement::{Answerer, OnPaperRefusal, Status, WhoMustAnswer},
};
use store::{SaveError, agreement::view::VersionView};
use time::Date;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::ViewAgreement), letter).post(PATH, Gate::Needs(Action::ProposeAgreement), sent)
}

const PATH: &str = "/dossiers/{file}/afspraken/{version}/brief";
const WHOM: &str = "wie";
const ON: &str = "dag";
const STUDENT: &str = "student";

async fn letter(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let view = super::place::read(&app, &actor, version, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&LetterPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

/// Writes down that the letter went out: whom no mail told has been told.
async fn sent(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let version = super::place::at(&app, &actor, &path).await?;
    let now = app.clock.now();
    let guardian = match input.text(WHOM) {
        "" | STUDENT => None,
        other => Some(id::<GuardianId>(other)?),
    };
    let on = parse_date(input.text(ON));
    let wrong = match on {
        Ok(on) => match app.store.agreement_on_paper(&actor, version, (guardian, Some(on)), now).await {
            Ok(view) => {
                return Ok(done(&app, &super::place::address(view.file, version), "notice-letter-sent"));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(OnPaperRefusal::NotAsked)) => return Err(Problem::NotFound),
            Err(SaveError::Refused(OnPaperRefusal::NotOffered)) => {
                let view = super::place::read(&app, &actor, version, now).await?;
                let words = shell.t.get("letter-not-offered");
                let shell = shell.message(MessageKind::Error, words);
                let page = LetterPage::new(shell, &view, &input, &Errors::none(), now.day);
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            Err(SaveError::Refused(OnPaperRefusal::OtherDay | OnPaperRefusal::Day(_))) => "error-letter-day",
        },
        Err(wrong) => wrong.key(),
    };
    let view = super::place::read(&app, &actor, version, now).await?;
    Ok(show_refused(&LetterPage::new(shell, &view, &input, &Errors::one(ON, wrong), now.day)))
}

/// The letter.
#[derive(Template)]
#[template(path = "agreement/letter.html")]
pub struct LetterPage {
    t: T,
    shell: Shell,
    title: String,
    /// School and day.
    from: String,
    opening: String,
    /// What it is, in one sentence.
    what: String,
    places: Vec<PlaceView>,
    /// It can be answered: then there is room to.
    asks: bool,
    /// Who signs: the student, and under 16 a parent.
    signs: Vec<String>,
    /// Whom to ask.
    closing: String,
    summary: Summary,
    here: String,
    /// To write down that it went out, for who may: to whom, and when.
    sent: Option<(Option<Choice>, Field)>,
}

impl LetterPage {
    /// The letter.
    pub fn new(shell: Shell, view: &VersionView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let (whole, called) = (name(t, &view.person), call_name(t, &view.person));
        let version = &view.version;
        let status = version.status_on(today);
        let by = agreement::staff(t, &view.names, version.proposed_by);
        let mut signs = vec![whole.clone()];
        if matches!(view.who, WhoMustAnswer::StudentAndGuardian { .. }) {
            signs.push(t.get("letter-parent"));
        }
        let what = if status == Status::Offered { "letter-what" } else { "letter-what-agreed" };
        Self {
            t,
            title: t
                .say(agreement::called(version, "version-title", "version-title-agreed"))
                .arg("number", version.number)
                .arg("name", &whole)
                .to_string(),
            from: t.say("letter-from").arg("school", &view.school).arg("on", version.proposed.day).to_string(),
            opening: t.say("letter-opening").arg("name", &called).to_string(),
            what: t.say(what).arg("by", &by).arg("status", agreement::status(t, status)).to_string(),
            places: agreement::by_place(t, &version.lines),
            asks: status == Status::Offered,
            signs,
            closing: t.say("letter-closing").arg("by", &by).to_string(),
            summary: errors.summary(t),
            here: format!("{}/brief", super::place::address(view.file, version.id)),
            sent: (status == Status::Offered && view.may_propose).then(|| {
                let day = Field::text(ON, t.get("letter-sent-on")).value(format::date_typed(today));
                (whom(t, view).map(|whom| whom.filled(t, input, errors)), day.filled(t, input, errors))
            }),
            shell: if errors.is_empty() {
                super::place::below(shell, view)
            } else {
                super::place::below(shell, view).failed()
            },
        }
    }
}

/// To whom it went, where more than one is asked.
fn whom(t: T, view: &VersionView) -> Option<Choice> {
    let WhoMustAnswer::StudentAndGuardian { with_authority } = &view.who else { return None };
    let guardians = with_authority
        .iter()
        .map(|guardian| Opt::new(guardian.to_string(), answerer(t, &view.person, Answerer::Guardian(*guardian))));
    let student = Opt::new(STUDENT, answerer(t, &view.person, Answerer::Student));
    let all = std::iter::once(student).chain(guardians).collect();
    Some(Choice::new(WHOM, t.get("letter-sent-to"), all).chosen(STUDENT))
}

impl Page for LetterPage {
    const NAME: &'static str = "agreement/letter";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people::{self, Step};
        let none = Errors::none();
        let wrong = Errors::one(ON, "error-letter-day");
        let page = |steps: &[Step], young, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Coach, "/dossiers/018f/afspraken/018e/brief");
            Self::new(shell, &people::version(steps, young, 1), &Input::default(), errors, people::now().day)
        };
        vec![
            ("offered", page(&[Step::Offer], false, &none)),
            ("young", page(&[Step::Offer], true, &none)),
            ("errors", page(&[Step::Offer], true, &wrong)),
            ("agreed", page(&[Step::Offer, Step::Yes], false, &none)),
        ]
    }
}
