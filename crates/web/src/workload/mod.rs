//! `/verdeling`: how many students with agreements a team and each of its coaches have, beside how many they can have and in hours, and how
//! the work could be divided. Numbers: no student is named. Who works with all of them lets students go from here (`moving`).

mod hours;

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
use access::{Action, Actor, Role, Teams, may_ever};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use hours::{NORM, NormForm, WAS, kept, norm_said, time};
use register::workload::{Load, MOST, MOST_HOURS, Room, capacity, divide, hours as read_hours, most, room};
use register::{AccountId, TeamId};
use store::SaveError;
use store::workload::{Carried, Norm, SayRefusal, TeamCoaches, TeamLoad};

/// Where it is.
pub(crate) const PATH: &str = "/verdeling";
/// Which team.
const TEAM: &str = "team";
/// Of whom it is said: a coach, or the whole team.
const WHO: &str = "wie";
/// How many.
const MANY: &str = "aantal";
/// How many hours a week there are for it.
const HOURS: &str = "uren";
/// The team as a whole.
const ALL: &str = "team";
/// What comes after a team.
const AFTER: &str = "na";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::SeeWorkload);
    routes.get(PATH, gate, page).post(PATH, gate, say)
}

/// What is read before a page is made: the teams, and what a student asks of a week.
struct World {
    teams: Vec<TeamLoad>,
    next: Option<TeamId>,
    norm: Norm,
    /// Whether the reader says the latter, for the whole school.
    says: bool,
}

async fn world(app: &App, actor: &Actor, after: Option<TeamId>) -> Result<World, Problem> {
    let (teams, next) = app.store.workloads(actor, after, app.clock.now().day).await?;
    let norm = app.store.workload_norm(actor).await?;
    Ok(World { teams, next, norm, says: access::teams(actor, Action::SeeWorkload) == Teams::All })
}

