//! `/beheer/inlezen`: bringing in a file, and what was brought in before. First what it would do is shown, then it may be
//! carried out: exactly that, or it is shown again. What a file means and does is the code of `meedoen import`.

mod bring;
mod look;
mod samples;
mod words;

pub use bring::BringPage;
pub use look::LookPage;

use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        guard::upload::Upload,
        importer::{Beside, NotTaken, Plan, Stands, UploadId, What, Word},
        page::{done, show, show_as, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Action;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use words::{BY_MAIL, FILE, KIND, MORE, MOST, PATH, SOURCE, WHICH};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::RunImport);
    routes.get(PATH, gate, page).upload(PATH, gate, bring).get(MORE, gate, look).post(MORE, gate, word)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let before = app.store.imports(&actor).await?;
    let waits = app.imports.find(&actor).is_some();
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    // Whoever comes from a list brings a file of that list.
    let kind = visit.asked(KIND).filter(|code| What::from_code(code).is_some());
    let begun = || kind.map_or_else(Input::default, |code| Input::of(&[(KIND, code)]));
    Ok(show(&BringPage::new(shell, &before, waits, &typed.unwrap_or_else(begun), &Errors::none())))
}

/// Reads a file, and leads to what it would do.
async fn bring(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    upload: Upload,
    input: Input,
) -> Result<Response, Problem> {
    let what = What::from_code(input.text(KIND));
    let mut errors = Errors::none();
    if what.is_none() {
        errors.add(KIND, "error-import-kind");
    }
    let bytes = match upload {
        Upload::File(bytes) => Some(bytes),
        Upload::None => {
            errors.add(FILE, "error-import-file");
            None
        }
        Upload::TooLarge => {
            errors.add(FILE, "error-import-large");
            None
        }
    };
    // A list of the outside world has a source: years later it is asked where a name came from.
    let source = match what {
        Some(What::Programmes | What::Municipalities | What::Companies) => register::text::name(input.raw(SOURCE))
            .unwrap_or_else(|_| {
                errors.add(SOURCE, "error-import-source");
                String::new()
            }),
        Some(What::Ro | What::Students | What::Staff | What::Calendar) | None => String::new(),
    };
    if let (Some(what), Some(bytes), true) = (what, bytes, errors.is_empty()) {
        let id = UploadId::new(app.chance.draw());
        let beside = Beside { source, columns: Vec::new() };
        match app.imports.take((&app.store, &actor, app.clock.now()), (id, what), (bytes, beside)).await {
            Ok(()) => return Ok(Redirect::to(MORE).into_response()),
            Err(NotTaken::Full) => errors.add(FILE, "error-import-full"),
            Err(NotTaken::Busy) => errors.add(FILE, "error-import-busy"),
            Err(NotTaken::Store(error)) => return Err(error.into()),
        }
    }
    let before = app.store.imports(&actor).await?;
    let waits = app.imports.find(&actor).is_some();
    Ok(show_refused(&BringPage::new(shell, &before, waits, &input, &errors)))
}

/// What the file would do, or what became of it.
async fn look(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let Some(kept) = app.imports.find(&actor) else { return Ok(done(&app, PATH, "notice-import-gone")) };
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    let mail = app.store.mail_is_on(app.clock.now()).await?;
    Ok(show(&LookPage::new(shell, &kept, mail, &typed.unwrap_or_default(), &Errors::none())))
}

/// The word that it may be carried out, or may go.
async fn word(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let Some(kept) = app.imports.find(&actor) else { return Ok(done(&app, PATH, "notice-import-gone")) };
    let mail = app.store.mail_is_on(app.clock.now()).await?;
    match input.text("doe") {
        "kolommen" if input.text(WHICH).parse() == Ok(kept.id) => {
            let columns = look::columns(&input);
            match app.imports.look_again((&app.store, &actor, app.clock.now()), kept.id, columns).await {
                Ok(()) | Err(NotTaken::Full | NotTaken::Busy) => Ok(Redirect::to(MORE).into_response()),
                Err(NotTaken::Store(error)) => Err(error.into()),
            }
        }
        "weg" => {
            app.imports.forget(&actor);
            Ok(done(&app, PATH, "notice-import-away"))
        }
        "inlezen" | "kolommen" => {
            // Another file was looked at in another tab: the word was about the one before.
            if input.text(WHICH).parse() != Ok(kept.id) {
                let words = shell.t.get("import-other-file");
                let page = LookPage::new(
                    shell.message(MessageKind::Warning, words),
                    &kept,
                    mail,
                    &Input::default(),
                    &Errors::none(),
                );
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            if let Stands::Waits { found, .. } = &kept.stands {
                let needed = found.plan.as_ref().and_then(Plan::needed);
                let up_to = match words::most(input.text(MOST), needed) {
                    Ok(up_to) => up_to,
                    Err(wrong) => {
                        let errors = Errors::one(MOST, wrong);
                        return Ok(show_refused(&LookPage::new(shell, &kept, mail, &input, &errors)));
                    }
                };
                let by_mail = mail && input.has(BY_MAIL);
                app.imports.carry_out((&app.store, &actor, app.clock.now()), kept.id, Word { up_to, by_mail });
            }
            Ok(Redirect::to(MORE).into_response())
        }
        _ => Err(Problem::BadRequest),
    }
}
