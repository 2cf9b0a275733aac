//! `/verdeling/verplaatst`: what was arranged of a team, which can be taken back here; who of it went in the first months after they began;
//! and who can still go in those months.

use super::words;
use crate::{
    say::{form::Input, narrow::address, person::listed, words::T},
    site::{
        app::App,
        page::{Page, done, show},
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
use register::moving::What;
use register::{FileId, HandoverId, TeamId};
use store::SaveError;
use store::moving::{EarlyPage, EarlyRow, Made, MovePage};

/// Where it is.
const PATH: &str = "/verdeling/verplaatst";
const TEAM: &str = "team";
const AFTER: &str = "na";
/// After which arranged one the page begins.
const ARRANGED: &str = "geregeld";
/// Which was arranged.
const WHICH: &str = "overdracht";

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::MoveStudents);
    routes.get(PATH, gate, page).post(PATH, gate, back)
}

async fn page(State(app): State<App>, visit: Visit, Acting(actor): Acting, shell: Shell) -> Result<Response, Problem> {
    let now = app.clock.now();
    let Some(team) = visit.asked(TEAM) else {
        let (teams, _) = app.store.workloads(&actor, None, now.day).await?;
        let teams = teams.into_iter().map(|one| (one.team, one.name)).collect();
        return Ok(show(&MovedPage::teams(shell, teams)));
    };
    let after: Option<FileId> = visit.asked(AFTER).map(id).transpose()?;
    let arranged: Option<HandoverId> = visit.asked(ARRANGED).map(id).transpose()?;
    let view = app.store.moves_of_team(&actor, id(team)?, (arranged, after), now).await?;
    Ok(show(&MovedPage::new(shell, &view, (arranged, after))))
}

