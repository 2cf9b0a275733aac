//! How many pages a second, and how long they take at half of that: the program as a process of its own, and a client
//! that does little more than count, over 64 connections. Both on the same cores.

use super::fill::Busiest;
use super::serve::Server;
use super::{Failure, TODAY};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many browsers ask at once.
const CONNECTIONS: usize = 64;

/// A kind of page, and the pages of it that are asked in turn.
pub(super) struct Kind {
    name: &'static str,
    cookie: String,
    paths: Vec<String>,
    /// Pages a second that are aimed at.
    aim: f64,
}

/// The kinds of pages that are measured, as the care coordinator of the largest school sees them, and a teacher of every class.
pub(super) async fn kinds(store: &Store, busiest: &Busiest) -> Result<Vec<Kind>, Failure> {
    use access::Action;
    let (actor, now) = (&busiest.care, meedoen::clock::Wall::new(Some(TODAY)));
    let now = web::site::clock::Clock::now(&now);
    let (mut files, mut versions, mut lists, mut after) = (Vec::new(), Vec::new(), vec!["/dossiers".to_owned()], None);
    while lists.len() < 60 {
        let page = store.file_list(actor, Action::ListFiles, after, now).await?;
        for row in &page.rows {
            files.push(format!("/dossiers/{}", row.file));
            // A fifth of the files holds an agreement.
            if versions.len() < 200 {
                let room = store.proposing(actor, row.file, now).await?;
                versions.extend(room.versions.iter().map(|v| format!("/dossiers/{}/afspraken/{v}", row.file)));
            }
        }
        after = page.next;
        let Some(next) = page.next else { break };
        lists.push(format!("/dossiers?na={next}"));
    }
    let teacher = &busiest.teacher;
    let classes = store.taught_groups(teacher, now.day).await?;
    let classes = classes.iter().map(|one| format!("/klas/{}", one.group)).collect();
    let kind = |who: &str, name, paths, aim| Kind { name, cookie: busiest.sessions[who].clone(), paths, aim };
    Ok(vec![
        kind("care", "file", files, 1000.0),
        kind("care", "version", versions, 1000.0),
        kind("care", "list", lists, 600.0),
        kind("teacher", "class", classes, 1000.0),
    ])
}

/// Measures each kind: as fast as it goes, then at half of the aim.
pub(super) async fn load(server: &Server, kinds: &[Kind]) -> Result<Value, Failure> {
    let mut out = Map::new();
    let seconds = Duration::from_secs(super::number("MEEDOEN_BENCH_SECONDS").unwrap_or(10));
    for kind in kinds {
        ask(server, kind, Duration::from_secs(1), None).await?;
        let before = server.cpu()?;
        let most = ask(server, kind, seconds, None).await?;
        let cpu = (server.cpu()? - before) * 1000.0 / most.pages as f64;
        let half = ask(server, kind, seconds, Some(kind.aim / 2.0)).await?;
        let line = json!({
            "pages_per_second": (most.pages as f64 / most.seconds).round(),
            "aim_pages_per_second": kind.aim,
            "cpu_ms_per_page": round(cpu),
            "at_half_p50_ms": half.at(0.5),
            "at_half_p95_ms": half.at(0.95),
            "at_half_worst_ms": half.at(1.0),
            "refused": most.refused + half.refused,
            "memory_mb": server.memory()?,
            "database_log_mb": server.log()?,
        });
        eprintln!("{:8} {line}", kind.name);
        out.insert(kind.name.to_owned(), line);
    }
    Ok(Value::Object(out))
}

/// Minutes of half the aim, of all kinds in turn: what the memory does meanwhile.
pub(super) async fn long(server: &Server, kinds: &[Kind], minutes: u64) -> Result<Value, Failure> {
    let (begin, mut worst) = (server.memory()?, 0.0_f64);
    let (mut seen, mut logs) = (vec![begin], Vec::new());
    for minute in 0..minutes {
        let kind = &kinds[minute as usize % kinds.len()];
        let done = ask(server, kind, Duration::from_secs(60), Some(kind.aim / 2.0)).await?;
        worst = worst.max(done.at(1.0));
        seen.push(server.memory()?);
        logs.push(server.log()?);
        eprintln!("minute {minute}: {} MB, p95 {} ms, refused {}", seen[seen.len() - 1], done.at(0.95), done.refused);
    }
    Ok(
        json!({"minutes": minutes, "memory_mb_first": begin, "memory_mb_each_minute": seen, "database_log_mb_each_minute": logs, "worst_ms": worst}),
    )
}

