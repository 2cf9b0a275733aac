//! The survey engine against R: every case of `tests/cases`, each number within the case's tolerance.

use super::commands::{Folder, run};
use serde_json::Value;
use std::path::Path;

/// Where R's answer is not one to give. Each has its own test below or in the crate `survey`.
const R_IS_WRONG: [(&str, &str); 2] = [
    (
        "edge_lonely-31",
        "R 4.5 leaves out a comma when it makes the replicate of a lonely stratum, and warns that lengths differ; version \
         4.1.1 answers what we do",
    ),
    ("edge_missing-10", "nobody answered: R says 0 with a standard error of 0, we say that there is no estimate"),
];

/// Design effects and p-values agree to this at least.
const LOOSE: f64 = 1e-7;

fn answers(file: &Path) -> Vec<Value> {
    let folder = Folder::new();
    let out = folder.path().join("answers.json");
    let (code, _, errors) = run(&folder, &["survey", "run", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{errors}");
    let answers: Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
    answers["results"].as_array().unwrap().clone()
}

fn case_file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

#[test]
fn every_published_case_agrees_with_r() {
    agree(&case_file("cases.json"));
}

/// Designs and estimators drawn at random, which R answered too.
#[test]
fn every_other_case_agrees_with_r() {
    agree(&case_file("more.json"));
}

fn agree(file: &Path) {
    let cases: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    let answers = answers(file);
    assert_eq!(cases.len(), answers.len());
    let mut wrong = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        assert_eq!(case["id"], answer["id"], "answers come in the order of the cases");
        let mut differences = Vec::new();
        compare(case, answer, &mut differences);
        let known = R_IS_WRONG.iter().find(|(id, _)| case["id"] == *id);
        match known {
            None if !differences.is_empty() => wrong.push(format!("{}: {}", case["id"], differences.join("; "))),
            Some((id, _)) if differences.is_empty() => wrong.push(format!("{id} agrees now: take it off the list")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn nobody_answered_is_no_estimate_and_not_a_zero() {
    let answers = answers(&case_file("cases.json"));
    let answer = answers.iter().find(|answer| answer["id"] == "edge_missing-10").unwrap();
    assert_eq!((&answer["status"], &answer["n"]), (&Value::from("undefined"), &Value::from(0)));
    assert_eq!(answer["rows"], Value::Array(Vec::new()));
}

#[test]
fn what_cannot_be_answered_says_why_and_leaves_the_others_alone() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("d.csv"), "y,g,w,bad\n1,a,1,1\n2,a,2,-1\n3,b,1,1\n").unwrap();
    let case = |id: &str, design: &str, estimator: &str| {
        format!(r#"{{"id": "{id}", "data": "d.csv", "design": {design}, "estimator": {estimator}}}"#)
    };
    let mean = r#"{"kind": "mean", "vars": ["y"]}"#;
    let cases = [
        case("unknown", "{}", r#"{"kind": "telepathy"}"#),
        case("key", r#"{"weihgts": "w"}"#, mean),
        case("column", r#"{"weights": "v"}"#, mean),
        case("text", "{}", r#"{"kind": "mean", "vars": ["g"]}"#),
        case("negative", r#"{"weights": "bad"}"#, mean),
        r#"{"id": "nothing"}"#.to_owned(),
        r#"{"id": "file", "data": "e.csv", "estimator": {"kind": "mean", "vars": "y"}}"#.to_owned(),
        case("good", r#"{"weights": "w"}"#, mean),
    ];
    std::fs::write(folder.path().join("c.json"), format!("[{}]", cases.join(","))).unwrap();
    let (code, out, errors) = run(&folder, &["survey", "run", "c.json"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let out: Value = serde_json::from_str(&out).unwrap();
    for (at, said) in [
        "estimator.kind: \"telepathy\" is not a kind of estimator",
        "design.weihgts: this key is not known here",
        "design: the data have no column \"v\"",
        "y, g, w",
        "bad, row 2",
        "data: this key is missing",
        "cannot read e.csv",
    ]
    .iter()
    .enumerate()
    {
        let answer = &out["results"][at];
        let whole = format!("{} {}", answer["error"].as_str().unwrap(), answer["remedy"].as_str().unwrap());
        assert!(whole.contains(said) || at == 3 && whole.contains("\"a\" is not a number"), "{answer}");
        assert!(!answer["remedy"].as_str().unwrap().is_empty());
    }
    let good = &out["results"][7];
    assert_eq!((&good["rows"][0]["estimate"], &good["df"]), (&Value::from(2.0), &Value::from(2.0)));
    assert!(["read", "design", "compute"].iter().all(|part| good["timings"][part].as_f64().is_some()));
    let (code, _, errors) = run(&folder, &["survey", "run", "none.json"]);
    assert!(code == 2 && errors.contains("cannot read none.json"), "{errors}");
    std::fs::write(folder.path().join("bad.json"), "{").unwrap();
    assert_eq!(run(&folder, &["survey", "run", "bad.json"]).0, 2);
}

/// Answers to cases over one small file: rows, in the order of the cases.
fn small(data: &str, cases: &[(&str, &str)]) -> Vec<Value> {
    let folder = Folder::new();
    std::fs::write(folder.path().join("d.csv"), data).unwrap();
    let case = |(at, (design, estimator)): (usize, &(&str, &str))| {
        format!(r#"{{"id": "{at}", "data": "d.csv", "design": {design}, "estimator": {estimator}}}"#)
    };
    let cases: Vec<String> = cases.iter().enumerate().map(case).collect();
    std::fs::write(folder.path().join("c.json"), format!("[{}]", cases.join(","))).unwrap();
    answers(&folder.path().join("c.json"))
}

#[test]
fn nonsense_is_refused_by_its_key_with_what_to_do() {
    let data = "y,g,t\n1,u,No\n2,v,Yes\n4,u,No\n7,v,Yes\n";
    let mean = r#"{"kind": "mean", "vars": "y"}"#;
    let cases = [
        ("{}", r#"{"kind": "ciprop", "var": "t", "value": 1}"#, "t has no category \"1\""),
        ("{}", r#"{"kind": "quantile", "vars": "y", "p": [2]}"#, "estimator.p: quantiles are taken at shares"),
        ("{}", r#"{"kind": "mean", "vars": "y", "ci_df": 0}"#, "estimator.ci_df: an interval has more than 0"),
        ("{}", r#"{"kind": "table", "vars": ["g"], "Ntotal": -5}"#, "estimator.Ntotal: this is not a number above 0"),
        ("{}", r#"{"kind": "contrast_by", "vars": "y", "by": "g", "coef": {}}"#, "estimator.coef: nothing is named"),
        ("{}", r#"{"kind": "ttest", "y": "y", "group": "g", "mu": 1}"#, "estimator.mu: two groups are compared"),
        ("{}", r#"{"kind": "mean", "vars": []}"#, "estimator.vars: no variable is named here"),
        ("{}", r#"{"kind": "mean", "vars": "t"}"#, "t, row 1: \"No\" is not a number"),
        (r#"{"weighting": [{"method": "trim", "lower": 3, "upper": 2}]}"#, mean, "the weights: no weight lies between"),
        (
            r#"{"weighting": [{"method": "calibrate", "N": 9, "aux": [], "calfun": "logit", "bounds": [2, 3]}]}"#,
            mean,
            "design.weighting[0]: ",
        ),
        (
            r#"{"weighting": [{"method": "rake", "margins": [{"var": "g", "totals": {"u": 2, "v": 4}}], "maxit": 0}]}"#,
            mean,
            "g: a raking cannot end in 0 rounds",
        ),
        (r#"{"pps": "brewer"}"#, mean, "design: probabilities proportional to size"),
        (r#"{"replicate": {"type": "JKn"}}"#, mean, "design.replicate: the stratified jackknife"),
    ];
    let asked: Vec<(&str, &str)> = cases.iter().map(|(design, estimator, _)| (*design, *estimator)).collect();
    for (answer, (_, _, said)) in small(data, &asked).iter().zip(cases) {
        assert!(answer["error"].as_str().unwrap_or_default().starts_with(said), "{said}: {answer}");
        assert!(!answer["remedy"].as_str().unwrap_or_default().is_empty(), "{answer}");
    }
    let semicolons = small(&data.replace(',', ";"), &[("{}", mean)]);
    assert_eq!(semicolons[0]["remedy"], "separate the fields of the data by commas");
}

#[test]
fn rows_outside_the_domain_keep_a_weight_of_0_once_weights_were_adjusted() {
    let data = "y,g\n1,u\n2,v\n4,u\n7,v\n";
    let domain = r#""domain": [{"var": "g", "op": "==", "value": "u"}]"#;
    let known = r#""weighting": [{"method": "poststratify", "var": "g", "totals": {"u": 6, "v": 4}}]"#;
    let weights = r#"{"kind": "weights"}"#;
    let answers = small(data, &[(&format!("{{{domain}}}"), weights), (&format!("{{{known}, {domain}}}"), weights)]);
    assert_eq!((&answers[0]["n"], &answers[0]["min"]), (&Value::from(2), &Value::from(1.0)));
    assert_eq!((&answers[1]["n"], &answers[1]["min"]), (&Value::from(4), &Value::from(0.0)));
    assert_eq!(answers[1]["sum"], 6.0);
}

#[test]
fn a_missing_answer_makes_the_number_missing_when_asked() {
    let data = "y,z,g,b\n1,4,u,1\n2,,u,0\n4,5,v,1\n7,6,v,\n5,9,w,0\n3,2,w,1\n";
    let keeps = |estimator: &str| format!(r#"{{{estimator}, "na_rm": false}}"#);
    let drops = |estimator: &str| format!(r#"{{{estimator}}}"#);
    let estimators = [
        (r#""kind": "contrast_vars", "vars": ["y", "z"], "coef": {"y": 1, "z": -1}"#, true),
        (r#""kind": "contrast_by", "vars": "z", "by": "g", "coef": {"u": 1, "v": -1}"#, true),
        // The group with the missing answer does not count.
        (r#""kind": "contrast_by", "vars": "z", "by": "g", "coef": {"w": 1, "v": -1}"#, false),
        (r#""kind": "alpha", "vars": ["y", "z"]"#, true),
        (r#""kind": "ciprop", "var": "b", "value": 1"#, true),
        (r#""kind": "ciprop", "var": "g", "value": "u", "method": "beta""#, false),
    ];
    let cases: Vec<String> = estimators.iter().flat_map(|(text, _)| [keeps(text), drops(text)]).collect();
    let cases: Vec<(&str, &str)> = cases.iter().map(|estimator| ("{}", estimator.as_str())).collect();
    let answers = small(data, &cases);
    for ((estimator, missing), answers) in estimators.iter().zip(answers.chunks(2)) {
        let estimate = |answer: &Value| answer["rows"][0]["estimate"].clone();
        assert_eq!(estimate(&answers[0]).is_null(), *missing, "{estimator}: {}", answers[0]);
        assert!(estimate(&answers[1]).is_f64(), "{estimator}: {}", answers[1]);
        // The row keeps its name, spelled the same.
        assert_eq!(answers[0]["rows"][0]["level"], answers[1]["rows"][0]["level"]);
    }
}

#[test]
fn an_answer_says_what_its_replicates_leave_out() {
    let data = "y,s,c,n\n1,a,1,9\n2,a,2,9\n4,b,3,9\n7,b,4,9\n";
    let design = |kind: &str, fpc: &str| {
        format!(r#"{{"strata": ["s"], "ids": ["c"], {fpc} "replicate": {{"type": "{kind}"}}}}"#)
    };
    let mean = r#"{"kind": "mean", "vars": "y"}"#;
    let (fpc, none) = (r#""fpc": ["n"],"#, "");
    let designs = [design("BRR", fpc), design("BRR", none), design("JKn", fpc)];
    let cases: Vec<(&str, &str)> = designs.iter().map(|design| (design.as_str(), mean)).collect();
    let answers = small(data, &cases);
    let notice = answers[0]["notices"][0].as_str().unwrap();
    assert!(notice.contains("leave out the finite populations"), "{notice}");
    assert!(answers[1].get("notices").is_none() && answers[2].get("notices").is_none());
    // A scale that the type settles, and a group that one replicate empties.
    let data = "y,g,w1,w2\n1,a,0,2\n2,b,1,1\n4,b,1,1\n";
    let given = |more: &str| {
        let first = r#"{"columns": ["w1", "w2"], "combined": true"#;
        format!(
            r#"{{"repweights": {first}, "type": "JK2"{more}}}, "domain": [{{"var": "g", "op": "==", "value": "a"}}]}}"#
        )
    };
    let designs = [given(r#", "scale": 0.5"#), given("")];
    let cases: Vec<(&str, &str)> = designs.iter().map(|design| (design.as_str(), mean)).collect();
    let answers = small(data, &cases);
    assert!(answers[0]["notices"][0].as_str().unwrap().contains("the scale given has no effect"), "{}", answers[0]);
    assert!(answers[1].get("notices").is_none(), "{}", answers[1]);
    assert_eq!(answers[1]["rows"][0]["silent_replicates"], 1, "{}", answers[1]);
}

#[test]
fn quantiles_take_other_degrees_of_freedom_and_a_word_that_no_row_has_is_refused() {
    let rows: String =
        (0..60).map(|row| format!("{},{}\n", row * row % 61, if row % 3 == 0 { "x" } else { "w" })).collect();
    let data = format!("y,g\n{rows}");
    let median = r#"{"kind": "quantile", "vars": "y", "p": [0.5]}"#;
    let few = r#"{"kind": "quantile", "vars": "y", "p": [0.5], "ci_df": 2}"#;
    let word = r#"{"kind": "ciprop", "var": "g", "value": "zzz"}"#;
    let answers = small(&data, &[("{}", median), ("{}", few), ("{}", word)]);
    let width = |answer: &Value| {
        let row = &answer["rows"][0];
        row["ci_high"].as_f64().unwrap() - row["ci_low"].as_f64().unwrap()
    };
    assert!(width(&answers[1]) > width(&answers[0]), "{answers:?}");
    assert!(answers[2]["error"].as_str().unwrap().contains("zzz") && answers[2]["remedy"] == "use one of: w, x");
}

#[test]
fn an_allocation_follows_the_first_word_of_what_or_its_numbers() {
    let folder = Folder::new();
    let case = |what: &str, numbers: &str| {
        format!(r#"{{"id": "a", "what": "{what}", "input": {{"n": 100, "N_h": {{"a": 1000, "b": 1000}} {numbers}}}}}"#)
    };
    let expected = [
        (case("cost-optimal with unequal costs", r#", "S_h": [1, 1], "c_h": [1, 4]"#), 67),
        (case("Neyman, not proportional", r#", "S_h": [1, 3]"#), 25),
        (case("shared out", r#", "c_h": [1, 4]"#), 67),
        (case("proportional, largest remainder", r#", "S_h": [1, 3]"#), 50),
        (case("equal, largest remainder", ""), 50),
    ];
    let cases: Vec<&str> = expected.iter().map(|(case, _)| case.as_str()).collect();
    std::fs::write(folder.path().join("c.json"), format!("[{}]", cases.join(","))).unwrap();
    for ((case, units), answer) in expected.iter().zip(answers(&folder.path().join("c.json"))) {
        assert_eq!(answer["n_h"]["a"], *units, "{case}: {answer}");
    }
}

/// Every key that was expected, in the answer.
fn compare(case: &Value, answer: &Value, differences: &mut Vec<String>) {
    let expected = case.get("product_expected").unwrap_or(&case["expected"]);
    if expected.get("error").is_some() {
        // What R's algorithm could not solve, a better one may.
        if answer.get("error").is_none() && expected["error_class"] != "r_limitation" {
            differences.push("answered what must be refused".to_owned());
        }
        return;
    }
    if let Some(error) = answer.get("error") {
        differences.push(format!("refused: {error}"));
        return;
    }
    let tolerance = case["rel_tol"].as_f64().unwrap();
    for (key, expected) in expected.as_object().unwrap() {
        same(key, expected, &answer[key], tolerance, differences);
    }
}

fn same(path: &str, expected: &Value, found: &Value, tolerance: f64, differences: &mut Vec<String>) {
    match expected {
        Value::Object(fields) => {
            for (key, expected) in fields {
                same(&format!("{path}.{key}"), expected, &found[key], tolerance, differences);
            }
        }
        Value::Array(rows) if rows.first().is_some_and(Value::is_object) => {
            let empty = Vec::new();
            let all = found.as_array().unwrap_or(&empty);
            for row in rows {
                let name = name(row);
                match all.iter().find(|other| self::name(other) == name) {
                    Some(found) => same(&format!("{path}[{name}]"), row, found, tolerance, differences),
                    None => differences.push(format!("{path}: no row {name}")),
                }
            }
        }
        Value::Array(values) => {
            let found = found.as_array().cloned().unwrap_or_default();
            if found.len() != values.len() {
                differences.push(format!("{path}: {} values, not {}", found.len(), values.len()));
            }
            for (at, (expected, found)) in values.iter().zip(&found).enumerate() {
                same(&format!("{path}[{at}]"), expected, found, tolerance, differences);
            }
        }
        _ => {
            let key = path.rsplit('.').next().unwrap_or_default();
            let tolerance = if matches!(key, "deff" | "p") { tolerance.max(LOOSE) } else { tolerance };
            let agrees = match (expected.as_f64(), found.as_f64()) {
                (Some(expected), Some(found)) => (expected - found).abs() <= tolerance * expected.abs() + 1e-9,
                _ => expected == found,
            };
            if !agrees {
                differences.push(format!("{path}: {found}, not {expected}"));
            }
        }
    }
}

/// What a row calls itself. The `p` of a quantile is a name, that of a test is not.
fn name(row: &Value) -> String {
    let p = row.get("p").filter(|_| row.get("statistic").is_none() && row.get("estimate").is_some());
    ["row", "var", "level", "by", "cell"]
        .map(|key| row.get(key))
        .iter()
        .chain([&p])
        .flatten()
        .map(|part| format!("{part} "))
        .collect()
}