async fn back(State(app): State<App>, Acting(actor): Acting, input: Input) -> Result<Response, Problem> {
    let which = (input.text(TEAM).parse::<TeamId>(), input.text(WHICH).parse::<HandoverId>());
    let (Ok(team), Ok(which)) = which else { return Err(Problem::BadRequest) };
    let here = href(team, None, None);
    match app.store.move_undo(&actor, (team, which), app.clock.now()).await {
        Ok(()) => Ok(done(&app, &here, "notice-moved-back")),
        // Taken back meanwhile, or there is nobody left to take back: the page says how it stands.
        Err(SaveError::Refused(_)) => Ok(done(&app, &here, "notice-moved-gone")),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

fn href(team: TeamId, arranged: Option<HandoverId>, after: Option<FileId>) -> String {
    let arranged = arranged.map(|one| one.to_string()).unwrap_or_default();
    let after = after.map(|file| file.to_string()).unwrap_or_default();
    address(PATH, &[(TEAM, &team.to_string()), (ARRANGED, &arranged), (AFTER, &after)])
}

/// Something that was arranged.
struct Line {
    id: String,
    went: String,
    why: String,
    /// Who reads it by mail, and who does not.
    mailed: String,
    /// When it was taken back.
    undone: Option<String>,
    /// What the button says, for who hears it without the line.
    button: String,
}

/// Somebody who went in the first months.
struct Row {
    name: String,
    href: String,
    began: String,
    went: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "moving/moved.html")]
pub struct MovedPage {
    t: T,
    shell: Shell,
    title: String,
    /// To choose a team first: name and address.
    teams: Vec<(String, String)>,
    /// Of one team.
    one: Option<One>,
}

struct One {
    team: String,
    choose: String,
    made: Vec<Line>,
    /// To the newest of it, and to what was arranged before.
    newest: Option<String>,
    before: Option<String>,
    /// What others arranged: taken back by those who did.
    came: Vec<Line>,
    /// How many went in the first months.
    total: String,
    rows: Vec<Row>,
    /// How many left for another team.
    left: Vec<String>,
    /// Who can still go.
    open: String,
    first: Option<String>,
    next: Option<String>,
}

fn line(t: T, one: &Made) -> Line {
    let (went, why) = words::made(t, one);
    let mailed = if one.mailed >= one.students {
        t.get("move-mailed-all")
    } else {
        t.say("move-mailed").arg("many", one.mailed).arg("all", one.students).to_string()
    };
    Line {
        id: one.id.to_string(),
        mailed,
        undone: one.undone.map(|on| t.say("move-undone").arg("on", on).to_string()),
        button: t.say("move-undo-of").arg("went", went.trim_end_matches('.')).to_string(),
        went,
        why,
    }
}

fn row(t: T, one: &EarlyRow) -> Row {
    let went = one.went.iter().map(|(what, from, to, on)| {
        let (from, to) = (words::other(t, *what, from.reveal()), words::other(t, *what, to.reveal()));
        t.say("move-early-went").arg("from", from).arg("to", to).arg("on", *on).to_string()
    });
    Row {
        name: listed(t, one.file.name.as_ref(), one.file.student_number.as_ref(), one.file.born),
        href: format!("/dossiers/{}", one.file.file),
        began: t.say("move-early-began").arg("on", one.began).to_string(),
        went: went.collect(),
    }
}

impl MovedPage {
    fn teams(shell: Shell, teams: Vec<(TeamId, String)>) -> Self {
        let t = shell.t;
        Self {
            title: t.get("went-title"),
            teams: teams.into_iter().map(|(team, name)| (name, href(team, None, None))).collect(),
            one: None,
            shell: shell.crumb(t.get("nav-workload"), "/verdeling"),
            t,
        }
    }

    fn new(shell: Shell, view: &MovePage, (arranged, after): (Option<HandoverId>, Option<FileId>)) -> Self {
        let t = shell.t;
        let team = view.team.to_string();
        let early = &view.early;
        let left = |(name, many): &(String, i64)| {
            t.say("move-early-left").arg("many", *many).arg("team", name.as_str()).to_string()
        };
        let open = match early.until {
            Some(until) if early.open > 0 => t.say("move-open").arg("many", early.open).arg("on", until).to_string(),
            Some(_) | None => t.get("move-open-none"),
        };
        let here = address("/verdeling", &[(TEAM, &team)]);
        Self {
            title: t.say("went-title-of").arg("team", &view.name).to_string(),
            teams: Vec::new(),
            one: Some(One {
                choose: address("/verdeling/verplaats", &[(TEAM, &team)]),
                made: view.made.iter().map(|one| line(t, one)).collect(),
                newest: arranged.map(|_| href(view.team, None, after)),
                before: view.more.map(|more| href(view.team, Some(more), after)),
                came: view.came.iter().map(|one| line(t, one)).collect(),
                total: t.say("move-early-total").arg("many", early.total).to_string(),
                rows: early.rows.iter().map(|one| row(t, one)).collect(),
                left: early.left.iter().map(left).collect(),
                open,
                first: after.map(|_| href(view.team, arranged, None)),
                next: early.next.map(|next| href(view.team, arranged, Some(next))),
                team,
            }),
            shell: shell.crumb(t.get("nav-workload"), "/verdeling").crumb(&view.name, here),
            t,
        }
    }
}

impl Page for MovedPage {
    const NAME: &'static str = "moving/moved";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::moving::Reason;
        use time::macros::date;
        let shell = || Shell::sample_as(t, Role::CareCoordinator, PATH);
        let uuid = uuid::Uuid::from_u128;
        let name = |name: &str| register::Personal::new(name.to_owned());
        let went = |what, from: &str, to: &str| (what, name(from), name(to), date!(2026 - 05 - 01));
        let row = EarlyRow {
            file: crate::say::people::row(11, Some("Annemarie-Louise van der Schoot-Wijnbergen")),
            began: date!(2026 - 02 - 01),
            went: vec![went(What::Team, "Bouw", "Zorg"), went(What::Coach, "Sanne van der Meer", "Daan de Boer")],
        };
        let view = |made: Vec<Made>, early| MovePage {
            team: TeamId(uuid(1)),
            name: "Zorg".into(),
            came: made.iter().take(1).cloned().collect(),
            more: made.last().map(|one| one.id),
            made,
            early,
        };
        let none = EarlyPage { rows: Vec::new(), next: None, total: 0, left: Vec::new(), open: 0, until: None };
        let some = EarlyPage {
            rows: vec![row],
            next: Some(FileId(uuid(11))),
            total: 26,
            left: vec![("Bouw".into(), 1), ("Verpleging en Maatschappelijke Zorg".into(), 4)],
            open: 31,
            until: Some(date!(2026 - 06 - 30)),
        };
        let made =
            vec![words::sample(1, What::Coach, Reason::Room, false), words::sample(2, What::Team, Reason::Asked, true)];
        vec![
            ("teams", Self::teams(shell(), vec![(TeamId(uuid(1)), "Bouw".into()), (TeamId(uuid(2)), "Zorg".into())])),
            ("no-team", Self::teams(shell(), Vec::new())),
            ("none", Self::new(shell(), &view(Vec::new(), none), (None, None))),
            ("some", Self::new(shell(), &view(made, some), (Some(HandoverId(uuid(8))), Some(FileId(uuid(9)))))),
        ]
    }
}
