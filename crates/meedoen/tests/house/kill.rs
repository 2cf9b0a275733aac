//! What the program has said yes to, it still knows after `kill -9`.

use crate::commands::{Folder, run};
use crate::demo_school::Served;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use web::site::guard::csrf;

pub(crate) const COOKIE: &str = "meedoen-session";

fn client() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).cookie_store(true).build().unwrap()
}

/// Signs in with the form; the session's cookie, once the program has said yes.
pub(crate) async fn sign_in(address: &str, email: &str, password: &str) -> Option<String> {
    let (client, url) = (client(), format!("{address}/inloggen"));
    let form = client.get(&url).send().await.ok()?.text().await.ok()?;
    let (_, token) = form.split_once(&format!("name=\"{}\" value=\"", csrf::FIELD))?;
    let token = token.split('"').next()?;
    let fields = [(csrf::FIELD, token), ("email", email), ("wachtwoord", password)];
    let answer = client.post(&url).form(&fields).send().await.ok()?;
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let session = cookies.filter_map(|text| text.strip_prefix(&format!("{COOKIE}="))).next()?;
    session.split(';').next().filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Whether a session is known.
async fn is_in(address: &str, session: &str) -> bool {
    let asked = client().get(format!("{address}/account")).header("cookie", format!("{COOKIE}={session}"));
    asked.send().await.is_ok_and(|answer| answer.status() == 200)
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let folder = Folder::new();
    let mut served = Served::start(&folder);
    let (address, email) = (served.address().to_owned(), served.email("coach").to_owned());
    let known = Arc::new(Mutex::new(Vec::new()));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for _ in 0..4 {
        let (known, address, email) = (Arc::clone(&known), address.clone(), email.clone());
        runtime.spawn(async move {
            while let Some(session) = sign_in(&address, &email, "meedoen-demo").await {
                known.lock().unwrap().push(session);
            }
        });
    }
    // In the middle of it: as soon as there is something to lose.
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(50));
        if known.lock().unwrap().len() >= 12 {
            break;
        }
    }
    served.kill();
    runtime.shutdown_timeout(Duration::from_secs(5));
    let known = std::mem::take(&mut *known.lock().unwrap());
    assert!(known.len() >= 12, "{} sessions", known.len());

    let served = Served::start(&folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for session in &known {
            assert!(is_in(served.address(), session).await, "a session that was handed out is gone");
        }
        assert!(!is_in(served.address(), "made-up").await);
    });
    let at = ["--database", "sqlite:d/meedoen.sqlite", "--key-file", "d/meedoen.key"];
    let (code, out, _) = run(&folder, &[&at[..], &["audit", "verify"]].concat());
    assert_eq!(code, 0, "{out}");
}

/// How many whole pages of each file came.
type Came = Arc<Mutex<HashMap<String, usize>>>;

/// Visitors who open one file after another until the program is gone. Counts the whole pages that came, by file.
fn load(runtime: &tokio::runtime::Runtime, address: &str, session: &str, files: &[String]) -> Came {
    let came = Came::default();
    for visitor in 0..16 {
        let (came, address, session, files) = (came.clone(), address.to_owned(), session.to_owned(), files.to_vec());
        runtime.spawn(async move {
            let client = client();
            for file in files.iter().cycle().skip(visitor) {
                let asked =
                    client.get(format!("{address}/dossiers/{file}")).header("cookie", format!("{COOKIE}={session}"));
                let Ok(answer) = asked.send().await else { return };
                let shown = answer.status() == 200;
                // A page that was cut short came only in part: that it was shown is not certain.
                if answer.text().await.is_ok_and(|page| shown && page.trim_end().ends_with("</html>")) {
                    *came.lock().unwrap().entry(file.clone()).or_default() += 1;
                }
            }
        });
    }
    came
}

/// A coach at work, and the files they see.
async fn coach(served: &Served) -> (String, Vec<String>) {
    let session = sign_in(served.address(), served.email("coach"), "meedoen-demo").await.unwrap();
    let list = client().get(format!("{}/dossiers", served.address())).header("cookie", format!("{COOKIE}={session}"));
    let list = list.send().await.unwrap().text().await.unwrap();
    let links = list.split("href=\"/dossiers/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut files: Vec<String> = links.filter(|id| id.len() == 32).map(str::to_owned).collect();
    files.dedup();
    assert!(files.len() > 1, "{list}");
    (session, files)
}

/// How many events of looks at each file the database of a folder holds.
async fn traced(folder: &Folder) -> HashMap<String, usize> {
    let keys = store::Keys::parse(&std::fs::read_to_string(folder.path().join("d/meedoen.key")).unwrap()).unwrap();
    let database = folder.path().join("d/meedoen.sqlite");
    let store = store::Store::open(&format!("sqlite:{}", database.display()), keys).await.unwrap();
    let mut found: HashMap<String, usize> = HashMap::new();
    for tenant in store.tenants().await.unwrap() {
        for event in store::testing::audited(&store, tenant.tenant, 0).await {
            if event.payload.action == access::Action::ViewFile.code() {
                *found.entry(event.payload.about.unwrap()).or_default() += 1;
            }
        }
    }
    store.close().await;
    found
}

/// Sixteen visitors read while the program is killed, or told to stop: whatever page came whole is in the audit.
#[test]
fn nothing_was_shown_without_a_trace() {
    for (round, orderly) in [false, false, false, true].into_iter().enumerate() {
        let folder = Folder::new();
        let mut served = Served::start(&folder);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (session, files) = runtime.block_on(coach(&served));
        let before = runtime.block_on(traced(&folder));
        let came = load(&runtime, served.address(), &session, &files);
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(20));
            if came.lock().unwrap().values().sum::<usize>() > 200 + 50 * round {
                break;
            }
        }
        if orderly {
            let told = std::process::Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status();
            assert!(told.unwrap().success());
            assert_eq!(served.child.wait().unwrap().code(), Some(0));
        } else {
            served.kill();
        }
        // What was under way ends now; nothing more can come.
        runtime.shutdown_timeout(Duration::from_secs(5));
        let came = came.lock().unwrap().clone();
        assert!(came.values().sum::<usize>() > 200, "{came:?}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let after = runtime.block_on(traced(&folder));
        let of = |all: &HashMap<String, usize>, file: &String| all.get(file).copied().unwrap_or_default();
        for (file, pages) in &came {
            let traces = of(&after, file) - of(&before, file);
            assert!(traces >= *pages, "{pages} pages of {file} came, {traces} looks are in the audit (round {round})");
        }
        let at = ["--database", "sqlite:d/meedoen.sqlite", "--key-file", "d/meedoen.key"];
        let (code, out, _) = run(&folder, &[&at[..], &["audit", "verify"]].concat());
        assert_eq!(code, 0, "{out}");
    }
}

/// Told to stop, it stops in order, and nobody else can have its port before that.
#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let folder = Folder::new();
    let mut served = Served::start(&folder);
    let taken = served.address().trim_start_matches("http://").to_owned();
    let (code, _, err) = run(&folder, &["demo", "--data", "d", "--listen", &taken]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot listen on"), "{err}");
    let told = std::process::Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    assert!(!folder.path().join("d/meedoen.sqlite-wal").exists(), "the log is written back into the file");
}
