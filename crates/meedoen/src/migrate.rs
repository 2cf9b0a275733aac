//! `meedoen migrate`.

use crate::config::{At, refuse_newer};
use crate::outcome::{Outcome, Run, say};
use store::ddl;

/// Brings the tables to the newest shape; again changes nothing.
pub async fn run(at: &At) -> Run {
    let store = at.open_as_it_is().await?;
    let before = store.schema_version().await?;
    refuse_newer(before)?;
    store.migrate(crate::clock::now()).await?;
    store.close().await;
    let now = ddl::newest();
    if before == now {
        say(format_args!("The tables are up to date (version {now})."));
    } else {
        say(format_args!("The tables went from version {before} to {now}."));
    }
    Ok(Outcome::Done)
}
