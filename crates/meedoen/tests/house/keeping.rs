//! Backup and restore through the program itself: what it says, how it ends, and what it leaves behind.

use crate::commands::{Folder, installed, run};

/// From SQLite to PostgreSQL and back, and every way in which it is refused.
#[tokio::test]
async fn an_installation_is_backed_up_and_put_back_elsewhere() {
    let folder = installed();
    let (code, out, _) = run(&folder, &["doctor"]);
    assert!(code == 0 && out.contains("warn  backup"), "{out}");
    let (code, out, err) = run(&folder, &["backup", "night.meedoen"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("read it back"), "{out}");
    let (_, out, _) = run(&folder, &["doctor"]);
    assert!(out.contains("ok    backup"), "{out}");
    let file = folder.path().join("night.meedoen");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let bytes = std::fs::read(&file).unwrap();
    let key = std::fs::read_to_string(folder.path().join("meedoen.key")).unwrap();
    let secret = key.lines().last().unwrap().split(' ').nth(1).unwrap().to_owned();
    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "the key is not in it");

    let address = store::testing::empty_postgres().await;
    std::fs::write(folder.path().join("cut"), &bytes[..bytes.len() / 2]).unwrap();
    let mut altered = bytes.clone();
    let middle = altered.len() - 100;
    altered[middle] ^= 4;
    std::fs::write(folder.path().join("altered"), &altered).unwrap();
    assert_eq!(run(&folder, &["key", "new", "other.key"]).0, 0);
    let postgres = ["--database", &address];
    let other = ["--database", "sqlite:other.sqlite", "--key-file", "other.key"];
    for (at, args, code, says) in [
        (&postgres[..], &["restore", "cut"][..], 1, "cut short"),
        (&postgres, &["restore", "cut", "--check"], 1, "cut short"),
        (&postgres, &["restore", "altered"], 1, "altered"),
        (&postgres, &["restore", "meedoen.key"], 1, "no archive"),
        (&postgres, &["restore", "nowhere"], 2, "nowhere"),
        (&other, &["restore", "night.meedoen"], 1, "wrong key"),
        (&[], &["restore", "night.meedoen"], 1, "not empty"),
        (&[], &["restore", "night.meedoen", "--check"], 1, "not empty"),
        (&[], &["backup", "night.meedoen"], 2, "not overwritten"),
        (&[], &["backup", "no/such/folder"], 2, "no/such/folder"),
        (&["--database", "sqlite:new.sqlite"], &["restore", "night.meedoen", "--check"], 0, "It can be put back"),
        (&postgres, &["restore", "night.meedoen", "--check"], 0, "It can be put back"),
        (&postgres, &["restore", "night.meedoen"], 0, "Put back"),
        (&postgres, &["restore", "night.meedoen"], 1, "not empty"),
        (&postgres, &["institution", "list"], 0, "27DV  ROC van de Proef"),
        (&postgres, &["audit", "verify"], 0, "27DV: whole"),
        (&postgres, &["doctor"], 0, "ok    keys in use"),
        (&postgres, &["backup", "from-postgres"], 0, "read it back"),
        (&["--database", "sqlite:new.sqlite"], &["restore", "from-postgres"], 0, "Put back"),
        (&["--database", "sqlite:new.sqlite"], &["audit", "verify"], 0, "27DV: whole"),
    ] {
        let (got, out, err) = run(&folder, &[at, args].concat());
        assert_eq!(got, code, "{args:?}: {out}{err}");
        assert!((out.clone() + &err).contains(says), "{args:?}: {out}{err}");
        if args.contains(&"--check") {
            assert!(!folder.path().join("new.sqlite").exists(), "a check writes nothing");
        }
    }
    assert!(!folder.path().join("other.sqlite").exists(), "refused before anything was made");
    let left = std::fs::read_dir(folder.path()).unwrap().flatten();
    assert!(left.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().contains(".part")));
}

#[test]
fn a_backup_needs_an_installation() {
    let folder = Folder::new();
    let (code, _, err) = run(&folder, &["backup", "x"]);
    assert!(code == 2 && err.contains("key new"), "{err}");
    let (code, _, err) = run(&folder, &["restore", "x"]);
    assert!(code == 2 && err.contains("key new"), "{err}");
}
