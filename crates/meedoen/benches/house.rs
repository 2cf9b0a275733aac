//! How fast the house is when it is full: 55 schools, the largest with 8,000 files, 80,000 in all, on SQLite, audit on.
//!
//! Fills a database through the real imports (records per second written), serves it on loopback, and lets 8 clients of
//! the largest school read and write (90% reads). Prints for each page p50, p95 and p99 in milliseconds, measured by
//! the client, and one JSON object as its last line. Sessions are opened beforehand: signing in is slow on purpose.
//!
//! `MEEDOEN_BENCH_FILES=8000` makes it smaller. The database stays in the temporary folder only while it runs.

use access::{Role, Scope};
use demo::{Shape, large};
use exchange::students::Mapping;
use meedoen::clock::{Wall, civil};
use meedoen::import::{ro, students};
use meedoen::serve::Site;
use register::{MembershipId, Moment, TenantId};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::{Keys, Store};
use time::Date;
use time::macros::date;
use web::app::Settings;
use web::guard::csrf;

const TODAY: Date = date!(2026 - 09 - 15);
const CLIENTS: usize = 8;
const ROUNDS: usize = 60;
const SETTINGS: Settings = Settings { demo: true, secure: false };
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
    store.migrate().await?;
    let shape = match std::env::var("MEEDOEN_BENCH_FILES").ok().and_then(|n| n.parse::<u32>().ok()) {
        Some(files) => Shape { tenants: 5, files, largest: files / 2 },
        None => Shape::BENCH,
    };
    let (written, busiest) = fill(&store, shape).await?;
    let pages = visit(&store, &busiest).await?;
    store.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(json!({"files": shape.files, "tenants": shape.tenants, "import": written, "pages_ms": pages, "aim_p95_ms": AIM}))
}

/// Who works at the largest school.
struct Busiest {
    tenant: TenantId,
    /// A session cookie's value for each role of the bench.
    sessions: BTreeMap<&'static str, String>,
}

/// Imports every school; how fast, and who visits the first.
async fn fill(store: &Store, shape: Shape) -> Result<(Value, Busiest), Failure> {
    let now = civil(TODAY, 8 * 60);
    let (mut records, mut rows, mut ro_time, mut students_time) = (0_usize, 0_usize, Duration::ZERO, Duration::ZERO);
    let mut busiest = None;
    for school in large(1, TODAY, shape) {
        let (registration, list) = (demo::ro_file(&school), demo::students_csv(&school));
        let tenant = store.tenant_add(&school.brin, &school.name, now).await?;
        let coaches = school.people.iter().find_map(|person| person.coach).ok_or("a school without coach")?;
        let coach = store.account_add(&school.staff[coaches].email, "Coach", None, now).await?;
        records += registration.iter().filter(|b| **b == b'\n').count();
        rows += list.iter().filter(|b| **b == b'\n').count() - 1;
        let (mut quiet, start) = (|_, _, _| (), Instant::now());
        ro::write(store, tenant, &registration, now, &mut quiet).await?;
        ro_time += start.elapsed();
        let start = Instant::now();
        students::write(store, tenant, &list, &Mapping::default(), now, &mut quiet).await?;
        students_time += start.elapsed();
        if busiest.is_none() {
            busiest = Some(staff(store, tenant, coach, &school, now).await?);
        }
        eprintln!("{}: {} people", school.name, school.people.len());
    }
    let busiest = busiest.ok_or("no school")?;
    let per_second = |count: usize, time: Duration| (count as f64 / time.as_secs_f64()).round();
    let written = json!({
        "ro_records_per_second": per_second(records, ro_time),
        "students_rows_per_second": per_second(rows, students_time),
        "aim_records_per_second": 20_000,
    });
    Ok((written, busiest))
}

async fn staff(
    store: &Store,
    tenant: TenantId,
    coach: register::AccountId,
    school: &demo::School,
    now: Moment,
) -> Result<Busiest, Failure> {
    let mut sessions = BTreeMap::new();
    let team = store.team_by_name(tenant, &school.teams[0].name).await?;
    let roles = [
        ("coach", Role::Coach, Scope::Own),
        ("intaker", Role::Intaker, Scope::Teams(vec![team])),
        ("care", Role::CareCoordinator, Scope::School),
    ];
    for (name, role, scope) in roles {
        let account = match role {
            Role::Coach => coach,
            _ => store.account_add(&format!("{name}@bench.example"), name, None, now).await?,
        };
        let membership: MembershipId =
            store.membership_add(tenant, account, role, &scope, date!(2023 - 08 - 01)).await?;
        let token = store.session_start(account, Some((tenant, membership)), Wall::new(Some(TODAY)).now()).await?;
        sessions.insert(name, token);
    }
    Ok(Busiest { tenant, sessions })
}

