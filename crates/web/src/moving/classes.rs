//! `/verdeling/klassen`: how many students of a team who begin now or soon stand in which class, and how many with a measure; and how that
//! would be if it were spread or gathered. Numbers: who they are and why they have it is not said. Classes are made in the student system.

use crate::{
    say::{
        narrow::address,
        words::{Lang, T},
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        route::{Gate, Routes},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::{Action, Role};
use askama::Template;
use axum::{extract::State, response::Response};
use register::grouping::{Aim, Class, divide, go};
use register::{MeasureId, TeamId};
use store::moving::{Agreed, Classes};

/// Where it is.
const PATH: &str = "/verdeling/klassen";
const TEAM: &str = "team";
const MEASURE: &str = "maatregel";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::MoveStudents), page)
}

async fn page(State(app): State<App>, visit: Visit, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let today = app.clock.now().day;
    let Some(team) = visit.asked(TEAM) else {
        let (teams, _) = app.store.workloads(&actor, None, today).await?;
        let teams = teams.into_iter().map(|one| (one.team, one.name)).collect();
        return Ok(show(&ClassesPage::teams(shell, teams)));
    };
    let measure: Option<MeasureId> = visit.asked(MEASURE).map(id).transpose()?;
    let view = app.store.classes_of_team(&actor, (id(team)?, measure), today).await?;
    Ok(show(&ClassesPage::new(shell, &view)))
}

fn href(team: TeamId, measure: Option<MeasureId>) -> String {
    let measure = measure.map(|id| id.to_string()).unwrap_or_default();
    address(PATH, &[(TEAM, &team.to_string()), (MEASURE, &measure)])
}

/// A class, with how many there are, would be when spread, and when gathered.
struct Row {
    name: String,
    students: String,
    with: Option<[String; 3]>,
}

/// The page.
#[derive(Template)]
#[template(path = "moving/classes.html")]
pub struct ClassesPage {
    t: T,
    shell: Shell,
    title: String,
    /// To choose a team first: name and address.
    teams: Vec<(String, String)>,
    one: Option<One>,
}

struct One {
    begin: String,
    /// What is agreed: in words, and the address of its classes.
    measures: Vec<(String, String)>,
    /// What was chosen.
    chosen: Option<String>,
    rows: Vec<Row>,
    /// How many would go.
    says: Vec<String>,
}

fn text(t: T, one: &Agreed) -> String {
    match t.lang() {
        Lang::Nl => one.text.clone(),
        Lang::En => one.text_en.clone(),
    }
}

impl One {
    fn new(t: T, view: &Classes) -> Self {
        let many = |count: i64| u32::try_from(count).unwrap_or_default();
        let classes: Vec<Class> =
            view.classes.iter().map(|one| Class { size: many(one.students), with: many(one.with) }).collect();
        let [spread, gathered] = [Aim::Spread, Aim::Gather].map(|aim| divide(&classes, aim));
        let count = |many: u32| t.number(f64::from(many), 0);
        let chosen = view.measures.iter().find(|one| Some(one.measure) == view.chosen);
        let rows = view.classes.iter().zip(&classes).zip(spread.iter().zip(&gathered));
        let row = |((one, class), (spread, gathered)): ((&store::moving::ClassRow, &Class), (&u32, &u32))| Row {
            name: one.name.clone(),
            students: count(class.size),
            with: chosen.map(|_| [count(class.with), count(*spread), count(*gathered)]),
        };
        let says = |key: &str, given: &[u32]| t.say(key).arg("many", i64::from(go(&classes, given))).to_string();
        let agreed = |one: &Agreed| {
            let said = t.say("classes-measure").arg("what", text(t, one)).arg("many", one.students).to_string();
            (said, href(view.team, Some(one.measure)))
        };
        Self {
            begin: t.say("classes-begin").arg("many", view.students).to_string(),
            measures: view.measures.iter().map(agreed).collect(),
            chosen: chosen.map(|one| text(t, one)),
            says: match chosen {
                Some(_) => vec![says("classes-spread-go", &spread), says("classes-gather-go", &gathered)],
                None => Vec::new(),
            },
            rows: rows.map(row).collect(),
        }
    }
}

impl ClassesPage {
    fn teams(shell: Shell, teams: Vec<(TeamId, String)>) -> Self {
        let t = shell.t;
        Self {
            title: t.get("classes-title"),
            teams: teams.into_iter().map(|(team, name)| (name, href(team, None))).collect(),
            one: None,
            shell: shell.crumb(t.get("nav-workload"), "/verdeling"),
            t,
        }
    }

    fn new(shell: Shell, view: &Classes) -> Self {
        let t = shell.t;
        let here = address("/verdeling", &[(TEAM, &view.team.to_string())]);
        Self {
            title: t.say("classes-title-of").arg("team", &view.name).to_string(),
            teams: Vec::new(),
            one: Some(One::new(t, view)),
            shell: shell.crumb(t.get("nav-workload"), "/verdeling").crumb(&view.name, here),
            t,
        }
    }
}

impl Page for ClassesPage {
    const NAME: &'static str = "moving/classes";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use store::moving::ClassRow;
        let uuid = uuid::Uuid::from_u128;
        let shell = || Shell::sample_as(t, Role::CareCoordinator, PATH);
        let class = |n, name: &str, students, with| ClassRow {
            group: register::GroupId(uuid(n)),
            name: name.into(),
            students,
            with,
        };
        let agreed = |n, text: &str, text_en: &str, students| Agreed {
            measure: MeasureId(uuid(n)),
            text: text.into(),
            text_en: text_en.into(),
            students,
        };
        let view = |chosen: bool| Classes {
            team: TeamId(uuid(1)),
            name: "Verpleging en Maatschappelijke Zorg".into(),
            students: 52,
            measures: vec![
                agreed(5, "Extra tijd bij toetsen.", "Extra time for tests.", 7),
                agreed(6, "Een pauze als dat nodig is.", "A break when needed.", 1),
            ],
            chosen: chosen.then_some(MeasureId(uuid(5))),
            classes: vec![class(7, "VZ1A", 26, 6), class(8, "VZ1B", 26, 1)],
        };
        let none = Classes { students: 0, measures: Vec::new(), classes: Vec::new(), ..view(false) };
        vec![
            ("teams", Self::teams(shell(), vec![(TeamId(uuid(1)), "Bouw".into()), (TeamId(uuid(2)), "Zorg".into())])),
            ("no-team", Self::teams(shell(), Vec::new())),
            ("none", Self::new(shell(), &none)),
            ("classes", Self::new(shell(), &view(false))),
            ("measure", Self::new(shell(), &view(true))),
        ]
    }
}
