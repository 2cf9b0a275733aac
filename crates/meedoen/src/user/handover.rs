//! Handing the students of a coach who leaves over to another.

use super::args::{HandBackArgs, HandOverArgs, UserAt};
use super::who::{command, find};
use crate::outcome::{Run, Trouble};
use store::handover::{Handed, HandoverRefusal, HandoverRow};
use store::{SaveError, Store};

/// Hands them over, or says what would happen.
pub(super) async fn over(store: &Store, args: &HandOverArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let (from, to) = (find(store, &args.from).await?.account, find(store, &args.to).await?.account);
    let (by, now) = (command(&school), crate::clock::now());
    let day = args.day.unwrap_or(now.day);
    let done = if args.dry_run {
        store.handover_plan(&by, (from, to), day, now).await
    } else {
        store.handover(&by, (from, to), day, now).await
    };
    let Handed { students, had, id } = done.map_err(trouble)?;
    let already = if had > 0 { format!(" {had} of them had that coach already.") } else { String::new() };
    Ok(match id {
        None => format!("From {day} {students} students would go to {}.{already} Nothing was done.", args.to),
        Some(id) => format!(
            "From {day} {students} students go to {}.{already}\n`meedoen user hand-back --institution {} --id {id}` takes it back.",
            args.to, school.code
        ),
    })
}

/// Lists what a coach handed over and still holds.
pub(super) async fn list(store: &Store, args: &UserAt) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let from = find(store, &args.email).await?.account;
    let all = store.handovers(&command(&school), from, crate::clock::now().day).await?;
    if all.is_empty() {
        return Ok("This coach handed nobody over.".into());
    }
    let line =
        |one: &HandoverRow| format!("{}  from {} {} students to {}", one.id, one.from, one.students, one.name.reveal());
    Ok(all.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Takes one back.
pub(super) async fn back(store: &Store, args: &HandBackArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let done = store.handover_undo(&command(&school), args.id, crate::clock::now()).await.map_err(trouble)?;
    Ok(format!("{} students have their coach of before again.", done.students))
}

fn trouble(error: SaveError<HandoverRefusal>) -> Trouble {
    match error {
        SaveError::Store(store::StoreError::NotFound) => Trouble::failed("there is no such hand-over at this school"),
        SaveError::Store(error) => error.into(),
        SaveError::Refused(HandoverRefusal::Same) => Trouble::usage("--from and --to are one account"),
        SaveError::Refused(HandoverRefusal::NoCoach) => Trouble::failed("--to is no coach at this school on that day"),
        SaveError::Refused(HandoverRefusal::Past) => Trouble::usage("--day is today or later"),
        SaveError::Refused(HandoverRefusal::Nobody) => Trouble::failed("there is nobody to hand over then"),
    }
}