/// Lets the clients visit; the milliseconds of each page.
async fn visit(store: &Store, busiest: &Busiest) -> Result<Value, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let service = Site { demo: true, day: Some(TODAY) }.service(store.clone()).map_err(|e| e.to_string())?;
    tokio::spawn(async move { axum::serve(listener, service).await });
    let start = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..CLIENTS {
        let role = ["care", "coach", "intaker"][number % 3];
        let client =
            Client { base: base.clone(), cookie: busiest.sessions[role].clone(), http: reqwest::Client::new() };
        tasks.push(tokio::spawn(async move { client.work(role, number).await }));
    }
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for task in tasks {
        for (page, took) in task.await?? {
            times.entry(page).or_default().push(took);
        }
    }
    let (requests, seconds) = (times.values().map(Vec::len).sum::<usize>(), start.elapsed().as_secs_f64());
    let mut out = Map::new();
    for (page, mut took) in times {
        took.sort_by(f64::total_cmp);
        let at = |share: f64| (took[((took.len() - 1) as f64 * share).round() as usize] * 10.0).round() / 10.0;
        eprintln!("{page:32} n {:5}  p50 {:6} p95 {:6} p99 {:6} ms", took.len(), at(0.5), at(0.95), at(0.99));
        out.insert(page, json!({"p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}));
    }
    let events = store.audit_verify(busiest.tenant, None).await?;
    assert!(matches!(events, store::audit::Verdict::Whole { .. }), "the audit holds under load: {events:?}");
    out.insert("requests_per_second".to_owned(), json!((requests as f64 / seconds).round()));
    Ok(Value::Object(out))
}

struct Client {
    base: String,
    cookie: String,
    http: reqwest::Client,
}

type Times = Vec<(String, f64)>;

impl Client {
    /// A working morning: nine looks to one save.
    async fn work(&self, role: &str, number: usize) -> Result<Times, Failure> {
        let mut times = Vec::new();
        let mut list = "/dossiers".to_owned();
        for round in 0..ROUNDS {
            self.get(&mut times, &format!("/werk ({role})"), "/werk").await?;
            let page = self.get(&mut times, &format!("/dossiers ({role})"), &list).await?;
            let files = links(&page, "/dossiers/");
            list = next(&page).unwrap_or_else(|| "/dossiers".to_owned());
            for file in files.iter().skip((round + number) % 5).take(3) {
                self.get(&mut times, "/dossiers/{file}", file).await?;
            }
            let form = self.get(&mut times, "/dossiers", "/dossiers").await?;
            let words = ["j", "de", "ba", "van", "ka", "s"][(round + number) % 6];
            let sent = [(csrf::FIELD, value(&form, csrf::FIELD)), ("zoek", words.to_owned())];
            let found = self.post(&mut times, "POST /zoeken", "/zoeken", &sent).await?;
            self.get(&mut times, &format!("/zoeken/{{search}} ({role})"), &found).await?;
            if role != "coach" {
                self.get(&mut times, &format!("/intake ({role})"), "/intake").await?;
            }
            if let Some(file) = files.get(round % files.len().max(1)) {
                self.save(&mut times, file).await?;
            }
        }
        Ok(times)
    }

    /// Records what a student needs.
    async fn save(&self, times: &mut Times, file: &str) -> Result<(), Failure> {
        let path = format!("{file}/behoefte");
        let form = self.get(times, "/dossiers/{file}/behoefte", &path).await?;
        let sent = [
            (csrf::FIELD, value(&form, csrf::FIELD)),
            ("versie", value(&form, "versie")),
            ("woorden", "Ik heb meer tijd nodig bij toetsen.".to_owned()),
            ("grond", "yes".to_owned()),
            ("nodig", "ja".to_owned()),
        ];
        self.post(times, "POST /dossiers/{file}/behoefte", &path, &sent).await?;
        Ok(())
    }

    async fn get(&self, times: &mut Times, name: &str, path: &str) -> Result<String, Failure> {
        let start = Instant::now();
        let answer = self.http.get(format!("{}{path}", self.base)).header("cookie", self.cookies()).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            return Err(format!("{name} answered {status}").into());
        }
        times.push((name.to_owned(), start.elapsed().as_secs_f64() * 1000.0));
        Ok(text)
    }

    /// Sends a form; where it leads.
    async fn post(
        &self,
        times: &mut Times,
        name: &str,
        path: &str,
        form: &[(&str, String)],
    ) -> Result<String, Failure> {
        let start = Instant::now();
        let request = self.http.post(format!("{}{path}", self.base)).header("cookie", self.cookies());
        let answer = request.header("sec-fetch-site", "same-origin").form(form).send().await?;
        let (status, url) = (answer.status(), answer.url().path().to_owned());
        answer.text().await?;
        // Two clients of one role may save one file at once: the second is shown the clash, which is a page too.
        if !status.is_success() && status.as_u16() != 409 {
            return Err(format!("{name} answered {status}").into());
        }
        times.push((name.to_owned(), start.elapsed().as_secs_f64() * 1000.0));
        Ok(url)
    }

    fn cookies(&self) -> String {
        format!("{}={}", web::cookie::session(SETTINGS), self.cookie)
    }
}

/// The addresses of a page's links that begin so and have one part more.
fn links(page: &str, begin: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let one = |path: &&str| path.strip_prefix(begin).is_some_and(|id| id.len() == 32);
    let mut out: Vec<String> = found.filter(one).map(str::to_owned).collect();
    out.dedup();
    out
}

/// Where the list goes on.
fn next(page: &str) -> Option<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.filter(|path| path.starts_with("/dossiers?na=")).map(str::to_owned).last()
}

/// The value of a hidden field.
fn value(page: &str, name: &str) -> String {
    let field = page.split("<input").find(|input| input.contains(&format!("name=\"{name}\"")));
    let found = field.and_then(|field| field.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    found.unwrap_or_default().to_owned()
}
