//! `meedoen migrate`.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use store::{Store, ddl};

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

/// Refuses a database whose tables are not of this version.
pub async fn require_newest(store: &Store) -> Run<()> {
    let version = store.schema_version().await?;
    refuse_newer(version)?;
    if version == ddl::newest() && !store.seals_are_new().await? {
        return Err(Trouble::usage("the tables were not brought up to date to the end: run `meedoen migrate` again"));
    }
    if version < ddl::newest() {
        let newest = ddl::newest();
        let message =
            format!("the tables are of version {version}, this program needs {newest}: run `meedoen migrate`");
        return Err(Trouble::usage(message));
    }
    Ok(())
}

fn refuse_newer(version: i64) -> Run<()> {
    if version > ddl::newest() {
        let newest = ddl::newest();
        let message = format!("the tables are of version {version}, made by a newer program than this one ({newest})");
        return Err(Trouble::usage(message));
    }
    Ok(())
}
