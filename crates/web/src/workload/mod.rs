//! `/verdeling`: how many students with agreements a team and each of its coaches have, beside how many they can have, and how the work
//! could be divided. Numbers: no student is named. Handing students over is done by who manages accounts.

use crate::{
    say::{
        form::{Choice, Errors, Field, Input, Opt, Summary},
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
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use register::workload::{Load, MOST, Room, capacity, divide, room};
use register::{AccountId, TeamId};
use store::SaveError;
use store::workload::{Carried, SayRefusal, TeamCoaches, TeamLoad};

/// Where it is.
pub(crate) const PATH: &str = "/verdeling";
/// Which team.
const TEAM: &str = "team";
/// How often something was said of it when the form was made.
const WAS: &str = "was";
/// Of whom it is said: a coach, or the whole team.
const WHO: &str = "wie";
/// How many.
const MANY: &str = "aantal";
/// The team as a whole.
const ALL: &str = "team";
/// What comes after a team.
const AFTER: &str = "na";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeWorkload);
    routes.get(PATH, gate, page).post(PATH, gate, say)
}

async fn page(State(app): State<App>, visit: Visit, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let after = visit.asked(AFTER).map(id).transpose()?;
    let (teams, next) = app.store.workloads(&actor, after, today).await?;
    let draft = visit.draft(&app).await?;
    let asked = visit.asked(TEAM).or(draft.as_ref().map(|draft| draft.text(TEAM))).filter(|team| !team.is_empty());
    let one = match (asked, teams.as_slice(), after) {
        (Some(team), ..) => Some(id(team)?),
        // Who has one team sees it.
        (None, [only], None) => Some(only.team),
        (None, ..) => None,
    };
    let one = match one {
        Some(team) => Some(app.store.workload(&actor, team, today).await?),
        None => None,
    };
    let (shell, draft) = visit.with_draft(&app, shell).await?;
    let of = one.as_ref().map(|one| one.team.team.to_string());
    let draft = draft.filter(|draft| of.as_deref() == Some(draft.text(TEAM)));
    let none = Errors::none();
    Ok(show(&WorkloadPage::new(shell, (&teams, next), one.as_ref(), &draft.unwrap_or_default(), &none)))
}