/// Pages at half of the aim while something else is at work; how long they took.
pub(super) async fn beside(
    server: &Server,
    kind: &Kind,
    work: impl Future<Output = Result<f64, Failure>>,
) -> Result<Value, Failure> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let visits = visit(server, kind, Duration::from_secs(600), Some(kind.aim / 4.0), stopped);
    let start = Instant::now();
    let work = async {
        let done = work.await;
        let _ = stop.send(true);
        done
    };
    let (done, visits) = tokio::join!(work, visits);
    let longest = done?;
    let visits = visits?;
    let took = round(start.elapsed().as_secs_f64());
    Ok(json!({
        "seconds": took, "pages": visits.pages, "p95_ms": visits.at(0.95), "worst_ms": visits.at(1.0),
        "aim_worst_ms": 1000, "refused": visits.refused, "longest_transaction_ms": longest,
    }))
}

/// What came of asking.
struct Visits {
    pages: usize,
    refused: usize,
    seconds: f64,
    /// Milliseconds of each page, sorted.
    took: Vec<f64>,
}

impl Visits {
    fn at(&self, share: f64) -> f64 {
        let place = (self.took.len().saturating_sub(1) as f64 * share).round() as usize;
        self.took.get(place).copied().map_or(0.0, round)
    }
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

async fn ask(server: &Server, kind: &Kind, time: Duration, rate: Option<f64>) -> Result<Visits, Failure> {
    let (_going, never) = tokio::sync::watch::channel(false);
    visit(server, kind, time, rate, never).await
}

/// Asks pages over all connections, as fast as they come or at a rate. At a rate the time of a page counts from the
/// moment it was to be asked, so that a page that waited for the one before it does not look fast.
async fn visit(
    server: &Server,
    kind: &Kind,
    time: Duration,
    rate: Option<f64>,
    stopped: tokio::sync::watch::Receiver<bool>,
) -> Result<Visits, Failure> {
    let next = Arc::new(AtomicUsize::new(0));
    let requests: Arc<Vec<Vec<u8>>> = Arc::new(kind.paths.iter().map(|path| request(path, &kind.cookie)).collect());
    let start = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..CONNECTIONS {
        let (next, requests, at, stopped) = (Arc::clone(&next), Arc::clone(&requests), server.at, stopped.clone());
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(at).await?;
            stream.set_nodelay(true)?;
            let (mut took, mut refused, mut buffer) = (Vec::new(), 0, Vec::with_capacity(64 * 1024));
            let mut turn = 0_u32;
            while start.elapsed() < time && !*stopped.borrow() {
                let mut asked = Instant::now();
                if let Some(rate) = rate {
                    let every = CONNECTIONS as f64 / rate;
                    asked = start + Duration::from_secs_f64(number as f64 / rate + f64::from(turn) * every);
                    turn += 1;
                    tokio::time::sleep_until(asked.into()).await;
                }
                let page = next.fetch_add(1, Ordering::Relaxed) % requests.len();
                stream.write_all(&requests[page]).await?;
                let fine = answer(&mut stream, &mut buffer).await?;
                took.push(asked.elapsed().as_secs_f64() * 1000.0);
                refused += usize::from(!fine);
            }
            Ok::<_, std::io::Error>((took, refused))
        }));
    }
    let (mut took, mut refused) = (Vec::new(), 0);
    for task in tasks {
        let (times, not) = task.await??;
        took.extend(times);
        refused += not;
    }
    took.sort_by(f64::total_cmp);
    Ok(Visits { pages: took.len(), refused, seconds: start.elapsed().as_secs_f64(), took })
}

fn request(path: &str, cookie: &str) -> Vec<u8> {
    let cookie = format!("{}={cookie}", web::site::cookie::session(super::SETTINGS));
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\naccept-language: nl\r\n\r\n").into_bytes()
}

/// Reads one answer whole; whether it is a page. Our pages say how long they are.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<bool> {
    let cut = |what: &str| std::io::Error::other(what.to_owned());
    buffer.clear();
    let head = loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(cut("the connection was closed"));
        }
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
    let length = text.split_once("content-length:").and_then(|(_, rest)| rest.split("\r\n").next());
    let length: usize = length.and_then(|n| n.trim().parse().ok()).ok_or_else(|| cut("an answer without length"))?;
    while buffer.len() < head + length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(cut("a page was cut short"));
        }
    }
    Ok(text.starts_with("http/1.1 200"))
}
