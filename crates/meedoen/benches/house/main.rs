//! How fast the house is when it is full: 55 schools, the largest with 8,000 files, 80,000 in all, on SQLite, audit on.
//!
//! Fills a database through the real imports (records per second written), serves it on loopback, and lets 8 clients of
//! the largest school read and write (90% reads); a fifth of its files hold an assessment and an agreement. Prints for each page p50, p95 and p99 in milliseconds, measured by
//! the client, and one JSON object as its last line. Sessions are opened beforehand: signing in is slow on purpose.
//!
//! `MEEDOEN_BENCH_FILES=8000` makes it smaller. The database stays in the temporary folder only while it runs.

mod fill;
mod visit;

use demo::Shape;
use serde_json::{Value, json};
use store::{Keys, Store};
use time::Date;
use time::macros::date;

const TODAY: Date = date!(2026 - 09 - 15);
/// The aim for p95 of every page, in milliseconds.
const AIM: f64 = 50.0;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(measure())?;
    println!("{result}");
    Ok(())
}

async fn measure() -> Result<Value, Failure> {
    let folder = std::env::temp_dir().join(format!("meedoen-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let address = format!("sqlite:{}", folder.join("bench.db").display());
    let store = Store::open(&address, Keys::parse(&Keys::new_file("bench")?)?).await?;
    store.migrate(meedoen::clock::now()).await?;
    let shape = match std::env::var("MEEDOEN_BENCH_FILES").ok().and_then(|n| n.parse::<u32>().ok()) {
        Some(files) => Shape { tenants: 5, files, largest: files / 2 },
        None => Shape::BENCH,
    };
    let (written, busiest) = fill::fill(&store, shape).await?;
    let pages = visit::visit(&store, &busiest).await?;
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(json!({"files": shape.files, "tenants": shape.tenants, "import": written, "pages_ms": pages, "aim_p95_ms": AIM}))
}
