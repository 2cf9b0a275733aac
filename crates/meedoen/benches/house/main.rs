//! How fast the house is when it is full: 55 schools, the largest with 8,000 files, 80,000 in all, on SQLite, audit on.
//!
//! Fills a database through the real imports (records per second written), serves it on loopback, and lets 8 clients of
//! the largest school read and write (90% reads); a fifth of its files hold an assessment and an agreement. Prints for each page p50, p95 and p99 in milliseconds, measured by
//! the client, and one JSON object as its last line. Sessions are opened beforehand: signing in is slow on purpose.
//!
//! Then companies are sought among a quarter of a million (`matching`), with the time beside its aim.
//!
//! Then the program itself is served as a process and asked as fast as it goes, and at half of the aim (`load`); at last
//! beside an import of 50,000 students into a school of its own. Then all of it is backed up, and put back elsewhere.
//!
//! `MEEDOEN_BENCH_FILES=8000` makes it smaller, `MEEDOEN_BENCH_IMPORT=5000` the import, `MEEDOEN_BENCH_COMPANIES=25000` the list of
//! companies; `MEEDOEN_BENCH_MINUTES=10` adds ten minutes in which the memory is watched. `MEEDOEN_BENCH_ONLY_LOAD=1` leaves out the
//! eight clients at work. `MEEDOEN_BENCH_PAGES=1` does one thing instead of all of that: every list and page that a role has, asked by
//! eight clients (`pages`). The database stays in the temporary folder only while it runs.

mod fill;
mod load;
mod matching;
mod pages;
mod people;
mod serve;
mod visit;

use demo::Shape;
use serde_json::{Value, json};
use std::time::Instant;
use store::{Keys, Store};
use time::Date;
use time::macros::date;

const TODAY: Date = date!(2026 - 09 - 15);
/// How the site is set: as a demo.
const SETTINGS: web::site::app::Settings = web::site::app::Settings { demo: true, secure: false };
/// The aim for p95 of every page, in milliseconds.
const AIM: f64 = 50.0;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() -> Result<(), Failure> {
    use tracing_subscriber::{Layer as _, filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _};
    let heard = Targets::new().with_target("store::import", tracing::Level::DEBUG);
    tracing_subscriber::registry().with(fill::Held.with_filter(heard)).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(measure())?;
    println!("{result}");
    Ok(())
}

/// A number from the environment.
fn number<N: std::str::FromStr>(name: &str) -> Option<N> {
    std::env::var(name).ok().and_then(|n| n.parse().ok())
}

async fn measure() -> Result<Value, Failure> {
    let folder = std::env::temp_dir().join(format!("meedoen-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (address, keys) = (format!("sqlite:{}", folder.join("bench.db").display()), folder.join("bench.key"));
    let text = Keys::new_file("bench")?;
    std::fs::write(&keys, &text)?;
    #[cfg(unix)]
    std::fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let store = Store::open(&address, Keys::parse(&text)?).await?;
    store.migrate(meedoen::clock::now()).await?;
    let shape = match number::<u32>("MEEDOEN_BENCH_FILES") {
        Some(files) => Shape { tenants: 5, files, largest: files / 2 },
        None => Shape::BENCH,
    };
    let (written, busiest) = fill::fill(&store, shape).await?;
    // Made up, so that it may be served on a day of its own and over plain HTTP.
    store.set_meta("demo", "{}", meedoen::clock::now()).await?;
    if number::<u32>("MEEDOEN_BENCH_PAGES").is_some() {
        let pages = pages::walk(&store, &busiest, || serve::Server::start(&address, &keys)).await?;
        store.close().await;
        std::fs::remove_dir_all(&folder)?;
        return Ok(json!({"files": shape.files, "tenants": shape.tenants, "aim_p95_ms": AIM, "every_page_ms": pages}));
    }
    let kinds = load::kinds(&store, &busiest).await?;
    let pages = if number::<u32>("MEEDOEN_BENCH_ONLY_LOAD").is_some() {
        Value::Null
    } else {
        visit::visit(&store, &busiest).await?
    };
    let matching = matching::matching(&store, &busiest).await?;
    let server = serve::Server::start(&address, &keys)?;
    let load = load::load(&server, &kinds).await?;
    let long = match number::<u64>("MEEDOEN_BENCH_MINUTES") {
        Some(minutes) => load::long(&server, &kinds, minutes).await?,
        None => Value::Null,
    };
    let more = number::<u32>("MEEDOEN_BENCH_IMPORT").unwrap_or(50_000);
    let beside = load::beside(&server, &kinds[0], fill::import(&store, more)).await?;
    eprintln!("beside an import of {more}: {beside}");
    let proven = store.audit_verify(busiest.tenant, None).await?;
    assert!(matches!(proven, store::audit::Verdict::Whole { .. }), "the audit holds under load: {proven:?}");
    drop(server);
    let keeping = keeping(&store, &folder, &text).await?;
    eprintln!("keeping: {keeping}");
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(json!({
        "files": shape.files, "tenants": shape.tenants, "import": written, "pages_ms": pages, "aim_p95_ms": AIM, "matching": matching,
        "load": load, "long": long, "beside_import": beside, "keeping": keeping,
    }))
}

/// A backup of all of it, and a restore into an empty database: how long they take, in seconds.
async fn keeping(store: &Store, folder: &std::path::Path, keys: &str) -> Result<Value, Failure> {
    let (archive, now) = (folder.join("archive"), meedoen::clock::now());
    let start = Instant::now();
    let made = store.backup(&archive, now).await?;
    let backup = start.elapsed().as_secs_f64().round();
    let keys = Keys::parse(keys)?.with_purges(store::keeping::purges::List::beside(&folder.join("bench.key")));
    let other = Store::open(&format!("sqlite:{}", folder.join("restored.db").display()), keys).await?;
    let start = Instant::now();
    other.restore(&archive, now).await?;
    let restore = start.elapsed().as_secs_f64().round();
    other.close().await;
    Ok(json!({
        "rows": made.rows, "megabytes": made.bytes / 1_000_000, "backup_seconds": backup, "restore_seconds": restore,
    }))
}
