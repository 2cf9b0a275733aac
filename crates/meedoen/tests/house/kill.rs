//! What the program has said yes to, it still knows after `kill -9`.

use crate::commands::{Folder, run};
use crate::demo_school::Served;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use web::guard::csrf;

const COOKIE: &str = "meedoen-session";

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
