//! From answers to tables, as a researcher runs it: synthetic answers of 2024, the book that is made of them, and the next
//! measurement.

use super::{copy, measurement, run, tables};
use crate::commands::Folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Every cell by table, row and column, with what `of` takes of it.
fn cells<T>(all: &[Value], of: impl Fn(&Value, usize, usize) -> T) -> BTreeMap<(String, String, String), T> {
    let name = |head: &Value| match head["group"].as_str() {
        Some(group) => format!("{group} | {}", head["label"].as_str().unwrap()),
        None => head["label"].as_str().unwrap().to_owned(),
    };
    let mut found = BTreeMap::new();
    for table in all {
        for (at, row) in table["rows"].as_array().unwrap().iter().enumerate() {
            for (place, column) in table["columns"].as_array().unwrap().iter().enumerate() {
                let key = (table["id"].as_str().unwrap().to_owned(), name(row), name(column));
                found.insert(key, of(table, at, place));
            }
        }
    }
    found
}

/// Cells that differ from print, with why no answers make them: checked by hand against the printed tables.
const KNOWN: &[(&str, &str, &str)] = &[
    // 8 of 46 is 17, 9 of 46 is 20.
    ("B1.1", "Vakinstelling", "Respons"),
    // 3 of 24 is 12,5: a half goes up.
    ("B2.2", "6-10 studenten", "%"),
    // 20 of 44 is 45, 21 of 44 is 48.
    ("B3.2", "meerderjarige", "Deels wel, deels niet"),
    ("B3.6", "Deels wel/deels niet", "Meting 2024"),
    ("B3.6", "Overwegend/helemaal wel", "Meting 2024"),
    // 2 of 44 is 5, 3 of 44 is 7.
    ("B3.6", "Weet niet", "Meting 2024"),
    // A row that adds up to 110: one of its cells cannot be right.
    ("B4.2", "kan bieden op school", ""),
    // 2 of 42 to 44 is 5.
    ("B4.3", "Afdelingsmanagement, directie", "Weet ik niet"),
    // B4.4 and B4.5 contradict each other about these two.
    ("B4.4", "Weet niet", "Beleidsmedewerkers | BOL"),
    ("B4.5", "Helemaal/overwegend wel", "BBL"),
];

#[test]
fn synthetic_answers_give_what_was_printed() {
    let folder = Folder::new();
    let from = measurement();
    let (code, out, errors) = run(&folder, &["monitor", "synthetic", &from, "--out", "a"]);
    assert_eq!(code, 0, "{out}{errors}");
    let (code, out, errors) = run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    assert_eq!(code, 0, "{errors}");
    assert!(errors.contains("synthetic answers: nobody gave them"), "{errors}");
    let made: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(made.iter().all(|table| table["synthetic"] == true));
    let value = |table: &Value, row: usize, column: usize| table["rows"][row]["values"][column].as_f64();
    let (ours, printed) = (cells(&made, value), cells(&tables(&from), value));
    let (mut same, mut off) = (0, Vec::new());
    for (key, ours) in &ours {
        // Columns of earlier measurements, the population and what was pooled are in print only; a blank says nothing.
        let Some(Some(printed)) = printed.get(key) else { continue };
        if ours.is_some_and(|ours| (ours - printed).abs() < 1e-9) {
            same += 1;
        } else {
            off.push(format!("{} : {} : {}: printed {printed}, made {ours:?}", key.0, key.1, key.2));
        }
    }
    let listed = std::fs::read_to_string(folder.path().join("a/SYNTHETIC.txt")).unwrap();
    for line in &off {
        let cell = line.split(": printed").next().unwrap();
        assert!(listed.contains(cell), "{line} is not listed");
        assert!(
            KNOWN
                .iter()
                .any(|(table, row, column)| cell.starts_with(table) && cell.contains(row) && cell.ends_with(column)),
            "{line}\n{off:#?}"
        );
    }
    assert_eq!((same, off.len()), (276, KNOWN.len()), "{off:#?}");
    // The same seed makes the same answers, another others.
    let read = |dir: &str| std::fs::read(folder.path().join(dir).join("manager.csv")).unwrap();
    for (out, seed, same) in [("b", "2024", true), ("c", "7", false)] {
        assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", out, "--seed", seed]).0, 0);
        assert_eq!(read("a") == read(out), same, "seed {seed}");
    }
    // Where none is given it is that of the folder.
    let own = folder.path().join("own");
    copy(Path::new(&from), &own);
    let text = std::fs::read_to_string(own.join("measurement.toml")).unwrap();
    std::fs::write(own.join("measurement.toml"), text.replace("seed = 2024\n", "seed = 7\n")).unwrap();
    assert_eq!(run(&folder, &["monitor", "synthetic", "own", "--out", "d"]).0, 0);
    assert!(read("d") == read("c"), "the seed of the folder");
}

