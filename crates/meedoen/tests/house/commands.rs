//! The commands, run as people run them: the real program in an empty folder.

use clap::CommandFactory;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An empty folder of a test's own, gone with it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("meedoen-house-{}", store::fresh::id().simple()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program, in a folder, with nothing of our own environment that it listens to.
pub(crate) fn meedoen(folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meedoen"));
    command.current_dir(folder.path());
    for name in [
        "MEEDOEN_DATABASE",
        "MEEDOEN_KEY_FILE",
        "MEEDOEN_LISTEN",
        "MEEDOEN_LOG",
        "MEEDOEN_ADDRESS",
        "MEEDOEN_SMTP_SERVER",
        "MEEDOEN_SMTP_SENDER",
    ] {
        command.env_remove(name);
    }
    command
}

/// Exit code, standard output, standard error.
pub(crate) fn run(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    told(meedoen(folder).args(args).stdin(Stdio::null()).output().unwrap())
}

fn told(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// As [`run`], with something on standard input.
pub(crate) fn run_with(folder: &Folder, args: &[&str], input: &str) -> (i32, String, String) {
    let mut command = meedoen(folder);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that stops before it reads closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    told(child.wait_with_output().unwrap())
}

/// A folder with a key file, a database and one school.
pub(crate) fn installed() -> Folder {
    let folder = Folder::new();
    for args in [
        &["key", "new", "meedoen.key"][..],
        &["migrate"],
        &["institution", "add", "--code", "27DV", "--name", "ROC van de Proef"],
    ] {
        let (code, _, err) = run(&folder, args);
        assert_eq!(code, 0, "{args:?}: {err}");
    }
    folder
}

/// Every command below one, with the way to it: from the program itself, so that a new one is in by itself.
fn below(command: &clap::Command, way: &[String], found: &mut Vec<(Vec<String>, clap::Command)>) {
    found.push((way.to_vec(), command.clone()));
    for one in command.get_subcommands() {
        below(one, &[way, &[one.get_name().to_owned()]].concat(), found);
    }
}

#[test]
fn every_command_explains_itself() {
    let folder = Folder::new();
    let mut all = Vec::new();
    below(&meedoen::cli::Cli::command(), &[], &mut all);
    assert!(all.len() > 60, "only {} commands", all.len());
    for way in [&["serve"][..], &["user", "hand-over"], &["list", "show"], &["monitor", "report"]] {
        assert!(all.iter().any(|(found, _)| found == way), "{way:?}");
    }
    for (way, command) in &all {
        let silent: Vec<&str> = command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set() && arg.get_help().is_none_or(|help| help.to_string().len() < 4))
            .map(|arg| arg.get_id().as_str())
            .collect();
        assert!(silent.is_empty(), "{way:?} does not say what these are: {silent:?}");
        let args: Vec<&str> = way.iter().map(String::as_str).chain(["--help"]).collect();
        let (code, out, _) = run(&folder, &args);
        assert_eq!(code, 0, "{args:?}");
        assert!(out.lines().next().is_some_and(|line| line.len() >= 12), "{args:?} says nothing: {out}");
    }
    for args in [&[][..], &["sing"], &["serve", "--listen", "here"], &["user", "add", "--role", "boss"]] {
        assert_eq!(run(&folder, args).0, 2, "{args:?}");
    }
}

