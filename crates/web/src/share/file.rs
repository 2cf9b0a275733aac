//! `/dossiers/{file}/delen`: with whom the agreement of a student is shared, sharing it with somebody, and stopping that.

use super::words::{With, all, sample};
use crate::{
    say::{
        form::{Check, Choice, Errors, Field, Input, Opt, Summary},
        person::{call_name, name},
        sharing::{AGREED, EMAIL, ENGLISH, NAME, ORGANISATION, PURPOSE, UNTIL, errors, read},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use register::{
    FileId, ShareId,
    share::{Field as Of, Purpose, Refusal},
};
use store::{SaveError, share::Shared};
use time::Date;

const PATH: &str = "/dossiers/{file}/delen";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::Share);
    routes.get(PATH, gate, look).post(PATH, gate, change).post("/dossiers/{file}/delen/stop", gate, stop)
}

fn address(file: FileId) -> String {
    format!("/dossiers/{file}/delen")
}

async fn look(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let shared = app.store.shares(&actor, Some(id(&file)?), now).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&SharesPage::new(shell, &shared, &draft.unwrap_or_default(), &Errors::none(), now.day)))
}

/// Stops sharing it with somebody.
async fn stop(
    State(app): State<App>,
    Acting(actor): Acting,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let share = id::<ShareId>(input.text("stop"))?;
    // One of another file is not there.
    let shared = app.store.shares(&actor, Some(file), now).await?;
    if !shared.with.iter().any(|one| one.share.id == share) {
        return Err(Problem::NotFound);
    }
    app.store.share_stop(&actor, Action::Share, share, now).await?;
    Ok(done(&app, &address(file), "notice-share-stopped"))
}

/// Shares it with somebody.
async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(file): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (file, now): (FileId, _) = (id(&file)?, app.clock.now());
    let (draft, wrong_date) = read(&input);
    let errors = match app.store.share(&actor, file, &draft, now).await {
        Ok(_) => return Ok(done(&app, &address(file), "notice-shared")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => errors(shell.t, refusal, wrong_date),
    };
    let shared = app.store.shares(&actor, Some(file), now).await?;
    Ok(show_refused(&SharesPage::new(shell, &shared, &input, &errors, now.day)))
}

/// The page.
#[derive(Template)]
#[template(path = "share/file.html")]
pub struct SharesPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    stop: String,
    title: String,
    with: Vec<With>,
    /// Why nothing can be shared now.
    cannot: Option<String>,
    name: Field,
    organisation: Field,
    email: Field,
    purpose: Choice,
    until: Field,
    agreed: Check,
    english: Check,
}

impl SharesPage {
    fn new(shell: Shell, shared: &Shared, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let whole = name(t, &shared.person);
        let called = call_name(t, &shared.person);
        let purposes = Purpose::ALL
            .iter()
            .filter(|one| one.reads_measures())
            .map(|one| Opt::new(one.code(), super::words::purpose(t, *one)))
            .collect();
        let cannot = match (shared.holds, shared.mail) {
            (false, _) => Some(t.get("share-nothing-holds")),
            (true, false) => Some(t.get("share-no-mail")),
            (true, true) => None,
        };
        let shell = shell.crumb(t.get("files-title"), "/dossiers").crumb(&whole, format!("/dossiers/{}", shared.file));
        let shell = if cannot.is_none() { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            address: address(shared.file),
            stop: format!("{}/stop", address(shared.file)),
            title: t.say("share-title").arg("name", &whole).to_string(),
            with: all(t, shared, today),
            cannot,
            name: Field::text(NAME, t.get("share-name")).filled(t, input, errors),
            organisation: Field::text(ORGANISATION, t.get("share-organisation"))
                .hint(t.get("share-organisation-hint"))
                .filled(t, input, errors),
            email: Field::email(EMAIL, t.get("share-email")).hint(t.get("share-email-hint")).filled(t, input, errors),
            purpose: Choice::new(PURPOSE, t.get("share-purpose"), purposes).filled(t, input, errors),
            until: Field::text(UNTIL, t.get("share-until")).hint(t.get("share-until-hint")).filled(t, input, errors),
            agreed: Check::new(AGREED, t.say("share-agreed").arg("name", &called))
                .hint(t.get("share-agreed-hint"))
                .filled(t, input, errors),
            english: Check::new(ENGLISH, t.get("share-english")).filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for SharesPage {
    const NAME: &'static str = "share/file";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let today = crate::say::people::now().day;
        let shell = || Shell::sample_as(t, Role::Coach, "/dossiers/018f/delen");
        let page = |shared: &Shared, input: &Input, errors: &Errors| Self::new(shell(), shared, input, errors, today);
        let (none, empty) = (Errors::none(), Input::default());
        let every = Of::ALL.iter().map(|of| register::field::FieldProblem::new(*of, register::field::Problem::Missing));
        vec![
            ("none", page(&sample(false), &empty, &none)),
            ("some", page(&sample(true), &empty, &none)),
            ("nothing-holds", page(&Shared { holds: false, ..sample(false) }, &empty, &none)),
            ("no-mail", page(&Shared { mail: false, ..sample(true) }, &empty, &none)),
            ("errors", page(&sample(false), &empty, &errors(t, Refusal::Fields(every.collect()), false))),
            ("until", page(&sample(false), &empty, &errors(t, Refusal::Until(today), false))),
            (
                "twice",
                page(&sample(true), &Input::of(&[(EMAIL, "f@gemeente.example")]), &errors(t, Refusal::Twice, false)),
            ),
            (
                "own",
                page(
                    &sample(true),
                    &Input::of(&[(EMAIL, "f@gemeente.example")]),
                    &errors(t, Refusal::OwnAddress, false),
                ),
            ),
        ]
    }
}
