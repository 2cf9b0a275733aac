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

/// What a statistician calls otherwise: the field's term is in the glossary.
const SAID_OTHERWISE: [(&str, &str); 3] = [
    ("chances of pairs", "joint inclusion probabilities"),
    ("unequal chances", "unequal probabilities"),
    ("in proportion to size", "proportional to size"),
];

#[test]
fn statistics_speaks_the_words_of_its_field() {
    let mut all = Vec::new();
    for room in ["survey", "cases", "monitor"] {
        files(&crates().join(room).join("src"), &mut all);
    }
    let docs = crates().join("../docs");
    all.extend(["survey-methods.md", "survey-validation.md", "glossary.md"].map(|name| docs.join(name)));
    let mut wrong = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        let said = SAID_OTHERWISE.iter().filter(|(gone, _)| text.contains(gone));
        wrong.extend(said.map(|(gone, word)| format!("{}: {gone} are {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A field that leaves its room with the first or the last day of something, under the name that only a column has.
fn days_named_as_columns(line: &str) -> bool {
    let Some((name, kind)) = line.trim_start().strip_prefix("pub ").and_then(|field| field.split_once(": ")) else {
        return false;
    };
    matches!(kind.trim_end_matches(','), "Date" | "Option<Date>" | "time::Date" | "Option<time::Date>")
        && name.split('_').any(|part| matches!(part, "begins" | "ends"))
}

/// `FROM` is a word of SQL, so columns are `begins` and `ends`; what reads them hands them on as the glossary says.
#[test]
fn a_first_and_a_last_day_are_from_and_until_outside_the_tables() {
    let mut wrong = Vec::new();
    for room in ["register", "access", "store", "web", "meedoen", "exchange", "demo"] {
        let mut all = Vec::new();
        files(&crates().join(room).join("src"), &mut all);
        for path in all {
            let text = fs::read_to_string(&path).unwrap();
            let found = text.lines().enumerate().filter(|(_, line)| days_named_as_columns(line));
            wrong.extend(found.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (line, is) in [
        ("    pub begins: Date,", true),
        ("    pub period_ends: Option<Date>,", true),
        ("    pub from: Date,", false),
        ("    begins: Date,", false),
        ("    pub ends: Vec<Ending>,", false),
        ("    pub ends_at: OffsetDateTime,", false),
    ] {
        assert_eq!(days_named_as_columns(line), is, "{line}");
    }
}

#[test]
fn what_stands_between_quotes_is_no_name() {
    assert_eq!(code("let x = \"tussenvoegsel\"; y"), "let x =  ; y");
    assert!(code("names.tussenvoegsel").contains("tussenvoegsel"));
}