#[test]
fn a_key_file_is_private_and_never_overwritten() {
    let folder = Folder::new();
    assert_eq!(run(&folder, &["key", "new", "k"]).0, 0);
    let first = std::fs::read(folder.path().join("k")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("k")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let (code, _, err) = run(&folder, &["key", "new", "k"]);
    assert_eq!(code, 2);
    assert!(err.contains("never overwritten"), "{err}");
    assert_eq!(std::fs::read(folder.path().join("k")).unwrap(), first);
    let (code, _, err) = run(&folder, &["--key-file", "k", "key", "rotate"]);
    assert_eq!(code, 0, "{err}");
    let rotated = std::fs::read(folder.path().join("k")).unwrap();
    assert!(rotated.starts_with(&first) && rotated.len() > first.len(), "older keys stay");
}

#[test]
fn serve_says_what_it_misses() {
    let folder = Folder::new();
    let (code, _, err) = run(&folder, &["serve"]);
    assert_eq!(code, 2);
    assert!(err.contains("meedoen key new meedoen.key"), "{err}");
    run(&folder, &["key", "new", "meedoen.key"]);
    let (code, _, err) = run(&folder, &["serve"]);
    assert_eq!(code, 2);
    assert!(err.contains("meedoen migrate"), "{err}");
    // A database that is there, without its tables.
    std::fs::write(folder.path().join("meedoen.sqlite"), b"").unwrap();
    let (code, _, err) = run(&folder, &["serve"]);
    assert_eq!(code, 2);
    assert!(err.contains("meedoen migrate"), "{err}");
    run(&folder, &["migrate"]);
    let (code, _, err) = run(&folder, &["serve", "--today", "2026-09-15"]);
    assert_eq!(code, 2);
    assert!(err.contains("demo databases"), "{err}");
}

#[test]
fn a_demo_is_never_opened_to_the_network() {
    let folder = Folder::new();
    let (code, _, err) = run(&folder, &["demo", "--data", "d", "--listen", "0.0.0.0:0"]);
    assert_eq!(code, 2);
    assert!(err.contains("this computer only"), "{err}");
    assert!(!folder.path().join("d").exists());
}

#[test]
fn the_environment_names_what_no_flag_names() {
    let folder = Folder::new();
    run(&folder, &["key", "new", "elsewhere.key"]);
    let envs = [("MEEDOEN_KEY_FILE", "elsewhere.key"), ("MEEDOEN_DATABASE", "sqlite:a.sqlite")];
    let migrated = told(meedoen(&folder).args(["migrate"]).envs(envs).output().unwrap());
    assert_eq!(migrated.0, 0, "{}", migrated.2);
    assert!(folder.path().join("a.sqlite").exists());
    let flag = ["--database", "sqlite:b.sqlite", "migrate"];
    assert_eq!(told(meedoen(&folder).args(flag).envs(envs).output().unwrap()).0, 0);
    assert!(folder.path().join("b.sqlite").exists(), "a flag goes before the environment");
    let (code, _, err) =
        run(&folder, &["--database", "mysql://x:secret@y/z", "--key-file", "elsewhere.key", "migrate"]);
    assert_eq!(code, 2);
    assert!(err.contains("postgres://") && !err.contains("secret"), "{err}");
}

#[test]
fn a_school_sets_its_own_terms_and_the_law_refuses_by_its_article() {
    let folder = installed();
    let set = |name, value, from, more: &[&str]| {
        let args = ["setting", "set", "--institution", "27dv", "--name", name, "--value", value, "--from", from];
        run(&folder, &[&args, more].concat())
    };
    let (code, out, err) = set("absence_weeks", "3", "2026-08-01", &[]);
    assert_eq!((code, out.as_str()), (0, "27DV: absence_weeks is 3 from 2026-08-01.\n"), "{err}");
    for (name, value, from, more, says) in [
        ("absence_weeks", "5", "2026-08-01", &[][..], "WEB 9.2.1"),
        ("exam_approvers", "coach", "2026-08-01", &[], "WEB 7.4.5"),
        ("absence_weeks", "vijf", "2026-08-01", &[], "a number of weeks, 1 to 4"),
        ("absence_week", "3", "2026-08-01", &[], "meedoen setting names"),
        ("absence_weeks", "3", "1-8-2026", &[], "YYYY-MM-DD"),
        ("absence_weeks", "3", "2026-08-01", &["--until", "2026-07-31"], "the last day is before the first"),
    ] {
        let (code, _, err) = set(name, value, from, more);
        assert!(code == 2 && err.contains(says), "{value}: {code} {err}");
    }
    let (code, ..) = set("absence_weeks", "3", "2026-08-01", &["--until", "2027-07-31"]);
    assert_eq!(code, 0);
    let back = |from| {
        run(&folder, &["setting", "take-back", "--institution", "27DV", "--name", "absence_weeks", "--from", from])
    };
    assert_eq!(back("2020-08-01").0, 2, "nothing stands there");
    let (_, out, _) = run(&folder, &["setting", "list", "--institution", "27DV"]);
    let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split("  ").take(4).collect()).collect();
    assert_eq!(
        lines,
        [["absence_weeks", "3", "2026-08-01", "-"], ["absence_weeks", "3", "2026-08-01", "2027-07-31"]],
        "{out}"
    );
    assert!(out.lines().all(|line| line.ends_with("by command")), "{out}");
}

