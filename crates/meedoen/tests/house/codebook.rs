//! Columns of a case, read through a codebook.

use super::commands::{Folder, run};
use serde_json::{Value, json};

const DATA: &str = "\
school,track,q,h1,h2,w,age
0363,bol,10,1,0,1,17
363,bol,10,0,0,1,18
0363,bol,2,,,2,
363,bbl,,1,-7,1,99
0363,bbl,,0,-7,1,21
363,bol,8,1,1,1,20
0363,bol,NA, ,1,1,19
363,bol,9,0,1,2,22
";

fn codebook() -> Value {
    json!({ "missing": ["NA"],
        "items": [
            { "name": "school", "levels": ["0363", "363", "0400"] },
            { "name": "track", "levels": [{ "code": "bol", "label": "school" }, { "code": "bbl", "label": "work" }] },
            { "name": "q", "scores": "codes", "asked": [{ "item": "track", "in": "bol" }], "levels":
                [1, 2, 10, { "code": 8, "label": "do not know", "mean": false }, { "code": 9, "base": false }] },
            { "name": "age", "number": { "low": 12, "high": 99 }, "missing": [99] }
        ],
        "sets": [{ "name": "help", "ticked": 1, "open": 0, "not_shown": -7, "options": ["h1", "h2"] }] })
}

