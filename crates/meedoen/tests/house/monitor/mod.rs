//! The Monitor at the command line: what was printed in 2024, and what does not fit in it.

mod chain;
mod figures;
mod letter;
mod pages;
mod paper;

use super::commands::{Folder, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn measurement() -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../measurements/2024").display().to_string()
}

fn tables(of: &str) -> Vec<Value> {
    let (code, out, errors) = run(&Folder::new(), &["monitor", "tables", of, "--published", "--json"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

/// A second reading of the report, by another route, holds every cell and base.
#[test]
fn every_printed_cell_is_as_a_second_reading_has_it() {
    let mut second = include_str!("layout.txt").lines().filter(|line| !line.starts_with('#'));
    for table in tables(&measurement()) {
        let line = second.next().unwrap();
        let (id, rest) = line.split_once(": ").unwrap();
        let (cells, bases) = rest.split_once(" = ").unwrap_or((rest, ""));
        let (bases, own) = bases.split_once(" ; ").unwrap_or((bases, ""));
        let rows: Vec<Vec<&str>> = cells
            .split(" | ")
            .map(|row| row.split(' ').map(|cell| if cell == "_" { "" } else { cell }).collect())
            .collect();
        assert_eq!(table["id"], id);
        let printed: Vec<Vec<&str>> = table["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["printed"].as_array().unwrap().iter().map(|cell| cell.as_str().unwrap()).collect())
            .collect();
        assert_eq!(printed, rows, "{id}");
        // Where no base is printed, none is told.
        let expected = if bases.is_empty() { Value::Null } else { read_bases(bases) };
        assert_eq!(table["base"], expected, "{id}");
        // Rows with a base of their own, and no other.
        let (some, theirs) = own.split_once(" = ").unwrap_or(("", ""));
        let (first, last) = some.split_once('-').map_or((1, 0), |(first, last)| (whole(first), whole(last)));
        for (number, row) in (1..).zip(table["rows"].as_array().unwrap()) {
            let own = (first..=last).contains(&number).then(|| read_bases(theirs));
            assert_eq!(row.get("base"), own.as_ref(), "{id}, row {number}");
        }
    }
    assert_eq!(second.next(), None);
}

fn whole(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

/// Bases as the second reading has them: `44`, or `146-147` from the lowest to the highest.
fn read_bases(text: &str) -> Value {
    let one = |base: &str| match base.split_once('-') {
        Some((low, high)) => serde_json::json!([whole(low), whole(high)]),
        None => serde_json::json!(whole(base)),
    };
    text.split(' ').map(one).collect()
}

#[test]
fn a_table_is_told_as_it_was_printed() {
    let all = tables("2024");
    let of = |id: &str| all.iter().find(|table| table["id"] == id).unwrap();
    let keys: Vec<_> = of("B2.1").as_object().unwrap().keys().map(String::as_str).collect();
    let asked = ["base", "columns", "id", "kind", "rows", "source", "title", "unit", "weighted"];
    assert_eq!(keys.iter().copied().collect::<BTreeSet<_>>(), asked.into_iter().collect());
    // A blank is nothing and a dash is 0; totals are no rows.
    assert_eq!(of("B2.1")["rows"][0]["values"].to_string(), "[null,29,27]");
    assert_eq!(of("B2.1")["rows"][2]["values"].to_string(), "[2,0,0]");
    assert_eq!(of("B2.1")["rows"][2]["printed"].to_string(), r#"["2","-","-"]"#);
    assert_eq!(of("B2.1")["rows"].as_array().unwrap().len(), 6);
    assert_eq!(of("B2.1")["base"].to_string(), "[49,35,44]");
    // Ranges, another base for some rows, no base, counts, weights.
    assert_eq!(of("B4.2")["base"][0].to_string(), "[146,147]");
    assert_eq!(of("B1.2")["rows"][4]["base"].to_string(), "[372,146]");
    assert_eq!(of("B1.2")["rows"][4]["group"], "Niveau*");
    assert!(of("B1.2")["rows"][0].get("base").is_none());
    assert_eq!((&of("B5.3")["base"], of("B5.3")["unit"].as_str()), (&Value::Null, Some("count")));
    assert_eq!((&of("B3.7")["weighted"], &of("B3.6")["weighted"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(of("B4.4")["columns"][3].to_string(), r#"{"group":"Opleidingsmanagers","label":"BBL"}"#);
    assert_eq!(of("F5.5b")["kind"], "figure");
    // A figure whose values are lost has none to print.
    assert!(all.iter().all(|table| table["id"] != "F3.1"));
}

fn check(args: &[&str]) -> (i32, Value) {
    let (code, out, _) = run(&Folder::new(), &[&["monitor", "check"], args, &["--json"]].concat());
    (code, serde_json::from_str(&out).unwrap_or(Value::Null))
}

/// What the domain says is wrong with the printed tables (H11 and the rules of the check, by hand).
#[test]
fn what_is_wrong_in_print_is_found() {
    let (code, report) = check(&[&measurement()]);
    assert_eq!(code, 1);
    let found: BTreeSet<(String, String)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (it["kind"].as_str().unwrap().to_owned(), it["where"]["table"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    for (kind, table) in [
        ("sum", "B2.1"),
        ("sum", "B2.3"),
        ("sum", "B4.2"),
        ("sum", "B4.4"),
        ("sum", "B4.5"),
        ("impossible_percentage", "B1.1"),
        ("impossible_percentage", "B3.6"),
        ("table_table", "B4.4"),
        ("part_whole", "B1.2"),
        ("source", "B3.5"),
        ("source", "B3.6"),
        ("source", "B4.5"),
    ] {
        assert!(found.contains(&(kind.to_owned(), table.to_owned())), "{kind} {table}");
    }
    for kind in ["folder", "text_table", "text_text", "not_significant"] {
        assert!(found.iter().all(|(it, _)| it != kind), "{kind}");
    }
    let sums: Vec<_> = found.iter().filter(|(kind, _)| kind == "sum").collect();
    assert_eq!(sums.len(), 5, "{sums:?}");
    assert_eq!(report["statements"].to_string(), r#"{"found":0,"hold":0,"tied":0,"untied":[]}"#);
}

/// How many numbers of each source's text the folder has, so that none is lost in silence. It does not say that a source has no more: a
/// later count found more in the letter of 2020 and in the report of 2024. What stands in a printed table is not among them.
#[test]
fn no_number_of_a_document_is_lost() {
    let library = meedoen::monitor::library(None).unwrap();
    let quantities = &library.newest().unwrap().folder.quantities;
    for (document, many) in
        [("letter-2017", 10), ("letter-2020", 27), ("letter-2022", 3), ("note-2023", 4), ("monitor-2024", 78)]
    {
        let at = quantities.documents.iter().position(|it| it.id == document).unwrap();
        assert_eq!(quantities.all.iter().filter(|it| it.document == at).count(), many, "{document}");
    }
    assert_eq!(quantities.all.len(), 122);
}

/// Statements of our own, around fragments that the ties of 2024 know.
#[test]
fn a_text_is_held_against_the_tables() {
    let folder = Folder::new();
    let file = folder.path().join("r.txt");
    std::fs::write(
        &file,
        "Hier staat het zo.\n\nVan hen is, in ruim 60 procent\nvan de gemeenten is de ondersteuning toegankelijk, en\n\
         in ruim de helft van de gemeenten zijn er geen grenzen. Nog 13 procent weet niets.\n",
    )
    .unwrap();
    let (code, report) = check(&[&measurement(), "--report", file.to_str().unwrap()]);
    assert_eq!(code, 1);
    let of_text: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["where"]["file"] == file.to_str().unwrap())
        .collect();
    assert_eq!(of_text.len(), 1, "{of_text:?}");
    assert_eq!((of_text[0]["kind"].as_str(), of_text[0]["where"]["line"].as_i64()), (Some("text_table"), Some(5)));
    // Every key that a finding has, and no other: programs read it.
    let keys = |value: &Value| -> Vec<String> {
        let sorted: BTreeSet<&String> = value.as_object().unwrap().keys().collect();
        sorted.into_iter().cloned().collect()
    };
    assert_eq!(keys(&report), ["findings", "statements"]);
    assert_eq!(keys(&report["statements"]), ["found", "hold", "tied", "untied"]);
    assert_eq!(keys(&report["statements"]["untied"][0]), ["line", "quote"]);
    for finding in report["findings"].as_array().unwrap() {
        assert_eq!(keys(finding), ["also", "holds", "kind", "message", "says", "where"]);
        for place in std::iter::once(&finding["where"]).chain(finding["also"].as_array().unwrap()) {
            assert_eq!(keys(place), ["column", "file", "line", "row", "table"]);
        }
    }
    assert_eq!((of_text[0]["says"].as_str(), of_text[0]["holds"].as_str()), (Some("ruim de helft"), Some("48%")));
    assert_eq!((&of_text[0]["where"]["table"], &of_text[0]["also"][0]["table"]), (&Value::Null, &Value::from("F5.5b")));
    let statements = &report["statements"];
    assert_eq!((&statements["found"], &statements["tied"], &statements["hold"]), (&3.into(), &2.into(), &1.into()));
    assert_eq!(statements["untied"][0]["line"], 5);
    // A text that cannot be read is no text without findings.
    let away = folder.path().join("away.txt");
    let letters = folder.path().join("letters.txt");
    std::fs::write(&letters, b"Regel\n\xff\n").unwrap();
    let of = measurement();
    for (unreadable, why) in [(&away, "cannot read"), (&letters, "letters.txt:2: this is not UTF-8")] {
        let asked = ["monitor", "check", &of, "--report", unreadable.to_str().unwrap(), "--json"];
        let (code, out, errors) = run(&folder, &asked);
        assert_eq!((code, out.as_str()), (2, ""), "{errors}");
        assert!(errors.contains(why), "{errors}");
    }
}

/// What the check found in the text stands in the folder: each is about cells that a tie holds a statement against, so that the rule
/// gave it and no hand. With what the check finds in the tables it is as many as the document says of a run on the whole report.
#[test]
fn what_was_found_in_the_text_is_about_the_cells_of_a_tie() {
    use ::monitor::check::Kind;
    use ::monitor::tie::{Held, Operand};
    let library = meedoen::monitor::library(None).unwrap();
    let folder = &library.newest().unwrap().folder;
    let places = |held: &Held| {
        let operands = match held {
            Held::Sum { of, .. } => of.clone(),
            Held::Ratio(one, other) => vec![one.clone(), other.clone()],
            Held::Compare { from, to } => vec![from.clone(), to.clone()],
            Held::Nothing | Held::Share(_) | Held::Within(_) => Vec::new(),
        };
        let place = |it: Operand| match it {
            Operand::Place(place) => Some(place),
            Operand::Named(_) | Operand::Told(_) => None,
        };
        operands.into_iter().filter_map(place).collect::<Vec<_>>()
    };
    // Numbers of the text itself are tied by what stands around them.
    for claim in folder.claims.iter().filter(|it| it.kind != Kind::TextText && it.shares.is_empty()) {
        let tied = folder.ties.iter().any(|tie| places(&tie.held) == claim.cells);
        assert!(tied, "{}: {}", claim.place, claim.says);
    }
    let of = |kind: Kind| folder.claims.iter().filter(|it| it.kind == kind).count();
    assert_eq!((of(Kind::TextTable), of(Kind::TextText), of(Kind::NotSignificant)), (7, 1, 12));
    let (_, report) = check(&[&measurement()]);
    let all = report["findings"].as_array().unwrap().len() + folder.claims.len();
    let document = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/monitor-check.md");
    let document = std::fs::read_to_string(document).unwrap();
    assert!(
        document.contains(&format!("There are {all} findings, of which {} are in the text", folder.claims.len())),
        "{all}"
    );
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(|_| ()).unwrap() }
    }
}

#[test]
fn a_slip_in_the_folder_names_file_line_item_and_remedy() {
    let folder = Folder::new();
    let at = folder.path().join("m");
    copy(Path::new(&measurement()), &at);
    let file = at.join("published/B2.2.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("sums = ", "smus = ")).unwrap();
    let (code, report) = check(&[at.to_str().unwrap()]);
    assert_eq!(code, 1);
    let slip = &report["findings"][0];
    assert_eq!((slip["kind"].as_str(), slip["where"]["file"].as_str()), (Some("folder"), Some("published/B2.2.toml")));
    // For people too: file, line, item and what to do. `sums` is on the eighth line.
    let (code, said, _) = run(&folder, &["monitor", "check", "m"]);
    let line =
        said.lines().find(|line| line.starts_with("published/B2.2.toml:8: ")).unwrap_or_else(|| panic!("{said}"));
    let told = "folder: smus: no such key is known here. To do: take it out, or write one of: ";
    assert!(code == 1 && line.contains(told) && line.contains("sums"), "{said}");
    // Tables cannot be printed from it, and what cannot be read at all is exit code 2.
    let shown = run(&folder, &["monitor", "tables", "m", "--published", "--json"]);
    assert_eq!((shown.0, shown.1.as_str()), (2, ""));
    assert!(shown.2.contains("published/B2.2.toml:1: ") && shown.2.contains("To do: "), "{}", shown.2);
    std::fs::remove_file(at.join("measurement.toml")).unwrap();
    assert_eq!(check(&[at.to_str().unwrap()]).0, 2);
    assert_eq!(check(&["nowhere"]).0, 2);
    std::fs::write(at.join("measurement.toml"), [b'a', 0xff]).unwrap();
    assert_eq!(check(&[at.to_str().unwrap()]).0, 2);
}