#[test]
fn a_calendar_is_read_once_looked_at_first_and_counted_by() {
    let folder = installed();
    let file = folder.path().join("2026.csv");
    let calendar = |what: &[&str]| run(&folder, &[&["calendar"], what].concat());
    let import = |more: &[&str]| calendar(&[&["import", "--institution", "27dv", "2026.csv"], more].concat());
    std::fs::write(&file, "2026-10-17;2026-10-25;herfst\n# x\n2026-13-01;holiday;x;y\n").unwrap();
    let (code, _, err) = import(&[]);
    assert!(code == 2 && err.contains("2026.csv: line 1: expected 4 fields"), "{code} {err}");
    assert!(err.contains("2026.csv: line 3: expected a day such as"), "every line that is wrong: {err}");
    std::fs::write(&file, "2026-10-17;2026-10-25;herfst;besluit\n2026-10-30;equated;vrij;Stb. 1\n").unwrap();
    let count = |more: &[&str]| {
        let args = ["count", "--institution", "27DV", "--after", "2026-10-12", "--working-days", "10"];
        calendar(&[&args[..], more].concat()).1
    };
    assert_eq!(count(&["--skip-holiday-weeks"]), "2026-10-26\n", "nothing was read");
    let (code, out, err) = import(&["--dry-run"]);
    assert!(code == 0 && out.ends_with("27DV: 2 would be added, 0 would be ended, 0 as they were.\n"), "{out} {err}");
    assert_eq!(count(&["--skip-holiday-weeks"]), "2026-10-26\n", "only looked at");
    assert!(import(&[]).1.ends_with("27DV: 2 added, 0 ended, 0 as they were.\n"));
    assert!(import(&[]).1.ends_with("27DV: 0 added, 0 ended, 2 as they were.\n"));
    assert_eq!((count(&[]), count(&["--skip-holiday-weeks"])), ("2026-10-26\n".into(), "2026-11-03\n".into()));
    let (code, out, _) = calendar(&["propose", "--region", "zuid"]);
    assert!(code == 0 && out.starts_with("2026-10-17;2026-10-25;autumn;"), "{out}");
    std::fs::write(&file, out.lines().filter(|line| line.starts_with("2026-1")).collect::<Vec<_>>().join("\n"))
        .unwrap();
    assert!(import(&[]).1.contains("1 ended"), "the autumn of another source");
    let (_, out, _) = calendar(&["list", "--institution", "27DV"]);
    assert!(
        out.contains("herfst (besluit)  read on") && out.contains("ended on") && out.contains("by command"),
        "{out}"
    );
    // One by hand, by the number that the list says; twice is once.
    let held = |out: &str| out.lines().filter(|line| !line.contains("ended on")).count();
    let there = held(&out);
    let number =
        out.lines().find(|line| line.contains("vrij (Stb. 1)")).unwrap().split_whitespace().next().unwrap().to_owned();
    for _ in 0..2 {
        let (code, _, err) = calendar(&["end", "--institution", "27DV", "--number", &number]);
        assert_eq!(code, 0, "{err}");
    }
    assert_eq!(held(&calendar(&["list", "--institution", "27DV"]).1), there - 1);
    let (code, _, err) = calendar(&["end", "--institution", "27DV", "--number", "99"]);
    assert!(code == 1 && err.contains("no such line"), "{err}");
}

