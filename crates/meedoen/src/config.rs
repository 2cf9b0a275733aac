//! Where the database and the keys are: flags before environment before defaults.

use crate::outcome::{Run, Trouble, note};
use clap::Args;
use std::path::{Path, PathBuf};
use store::{Keys, Store, ddl};

/// Where the database and the keys are.
#[derive(Debug, Clone, Args)]
pub struct At {
    /// Database: sqlite:FILE, or postgres://USER@HOST/NAME
    #[arg(
        long,
        global = true,
        env = "MEEDOEN_DATABASE",
        default_value = "sqlite:meedoen.sqlite",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: String,
    /// Key file; `meedoen key new FILE` makes one
    #[arg(long, global = true, env = "MEEDOEN_KEY_FILE", default_value = "meedoen.key", value_name = "FILE")]
    pub key_file: PathBuf,
}

impl At {
    /// The file of an SQLite database, or `None` for PostgreSQL.
    pub fn sqlite_file(&self) -> Run<Option<&Path>> {
        if ["postgres://", "postgresql://"].iter().any(|scheme| self.database.starts_with(scheme)) {
            return Ok(None);
        }
        let file = self.database.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        match file.map(|f| f.split('?').next().unwrap_or(f)) {
            Some(file) if !file.is_empty() => Ok(Some(Path::new(file))),
            // The address may hold a password: it is not repeated.
            _ => Err(Trouble::usage("the database is named sqlite:FILE or postgres://USER@HOST/NAME")),
        }
    }

    /// The keys.
    pub fn keys(&self) -> Run<Keys> {
        crate::key_file::read(&self.key_file)
    }

    /// Opens the database with its keys, whatever the shape of its tables. An SQLite file that is not there is made.
    pub async fn open_as_it_is(&self) -> Run<Store> {
        let keys = self.keys()?;
        if let Some(file) = self.sqlite_file()? {
            make_private(file)?;
        }
        Store::open(&self.database, keys)
            .await
            .map_err(|error| Trouble::failed(format!("cannot open the database: {error}")))
    }

    /// Opens a database that is there and whose tables are up to date.
    pub async fn open(&self) -> Run<Store> {
        let keys = self.keys()?;
        if let Some(file) = self.sqlite_file()?.filter(|file| !file.exists()) {
            let message = format!("there is no database {}: make it with `meedoen migrate`", file.display());
            return Err(Trouble::usage(message));
        }
        let store = Store::open(&self.database, keys).await;
        let store = store.map_err(|error| Trouble::failed(format!("cannot open the database: {error}")))?;
        require_newest(&store).await?;
        store.keys_prove().await?;
        let again = store.purges_settle(crate::clock::now()).await?;
        if again > 0 {
            note(format_args!("{again} purged texts had come back with an older database, and were purged again."));
        }
        store.notice_keys(crate::clock::now()).await?;
        Ok(store)
    }
}

/// Makes an empty file for its owner alone, where there is none: SQLite would make one that others may read. What SQLite
/// keeps beside it gets the same permissions.
pub fn make_private(file: &Path) -> Run<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(Trouble::usage(format!("cannot make the database {}: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

/// Refuses a database whose tables are not of this version.
async fn require_newest(store: &Store) -> Run<()> {
    let version = store.schema_version().await?;
    refuse_newer(version)?;
    if version == ddl::newest() && !(store.seals_are_new().await? && store.search_keys_are_new().await?) {
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

/// Refuses a database that a newer program made.
pub(crate) fn refuse_newer(version: i64) -> Run<()> {
    if version > ddl::newest() {
        let newest = ddl::newest();
        let message = format!("the tables are of version {version}, made by a newer program than this one ({newest})");
        return Err(Trouble::usage(message));
    }
    Ok(())
}
