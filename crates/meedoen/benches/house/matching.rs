//! Companies for a placement: a quarter of a million of them on the list of one school, asked about on a file as the page does it:
//! found, ranked, and the look written down.

use super::fill::Busiest;
use super::{Failure, TODAY};
use access::{Action, Actor, Reason};
use meedoen::clock::civil;
use register::catalogue::{MeasureKind, Place};
use register::company::matching::{Weights, rank};
use register::company::{Area, Company, CompanyId, Known, Postcode, Recognition};
use register::programme::Crebo;
use register::{FileId, Moment, Period};
use serde_json::{Value, json};
use std::time::Instant;
use store::Store;
use store::company::Sought;
use time::macros::date;

/// The aim for the p95 of finding and ranking, in milliseconds.
const AIM: f64 = 50.0;
/// How often each question is asked.
const TIMES: usize = 100;
/// Of so many one is in the busiest region, and recognised for what is asked there: as many as are ranked at most.
const BUSY: u32 = 50;

/// Reads the list, and asks.
pub(super) async fn matching(store: &Store, busiest: &Busiest) -> Result<Value, Failure> {
    let many: u32 = super::number("MEEDOEN_BENCH_COMPANIES").unwrap_or(250_000);
    let now = civil(TODAY, 9 * 60);
    let all = (0..many).map(company).collect::<Option<Vec<_>>>().ok_or("a company that is none")?;
    let by = Actor::system(busiest.tenant, Reason::Import);
    let start = Instant::now();
    store.companies_read(&by, (&all, "bench"), 0, now, &mut |_, _| {}).await?;
    let read = (f64::from(many) / start.elapsed().as_secs_f64()).round();
    let files = store.file_list(&busiest.care, Action::ListFiles, None, now).await?;
    let file = files.rows.first().ok_or("no file")?.file;
    let usual = ask(store, busiest, file, ("25017", "6811"), now).await?;
    let busy = ask(store, busiest, file, ("25180", "1011"), now).await?;
    let line = json!({
        "companies": many, "companies_read_per_second": read, "aim_p95_ms": AIM,
        "usual": usual, "most_that_are_ranked": busy,
    });
    eprintln!("matching: {line}");
    Ok(line)
}

/// One question, as often as it is measured.
async fn ask(
    store: &Store,
    busiest: &Busiest,
    file: FileId,
    (code, near): (&str, &str),
    now: Moment,
) -> Result<Value, Failure> {
    let (crebo, area) = Crebo::parse(code).zip(Area::parse(near)).ok_or("no question")?;
    let weights = Weights::begin(&[(MeasureKind::AdaptedBuilding, Place::Workplace)]);
    let sought = Sought { crebo, area, on: TODAY, weights, near };
    let (mut took, mut ranked) = (Vec::with_capacity(TIMES), 0);
    for _ in 0..TIMES {
        let start = Instant::now();
        let found = store.companies_near(&busiest.care, file, sought, now).await?;
        ranked = rank(found.companies, weights, near).len();
        took.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| (took[((took.len() - 1) as f64 * share).round() as usize] * 10.0).round() / 10.0;
    Ok(json!({"ranked": ranked, "p50_ms": at(0.5), "p95_ms": at(0.95), "worst_ms": at(1.0)}))
}

/// One of them: spread over programmes and regions, but for those of the busiest.
fn company(n: u32) -> Option<(Company, Vec<Recognition>)> {
    let said = |by: u32| [Known::Yes, Known::No, Known::Unknown].get(usize::try_from(n / by % 3).ok()?).copied();
    let busy = n.is_multiple_of(BUSY);
    let (code, digits) = if busy { (25_180, 1011) } else { (25_000 + n % 240, 1_000 + n * 7 % 9_000) };
    let company = Company {
        id: CompanyId::parse(&(100_000_000 + n).to_string())?,
        name: format!("Bedrijf {n:06}"),
        street: Some(format!("Voorbeeldstraat {}", n % 300 + 1)),
        postcode: Postcode::parse(&format!("{digits} AB"))?,
        town: "Voorbeeldstad".to_owned(),
        guidance: said(1)?,
        access: said(3)?,
        experience: said(9)?,
        places: (!n.is_multiple_of(4)).then_some(n % 4),
    };
    let period = Period::since(date!(2015 - 08 - 01));
    let crebo = Crebo::parse(&code.to_string())?;
    Some((company, vec![Recognition { crebo, period }]))
}
