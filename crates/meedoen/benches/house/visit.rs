//! Eight clients at work, and how long each page took them.

use super::fill::Busiest;
use super::{Failure, SETTINGS, TODAY};
use meedoen::serve::{Bounds, Site, serve_on};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Instant;
use store::Store;
use web::site::guard::csrf;

const CLIENTS: usize = 8;
const ROUNDS: usize = 60;

/// Lets the clients visit; the milliseconds of each page.
pub(super) async fn visit(store: &Store, busiest: &Busiest) -> Result<Value, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let site = Site {
        demo: true,
        day: Some(TODAY),
        monitor: Default::default(),
        measured: Default::default(),
        address: None,
        press: meedoen::serve::Typesetter::new(Default::default()),
    }
    .router(store.clone())
    .map_err(|e| e.to_string())?;
    tokio::spawn(serve_on(listener, site, Bounds::new(None), std::future::pending()));
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let start = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..CLIENTS {
        let role = ["care", "coach", "intaker"][number % 3];
        let client = Client { base: base.clone(), cookie: busiest.sessions[role].clone(), http: http.clone() };
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
                let page = self.get(&mut times, "/dossiers/{file}", file).await?;
                let propose = format!("{file}/afspraken/nieuw");
                if page.contains(&propose) {
                    self.get(&mut times, "/dossiers/{file}/afspraken/nieuw", &propose).await?;
                }
                for version in links(&page, &format!("{file}/afspraken/")).iter().take(1) {
                    self.get(&mut times, "/dossiers/{file}/afspraken/{version}", version).await?;
                }
            }
            let form = self.get(&mut times, "/dossiers", "/dossiers").await?;
            let words = ["j", "de", "ba", "van", "ka", "s"][(round + number) % 6];
            let sent = [(csrf::FIELD, value(&form, csrf::FIELD)), ("zoek", words.to_owned())];
            let found =
                self.post(&mut times, "POST /zoeken", "/zoeken", &sent).await?.ok_or("a search leads to its hits")?;
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
        if let Some(saved) = self.post(times, "POST /dossiers/{file}/behoefte", &path, &sent).await? {
            self.get(times, "/dossiers/{file}", &saved).await?;
        }
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

    /// Sends a form; where it leads, which is a page of its own.
    async fn post(
        &self,
        times: &mut Times,
        name: &str,
        path: &str,
        form: &[(&str, String)],
    ) -> Result<Option<String>, Failure> {
        let start = Instant::now();
        let request = self.http.post(format!("{}{path}", self.base)).header("cookie", self.cookies());
        let answer = request.header("sec-fetch-site", "same-origin").form(form).send().await?;
        let status = answer.status();
        let leads = answer.headers().get("location").and_then(|to| to.to_str().ok()).map(str::to_owned);
        answer.text().await?;
        // Two clients of one role may save one file at once: the second is shown the clash, which is a page too.
        if !status.is_redirection() && status.as_u16() != 409 {
            return Err(format!("{name} answered {status}").into());
        }
        times.push((name.to_owned(), start.elapsed().as_secs_f64() * 1000.0));
        Ok(leads)
    }

    fn cookies(&self) -> String {
        format!("{}={}", web::site::cookie::session(SETTINGS), self.cookie)
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
