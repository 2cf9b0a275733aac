//! Every list and page that a role has: which there are is what the program declares, and the addresses are what the pages of the bench
//! school lead to. Eight clients ask each page of each role; printed is how long that took, the slowest first, and what was not asked
//! and why.

use super::fill::Busiest;
use super::people::{self, Visitor};
use super::serve::Server;
use super::{AIM, Failure, SETTINGS, TODAY};
use access::{Role, may_ever};
use meedoen::clock::Wall;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::time::Instant;
use store::Store;
use web::site::route::{Declared, Gate, Method};

/// How many ask at once.
const CLIENTS: usize = 8;
/// How often each of them asks a page.
const ROUNDS: usize = 20;
/// How many addresses of one page are asked in turn.
const ADDRESSES: usize = 32;
/// How many of other pages are tried for one that no page leads to.
const TRIED: usize = 6;

/// Walks all of it. The people are made before the program is started on the same database.
pub(super) async fn walk(
    store: &Store,
    busiest: &Busiest,
    serve: impl FnOnce() -> Result<Server, Failure>,
) -> Result<Value, Failure> {
    let (visitors, nobody) = people::everyone(store, busiest).await?;
    let server = serve()?;
    let routes = declared(store)?;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let client = |cookie: Option<&str>| Client {
        at: server.at,
        cookie: cookie.map(|value| format!("{}={value}", web::site::cookie::session(SETTINGS))),
        http: http.clone(),
    };
    let anybody = Visitor { role: Role::Student, session: String::new(), seeds: Vec::new() };
    let who = visitors.iter().map(|one| (Some(one.role), one)).chain([(None, &anybody)]);
    let (mut measured, mut skipped) = (Vec::new(), Vec::new());
    for (role, visitor) in who {
        let client = client(role.map(|_| visitor.session.as_str()));
        let theirs: Vec<Declared> = routes.iter().copied().filter(|route| has(role, route.gate)).collect();
        let found = find(&client, &routes, &theirs, &visitor.seeds).await?;
        let name = role.map_or("anybody", Role::code);
        for route in &theirs {
            let pages = found.pages.get(route.path).map(Vec::as_slice).unwrap_or_default();
            if pages.is_empty() {
                let why = found.said.get(route.path).cloned().unwrap_or_else(|| "no page leads there".to_owned());
                skipped.push((name, route.path, why));
                continue;
            }
            match measure(&client, pages).await {
                Ok(took) => measured.push((name, route.path, pages.len(), took)),
                Err(error) => skipped.push((name, route.path, error.to_string())),
            }
        }
        eprintln!("{name}: {} of {} pages", measured.iter().filter(|(of, ..)| *of == name).count(), theirs.len());
    }
    drop(server);
    Ok(told(measured, &skipped, &nobody))
}

/// Every page that the program declares, whatever it answers.
fn declared(store: &Store) -> Result<Vec<Declared>, Failure> {
    let wall = Wall::new(Some(TODAY));
    let app = web::App::over(store.clone(), SETTINGS, wall, meedoen::serve::Machine, Default::default())?;
    Ok(web::routes(app).declared().iter().copied().filter(|route| route.method == Method::Get).collect())
}

/// Whether a page is one of a role; what everybody may read is asked once, by nobody.
fn has(role: Option<Role>, gate: Gate) -> bool {
    match (role, gate) {
        (None, Gate::Public | Gate::PublicNoToken) | (Some(_), Gate::SignedIn) => true,
        (Some(role), Gate::Needs(action)) => may_ever(role, action),
        (None, Gate::SignedIn | Gate::Needs(_)) | (Some(_), Gate::Public | Gate::PublicNoToken) => false,
    }
}

#[derive(Clone)]
struct Client {
    at: SocketAddr,
    cookie: Option<String>,
    http: reqwest::Client,
}

/// What came of asking.
struct Answer {
    status: u16,
    kind: String,
    text: String,
    took: f64,
}

impl Answer {
    fn is_page(&self) -> bool {
        self.status == 200 && self.kind.starts_with("text/html")
    }

    /// Why it is no page.
    fn said(&self) -> String {
        if self.status == 200 {
            format!("no page but {}", self.kind.split(';').next().unwrap_or_default())
        } else {
            format!("answered {}", self.status)
        }
    }
}

impl Client {
    async fn get(&self, path: &str) -> Result<Answer, Failure> {
        let start = Instant::now();
        let mut request = self.http.get(format!("http://{}{path}", self.at)).header("accept-language", "nl");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let answer = request.send().await?;
        let (status, kind) = (answer.status().as_u16(), answer.headers().get("content-type"));
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        let text = String::from_utf8_lossy(&answer.bytes().await?).into_owned();
        Ok(Answer { status, kind, text, took: start.elapsed().as_secs_f64() * 1000.0 })
    }
}

/// What was found of the pages of a role.
#[derive(Default)]
struct Found {
    /// Addresses that are a page, by route.
    pages: BTreeMap<&'static str, Vec<String>>,
    /// What others answered.
    said: BTreeMap<&'static str, String>,
}