/// A cell that stands for one person is shown of those who do not exist, and of nobody else.
#[test]
fn a_marker_speaks_for_the_files_it_names_and_no_other() {
    let folder = Folder::new();
    let from = measurement();
    for (out, seed) in [("a", "2024"), ("c", "7")] {
        assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", out, "--seed", seed]).0, 0);
    }
    // What is in print already is shown of anybody: so the questions of 2024 are asked in 2026, of which nothing is.
    copy(Path::new(&from), &folder.path().join("measurements/2024"));
    assert_eq!(run(&folder, &["monitor", "new", "2026", "--from", "2024"]).0, 0);
    let withheld = || {
        let asked = ["monitor", "tables", "measurements/2026", "--answers", "a", "--json"];
        let (code, out, errors) = run(&folder, &asked);
        let tables: Vec<Value> = serde_json::from_str(&out).unwrap_or_default();
        let lists = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
        let cells = tables.iter().flat_map(|table| lists(table, "rows")).flat_map(|row| lists(&row, "cells"));
        let cells = cells.filter(|cell| cell["suppressed"] == true).count();
        (code, cells, tables.iter().any(|table| table["synthetic"] == true), errors)
    };
    let (code, cells, synthetic, _) = withheld();
    assert_eq!((code, cells, synthetic), (0, 0, true), "as it was made");
    // Other answers under the name of these: as if a school had put its own there.
    let manager = |dir: &str| folder.path().join(dir).join("manager.csv");
    std::fs::copy(manager("c"), manager("a")).unwrap();
    let (code, _, _, errors) = withheld();
    assert_eq!(code, 2, "{errors}");
    assert!(errors.contains("manager.csv") && errors.contains("take SYNTHETIC.txt away"), "{errors}");
    std::fs::remove_file(folder.path().join("a/SYNTHETIC.txt")).unwrap();
    let (code, cells, synthetic, errors) = withheld();
    assert_eq!((code, synthetic), (0, false), "{errors}");
    assert!(cells > 0, "what people gave is protected");
}

/// A CSV whose name says that nobody gave its answers is read as such, and as nothing else.
#[test]
fn a_name_that_says_synthetic_is_read_beside_its_marker_only() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    let tables = || run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    let (code, before, errors) = tables();
    assert_eq!(code, 0, "{errors}");
    let at = |name: &str| folder.path().join("a").join(name);
    std::fs::rename(at("manager.csv"), at("manager.synthetic.csv")).unwrap();
    let marker = std::fs::read_to_string(at("SYNTHETIC.txt")).unwrap();
    std::fs::write(at("SYNTHETIC.txt"), marker.replace("  manager.csv", "  manager.synthetic.csv")).unwrap();
    let (code, after, errors) = tables();
    assert_eq!(code, 0, "{errors}");
    assert!(before == after, "other tables of the same answers");
    // Taken out of its folder it is nobody's answer still.
    std::fs::remove_file(at("SYNTHETIC.txt")).unwrap();
    let (code, _, errors) = tables();
    assert!(code == 2 && errors.contains("manager.synthetic.csv: its name says that nobody gave"), "{errors}");
    assert!(errors.contains("call the file manager.csv if people gave them"), "{errors}");
}

