//! `/beheer/termijnen`: the terms that the law leaves to a school. What holds, since when and by whom; and a form that sets,
//! corrects, ends or takes back one. The rules are those of `meedoen setting`.

mod form;
mod list;
mod samples;
mod words;

pub use form::TermPage;
pub use list::TermsPage;

use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::Problem,
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::Action;
use axum::{extract::State, http::StatusCode, response::Response};
use form::Asked;
use register::policy::{Name, Refused};
use store::SaveError;
use words::PATH;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, page).post(PATH, gate, put)
}

/// All of them, or with `wat` (and `vanaf`) the form of one.
async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let settings = app.store.policy_settings(&actor).await?;
    let today = app.clock.now().day;
    // What was typed and not saved is kept by the path alone: it leads back to its own setting, and belongs to no other.
    let typed = visit.draft(&app).await?;
    let of = visit.asked("wat").or(typed.as_ref().map(|typed| typed.text(form::WHAT)));
    let Some(name) = of else { return Ok(show(&TermsPage::new(shell, &settings, today))) };
    let name = Name::from_code(name).ok_or(Problem::NotFound)?;
    let from = visit.asked("vanaf").map(form::parse_day).transpose().map_err(|_| Problem::NotFound)?;
    let asked = Asked { name, from, today };
    let typed = typed.filter(|typed| typed.text(form::WHAT) == name.code());
    let (shell, draft) = if typed.is_some() { visit.with_draft(&app, shell).await? } else { (shell, None) };
    Ok(show(&TermPage::new(shell, &settings, asked, draft.as_ref(), &Errors::none())))
}

async fn put(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    // Hidden in the form: nobody types it.
    let name = Name::from_code(input.text(form::WHAT)).ok_or(Problem::BadRequest)?;
    let refused = match form::parse(name, &input) {
        Err(errors) => errors,
        Ok(term) => match app.store.policy_put(&actor, term.put(), now).await {
            Ok(_) => {
                settle(&app, actor.tenant(), now.day);
                let notice = if term.takes_back() { "notice-policy-taken-back" } else { "notice-policy-set" };
                return Ok(done(&app, PATH, notice));
            }
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(Refused::SetMeanwhile)) => {
                let settings = app.store.policy_settings(&actor).await?;
                let asked = Asked { name, from: None, today: now.day };
                let words = shell.t.get("policy-meanwhile");
                let shell = shell.message(MessageKind::Error, words);
                let page = TermPage::new(shell, &settings, asked, Some(&input), &Errors::none());
                return Ok(show_as(StatusCode::CONFLICT, &page));
            }
            // Sent twice: it is gone.
            Err(SaveError::Refused(Refused::NothingThere)) => return Ok(done(&app, PATH, "notice-policy-taken-back")),
            Err(SaveError::Refused(refused)) => form::errors(shell.t, refused),
        },
    };
    let settings = app.store.policy_settings(&actor).await?;
    let asked = Asked { name, from: None, today: now.day };
    Ok(show_refused(&TermPage::new(shell, &settings, asked, Some(&input), &refused)))
}

/// Writes the files of the school anew while the reader goes on. A program that is killed meanwhile finishes it when it starts.
fn settle(app: &App, tenant: register::TenantId, today: time::Date) {
    let store = app.store.clone();
    drop(tokio::spawn(async move {
        if let Err(error) = store.policy_settle(tenant, today).await {
            tracing::error!(%error, "the files of a school are still owed a setting");
        }
    }));
}