async fn say(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    let team: TeamId = id(input.text(TEAM))?;
    let known = app.store.workload(&actor, team, now.day).await?;
    let mut errors = Errors::none();
    let whom = match input.text(WHO) {
        ALL => Some(None),
        other => {
            let coach =
                other.parse::<AccountId>().ok().filter(|coach| known.coaches.iter().any(|(id, ..)| id == coach));
            coach.map(Some)
        }
    };
    if whom.is_none() {
        errors.add(WHO, "error-workload-who");
    }
    let many = capacity(input.raw(MANY)).map_err(|_| {
        errors.add_with(MANY, "error-workload-many", vec![("most", MOST.to_string())]);
    });
    let (Some(whom), Ok(many)) = (whom, many) else {
        let (teams, next) = app.store.workloads(&actor, None, now.day).await?;
        return Ok(show_refused(&WorkloadPage::new(shell, (&teams, next), Some(&known), &input, &errors)));
    };
    let was = input.text(WAS).parse().unwrap_or(-1);
    match app.store.workload_say(&actor, (team, was), whom, many, now).await {
        Ok(()) => Ok(done(&app, &format!("{PATH}?{TEAM}={team}"), "notice-workload-said")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(SayRefusal::Changed | SayRefusal::NoCoach)) => {
            let (teams, next) = app.store.workloads(&actor, None, now.day).await?;
            let words = shell.t.get("knowledge-changed");
            let shell = shell.message(MessageKind::Error, words);
            let page = WorkloadPage::new(shell, (&teams, next), Some(&known), &input, &Errors::none());
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// A row of numbers.
struct Row {
    name: String,
    href: Option<String>,
    students: String,
    with: String,
    capacity: String,
    room: String,
    over: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "workload/workload.html")]
pub struct WorkloadPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    teams: Vec<Row>,
    next: Option<String>,
    coaches: Vec<Row>,
    /// How the work could be divided.
    moves: Vec<String>,
    writes: Option<Form>,
}

struct Form {
    team: String,
    was: String,
    who: Choice,
    many: Field,
}

fn row(t: T, name: String, href: Option<String>, carried: Carried) -> Row {
    let (said, over) = match room(carried.with, carried.capacity) {
        Room::Unknown => (t.get("workload-unknown"), false),
        Room::Free(0) => (t.get("workload-full"), false),
        Room::Free(many) => (t.say("workload-free").arg("many", i64::from(many)).to_string(), false),
        Room::Over(many) => (t.say("workload-over").arg("many", i64::from(many)).to_string(), true),
    };
    let count = |many: u32| t.number(f64::from(many), 0);
    Row {
        name,
        href,
        students: count(carried.students),
        with: count(carried.with),
        capacity: carried.capacity.map_or_else(|| t.get("workload-unknown"), count),
        room: said,
        over,
    }
}

fn moves(t: T, one: &TeamCoaches) -> Vec<String> {
    let loads: Vec<Load> = (one.coaches.iter())
        .map(|(coach, _, carried)| Load { coach: *coach, with: carried.with, capacity: carried.capacity })
        .collect();
    let name = |of: AccountId| {
        let found = one.coaches.iter().find(|(coach, ..)| *coach == of);
        found.map(|(_, name, _)| name.reveal().clone()).unwrap_or_default()
    };
    let said = |(from, to, many): (AccountId, AccountId, u32)| {
        let said = t.say("workload-move").arg("many", i64::from(many)).arg("from", name(from)).arg("to", name(to));
        said.to_string()
    };
    divide(&loads).into_iter().map(said).collect()
}

impl Form {
    fn new(t: T, one: &TeamCoaches, input: &Input, errors: &Errors) -> Self {
        let mut who = vec![Opt::new(ALL, t.get("workload-team"))];
        let coaches = one.coaches.iter();
        who.extend(coaches.map(|(coach, name, _)| Opt::new(coach.to_string(), name.reveal())));
        let was = if input.has(WAS) { input.text(WAS).to_owned() } else { one.said.to_string() };
        Self {
            team: one.team.team.to_string(),
            was,
            who: Choice::new(WHO, t.get("workload-who"), who).filled(t, input, errors),
            many: Field::text(MANY, t.get("workload-many"))
                .hint(t.get("workload-many-hint"))
                .optional()
                .filled(t, input, errors),
        }
    }
}

impl WorkloadPage {
    fn new(
        shell: Shell,
        (teams, next): (&[TeamLoad], Option<TeamId>),
        one: Option<&TeamCoaches>,
        input: &Input,
        errors: &Errors,
    ) -> Self {
        let t = shell.t;
        let alone = one.is_some() && teams.len() == 1;
        let mut coaches = Vec::new();
        if let Some(one) = one {
            coaches.push(row(t, t.get("workload-team"), None, one.team.carried));
            let each = one.coaches.iter();
            coaches.extend(each.map(|(_, name, carried)| row(t, name.reveal().clone(), None, *carried)));
            if one.without.students > 0 {
                coaches.push(row(t, t.get("workload-without"), None, one.without));
            }
        }
        let team = |of: &TeamLoad| row(t, of.name.clone(), Some(format!("{PATH}?{TEAM}={}", of.team)), of.carried);
        let shell = if one.is_some() && !alone { shell.crumb(t.get("nav-workload"), PATH) } else { shell };
        let shell = shell.keeping();
        Self {
            t,
            summary: errors.summary(t),
            title: match one {
                Some(one) => t.say("workload-title-of").arg("team", &one.team.name).to_string(),
                None => t.get("workload-title"),
            },
            teams: if one.is_some() { Vec::new() } else { teams.iter().map(team).collect() },
            next: next.filter(|_| one.is_none()).map(|next| format!("{PATH}?{AFTER}={next}")),
            coaches,
            moves: one.map(|one| moves(t, one)).unwrap_or_default(),
            writes: one.map(|one| Form::new(t, one, input, errors)),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for WorkloadPage {
    const NAME: &'static str = "workload/workload";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let uuid = uuid::Uuid::from_u128;
        let carried = |students, with, capacity| Carried { students, with, capacity };
        let team = |n, name: &str, carried| TeamLoad { team: TeamId(uuid(n)), name: name.to_owned(), carried };
        let all = vec![
            team(1, "Verpleging en Maatschappelijke Zorg", carried(210, 41, Some(45))),
            team(2, "Bouw", carried(90, 3, None)),
            team(3, "Autotechniek", carried(120, 30, Some(20))),
        ];
        let coach = |n, name: &str, carried| (AccountId(uuid(n)), register::Personal::new(name.to_owned()), carried);
        let one = TeamCoaches {
            team: all[0].clone(),
            coaches: vec![
                coach(7, "Sanne van der Meer", carried(28, 14, Some(10))),
                coach(8, "Wilhelmina van Oldenbarnevelt-Schimmelpenninck", carried(25, 4, Some(9))),
                coach(9, "Daan de Boer", carried(24, 6, None)),
            ],
            without: carried(3, 1, None),
            said: 2,
        };
        let shell = |role| Shell::sample_as(t, role, PATH);
        let (none, empty) = (Errors::none(), Input::default());
        let wrong = Input::of(&[(WHO, "x"), (MANY, "veel")]);
        let mut errors = Errors::one(WHO, "error-workload-who");
        errors.add_with(MANY, "error-workload-many", vec![("most", MOST.to_string())]);
        let next = Some(TeamId(uuid(3)));
        vec![
            ("none", Self::new(shell(Role::TeamManager), (&[], None), None, &empty, &none)),
            ("teams", Self::new(shell(Role::PolicyOfficer), (&all, next), None, &empty, &none)),
            ("team", Self::new(shell(Role::TeamManager), (&all[..1], None), Some(&one), &empty, &none)),
            ("errors", Self::new(shell(Role::PolicyOfficer), (&all, None), Some(&one), &wrong, &errors)),
        ]
    }
}
