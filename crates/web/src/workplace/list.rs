//! `/stages`: placements of the students one works with, in piles: of which something is to be done, which nobody wrote down yet, of which
//! the student is asked something, and those that run.

use crate::{
    say::{
        narrow::{Narrow, Tab, address, place_of},
        person::listed,
        words::T,
    },
    site::{
        app::App,
        page::{Page, show},
        problem::{Problem, id},
        session::Acting,
        shell::Shell,
        visit::Visit,
    },
};
use access::Role;
use askama::Template;
use axum::{extract::State, response::Response};
use register::workplace::{Owed, desk::Pile};
use store::{
    StoreError,
    file::within::{Choices, Chosen},
    workplace::{Listed, Why, WorkplacePage as Found, WorkplaceRow},
};

const PATH: &str = "/stages";
const PILE: &str = "lijst";
const FROM: &str = "vanaf";

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let pile = match visit.asked(PILE) {
        Some(code) => Pile::from_code(code).ok_or(Problem::NotFound)?,
        None => Pile::Owed,
    };
    let from = visit.asked(FROM).map(str::parse::<u32>).transpose().map_err(|_| Problem::NotFound)?.unwrap_or(0);
    let asked = Listed { files, pile, from };
    let found = match app.store.workplaces_listed(&actor, asked, app.clock.now()).await {
        // It is where they begin: who has no team yet is told so, and not that their page is not there.
        Err(StoreError::NotFound) if actor.role() == Some(Role::WorkplaceCoach) => {
            let nothing = Found { rows: Vec::new(), totals: Vec::new(), choices: Choices::default() };
            return Ok(show(&PilesPage { no_teams: true, ..PilesPage::new(shell, asked, &nothing) }));
        }
        found => found?,
    };
    Ok(show(&PilesPage::new(shell, asked, &found)))
}

struct Row {
    name: String,
    href: String,
    number: Option<String>,
    what: String,
    since: String,
}

