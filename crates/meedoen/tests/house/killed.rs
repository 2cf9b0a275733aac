//! Killed with -9 in the middle of what takes long: an import, a backup, a restore, a purge. Nothing is ever half.
//!
//! How long each takes is measured first, undisturbed; then it is killed after ever larger parts of that. When exactly a
//! kill falls is chance, what may be found afterwards is not.

use crate::commands::{Folder, installed, meedoen, run};
use crate::demo_school::Served;
use crate::kill::sign_in;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::time::{Duration, Instant};
use web::site::guard::csrf;

/// Into how many parts the time is cut: it is killed at the end of each.
const ROUNDS: u32 = 8;

/// Runs a command and kills it after so long; its exit code, if it had come to an end by itself.
fn killed_after(folder: &Folder, args: &[&str], after: Duration) -> Option<i32> {
    let mut child =
        meedoen(folder).args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap().code()
}

/// How long a command takes that is left alone.
fn time_of(folder: &Folder, args: &[&str]) -> Duration {
    let start = Instant::now();
    let (code, out, err) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    start.elapsed()
}

/// What `audit verify --data` says of each chain: how many units are proven. Anything wrong fails the test.
fn proven(folder: &Folder, at: &[&str]) -> BTreeMap<String, u64> {
    let (code, out, err) = run(folder, &[at, &["audit", "verify", "--data", "--json"]].concat());
    assert_eq!(code, 0, "{out}{err}");
    let chains: serde_json::Value = serde_json::from_str(&out).unwrap();
    let of = |chain: &serde_json::Value| {
        (chain["institution"].as_str().unwrap().to_owned(), chain["data"]["proven"].as_u64().unwrap())
    };
    chains.as_array().unwrap().iter().map(of).collect()
}

/// Students with a team and a guardian each.
fn students(count: u32) -> String {
    let mut text = "Studentnummer;Achternaam;Roepnaam;Geboortedatum;Afdeling;Ouder 1 naam\n".to_owned();
    for n in 0..count {
        text += &format!("s{n};Dağ{n};Zoë;17-05-2006;Zorg {};A. Berg {n}\n", n % 7);
    }
    text
}

/// An empty installation at an address, with one school.
fn install(folder: &Folder, at: &[&str]) {
    for args in [&["migrate"][..], &["institution", "add", "--code", "27DV", "--name", "ROC van de Proef"]] {
        let (code, _, err) = run(folder, &[at, args].concat());
        assert_eq!(code, 0, "{args:?}: {err}");
    }
}

/// Two places to work in, one on each database.
async fn both() -> [String; 2] {
    ["sqlite:other.sqlite".to_owned(), store::testing::empty_postgres().await]
}

#[tokio::test]
async fn an_import_that_was_killed_is_finished_by_the_same_file() {
    const COUNT: u32 = 1500;
    let folder = installed();
    std::fs::write(folder.path().join("s.csv"), students(COUNT)).unwrap();
    let took = time_of(&folder, &["import", "students", "s.csv"]);
    let whole = proven(&folder, &[])["27DV"];
    for address in both().await {
        let at = ["--database", address.as_str()];
        install(&folder, &at);
        let import = [&at[..], &["import", "students", "s.csv"]].concat();
        let (mut before, mut stopped) = (proven(&folder, &at)["27DV"], 0);
        for round in 1..=ROUNDS {
            let ended = killed_after(&folder, &import, took * round / (2 * ROUNDS));
            stopped += u32::from(ended.is_none());
            let after = proven(&folder, &at)["27DV"];
            assert!(after >= before, "{address}: what was written is gone: {after} units after {before}");
            let (_, out, _) = run(&folder, &[&at[..], &["doctor"]].concat());
            if after > before && after < whole {
                assert!(out.contains("imports"), "an import that was not finished is shown: {out}");
            }
            before = after;
        }
        assert!(stopped > 0, "{address}: it was always done before it was killed ({took:?})");
        let (code, out, err) = run(&folder, &import);
        assert_eq!(code, 0, "{address}: {out}{err}");
        // A file that comes again after it was done is a run of its own.
        let runs = u64::from(ROUNDS);
        assert!((whole..=whole + runs).contains(&proven(&folder, &at)["27DV"]), "{address}");
        let (code, out, _) = run(&folder, &import);
        assert!(code == 0 && out.contains(&format!("0 nieuw, 0 gewijzigd, {COUNT} gelijk")), "{address}: {out}");
        let (_, out, _) = run(&folder, &[&at[..], &["doctor"]].concat());
        assert!(!out.contains("imports"), "{address}: {out}");
    }
}