#[test]
fn a_cell_says_what_it_rests_on() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    let (_, out, _) = run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    let made: Vec<Value> = serde_json::from_str(&out).unwrap();
    let of = |id: &str| made.iter().find(|table| table["id"] == id).unwrap();
    // B2.1, never: 12 of 44 institutions, of 55.
    let never = &of("B2.1")["rows"][0]["cells"][0];
    assert_eq!((&never["n"], &never["count"], &never["suppressed"]), (&44.into(), &12.into(), &false.into()));
    let [low, estimate, high] = ["low", "estimate", "high"].map(|key| never[key].as_f64().unwrap());
    assert!((estimate - 100.0 * 12.0 / 44.0).abs() < 1e-9 && low < estimate && estimate < high);
    // 29% of 35 and 27% of 44 do not differ.
    assert_eq!((&never["change"]["from"].to_string()[..], &never["change"]["significant"]), ("[10,35]", &false.into()));
    assert_eq!(of("B2.1")["base"].to_string(), "[44]");
    assert_eq!(of("B3.7")["weighted"], true);
    assert_eq!(of("B5.3")["rows"][1]["values"].to_string(), "[7,0,1,4,1]");
}

#[test]
fn the_next_measurement_begins_and_is_held_against_the_last() {
    let folder = Folder::new();
    copy(Path::new(&measurement()), &folder.path().join("measurements/2024"));
    let (code, out, errors) = run(&folder, &["monitor", "new", "2026", "--from", "2024"]);
    assert_eq!(code, 0, "{errors}");
    assert!(out.contains("meedoen monitor check measurements/2026"), "{out}");
    let check = || run(&folder, &["monitor", "check", "measurements/2026", "--json"]);
    let (code, out, _) = check();
    assert_eq!(code, 0, "{out}");
    let scales = folder.path().join("measurements/2026/scales.toml");
    let text = std::fs::read_to_string(&scales).unwrap();
    std::fs::write(&scales, text.replacen("[\"2\", \"Redelijk\"", "[\"2\", \"Enigszins\"", 1)).unwrap();
    let (code, out, _) = check();
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, found["findings"].as_array().unwrap().len()), (1, 5), "{out}");
    let first = &found["findings"][0];
    assert_eq!(
        (first["kind"].as_str(), first["where"]["file"].as_str()),
        (Some("folder"), Some("questionnaires/manager.toml"))
    );
    assert!(first["message"].as_str().unwrap().contains("was \"Redelijk\" and is \"Enigszins\" since 2024"), "{first}");
    assert!(first["holds"].as_str().unwrap().contains("broken"), "{first}");
    // Nothing is written over, and a year that has passed is none.
    assert_eq!(run(&folder, &["monitor", "new", "2026", "--from", "2024"]).0, 2);
    assert_eq!(run(&folder, &["monitor", "new", "2024", "--from", "2024", "--out", "x"]).0, 2);
    // A measurement before it that is wrong itself is told, and not left out in silence.
    std::fs::write(&scales, text).unwrap();
    let before = folder.path().join("measurements/2024/published/B2.2.toml");
    let printed = std::fs::read_to_string(&before).unwrap();
    std::fs::write(&before, printed.replace("base = \"24\"", "base = \"veel\"")).unwrap();
    let (code, out, _) = check();
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, found["findings"].as_array().unwrap().len()), (1, 1), "{out}");
    let only = &found["findings"][0];
    assert_eq!((only["where"]["file"].as_str(), only["where"]["line"].as_i64()), (Some("measurement.toml"), Some(4)));
    let message = only["message"].as_str().unwrap();
    assert!(
        message.contains("nothing is held against 2024") && message.contains("published/B2.2.toml:9: "),
        "{message}"
    );
    assert!(only["holds"].as_str().unwrap().contains("measurements/2024` tells"), "{only}");
}

#[test]
fn what_is_wrong_in_a_file_of_answers_is_told_and_nothing_is_made() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    // These are to be somebody's answers.
    std::fs::remove_file(folder.path().join("a/SYNTHETIC.txt")).unwrap();
    let file = folder.path().join("a/institution.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[0].push_str(",extra");
    (1..lines.len()).for_each(|at| lines[at].push(','));
    let cut = |line: &str| line.split_once(',').map(|(_, rest)| rest.to_owned()).unwrap();
    lines[2] = format!("1,{}", cut(&lines[2]));
    std::fs::write(&file, lines.join("\n")).unwrap();
    let (code, out, errors) = run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(errors.contains("institution.csv: column extra: nobody asked for this column"), "{errors}");
    assert!(errors.contains("column id, row 2: the same key as row 1"), "{errors}");
    std::fs::remove_file(&file).unwrap();
    let (code, _, errors) = run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    assert!(code == 1 && errors.contains("institution"), "{errors}");
}

