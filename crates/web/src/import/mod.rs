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
        importer::{NotTaken, Stands, UploadId, What},
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
use words::{FILE, KIND, MORE, MOST, PATH, WHICH};

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::RunImport);
    routes.get(PATH, gate, page).upload(PATH, gate, bring).get(MORE, gate, look).post(MORE, gate, word)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let before = app.store.imports(&actor).await?;
    let waits = app.imports.find(&actor).is_some();
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    Ok(show(&BringPage::new(shell, &before, waits, &typed.unwrap_or_default(), &Errors::none())))
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
    if let (Some(what), Some(bytes)) = (what, bytes) {
        let id = UploadId::new(app.chance.draw());
        match app.imports.take((&app.store, &actor, app.clock.now()), (id, what), bytes).await {
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
    Ok(show(&LookPage::new(shell, &kept, &typed.unwrap_or_default(), &Errors::none())))
}

/// The word that it may be carried out, or may go.
async fn word(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let Some(kept) = app.imports.find(&actor) else { return Ok(done(&app, PATH, "notice-import-gone")) };
    match input.text("doe") {
        "weg" => {
            app.imports.forget(&actor);
            Ok(done(&app, PATH, "notice-import-away"))
        }
        "inlezen" => {
            // Another file was looked at in another tab: the word was about the one before.
            if input.text(WHICH).parse() != Ok(kept.id) {
                let words = shell.t.get("import-other-file");
                let page = LookPage::new(
                    shell.message(MessageKind::Warning, words),
                    &kept,
                    &Input::default(),
                    &Errors::none(),
                );
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            if let Stands::Waits { found, .. } = &kept.stands {
                let ends = found.plan.as_ref().map(|plan| plan.ends()).unwrap_or_default();
                let up_to = match words::most(input.text(MOST), ends) {
                    Ok(up_to) => up_to,
                    Err(wrong) => {
                        let errors = Errors::one(MOST, wrong);
                        return Ok(show_refused(&LookPage::new(shell, &kept, &input, &errors)));
                    }
                };
                app.imports.carry_out((&app.store, &actor, app.clock.now()), kept.id, up_to);
            }
            Ok(Redirect::to(MORE).into_response())
        }
        _ => Err(Problem::BadRequest),
    }
}