#[test]
fn a_backup_that_was_killed_has_no_name() {
    let folder = installed();
    std::fs::write(folder.path().join("s.csv"), students(1500)).unwrap();
    time_of(&folder, &["import", "students", "s.csv"]);
    let took = time_of(&folder, &["backup", "first"]);
    let (mut stopped, mut named) = (0, 0);
    for round in 1..=ROUNDS {
        let name = format!("night-{round}");
        let ended = killed_after(&folder, &["backup", &name], took * round / ROUNDS);
        stopped += u32::from(ended.is_none());
        if folder.path().join(&name).exists() {
            named += 1;
            let new = ["--database", "sqlite:new.sqlite"];
            let (code, out, err) = run(&folder, &[&new[..], &["restore", &name, "--check"]].concat());
            assert_eq!(code, 0, "round {round}: {out}{err}");
        } else {
            assert_ne!(ended, Some(0), "round {round}: it said that it was done");
            // Half a one is in nobody's way.
            time_of(&folder, &["backup", &name]);
        }
    }
    assert!(stopped > 0, "it was always done before it was killed ({took:?})");
    assert!(named < ROUNDS, "{named} of {stopped} that were killed had a name all the same");
    proven(&folder, &[]);
}

#[tokio::test]
async fn a_restore_that_was_killed_left_the_database_empty_or_whole() {
    let folder = installed();
    std::fs::write(folder.path().join("s.csv"), students(1500)).unwrap();
    time_of(&folder, &["import", "students", "s.csv"]);
    time_of(&folder, &["backup", "night"]);
    let expected = proven(&folder, &[]);
    for postgres in [false, true] {
        let place = async |round: u32| match postgres {
            true => store::testing::empty_postgres().await,
            false => format!("sqlite:restored-{round}.sqlite"),
        };
        let first = place(0).await;
        let took = time_of(&folder, &["--database", &first, "restore", "night"]);
        let (mut stopped, mut empty) = (0, 0);
        for round in 1..=ROUNDS {
            let address = place(round).await;
            let at = ["--database", address.as_str()];
            let restore = [&at[..], &["restore", "night"]].concat();
            stopped += u32::from(killed_after(&folder, &restore, took * round / ROUNDS).is_none());
            let (code, out, err) = run(&folder, &restore);
            match code {
                0 => empty += 1,
                _ => assert!(code == 1 && err.contains("not empty"), "round {round}: {out}{err}"),
            }
            // What comes after the rows is done by whatever opens it next.
            let (code, _, err) = run(&folder, &[&at[..], &["migrate"]].concat());
            assert_eq!(code, 0, "round {round}: {err}");
            assert_eq!(proven(&folder, &at), expected, "round {round}, {postgres}");
        }
        assert!(stopped > 0 && empty > 0, "{stopped} were killed, {empty} left nothing ({took:?})");
    }
}

