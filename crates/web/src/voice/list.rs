//! `/gezegd`: what students said themselves and wait for an answer to, the first that is due first.

use crate::{
    say::{
        narrow::{Narrow, address, place_of},
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
use register::VoiceId;
use store::file::within::Chosen;
use store::voice::{VoiceRow, Voices};
use time::Date;

/// The path.
pub(super) const PATH: &str = "/gezegd";

pub(super) async fn page(
    State(app): State<App>,
    Acting(actor): Acting,
    visit: Visit,
    shell: Shell,
) -> Result<Response, Problem> {
    let files =
        Chosen { team: visit.asked("team").map(id).transpose()?, coach: visit.asked("coach").map(id).transpose()? };
    let after = visit.asked("na").map(id).transpose()?;
    let now = app.clock.now();
    let found = app.store.voices(&actor, files, after, now).await?;
    Ok(show(&VoicesPage::new(shell, files, after, &found, now.day)))
}

fn href(files: Chosen, after: Option<VoiceId>) -> String {
    let text = |id: Option<String>| id.unwrap_or_default();
    let (team, coach) = (text(files.team.map(|id| id.to_string())), text(files.coach.map(|id| id.to_string())));
    address(PATH, &[("team", &team), ("coach", &coach), ("na", &text(after.map(|id| id.to_string())))])
}

/// Something that waits.
struct Row {
    name: String,
    href: String,
    what: String,
    /// Since when it is late.
    late: Option<String>,
    due: String,
}

/// The page.
#[derive(Template)]
#[template(path = "voice/list.html")]
pub struct VoicesPage {
    t: T,
    shell: Shell,
    narrow: Narrow,
    total: i64,
    place: Option<String>,
    none: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

impl VoicesPage {
    fn new(shell: Shell, files: Chosen, after: Option<VoiceId>, found: &Voices, today: Date) -> Self {
        let t = shell.t;
        let row = |row: &VoiceRow| {
            let file = &row.file;
            let teams = file.teams.join(", ");
            let kind = t.get(&format!("voice-{}", row.kind.code()));
            let said = t.say("voice-said").arg("kind", kind).arg("on", row.said).to_string();
            Row {
                name: listed(t, file.name.as_ref(), file.student_number.as_ref(), file.born),
                href: format!("/dossiers/{}/gezegd/{}", file.file, row.voice),
                what: if teams.is_empty() { said } else { format!("{said}. {teams}") },
                late: (row.due < today).then(|| t.get("voice-late")),
                due: t.say("voice-due").arg("by", row.due).to_string(),
            }
        };
        let narrow =
            Narrow::new(PATH, Vec::new()).team(t, &found.choices, files.team).coach(t, &found.choices, files.coach);
        Self {
            none: if found.total > 0 {
                t.get("list-past-the-end")
            } else if narrow.chosen.is_empty() {
                t.get("voices-none")
            } else {
                t.say("files-none-chosen").arg("chosen", narrow.chosen.join(", ")).to_string()
            },
            narrow,
            total: found.total,
            place: place_of(t, found.before, found.rows.len(), found.total),
            rows: found.rows.iter().map(row).collect(),
            first: after.map(|_| href(files, None)),
            next: found.next.map(|voice| href(files, Some(voice))),
            shell: Shell { path: href(files, after), ..shell },
            t,
        }
    }
}

impl Page for VoicesPage {
    const NAME: &'static str = "voice/list";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        use crate::say::people;
        use register::voice::Kind;
        use register::{FileId, PersonId, Personal, TeamId};
        use store::file::{list::FileRow, within::Choices};
        use time::Duration;
        use uuid::Uuid;
        let today = people::now().day;
        let row = |n: u128, name: Option<&str>, kind, days: i64| VoiceRow {
            file: FileRow {
                file: FileId(Uuid::from_u128(n)),
                person: PersonId(Uuid::from_u128(n)),
                name: name.map(|name| Personal::new(name.to_owned())),
                born: None,
                student_number: Some(Personal::new("2026001".to_owned())),
                teams: if n == 1 { Vec::new() } else { vec!["Verpleging".to_owned()] },
                attention: false,
            },
            voice: VoiceId(Uuid::from_u128(n)),
            kind,
            said: today - Duration::days(14 - days),
            due: today + Duration::days(days),
        };
        let rows = vec![
            row(1, Some("Bo Li"), Kind::NotKept, -3),
            row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), Kind::Missing, 0),
            row(3, None, Kind::Change, 9),
        ];
        let team = |(n, name): (u128, &str)| (TeamId(Uuid::from_u128(n)), name.to_owned());
        let choices =
            Choices { teams: [(1, "Autotechniek"), (2, "Verpleging")].map(team).to_vec(), coaches: Vec::new() };
        let next = rows.last().map(|row| row.voice);
        let full = Voices { rows, before: 25, total: 61, next, choices };
        let none = Voices { rows: Vec::new(), before: 0, total: 0, next: None, choices: full.choices.clone() };
        let of_team = Chosen { team: full.choices.teams.first().map(|(team, _)| *team), coach: None };
        let page =
            |role, files, after, found: &Voices| Self::new(Shell::sample_as(t, role, PATH), files, after, found, today);
        vec![
            ("full", page(Role::CareCoordinator, Chosen::default(), next, &full)),
            ("none", page(Role::Coach, Chosen::default(), None, &none)),
            ("none-chosen", page(Role::Coach, of_team, None, &none)),
        ]
    }
}