/// Follows the links of pages, from every page that names nothing; and what no link leads to is tried with what other addresses name.
async fn find(client: &Client, routes: &[Declared], theirs: &[Declared], seeds: &[String]) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut named: Vec<BTreeMap<&'static str, String>> = Vec::new();
    let plain = theirs.iter().map(|route| route.path).filter(|path| !path.contains('{')).map(str::to_owned);
    let mut next: VecDeque<String> = seeds.iter().cloned().chain(plain).collect();
    let (mut asked, mut many): (BTreeSet<String>, BTreeMap<&'static str, usize>) = Default::default();
    while let Some(path) = next.pop_front() {
        let Some((route, names)) = fits(routes, &path).filter(|(route, _)| theirs.iter().any(|one| one.path == *route))
        else {
            continue;
        };
        let count = many.entry(route).or_default();
        if *count >= ADDRESSES || !asked.insert(path.clone()) {
            continue;
        }
        *count += 1;
        let answer = match client.get(&path).await {
            Ok(answer) => answer,
            Err(error) => {
                found.said.insert(route, error.to_string());
                continue;
            }
        };
        if !answer.is_page() {
            found.said.insert(route, answer.said());
            // A document, or a page that leads on: a few say so, and one takes as long as many pages.
            *many.entry(route).or_default() += ADDRESSES / 4;
            continue;
        }
        next.extend(links(&answer.text));
        named.push(names);
        found.pages.entry(route).or_default().push(path);
    }
    for route in theirs.iter().filter(|route| route.path.contains('{')) {
        if found.pages.contains_key(route.path) {
            continue;
        }
        let wanted: Vec<&str> = names(route.path).collect();
        let fit = named.iter().filter(|one| wanted.iter().all(|name| one.contains_key(name)));
        let mut tried: Vec<String> = fit.map(|one| filled(route.path, one)).collect();
        tried.dedup();
        for path in tried.into_iter().take(TRIED) {
            let answer = client.get(&path).await?;
            if answer.is_page() {
                found.pages.entry(route.path).or_default().push(path);
            } else {
                found.said.insert(route.path, answer.said());
            }
        }
    }
    Ok(found)
}

/// The names in braces.
fn names(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn filled(path: &'static str, named: &BTreeMap<&'static str, String>) -> String {
    named.iter().fold(path.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
}

/// The route of an address, the one that names least, with what it names.
fn fits(routes: &[Declared], path: &str) -> Option<(&'static str, BTreeMap<&'static str, String>)> {
    let parts: Vec<&str> = path.split('?').next()?.split('/').collect();
    let one = |route: &Declared| {
        let wanted: Vec<&'static str> = route.path.split('/').collect();
        if wanted.len() != parts.len() {
            return None;
        }
        let mut named = BTreeMap::new();
        for (want, is) in wanted.into_iter().zip(&parts) {
            match want.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => drop(named.insert(name, (*is).to_owned())),
                None if want == *is => {}
                None => return None,
            }
        }
        Some((route.path, named))
    };
    routes.iter().filter_map(one).min_by_key(|(_, named)| named.len())
}

/// Where the links of a page lead within the site.
fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let whole = found.filter(|to| to.starts_with('/') && !to.starts_with("//"));
    whole.map(|to| to.split('#').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// The milliseconds of each time that a page was asked, sorted.
async fn measure(client: &Client, pages: &[String]) -> Result<Vec<f64>, Failure> {
    let mut tasks = Vec::new();
    for number in 0..CLIENTS {
        let (client, pages) = (client.clone(), pages.to_vec());
        tasks.push(tokio::spawn(async move {
            let mut took = Vec::with_capacity(ROUNDS);
            for round in 0..ROUNDS {
                let path = &pages[(round * CLIENTS + number) % pages.len()];
                let answer = client.get(path).await?;
                if !answer.is_page() {
                    return Err(Failure::from(format!("{path} {}", answer.said())));
                }
                took.push(answer.took);
            }
            Ok(took)
        }));
    }
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await??);
    }
    took.sort_by(f64::total_cmp);
    Ok(took)
}

/// Prints all of it, the slowest first; the same as an object.
fn told(
    measured: Vec<(&'static str, &'static str, usize, Vec<f64>)>,
    skipped: &[(&'static str, &'static str, String)],
    nobody: &[String],
) -> Value {
    let at = |took: &[f64], share: f64| {
        let place = (took.len().saturating_sub(1) as f64 * share).round() as usize;
        (took.get(place).copied().unwrap_or_default() * 10.0).round() / 10.0
    };
    let mut lines: Vec<(f64, f64, &str, &str, usize)> = measured
        .iter()
        .map(|(role, route, many, took)| (at(took, 0.95), at(took, 0.5), *role, *route, *many))
        .collect();
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    eprintln!("    p95     p50  (aim {AIM} ms)  addresses  page");
    for (p95, p50, role, route, many) in &lines {
        let over = if *p95 >= AIM { "OVER" } else { "" };
        eprintln!("{p95:7.1} {p50:7.1}  {over:13}  {many:9}  {role} {route}");
    }
    for (role, route, why) in skipped {
        eprintln!("not asked: {role} {route}: {why}");
    }
    for why in nobody {
        eprintln!("nobody looked as {why}");
    }
    let over = lines.iter().filter(|(p95, ..)| *p95 >= AIM).count();
    eprintln!("{} pages of roles, {over} of them at or over {AIM} ms; {} not asked", lines.len(), skipped.len());
    let pages: Vec<Value> = lines
        .iter()
        .map(|(p95, p50, role, route, many)| {
            json!({"role": role, "page": route, "p50": p50, "p95": p95, "addresses": many})
        })
        .collect();
    let not: Vec<Value> =
        skipped.iter().map(|(role, route, why)| json!({"role": role, "page": route, "why": why})).collect();
    json!({"clients": CLIENTS, "over": over, "pages": pages, "not_asked": not, "nobody": nobody})
}
