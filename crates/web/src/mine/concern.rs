//! `/mijn/inzage/{file}/{look}`: saying that a look was not right. The privacy officer finds out and answers.

use crate::{
    say::{
        form::{Errors, Field, Input, Summary},
        looks::{Group, day_of, groups},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
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
    concern::{MAX_WORDS, RaiseRefusal},
};
use store::{SaveError, concern::RaiseView};

/// The path.
pub(super) const PATH: &str = "/mijn/inzage/{file}/{look}";
const WORDS: &str = "woorden";

fn place((file, look): &(String, String)) -> Result<(FileId, i64), Problem> {
    Ok((id(file)?, look.parse().map_err(|_| Problem::NotFound)?))
}

/// The form.
pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, look) = place(&path)?;
    let view = app.store.concern_form(&actor, file, look, day_of, app.clock.now()).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&ConcernPage::new(shell, &view, &draft.unwrap_or_default(), &Errors::none())))
}

/// Takes it.
pub(super) async fn raise(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(path): Path<(String, String)>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, look) = place(&path)?;
    let now = app.clock.now();
    match app.store.concern_raise(&actor, file, look, input.raw(WORDS), day_of, now).await {
        // Sent twice: it stands there.
        Ok(_) | Err(SaveError::Refused(RaiseRefusal::Already)) => {
            Ok(done(&app, super::looks::PATH, "notice-concern-raised"))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(RaiseRefusal::Own)) => Err(Problem::NotFound),
        Err(SaveError::Refused(RaiseRefusal::Words(wrong))) => {
            let view = app.store.concern_form(&actor, file, look, day_of, now).await?;
            let errors = Errors::text(WORDS, wrong, "error-text-not-text", MAX_WORDS);
            Ok(show_refused(&ConcernPage::new(shell, &view, &input, &errors)))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "mine/concern.html")]
pub struct ConcernPage {
    t: T,
    shell: Shell,
    summary: Summary,
    /// All that this person did that day: a concern is about the whole of it.
    look: Vec<Group>,
    /// It was said already: there is nothing to send.
    already: bool,
    words: Field,
}

impl ConcernPage {
    /// The page, with what was typed and what is wrong with it.
    pub fn new(shell: Shell, view: &RaiseView, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("nav-mine"), "/mijn").crumb(t.get("looks-title"), super::looks::PATH).keeping();
        let words = Field::text(WORDS, t.get("concern-words")).hint(t.get("concern-words-hint")).optional();
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            look: groups(t, &view.looks).others,
            already: view.raised.is_some(),
            words: words.filled(t, input, errors),
        }
    }
}

impl Page for ConcernPage {
    const NAME: &'static str = "mine/concern";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use access::{Action, Event};
        use register::{AccountId, Personal};
        use store::looks::Look;
        let shell = || Shell::sample_as(t, Role::Student, "/mijn/inzage/4/399");
        let look = |seq, action| Look {
            seq,
            at: crate::say::people::now().at,
            by: Some(AccountId(uuid::Uuid::from_u128(5))),
            name: Some(Personal::new("Noor van der Wetering-Bakker".to_owned())),
            role: Some(Role::CareCoordinator),
            action: Some(Event::Action(action)),
            own: false,
        };
        let view = RaiseView { looks: vec![look(399, Action::ViewFile), look(398, Action::ListFiles)], raised: None };
        let long = Input::of(&[(WORDS, &"Ik ken deze persoon niet. ".repeat(90))]);
        let errors = Errors::text(
            WORDS,
            register::field::Problem::TooLong { max: MAX_WORDS, got: 2340 },
            "error-text-not-text",
            MAX_WORDS,
        );
        vec![
            ("empty", Self::new(shell(), &view, &Input::default(), &Errors::none())),
            ("errors", Self::new(shell(), &view, &long, &errors)),
        ]
    }
}
