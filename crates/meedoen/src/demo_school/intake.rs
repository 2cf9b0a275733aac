//! The intake of a demo school: a talk in each state, of whoever applied and is not enrolled yet.

use super::care::staff;
use super::cast::Cast;
use crate::outcome::Run;
use demo::School;
use register::intake::talk::{Event, Means, Plan, Refusal, Written};
use store::file::applications::Asked;
use store::{SaveError, Store};
use time::macros::time;
use time::{Duration, Time};

/// What happens to a talk, in the order in which applicants stand on the list.
#[derive(Clone, Copy)]
enum Life {
    /// To come, and the applicant knows.
    Told,
    /// To come, and nobody told the applicant.
    Untold,
    /// It was yesterday, and is to be written down.
    Due,
    /// It was held, and is to be written down.
    Held,
    /// It was moved, held, and written down.
    Reported,
    /// Nobody came.
    Missed,
    /// It does not go on.
    Cancelled,
}

const LIVES: [Life; 7] =
    [Life::Told, Life::Due, Life::Reported, Life::Untold, Life::Held, Life::Missed, Life::Cancelled];

/// An intaker planned talks with some of those who applied. Who is left has none yet.
pub(super) async fn talks(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let Some(intaker) = staff(school, cast, "intaker@").await? else { return Ok(()) };
    let on = |days: i64, minute| crate::clock::civil(school.today + Duration::days(days), minute);
    let applied = store.application_list(&intaker, Asked::default(), None, on(0, 8 * 60)).await?;
    for (row, life) in applied.rows.iter().zip(LIVES) {
        let id = row.application.id;
        let first = row.application.applied_on;
        let (planned, day) = match life {
            Life::Told | Life::Untold => (-4, 6),
            Life::Due => (-9, -1),
            Life::Held | Life::Missed => (-9, -2),
            Life::Reported => (-12, -6),
            Life::Cancelled => (-5, 3),
        };
        // Nobody is invited before they applied.
        if on(planned, 0).day < first {
            continue;
        }
        let plan = |day: i64, hour: Time| Plan {
            day: Some(on(day, 0).day),
            hour: Some(hour),
            place: "Balie van het intakebureau".to_owned(),
            with: intaker.account(),
        };
        fits(store.intake_plan(&intaker, id, &plan(day, time!(9:30)), on(planned, 10 * 60)).await)?;
        match life {
            Life::Untold | Life::Due => {}
            Life::Told => {
                fits(store.intake_told(&intaker, id, Some(Means::Spoken), on(planned, 11 * 60)).await)?;
            }
            Life::Held => fits(store.intake_turn(&intaker, id, (Event::Hold, ""), on(day, 16 * 60)).await)?,
            Life::Missed => {
                let why = "De aanmelder belde niet af.";
                fits(store.intake_turn(&intaker, id, (Event::Miss, why), on(day, 11 * 60)).await)?;
            }
            Life::Cancelled => {
                let why = "De intaker is ziek. Er komt een nieuwe dag.";
                fits(store.intake_turn(&intaker, id, (Event::Cancel, why), on(-1, 9 * 60)).await)?;
            }
            Life::Reported => {
                fits(store.intake_plan(&intaker, id, &plan(day + 1, time!(14:00)), on(-8, 9 * 60)).await)?;
                let written = Written {
                    held_on: Some(on(day + 1, 0).day),
                    facts: "Wil graag in de techniek werken. Werkt het liefst in een rustige ruimte.".to_owned(),
                    steps: "De aanmelder loopt volgende week een dag mee. De intaker plant die dag.".to_owned(),
                };
                fits(store.intake_report(&intaker, id, &written, on(day + 1, 16 * 60)).await)?;
            }
        }
    }
    Ok(())
}

/// What the rules refuse did not happen in this school.
fn fits(saved: Result<(), SaveError<Refusal>>) -> Run<()> {
    match saved {
        Ok(()) | Err(SaveError::Refused(_)) => Ok(()),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}
