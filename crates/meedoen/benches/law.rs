//! How fast the law is: 80,000 files judged in memory, and 80,000 files of 55 schools read from SQLite, judged, and their
//! projections written.
//!
//! Prints both in seconds beside what was aimed at, as one JSON object on its last line. `MEEDOEN_BENCH_FILES=8000` makes
//! it smaller. What is judged in memory is drawn from a table of lives; what is stored comes through the real imports.

use access::{Actor, Reason};
use demo::{Shape, large};
use exchange::students::Mapping;
use meedoen::clock::civil;
use meedoen::import::{ro, students};
use register::agreement::{Subject, When};
use register::duty::{
    AgreedFact, AgreementFacts, ApplicationFacts, EnrolmentFacts, FileFacts, due_of, findings, turning_days,
};
use register::policy::{Name, Policy};
use register::statutory::{Assessed, Ground, History, Outcome};
use register::{ApplicationId, EnrolmentId, Moment, Period};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use store::policy::Put;
use store::{Keys, Store};
use time::macros::date;
use time::{Date, Time};
use uuid::Uuid;

const TODAY: Date = date!(2026 - 09 - 15);

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() -> Result<(), Failure> {
    let files = std::env::var("MEEDOEN_BENCH_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(80_000);
    let memory = memory(files);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let stored = runtime.block_on(stored(files))?;
    println!("{}", json!({ "files": files, "memory": memory, "stored": stored }));
    Ok(())
}

fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}

/// A life: applied, assessed or not, agreed or not, enrolled, some of them twice.
fn life(at: u64) -> FileFacts {
    let noon = |day: Date| Moment { at: day.with_time(Time::MIDNIGHT).assume_utc() + time::Duration::hours(12), day };
    let application = ApplicationId(Uuid::from_u128(u128::from(at) * 4));
    let enrolment = |next: u64| EnrolmentId(Uuid::from_u128(u128::from(at) * 4 + 1 + u128::from(next)));
    let applied_on = date!(2025 - 11 - 01) + time::Duration::days(i64::try_from(at % 150).unwrap_or(0));
    let started = date!(2025 - 08 - 01) + time::Duration::days(i64::try_from(at % 3 * 183).unwrap_or(0));
    let assessed = |on: Date, ground, outcome| Assessed { on: noon(on), corrects: false, ground, outcome };
    let needed = || Outcome::ExtraSupport { declined: None };
    let statutory = match at % 5 {
        0 => Vec::new(),
        1 => vec![assessed(applied_on.saturating_add(time::Duration::days(20)), Ground::Yes, needed())],
        2 => vec![assessed(date!(2025 - 05 - 12), Ground::No, Outcome::NoExtraSupport)],
        3 => vec![
            assessed(date!(2025 - 05 - 12), Ground::Unknown, needed()),
            assessed(date!(2026 - 03 - 02), Ground::Yes, needed()),
        ],
        _ => vec![assessed(date!(2025 - 05 - 12), Ground::Yes, needed())],
    };
    let subjects = vec![Subject::Application(application), Subject::Enrolment(enrolment(0))];
    let on = date!(2025 - 06 - 20);
    let agreed =
        AgreedFact::once(subjects, When { day: on, at: Some(noon(on).at) }, at.is_multiple_of(7).then_some(TODAY));
    let began = EnrolmentFacts {
        id: enrolment(0),
        from: started,
        until: at.is_multiple_of(9).then_some(date!(2026 - 07 - 31)),
        withdrawn: false,
        applications: vec![application],
    };
    let second =
        EnrolmentFacts { id: enrolment(1), from: date!(2026 - 08 - 24), applications: Vec::new(), ..began.clone() };
    let wants = ApplicationFacts {
        id: application,
        applied_on,
        starts_on: Some(date!(2027 - 02 - 01)),
        status: register::application::Status::Received,
        decided: None,
        participant: None,
    };
    FileFacts {
        birth: register::BirthDate::from_parts(2008, u8::try_from(at % 12 + 1).unwrap_or(1), 0),
        applications: if at.is_multiple_of(10) { vec![wants] } else { Vec::new() },
        enrolments: if at % 20 == 1 { vec![began, second] } else { vec![began] },
        statutory: History::new(statutory),
        agreement: AgreementFacts {
            agreed: if at.is_multiple_of(3) { vec![agreed] } else { Vec::new() },
            ..AgreementFacts::default()
        },
        ..FileFacts::default()
    }
}

/// Judged in memory: the findings, what of them is due today, and every day on which that turns.
fn memory(files: u32) -> Value {
    let lives: Vec<FileFacts> = (0..u64::from(files)).map(life).collect();
    let policy = Policy::default();
    let start = Instant::now();
    let (mut found, mut due, mut turns) = (0, 0, 0);
    for life in &lives {
        let all = findings(life, &policy);
        due += due_of(&all, TODAY).len();
        found += all.len();
        turns += turning_days(life, &policy).len();
    }
    let took = seconds(start.elapsed());
    json!({ "judged_seconds": took, "aim_seconds": 1.0, "findings": found, "due": due, "turning_days": turns })
}

/// Read from SQLite, judged, and written.
async fn stored(files: u32) -> Result<Value, Failure> {
    let folder = std::env::temp_dir().join(format!("meedoen-bench-law-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let address = format!("sqlite:{}", folder.join("bench.db").display());
    let store = Store::open(&address, Keys::parse(&Keys::new_file("bench")?)?).await?;
    let now = civil(TODAY, 8 * 60);
    store.migrate(now).await?;
    let shape =
        if files == Shape::BENCH.files { Shape::BENCH } else { Shape { tenants: 5, files, largest: files / 2 } };
    let mut schools = Vec::new();
    for school in large(1, TODAY, shape) {
        let tenant = store.tenant_add(&school.brin, &school.name, now).await?;
        ro::write(&store, tenant, &demo::ro_file(&school), now, &mut |_, _, _| {}).await?;
        students::write(&store, tenant, &demo::students_csv(&school), &Mapping::default(), now, &mut |_, _, _| {})
            .await?;
        schools.push(tenant);
    }
    let start = Instant::now();
    for tenant in &schools {
        store.rights_refresh(*tenant, TODAY).await?;
    }
    let took = seconds(start.elapsed());
    // A setting that every file of every school hangs on: kept at once, and the files written anew in pieces after it.
    let (mut kept, mut settled) = (Duration::ZERO, Duration::ZERO);
    for tenant in &schools {
        let by = Actor::system(*tenant, Reason::Command);
        let period = Period::since(date!(2026 - 08 - 01));
        let put = Put { name: Name::AgreeWithoutGround, typed: Some("yes"), period, based_on: None };
        let start = Instant::now();
        store.policy_put(&by, put, now).await.map_err(|error| format!("{error:?}"))?;
        kept = kept.max(start.elapsed());
        let start = Instant::now();
        store.policy_settle(*tenant, TODAY).await?;
        settled += start.elapsed();
    }
    let pieces = f64::from(files) / 100.0 + schools.len() as f64;
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(json!({
        "schools": schools.len(),
        "read_judged_written_seconds": took,
        "aim_seconds": 10.0,
        "setting_kept_seconds": seconds(kept),
        "setting_written_to_all_files_seconds": seconds(settled),
        "setting_seconds_a_piece": seconds(settled.div_f64(pieces)),
    }))
}