/// What a page says of a list of the outside world and of the list of staff, a command says, and what it does a command does.
#[test]
fn what_the_pages_of_an_administrator_do_the_shell_does() {
    let folder = installed();
    let at = |args: &[&str]| run(&folder, &[args, &["--institution", "27DV"]].concat());
    for (name, list) in [("Bakker", "a.csv"), ("Bakker brood", "b.csv")] {
        std::fs::write(folder.path().join(list), format!("Crebo;Naam;Van\n25655;{name};2010-08-01\n")).unwrap();
        let (code, out, err) = at(&["list", "import", "programmes", list, "--source", "SBB, 2026"]);
        assert_eq!(code, 0, "{out}{err}");
    }
    let (_, out, _) = at(&["list", "show", "programmes"]);
    assert!(out.contains("source: SBB, 2026, 1 rows, read on") && out.contains("by command"), "{out}");
    let (code, out, err) = at(&["list", "show", "companies"]);
    assert!(code == 0 && out.contains("0 companies") && err.contains("import companies"), "{out}{err}");
    let (_, out, _) = at(&["list", "show", "programmes", "--replaced"]);
    assert!(
        out.lines().count() == 1 && out.contains("25655  Bakker  2010-08-01") && out.contains("replaced on"),
        "{out}"
    );

    let companies = "Leerbedrijf;Naam;Postcode;Plaats;Crebo;Erkend van\n\
                     100000001;Voorbeeld;6811 AB;Arnhem;25180;2020-01-01\n\
                     100000002;Geheim;68;Arnhem;25180;2020-01-01\n";
    std::fs::write(folder.path().join("c.csv"), companies).unwrap();
    for (dry, said) in [(true, "1 nieuw"), (false, "1 nieuw"), (false, "0 nieuw, 0 gewijzigd, 1 gelijk")] {
        let import = ["import", "companies", "c.csv", "--source", "SBB, 2026"];
        let (code, out, err) = at(&[&import[..], if dry { &["--dry-run"] } else { &[] }].concat());
        assert!(code == 1 && out.contains("regel 3, Postcode") && out.contains(said), "{out}{err}");
        assert!(!out.contains("Geheim"), "no value of the file: {out}");
    }
    let (code, out, err) = at(&["list", "show", "companies"]);
    assert!(
        code == 0 && out.contains("source: SBB, 2026, 1 rows, read on") && out.contains("1 companies"),
        "{out}{err}"
    );
    assert_eq!(at(&["list", "show", "companies", "--replaced"]).0, 2);

    let noor = ["--email", "noor@school.example"];
    let add = ["user", "add", "--name", "Noor", "--role", "care_coordinator"];
    assert_eq!(at(&[&add[..], &noor].concat()).0, 0);
    let unlisted = || at(&["user", "unlisted"]).1;
    assert!(unlisted().contains("Everybody with a role is on the list"));
    std::fs::write(folder.path().join("staff.csv"), "Naam;E-mail;Rol\nBo Li;bo@school.example;coach\n").unwrap();
    assert_eq!(at(&["import", "staff", "staff.csv"]).0, 0);
    assert!(
        unlisted().contains("noor@school.example") && unlisted().contains("not on the list since"),
        "{}",
        unlisted()
    );
    let keep = |more: &[&str]| at(&[&["user", "keep", "--role", "care_coordinator"][..], &noor, more].concat());
    assert!(keep(&[]).1.contains("stays"));
    assert!(unlisted().contains("was decided on"), "{}", unlisted());
    assert!(at(&["user", "unlisted", "--kept", "--json"]).1.contains("\"email\":\"noor@school.example\""));
    assert!(keep(&["--undo"]).1.contains("decided again"));
    assert!(unlisted().contains("noor@school.example"));
    let (code, _, err) = at(&["user", "keep", "--role", "coach", "--email", "noor@school.example"]);
    assert!(code == 1 && err.contains("does not hold that role"), "{err}");
    assert!(at(&[&["user", "sessions"][..], &noor].concat()).1.contains("Nobody is signed in"));
    assert!(at(&[&["user", "sign-out"][..], &noor].concat()).1.contains("Ended 0 sessions"));
    assert!(at(&[&["user", "hand-overs"][..], &noor].concat()).1.contains("handed nobody over"));
    assert!(at(&["user", "invitations", "--lost"]).1.contains("Every invitation arrived"));
    let (_, out, _) = at(&["import", "list"]);
    assert!(out.contains("staff") && out.contains("done"), "{out}");
    let (code, out, err) = run(&folder, &["audit", "verify", "--data"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn schools_are_added_once_and_listed() {
    let folder = installed();
    let (code, _, err) = run(&folder, &["institution", "add", "--code", "27DV", "--name", "Nog een"]);
    assert_eq!(code, 1);
    assert!(err.contains("exists already"), "{err}");
    assert_eq!(run(&folder, &["institution", "add", "--code", "2DV", "--name", "x"]).0, 2);
    assert_eq!(run(&folder, &["institution", "add", "--code", "01aa", "--name", "Kleine letters"]).0, 0);
    // A research body has researchers, and a school has none.
    let body = ["institution", "add", "--research", "--name", "Bureau", "--code"];
    for (code, exit) in [("27DV", 2), ("K", 2), ("kba", 0), ("KBA", 1)] {
        let (got, out, err) = run(&folder, &[&body[..], &[code]].concat());
        assert_eq!(got, exit, "{code}: {out}{err}");
    }
    for (institution, role, exit) in
        [("27DV", "researcher", 1), ("KBA", "coach", 1), ("KBA", "researcher", 0), ("KBX", "researcher", 1)]
    {
        let who = ["--email", "r@bureau.example", "--name", "R", "--institution", institution, "--role", role];
        let (got, out, err) = run(&folder, &[&["user", "add"][..], &who].concat());
        assert_eq!(got, exit, "{institution} {role}: {out}{err}");
    }
    let (code, _, err) = run(&folder, &["ise", "--institution", "KBA"]);
    assert!(code == 2 && err.contains("BRIN"), "a research body reports nobody to DUO: {err}");
    let (code, out, _) = run(&folder, &["institution", "list", "--json"]);
    assert_eq!(code, 0);
    let listed: serde_json::Value = serde_json::from_str(&out).unwrap();
    let expected = serde_json::json!([
        {"code": "01AA", "name": "Kleine letters", "kind": "school"},
        {"code": "27DV", "name": "ROC van de Proef", "kind": "school"},
        {"code": "KBA", "name": "Bureau", "kind": "research"}
    ]);
    assert_eq!(listed, expected);
}

#[test]
fn people_are_added_with_a_role_that_fits() {
    let folder = installed();
    let base = ["user", "add", "--email", "noor@school.example", "--name", "Noor", "--institution", "27DV", "--role"];
    let add = |more: &[&str], input: &str| run_with(&folder, &[&base[..], more].concat(), input);
    for (more, input, code, says) in [
        (&["coach", "--password-stdin"][..], "too short\n", 2, "12 characters"),
        (&["coach", "--password-stdin"], "Welkom2026!!\n", 2, "easy to guess"),
        (&["coach", "--password-stdin"], "noor@school.example\n", 2, "easy to guess"),
        (&["coach", "--password-stdin"], "long enough it is\n", 0, "role coach at 27DV"),
        (&["coach"], "", 1, "has that role already"),
        (&["intaker"], "", 0, "was there already"),
        (&["administrator", "--password-stdin"], "another password\n", 1, "has a password already"),
        (&["teacher", "--team", "Nergens"], "", 1, "no team named Nergens"),
        (&["student"], "", 2, "--student NUMBER"),
        (&["student", "--student", "1"], "", 1, "no student with that number"),
        (&["guardian"], "", 2, "--guardian-of NUMBER"),
        (&["coach", "--student", "1"], "", 2, "does not go with --student"),
    ] {
        let (got, out, err) = add(more, input);
        assert_eq!(got, code, "{more:?}: {out}{err}");
        assert!((out.clone() + &err).contains(says), "{more:?}: {out}{err}");
        assert!(input.is_empty() || !(out + &err).contains(input.trim()), "a password is never repeated");
    }
    let (code, _, err) = run(
        &folder,
        &["user", "add", "--email", "a@b.example", "--name", "A", "--institution", "99ZZ", "--role", "coach"],
    );
    assert_eq!(code, 1);
    assert!(err.contains("institution add --code 99ZZ"), "{err}");
}

/// A role has the days that are said, and the list of people is as narrow as is asked.
#[test]
fn a_role_has_a_last_day_or_none_and_is_found() {
    let folder = installed();
    let (today, last, later) = {
        let today = meedoen::clock::now().day;
        let on = |days| (today + time::Duration::days(days)).to_string();
        (today.to_string(), on(30), on(60))
    };
    let at = |args: &[&str]| run(&folder, &[args, &["--institution", "27DV"]].concat());
    let add = |role: &str, more: &[&str]| {
        let who = ["user", "add", "--email", "noor@school.example", "--name", "Noor de Wit", "--role", role];
        at(&[&who[..], more].concat())
    };
    assert_eq!(add("coach", &["--last-day", "2020-01-01"]).0, 2);
    assert_eq!(add("coach", &["--from", &later, "--last-day", &last]).0, 2, "it ends before it begins");
    let (code, out, err) = add("coach", &["--last-day", &last]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(add("intaker", &[]).0, 0);
    let until = || {
        let (_, out, err) = at(&["user", "list", "--role", "coach", "--json"]);
        let rows: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), 1, "one role only: {out}");
        rows[0]["until"].as_str().map(str::to_owned)
    };
    assert_eq!(until(), Some(last.clone()));
    for (more, says, expected) in [
        (&["--last-day", &later][..], "Extended the role coach", Some(&later)),
        (&["--last-day", &last], "ends after", Some(&last)),
        (&["--no-last-day"], "it has no last day any more", None),
        (&["--no-last-day"], "has no last day", None),
        (&["--last-day", &today], "ends after", Some(&today)),
    ] {
        let end = ["user", "end", "--email", "noor@school.example", "--role", "coach"];
        let (code, out, err) = at(&[&end[..], more].concat());
        assert!(code == 0 && out.contains(says), "{more:?}: {out}{err}");
        assert_eq!(until().as_ref(), expected, "{more:?}");
    }
    let end =
        ["user", "end", "--email", "noor@school.example", "--role", "coach", "--no-last-day", "--last-day", &last];
    assert_eq!(at(&end).0, 2, "one of the two");

    let invite = |more: &[&str]| {
        let who = ["user", "invite", "--email", "bo@school.example", "--name", "Bo Li", "--role", "teacher"];
        at(&[&who[..], more].concat())
    };
    assert_eq!(invite(&["--last-day", "2020-01-01"]).0, 2);
    assert_eq!(invite(&["--last-day", &last]).0, 0);

    for (asked, found) in [
        (&["--find", "WIT"][..], 2),
        (&["--find", "noor@SCHOOL"], 2),
        (&["--find", "wit", "--role", "intaker"], 1),
        (&["--find", "xqzxqz"], 0),
        (&["--role", "administrator"], 0),
    ] {
        let (code, out, err) = at(&[&["user", "list"][..], asked].concat());
        let lines = out.lines().filter(|line| line.contains("noor@school.example")).count();
        assert_eq!((code, lines), (0, found), "{asked:?}: {out}{err}");
        assert!(found > 0 || out.contains("Nobody here is as you asked"), "{asked:?}: {out}");
    }
    assert_eq!(at(&["user", "list", "--role", "boss"]).0, 2);
}

#[test]
fn doctor_finds_a_new_installation_in_order_and_says_what_is_not() {
    let empty = Folder::new();
    let (code, out, _) = run(&empty, &["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("FAIL  keys") && out.contains("FAIL  database"), "{out}");
    let folder = installed();
    let checks = |args: &[&str]| {
        let (code, out, err) = run(&folder, &[&["doctor", "--json"][..], args].concat());
        let all: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let state = |name: &str| {
            all.iter().find(|c| c["check"] == name).map(|c| c["state"].as_str().unwrap().to_owned()).unwrap_or_default()
        };
        (
            code,
            ["keys", "key file", "database", "data file", "tables", "queries", "keys in use", "demo", "audit"]
                .map(state),
        )
    };
    let (code, states) = checks(&[]);
    assert_eq!((code, states), (0, ["ok"; 9].map(str::to_owned)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(folder.path().join("meedoen.key"), open).unwrap();
        let (code, states) = checks(&[]);
        assert_eq!((code, states[1].as_str()), (0, "warn"));
    }
}

/// The same steps on a database server.
#[tokio::test]
async fn an_installation_on_postgresql_is_in_order_too() {
    let folder = Folder::new();
    let address = store::testing::empty_postgres().await;
    let with = |args: &[&str]| run(&folder, &[&["--database", &address][..], args].concat());
    assert_eq!(run(&folder, &["key", "new", "meedoen.key"]).0, 0);
    let (code, out, _) = with(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("FAIL  tables") && out.contains("meedoen migrate"), "{out}");
    for (args, says) in [
        (&["migrate"][..], "from version 0 to"),
        (&["migrate"], "up to date"),
        (&["institution", "add", "--code", "27DV", "--name", "ROC van de Proef"], "Added 27DV"),
        (&["institution", "list"], "27DV  ROC van de Proef"),
        (&["audit", "verify"], "27DV: whole. Head: 1:"),
        (&["doctor"], "ok    queries"),
    ] {
        let (code, out, err) = with(args);
        assert_eq!(code, 0, "{args:?}: {out}{err}");
        assert!(out.contains(says), "{args:?}: {out}");
    }
    let keys = ["--database", &address, "--key-file", "other.key"];
    assert_eq!(run(&folder, &["key", "new", "other.key"]).0, 0);
    // Made on the same day it has the same name, and is another key all the same.
    let (code, out, _) = run(&folder, &[&keys[..], &["doctor"]].concat());
    assert!(code == 1 && out.contains("FAIL  keys in use") && out.contains("another key of the same name"), "{out}");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["institution", "list"], &["migrate"]] {
        let (code, _, err) = run(&folder, &[&keys[..], command].concat());
        assert!(code == 2 && err.contains("is not the key"), "{command:?}: {code} {err}");
    }
}
