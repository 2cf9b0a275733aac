//! A whole book from the command line.

use super::commands::{Folder, run};
use serde_json::{Value, json};

/// Eight answers of two waves; `a` is a tick, `b` was not shown on track y.
const DATA: &str = "\
id,track,year,q,a,b,w,n
0363,x,2024,1,1,0,1,4
363,x,2024,2,0,1,1,8
0363,y,2024,2,1,-7,2,6
363,y,2024,8,0,-7,1,
0363,x,2026,2,1,1,1,10
363,x,2026,2,1,0,1,2
0363,y,2026,9,0,-7,1,5
363,y,2026,NA,,,1,3
";

fn codebook() -> Value {
    json!({ "missing": "NA",
        "items": [
            { "name": "track", "text": "Track", "levels": [{ "code": "x", "label": "school" }, { "code": "y", "label": "work" }] },
            { "name": "year", "text": "Year", "levels": [2024, 2026] },
            { "name": "q", "text": "Is it <kept>, \"as agreed\"?", "scores": "codes", "levels": [
                { "code": 1, "label": "no" }, { "code": 2, "label": "yes" }, { "code": 3, "label": "always, everywhere and by everyone" },
                { "code": 8, "label": "do not know", "mean": false }, { "code": 9, "label": "n/a", "base": false }] },
            { "name": "n", "number": true }
        ],
        "sets": [{ "name": "help", "text": "Which help?", "ticked": 1, "open": 0, "not_shown": -7, "options":
            [{ "column": "a", "label": "a coach" }, { "column": "b", "label": "more time" }] }] })
}