/// A question that nobody answered makes a table of nobody: that is told, on standard error and under the table.
#[test]
fn a_table_of_nobody_is_told() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    std::fs::remove_file(folder.path().join("a/SYNTHETIC.txt")).unwrap();
    let (code, _, errors) = run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    assert!(code == 0 && !errors.contains("nobody is in the base"), "{errors}");
    let file = folder.path().join("a/municipality.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let place = text.lines().next().unwrap().split(',').position(|heading| heading == "vision").unwrap();
    let emptied = text.lines().enumerate().map(|(row, line)| {
        let cells = line.split(',').enumerate();
        let cells = cells.map(|(at, cell)| if row > 0 && at == place { "" } else { cell });
        cells.collect::<Vec<_>>().join(",") + "\n"
    });
    std::fs::write(&file, emptied.collect::<String>()).unwrap();
    let (code, out, errors) = run(&folder, &["monitor", "report", &from, "--answers", "a", "--out", "o", "--no-pdf"]);
    assert_eq!(code, 0, "{out}{errors}");
    let told: Vec<&str> = errors.lines().filter(|line| line.contains("nobody is in the base")).collect();
    assert_eq!(told, ["B5.2: nobody is in the base of column %"]);
    let page = std::fs::read_to_string(folder.path().join("o/index.html")).unwrap();
    let section = page.split("<section id=\"B5.2\">").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(section.contains("<li>Niemand zit in de noemer van kolom %.</li>"), "{section}");
    assert_eq!(page.matches("Niemand zit in de noemer").count(), 1);
}

#[test]
fn a_report_is_the_same_bytes_and_does_not_contradict_itself() {
    let folder = Folder::new();
    copy(Path::new(&measurement()), &folder.path().join("m"));
    assert_eq!(run(&folder, &["monitor", "synthetic", "m", "--out", "a"]).0, 0);
    for out in ["one", "two"] {
        let (code, out, errors) = run(&folder, &["monitor", "report", "m", "--answers", "a", "--out", out, "--no-pdf"]);
        assert_eq!(code, 0, "{out}{errors}");
    }
    let files = |dir: &str| -> BTreeMap<String, Vec<u8>> {
        let dir = folder.path().join(dir);
        let of = |dir: &Path| -> Vec<_> {
            std::fs::read_dir(dir).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_file()).collect()
        };
        let all = of(&dir).into_iter().chain(of(&dir.join("restricted")));
        all.map(|path| (path.strip_prefix(&dir).unwrap().display().to_string(), std::fs::read(&path).unwrap()))
            .collect()
    };
    let made = files("one");
    assert_eq!(made, files("two"));
    let text = |file: &str| String::from_utf8(made[file].clone()).unwrap();
    let page = text("index.html");
    assert!(page.contains("Synthetische antwoorden") && page.contains("<a href=\"#B2.1\">ruim een kwart</a>"));
    assert!(page.contains("(<a href=\"#B2.1\">27</a>%)") && page.contains("<section id=\"B3.8\">"));
    // Open data say what the tables say, and whoever reads them sees that nobody answered.
    let csv = text("tables.csv");
    assert!(csv.lines().any(|line| line.starts_with("2024,B2.1,,Nooit,,Meting 2024,percent,27,27.272727,")), "{csv}");
    assert!(csv.lines().next().unwrap().ends_with(",synthetic,digest,program"));
    assert!(csv.lines().skip(1).all(|line| line.rsplit(',').nth(2) == Some("true")));
    assert!(made["tables.ods"].starts_with(b"PK") && !made.contains_key("report.pdf"));
    assert!(page.contains("B2.1. Afwijzing voor opleiding op basis van ondersteuningsbehoefte (synthetisch)</title>"));
    assert!(text("tables.json").contains("ruim een kwart (27%)"), "what the text says of a table stands beside it");
    assert!(text("codebook.xml").contains("<var ID=\"V_institution_refused-programme\""));
    assert!(made.keys().filter(|file| file.starts_with("restricted/")).count() == 16);
    // What everybody may have counts nobody; beside the rows each code is counted.
    assert!(!text("codebook.xml").contains("catStat") && !text("codebook.xml").contains("caseQnty"));
    assert!(text("restricted/institution.xml").contains("<caseQnty>"));
    // A CSV of codes has its mark in its name; the codebooks and the marker call it by that.
    let marker = text("restricted/SYNTHETIC.txt");
    for group in ["institution", "manager", "first-year", "second-year", "municipality"] {
        let name = format!("{group}.synthetic.csv");
        assert!(made.contains_key(&format!("restricted/{name}")), "{name}");
        assert!(marker.lines().any(|line| line.ends_with(&format!("  {name}"))), "{marker}");
        for codebook in [format!("restricted/{group}.xml"), "codebook.xml".to_owned()] {
            assert!(text(&codebook).contains(&format!("<fileName>{name}</fileName>")), "{codebook}: {name}");
        }
    }
    // A word that no longer fits ends the run, and nothing is written.
    let file = folder.path().join("m/report/10-voorbeeld.md");
    let words = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, words.replace("{ruim een kwart", "{ruim een derde")).unwrap();
    let (code, _, errors) = run(&folder, &["monitor", "report", "m", "--answers", "a", "--out", "three", "--no-pdf"]);
    assert_eq!(code, 1);
    assert!(errors.contains("report/10-voorbeeld.md:8: ruim een derde"), "{errors}");
    assert!(!folder.path().join("three").exists());
}