/// The page.
#[derive(Template)]
#[template(path = "workplace/list.html")]
pub struct PilesPage {
    t: T,
    shell: Shell,
    lead: String,
    /// The reader guides placements, and of no team yet.
    no_teams: bool,
    /// What is said where there is nothing on the pile.
    none: String,
    tabs: Vec<Tab>,
    narrow: Narrow,
    rows: Vec<Row>,
    total: i64,
    /// Which are shown, where not all are.
    place: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

fn row(t: T, one: &WorkplaceRow) -> Row {
    let on = |key: &str| t.say(key).arg("on", one.day).to_string();
    let file = format!("/dossiers/{}/stage", one.file);
    Row {
        name: listed(t, one.name.as_ref(), one.student_number.as_ref(), one.born),
        href: one.number.map_or_else(|| file.clone(), |number| format!("{file}/{number}")),
        number: one.name.as_ref().and(one.student_number.as_ref()).map(|number| number.reveal().clone()),
        what: one.company.clone().unwrap_or_else(|| t.get("workplace-duo-no-company")),
        since: match one.why {
            Why::Owed(Owed::Report) => t.get("workplace-owed-report"),
            Why::Owed(Owed::Another) => on("workplace-since"),
            Why::Owed(Owed::Lost) => t.get("workplace-owed-lost"),
            Why::Owed(Owed::Outside) => t.get("workplace-owed-outside"),
            Why::Owed(Owed::Answer) => t.get("workplace-owed-answer"),
            Why::Owed(Owed::Sign) => t.get("workplace-owed-sign"),
            Why::Owed(Owed::Look) => on("workplace-owed-look"),
            Why::Unwritten => on("workplaces-unwritten-since"),
            Why::Asked => on("workplaces-asked-since"),
            Why::Running => on("workplaces-running-until"),
            Why::Planned => on("workplaces-planned-until"),
        },
    }
}

impl PilesPage {
    fn new(shell: Shell, asked: Listed, found: &Found) -> Self {
        let t = shell.t;
        let (team, coach) = (asked.files.team.map(|id| id.to_string()), asked.files.coach.map(|id| id.to_string()));
        let (team, coach) = (team.unwrap_or_default(), coach.unwrap_or_default());
        let to = |pile: Pile, from: &str| {
            // The first pile is the page itself.
            let pile = if pile == Pile::Owed { "" } else { pile.code() };
            address(PATH, &[(PILE, pile), ("team", &team), ("coach", &coach), (FROM, from)])
        };
        let tab = |pile: &Pile| Tab {
            label: t.get(&format!("workplaces-pile-{}", pile.code())),
            count: found.total(*pile),
            href: to(*pile, ""),
            current: *pile == asked.pile,
        };
        let (total, before, shown) =
            (found.total(asked.pile).unwrap_or_default(), i64::from(asked.from), found.rows.len());
        let last = before.saturating_add(i64::try_from(shown).unwrap_or(i64::MAX));
        let kept = if asked.pile == Pile::Owed { String::new() } else { asked.pile.code().to_owned() };
        Self {
            lead: t.get(&format!("workplaces-lead-{}", asked.pile.code())),
            no_teams: false,
            none: t.get(&format!("workplaces-none-{}", asked.pile.code())),
            tabs: Pile::ALL.iter().map(tab).collect(),
            narrow: Narrow::new(PATH, vec![(PILE, kept)]).team(t, &found.choices, asked.files.team).coach(
                t,
                &found.choices,
                asked.files.coach,
            ),
            rows: found.rows.iter().map(|one| row(t, one)).collect(),
            total,
            place: place_of(t, before, shown, total),
            first: (before > 0).then(|| to(asked.pile, "")),
            next: (shown > 0 && last < total).then(|| to(asked.pile, &last.to_string())),
            shell,
            t,
        }
    }
}

impl Page for PilesPage {
    const NAME: &'static str = "workplace/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::{FileId, PersonId, Personal, TeamId};
        use uuid::Uuid;
        let row = |n: u128, name: Option<&str>, why: Why| WorkplaceRow {
            file: FileId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(n)),
            number: (why != Why::Unwritten).then_some(1),
            company: (n != 2).then(|| "Bakkerij en Lunchroom De Voorbeeldige Korenmolen".to_owned()),
            day: people::now().day,
            why,
            name: name.map(|name| Personal::new(name.to_owned())),
            born: None,
            student_number: Some(Personal::new(format!("20260{n:02}"))),
            teams: Vec::new(),
        };
        let named = Some("Annemarie-Louise van der Schoot-Wijnbergen");
        let page = |role, pile, whys: &[Why], total, from| {
            let rows = whys.iter().enumerate().map(|(at, why)| {
                let n = u128::try_from(at).unwrap_or_default() + 1;
                row(n, named.filter(|_| n % 2 == 1), *why)
            });
            let choices =
                Choices { teams: vec![(TeamId(Uuid::from_u128(1)), "Koken".to_owned())], coaches: Vec::new() };
            let totals = Pile::ALL.iter().map(|of| (*of, if *of == pile { total } else { 3 })).collect();
            let found = Found { rows: rows.collect(), totals, choices };
            let asked = Listed { pile, from, ..Listed::default() };
            Self::new(Shell::sample_as(t, role, PATH), asked, &found)
        };
        let owed: Vec<Why> = Owed::ALL.iter().map(|owed| Why::Owed(*owed)).collect();
        vec![
            ("some", page(Role::Coach, Pile::Owed, &owed, 7, 0)),
            ("more", page(Role::Coach, Pile::Owed, &owed, 61, 0)),
            ("none", page(Role::Coach, Pile::Owed, &[], 0, 0)),
            ("unwritten", page(Role::WorkplaceCoach, Pile::Unwritten, &[Why::Unwritten, Why::Unwritten], 2, 0)),
            ("unwritten-none", page(Role::WorkplaceCoach, Pile::Unwritten, &[], 0, 0)),
            ("asked", page(Role::WorkplaceCoach, Pile::Asked, &[Why::Asked], 1, 0)),
            ("asked-none", page(Role::WorkplaceCoach, Pile::Asked, &[], 0, 0)),
            ("running", page(Role::WorkplaceCoach, Pile::Running, &[Why::Running, Why::Planned], 27, 25)),
            ("running-none", page(Role::WorkplaceCoach, Pile::Running, &[], 0, 0)),
            ("no-teams", PilesPage { no_teams: true, ..page(Role::WorkplaceCoach, Pile::Owed, &[], 0, 0) }),
            ("past", page(Role::WorkplaceCoach, Pile::Running, &[], 27, 50)),
        ]
    }
}