async fn page(State(app): State<App>, visit: Visit, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let after = visit.asked(AFTER).map(id).transpose()?;
    let world = world(&app, &actor, after).await?;
    let draft = visit.draft(&app).await?;
    let asked = visit.asked(TEAM).or(draft.as_ref().map(|draft| draft.text(TEAM))).filter(|team| !team.is_empty());
    let one = match (asked, world.teams.as_slice(), after) {
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
    // The hours of the school are of no team.
    let draft = draft.filter(|draft| draft.has(NORM) || of.as_deref() == Some(draft.text(TEAM)));
    let none = Errors::none();
    Ok(show(&WorkloadPage::new(shell, &world, one.as_ref(), &draft.unwrap_or_default(), &none)))
}

async fn say(State(app): State<App>, Acting(actor): Acting, shell: Shell, input: Input) -> Result<Response, Problem> {
    let now = app.clock.now();
    if input.has(NORM) {
        return say_norm(&app, &actor, shell, &input).await;
    }
    let Ok(team) = input.text(TEAM).parse::<TeamId>() else { return Err(Problem::BadRequest) };
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
    let time = read_hours(input.raw(HOURS)).map_err(|_| {
        errors.add_with(HOURS, "error-workload-hours", vec![("most", MOST_HOURS.to_string())]);
    });
    let (Some(whom), Ok(many), Ok(time)) = (whom, many, time) else {
        let world = world(&app, &actor, None).await?;
        return Ok(show_refused(&WorkloadPage::new(shell, &world, Some(&known), &input, &errors)));
    };
    let stands = match whom {
        None => Some(&known.team.carried),
        Some(coach) => known.coaches.iter().find(|(id, ..)| *id == coach).map(|(.., carried)| carried),
    };
    let can = kept((many, time), stands.map(|carried| (carried.capacity, carried.minutes)).unwrap_or_default());
    let was = input.text(WAS).parse().unwrap_or(-1);
    match app.store.workload_say(&actor, (team, was), whom, can, now).await {
        Ok(()) => Ok(done(&app, &format!("{PATH}?{TEAM}={team}"), "notice-workload-said")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(SayRefusal::Changed | SayRefusal::NoCoach)) => {
            let world = world(&app, &actor, None).await?;
            let words = shell.t.get("knowledge-changed");
            let shell = shell.message(MessageKind::Error, words);
            let page = WorkloadPage::new(shell, &world, Some(&known), &input, &Errors::none());
            Ok(show_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// What one student with agreements asks of a week, for the whole school.
async fn say_norm(app: &App, actor: &Actor, shell: Shell, input: &Input) -> Result<Response, Problem> {
    let was = input.text(WAS).parse().unwrap_or(-1);
    // No time at all is no answer: nothing can be divided by it.
    let time = read_hours(input.raw(NORM)).ok().filter(|time| *time != Some(0));
    let Some(time) = time else {
        let mut errors = Errors::none();
        errors.add_with(NORM, "error-workload-norm", vec![("most", MOST_HOURS.to_string())]);
        let world = world(app, actor, None).await?;
        return Ok(show_refused(&WorkloadPage::new(shell, &world, None, input, &errors)));
    };
    match app.store.workload_norm_say(actor, was, time, app.clock.now()).await {
        Ok(()) => Ok(done(app, PATH, "notice-workload-said")),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(SayRefusal::Changed | SayRefusal::NoCoach)) => {
            let world = world(app, actor, None).await?;
            let words = shell.t.get("knowledge-changed");
            let shell = shell.message(MessageKind::Error, words);
            let page = WorkloadPage::new(shell, &world, None, input, &Errors::none());
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
    /// What they ask of a week, and how much there is; where the school said what a student asks, or somebody how much there is.
    hours: Option<String>,
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
    /// Where who works with these students lets them go, and reads who went.
    go: Option<(String, String, String)>,
    writes: Option<Form>,
    /// What a student asks of a week: in a sentence, and for who says it a field.
    norm: String,
    says: Option<NormForm>,
    /// Where hours are shown.
    timed: bool,
}

struct Form {
    team: String,
    was: String,
    who: Choice,
    many: Field,
    hours: Field,
}

fn row(t: T, name: String, href: Option<String>, carried: Carried, (norm, timed): (Option<u32>, bool)) -> Row {
    let (said, over) = match room(carried.with, most(carried.capacity, carried.minutes, norm)) {
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
        hours: timed.then(|| time(t, carried, norm)),
        room: said,
        over,
    }
}

fn moves(t: T, one: &TeamCoaches, norm: Option<u32>) -> Vec<String> {
    let load = |(coach, _, carried): &(AccountId, register::Personal<String>, Carried)| Load {
        coach: *coach,
        with: carried.with,
        capacity: most(carried.capacity, carried.minutes, norm),
    };
    let loads: Vec<Load> = one.coaches.iter().map(load).collect();
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
            hours: Field::text(HOURS, t.get("workload-hours"))
                .hint(t.get("workload-hours-hint"))
                .optional()
                .filled(t, input, errors),
        }
    }
}

impl WorkloadPage {
    fn new(shell: Shell, world: &World, one: Option<&TeamCoaches>, input: &Input, errors: &Errors) -> Self {
        let t = shell.t;
        let (teams, norm) = (world.teams.as_slice(), world.norm.minutes);
        let alone = one.is_some() && teams.len() == 1;
        let said = |carried: &Carried| carried.minutes.is_some();
        let shown = match one {
            Some(one) => said(&one.team.carried) || one.coaches.iter().any(|(.., carried)| said(carried)),
            None => teams.iter().any(|team| said(&team.carried)),
        };
        let timed = norm.is_some() || shown;
        let row = |name: String, href: Option<String>, carried: Carried| row(t, name, href, carried, (norm, timed));
        let mut coaches = Vec::new();
        if let Some(one) = one {
            coaches.push(row(t.get("workload-team"), None, one.team.carried));
            let each = one.coaches.iter();
            coaches.extend(each.map(|(_, name, carried)| row(name.reveal().clone(), None, *carried)));
            if one.without.students > 0 {
                coaches.push(row(t.get("workload-without"), None, one.without));
            }
        }
        let team = |of: &TeamLoad| row(of.name.clone(), Some(format!("{PATH}?{TEAM}={}", of.team)), of.carried);
        let moves_them = shell.signed.as_ref().is_some_and(|one| may_ever(one.member.role, Action::MoveStudents));
        let go = one.filter(|_| moves_them).map(|one| {
            let team = one.team.team;
            let [go, went, classes] =
                ["verplaats", "verplaatst", "klassen"].map(|room| format!("{PATH}/{room}?{TEAM}={team}"));
            (go, went, classes)
        });
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
            go,
            norm: norm_said(t, &world.norm),
            says: world.says.then(|| NormForm::new(t, &world.norm, input, errors)),
            timed,
            next: world.next.filter(|_| one.is_none()).map(|next| format!("{PATH}?{AFTER}={next}")),
            coaches,
            moves: one.map(|one| moves(t, one, norm)).unwrap_or_default(),
            writes: one.map(|one| Form::new(t, one, input, errors)),
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

impl Page for WorkloadPage {
    const NAME: &'static str = "workload/workload";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let uuid = uuid::Uuid::from_u128;
        let carried = |students, with, capacity| Carried { students, with, capacity, minutes: None };
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
        let wrong = Input::of(&[(WHO, "x"), (MANY, "veel"), (HOURS, "7,")]);
        let mut errors = Errors::one(WHO, "error-workload-who");
        errors.add_with(MANY, "error-workload-many", vec![("most", MOST.to_string())]);
        errors.add_with(HOURS, "error-workload-hours", vec![("most", MOST_HOURS.to_string())]);
        let by = Some((time::macros::date!(2026 - 05 - 11), "Noor de Wit".to_owned().into()));
        let world = |teams: &[TeamLoad], norm: Norm, says| World {
            teams: teams.to_vec(),
            next: (teams.len() > 1).then_some(TeamId(uuid(3))),
            norm,
            says,
        };
        let known = || Norm { minutes: Some(45), said: 1, by: by.clone() };
        let mut timed = one.clone();
        timed.coaches[0].2.minutes = Some(450);
        timed.coaches[1].2.minutes = Some(0);
        let wrong_norm = Input::of(&[(NORM, "veel"), (WAS, "1")]);
        let mut no_norm = Errors::none();
        no_norm.add_with(NORM, "error-workload-norm", vec![("most", MOST_HOURS.to_string())]);
        let page = |role, world: &World, one: Option<&TeamCoaches>, input: &Input, errors: &Errors| {
            Self::new(shell(role), world, one, input, errors)
        };
        let (manager, policy) = (Role::TeamManager, Role::PolicyOfficer);
        vec![
            ("none", page(manager, &world(&[], Norm::default(), false), None, &empty, &none)),
            ("teams", page(policy, &world(&all, Norm::default(), true), None, &empty, &none)),
            ("teams-hours", page(policy, &world(&all, known(), true), None, &empty, &none)),
            ("norm-error", page(policy, &world(&all, known(), true), None, &wrong_norm, &no_norm)),
            ("team", page(manager, &world(&all[..1], Norm::default(), false), Some(&one), &empty, &none)),
            ("team-hours", page(Role::CareCoordinator, &world(&all[..1], known(), false), Some(&timed), &empty, &none)),
            ("errors", page(policy, &world(&all, Norm::default(), true), Some(&one), &wrong, &errors)),
        ]
    }
}
