//! Random designs over random data: the engine answers or refuses, and never panics.
//!
//! A tape of bytes says what the data and the question are, so that a failure shrinks to a short tape. Data hold what
//! data hold at their worst: nothing, one row, missing values throughout, infinities, weights over hundreds of orders of
//! magnitude, more strata than rows.

use crate::read::CaseProblem;
use crate::read::{Asks, read};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Instant;

struct Tape<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Tape<'_> {
    /// A number below `below`; zero once the tape has run out.
    fn below(&mut self, below: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % below
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn maybe(&mut self) -> bool {
        self.below(2) == 1
    }
}

const COLUMNS: [&str; 18] =
    ["y", "z", "one", "i1", "i2", "i3", "g", "h", "s", "c", "d", "w", "n", "m", "f", "r1", "r2", "r3"];
const SANE: [&str; 8] = ["1", "2", "3", "4", "1.5", "0.5", "7", "10"];
const WILD: [&str; 14] =
    ["", "0", "-1", "inf", "-inf", "NaN", "1e300", "-1e300", "1e-300", "1e-8", "0.1", "1e16", "2", "1"];
const LEVELS: [&str; 5] = ["a", "b", "c", "b", "a"];

fn csv(tape: &mut Tape<'_>) -> String {
    let rows = tape.one(&[0, 1, 2, 3, 6, 12, 18, 24, 24, 24, 36, 36]);
    // How often a value is wild, in sixteenths, for each column; those of the design must mostly hold together, or
    // nothing but refusals comes out.
    let wildness: Vec<usize> = COLUMNS
        .iter()
        .map(|column| match *column {
            "y" | "z" | "one" | "i1" | "i2" | "i3" | "h" => tape.one(&[0, 0, 0, 0, 1, 4, 16]),
            _ => tape.one(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 16]),
        })
        .collect();
    let mut text = COLUMNS.join(",") + "\n";
    for row in 0..rows {
        let mut fields = Vec::new();
        for (column, wild) in COLUMNS.iter().zip(&wildness) {
            let is_wild = tape.below(16) < *wild;
            fields.push(match *column {
                _ if is_wild => tape.one(&WILD).to_owned(),
                "g" => tape.one(&["a", "b"]).to_owned(),
                "h" => tape.one(&LEVELS).to_owned(),
                "s" => (row / 6).to_string(),
                "c" => (row / 2).to_string(),
                "d" => row.to_string(),
                "one" | "i1" | "i2" | "i3" => tape.one(&["0", "1", "1", ""]).to_owned(),
                "n" => "50".to_owned(),
                "m" => "20".to_owned(),
                "f" => "0.25".to_owned(),
                _ => tape.one(&SANE).to_owned(),
            });
        }
        text += &(fields.join(",") + "\n");
    }
    text
}

fn totals(tape: &mut Tape<'_>) -> Value {
    let mut totals = json!({ "a": tape.one(&[10.0, 100.0, 0.0, 1e300]), "b": tape.one(&[20.0, 100.0, -5.0]) });
    if tape.maybe() {
        totals["c"] = json!(tape.one(&[30.0, 0.0]));
    }
    totals
}

fn weighting(tape: &mut Tape<'_>) -> Value {
    match tape.below(4) {
        0 => json!({ "method": "poststratify", "var": "g", "totals": totals(tape), "partial": tape.maybe() }),
        1 => json!({ "method": "rake", "margins": [{ "var": "g", "totals": totals(tape) },
            { "var": tape.one(&["h", "g", "one"]), "totals": totals(tape) }], "maxit": tape.one(&[0, 3, 50]),
            "epsilon": tape.one(&[1e-9, 1.0]) }),
        2 => {
            let mut step = json!({ "method": "calibrate", "calfun": tape.one(&["linear", "raking", "logit"]),
                "aux": [{ "type": "category", "var": "g", "totals": totals(tape) },
                    { "type": "numeric", "var": tape.one(&["y", "z", "one"]), "total": tape.one(&[100.0, 1e6, -3.0]) }] });
            if tape.maybe() {
                step["N"] = json!(tape.one(&[30.0, 100.0, 0.0]));
            }
            if tape.maybe() {
                step["bounds"] = json!(tape.one(&[[0.5, 2.0], [0.9, 1.1], [2.0, 0.5]]));
            }
            if tape.maybe() {
                step["aggregate_stage"] = json!(tape.one(&[1, 2, 9]));
            }
            step
        }
        _ => json!({ "method": "trim", "upper": tape.one(&[2.0, 5.0, 0.0]), "lower": tape.one(&[1.0, -1.0, 9.0]),
            "strict": tape.maybe() }),
    }
}

