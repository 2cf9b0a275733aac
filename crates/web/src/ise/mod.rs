//! `/beleid/ise`: what was reported to DUO as extra support (ISE), held against what was agreed. Numbers of the school for
//! who works on its policy; and for who may see files the rows of theirs.

use crate::{
    say::{
        agreement::period,
        law,
        narrow::{address, place_of},
        person::listed,
        words::T,
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
use register::{FileId, Period, ise::Kind, law::Article};
use store::ise::{IsePage as Found, IseRow};
use time::Date;

/// Where the page is.
const PATH: &str = "/beleid/ise";

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get(PATH, Gate::Needs(Action::CountIse), page)
}

async fn page(State(app): State<App>, Acting(actor): Acting, visit: Visit, shell: Shell) -> Result<Response, Problem> {
    let after: Option<FileId> = visit.asked("na").map(id).transpose()?;
    let found = app.store.ise_page(&actor, after, app.clock.now()).await?;
    Ok(show(&IsePage::new(shell, after, &found)))
}

/// How many there are of a kind.
struct Count {
    title: String,
    count: String,
    what: String,
}

/// A difference in words.
struct Row {
    name: String,
    href: String,
    number: Option<String>,
    enrolment: String,
    kind: String,
    reported: String,
    agreed: String,
}

/// The page.
#[derive(Template)]
#[template(path = "ise/ise.html")]
pub struct IsePage {
    t: T,
    shell: Shell,
    as_of: Option<Date>,
    counts: Vec<Count>,
    all: usize,
    /// Which agreements count.
    counted: String,
    /// For who may see files.
    rows: Option<Vec<Row>>,
    total: usize,
    /// Which of them are on this page, where there are more.
    place: Option<String>,
    first: Option<&'static str>,
    next: Option<String>,
}

/// The key of a kind, in the words of the page.
const fn key(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::ReportedOnly => ("ise-reported-only", "ise-reported-only-what"),
        Kind::AgreedOnly => ("ise-agreed-only", "ise-agreed-only-what"),
        Kind::Dates => ("ise-dates", "ise-dates-what"),
    }
}

fn row(t: T, row: &IseRow) -> Row {
    let days =
        |days: Option<Period>| days.map_or_else(|| t.get("ise-nothing"), |days| period(t, days.from, days.until));
    Row {
        name: listed(t, row.name.as_ref(), row.student_number.as_ref(), row.born),
        href: format!("/dossiers/{}", row.file),
        // Who has no name is called by their number already.
        number: row.name.as_ref().and(row.student_number.as_ref()).map(|number| number.reveal().clone()),
        enrolment: row.enrolment.clone(),
        kind: t.get(key(row.difference.kind()).0),
        reported: days(row.difference.reported()),
        agreed: days(row.difference.agreed()),
    }
}

impl IsePage {
    fn new(shell: Shell, after: Option<FileId>, found: &Found) -> Self {
        let t = shell.t;
        let count = |kind: &Kind| {
            let (title, what) = key(*kind);
            Count { title: t.get(title), count: t.number(found.counts.kind(*kind) as f64, 0), what: t.get(what) }
        };
        let rows = found.rows.as_ref();
        let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        let next = rows.and_then(|rows| rows.next);
        Self {
            as_of: found.as_of,
            counts: Kind::ALL.iter().map(count).collect(),
            all: found.counts.all(),
            counted: t.say("ise-how-counted").arg("article", law::article(t, Article::Agree)).to_string(),
            total: rows.map_or(0, |rows| rows.total),
            place: rows.and_then(|rows| place_of(t, number(rows.before), rows.shown.len(), number(rows.total))),
            rows: rows.map(|rows| rows.shown.iter().map(|one| row(t, one)).collect()),
            first: after.map(|_| PATH),
            next: next.map(|file| address(PATH, &[("na", &file.to_string())])),
            t,
            shell,
        }
    }
}

impl Page for IsePage {
    const NAME: &'static str = "ise/ise";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = |role| Shell::sample_as(t, role, PATH);
        let (many, few) = (samples::found(true), samples::found(false));
        let none = Found { counts: Default::default(), rows: None, ..few.clone() };
        let unread = Found { as_of: None, ..none.clone() };
        vec![
            ("numbers", Self::new(shell(Role::PolicyOfficer), None, &Found { rows: None, ..many.clone() })),
            ("rows", Self::new(shell(Role::CareCoordinator), many.rows.as_ref().and_then(|rows| rows.next), &many)),
            ("none-of-mine", Self::new(shell(Role::Coach), None, &few)),
            ("none", Self::new(shell(Role::PolicyOfficer), None, &none)),
            ("not-read", Self::new(shell(Role::PolicyOfficer), None, &unread)),
        ]
    }
}

/// Made-up differences.
mod samples {
    use crate::say::people::now;
    use register::{FileId, Period, PersonId, Personal, ise::Difference};
    use store::ise::{Counts, IsePage, IseRow, Rows};
    use time::macros::date;
    use uuid::Uuid;

    pub(super) fn found(with_rows: bool) -> IsePage {
        let year = Period::between(date!(2025 - 08 - 01), date!(2026 - 01 - 31));
        let since = Period::since(date!(2025 - 10 - 10));
        let row = |n: u128, name: Option<&str>, difference| {
            let (file, person) = (FileId(Uuid::from_u128(n)), PersonId(Uuid::from_u128(n)));
            let text = |text: &str| Personal::new(text.to_owned());
            let born = register::BirthDate::from_parts(2008, 9, 3).filter(|_| name.is_none());
            IseRow::new((file, person), name.map(text), born, (n < 3).then(|| text("2026001")), "C1", difference)
        };
        let shown = vec![
            row(1, Some("Bo Li"), Difference::ReportedOnly(year)),
            row(1, Some("Bo Li"), Difference::AgreedOnly(since)),
            row(
                2,
                Some("Annemarie-Louise van der Schoot-Wijnbergen"),
                Difference::Dates { reported: year, agreed: since },
            ),
            row(3, None, Difference::ReportedOnly(since)),
        ];
        let next = Some(FileId(Uuid::from_u128(3)));
        let full = Rows { before: 25, total: 1_322, next, shown };
        let empty = Rows { before: 0, total: 0, next: None, shown: Vec::new() };
        let rows = Some(if with_rows { full } else { empty });
        IsePage { as_of: Some(now().day), counts: Counts([120, 1_355, 1]), rows }
    }
}
