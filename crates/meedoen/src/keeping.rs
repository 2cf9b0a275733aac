//! `meedoen backup` and `meedoen restore`: one file that either database reads.

use crate::config::At;
use crate::outcome::{Outcome, Run, Trouble, say};
use clap::Args;
use std::io::ErrorKind;
use std::path::PathBuf;
use store::keeping::archive::{ArchiveError, Header, check};

/// `meedoen backup`.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// File to make
    pub file: PathBuf,
}

/// `meedoen restore`.
#[derive(Debug, Clone, Args)]
pub struct RestoreArgs {
    /// File that `meedoen backup` made
    pub file: PathBuf,
    /// Only say whether it is whole and can be put back; writes nothing
    #[arg(long)]
    pub check: bool,
}

impl From<ArchiveError> for Trouble {
    fn from(error: ArchiveError) -> Self {
        match error {
            // A file that is not there, or may not be made, is a mistake in the command.
            ArchiveError::Io(error) if error.kind() != ErrorKind::StorageFull => Self::usage(error.to_string()),
            ArchiveError::Store(inner) => inner.into(),
            other => Self::failed(other.to_string()),
        }
    }
}

/// Names the file that something is wrong with.
fn named(file: &std::path::Path) -> impl Fn(ArchiveError) -> Trouble {
    let shown = file.display().to_string();
    move |error| match Trouble::from(error) {
        Trouble::Usage(message) => Trouble::Usage(format!("{shown}: {message}")),
        Trouble::Failed(message) => Trouble::Failed(format!("{shown}: {message}")),
    }
}

/// Runs `meedoen backup`.
pub async fn backup(at: &At, args: BackupArgs) -> Run {
    let store = at.open().await?;
    let made = store.backup(&args.file, crate::clock::now()).await;
    store.close().await;
    let made = made.map_err(named(&args.file))?;
    say(format_args!(
        "Made {} ({} rows, {:.1} MB) and read it back. Keep it apart from the key file; without the key file it is of no use.",
        args.file.display(),
        made.rows,
        made.bytes as f64 / 1e6
    ));
    Ok(Outcome::Done)
}

/// Runs `meedoen restore`.
pub async fn restore(at: &At, args: RestoreArgs) -> Run {
    let keys = at.keys()?;
    let list = store::keeping::purges::List::beside(&at.key_file).read()?;
    if args.check {
        let header = check(&args.file, &keys).map_err(named(&args.file))?;
        // An SQLite file that is not there is empty, and is not made for a check.
        if at.sqlite_file()?.is_none_or(std::path::Path::exists) {
            let store = at.open_as_it_is().await?;
            let fits = store.restorable(&header).await;
            store.close().await;
            fits?;
        }
        say(format_args!("{}: whole. {}", args.file.display(), described(&header)));
        say(format_args!("It can be put back. {} purged keys are listed, and would stay away.", list.len()));
        return Ok(Outcome::Done);
    }
    check(&args.file, &keys).map_err(named(&args.file))?;
    let store = at.open_as_it_is().await?;
    let restored = store.restore(&args.file, crate::clock::now()).await;
    let restored = match restored {
        Ok(restored) => restored,
        Err(error) => {
            store.close().await;
            return Err(named(&args.file)(error));
        }
    };
    let mut whole = true;
    for school in store.tenants().await? {
        let verdict = store.audit_verify(school.tenant, None).await?;
        if !matches!(verdict, store::audit::Verdict::Whole { .. }) {
            whole = false;
            say(format_args!("{}: the audit chain is broken, as it was when the archive was made", school.code));
        }
    }
    store.close().await;
    say(format_args!("Put back {}. {}", args.file.display(), described(&restored.header)));
    if restored.purged > 0 {
        say(format_args!("{} keys were purged since it was made: their texts did not come back.", restored.purged));
    }
    Ok(if whole { Outcome::Done } else { Outcome::Found })
}

fn described(header: &Header) -> String {
    let rows: u64 = header.tables.iter().map(|table| table.rows).sum();
    format!("Made at {}, {rows} rows, tables of version {}.", header.made_at, header.schema)
}