fn design(tape: &mut Tape<'_>) -> Value {
    let mut design = json!({ "nest": tape.maybe(), "adjust_domain_lonely": tape.maybe(),
        "lonely_psu": tape.one(&["fail", "remove", "certainty", "adjust", "average"]) });
    let stages = tape.below(3);
    design["ids"] = json!(["c", "d"][..stages].to_vec());
    if tape.maybe() {
        design["strata"] = json!(tape.one(&[vec!["s"], vec!["s", "g"], vec!["d"], vec!["g"]]));
    }
    if tape.maybe() {
        design["weights"] = json!("w");
    }
    if tape.maybe() {
        design["fpc"] = json!(tape.one(&[["n", "m"], ["f", "f"], ["w", "m"]])[..stages.max(1)].to_vec());
    }
    match tape.below(4) {
        0 => design["wave"] = json!("g"),
        1 => {
            design["wave"] = json!({ "var": "g", "merged": { "0": "1", "1": "2" }, "shared": tape.one(&["n", "one"]) })
        }
        2 => design["subsampled"] = json!(true),
        _ => {}
    }
    match tape.below(8) {
        0 => design["pps"] = json!(tape.one(&["brewer", "overton", "HR"])),
        1 => {
            let types = ["JK1", "JKn", "BRR", "Fay", "bootstrap", "subbootstrap", "mrbbootstrap", "ACS"];
            design["replicate"] = json!({ "type": tape.one(&types), "mse": tape.maybe(), "replicates": 5, "rho": 0.3 });
        }
        2 => {
            let types = ["JK1", "JK2", "JKn", "BRR", "Fay", "bootstrap", "ACS", "successive-difference", "other"];
            design["repweights"] = json!({ "type": tape.one(&types), "columns": ["r1", "r2", "r3"],
                "combined": tape.maybe(), "mse": tape.maybe() });
            if tape.maybe() {
                design["repweights"]["rscales"] = tape.one(&[json!([1, 1, 1]), json!(1), json!([0, 0, 0])]);
            }
        }
        _ => {}
    }
    let steps = tape.one(&[0, 0, 0, 1, 1, 2]);
    design["weighting"] = (0..steps).map(|_| weighting(tape)).collect::<Vec<_>>().into();
    if tape.below(3) == 0 {
        let conditions = [
            json!({ "var": "g", "op": "==", "value": "a" }),
            json!({ "var": "y", "op": ">", "value": 1 }),
            json!({ "var": "g", "op": "==", "value": "nowhere" }),
            json!({ "var": "s", "op": "in", "value": [0, 1] }),
        ];
        design["domain"] = json!([tape.one(&conditions)]);
    }
    design
}

