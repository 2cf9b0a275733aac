//! `meedoen demo`: made once, kept, and the same for everyone who names the same seed and day.

use crate::commands::{Folder, meedoen, run};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};

/// What makes a small demo school.
pub(crate) const SMALL: [&str; 6] = ["--students", "60", "--seed", "7", "--today", "2026-09-15"];

/// A demo that is being served.
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) line: serde_json::Value,
}

impl Served {
    pub(crate) fn start(folder: &Folder) -> Self {
        let mut command = meedoen(folder);
        command.args(["demo", "--data", "d", "--listen", "127.0.0.1:0", "--json"]).args(SMALL);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line = serde_json::from_str(&line).unwrap_or_else(|_| {
            let mut errors = String::new();
            let _ = child.stderr.take().unwrap().read_to_string(&mut errors);
            panic!("no JSON first: {line}\n{errors}")
        });
        Self { child, line }
    }

    pub(crate) fn address(&self) -> &str {
        self.line["address"].as_str().unwrap()
    }

    pub(crate) fn email(&self, role: &str) -> &str {
        let all = self.line["accounts"].as_array().unwrap();
        all.iter().find(|a| a["role"] == role).unwrap()["email"].as_str().unwrap()
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn make(folder: &Folder, data: &str) {
    let (code, _, err) = run(folder, &[&["demo", "--data", data, "--only-make"][..], &SMALL].concat());
    assert_eq!(code, 0, "{err}");
    assert!(err.contains(" 0 did not fit"), "{err}");
}

fn head(folder: &Folder, data: &str) -> String {
    let (database, keys) = (format!("sqlite:{data}/meedoen.sqlite"), format!("{data}/meedoen.key"));
    let (code, out, err) = run(folder, &["--database", &database, "--key-file", &keys, "audit", "verify"]);
    assert_eq!(code, 0, "{out}{err}");
    out
}

fn events(head: &str) -> &str {
    head.rsplit(' ').next().unwrap().split(':').next().unwrap()
}

#[test]
fn the_same_seed_and_day_give_the_same_school_and_a_second_start_keeps_it() {
    let folder = Folder::new();
    make(&folder, "a");
    make(&folder, "b");
    for file in ["import/registratieoverzicht.csv", "import/studenten.csv"] {
        let read = |data: &str| std::fs::read(folder.path().join(data).join(file)).unwrap();
        assert_eq!(read("a"), read("b"), "{file}");
    }
    let (a, b) = (head(&folder, "a"), head(&folder, "b"));
    assert_eq!(events(&a), events(&b), "as much happened");
    assert_ne!(a, b, "each has keys of its own");
    let before = std::fs::metadata(folder.path().join("a/meedoen.key")).unwrap().modified().unwrap();
    let (code, _, err) = run(&folder, &["demo", "--data", "a", "--only-make"]);
    assert_eq!(code, 0);
    assert!(err.contains("kept as it is"), "{err}");
    assert_eq!(std::fs::metadata(folder.path().join("a/meedoen.key")).unwrap().modified().unwrap(), before);
    assert_eq!(head(&folder, "a"), a);
}

#[test]
fn half_a_demo_is_made_again_and_what_is_no_demo_is_left_alone() {
    let folder = Folder::new();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("d.making/meedoen.sqlite", b"half");
    make(&folder, "d");
    assert!(!folder.path().join("d.making").exists());
    write("mine/thesis.txt", b"years of work");
    let (code, _, err) = run(&folder, &["demo", "--data", "mine", "--only-make"]);
    assert_eq!(code, 2, "{err}");
    assert!(folder.path().join("mine/thesis.txt").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.path().join("d")), 0o700);
        assert_eq!(mode(&folder.path().join("d/meedoen.sqlite")), 0o600);
    }
    let serve = ["--database", "sqlite:d/meedoen.sqlite", "--key-file", "d/meedoen.key", "serve", "--listen"];
    let (code, _, err) = run(&folder, &[&serve[..], &["0.0.0.0:0"]].concat());
    assert_eq!(code, 2);
    assert!(err.contains("this computer only"), "{err}");
}

#[test]
fn there_is_one_account_for_each_role_with_rooms_and_each_opens() {
    let folder = Folder::new();
    let served = Served::start(&folder);
    let roles: Vec<&str> =
        served.line["accounts"].as_array().unwrap().iter().map(|a| a["role"].as_str().unwrap()).collect();
    let built = [
        "student",
        "guardian",
        "teacher",
        "coach",
        "intaker",
        "care_coordinator",
        "trajectory_counsellor",
        "workplace_coach",
        "team_manager",
        "policy_officer",
        "researcher",
        "exam_office",
        "dispute_desk",
        "administrator",
        "privacy_officer",
    ];
    assert_eq!(roles, built, "an account with nothing to do is not offered");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for account in served.line["accounts"].as_array().unwrap() {
            let (email, password) = (account["email"].as_str().unwrap(), account["password"].as_str().unwrap());
            let cookie = crate::kill::sign_in(served.address(), email, password).await;
            assert!(cookie.is_some(), "{email}");
        }
        assert_eq!(crate::kill::sign_in(served.address(), served.email("coach"), "meedoen-dem0").await, None);
    });
}
