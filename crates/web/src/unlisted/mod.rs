//! `/beheer/niet-op-de-lijst`: who has a role and is not on the school's own list of staff. Each waits until the role ends,
//! somebody says that it stays, or a later list names them.

mod list;

pub use list::UnlistedListPage;

use crate::{
    say::form::Input,
    site::{
        app::App,
        page::{done, show, show_as},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role};
use axum::{extract::State, http::StatusCode, response::Response};
use list::{KEEP, KEPT, PATH, RECONSIDER, href};
use register::MembershipId;
use store::SaveError;
use store::unlisted::UnlistedAsked;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, page).post(PATH, gate, decide)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let kept = match visit.asked("stand") {
        Some(code) if code != KEPT => return Err(Problem::NotFound),
        found => found.is_some(),
    };
    let role = visit.asked("rol").map(|code| Role::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let after = visit.asked("na").map(id).transpose()?;
    let asked = UnlistedAsked { kept, role, after };
    let found = app.store.unlisted(&actor, &asked, app.clock.now().day).await?;
    Ok(show(&UnlistedListPage::new(shell, &asked, &found)))
}

/// A role stays, or is to be decided after all.
async fn decide(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let (membership, now): (MembershipId, _) = (id(input.text("welke"))?, app.clock.now());
    let keep = match input.text("doe") {
        KEEP => true,
        RECONSIDER => false,
        _ => return Err(Problem::BadRequest),
    };
    // Hidden in the form: the list that is gone on with.
    let asked = UnlistedAsked { kept: !keep, role: Role::from_code(input.text("rol")), after: None };
    match app.store.unlisted_decide(&actor, membership, keep, now).await {
        Ok(()) => Ok(done(&app, &href(&asked), if keep { "notice-unlisted-kept" } else { "notice-unlisted-open" })),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(_)) => {
            let words = shell.t.get("unlisted-gone");
            let found = app.store.unlisted(&actor, &asked, now.day).await?;
            let shell = shell.message(MessageKind::Error, words);
            Ok(show_as(StatusCode::CONFLICT, &UnlistedListPage::new(shell, &asked, &found)))
        }
    }
}
