//! The survey engine by the rules that are right: what it answers where R's answer does not hold, each number from elsewhere.

use super::commands::{Folder, run};
use serde_json::Value;

/// Answers by some rules over one small file, in the order of the cases (design, estimator).
fn answers(rules: &str, data: &str, cases: &[(&str, &str)]) -> Vec<Value> {
    let folder = Folder::new();
    std::fs::write(folder.path().join("d.csv"), data).unwrap();
    let case = |(design, estimator): &(&str, &str)| {
        format!(r#"{{"data": "d.csv", "design": {design}, "estimator": {estimator}}}"#)
    };
    let cases: Vec<String> = cases.iter().map(case).collect();
    let file = format!(r#"{{"rules": "{rules}", "cases": [{}]}}"#, cases.join(","));
    std::fs::write(folder.path().join("c.json"), file).unwrap();
    let (code, out, errors) = run(&folder, &["survey", "run", "c.json"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    let out: Value = serde_json::from_str(&out).unwrap();
    out["results"].as_array().unwrap().clone()
}

fn right(data: &str, design: &str, estimator: &str) -> Value {
    answers("right", data, &[(design, estimator)]).remove(0)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[track_caller]
fn near(found: &Value, expected: f64) {
    assert!((number(found) - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn degrees_of_freedom_are_those_of_who_answered() {
    // Routed to 4 of 149: t(3) = 3.182446, not t(148) = 1.976.
    let rows: String = (0..149)
        .map(|row| format!("{},{}\n", [13.0, 19.0, 24.0, 30.0].get(row).map_or(String::new(), f64::to_string), row % 2))
        .collect();
    let data = format!("y,g\n{rows}");
    let mean = r#"{"kind": "mean", "vars": "y"}"#;
    let se = (149.0_f64 / 148.0 * 157.0 / 16.0).sqrt();
    let answer = right(&data, "{}", mean);
    near(&answer["rows"][0]["estimate"], 21.5);
    near(&answer["rows"][0]["se"], se);
    near(&answer["rows"][0]["ci_low"], 21.5 - 3.182_446_305 * se);
    assert_eq!((&answer["df"], &answer["rows"][0]["df"]), (&Value::from(3.0), &Value::from(3.0)));
    let r = answers("r", &data, &[("{}", mean)]).remove(0);
    near(&r["rows"][0]["ci_low"], 21.5 - 1.976_122_494 * se);
    // Of 149 of 1,550 teams, the figures by which the fault was reported: [14.75, 28.25], and as a domain [10.63, 32.37]. The
    // variance is (1 - 149/1550) 149/148 205/16, and half widths are 1.976122 and 3.182446 of its root.
    let teams: String = (0..149)
        .map(|row| format!("{},1550\n", [12.0, 18.0, 25.0, 31.0].get(row).map_or(String::new(), f64::to_string)))
        .collect();
    let teams = format!("y,n\n{teams}");
    let ends = |answer: &Value| {
        let end = |key: &str| (number(&answer["rows"][0][key]) * 100.0).round() / 100.0;
        (end("ci_low"), end("ci_high"))
    };
    assert_eq!(ends(&answers("r", &teams, &[(r#"{"fpc": ["n"]}"#, mean)])[0]), (14.75, 28.25));
    assert_eq!(ends(&right(&teams, r#"{"fpc": ["n"]}"#, mean)), (10.63, 32.37));
    // In groups, each its own.
    let by = right(&data, "{}", r#"{"kind": "by", "vars": "y", "by": "g"}"#);
    assert!(by["rows"].as_array().unwrap().iter().all(|row| row["df"] == 1.0), "{by}");
}

#[test]
fn shares_of_nobody_and_everybody_have_a_bound() {
    let rows: String = (0..40).map(|row| format!("{},{}\n", 0, if row < 5 { "a" } else { "b" })).collect();
    let data = format!("y,g\n{rows}");
    let bound = |n: f64| 1.0 - 0.025_f64.powf(1.0 / n);
    for method in ["mean", "logit", "xlogit", "asin", "beta", "likelihood", "wilson"] {
        let answer =
            right(&data, "{}", &format!(r#"{{"kind": "ciprop", "var": "y", "value": 1, "method": "{method}"}}"#));
        near(&answer["rows"][0]["ci_high"], bound(40.0));
        near(&answer["rows"][0]["ci_low"], 0.0);
    }
    let by = right(&data, "{}", r#"{"kind": "by", "stat": "proportion", "vars": "y", "by": "g"}"#);
    let rows = by["rows"].as_array().unwrap();
    near(&rows[0]["ci_low"], 1.0 - bound(5.0));
    near(&rows[1]["ci_low"], 1.0 - bound(35.0));
    // A mean of 0 and 1 is a share as well.
    near(&right(&data, "{}", r#"{"kind": "mean", "vars": "y"}"#)["rows"][0]["ci_high"], bound(40.0));
}

#[test]
fn a_group_at_100_percent_is_not_sure() {
    // 3 of 3 against 160 of 200: by Fisher the chance of 3 of 3 is (163 choose 3) / (203 choose 3).
    let rows: String = (0..203)
        .map(|row| format!("{},{}\n", u8::from(!(3..43).contains(&row)), if row < 3 { "a" } else { "b" }))
        .collect();
    let data = format!("y,g\n{rows}");
    let test = r#"{"kind": "ttest", "y": "y", "group": "g"}"#;
    let answer = right(&data, "{}", test);
    let tail = 163.0 * 162.0 * 161.0 / (203.0 * 202.0 * 201.0);
    near(&answer["rows"][0]["p"], (2.0_f64 * tail).min(1.0));
    assert!(number(&answer["rows"][0]["ci_high"]) > 0.0 && number(&answer["rows"][0]["ci_low"]) > -1.0, "{answer}");
    let r = answers("r", &data, &[("{}", test)]).remove(0);
    assert!(number(&r["rows"][0]["p"]) < 1e-9, "{r}");
    // All said yes, held against 90%: 2 x 0.9^3 is more than 1.
    let all = "y\n1\n1\n1\n";
    near(&right(all, "{}", r#"{"kind": "ttest", "y": "y", "mu": 0.2}"#)["rows"][0]["p"], 2.0 * 0.2_f64.powi(3));
}

#[test]
fn waves_that_were_drawn_apart_have_an_error() {
    let data = "y,year,unit,n\n1,2022,A,4\n5,2022,B,4\n1,2024,C,4\n3,2024,D,4\n";
    let change = r#"{"kind": "contrast_by", "vars": "y", "by": "year", "coef": {"2024": 1, "2022": -1}}"#;
    let answer = right(data, r#"{"ids": ["unit"], "fpc": ["n"], "wave": "year"}"#, change);
    near(&answer["rows"][0]["estimate"], -1.0);
    near(&answer["rows"][0]["se"], 2.5_f64.sqrt());
    assert!(answer["notices"][0].as_str().unwrap().contains("share 0 units"), "{answer}");
    let test = r#"{"kind": "ttest", "y": "y", "group": "year"}"#;
    near(&right(data, r#"{"ids": ["unit"], "fpc": ["n"], "wave": "year"}"#, test)["rows"][0]["se"], 2.5_f64.sqrt());
    // A and B are C now, in a population of three.
    let merged = r#"{"ids": ["unit"], "wave": {"var": "year", "merged": {"A": "C", "B": "C"}}}"#;
    assert!(right(data, merged, change)["notices"][0].as_str().unwrap().contains("share 1 units"));
    // B moved from one stratum to another; of the last wave a stratum has another name.
    let moved = "y,year,unit,s\n1,2022,A,x\n5,2022,B,x\n1,2022,C,z\n1,2022,D,z\n3,2024,A,x\n1,2024,E,x\n3,2024,B,z\n2,2024,C,z\n";
    let notices = |data: &str| {
        let answer = right(data, r#"{"ids": ["unit"], "strata": ["s"], "wave": "year"}"#, change);
        answer["notices"].as_array().unwrap().iter().map(|said| said.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(
        notices(moved)
            .iter()
            .any(|said| said.contains("1 units of wave 2022 in stratum x are in stratum z in wave 2024"))
    );
    let renamed = moved.replace("2024,B,z", "2024,B,u").replace("2024,C,z", "2024,C,u");
    let said = notices(&renamed);
    assert!(
        said.iter()
            .any(|said| said.contains("wave 2024 does not have the stratum z that wave 2022 has, and drew 1 of its")),
        "{said:?}"
    );
    let wrong = right(data, r#"{"ids": ["unit"], "wave": {"var": "year", "merge": {}}}"#, change);
    assert!(wrong["error"].as_str().unwrap().starts_with("design.wave.merge"), "{wrong}");
}

#[test]
fn rakings_are_tight_or_say_that_they_are_not() {
    let data = "y,a,b,w\n1,0,0,1\n2,0,0,1\n3,0,1,1\n4,1,1,1\n5,1,1,1\n6,0,1,1\n";
    let rake = |more: &str| {
        format!(
            r#"{{"weights": "w", "weighting": [{{"method": "rake", "margins": [
                {{"var": "a", "totals": {{"0": 0.5, "1": 0.5}}}}, {{"var": "b", "totals": {{"0": 0.2, "1": 0.8}}}}]}}{more}]}}"#
        )
    };
    let weights = r#"{"kind": "weights", "margins": ["a", "b"]}"#;
    let tight = right(data, &rake(""), weights);
    near(&tight["margins"]["a"]["0"], 0.5);
    assert!(tight["weighting"][0]["met"] == true && tight.get("notices").is_none(), "{tight}");
    let rough = answers("r", data, &[(&rake(""), weights)]).remove(0);
    assert_eq!(rough["weighting"][0]["met"], false, "{rough}");
    assert!(rough["notices"][0].as_str().unwrap().contains("a is not met"), "{rough}");
    // What trimming moved away is said of the step that did.
    let trimmed = right(data, &rake(r#", {"method": "trim", "upper": 0.2}"#), weights);
    assert_eq!((&trimmed["weighting"][0]["met"], &trimmed["weighting"][1]["met"]), (&true.into(), &false.into()));
    assert!(trimmed["notices"][0].as_str().unwrap().starts_with("after step 2"), "{trimmed}");
    // The same margin twice says nothing new.
    let twice = r#"{"weights": "w", "weighting": [{"method": "calibrate", "aux": [
        {"var": "a", "totals": {"0": 7, "1": 5}}, {"var": "b", "totals": {"0": 4, "1": 8}},
        {"type": "numeric", "var": "a", "total": 5}]}]}"#;
    near(&right(data, twice, weights)["margins"]["a"]["0"], 7.0);
}

#[test]
fn weights_and_finite_populations_are_held_against_one_another() {
    let rows: String = (0..12).map(|row| format!("{},{},{},6\n", row * 7 % 5, row / 3, 15)).collect();
    let data = format!("y,school,w,n\n{rows}");
    let mean = r#"{"kind": "mean", "vars": "y"}"#;
    let one = right(&data, r#"{"ids": ["school"], "weights": "w", "fpc": ["n"]}"#, mean);
    assert!(one["notices"][0].as_str().unwrap().contains("10.00 times as many"), "{one}");
    let two = right(&data, r#"{"ids": ["school"], "weights": "w", "fpc": ["n"], "subsampled": true}"#, mean);
    assert!(two.get("notices").is_none() && number(&two["rows"][0]["se"]) > number(&one["rows"][0]["se"]), "{two}");
}

#[test]
fn quantiles_do_not_hang_on_the_last_bit() {
    let rows: String = (1..=10).map(|row| format!("{row},6194\n")).collect();
    let data = format!("y,n\n{rows}");
    let answer = right(&data, r#"{"fpc": ["n"]}"#, r#"{"kind": "quantile", "vars": "y", "p": [0.9, 0.5]}"#);
    near(&answer["rows"][0]["estimate"], 9.0);
    near(&answer["rows"][1]["estimate"], 5.0);
}

#[test]
fn answers_say_what_they_are() {
    let data = "y,g,h,e,w\n1,a,u,,1\n2,a,v,,1\n3,b,u,,1\n4,b,v,,1\n";
    let fay = r#"{"strata": ["g"], "replicate": {"type": "Fay"}}"#;
    let mean = r#"{"kind": "mean", "vars": "y"}"#;
    assert!(right(data, fay, mean)["error"].as_str().unwrap().starts_with("design.replicate.rho"));
    let given = r#"{"repweights": {"columns": ["w"], "type": "Fay"}}"#;
    assert!(right(data, given, mean)["error"].as_str().unwrap().starts_with("design.repweights.rho"));
    // By name, in whatever order.
    let gof = |p: &str| right(data, "{}", &format!(r#"{{"kind": "gof", "vars": "g", "p": {p}}}"#));
    assert_eq!(gof(r#"{"b": 0.3, "a": 0.7}"#)["rows"], gof("[0.7, 0.3]")["rows"]);
    assert!(gof(r#"{"c": 0.3, "a": 0.7}"#)["error"].as_str().unwrap().contains("\"c\""));
    assert!(gof(r#"{"a": 0.7}"#)["error"].as_str().unwrap().contains("\"b\""));
    // Nobody answered.
    for estimator in [
        r#"{"kind": "mean", "vars": "e"}"#,
        r#"{"kind": "chisq", "vars": ["e", "g"]}"#,
        r#"{"kind": "ttest", "y": "y", "group": "e"}"#,
        r#"{"kind": "gof", "vars": "e", "p": [0.5, 0.5]}"#,
        r#"{"kind": "quantile", "vars": "e"}"#,
        r#"{"kind": "ciprop", "var": "e", "value": 1}"#,
        r#"{"kind": "ranktest", "y": "e", "group": "g"}"#,
    ] {
        let answer = right(data, "{}", estimator);
        assert_eq!(answer["status"], "undefined", "{estimator}: {answer}");
    }
    // A calibration that leaves a weight below 0, from which nothing can go on.
    let below =
        r#"{"weights": "w", "weighting": [{"method": "calibrate", "N": 4, "aux": [{"var": "y", "total": 0}]}]}"#;
    assert!(right(data, below, mean)["error"].as_str().unwrap().contains("row 4"), "{}", right(data, below, mean));
    assert!(answers("r", data, &[(below, mean)])[0].get("error").is_none());
}

#[test]
fn a_simple_sample_has_no_design_effect_in_a_domain_either() {
    let rows: String =
        (0..40).map(|row| format!("{},{},200\n", row * 7 % 11, if row % 4 == 0 { "a" } else { "b" })).collect();
    let data = format!("y,g,n\n{rows}");
    let total = r#"{"kind": "total", "vars": "y", "deff": true}"#;
    let domain = r#"{"fpc": ["n"], "domain": [{"var": "g", "op": "==", "value": "a"}]}"#;
    near(&right(&data, domain, total)["rows"][0]["deff"], 1.0);
    assert!(number(&answers("r", &data, &[(domain, total)])[0]["rows"][0]["deff"]) > 1.5);
}
