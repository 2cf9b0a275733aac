//! `meedoen import list`: what was imported, when, and how it went. Nothing personal.

use crate::config::At;
use crate::institution;
use crate::outcome::{Outcome, Run, say};
use access::{Actor, Reason};
use clap::Args;
use store::imports::ImportRow;

/// `meedoen import list`.
#[derive(Debug, Clone, Args)]
pub struct HistoryArgs {
    /// School (its BRIN)
    #[arg(long, value_name = "BRIN")]
    pub institution: String,
}

/// Runs `meedoen import list`.
pub(super) async fn run(at: &At, args: &HistoryArgs) -> Run {
    let store = at.open().await?;
    let school = institution::find(&store, &args.institution).await?;
    let all = store.imports(&Actor::system(school.tenant, Reason::Command)).await;
    store.close().await;
    let all = all?;
    if all.is_empty() {
        say(format_args!("Nothing was imported at {}.", school.code));
    }
    all.iter().for_each(line);
    Ok(Outcome::Done)
}

fn line(row: &ImportRow) {
    let about = row.from.zip(row.until).map(|(from, until)| format!("  {from} - {until}")).unwrap_or_default();
    say(format_args!("{}  {:10}  {}{about}  by {}", row.imported_at, row.kind, row.state, row.imported_by));
}
