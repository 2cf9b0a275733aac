use super::*;
use std::collections::BTreeSet;

/// What is wrong with a text of which a year, a name and columns are asked, as `line item message`.
fn wrong(text: &str) -> Vec<String> {
    let result = read(Source { file: "m.toml", text }, |top| {
        let year = top.whole("year");
        let name = top.text("name");
        for column in top.tables("columns") {
            column.text("label");
            column.flag("pooled");
            column.finish();
        }
        Some((year?, name?))
    });
    result.err().unwrap_or_default().iter().map(|it| format!("{} {} {}", it.line, it.item, it.message)).collect()
}

#[test]
fn a_problem_names_line_and_item() {
    for (text, expected) in [
        ("year = 2024\nname = \"M\"", vec![]),
        ("year = 2024", vec!["1  `name` is missing"]),
        ("year = \"2024\"\nname = \"M\"", vec!["1 year this is a text"]),
        ("year = -1\nname = \"M\"", vec!["1 year this is a whole number"]),
        ("year = 2024\nname = \" \"", vec!["2 name this is empty"]),
        ("year = 2024\nname = \"M\"\nyaer = 1", vec!["3 yaer no such key is known here"]),
        (
            "year = 2024\nname = \"M\"\ncolumns = [\n  { label = \"a\" },\n  { pooled = 1 },\n]",
            vec!["5 columns[2] `label` is missing", "5 columns[2].pooled this is a whole number"],
        ),
        ("year = 2024\nname = \"M\"\ncolumns = [1]", vec!["3 columns[1] this is a whole number"]),
        ("year = 2024\nname = \"M\"\ncolumns = 1", vec!["3 columns this is a whole number"]),
    ] {
        assert_eq!(wrong(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_toml_says_where() {
    let found = wrong("year = 2024\nname = \"M\ncolumns = [");
    assert!(found[0].starts_with("2 "), "{found:?}");
}

/// Which section of `docs/measurements.md` tells of the keys that a file of ours asks for.
const TOLD: [(&str, &str); 15] = [
    ("measurement/read.rs", "measurement.toml"),
    ("english.rs", "english.toml"),
    ("published/read.rs", "published/*.toml"),
    ("relation.rs", "relations.toml"),
    ("tie.rs", "ties.toml"),
    ("quantity.rs", "quantities.toml"),
    ("claim.rs", "findings.toml"),
    ("indicator.rs", "indicators.toml"),
    ("agenda.rs", "agenda.toml"),
    ("scale.rs", "scales.toml"),
    ("questionnaire/read.rs", "questionnaires/*.toml"),
    ("weights.rs", "weights.toml"),
    ("plan/read.rs", "tables.toml"),
    ("merged.rs", "tables.toml"),
    ("answers/layout.rs", "answers.toml"),
];
/// How a key is asked for: by a method, or by a function that is given the table first.
const METHODS: &str =
    "text maybe_text whole maybe_whole flag maybe_day choice choice_or maybe_table table tables texts lines known";
const TABLES: &str = "table top block column value group";

/// The keys that a text of code asks for.
fn keys(code: &str) -> BTreeSet<String> {
    let code = code.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let bare: String = lines.flat_map(str::chars).filter(|it| !it.is_whitespace()).collect();
    let mut found = BTreeSet::new();
    let mut after = |pattern: &str| {
        for (at, _) in bare.match_indices(pattern) {
            let own = bare[..at].chars().next_back().is_none_or(|it| !it.is_alphanumeric() && it != '_');
            let key = bare[at + pattern.len()..].split('"').next().unwrap();
            if own && !key.is_empty() && key.bytes().all(|it| it.is_ascii_lowercase() || it == b'_') {
                found.insert(key.to_owned());
            }
        }
    };
    METHODS.split(' ').for_each(|name| after(&format!("{name}(\"")));
    TABLES.split(' ').for_each(|name| after(&format!("{name},\"")));
    found
}

/// A key that is read and told of nowhere is one that nobody uses: who writes a folder reads the document.
#[test]
fn every_key_stands_in_the_document_under_its_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(root.join("../../docs/measurements.md")).unwrap();
    let mut seen = BTreeSet::new();
    for (file, heading) in TOLD {
        let (_, section) = document.split_once(&format!("\n## `{heading}`\n")).unwrap_or_else(|| panic!("{heading}"));
        let section = section.split("\n## ").next().unwrap();
        let word = |it: char| !it.is_ascii_lowercase() && it != '_';
        let told: BTreeSet<&str> = section.split('`').skip(1).step_by(2).flat_map(|code| code.split(word)).collect();
        let asked = keys(&std::fs::read_to_string(root.join("src").join(file)).unwrap());
        assert!(!asked.is_empty(), "{file} asks for nothing");
        let missing: Vec<&String> = asked.iter().filter(|key| !told.contains(key.as_str())).collect();
        assert_eq!(missing, [""; 0], "{file}: not under {heading}");
        seen.extend(asked);
    }
    // As many as are known to be there: the code is read as it should be.
    for key in ["study_year", "seed", "share_of", "who", "motions", "unshown", "fpc", "ignore", "ratio", "was"] {
        assert!(seen.contains(key), "{key}: {seen:?}");
    }
}
