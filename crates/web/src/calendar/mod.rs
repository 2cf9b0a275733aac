//! `/beheer/kalender`: by which days a school counts. The days of the Netherlands, what its region is offered, and its own
//! holidays: taken over, typed, changed and ended, each with who and when. The rules are those of `meedoen calendar`.

mod form;
mod list;
mod offer;
mod samples;
mod words;

pub use form::HolidayPage;
pub use list::CalendarPage;
pub use offer::OfferPage;

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
use access::{Action, Actor};
use axum::{extract::State, http::StatusCode, response::Response};
use form::{Asked, REGION, WHAT};
use register::law::calendar::{Refused, Region, proposed_on};
use store::{SaveError, calendar::CalendarRow};
use words::PATH;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, page).post(PATH, gate, put)
}

/// All of it; with `regio` what that region is offered; with `vakantie` the form of one.
async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let rows = app.store.calendar_rows(&actor).await?;
    let today = app.clock.now().day;
    if let Some(code) = visit.asked(REGION) {
        let region = Region::from_code(code).ok_or(Problem::NotFound)?;
        return offer(&app, &actor, shell, region).await;
    }
    // What was typed and not saved is kept by the path alone: it leads back to its own form.
    let typed = visit.draft(&app).await?.filter(|typed| typed.has(WHAT));
    let of = visit.asked(WHAT).or(typed.as_ref().map(|typed| typed.text(WHAT)));
    let Some(asked) = of else { return Ok(show(&CalendarPage::new(shell, &rows, today))) };
    let asked = Asked::read(asked, &rows).ok_or(Problem::NotFound)?;
    let typed = typed.filter(|typed| typed.text(WHAT) == asked.code());
    let (shell, draft) = if typed.is_some() { visit.with_draft(&app, shell).await? } else { (shell, None) };
    Ok(show(&HolidayPage::new(shell, &asked, draft.as_ref(), &Errors::none())))
}

async fn offer(app: &App, actor: &Actor, shell: Shell, region: Region) -> Result<Response, Problem> {
    let offered = proposed_on(region, app.clock.now().day);
    let changes = app.store.calendar_changes(actor, &offered).await?;
    Ok(show(&OfferPage::new(shell, region, &changes)))
}

async fn put(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    if input.has(REGION) {
        // Hidden in the form: nobody types it.
        let region = Region::from_code(input.text(REGION)).ok_or(Problem::BadRequest)?;
        app.store.calendar_read(&actor, &proposed_on(region, now.day), now).await?;
        return Ok(done(&app, PATH, "notice-calendar-taken-over"));
    }
    let rows = app.store.calendar_rows(&actor).await?;
    // One that was ended meanwhile is not there to be shown; that is told.
    let asked = Asked::sent(input.text(WHAT), &rows).ok_or(Problem::BadRequest)?;
    let refused = match form::parse(&input) {
        Err(errors) => errors,
        Ok(entry) => {
            let entry = entry.map(|entry| asked.unless_typed(shell.t, entry));
            let notice = if entry.is_some() { "notice-calendar-saved" } else { "notice-calendar-ended" };
            match app.store.calendar_put(&actor, asked.number(), entry, now).await {
                Ok(_) => return Ok(done(&app, PATH, notice)),
                Err(SaveError::Store(error)) => return Err(error.into()),
                Err(SaveError::Refused(Refused::Gone)) => return Ok(gone(shell, &asked, &input)),
                Err(SaveError::Refused(refused)) => form::errors(shell.t, &refused),
            }
        }
    };
    Ok(show_refused(&HolidayPage::new(shell, &asked, Some(&input), &refused)))
}

/// Somebody else changed it meanwhile: what was typed stays, to be saved as a new one.
fn gone(shell: Shell, asked: &Asked<'_>, input: &Input) -> Response {
    let words = shell.t.get("calendar-meanwhile");
    let shell = shell.message(MessageKind::Error, words);
    show_as(StatusCode::CONFLICT, &HolidayPage::new(shell, &asked.as_new(), Some(input), &Errors::none()))
}

/// What holds of a calendar, by first day.
fn held(rows: &[CalendarRow]) -> impl Iterator<Item = &CalendarRow> {
    rows.iter().filter(|row| row.ended.is_none())
}
