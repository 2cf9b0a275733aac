//! `/mijn/naar-werk/{file}`: the student's own page. It stays after school, for as long as they have their account.

use super::{
    ask::{Outside, outside},
    form::{NoteForm, STAND, WHAT, read, wrong},
    page::{Now, now},
    words::{self, OWN},
};
use crate::{
    say::{
        form::{Errors, Input, Summary, kept},
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
use access::Action;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::FileId;
use register::seen::Seen;
use register::transition::{Kind, Refusal};
use store::{SaveError, transition::OwnRoute};
use time::Date;

/// The page.
pub(super) const PATH: &str = "/mijn/naar-werk/{file}";

pub(super) async fn own(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let found = app.store.own_transition(&actor, id(&file)?, now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&OwnRoutePage::new(shell, &found, now.day, (&draft.unwrap_or_default(), &Errors::none()))))
}

/// The student says what they want, how to reach them, or yes or no to the municipality.
pub(super) async fn say(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let here = format!("{OWN}/{file}");
    let kind = match Kind::from_code(input.text(WHAT)) {
        Some(kind @ (Kind::Wish | Kind::Reach | Kind::Consent | Kind::Allow)) => kind,
        Some(_) | None => {
            // No button of ours sends this; of a file out of reach it is not even there.
            app.store.file_is_there(&actor, Action::SayYourself, file, now).await?;
            return Err(Problem::BadRequest);
        }
    };
    let (given, mut errors) = read(kind, &input);
    let refusal = match app.store.transition_say(&actor, file, (&given, Seen::read(input.text(STAND))), now).await {
        // Sent twice: it stands there.
        Ok(()) | Err(SaveError::Refused(Refusal::Twice)) => return Ok(done(&app, &here, "notice-transition-own")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let found = app.store.own_transition(&actor, file, now).await?;
    let key = match refusal {
        Refusal::Parts(parts) => {
            wrong(&mut errors, &given, parts);
            return Ok(show_refused(&OwnRoutePage::new(shell, &found, now.day, (&input, &errors))));
        }
        Refusal::Ended(_) => "own-transition-refused-ended",
        Refusal::TooMany => "own-transition-refused-too-many",
        Refusal::Meanwhile => "own-transition-refused-meanwhile",
        // The school took the question back, or its day went by.
        Refusal::NotThere if kind == Kind::Allow => "own-transition-refused-not-there",
        Refusal::Already
        | Refusal::Twice
        | Refusal::NotThere
        | Refusal::NotTheirs
        | Refusal::NoDiploma
        | Refusal::NoYes
        | Refusal::Early(_) => return Err(Problem::BadRequest),
    };
    let words = shell.t.get(key);
    let shell = shell.message(MessageKind::Error, words);
    let mut page = OwnRoutePage::new(shell, &found, now.day, (&input, &errors));
    page.kept = kept(&[given.words.as_str()], page.forms.iter().all(|form| form.kind != kind.code()));
    Ok(show_as(StatusCode::CONFLICT, &page))
}

/// The page.
#[derive(Template)]
#[template(path = "transition/own.html")]
pub struct OwnRoutePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    phase: Option<String>,
    now: Option<Now>,
    here: String,
    forms: Vec<NoteForm>,
    /// Who outside the school was to have the document.
    outside: Vec<Outside>,
    /// What was typed into a form that is there no more.
    kept: Option<String>,
    log: Vec<words::Noted>,
}

impl OwnRoutePage {
    pub(super) fn new(shell: Shell, found: &OwnRoute, today: Date, (input, errors): (&Input, &Errors)) -> Self {
        let t = shell.t;
        let view = &found.view;
        let newest = view.routes.last();
        let leaving = newest.and_then(|route| view.of.iter().find(|one| one.enrolment == route.enrolment));
        let mut kinds = Vec::new();
        if found.student && newest.is_some_and(|route| route.ended().is_none()) {
            kinds.extend([Kind::Wish, Kind::Reach]);
            // The municipality is asked of who has a diploma.
            kinds.extend(leaving.and_then(|one| one.diploma_on()).map(|_| Kind::Consent));
        }
        let form = |kind| NoteForm::new(t, kind, None, (input, errors)).of_student();
        let shell = shell.crumb(t.get("nav-mine"), "/mijn");
        Self {
            summary: errors.summary(t),
            title: if found.student {
                t.get("own-transition-title")
            } else {
                t.say("own-transition-title-guardian").arg("name", call_name(t, &view.person)).to_string()
            },
            phase: leaving.map(|leaving| words::own_phase(t, leaving, today)),
            now: newest.map(|route| now(t, (view, route), today, None)),
            here: format!("{OWN}/{}", view.file),
            forms: kinds.into_iter().map(form).collect(),
            kept: None,
            outside: newest
                .map(|route| {
                    let says = found.student && route.ended().is_none();
                    let mut all = outside(t, view, route.number, says.then_some((input, errors)));
                    for one in &mut all {
                        one.form = one.form.take().map(NoteForm::of_student);
                    }
                    all
                })
                .unwrap_or_default(),
            log: newest.map(|route| words::noted(t, view, route)).unwrap_or_default(),
            shell: if errors.is_empty() { shell } else { shell.failed() },
            t,
        }
    }
}

impl Page for OwnRoutePage {
    const NAME: &'static str = "transition/own";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::transition::{asked, begun, busy, diploma, ended, today, view};
        use access::Role;
        use store::transition::RouteView;
        let page = |role, view: RouteView, input: &Input, errors: &Errors| {
            let found = OwnRoute { view, student: role == Role::Student };
            Self::new(Shell::sample_as(t, role, OWN), &found, today(), (input, errors))
        };
        let (empty, none) = (Input::default(), Errors::none());
        let wrong = Errors::one("reach-keuze", "error-transition-choice");
        vec![
            ("none", page(Role::Student, view(Vec::new(), None), &empty, &none)),
            ("begun", page(Role::Student, view(vec![begun()], None), &empty, &none)),
            ("busy", page(Role::Student, view(vec![busy()], diploma()), &empty, &none)),
            ("asked", page(Role::Student, view(vec![asked()], diploma()), &empty, &none)),
            ("ended", page(Role::Student, view(vec![ended()], None), &empty, &none)),
            ("errors", page(Role::Student, view(vec![begun()], None), &empty, &wrong)),
            ("guardian", page(Role::Guardian, view(vec![busy()], None), &empty, &none)),
        ]
    }
}