#[test]
fn microdata_say_the_same_as_csv_and_as_sav() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    assert_eq!(run(&folder, &["monitor", "report", &from, "--answers", "a", "--out", "o", "--no-pdf"]).0, 0);
    for group in ["institution", "manager", "first-year", "second-year", "municipality"] {
        let at = |end: &str| folder.path().join(format!("o/restricted/{group}.{end}"));
        assert!(!at("csv").exists(), "rows that nobody gave lie under no name of rows that people gave");
        let csv = std::fs::read_to_string(at("synthetic.csv")).unwrap();
        let lines: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
        let sav = exchange::sav::read(&std::fs::read(at("sav")).unwrap()).unwrap();
        assert_eq!((sav.rows, sav.columns.len()), (lines.len() - 1, lines[0].len()), "{group}");
        for (place, column) in sav.columns.iter().enumerate() {
            assert_eq!(column.name, lines[0][place].replace('-', "_"));
            for (row, text) in column.places.iter().enumerate() {
                let text = text.map_or("", |text| column.texts[text as usize].as_str());
                assert_eq!(text, lines[row + 1][place], "{group} {} {row}", column.name);
            }
            assert!(place == 0 || !column.label.is_empty());
        }
    }
    let labels =
        exchange::sav::read(&std::fs::read(folder.path().join("o/restricted/institution.sav")).unwrap()).unwrap();
    let refused = labels.columns.iter().find(|column| column.name == "refused_programme").unwrap();
    assert_eq!(refused.labels[1], ("2".to_owned(), "Incidenteel".to_owned()));
    // Codes above eight bytes have their labels elsewhere in the file: PSPP lost them where they named a column shortly.
    let sav = std::fs::read(folder.path().join("o/restricted/first-year.sav")).unwrap();
    let sector = exchange::sav::read(&sav).unwrap().columns.into_iter().find(|column| column.name == "sector").unwrap();
    assert!(sector.labels.contains(&("technology".to_owned(), "Techniek".to_owned())), "{:?}", sector.labels);
}

/// Open answers in the chain: two codings in, agreement out, and a column of answers when both agree on all.
#[test]
fn open_answers_are_coded_by_two() {
    let folder = Folder::new();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("answers.csv", "id,type\ns1,1\ns2,2\ns3,1\n");
    let code = |more: &[&str]| {
        let asked =
            ["monitor", "code", "2024", "--codings", "codings.csv", "--of", "institution", "--item", "overload"];
        run(&folder, &[&asked[..], more].concat())
    };
    let out = ["--answers", "answers.csv", "--out", "coded.csv"];
    // 3 coded, 2 alike; chance: 2/3 x 1/3 + 1/3 x 2/3 = 4/9; kappa (2/3 - 4/9) / (5/9) = 0.4.
    write("codings.csv", "id,first,second,agreed\ns1,1,1,\ns2,1,2,\ns3,2,2,\n");
    let (status, said, _) = code(&out);
    assert!(status == 1 && said.contains("3 answers coded twice, 2 alike (67%; 44% by chance); kappa 0.40"), "{said}");
    assert!(said.contains("row 2: 1 and 2, not agreed yet") && !folder.path().join("coded.csv").exists(), "{said}");
    write("codings.csv", "id,first,second,agreed\ns1,1,1,\ns2,1,2,2\ns3,2,2,\n");
    let (status, said, _) = code(&[&["--json"], &out[..]].concat());
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((status, said["differ"][0]["agreed"].as_str(), said["coded"].as_u64()), (0, Some("2"), Some(3)));
    let coded = std::fs::read_to_string(folder.path().join("coded.csv")).unwrap();
    assert_eq!(coded, "id,type,overload\ns1,1,1\ns2,2,2\ns3,1,2\n");
    // A code that the question lacks, and words of somebody in a file of codes.
    write("codings.csv", "id,first,second\ns1,1,77\n");
    let (status, _, errors) = code(&[]);
    assert!(
        status == 2 && errors.contains("column second, row 1: \"overload\" has no answer of code \"77\""),
        "{errors}"
    );
    write("codings.csv", "id,first,second,answer\ns1,1,1,words\n");
    let (status, _, errors) = code(&[]);
    assert!(status == 2 && errors.contains("column answer") && !errors.contains("words\n"), "{errors}");
}

