//! `/kennis/schrijf`: a colleague says what they know, says yes to what they were asked, or says it anew. Who looks after a team's
//! knowledge can write in a function here.

use super::{
    LINE, TREE, WAS, WRITE, samples,
    words::{self, REACHABLE, SUBJECT, TEAM, WHO, WHO_EN, WORDS},
};
use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Summary},
        words::T,
    },
    site::{
        app::App,
        page::{Page, done, show, show_as, show_refused},
        problem::{Problem, id},
        session::Acting,
        shell::{MessageKind, Shell},
        visit::Visit,
    },
};
use access::{Action, Actor, Role, Teams};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::knowledge::{Draft, Refusal, Status, Whom};
use register::offer::Concept;
use register::{KnowledgeId, TeamId};
use store::SaveError;
use store::knowledge::Known;

/// What the form needs.
pub(super) struct Stand {
    teams: Vec<(TeamId, String)>,
    /// The reader may write in a function.
    keeps: bool,
    /// What stands, where it is said anew.
    known: Option<Known>,
}

/// What stands of a line that the reader can say: their own, or a function that they look after.
async fn stand(app: &App, actor: &Actor, line: &str) -> Result<Stand, Problem> {
    let teams = app.store.knowledge_teams(actor, app.clock.now().day).await?;
    let known = if line.is_empty() { None } else { Some(app.store.knowledge_one(actor, id(line)?).await?) };
    if known.as_ref().is_some_and(|known| !says(actor, known)) {
        return Err(Problem::NotFound);
    }
    let keeps = access::teams(actor, Action::KeepKnowledge) != Teams::These(Vec::new());
    Ok(Stand { teams, keeps, known })
}

fn says(actor: &Actor, known: &Known) -> bool {
    match known.entry.whom {
        Whom::Colleague(account) => actor.account() == Some(account) && known.entry.status != Status::Out,
        Whom::Function(..) => known.entry.status != Status::Out,
    }
}

pub(super) async fn form(
    State(app): State<App>,
    visit: Visit,
    Acting(actor): Acting,
    shell: Shell,
) -> Result<Response, Problem> {
    let draft = visit.draft(&app).await?;
    let line = visit.asked(LINE).or(draft.as_ref().map(|draft| draft.text(LINE))).unwrap_or_default();
    let stand = stand(&app, &actor, line).await?;
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    // What was typed of another line is not of this one.
    let draft = draft.filter(|draft| draft.text(LINE) == line);
    let typed = draft.unwrap_or_else(|| stand.known.as_ref().map(as_typed).unwrap_or_default());
    Ok(show(&WritePage::new(shell, &stand, &typed, &Errors::none())))
}

pub(super) async fn send(
    State(app): State<App>,
    Acting(actor): Acting,
    shell: Shell,
    input: Input,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let given = Draft {
        subject: Concept::from_code(input.text(SUBJECT)),
        team: words::team(input.text(TEAM)),
        words: input.raw(WORDS).to_owned(),
        reachable: input.raw(REACHABLE).to_owned(),
    };
    let which: Option<KnowledgeId> = match input.text(LINE) {
        "" => None,
        line => Some(id(line)?),
    };
    let which = which.map(|which| (which, input.text(WAS).parse().unwrap_or(-1)));
    let (who, who_en) = (input.raw(WHO), input.raw(WHO_EN));
    let function = !input.text(WHO).is_empty() || !input.text(WHO_EN).is_empty();
    let saved = if function {
        app.store.knowledge_function(&actor, which, (who, who_en), &given, now).await
    } else {
        app.store.knowledge_say(&actor, which, &given, now).await
    };
    let refusal = match saved {
        Ok(_) => return Ok(done(&app, TREE, "notice-knowledge-said")),
        Err(SaveError::Store(error)) => return Err(error.into()),
        Err(SaveError::Refused(refusal)) => refusal,
    };
    let teams = app.store.knowledge_teams(&actor, now.day).await?;
    let keeps = access::teams(&actor, Action::KeepKnowledge) != Teams::These(Vec::new());
    let stand = Stand { teams, keeps, known: None };
    match refusal {
        Refusal::Fields(wrong) => Ok(show_refused(&WritePage::new(shell, &stand, &input, &words::errors(&wrong)))),
        other @ (Refusal::Changed | Refusal::There(_) | Refusal::Not(_) | Refusal::Own) => {
            let said = words::above(shell.t, &other);
            let shell = shell.message(MessageKind::Error, said);
            Ok(show_as(StatusCode::CONFLICT, &WritePage::new(shell, &stand, &input, &Errors::none())))
        }
    }
}

