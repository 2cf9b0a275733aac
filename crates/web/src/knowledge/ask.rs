//! `/kennis/vraag`: a manager, or who works on policy, asks a colleague whether they know something.

use super::{
    ASK, TREE, samples,
    words::{self, COLLEAGUE, SUBJECT, TEAM},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Summary},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::Problem,
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Actor, Role, Teams};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::TeamId;
use register::knowledge::{Draft, Refusal, Wrong};
use register::offer::Concept;
use store::SaveError;

/// The teams of which somebody asks, and whether they ask for the whole school too.
async fn teams(app: &App, actor: &Actor) -> Result<(Vec<(TeamId, String)>, bool), Problem> {
    let keeps = access::teams(actor, Action::KeepKnowledge);
    let mut all = app.store.knowledge_teams(actor, app.clock.now().day).await?;
    all.retain(|(team, _)| keeps.has(Some(*team)));
    Ok((all, keeps == Teams::All))
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let teams = teams(&app, &actor).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    Ok(show(&AskPage::new(shell, &teams, &draft.unwrap_or_default(), &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let given = Draft {
        subject: Concept::from_code(input.text(SUBJECT)),
        team: words::team(input.text(TEAM)),
        ..Draft::default()
    };
    let saved = app.store.knowledge_ask(&actor, input.text(COLLEAGUE), &given, app.clock.now()).await;
    let refusal = match saved {
        Ok(_) => return Ok(done(&app, TREE, "notice-knowledge-asked")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let teams = teams(&app, &actor).await?;
    match refusal {
        Refusal::Fields(wrong) => {
            let errors = words::errors(&wrong);
            Ok(show_refused(&AskPage::new(shell, &teams, &input, &errors)))
        }
        other @ (Refusal::Changed | Refusal::There(_) | Refusal::Not(_) | Refusal::Own) => {
            let said = words::above(shell.t, &other);
            let shell = shell.message(MessageKind::Error, said);
            Ok(show_as(StatusCode::CONFLICT, &AskPage::new(shell, &teams, &input, &Errors::none())))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "knowledge/ask.html")]
pub struct AskPage {
    t: T,
    shell: Shell,
    summary: Summary,
    colleague: Field,
    subject: Choice,
    team: Choice,
}

impl AskPage {
    fn new(shell: Shell, (teams, whole): &(Vec<(TeamId, String)>, bool), input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let shell = shell.crumb(t.get("nav-knowledge"), TREE).keeping();
        let mut team = words::team_choice(t, "knowledge-for-team", teams);
        if !whole {
            // A manager asks for a team of theirs.
            team.options.retain(|option| option.value != words::EVERY);
        }
        Self {
            t,
            summary: errors.summary(t),
            colleague: Field::email(COLLEAGUE, t.get("knowledge-colleague-field"))
                .hint(t.get("knowledge-colleague-hint"))
                .filled(t, input, errors),
            subject: words::subject_choice(t).filled(t, input, errors),
            team: team.filled(t, input, errors),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for AskPage {
    const NAME: &'static str = "knowledge/ask";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, ASK);
        let teams = samples::teams();
        let wrong = [
            (register::knowledge::Field::Colleague, Wrong::NoColleague),
            (register::knowledge::Field::Team, Wrong::NoTeam),
        ];
        let typed = Input::of(&[(COLLEAGUE, "iemand@elders.example")]);
        let policy = (teams.clone(), true);
        vec![
            ("manager", Self::new(shell(Role::TeamManager), &(teams, false), &Input::default(), &Errors::none())),
            ("policy", Self::new(shell(Role::PolicyOfficer), &policy, &Input::default(), &Errors::none())),
            ("errors", Self::new(shell(Role::PolicyOfficer), &policy, &typed, &words::errors(&wrong))),
        ]
    }
}
