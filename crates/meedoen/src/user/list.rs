//! Who has what.

use super::args::UserListArgs;
use super::who::command;
use crate::outcome::Run;
use serde_json::{Value, json};
use store::Store;
use store::membership::{Asked, Holder};

/// The list, as text or JSON.
pub(super) async fn list(store: &Store, args: &UserListArgs) -> Run<String> {
    let school = crate::institution::find(store, &args.institution).await?;
    let asked = Asked { role: args.role, words: args.find.as_deref().unwrap_or_default(), past: args.past };
    let found = store.holders(&command(&school), &asked, args.students, crate::clock::now()).await?;
    Ok(if args.json {
        Value::from(found.iter().map(as_json).collect::<Vec<_>>()).to_string()
    } else if found.is_empty() {
        match (args.role, &args.find) {
            (None, None) => "Nobody has a role here.".into(),
            _ => "Nobody here is as you asked.".into(),
        }
    } else {
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

fn role(holder: &Holder) -> &'static str {
    holder.role.map_or("unknown", access::Role::code)
}

fn line(holder: &Holder) -> String {
    let reaches = if holder.teams.is_empty() { holder.scope.clone() } else { holder.teams.join(", ") };
    let until = holder.until.map(|day| format!(" until {day}")).unwrap_or_default();
    let state = match (holder.disabled, holder.holds, holder.has_password) {
        (true, ..) => "  [account disabled]",
        (_, false, _) => "  [does not hold now]",
        (.., false) => "  [no password yet]",
        _ => "",
    };
    format!("{:24} {:40} {}  ({reaches}, from {}{until}){state}", role(holder), holder.email, holder.name, holder.from)
}

fn as_json(holder: &Holder) -> Value {
    json!({
        "email": holder.email, "name": holder.name, "role": role(holder), "scope": holder.scope,
        "teams": holder.teams, "from": holder.from.to_string(), "until": holder.until.map(|day| day.to_string()),
        "holds": holder.holds, "disabled": holder.disabled, "has_password": holder.has_password,
    })
}