/// The privacy officer erases the text of one file after the other, and the program is killed meanwhile.
#[test]
fn a_purge_is_in_the_list_before_it_is_in_the_tables() {
    let folder = Folder::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut served = Served::start(&folder);
    let files = runtime.block_on(sealed(&folder));
    assert!(files.len() > 4, "{} files hold a text", files.len());
    let rounds: Vec<&[String]> = files.chunks(files.len().div_ceil(4)).collect();
    for (round, files) in rounds.into_iter().enumerate() {
        let (address, officer) = (served.address().to_owned(), served.email("privacy_officer").to_owned());
        let purging = runtime.spawn(purge(address, officer, files.to_vec()));
        // The list grows with the first: then it is under way.
        let listed = || runtime.block_on(keys(&folder)).0;
        let before = listed().len();
        for _ in 0..2000 {
            if listed().len() > before {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(3 * round as u64));
        served.kill();
        let acknowledged = runtime.block_on(purging).unwrap();
        let (listed, purged, standing) = runtime.block_on(keys(&folder));
        assert!(listed.len() > before, "round {round}: nothing was purged");
        assert!(purged.is_subset(&listed), "round {round}: {:?} are purged and not listed", purged.difference(&listed));
        for file in &acknowledged {
            assert!(purged.iter().any(|(of, _)| of == file), "round {round}: a purge that was acknowledged is gone");
        }
        assert!(purged.is_disjoint(&standing), "round {round}");
        // The next start finishes what was listed.
        served = Served::start(&folder);
        let (listed, purged, standing) = runtime.block_on(keys(&folder));
        assert_eq!(purged, listed, "round {round}");
        assert!(purged.is_disjoint(&standing), "round {round}");
    }
    served.kill();
    proven(&folder, &["--database", "sqlite:d/meedoen.sqlite", "--key-file", "d/meedoen.key"]);
}

async fn open(folder: &Folder) -> store::Store {
    let file = folder.path().join("d/meedoen.key");
    let keys = store::Keys::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let keys = keys.with_purges(store::keeping::purges::List::beside(&file));
    store::Store::open(&format!("sqlite:{}", folder.path().join("d/meedoen.sqlite").display()), keys).await.unwrap()
}

/// A key of a file: which file, and the number.
type Key = (String, i64);

/// The keys that are listed as purged, those that are purged, and those that stand.
async fn keys(folder: &Folder) -> (BTreeSet<Key>, BTreeSet<Key>, BTreeSet<Key>) {
    let store = open(folder).await;
    let listed = store.purges().unwrap().read().unwrap();
    let listed = listed.into_iter().map(|one| (one.file.to_string(), one.number)).collect();
    let (purged, standing) = store::testing::file_keys(&store).await;
    let named = |keys: Vec<(register::FileId, i64)>| keys.into_iter().map(|(file, n)| (file.to_string(), n)).collect();
    store.close().await;
    (listed, named(purged), named(standing))
}

/// Files that hold a text.
async fn sealed(folder: &Folder) -> Vec<String> {
    let standing = keys(folder).await.2;
    standing.into_iter().map(|(file, _)| file).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Erases the texts of these files until the program is gone; which of them were acknowledged.
async fn purge(address: String, officer: String, files: Vec<String>) -> Vec<String> {
    let session = sign_in(&address, &officer, "meedoen-demo").await.unwrap();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let cookie = format!("{}={session}", crate::kill::COOKIE);
    let mut done = Vec::new();
    for file in files {
        let url = format!("{address}/privacy/dossiers/{file}");
        let Ok(form) = client.get(&url).header("cookie", &cookie).send().await else { break };
        let Ok(form) = form.text().await else { break };
        let (_, token) = form.split_once(&format!("name=\"{}\" value=\"", csrf::FIELD)).unwrap();
        let token = token.split('"').next().unwrap();
        let fields = [(csrf::FIELD, token), ("reden", "health"), ("zeker", "ja")];
        let sent = client.post(&url).header("cookie", &cookie).form(&fields).send().await;
        match sent {
            Ok(answer) => {
                assert!(answer.status().is_redirection(), "{}", answer.status());
                done.push(file);
            }
            Err(_) => break,
        }
    }
    done
}