fn estimator(tape: &mut Tape<'_>) -> Value {
    let stats = ["mean", "total", "proportion", "proportion_total", "ratio", "quantile", "variance"];
    let rules = ["math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"];
    let kinds = [
        "plain",
        "plain",
        "by",
        "vcov",
        "ciprop",
        "weights",
        "chisq",
        "gof",
        "ttest",
        "contrast_by",
        "contrast_vars",
        "ranktest",
        "table",
        "alpha",
    ];
    let kind = tape.one(&kinds);
    let groups = tape.one(&["g", "h", "one", "s"]);
    let mut asked = match kind {
        "ciprop" => json!({ "var": tape.one(&["one", "g"]), "value": tape.one(&[json!(1), json!("a"), json!("x")]),
            "method": tape.one(&["logit", "likelihood", "asin", "beta", "mean", "xlogit", "wilson"]) }),
        "weights" => json!({ "margins": ["g", "one"] }),
        "chisq" => json!({ "vars": ["g", tape.one(&["h", "one", "g", "y"])], "statistic":
            tape.one(&["F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint", "wls-score"]) }),
        "gof" => {
            json!({ "vars": groups, "p": tape.one(&[vec![0.5, 0.5], vec![0.2, 0.3, 0.5], vec![1.0], vec![0.0, 1.0]]) })
        }
        "ttest" if tape.maybe() => json!({ "y": "y", "group": groups }),
        "ttest" => json!({ "y": "y", "mu": 1 }),
        "contrast_by" => json!({ "vars": ["y"], "by": "g", "coef": { "a": 1, "b": -1 } }),
        "contrast_vars" => json!({ "vars": ["y", "z"], "coef": { "y": 1, "z": -1 } }),
        "ranktest" => {
            json!({ "y": "y", "group": groups, "test": tape.one(&["wilcoxon", "vanderWaerden", "median", "KruskalWallis"]) })
        }
        "table" => json!({ "vars": ["g", "h"] }),
        "alpha" => json!({ "vars": ["i1", "i2", "i3"] }),
        _ => {
            let stat = tape.one(&stats);
            let p = tape.one(&[vec![0.5], vec![0.0, 0.25, 1.0], vec![2.0], vec![0.999]]);
            json!({ "kind": if kind == "plain" { stat } else { kind }, "stat": stat, "vars": ["y", "z"],
                "denominator": "z", "p": p, "qrule": tape.one(&rules), "by": ["g", "one"],
                "interval": tape.one(&["mean", "beta", "xlogit", "asin", "score", "quantile"]) })
        }
    };
    if asked.get("kind").is_none() {
        asked["kind"] = json!(kind);
    }
    if asked.get("stat").is_some() {
        // Keys that belong to other statistics would be refused.
        let fields = asked.as_object_mut().unwrap();
        let stat = fields.get("stat").cloned();
        let strangers: &[&str] = match kind {
            "plain" => &["stat", "by"],
            "vcov" => &["by"],
            _ => &[],
        };
        let ratio: &[&str] = if stat == Some(json!("ratio")) { &[] } else { &["denominator"] };
        let quantile: &[&str] = if stat == Some(json!("quantile")) { &[] } else { &["p", "qrule", "interval"] };
        for key in [strangers, ratio, quantile].concat() {
            fields.remove(key);
        }
    }
    asked["level"] = json!(tape.one(&[0.95, 0.5, 0.999]));
    asked["deff"] = tape.one(&[json!(false), json!(true), json!("replace")]);
    asked["vcov"] = json!(tape.maybe());
    asked["na_rm"] = json!(tape.below(4) != 0);
    asked
}

fn question(tape: &mut Tape<'_>) -> Result<Box<crate::read::Question>, CaseProblem> {
    let case = json!([{ "data": "d", "design": design(tape), "estimator": estimator(tape),
        "rules": tape.one(&["r", "right"]) }]);
    match read(case.to_string().as_bytes()).unwrap().remove(0).asks? {
        Asks::Estimate(question) => Ok(question),
        Asks::Formula(_) => panic!("not a formula"),
    }
}

fn answer(bytes: &[u8]) -> Result<Value, CaseProblem> {
    let mut tape = Tape { bytes, at: 0 };
    let csv = csv(&mut tape);
    // Data of their own length, so that a question does not change with them.
    tape.at = bytes.len().saturating_sub(64);
    let question = question(&mut tape)?;
    let names = question.columns().map(str::to_owned).collect();
    let data = super::data::Data::read(csv.as_bytes(), &names, question.rules, None)?;
    super::estimate(&question, &data, Instant::now()).map(|(answer, _)| Value::Object(answer.fields()))
}

/// No standard error below zero, at any depth. That of a quantile is the width of its interval, of which R lets the arcsine
/// fold over.
fn sound(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().all(|(key, value)| {
            sound(value) && !(key == "se" && !fields.contains_key("p") && value.as_f64().is_some_and(|se| se < 0.0))
        }),
        Value::Array(values) => values.iter().all(sound),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_design_over_any_data_is_answered_or_refused(bytes in prop::collection::vec(any::<u8>(), 64..900)) {
        match answer(&bytes) {
            Ok(answer) => prop_assert!(sound(&answer), "{answer}"),
            Err(refused) => prop_assert!(!refused.message.is_empty() && !refused.remedy.is_empty()),
        }
    }
}
