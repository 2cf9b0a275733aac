//! The folder of a demo: made beside its place and moved there when whole, so that half a demo is never taken for one.

use super::args::DemoArgs;
use super::make::{BODY, fill, size};
use crate::config::At;
use crate::outcome::{Run, Trouble, note};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::Store;
use web::site::password::Cost;

const KEY_FILE: &str = "meedoen.key";
const DATABASE: &str = "meedoen.sqlite";
/// What the demo's research body measures: the published Monitor, with answers that nobody gave.
pub(super) const RESEARCH: &str = "research";
/// The measurement.
const YEAR: u16 = 2024;

fn at(folder: &Path) -> At {
    At { database: format!("sqlite:{}", folder.join(DATABASE).display()), key_file: folder.join(KEY_FILE) }
}

/// Where the demo is, made if it is not there yet.
pub(super) async fn ready(args: &DemoArgs) -> Run<At> {
    let folder = std::path::absolute(&args.data).map_err(|error| Trouble::usage(error.to_string()))?;
    if folder.join(DATABASE).exists() {
        note(format_args!(
            "The demo school in {} is kept as it is; remove the folder to make a new one.",
            folder.display()
        ));
        return Ok(at(&folder));
    }
    let failed = |error: std::io::Error| Trouble::failed(format!("cannot make {}: {error}", folder.display()));
    // Only an empty folder is replaced: anything else is somebody's.
    match std::fs::remove_dir(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(Trouble::usage(format!("{} is there and is not a demo: {error}", folder.display())));
        }
        _ => {}
    }
    let parent = folder.parent().unwrap_or(Path::new("/"));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let making = beside(&folder)?;
    if making.exists() {
        // What was left when an earlier one was stopped half way.
        std::fs::remove_dir_all(&making).map_err(failed)?;
    }
    private_dir(&making).map_err(failed)?;
    make(args, &making).await?;
    std::fs::rename(&making, &folder).map_err(failed)?;
    Ok(at(&folder))
}

/// `DIR.making`, beside `DIR`.
fn beside(folder: &Path) -> Run<PathBuf> {
    let name = folder.file_name().ok_or_else(|| Trouble::usage("--data needs a folder of its own"))?;
    let mut name = name.to_owned();
    name.push(".making");
    Ok(folder.with_file_name(name))
}

fn private_dir(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

async fn make(args: &DemoArgs, folder: &Path) -> Run<()> {
    let started = Instant::now();
    let at = at(folder);
    crate::key_file::make(&at.key_file)?;
    let today = args.today.unwrap_or_else(crate::clock::last_morning);
    let school = demo::School::plan(args.seed, today, size(args.students));
    crate::config::make_private(&folder.join(DATABASE))?;
    let store = Store::open_to_make(&at.database, at.keys()?).await?;
    store.migrate(crate::clock::now()).await?;
    let progress = |line: &str| note(format_args!("{:>5.1} s  {line}", started.elapsed().as_secs_f32()));
    progress("making the synthetic answers of a measurement");
    let answers = folder.join(RESEARCH).join(BODY).join(YEAR.to_string()).join("answers");
    crate::monitor::make_answers(YEAR, args.seed, &answers)?;
    fill(&store, &school, Cost::PRODUCTION, Some(&folder.join("import")), &progress).await?;
    super::outside::outside(&store, &school).await?;
    store.close().await;
    // The write above did not wait for the disk; from here on a second start relies on it.
    let failed = |error: std::io::Error| Trouble::failed(format!("cannot keep the demo: {error}"));
    std::fs::File::open(folder.join(DATABASE)).and_then(|file| file.sync_all()).map_err(failed)
}
