//! Where the pages of evaluations are, and how a plan is said: what both pages need.

use crate::say::{format::clock, narrow::address, words::T};
use register::FileId;
use register::duty::Evaluating;
use store::evaluation::{EvaluationRow, Evaluations, Planned};
use store::file::within::Chosen;

/// Where the lists are.
pub(super) const PATH: &str = "/evaluaties";
/// Where talks are planned.
pub(super) const PLAN: &str = "/evaluaties/plannen";

/// Where the talks of a part of the list are planned.
pub(super) fn plan_href(files: Chosen, after: Option<FileId>) -> String {
    let text = |id: Option<String>| id.unwrap_or_default();
    let (team, coach) = (text(files.team.map(|id| id.to_string())), text(files.coach.map(|id| id.to_string())));
    address(PLAN, &[("team", &team), ("coach", &coach), ("na", &text(after.map(|id| id.to_string())))])
}

/// When a talk is planned, in words.
pub(super) fn planned_on(t: T, (day, hour): Planned) -> String {
    match hour {
        Some(hour) => t.say("evaluation-planned-at").arg("on", t.date(day)).arg("hour", clock(hour)).to_string(),
        None => t.say("evaluation-planned").arg("on", t.date(day)).to_string(),
    }
}

/// A page of students whose evaluation is owed, of whom one is planned.
pub(super) fn sample() -> Evaluations {
    use register::{AccountId, FileId, PersonId, Personal, TeamId, VersionId};
    use store::file::{list::FileRow, within::Choices};
    use time::macros::{date, time};
    use uuid::Uuid;
    let row = |n: u128, name: Option<&str>, planned| EvaluationRow {
        file: FileRow {
            file: FileId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(n)),
            name: name.map(|name| Personal::new(name.to_owned())),
            born: None,
            student_number: Some(Personal::new("2026001".to_owned())),
            teams: vec!["Verpleging".to_owned()],
            attention: false,
        },
        version: VersionId(Uuid::from_u128(n)),
        planned,
    };
    let rows = vec![
        row(1, Some("Bo Li"), Some((date!(2026 - 06 - 02), Some(time!(9:30))))),
        row(2, Some("Annemarie-Louise van der Schoot-Wijnbergen"), Some((date!(2026 - 06 - 03), None))),
        row(3, None, None),
    ];
    let team = |(n, name): (u128, &str)| (TeamId(Uuid::from_u128(n)), name.to_owned());
    let coach = |(n, name): (u128, &str)| (AccountId(Uuid::from_u128(n)), name.to_owned());
    let choices = Choices {
        teams: [(1, "Autotechniek"), (2, "Verpleging")].map(team).to_vec(),
        coaches: [(1, "Sander Kuipers"), (2, "Noor van der Wetering-Bakker")].map(coach).to_vec(),
    };
    let counts = vec![(Evaluating::Owed, 61), (Evaluating::Held, 30), (Evaluating::Missed, 2), (Evaluating::Stops, 1)];
    let next = rows.last().map(|row| row.file.file);
    Evaluations { rows, before: 0, counts, by: date!(2026 - 07 - 31), next, choices }
}
