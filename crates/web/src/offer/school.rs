//! `/aanbod/{school}` and `/aanbod/{school}/{team}`: what a school, or a team of it, offers; whom to ask, and how one gets it.

use super::{
    data, document,
    gathered::{Place, places},
    place::{MINUTES, PUBLIC, kept},
    samples,
    view::{included, outcome, since, told},
};
use crate::{
    say::{format, words::T},
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        shell::Shell,
        visit::Visit,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use register::{Moment, TeamId};
use store::offer::{Kept, Placed, PublicOffer};
use time::Date;

/// The code of a school in an address: letters and digits. It is written in one way; other capitals lead there.
pub(super) fn code_of(text: &str) -> Result<String, Problem> {
    let right = (1..=12).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric());
    if right { Ok(text.to_ascii_uppercase()) } else { Err(Problem::NotFound) }
}

pub(super) async fn whole(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    Path(text): Path<String>,
) -> Result<Response, Problem> {
    let (code, form) = data::Form::split(&text);
    let now = app.clock.now();
    let today = now.day;
    let found = app.store.offer_public(&code_of(code)?, today).await?;
    if code != found.school.code {
        let tail = form.map_or("", data::Form::tail);
        return Ok(Redirect::permanent(&format!("{PUBLIC}/{}{tail}", found.school.code)).into_response());
    }
    match form {
        None => Ok(kept(show(&SchoolPage::new(shell, &found, None, now)), visit.signed.is_some())),
        Some(data::Form::Pdf) => document::paper(&app, shell.t, &found, today).await,
        Some(form @ (data::Form::Json | data::Form::Csv)) => Ok(data::file(&found, form, now)),
    }
}

pub(super) async fn of_team(
    State(app): State<App>,
    visit: Visit,
    shell: Shell,
    Path((code, team)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (team, now): (TeamId, _) = (id(&team)?, app.clock.now());
    let found = app.store.offer_public(&code_of(&code)?, now.day).await?;
    if !found.teams.iter().any(|(known, _)| *known == team) {
        return Err(Problem::NotFound);
    }
    if code != found.school.code {
        return Ok(Redirect::permanent(&format!("{PUBLIC}/{}/{team}", found.school.code)).into_response());
    }
    Ok(kept(show(&SchoolPage::new(shell, &found, Some(team), now)), visit.signed.is_some()))
}

/// When it stood so, and how long it can be read by who has it from a copy.
fn as_of(t: T, now: Moment) -> String {
    let clock = format::dutch_clock(now.at);
    t.say("offer-as-of").arg("on", now.day).arg("time", format::time(clock)).arg("minutes", MINUTES).to_string()
}

/// A version that is announced.
struct Next {
    since: String,
    places: Vec<Place>,
}

/// The page.
#[derive(Template)]
#[template(path = "offer/school.html")]
pub struct SchoolPage {
    t: T,
    shell: Shell,
    title: String,
    /// Where the school is; where a team is shown too.
    here: String,
    of_team: bool,
    /// Whether anything is in force.
    holds: bool,
    since: String,
    /// Whether it is late, and what is said of it.
    told: Option<(bool, String)>,
    advice: Option<String>,
    /// Whether it stands in the OER.
    included: String,
    places: Vec<Place>,
    next: Vec<Next>,
    teams: Vec<(String, String)>,
    compare: String,
    forms: Vec<(String, &'static str)>,
    /// When it was read: others may have kept the page for a while.
    as_of: String,
}

impl SchoolPage {
    fn new(shell: Shell, found: &PublicOffer, team: Option<TeamId>, now: Moment) -> Self {
        let (t, today) = (shell.t, now.day);
        let here = format!("{PUBLIC}/{}", found.school.code);
        let shell = shell.crumb(t.get("offer-title"), PUBLIC);
        let name = team.and_then(|id| found.teams.iter().find(|(known, _)| *known == id)).map(|(_, name)| name.clone());
        let shell = if name.is_some() { shell.crumb(&found.school.name, here.clone()) } else { shell };
        // What a team says otherwise than the whole school is read in the team's own words alone.
        let of = |kept: &Kept, day: Date| -> Vec<Placed> {
            match team {
                Some(team) => kept.read_by_team(team, day).into_iter().cloned().collect(),
                None => kept.lines.clone(),
            }
        };
        let in_force = found.now.as_ref();
        let next = |kept: &Kept| {
            let from = kept.offer.decided().map_or(today, |(from, _)| from);
            Next { since: since(t, kept), places: places(t, of(kept, from).iter(), &found.teams, from) }
        };
        let forms = [data::Form::Pdf, data::Form::Csv, data::Form::Json];
        Self {
            as_of: as_of(t, now),
            title: name.map_or_else(
                || t.say("offer-of-school").arg("school", &found.school.name).to_string(),
                |team| t.say("offer-of-team").arg("school", &found.school.name).arg("team", team).to_string(),
            ),
            of_team: team.is_some(),
            holds: in_force.is_some(),
            since: in_force.map(|kept| since(t, kept)).unwrap_or_default(),
            told: told(t, found.told),
            advice: in_force.and_then(|kept| kept.offer.advice()).map(|(on, said, _)| {
                t.say("offer-advice-said").arg("on", on).arg("what", outcome(t, said)).to_string()
            }),
            included: in_force.map(|kept| included(t, kept)).unwrap_or_default(),
            places: in_force.map_or_else(Vec::new, |kept| places(t, of(kept, today).iter(), &found.teams, today)),
            next: found.next.iter().map(next).collect(),
            teams: found.teams.iter().map(|(id, name)| (name.clone(), format!("{here}/{id}"))).collect(),
            compare: format!("{here}/vergelijk"),
            forms: forms.into_iter().map(|form| (format!("{here}{}", form.tail()), form.name())).collect(),
            here,
            t,
            shell,
        }
    }
}

impl Page for SchoolPage {
    const NAME: &'static str = "offer/school";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (full, now) = (samples::public(), samples::now());
        let team = full.teams.first().map(|(id, _)| *id);
        let page = |found: &PublicOffer, team| Self::new(Shell::sample(t), found, team, now);
        // Nothing holds yet; where nothing is announced either there is no page.
        let announced = PublicOffer { now: None, told: None, ..full.clone() };
        vec![("full", page(&full, None)), ("team", page(&full, team)), ("announced", page(&announced, None))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn whom_to_ask_stands_once_in_a_place_and_every_line_can_be_led_to() {
        let full = samples::public();
        let offered = full.now.as_ref().unwrap().lines.iter().filter(|one| one.offered(samples::today()));
        let places: Vec<u32> = offered.map(|one| one.place).collect();
        for t in Lang::ALL.map(T::new) {
            let page = SchoolPage::new(Shell::sample(t), &full, None, samples::now());
            let (now, next) = (page.places.len(), page.next[0].places.len());
            let body = page.render().unwrap();
            assert_eq!(body.matches("ondersteuning@school.example").count(), now + next, "once for each place");
            for place in &places {
                assert_eq!(body.matches(&format!("id=\"regel-{place}\"")).count(), 1, "line {place}");
            }
        }
    }
}
