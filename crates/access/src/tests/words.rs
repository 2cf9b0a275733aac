//! One word means one thing on every floor: what `docs/glossary.md` calls by one word is not called by another.
//!
//! Files of others are read and written in their own words: `exchange` and the columns that `demo` writes keep those.

use super::source::crates;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A word of before, and the one that the glossary has; whether it may stand in a comment (the Dutch word behind ours).
const GONE: [(&str, &str, bool); 3] =
    [("tussenvoegsel", "infix", true), ("Leertraject", "Pathway", true), ("handicap", "disability", false)];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(inside) = fs::read_dir(folder) else { return };
    for path in inside.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The names in a line of code: without what stands between quotes, and without what another crate calls so.
fn code(line: &str) -> String {
    let bare: Vec<&str> = line.split('"').step_by(2).collect();
    bare.join(" ").replace("codes::Leertraject", "")
}

/// The words of the law's own enumerations, which name what an article names.
fn of_the_law(line: &str) -> bool {
    line.contains("HandicapOrChronicIllness") || line.contains("handicap_or_chronic_illness")
}

#[test]
fn what_the_glossary_calls_by_one_word_is_called_by_no_other() {
    let mut wrong = Vec::new();
    for room in ["register", "access", "store", "web", "meedoen"] {
        let mut all = Vec::new();
        files(&crates().join(room).join("src"), &mut all);
        assert!(!all.is_empty(), "{room} has no code");
        for path in all.iter().filter(|path| !path.ends_with("tests/words.rs")) {
            for (at, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
                let comment = line.trim_start().starts_with("//");
                for (gone, word, may_comment) in GONE {
                    let said = if comment { !may_comment && line.contains(gone) } else { code(line).contains(gone) };
                    if said && !of_the_law(line) {
                        wrong.push(format!("{}:{}: {gone} is {word}", path.display(), at + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_between_quotes_is_no_name() {
    assert_eq!(code("let x = \"tussenvoegsel\"; y"), "let x =  ; y");
    assert!(code("names.tussenvoegsel").contains("tussenvoegsel"));
}
