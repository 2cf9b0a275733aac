//! `/beheer/rollen/{membership}/teams`: which teams a role reaches from now on.

use super::account;
use crate::{
    say::{
        form::{Choice, Errors, Input, Opt, Summary},
        given::{TEAMS, Teams},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Role, Scope};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use register::{MembershipId, TeamId};
use store::{
    StoreError,
    membership::{AccountView, HeldRole},
};

/// The path.
const PATH: &str = "/beheer/rollen/{membership}/teams";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageAccounts);
    routes.get(PATH, gate, form).post(PATH, gate, change)
}

async fn form(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
    Path(membership): Path<String>,
) -> Result<Response, Problem> {
    let (membership, now): (MembershipId, _) = (id(&membership)?, app.clock.now());
    let view = super::end::of(&app, &actor, membership, now).await?;
    let teams = app.store.teams(&actor, now.day).await?;
    let (shell, typed) = visit.with_draft(&app, shell).await?;
    Ok(show(&TeamsPage::new(shell, &view, membership, &teams, typed.as_ref(), &Errors::none())))
}

async fn change(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    Path(membership): Path<String>,
    input: Input,
) -> Result<Response, Problem> {
    let (membership, now): (MembershipId, _) = (id(&membership)?, app.clock.now());
    let view = super::end::of(&app, &actor, membership, now).await?;
    let teams = app.store.teams(&actor, now.day).await?;
    let here = account::address(view.account);
    let chosen = match parse(&input, &teams) {
        Ok(chosen) => chosen,
        Err(errors) => {
            return Ok(show_refused(&TeamsPage::new(shell, &view, membership, &teams, Some(&input), &errors)));
        }
    };
    let role = of(&view, membership).filter(|role| role.stands && role.role.takes_teams());
    let moved = match role {
        // As it is already: nobody is signed out for nothing.
        Some(role) if ticked(role, &teams) == chosen => return Ok(done(&app, &here, "notice-role-moved")),
        Some(role) => {
            let itself = role.role.reaches_by_itself().unwrap_or(Scope::None);
            let scope = if chosen.is_empty() { itself } else { Scope::Teams(chosen) };
            app.store.membership_move(&actor, membership, &scope, now).await
        }
        None => Err(StoreError::NotFound),
    };
    match moved {
        Ok(_) => Ok(done(&app, &here, "notice-role-moved")),
        // Moved or ended meanwhile, in another tab or by somebody else.
        Err(StoreError::NotFound) => {
            let view = app.store.account_view(&actor, view.account, now).await?;
            let words = shell.t.get("moved-meanwhile");
            let shell = shell.message(MessageKind::Error, words);
            let page = TeamsPage::new(shell, &view, membership, &teams, Some(&input), &Errors::none());
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
        Err(error) => Err(error.into()),
    }
}

/// The teams that were chosen, in their order.
///
/// # Errors
/// One that is not there now.
fn parse(input: &Input, teams: &Teams) -> Result<Vec<TeamId>, Errors> {
    let known = |text: &str| {
        let team: TeamId = text.parse().ok()?;
        teams.iter().any(|(known, _)| *known == team).then_some(team)
    };
    let chosen: Option<Vec<TeamId>> = input.all(TEAMS).filter(|text| !text.is_empty()).map(known).collect();
    let mut chosen = chosen.ok_or_else(|| Errors::one(TEAMS, "error-invite-team"))?;
    chosen.sort_unstable();
    chosen.dedup();
    Ok(chosen)
}

fn of(view: &AccountView, membership: MembershipId) -> Option<&HeldRole> {
    view.roles.iter().find(|role| role.membership == membership)
}

/// The teams of today that a role reaches.
fn ticked(role: &HeldRole, teams: &Teams) -> Vec<TeamId> {
    let mut ours: Vec<TeamId> =
        teams.iter().filter(|(_, name)| role.teams.contains(name)).map(|(team, _)| *team).collect();
    ours.sort_unstable();
    ours
}

/// The page.
#[derive(Template)]
#[template(path = "manage/teams.html")]
pub struct TeamsPage {
    t: T,
    shell: Shell,
    summary: Summary,
    address: String,
    lead: String,
    /// It has not ended, and is of a kind that goes by teams.
    stands: bool,
    teams: Choice,
}

impl TeamsPage {
    fn new(
        shell: Shell,
        view: &AccountView,
        membership: MembershipId,
        teams: &Teams,
        typed: Option<&Input>,
        errors: &Errors,
    ) -> Self {
        let t = shell.t;
        let role = of(view, membership).filter(|role| role.stands && role.role.takes_teams());
        let options = teams.iter().map(|(team, name)| Opt::new(team.to_string(), name.clone())).collect();
        let mut choice = Choice::new(TEAMS, t.get("invite-teams"), options).hint(t.get("moved-hint")).optional();
        choice.chosen =
            role.map(|role| ticked(role, teams)).unwrap_or_default().iter().map(TeamId::to_string).collect();
        let none = Input::default();
        let choice = match typed {
            // Nothing ticked is an answer too.
            Some(input) => Choice { chosen: Vec::new(), ..choice }.filled(t, input, errors),
            None => choice.filled(t, &none, errors),
        };
        let name = view.name.reveal().as_str();
        let shell = shell.crumb(t.get("manage-title"), "/beheer").crumb(name, account::address(view.account));
        Self {
            t,
            summary: errors.summary(t),
            address: account::teams_address(membership),
            lead: t
                .say("moved-lead")
                .arg("name", name)
                .arg("role", of(view, membership).map(|role| t.role(role.role)).unwrap_or_default())
                .to_string(),
            stands: role.is_some(),
            teams: choice,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for TeamsPage {
    const NAME: &'static str = "manage/teams";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Administrator, "/beheer/rollen/x/teams");
        let view = account::sample(false, false, false);
        let team = |n, name: &str| (TeamId(uuid::Uuid::from_u128(n)), name.to_owned());
        let teams = [team(1, "Verpleging en Maatschappelijke Zorg"), team(2, "Bouw"), team(3, "Autotechniek")];
        let wrong = Input::of(&[(TEAMS, "x")]);
        let errors = parse(&wrong, &teams).err().unwrap_or_default();
        let page = |nth: usize, typed: Option<&Input>, errors: &Errors| {
            Self::new(shell(), &view, view.roles[nth].membership, &teams, typed, errors)
        };
        vec![
            ("own", page(0, None, &Errors::none())),
            ("teams", page(1, None, &Errors::none())),
            ("over", page(2, None, &Errors::none())),
            ("errors", page(1, Some(&wrong), &errors)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_are_of_today_and_said_once() {
        let team = |n| TeamId(uuid::Uuid::from_u128(n));
        let teams = [(team(1), "Bouw".to_owned()), (team(2), "Zorg".to_owned())];
        let (one, two, gone) = (team(1).to_string(), team(2).to_string(), team(3).to_string());
        for (typed, expected) in [
            (vec![], Some(vec![])),
            (vec![two.as_str(), &one, &two], Some(vec![team(1), team(2)])),
            (vec![gone.as_str()], None),
            (vec![one.as_str(), "x"], None),
        ] {
            let pairs: Vec<(&str, &str)> = typed.iter().map(|text| (TEAMS, *text)).collect();
            assert_eq!(parse(&Input::of(&pairs), &teams).ok(), expected, "{typed:?}");
        }
    }
}
