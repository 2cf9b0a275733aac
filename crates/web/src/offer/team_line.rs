//! `/team/aanbod/regel`: one line of a team in the version that is being made, by who looks after the team.

use super::line::{AWAY, LINE, LinePage, OfTeam, Stand, TEAM, VERSION, draft, place, said, stands};
use super::place::{TEAM_DESK, WAS};
use super::step;
use crate::{
    say::form::{Errors, Input},
    site::{
        app::App,
        page::{done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use register::{OfferId, TeamId};
use store::SaveError;
use store::offer::OfferRefusal;

/// A line of the school that the team says otherwise.
const ALIKE: &str = "zoals";

/// A version that is being made, and the measures that can be chosen, for who looks after a team.
async fn stand_of_team(app: &App, actor: &access::Actor) -> Result<Stand, Problem> {
    let today = app.clock.now().day;
    let desk = app.store.team_offer_desk(actor, today).await?;
    Ok(Stand { desk, measures: app.store.catalogue(actor.tenant(), today).await?.measures })
}

/// A line of a team, a new one, or one that is said otherwise than for the whole school.
pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let stand = stand_of_team(&app, &actor).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let typed = |name| draft.as_ref().map_or("", |draft| draft.text(name)).to_owned();
    let asked = |name: &'static str| visit.asked(name).map_or_else(|| typed(name), str::to_owned);
    let team = asked(TEAM);
    let (Some(kept), false) = (stand.desk.all.iter().find(|kept| kept.offer.open()), team.is_empty()) else {
        return Ok(Redirect::to(TEAM_DESK).into_response());
    };
    let team: TeamId = id(&team)?;
    let known = |text: String| if text.is_empty() { Ok(None) } else { place(&text).map(Some) };
    let (line, alike) = (known(asked(LINE))?, known(asked(ALIKE))?);
    let of = OfTeam { team, offer: kept.offer.id, line };
    let input = match (draft, line.or(alike)) {
        (Some(draft), _) => draft,
        (None, Some(from)) => stands(&stand.desk, of.offer, from).ok_or(Problem::NotFound)?,
        (None, None) => Input::default(),
    };
    let page = LinePage::of_team(shell, &stand, &of, &input, &Errors::none());
    Ok(show(&page.ok_or(Problem::NotFound)?))
}

pub(super) async fn save(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let (now, was) = (app.clock.now(), input.text(WAS).parse().unwrap_or(-1));
    let which = (input.text(TEAM).parse::<TeamId>(), input.text(VERSION).parse::<OfferId>());
    let (Ok(team), Ok(offer)) = which else { return Err(Problem::BadRequest) };
    let line = if input.text(LINE).is_empty() { None } else { Some(place(input.text(LINE))?) };
    let of = OfTeam { team, offer, line };
    let back = format!("{TEAM_DESK}?{TEAM}={team}");
    let mut errors = Errors::none();
    let saved = match line {
        Some(place) if input.has(AWAY) => {
            let dropped = app.store.team_line_drop(&actor, (offer, was), (team, place), now).await;
            dropped.map(|()| "notice-offer-line-away")
        }
        Some(_) | None => {
            let given = draft(&input, &mut errors);
            if !errors.is_empty() {
                let page = LinePage::of_team(shell, &stand_of_team(&app, &actor).await?, &of, &input, &errors);
                return Ok(show_refused(&page.ok_or(Problem::NotFound)?));
            }
            let saved = app.store.team_line_save(&actor, (offer, was), (team, line), &given, now).await;
            saved.map(|_| "notice-offer-line-saved")
        }
    };
    let refused = match saved {
        Ok(notice) => return Ok(done(&app, &back, notice)),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refused)) => refused,
    };
    let stand = stand_of_team(&app, &actor).await?;
    if let OfferRefusal::Line(wrong) = &refused {
        let page = LinePage::of_team(shell, &stand, &of, &input, &said(wrong));
        return Ok(show_refused(&page.ok_or(Problem::NotFound)?));
    }
    let words = step::above(shell.t, &refused);
    match LinePage::of_team(step::said(shell, words), &stand, &of, &input, &Errors::none()) {
        Some(page) => Ok(show_as(StatusCode::CONFLICT, &page)),
        // It is with the council by now, or gone: the page of the team says how it stands.
        None => Ok(done(&app, &back, "notice-offer-team-late")),
    }
}
