//! `/mijn/stage`: one's own placements, or one's child's, as the school arranges them.

use super::{
    look::{Back, back},
    report::{COLLEGE, POLICE, Told, WORDS, words_field},
    sample,
    words::{self, Shown, Telling},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
        person::call_name,
        telling::STAND,
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::Problem,
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::{
    meeting::Consenter,
    seen::Seen,
    workplace::{
        report::{DecideRefusal, Event, MakeRefusal, Report, Side},
        told::YesRefusal,
    },
};
use store::{
    SaveError,
    workplace::{AgreeRefusal, WorkplacesView},
};
use time::Date;

const PATH: &str = "/mijn/stage";
const STAGE: &str = "stage";
/// Of which report something is decided.
const DECIDES: &str = "besluit";
/// Which report is taken back.
const BACK: &str = "terug";

pub(super) async fn own(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let view = app.store.workplaces(&actor, None, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let guardian = actor.role() == Some(Role::Guardian);
    let typed = (&draft.unwrap_or_default(), &Errors::none());
    Ok(show(&OwnWorkplacesPage::new(shell, guardian, &view, now.day, typed)))
}

/// Says yes or no to what a workplace is told, or takes the yes back.
pub(super) async fn answer(State(app): State<App>, Acting(actor): Acting, input: Input) -> Result<Response, Problem> {
    let number = input.text("nummer").parse::<u32>().map_err(|_| Problem::NotFound)?;
    let now = app.clock.now();
    let notice = match input.text("doe") {
        "stop" => {
            app.store.workplace_stop(&actor, None, number, now).await?;
            "notice-telling-stopped"
        }
        "ja" => match app.store.workplace_agree(&actor, number, now).await {
            // Sent twice: it stands there.
            Ok(()) | Err(SaveError::Refused(AgreeRefusal::Yes(YesRefusal::Already))) => "notice-telling-agreed",
            Err(SaveError::Refused(AgreeRefusal::Yes(YesRefusal::Whose(_)))) => "notice-telling-whose",
            Err(SaveError::Refused(AgreeRefusal::Yes(YesRefusal::Stands(_)))) => "notice-telling-over",
            Err(SaveError::Refused(AgreeRefusal::Share)) => "notice-telling-cannot",
            Err(SaveError::Store(error)) => return Err(error.into()),
        },
        _ => return Err(Problem::BadRequest),
    };
    Ok(done(&app, PATH, notice))
}

/// Writes down what happened at a workplace, or what one decides about it.
pub(super) async fn report(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let number = |field| input.text(field).parse::<u32>().map_err(|_| Problem::NotFound);
    if input.has(DECIDES) {
        let which = number(DECIDES)?;
        let ticked = |field: &str| input.has(&format!("{field}-{which}"));
        let choice = ((ticked(COLLEGE), ticked(POLICE)), Seen::read(input.text(STAND)));
        return match app.store.workplace_decide(&actor, which, choice, now).await {
            Ok(()) | Err(SaveError::Refused(DecideRefusal::Same)) => Ok(done(&app, PATH, "notice-sbb-decided")),
            Err(SaveError::Store(error)) => Err(error.into()),
            // Another tab, or a parent, was first: what stands now is shown, and nothing is kept.
            Err(SaveError::Refused(DecideRefusal::Meanwhile)) => {
                let view = app.store.workplaces(&actor, None, now).await?;
                let said = shell.t.get("sbb-decided-meanwhile");
                let shell = shell.message(MessageKind::Error, said);
                let guardian = actor.role() == Some(Role::Guardian);
                let typed = (&Input::default(), &Errors::none());
                Ok(show_as(StatusCode::CONFLICT, &OwnWorkplacesPage::new(shell, guardian, &view, now.day, typed)))
            }
        };
    }
    if input.has(BACK) {
        let notice = match app.store.workplace_report_withdraw(&actor, number(BACK)?, now).await {
            Ok(()) => "notice-sbb-withdrawn",
            Err(SaveError::Store(error)) => return Err(error.into()),
            // SBB was told meanwhile.
            Err(SaveError::Refused(_)) => "notice-sbb-late",
        };
        return Ok(done(&app, PATH, notice));
    }
    match app.store.workplace_report(&actor, None, (number(STAGE)?, input.raw(WORDS)), now).await {
        Ok(()) => Ok(done(&app, PATH, "notice-sbb-own")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(refusal)) => {
            let view = app.store.workplaces(&actor, None, now).await?;
            let errors = super::report::wrong(refusal);
            let guardian = actor.role() == Some(Role::Guardian);
            Ok(show_refused(&OwnWorkplacesPage::new(shell, guardian, &view, now.day, (&input, &errors))))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/own.html")]
pub struct OwnWorkplacesPage {
    t: T,
    shell: Shell,
    title: String,
    all: Vec<Shown>,
    duo: Vec<String>,
    measures: Vec<String>,
    looks: Vec<Back>,
    told: Vec<Telling>,
    /// Whether the reader's yes counts.
    mine: bool,
    summary: Summary,
    /// Each, and whether the reader wrote it and can take it back.
    reports: Vec<(Told, bool)>,
    report: Option<(Choice, Field)>,
}

impl OwnWorkplacesPage {
    fn new(
        shell: Shell,
        guardian: bool,
        view: &WorkplacesView,
        today: Date,
        (input, errors): (&Input, &Errors),
    ) -> Self {
        let t = shell.t;
        let called = call_name(t, &view.person);
        let shell = if guardian { shell.for_child(&called) } else { shell };
        let me = shell.signed.as_ref().map(|signed| signed.member.account);
        let back_by = |one: &Report| one.may(Side::Student, Event::Withdraw) && me == Some(one.noted.1);
        // What was written down by mistake, or of somebody else, is in everything about them, and confuses here.
        let meant = |one: &&register::workplace::Workplace| {
            one.ended.is_none_or(|ended| ended.reason != register::workplace::Reason::Mistaken)
        };
        Self {
            t,
            title: match guardian {
                true => t.say("workplace-title").arg("name", &called).to_string(),
                false => t.get("workplace-own-title"),
            },
            all: view.all.iter().rev().filter(meant).map(|one| words::shown(t, view, one, today)).collect(),
            duo: view.duo.iter().filter(|one| !one.arranged).map(|one| words::duo(t, view, one).line).collect(),
            measures: view.measures.iter().map(|one| words::measure(t, one)).collect(),
            looks: view.looks.iter().rev().map(|one| back(t, view, one)).collect(),
            told: view.told.iter().rev().map(|one| words::telling(t, view, one)).collect(),
            mine: match view.needed {
                Some(Consenter::Student) => !guardian,
                Some(Consenter::Guardian) => guardian,
                None => false,
            },
            summary: errors.summary(t),
            reports: view
                .reports
                .iter()
                .rev()
                .map(|one| (super::report::told(t, view, one, None), back_by(one)))
                .collect(),
            report: (!view.all.is_empty()).then(|| {
                let places = view.all.iter().rev().map(|one| Opt::new(one.number.to_string(), &one.name)).collect();
                let first = view.all.last().map_or(String::new(), |one| one.number.to_string());
                let place = Choice::new(STAGE, t.get("sbb-where"), places).filled_or(t, input, errors, &first);
                (place, words_field(t, input, errors))
            }),
            shell: shell.crumb(t.get("nav-mine"), "/mijn"),
        }
    }
}

impl Page for OwnWorkplacesPage {
    const NAME: &'static str = "workplace/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let page = |role, view: WorkplacesView| {
            let typed = (&Input::default(), &Errors::none());
            Self::new(Shell::sample_as(t, role, "/mijn/stage"), role == Role::Guardian, &view, today, typed)
        };
        vec![
            ("none", page(Role::Student, sample::none())),
            ("some", page(Role::Student, sample::some())),
            ("own-report", {
                let mut view = sample::some();
                // As written by who reads: the reader of a sample.
                view.reports.iter_mut().for_each(|one| one.noted.1 = register::AccountId(uuid::Uuid::nil()));
                page(Role::Student, view)
            }),
            ("duo", {
                let mut view = sample::none();
                view.duo = sample::some().duo;
                page(Role::Student, view)
            }),
            ("guardian", page(Role::Guardian, sample::some())),
            ("errors", {
                let wrong = super::report::wrong(MakeRefusal::Words(register::field::Problem::Missing));
                let shell = Shell::sample_as(t, Role::Student, "/mijn/stage/melding");
                Self::new(shell, false, &sample::some(), today, (&Input::default(), &wrong))
            }),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Issue 15: a report of discrimination goes to SBB. Where school wrote no placement down there is no form, so the page names who hears
    /// of it instead and promises none.
    #[test]
    fn the_page_promises_a_form_only_where_there_is_one() {
        let form = "action=\"/mijn/stage/melding\" novalidate";
        for (state, page) in OwnWorkplacesPage::samples(T::default()) {
            let (html, here) = (page.render().unwrap(), !["none", "duo"].contains(&state));
            assert_eq!(html.contains(form), here, "{state}");
            assert_eq!(html.contains("Meld het hier."), here, "{state}");
            assert_eq!(html.contains("vertrouwenspersoon"), !here, "{state}");
        }
    }

    /// What the student decides is of what they were shown: each form takes along which choice stood.
    #[test]
    fn each_choice_takes_along_what_stood() {
        let samples = OwnWorkplacesPage::samples(T::default());
        let (_, page) = samples.iter().find(|(state, _)| *state == "some").unwrap();
        let html = page.render().unwrap();
        let of = |field: &str| html.matches(&format!("name=\"{field}\"")).count();
        assert!(of("stand") == 3 && of("besluit") == 3, "{html}");
    }
}