/// Plain columns as LimeSurvey writes them for SPSS: no hyphens in the names of questions.
fn as_limesurvey(csv: &str) -> (String, String) {
    let mut lines = csv.lines();
    let own = |heading: &str| match heading.split_once('_') {
        Some((item, option)) => format!("{}_{}", item.replace('-', ""), option.replace('-', "_hyph_")),
        None => heading.replace('-', ""),
    };
    let names: Vec<String> = lines.next().unwrap().split(',').map(own).collect();
    let columns: String = (1..=names.len()).map(|at| format!("\n V{at} A40")).collect();
    let named: String =
        names.iter().enumerate().map(|(at, name)| format!("RENAME VARIABLE ( V{} = {name} ).\n", at + 1)).collect();
    let syntax =
        format!("GET DATA\n /TYPE=TXT\n /DELIMITERS=\",\"\n /QUALIFIER=\"'\"\n /VARIABLES={columns}.\n{named}");
    let field = |field: &str| if field.is_empty() { String::new() } else { format!("'{field}'") };
    let row = |line: &str| line.split(',').map(field).collect::<Vec<_>>().join(",") + "\n";
    (syntax, lines.map(row).collect())
}

/// The same answers as another program (pyarrow) writes them in Parquet, with numbers for codes, make the same tables.
#[test]
fn answers_in_other_formats_make_the_same_tables() {
    let folder = Folder::new();
    let from = measurement();
    assert_eq!(run(&folder, &["monitor", "synthetic", &from, "--out", "a"]).0, 0);
    std::fs::remove_file(folder.path().join("a/SYNTHETIC.txt")).unwrap();
    let tables = || run(&folder, &["monitor", "tables", &from, "--answers", "a", "--json"]);
    let (code, before, errors) = tables();
    assert_eq!(code, 0, "{errors}");
    let file = |end: &str| folder.path().join(format!("a/municipality.{end}"));
    // As LimeSurvey exports them for SPSS: a syntax in which every column has its name last, and the data beside it.
    let csv = std::fs::read_to_string(file("csv")).unwrap();
    std::fs::remove_file(file("csv")).unwrap();
    let (syntax, data) = as_limesurvey(&csv);
    std::fs::write(file("sps"), &syntax).unwrap();
    std::fs::write(file("dat"), &data).unwrap();
    let (code, after, errors) = tables();
    assert_eq!(code, 0, "{errors}");
    assert!(before == after, "other tables of the same answers");
    std::fs::write(file("dat"), data.replacen("','", "'", 1)).unwrap();
    let (code, _, errors) = tables();
    assert!(code == 2 && errors.contains("municipality.sps: data, line 1, column "), "{errors}");
    ["sps", "dat"].iter().for_each(|end| std::fs::remove_file(file(end)).unwrap());
    let bytes = include_bytes!("municipality.parquet");
    std::fs::write(file("parquet"), bytes).unwrap();
    let (code, after, errors) = tables();
    assert_eq!(code, 0, "{errors}");
    assert!(before == after, "other tables of the same answers");
    // A file that was cut is told, and nothing is made of it.
    std::fs::write(file("parquet"), &bytes[..bytes.len() / 2]).unwrap();
    let (code, _, errors) = tables();
    assert!(code == 2 && errors.contains("municipality.parquet: this is no Parquet file"), "{errors}");
}