fn folder(codebook: &Value, data: &str, design: &Value) -> Folder {
    let folder = Folder::new();
    for (name, text) in
        [("d.csv", data.to_owned()), ("book.json", codebook.to_string()), ("design.json", design.to_string())]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn tabulate(folder: &Folder, more: &[&str]) -> (i32, String, String) {
    let args = ["survey", "tabulate", "d.csv", "--codebook", "book.json", "--design", "design.json"];
    run(folder, &[&args, more].concat())
}

fn book(folder: &Folder, more: &[&str]) -> Value {
    let (code, out, errors) = tabulate(folder, &[&["--as", "json"], more].concat());
    assert_eq!((code, errors.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_book_has_its_labels_bases_letters_and_change() {
    let folder = folder(&codebook(), DATA, &json!({ "weights": "w" }));
    let book = book(&folder, &["--by", "track", "--wave", "year", "--letters"]);
    assert_eq!((&book["rows"], &book["level"], &book["letters"]), (&json!(8), &json!(0.95), &json!(0.05)));
    let items: Vec<_> =
        book["tables"].as_array().unwrap().iter().map(|table| table["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["q", "n", "help"], "breaks are no items");
    let q = &book["tables"][0];
    assert_eq!((&q["text"], &q["base"]), (&json!("Is it <kept>, \"as agreed\"?"), &json!("who answered, without n/a")));
    let labels = |of: &Value, key: &str| -> Vec<String> {
        of.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(labels(&q["columns"], "label"), ["all", "school", "work", "2024", "2026", "± 2026"]);
    assert_eq!(labels(&q["columns"], "letter"), ["-", "a", "b", "a", "b", "-"]);
    assert_eq!(labels(&q["lines"], "code"), ["1", "2", "3", "8", "mean"]);
    let of = |line: usize, column: usize, key: &str| q["lines"][line]["cells"][column][key].as_f64().unwrap();
    // By hand: of weights 1, 1, 2, 1, 1, 1 who answered, 5 said yes; nobody said always.
    assert!((of(1, 0, "estimate") - 5.0 / 7.0).abs() < 1e-12 && of(2, 0, "estimate") == 0.0);
    assert_eq!(
        (q["lines"][2]["cells"][0]["n"].clone(), q["lines"][1]["cells"][0]["answered"].clone()),
        (json!(0), json!(6))
    );
    assert!((of(4, 0, "estimate") - 11.0 / 6.0).abs() < 1e-12, "the mean leaves out who does not know");
    assert_eq!(q["lines"][4]["cells"][0]["answered"], 5);
    // 3 of 5 in 2024 and 2 of 2 in 2026.
    assert!((of(1, 5, "change") - 0.4).abs() < 1e-12, "{q}");
    // A number has its mean: of weights 1, 1, 2, 1, 1, 1, 1 (44 of 8), and 24 of 4 less 20 of 4 in two years. Influences
    // times weights are -1.5, 2.5, 1 and 0 in one wave, 4.5, -3.5, -0.5 and -2.5 in the other: squares about their means are
    // 8.5 and 38. 7 answers less 2 waves are 5 degrees of freedom: t is 2.570582.
    let n = &book["tables"][1];
    assert_eq!(
        (&n["lines"][0]["code"], &n["lines"][0]["kind"], &n["base"]),
        (&json!("mean"), &json!("mean"), &json!("who answered"))
    );
    let cell = |column: usize, key: &str| n["lines"][0]["cells"][column][key].as_f64().unwrap();
    let se = ((8.5_f64 + 38.0) * 4.0 / 3.0).sqrt() / 8.0;
    assert!((cell(0, "estimate") - 5.5).abs() < 1e-12 && (cell(0, "se") - se).abs() < 1e-12, "{n}");
    assert!((cell(0, "low") - (5.5 - 2.570_582 * se)).abs() < 1e-5 && cell(0, "answered") == 7.0, "{n}");
    assert!([6.0, 5.0].iter().zip([1, 2]).all(|(mean, at)| (cell(at, "estimate") - mean).abs() < 1e-12), "{n}");
    assert!((cell(5, "change") + 1.0).abs() < 1e-12, "{n}");
    // Ticked by weights 1, 2, 1, 1 of 8; of who was shown b, by 1 and 1 of 4.
    let help = &book["tables"][2];
    assert_eq!(
        (help["set"].clone(), labels(&help["lines"], "label")),
        (json!(true), vec!["a coach".into(), "more time".into()])
    );
    let share = |line: usize| &help["lines"][line]["cells"][0];
    assert_eq!((share(0)["estimate"].clone(), share(0)["answered"].clone()), (json!(5.0 / 8.0), json!(7)));
    assert_eq!((share(1)["estimate"].clone(), share(1)["answered"].clone()), (json!(0.5), json!(4)));
    assert_eq!(help["lines"][1]["cells"][2]["status"], "undefined", "nobody on track y was shown it");
}

#[test]
fn the_same_book_as_text_and_as_csv() {
    let folder = folder(&codebook(), DATA, &json!({ "weights": "w" }));
    let (code, text, errors) = tabulate(&folder, &["--wave", "year", "--by", "track", "--letters=0.05"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(text.lines().all(|line| line.chars().count() <= 96), "{text}");
    for said in [
        "Is it <kept>, \"as agreed\"?",
        "Base: who answered, without n/a",
        "± 2026",
        "71.4",
        "more time (n = 4)",
        "(2)",
        "mean (n = 5)",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let (_, narrow, _) = tabulate(&folder, &["--wave", "year", "--by", "track", "--width", "60"]);
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
    let (_, csv, _) = tabulate(&folder, &["--as", "csv", "--items", "help,q", "--out", "out.csv"]);
    assert_eq!(csv, "");
    let csv = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 1 + 2 + 5);
    assert!(lines[0].starts_with("item,question,base,line,label,kind,by,group,"));
    assert!(
        lines[1].starts_with("help,Which help?,who answered any option,a,a coach,share,,,,,0.625,"),
        "{}",
        lines[1]
    );
    assert!(
        lines[3].starts_with("q,\"Is it <kept>, \"\"as agreed\"\"?\",\"who answered, without n/a\",1,no,share,"),
        "{}",
        lines[3]
    );
}

#[test]
fn a_refusal_names_its_file_the_item_and_what_to_do() {
    let bare = json!({});
    let with = |change: &dyn Fn(&mut Value)| {
        let mut book = codebook();
        change(&mut book);
        book
    };
    let twice = with(&|book| book["items"][1]["name"] = json!("track"));
    let unknown = with(&|book| book["items"][2]["name"] = json!("other"));
    let short = with(&|book| book["items"][2]["levels"] = json!([1]));
    /// Codebook, design, arguments; exit code, and what is said.
    type Case<'a> = (&'a Value, &'a Value, &'a [&'a str], i32, [&'a str; 3]);
    let cases: [Case<'_>; 9] = [
        (&twice, &bare, &[], 2, ["book.json: ", "track: this item is declared twice", "Keep one"]),
        (
            &json!({ "itmes": [] }),
            &bare,
            &[],
            2,
            ["book.json: ", "itmes: this key is not known", "check how it is spelled"],
        ),
        (&unknown, &bare, &[], 2, ["d.csv: ", "no column \"other\"", "use one of"]),
        (&short, &bare, &["--items", "q"], 1, ["d.csv: ", "q, row 2: code \"2\" is not declared", "declare it"]),
        (&codebook(), &json!({ "wieghts": "w" }), &[], 2, ["design.json: ", "wieghts: this key is not known", "check"]),
        (&codebook(), &json!({ "strata": ["q"] }), &["--items", "help"], 1, ["design.json: ", "q", "To do: "]),
        (&codebook(), &bare, &["--by", "n"], 2, ["book.json: ", "n is no item with levels", "declare it"]),
        (&codebook(), &bare, &["--by", "year", "--wave", "year"], 2, ["book.json: ", "year is a break twice", "once"]),
        (&codebook(), &bare, &["--level", "95"], 2, ["--level", "95", "0.05"]),
    ];
    for (codebook, design, more, exit, said) in cases {
        let folder = folder(codebook, DATA, design);
        let (code, out, errors) = tabulate(&folder, more);
        assert_eq!((code, out.as_str()), (exit, ""), "{errors}");
        assert!(said.iter().all(|said| errors.contains(said)), "{said:?}: {errors}");
    }
    let (code, _, errors) = run(&Folder::new(), &["survey", "tabulate", "d.csv", "--codebook", "book.json"]);
    assert!(code == 2 && errors.contains("cannot read book.json"), "{errors}");
    let (_, help, _) = run(&Folder::new(), &["survey", "tabulate", "--help"]);
    assert!(help.contains("Example:") && help.contains("--codebook <BOOK.json>"), "{help}");
}

#[test]
fn a_raked_book_meets_its_margins_and_a_domain_is_a_part() {
    let design = json!({ "weights": "w",
        "weighting": [{ "method": "rake", "margins": [{ "var": "track", "totals": { "x": 60, "y": 40 } }], "epsilon": 1e-9 }],
        "domain": [{ "var": "year", "op": "==", "value": 2024 }] });
    let folder = folder(&codebook(), DATA, &design);
    let book = book(&folder, &["--items", "track,q"]);
    assert_eq!(book["rows"], 4);
    // 2024: 2 of 4 on x, weight 15 each, and y of weights 2 and 1 of 5: 16 and 8.
    let shares: Vec<f64> = book["tables"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["cells"][0]["estimate"].as_f64().unwrap())
        .collect();
    assert!((shares[0] - 30.0 / 54.0).abs() < 1e-9 && (shares[1] - 24.0 / 54.0).abs() < 1e-9, "{shares:?}");
}
