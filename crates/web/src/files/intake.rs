//! `/intake`: who applied, for what, and where the intake stands. One line for each application.

use super::Row;
use crate::{
    say::{
        application::what,
        form::Opt,
        intake as say,
        narrow::{Narrow, Tab, address, place_of},
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
use access::{Action, Role, may_ever};
use askama::Template;
use axum::{extract::State, response::Response};
use register::ApplicationId;
use register::application::Status;
use register::intake::{owed::Work, timely::Side};
use store::file::applications::{ApplicationPage, ApplicationRow, Asked};
use time::Date;

/// On which side of 1 April.
const SIDE: &str = "aangemeld";

pub(super) async fn list(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let after: Option<ApplicationId> = visit.asked("na").map(id).transpose()?;
    let status = visit.asked("stand").map(|code| Status::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let work = visit.asked("werk").map(|code| Work::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let side = visit.asked(SIDE).map(|code| Side::from_code(code).ok_or(Problem::NotFound)).transpose()?;
    let asked = Asked { status, work, team: visit.asked("team").map(id).transpose()?, side };
    let now = app.clock.now();
    let found = app.store.application_list(&actor, asked, after, now).await?;
    let holds = actor.role().is_some_and(|role| may_ever(role, Action::HoldIntake));
    let questions = if holds { app.store.advice_asked_count(&actor).await? } else { 0 };
    Ok(show(&IntakePage::new(shell, holds, (asked, after), (&found, questions), now.day)))
}

fn href(asked: Asked, after: Option<ApplicationId>) -> String {
    let team = asked.team.map(|team| team.to_string()).unwrap_or_default();
    let after = after.map(|application| application.to_string()).unwrap_or_default();
    let (stand, work) = (asked.status.map_or("", Status::code), asked.work.map_or("", Work::code));
    let side = asked.side.map_or("", Side::code);
    address("/intake", &[("stand", stand), ("werk", work), ("team", &team), (SIDE, side), ("na", &after)])
}

/// One application, with who applied.
struct Applied {
    row: Row,
    /// To the intake, for who holds intakes and while it is open.
    href: Option<String>,
    /// To its talk, in the same case, and what that is called.
    talk: Option<(String, String)>,
    what: String,
    /// Whether somebody applied in time, where that counts; and when the talk is.
    said: Vec<String>,
    status: String,
    held: bool,
    open: bool,
}

/// The list.
#[derive(Template)]
#[template(path = "files/intake.html")]
pub struct IntakePage {
    t: T,
    shell: Shell,
    /// What is to be done now: what has somebody on it.
    to_do: Vec<Tab>,
    /// What is open.
    tabs: Vec<Tab>,
    /// What ended; and whether it is that which is shown.
    ended: Vec<Tab>,
    shows_ended: bool,
    narrow: Narrow,
    total: i64,
    rows: Vec<Applied>,
    /// Which of them are on this page, where there are more.
    place: Option<String>,
    /// What was chosen, in words. With nothing chosen an empty list is empty.
    chosen: String,
    first: Option<String>,
    next: Option<String>,
}

impl IntakePage {
    fn new(
        shell: Shell,
        holds: bool,
        (asked, after): (Asked, Option<ApplicationId>),
        (found, questions): (&ApplicationPage, i64),
        today: Date,
    ) -> Self {
        let t = shell.t;
        let words = |status: Status| t.get(&format!("application-status-{}", status.code()));
        let open: i64 = found.open.iter().map(|(_, count)| count).sum();
        let tab = |status: Option<Status>, label: String, count| Tab {
            label,
            count,
            href: href(Asked { status, work: None, ..asked }, None),
            current: asked.work.is_none() && asked.status == status,
        };
        let work_tab = |(work, count): &(Work, i64)| Tab {
            label: say::work(t, *work),
            count: Some(*count),
            href: href(Asked { status: None, work: Some(*work), ..asked }, None),
            current: asked.work == Some(*work),
        };
        // What nobody has to do is not in the way of what somebody has.
        let waits = |(work, count): &&(Work, i64)| *count > 0 || asked.work == Some(*work);
        let mut to_do: Vec<Tab> = found.owed.iter().filter(waits).map(work_tab).collect();
        // What another programme asks is not of these applications: it has a list of its own.
        to_do.extend((questions > 0).then(|| Tab {
            label: t.get("intake-asked"),
            count: Some(questions),
            href: crate::say::advice::PATH.to_owned(),
            current: false,
        }));
        let mut tabs = vec![tab(None, t.get("intake-open"), Some(open))];
        tabs.extend(found.open.iter().map(|(status, count)| tab(Some(*status), words(*status), Some(*count))));
        let closed = Status::ALL.iter().copied().filter(|status| !status.is_open());
        let counted = |status| (asked.status == Some(status)).then_some(found.total);
        let ended: Vec<Tab> = closed.map(|status| tab(Some(status), words(status), counted(status))).collect();
        let teams = found.choices.teams.iter().map(|(team, name)| Opt::new(team.to_string(), name)).collect();
        let team = asked.team.map(|team| team.to_string()).unwrap_or_default();
        let stand = asked.status.map_or("", Status::code).to_owned();
        let work = asked.work.map_or("", Work::code).to_owned();
        let narrow = Narrow::new("/intake", vec![("stand", stand), ("werk", work)]).choice(
            t,
            "team",
            ["narrow-team", "narrow-all-teams"],
            teams,
            &team,
        );
        // With how many there are on each side, of what is shown.
        let count =
            |side: Side| found.sides.iter().filter(|(one, _)| *one == side).map(|(_, count)| *count).sum::<i64>();
        let there = Side::ALL.iter().filter(|side| count(**side) > 0 || asked.side == Some(**side));
        let sides = there.map(|side| {
            let said = t.say("intake-side-count").arg("side", say::side(t, *side)).arg("count", count(*side));
            Opt::new(side.code(), said.to_string())
        });
        let side = asked.side.map_or("", Side::code);
        let narrow = narrow.choice(t, SIDE, ["intake-side", "intake-all-sides"], sides.collect(), side);
        let applied = |ApplicationRow { row, application, timely, talk }: &ApplicationRow| Applied {
            href: (holds && application.status.is_open()).then(|| format!("/intake/{}", application.id)),
            talk: (holds && (application.status.is_open() || asked.work.is_some())).then(|| {
                let row = Row::new(t, row);
                // A list of what is to be done leads to where that is done.
                let (room, key) = match (asked.work, talk) {
                    (Some(Work::Decide | Work::TellDecision | Work::Guide), _) => ("besluit", "intake-decision-of"),
                    (Some(Work::Fetch | Work::Review), _) => ("overdracht", "intake-transfer-of"),
                    (Some(Work::Place), _) => ("advies", "intake-advice-of"),
                    (Some(Work::Plan | Work::Tell | Work::Report) | None, None) => ("gesprek", "intake-talk-plan"),
                    (Some(Work::Plan | Work::Tell | Work::Report) | None, Some(_)) => ("gesprek", "intake-talk-of"),
                };
                (format!("/intake/{}/{room}", application.id), t.say(key).arg("name", row.name.as_str()).to_string())
            }),
            said: say::timely(t, *timely)
                .into_iter()
                .chain(talk.map(|talk| {
                    let status = say::status(t, talk.status);
                    t.say("intake-talk-stands").arg("status", status).arg("on", talk.day).to_string()
                }))
                .collect(),
            row: Row::new(t, row),
            what: what(t, &found.programmes, application, today),
            status: words(application.status),
            held: application.status == Status::IntakeHeld,
            open: application.status.is_open(),
        };
        Self {
            to_do,
            tabs,
            shows_ended: ended.iter().any(|tab| tab.current),
            ended,
            place: place_of(t, found.before, found.rows.len(), found.total),
            chosen: asked
                .status
                .map(words)
                .into_iter()
                .chain(asked.work.map(|work| say::work(t, work)))
                .chain(narrow.chosen.iter().cloned())
                .collect::<Vec<_>>()
                .join(", "),
            narrow,
            total: found.total,
            rows: found.rows.iter().map(applied).collect(),
            first: after.map(|_| href(asked, None)),
            next: found.next.map(|next| href(asked, Some(next))),
            shell: Shell { path: href(asked, after), ..shell },
            t,
        }
    }
}

impl Page for IntakePage {
    const NAME: &'static str = "files/intake";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use register::application::Application;
        use register::intake::{owed::Course, talk, timely::Timely};
        use store::file::within::Choices;
        let shell = |role| Shell::sample_as(t, role, "/intake");
        let one = crate::say::people::application;
        let application = |n: usize| match n {
            0 => one(),
            1 => Application { status: Status::IntakeHeld, programme: None, ..one() },
            2 => Application { status: Status::Withdrawn, starts_on: None, ..one() },
            _ => Application { status: Status::Enrolled, ..one() },
        };
        let rows = crate::say::people::rows().into_iter().enumerate();
        let by = time::macros::date!(2026 - 04 - 01);
        let rows = rows.map(|(n, row)| {
            let application = application(n);
            let (timely, status) = match n {
                0 => (Timely::InTime { by }, Some(talk::Status::Planned)),
                1 => (Timely::Late { by }, Some(talk::Status::Reported)),
                _ => (Timely::Unbound, None),
            };
            let course = |status| Course { status, day: by, since: by, told: true };
            ApplicationRow { row, timely, talk: status.map(course), application }
        });
        let rows = rows.collect();
        let teams = [(1, "Autotechniek"), (2, "Verpleging")];
        let team = |(n, name): (u128, &str)| (register::TeamId(uuid::Uuid::from_u128(n)), name.to_owned());
        let choices = Choices { teams: teams.map(team).to_vec(), coaches: Vec::new() };
        let open = vec![(Status::Received, 112), (Status::IntakeHeld, 38)];
        let next = Some(ApplicationId(uuid::Uuid::from_u128(4)));
        let empty = || ApplicationPage {
            rows: Vec::new(),
            next: None,
            before: 0,
            total: 0,
            open: Vec::new(),
            owed: Work::ALL.iter().map(|work| (*work, 0)).collect(),
            sides: Vec::new(),
            choices: Choices::default(),
            programmes: Default::default(),
        };
        let today = crate::say::people::now().day;
        let owed = Work::ALL.iter().zip([61, 1, 12, 38, 2, 0, 3, 4, 1]).map(|(work, count)| (*work, count)).collect();
        let sides = vec![(Side::InTime, 120), (Side::Late, 29), (Side::Unknown, 1)];
        let full = ApplicationPage { rows, next, before: 0, total: 150, open, owed, sides, choices, ..empty() };
        let withdrawn = Asked { status: Some(Status::Withdrawn), ..Asked::default() };
        let all = Asked::default();
        let late = Asked { side: Some(Side::Late), work: Some(Work::Plan), ..all };
        vec![
            ("empty", Self::new(shell(Role::Intaker), true, (all, None), (&empty(), 0), today)),
            ("full", Self::new(shell(Role::Intaker), true, (all, None), (&full, 2), today)),
            ("late", Self::new(shell(Role::Intaker), true, (late, None), (&full, 0), today)),
            ("none-chosen", Self::new(shell(Role::Intaker), true, (withdrawn, None), (&empty(), 0), today)),
            (
                "care",
                Self::new(
                    shell(Role::CareCoordinator),
                    false,
                    (all, next),
                    (&ApplicationPage { before: 25, ..full }, 0),
                    today,
                ),
            ),
        ]
    }
}
