//! Who has a role and is not on the school's own list of staff, and what is decided about it.

use super::args::{KeepArgs, UnlistedArgs};
use super::change::only;
use super::who::{command, find};
use crate::outcome::{Run, Trouble};
use serde_json::{Value, json};
use store::unlisted::{Unlisted, UnlistedAsked};
use store::{SaveError, Store};

/// The list.
pub(super) async fn list(store: &Store, args: &UnlistedArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let (by, today) = (command(&school), crate::clock::now().day);
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = store.unlisted(&by, &UnlistedAsked { kept: args.kept, role: None, after }, today).await?;
        all.extend(found.rows);
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    Ok(if args.json {
        Value::from(all.iter().map(as_json).collect::<Vec<_>>()).to_string()
    } else if all.is_empty() && args.kept {
        "Of nobody it was said that the role stays.".into()
    } else if all.is_empty() {
        "Everybody with a role is on the list, or was decided on.".into()
    } else {
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

/// Says that a role stays, or is to be decided after all.
pub(super) async fn keep(store: &Store, args: &KeepArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let found = find(store, &args.email).await?;
    let membership = only(store, school.tenant, &found, args.role).await?;
    let done = store.unlisted_decide(&command(&school), membership, !args.undo, crate::clock::now()).await;
    done.map_err(|error| match error {
        SaveError::Store(error) => error.into(),
        SaveError::Refused(_) => Trouble::failed("the newest list names this role: there is nothing to decide"),
    })?;
    let role = args.role.code();
    Ok(match args.undo {
        false => format!("The role {role} at {} stays, whatever the list of staff says.", school.code),
        true => format!("The role {role} at {} is to be decided again.", school.code),
    })
}

fn line(one: &Unlisted) -> String {
    let students = if one.students > 0 { format!("  [coaches {}]", one.students) } else { String::new() };
    let disabled = if one.disabled { "  [account disabled]" } else { "" };
    let (role, email, name) = (one.role.code(), one.email.reveal(), one.name.reveal());
    format!("{role:24} {email:40} {name}  (not on the list since {}){students}{disabled}", one.since)
}

fn as_json(one: &Unlisted) -> Value {
    json!({
        "email": one.email.reveal(), "name": one.name.reveal(), "role": one.role.code(), "since": one.since.to_string(),
        "until": one.until.map(|day| day.to_string()), "students": one.students, "disabled": one.disabled,
        "decided": one.decided.as_ref().map(|(by, on)| json!({"by": by.opaque(), "on": on.to_string()})),
    })
}