/// Answers to cases over these data, with a codebook in a file or inside the file of cases.
fn answers(codebook: &Value, inside: bool, data: &str, cases: &[(Value, Value)]) -> Vec<Value> {
    let folder = Folder::new();
    std::fs::write(folder.path().join("d.csv"), data).unwrap();
    std::fs::write(folder.path().join("book.json"), codebook.to_string()).unwrap();
    let case =
        |(design, estimator): &(Value, Value)| json!({ "data": "d.csv", "design": design, "estimator": estimator });
    let cases: Vec<Value> = cases.iter().map(case).collect();
    let at = if inside { codebook.clone() } else { json!("book.json") };
    std::fs::write(folder.path().join("c.json"), json!({ "codebook": at, "cases": cases }).to_string()).unwrap();
    let (code, out, errors) = run(&folder, &["survey", "run", "c.json"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    serde_json::from_str::<Value>(&out).unwrap()["results"].as_array().unwrap().clone()
}

#[test]
fn levels_are_as_declared() {
    let plain = |kind: &str, vars: &str| (json!({ "weights": "w" }), json!({ "kind": kind, "vars": vars }));
    let cases = [
        plain("proportion", "q"),
        plain("mean", "q"),
        plain("proportion", "school"),
        (json!({}), json!({ "kind": "by", "stat": "mean", "vars": "q", "by": "school" })),
        plain("mean", "age"),
        plain("proportion", "h2"),
        (json!({ "domain": [{ "var": "q", "op": ">=", "value": 2 }] }), json!({ "kind": "mean", "vars": "q" })),
        (json!({ "domain": [{ "var": "q", "op": "==", "value": 9 }] }), json!({ "kind": "mean", "vars": "age" })),
        (json!({}), json!({ "kind": "chisq", "vars": ["school", "q"] })),
        (json!({}), json!({ "kind": "ttest", "y": "q", "group": "school" })),
    ];
    for inside in [false, true] {
        let answers = answers(&codebook(), inside, DATA, &cases);
        let rows = |at: usize| -> Vec<(Value, f64)> {
            let rows = answers[at]["rows"].as_array().unwrap_or_else(|| panic!("{}", answers[at]));
            rows.iter().map(|row| (row["level"].clone(), row["estimate"].as_f64().unwrap())).collect()
        };
        // By hand: weights 1 + 1 on 10, 2 on 2, 1 on do not know; nobody chose 1, and 9 is outside the base.
        assert_eq!(
            rows(0),
            [("1", 0.0), ("2", 0.4), ("10", 0.4), ("8", 0.2)].map(|(level, share)| (json!(level), share))
        );
        assert_eq!(answers[0]["rows"][0]["n"], 4);
        assert_eq!(rows(1)[0].1, 6.0, "(10 + 10 + 2 x 2) / 4: do not know is outside the mean");
        assert_eq!(rows(2), [("0363", 0.5), ("363", 0.5), ("0400", 0.0)].map(|(level, share)| (json!(level), share)));
        let groups = answers[3]["rows"].as_array().unwrap();
        let by: Vec<_> = groups.iter().map(|row| (&row["by"]["school"], &row["estimate"], &row["n"])).collect();
        assert_eq!(
            (by[0], by[1]),
            ((&json!("0363"), &json!(6.0), &json!(2)), (&json!("363"), &json!(10.0), &json!(1)))
        );
        assert_eq!(by[2], (&json!("0400"), &Value::Null, &json!(0)), "declared, and nobody is there");
        assert_eq!(rows(4)[0].1, (17.0 + 18.0 + 21.0 + 20.0 + 19.0 + 2.0 * 22.0) / 7.0, "99 is no age here");
        // Shown to who has no -7 and in the base with an answer to either: rows 1, 2, 6, 7, 8.
        assert_eq!(rows(5), [("no", 2.0 / 6.0), ("yes", 4.0 / 6.0)].map(|(level, share)| (json!(level), share)));
        assert_eq!((rows(6)[0].1, &answers[6]["rows"][0]["n"]), (22.0 / 3.0, &json!(3)));
        assert_eq!(rows(7)[0].1, 22.0, "a level outside the base can be asked for");
        assert!(answers[8]["rows"][0]["p"].is_f64(), "levels that nobody has are not tested: {}", answers[8]);
        assert!(answers[9]["rows"][0]["p"].is_f64(), "{}", answers[9]);
    }
}

#[test]
fn what_is_not_declared_is_named_with_its_item_row_and_remedy() {
    let mean = |var: &str| (json!({}), json!({ "kind": "mean", "vars": var }));
    let share = |var: &str| (json!({}), json!({ "kind": "proportion", "vars": var }));
    let domain = json!({ "domain": [{ "var": "q", "op": "==", "value": 3 }] });
    let data = DATA.replacen("bol,10", "bol,11", 1).replace("363,bbl,,1", "363,bbl,2,1").replace(",21\n", ",old\n");
    let cases = [share("q"), mean("age"), mean("track"), share("h1"), (domain, json!({ "kind": "mean", "vars": "q" }))];
    let found = answers(&codebook(), false, &data, &cases);
    for (answer, said) in found.iter().zip([
        "q, row 1: code \"11\" is not declared",
        "age, row 5: \"old\" is not a number",
        "track: its levels have no scores",
        "",
        "",
    ]) {
        assert!(answer["error"].as_str().unwrap_or_default().starts_with(said), "{answer}");
        assert_eq!(answer["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), answer.get("error").is_some());
    }
    // An answer of who was not asked, and a level that no declaration has.
    let found = answers(&codebook(), true, &DATA.replace("363,bbl,,1", "363,bbl,2,1"), &cases);
    assert!(found[0]["error"].as_str().unwrap().starts_with("q, row 4: answered by who was not asked"), "{}", found[0]);
    let found = answers(&codebook(), true, DATA, &cases);
    assert!(found[4]["error"].as_str().unwrap().contains("q has no level \"3\""), "{}", found[4]);
    // A codebook that cannot be read names its file and key; the case names the codebook.
    let found = answers(&json!({ "items": [{ "name": "q" }] }), false, DATA, &cases[..1]);
    assert_eq!(found[0]["error"], "book.json: items[0].levels: this key is missing");
}

#[test]
fn without_a_codebook_the_right_rules_keep_names_and_drop_blanks() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("d.csv"), "id,g,y\n0363,a,1\n363, ,2\n0363,NA,NA\n363,a,4\n").unwrap();
    let case = |rules: &str, var: &str, kind: &str| json!({ "rules": rules, "data": "d.csv", "estimator": { "kind": kind, "vars": var } });
    let cases = [
        case("right", "id", "proportion"),
        case("right", "g", "proportion"),
        case("right", "y", "mean"),
        case("r", "id", "proportion"),
        case("r", "g", "proportion"),
    ];
    std::fs::write(folder.path().join("c.json"), json!(cases).to_string()).unwrap();
    let (_, out, _) = run(&folder, &["survey", "run", "c.json"]);
    let out: Value = serde_json::from_str(&out).unwrap();
    let levels = |at: usize| -> Vec<&str> {
        out["results"][at]["rows"].as_array().unwrap().iter().map(|row| row["level"].as_str().unwrap()).collect()
    };
    assert_eq!((levels(0), levels(1)), (vec!["0363", "363"], vec!["a"]));
    assert_eq!(out["results"][2]["rows"][0]["estimate"], 7.0 / 3.0);
    assert_eq!((levels(3), levels(4)), (vec!["363"], vec![" ", "NA", "a"]), "as R reads them");
}