/// What stands, as if it had been typed.
fn as_typed(known: &Known) -> Input {
    let entry = &known.entry;
    let (who, who_en) = match &entry.whom {
        Whom::Colleague(_) => ("", ""),
        Whom::Function(who, who_en) => (who.as_str(), who_en.as_str()),
    };
    let team = entry.team.map_or_else(|| words::EVERY.to_owned(), |team| team.to_string());
    Input::of(&[
        (LINE, &entry.id.to_string()),
        (WAS, &known.changes.to_string()),
        (SUBJECT, entry.subject.code()),
        (TEAM, &team),
        (WORDS, entry.words.as_deref().unwrap_or_default()),
        (REACHABLE, entry.reachable.as_deref().unwrap_or_default()),
        (WHO, who),
        (WHO_EN, who_en),
    ])
}

/// The page.
#[derive(Template)]
#[template(path = "knowledge/write.html")]
pub struct WritePage {
    t: T,
    shell: Shell,
    summary: Summary,
    line: String,
    was: String,
    subject: Choice,
    team: Choice,
    fields: Vec<Field>,
    /// A function in the place of oneself.
    function: Vec<Field>,
}

impl WritePage {
    pub(super) fn new(shell: Shell, stand: &Stand, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let field = |name: &str, label: &str, hint: &str| {
            Field::text(name, t.get(label)).hint(t.get(hint)).filled(t, input, errors)
        };
        let shell = shell.crumb(t.get("nav-knowledge"), TREE).keeping();
        // Whoever says something of themselves is asked for no function.
        let of_colleague = stand.known.as_ref().is_some_and(|known| matches!(known.entry.whom, Whom::Colleague(_)));
        let function = if stand.keeps && !of_colleague {
            vec![
                field(WHO, "knowledge-who", "knowledge-who-hint").optional(),
                Field::text(WHO_EN, t.get("knowledge-who-en")).optional().filled(t, input, errors),
            ]
        } else {
            Vec::new()
        };
        Self {
            t,
            summary: errors.summary(t),
            line: input.text(LINE).to_owned(),
            was: input.text(WAS).to_owned(),
            subject: words::subject_choice(t).filled(t, input, errors),
            team: words::team_choice(t, "knowledge-for-team", &stand.teams).filled_or(t, input, errors, words::EVERY),
            fields: vec![
                field(WORDS, "knowledge-words", "knowledge-words-hint")
                    .optional()
                    .not_here(t.get("knowledge-not-here")),
                field(REACHABLE, "knowledge-reachable", "knowledge-reachable-hint"),
            ],
            function,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for WritePage {
    const NAME: &'static str = "knowledge/write";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, WRITE);
        let stand = |keeps, known| Stand { teams: samples::teams(), keeps, known };
        let tree = samples::tree(true);
        let mine = tree.own.first().cloned();
        let wrong = Draft { words: "student 300077".into(), ..Draft::default() }.check(&[]).err().unwrap_or_default();
        let typed = Input::of(&[(WORDS, "student 300077")]);
        let page = |role, stand: &Stand, input: &Input, errors: &Errors| Self::new(shell(role), stand, input, errors);
        vec![
            ("new", page(Role::Teacher, &stand(false, None), &Input::default(), &Errors::none())),
            (
                "own",
                page(
                    Role::Teacher,
                    &stand(false, mine.clone()),
                    &mine.as_ref().map(as_typed).unwrap_or_default(),
                    &Errors::none(),
                ),
            ),
            ("function", page(Role::PolicyOfficer, &stand(true, None), &Input::default(), &Errors::none())),
            ("errors", page(Role::Teacher, &stand(false, None), &typed, &words::errors(&wrong))),
        ]
    }
}
