//! Weeks of lessons: the teachers' list is read, and the teacher of the demo says of each measure whether it worked.

use super::cast::Cast;
use crate::clock::civil;
use crate::outcome::{Run, Trouble};
use demo::{By, School};
use register::lesson::Mark;
use register::{Moment, TenantId};
use store::{SaveError, Store};
use time::{Duration, Weekday};

/// How many days back the lessons go.
const DAYS: i64 = 21;

/// Who teaches what, from the school's own list.
pub(super) async fn taught(store: &Store, tenant: TenantId, school: &School, now: Moment) -> Run<()> {
    let list = demo::taught_csv(school);
    let written = crate::import::staff::write(store, tenant, &list, now).await;
    written.map_err(|error| Trouble::failed(format!("the demo's own list of staff does not import: {error}")))
}

/// What the teacher said, up to yesterday. The first measure of each class fails, so that its coach has to look into it.
pub(super) async fn marks(store: &Store, school: &School, cast: &mut Cast<'_>) -> Run<()> {
    let teacher = cast.actor(By::Staff(0), 0).await?;
    for back in (1..=DAYS).rev() {
        let day = school.today - Duration::days(back);
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            continue;
        }
        for (nth, group) in store.taught_groups(&teacher, day).await?.into_iter().enumerate() {
            // Two lessons a week, each at its hour.
            let weekday = usize::from(day.weekday().number_days_from_monday());
            if (weekday + nth) % 3 != 0 {
                continue;
            }
            let now = civil(day, 9 * 60 + 50 * u16::try_from(nth % 8).unwrap_or(0));
            for (at, line) in store.class(&teacher, group.group, now).await?.lines.iter().enumerate() {
                let fails = at == 0 || (at + weekday) % 4 == 0;
                let mark = if fails { Mark::NotWorked } else { Mark::Worked };
                let said = store.lesson_mark(&teacher, group.group, (line.version, line.position), mark, now).await;
                if let Err(SaveError::Store(error)) = said {
                    return Err(error.into());
                }
            }
        }
    }
    Ok(())
}
