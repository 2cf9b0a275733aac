//! `/team/aanbod`: what a team offers of its own, and what it says otherwise than the whole school does (how many, whom to ask and when), in
//! the version that the school is making. It goes to the student council and is decided with that version, by who keeps the offer. Of what
//! holds the team says whether there is a place.

use super::{
    line::{LINE, TEAM, VERSION, place},
    mark::STATE,
    place::{TEAM_DESK, WAS},
    samples, step, view,
};
use crate::{
    say::{form::Input, words::T},
    site::{
        app::App,
        page::{Page, done, show, show_as},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::offer::{Mark, Refusal, Status};
use register::{OfferId, TeamId};
use store::SaveError;
use store::offer::{Kept, Noted, OfferDesk, OfferRefusal, Placed};
use time::Date;

/// Which team: the one that is asked, or the only one.
fn chosen(desk: &OfferDesk, asked: Option<&str>) -> Result<Option<TeamId>, Problem> {
    match (asked, desk.teams.as_slice()) {
        (Some(team), teams) => {
            let team: TeamId = id(team)?;
            if teams.iter().any(|(known, _)| *known == team) { Ok(Some(team)) } else { Err(Problem::NotFound) }
        }
        (None, [(only, _)]) => Ok(Some(*only)),
        (None, _) => Ok(None),
    }
}

pub(super) async fn desk(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let desk = app.store.team_offer_desk(&actor, today).await?;
    let team = chosen(&desk, visit.asked(TEAM))?;
    Ok(show(&TeamOfferPage::new(shell, &desk, team, today)))
}

/// Begins a version, so that there is one to write in; or says of a line that holds whether there is a place.
pub(super) async fn act(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let Ok(team) = input.text(TEAM).parse::<TeamId>() else { return Err(Problem::BadRequest) };
    let now = app.clock.now();
    let (did, notice) = if input.has(STATE) {
        let said = (input.text(VERSION).parse::<OfferId>(), Mark::from_code(input.text(STATE)));
        let (Ok(offer), Some(says)) = said else { return Err(Problem::BadRequest) };
        let (line, was) = (place(input.text(LINE))?, input.text(WAS).parse().unwrap_or(-1));
        (app.store.team_line_mark(&actor, (offer, was), (team, line, says), now).await, "notice-offer-marked")
    } else {
        (app.store.team_offer_begin(&actor, team, now).await.map(|_| ()), "notice-offer-team-begun")
    };
    match did {
        // A version is begun twice, or somebody else did: it is there.
        Ok(()) | Err(SaveError::Refused(OfferRefusal::Rules(Refusal::Another(_)))) => {
            Ok(done(&app, &format!("{TEAM_DESK}?{TEAM}={team}"), notice))
        }
        Err(SaveError::Refused(refusal)) => {
            let desk = app.store.team_offer_desk(&actor, now.day).await?;
            let words = step::above(shell.t, &refusal);
            let page = TeamOfferPage::new(step::said(shell, words), &desk, Some(team), now.day);
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// A line: what, for how many, whom to ask and when.
struct Row {
    what: String,
    said: Vec<String>,
    /// To change it, or to say it otherwise for this team.
    href: Option<String>,
    /// What the link says, for who hears it without the line.
    label: String,
    /// To say whether there is a place, of what holds.
    says: Option<Says>,
}

/// A button that says whether there is a place.
struct Says {
    team: String,
    offer: String,
    line: String,
    was: String,
    /// What it says.
    mark: &'static str,
    button: String,
    /// The same, for who hears it without the line.
    label: String,
}

/// The page.
#[derive(Template)]
#[template(path = "offer/team.html")]
pub struct TeamOfferPage {
    t: T,
    shell: Shell,
    title: String,
    /// To choose a team first: name and address.
    teams: Vec<(String, String)>,
    one: Option<One>,
}

struct One {
    team: String,
    /// Of what holds, where another version is being made.
    now: Vec<Row>,
    /// Whether of what stands below it can be said that there is a place.
    marks: bool,
    /// Where it stands: nothing is made, something is, or the council has it.
    stands: String,
    /// A version can be begun.
    begins: bool,
    /// To write a new line.
    new: Option<String>,
    own: Vec<Row>,
    wide: Vec<Row>,
}

fn row(t: T, one: &Placed, href: Option<String>, label: &str) -> Row {
    let line = &one.line;
    let (who, reachable) = match t.lang() {
        crate::say::words::Lang::Nl => (&line.who, &line.reachable),
        crate::say::words::Lang::En => (&line.who_en, &line.reachable_en),
    };
    let many = match line.capacity {
        Some(many) => t.say("offer-team-many").arg("many", i64::from(many)).to_string(),
        None => t.get("offer-team-no-limit"),
    };
    let site = line.site.as_ref().map(|site| format!(" ({}, {})", site.name, site.town)).unwrap_or_default();
    let what = format!("{}{site}", view::text(t, line));
    let ask = t.say("offer-team-ask").arg("who", who.as_str()).arg("address", line.address.as_str());
    let (full, stopped) = view::marked(t, one);
    let mut said = vec![view::level(t, line.level), many, ask.to_string(), reachable.clone()];
    said.extend(full.into_iter().chain(stopped));
    Row { said, label: t.say(label).arg("what", what.trim_end_matches('.')).to_string(), what, href, says: None }
}

/// A line of a team that holds: whether there is a place can be said of it while it is offered.
fn held(t: T, kept: &Kept, one: &Placed, team: TeamId, today: Date) -> Row {
    let row = row(t, one, None, "offer-team-change-of");
    let (mark, button, label) = match one.mark() {
        Mark::Open => (Mark::Full, "offer-mark-full", "offer-team-full-of"),
        Mark::Full => (Mark::Open, "offer-mark-open", "offer-team-open-of"),
        Mark::Stopped => return row,
    };
    let says = one.offered(today).then(|| Says {
        team: team.to_string(),
        offer: kept.offer.id.to_string(),
        line: one.place.to_string(),
        was: kept.changes.to_string(),
        mark: mark.code(),
        button: t.get(button),
        label: t.say(label).arg("what", row.what.trim_end_matches('.')).to_string(),
    });
    Row { says, ..row }
}

impl TeamOfferPage {
    fn new(shell: Shell, desk: &OfferDesk, team: Option<TeamId>, today: Date) -> Self {
        let t = shell.t;
        let name = team.and_then(|id| desk.teams.iter().find(|(known, _)| *known == id)).map(|(_, name)| name.as_str());
        let href = |team: TeamId| format!("{TEAM_DESK}?{TEAM}={team}");
        let several = desk.teams.len() > 1 && team.is_some();
        Self {
            title: match name {
                Some(name) => t.say("offer-team-title-of").arg("team", name).to_string(),
                None => t.get("offer-team-title"),
            },
            teams: if team.is_some() {
                Vec::new()
            } else {
                desk.teams.iter().map(|(team, name)| (name.clone(), href(*team))).collect()
            },
            one: team.map(|team| One::new(t, desk, team, today)),
            shell: if several { shell.crumb(t.get("offer-team-title"), TEAM_DESK) } else { shell },
            t,
        }
    }
}

impl One {
    fn new(t: T, desk: &OfferDesk, team: TeamId, today: Date) -> Self {
        let open = desk.all.iter().find(|kept| kept.offer.open());
        let draft = open.filter(|kept| kept.offer.status() == Status::Draft);
        let holds: Vec<Row> = (desk.in_force().into_iter())
            .flat_map(|kept| kept.lines.iter().map(move |one| (kept, one)))
            .filter(|(_, one)| one.line.team == Some(team))
            .map(|(kept, one)| held(t, kept, one, team, today))
            .collect();
        // Where nothing is being made, what holds is shown, and nothing of it can be changed.
        let shown = open.or_else(|| desk.in_force());
        let address = |name: &str, place: u32| format!("{TEAM_DESK}/regel?{TEAM}={team}&{name}={place}");
        let can = |name: &str, one: &Placed| draft.is_some().then(|| address(name, one.place));
        let wide = shown.map(|kept| kept.read_by_team(team, today)).unwrap_or_default();
        let wide = wide.into_iter().filter(|one| one.line.team.is_none());
        let made = open.map(|kept| kept.lines.as_slice()).unwrap_or_default();
        let made = made.iter().filter(|one| one.line.team == Some(team));
        let made: Vec<Row> = made.map(|one| row(t, one, can(LINE, one), "offer-team-change-of")).collect();
        let (now, own) = if open.is_some() { (holds, made) } else { (Vec::new(), holds) };
        Self {
            team: team.to_string(),
            stands: t.get(match (open, draft) {
                (_, Some(_)) => "offer-team-draft",
                (Some(_), None) => "offer-team-council",
                (None, None) => "offer-team-nothing",
            }),
            begins: open.is_none(),
            new: draft.map(|_| format!("{TEAM_DESK}/regel?{TEAM}={team}")),
            wide: wide.map(|one| row(t, one, can("zoals", one), "offer-team-otherwise-of")).collect(),
            marks: own.iter().any(|row| row.says.is_some()),
            now,
            own,
        }
    }
}

impl Page for TeamOfferPage {
    const NAME: &'static str = "offer/team";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::TeamManager, TEAM_DESK);
        let with = |status: Option<Status>| {
            let mut desk = samples::desk();
            // A line of the team is full.
            let lines = desk.all.iter_mut().flat_map(|kept| &mut kept.lines);
            for one in lines.filter(|one| one.place == 9) {
                one.noted.push(Noted { mark: Mark::Full, on: samples::today(), reason: None });
            }
            if let Some(status) = status {
                desk.all.insert(0, samples::kept(status));
            }
            desk
        };
        let page = |desk: OfferDesk, one: bool| {
            let team = desk.teams[0].0;
            Self::new(shell(), &desk, one.then_some(team), samples::today())
        };
        let mut none = with(None);
        (none.teams, none.all, none.now) = (Vec::new(), Vec::new(), None);
        vec![
            ("none", Self::new(shell(), &none, None, samples::today())),
            ("teams", page(with(None), false)),
            ("holds", page(with(None), true)),
            ("draft", page(with(Some(Status::Draft)), true)),
            ("council", page(with(Some(Status::Asked)), true)),
        ]
    }
}
