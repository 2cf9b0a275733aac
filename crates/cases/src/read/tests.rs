//! Worked cases of reading.

use super::table::{Column, How, MISSING, label};
use super::*;

fn one(case: &str) -> Result<Asks, CaseProblem> {
    let mut entries = read(format!(r#"{{"cases": [{case}]}}"#).as_bytes()).unwrap();
    entries.remove(0).asks
}

fn question(case: &str) -> Question {
    match one(case).unwrap() {
        Asks::Estimate(question) => *question,
        Asks::Formula(_) => panic!("not a formula"),
    }
}

#[test]
fn a_case_reads_as_it_is_written() {
    let asked = question(
        r#"{"id": "a", "data": "d.csv", "note": "any", "expected": {"df": 1},
            "design": {"strata": ["s"], "weights": "w", "fpc": ["N"], "lonely_psu": "Adjust",
                "weighting": [{"method": "rake", "margins": [{"var": "g", "totals": {"b": 2, "a": 1}}], "maxit": 5}],
                "domain": [{"var": "x", "op": "in", "value": [1, "b"]}]},
            "estimator": {"kind": "by", "stat": "ratio", "vars": "y", "denominator": "z", "by": "g", "level": 0.9}}"#,
    );
    assert_eq!(asked.design.lonely_psu, Some(LonelyPsu::Adjust));
    let Weighting::Rake { margins, maxit: Some(5), epsilon: None } = &asked.design.weighting[0] else { panic!() };
    assert_eq!(margins[0].totals, [("b".to_owned(), 2.0), ("a".to_owned(), 1.0)], "in the order of the file");
    let Kind::By { what, by } = &asked.estimator.kind else { panic!() };
    assert_eq!(
        (what.stat, what.vars.as_slice(), by.as_slice()),
        (Stat::Ratio, &["y".to_owned()][..], &["g".to_owned()][..])
    );
    let mut columns = asked.design.columns();
    columns.extend(asked.estimator.columns());
    columns.sort_unstable();
    columns.dedup();
    assert_eq!(columns, ["N", "g", "s", "w", "x", "y", "z"]);
}

#[test]
fn a_case_has_its_own_rules_else_those_of_its_file_else_those_of_r() {
    let case = |rules: &str| format!(r#"{{"data": "d", {rules} "estimator": {{"kind": "mean", "vars": "y"}}}}"#);
    let file = |rules: &str| {
        let cases = [case(""), case(r#""rules": "r","#), case(r#""rules": "Right","#), case(r#""rules": "best","#)];
        let entries = read(format!(r#"{{{rules} "cases": [{}]}}"#, cases.join(",")).as_bytes())?;
        let rules = entries.into_iter().map(|entry| match entry.asks {
            Ok(Asks::Estimate(question)) => Ok(question.rules),
            Ok(Asks::Formula(_)) => panic!("not a formula"),
            Err(problem) => Err(problem.key),
        });
        Ok::<_, CaseProblem>(rules.collect::<Vec<_>>())
    };
    let wrong = Err("rules".to_owned());
    assert_eq!(file("").unwrap(), [Ok(Rules::R), Ok(Rules::R), Ok(Rules::Right), wrong.clone()]);
    assert_eq!(file(r#""rules": "right","#).unwrap(), [Ok(Rules::Right), Ok(Rules::R), Ok(Rules::Right), wrong]);
    assert_eq!(file(r#""rules": "wrong","#).unwrap_err().key, "rules");
}

#[test]
fn what_cannot_be_read_names_its_key() {
    let estimator = |estimator: &str| format!(r#"{{"id": "a", "data": "d", "estimator": {estimator}}}"#);
    let design =
        |design: &str| format!(r#"{{"data": "d", "design": {design}, "estimator": {{"kind": "mean", "vars": "y"}}}}"#);
    for (case, key) in [
        ("3".to_owned(), ""),
        ("{}".to_owned(), "data"),
        (estimator("{}"), "estimator.kind"),
        (estimator(r#"{"kind": "magic"}"#), "estimator.kind"),
        (estimator(r#"{"kind": "mean"}"#), "estimator.vars"),
        (estimator(r#"{"kind": "mean", "vars": ["a", 2]}"#), "estimator.vars[1]"),
        (estimator(r#"{"kind": "mean", "vars": "a", "levle": 0.9}"#), "estimator.levle"),
        (estimator(r#"{"kind": "mean", "vars": "a", "level": 95}"#), "estimator.level"),
        (estimator(r#"{"kind": "mean", "vars": "a", "vars": "b"}"#), "estimator"),
        (design(r#"{"lonely_psu": "hope"}"#), "design.lonely_psu"),
        (design(r#"{"pps": "HT"}"#), "design.pps"),
        (design(r#"{"nest": 1}"#), "design.nest"),
        (design(r#"{"weighting": [{"method": "trim"}, {"method": "rake"}]}"#), "design.weighting[1].margins"),
        (design(r#"{"weighting": [{"method": "calibrate", "bounds": [1]}]}"#), "design.weighting[0].bounds"),
        (design(r#"{"domain": [{"var": "x", "op": "~", "value": 1}]}"#), "design.domain[0].op"),
        (design(r#"{"replicate": {"type": "JK1"}, "repweights": {"columns": ["r"]}}"#), "design"),
        (design(r#"{"repweights": {"columns": []}}"#), "design.repweights.columns"),
        (estimator(r#"{"kind": "mean", "vars": []}"#), "estimator.vars"),
        (estimator(r#"{"kind": "mean", "vars": "a", "ci_df": -1}"#), "estimator.ci_df"),
        (estimator(r#"{"kind": "quantile", "vars": "a", "p": []}"#), "estimator.p"),
        (estimator(r#"{"kind": "quantile", "vars": "a", "p": [0.5, 50]}"#), "estimator.p"),
        (estimator(r#"{"kind": "table", "vars": "a", "Ntotal": 0}"#), "estimator.Ntotal"),
        (estimator(r#"{"kind": "contrast_vars", "vars": "a", "coef": {}}"#), "estimator.coef"),
        (r#"{"what": "", "input": {"n": 1, "N_h": {"a": 1}, "S_h": [1, 2]}}"#.to_owned(), "input.S_h"),
    ] {
        let problem = one(&case).unwrap_err();
        assert_eq!(problem.key, key, "{case}: {problem}");
        assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
    }
    for bytes in [&b""[..], b"{", b"3", b"{}", br#"{"cases": 3}"#, b"\xff"] {
        assert!(read(bytes).is_err());
    }
    assert_eq!(read(b"[]").unwrap(), []);
}

#[test]
fn a_column_is_numbers_or_text() {
    let csv = b"n,t,m,q,l\n10,10,,\"a, b\",TRUE\n9,b,,,\n-1.5e1,a,,c,TRUE\n,10,,c,\n";
    let table = Table::read(csv, |name| name != "l").unwrap();
    assert_eq!(table.rows(), 4);
    assert!(table.column("l").is_err(), "not asked for");
    let Column::Numbers(n) = table.column("n").unwrap() else { panic!() };
    assert!(n[..3] == [10.0, 9.0, -15.0] && n[3].is_nan());
    assert!(matches!(table.column("m").unwrap(), Column::Numbers(values) if values.iter().all(|value| value.is_nan())));
    let labels = |name: &str| table.column(name).unwrap().categories();
    assert_eq!(labels("t"), (vec!["10".into(), "a".into(), "b".into()], vec![0, 2, 1, 0]));
    assert_eq!(labels("n"), (vec!["-15".into(), "9".into(), "10".into()], vec![2, 1, 0, MISSING]));
    assert_eq!(labels("q"), (vec!["a, b".into(), "c".into()], vec![0, MISSING, 1, 1]));
    // What no number holds stays itself: these are two clusters, and one billion billion is a number.
    let ids = Table::read(b"id,n\n9007199254740993,1000000000000000000\n9007199254740992,1\n", |_| true).unwrap();
    assert_eq!(ids.column("id").unwrap().categories().0, ["9007199254740992", "9007199254740993"]);
    assert!(matches!(ids.column("n").unwrap(), Column::Numbers(n) if n == &[1e18, 1.0]));
    assert!(Table::read(b"a,b\n1\n", |_| true).is_err());
    let twice = Table::read(b"a,b,a\n1,2,3\n", |_| true).unwrap();
    assert!(
        twice.column("a").is_err() && twice.column("b").is_ok(),
        "what is wrong with a column is wrong with it alone"
    );
    for (number, text) in [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (2024.0, "2024"),
        (100_000.0, "100000"),
        (1e20, "1e+20"),
        (0.0001, "1e-04"),
        (0.00012, "0.00012"),
        (f64::INFINITY, "inf"),
    ] {
        assert_eq!(label(number), text);
    }
}

#[test]
fn a_condition_holds_as_in_r() {
    let table = Table::read(b"x,g\n1,a\n2,\n,b\n10,a\n", |_| true).unwrap();
    let holds = |text: &str| -> String {
        let asked = question(&format!(
            r#"{{"data": "d", "design": {{"domain": [{text}]}}, "estimator": {{"kind": "mean", "vars": "x"}}}}"#
        ));
        let condition = &asked.design.domain[0];
        condition.holds(table.column(&condition.var).unwrap()).iter().map(|row| if *row { '1' } else { '0' }).collect()
    };
    for (condition, rows) in [
        (r#"{"var": "x", "op": "==", "value": 1}"#, "1000"),
        (r#"{"var": "x", "op": "==", "value": "1"}"#, "1000"),
        (r#"{"var": "x", "op": "!=", "value": 1}"#, "0101"),
        (r#"{"var": "x", "op": "<=", "value": 2}"#, "1100"),
        (r#"{"var": "x", "op": ">", "value": 2}"#, "0001"),
        (r#"{"var": "g", "op": "in", "value": ["a", "z"]}"#, "1001"),
        (r#"{"var": "g", "op": "not in", "value": ["a"]}"#, "0110"),
        (r#"{"var": "g", "op": "!=", "value": "a"}"#, "0010"),
        (r#"{"var": "g", "op": ">=", "value": "b"}"#, "0010"),
        (r#"{"var": "g", "op": "is.na"}"#, "0100"),
        (r#"{"var": "g", "op": "!is.na"}"#, "1011"),
        (r#"{"var": "g", "op": "in", "value": []}"#, "0000"),
    ] {
        assert_eq!(holds(condition), rows, "{condition}");
    }
}

/// Files of plain fields, and the same with every field in quotation marks: `csv` reads those.
fn both_ways(rows: &[Vec<String>], end: &str) -> [Vec<u8>; 2] {
    ["", "\""].map(|mark| {
        let line = |row: &Vec<String>| {
            row.iter().map(|field| format!("{mark}{field}{mark}")).collect::<Vec<_>>().join(",") + end
        };
        rows.iter().map(line).collect::<String>().into_bytes()
    })
}

#[test]
fn a_long_file_is_read_in_parts_and_is_the_same() {
    // More texts than a byte tells apart, numbers of which one late is a text, and only numbers.
    let mut rows = vec![["id", "late", "weight", "item", "empty"].map(str::to_owned).to_vec()];
    rows.extend((0..20_000_u32).map(|row| {
        let late = if row == 19_000 { "none".to_owned() } else { row.to_string() };
        let item = ["1", "2", "8", "", "NA"][row as usize * 7 % 5].to_owned();
        vec![format!("s{}", row % 3_000), late, format!("{}.{:03}", row % 9, row % 997), item, String::new()]
    }));
    for how in [How::AsR, How::Careful, How::Verbatim] {
        let [plain, quoted] = both_ways(&rows, "\n").map(|bytes| Table::read_as(&bytes, |_| Some(how)).unwrap());
        assert_eq!(plain.rows(), 20_000);
        for name in ["id", "late", "weight", "item"] {
            let [one, other] = [&plain, &quoted].map(|table| format!("{:?}", table.column(name).unwrap()));
            assert!(one == other, "{name}, {how:?}");
            assert_eq!(plain.column(name).unwrap().categories(), quoted.column(name).unwrap().categories());
        }
        assert_eq!(plain.column("id").unwrap().categories().0.len(), 3_000);
        assert!((0..20_000).all(|row| plain.column("empty").unwrap().is_missing(row)));
    }
    // A row that is cut short, far from the start.
    let [mut plain, _] = both_ways(&rows, "\n");
    plain.extend(b"s1,2\n");
    let refused = Table::read(&plain, |_| true).unwrap_err();
    assert!(refused.message.contains("20001") && refused.message.contains("2 fields"), "{refused:?}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let _ = Table::read(&bytes, |_| true);
    }

    #[test]
    fn a_plain_file_is_read_as_csv_reads_it(
        rows in proptest::collection::vec(proptest::collection::vec("[ 0-2aN.-]{0,3}", 3..4), 0..12),
        returns in proptest::prelude::any::<bool>(),
    ) {
        let mut all = vec![vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]];
        all.extend(rows);
        let files = both_ways(&all, if returns { "\r\n" } else { "\n" });
        for how in [How::AsR, How::Careful, How::Verbatim] {
            let [plain, quoted] = files.each_ref().map(|bytes| Table::read_as(bytes, |_| Some(how)).unwrap());
            proptest::prop_assert_eq!(plain.rows(), quoted.rows());
            for name in ["a", "b", "c"] {
                let [plain, quoted] = [&plain, &quoted].map(|table| table.column(name).unwrap());
                proptest::prop_assert_eq!(format!("{plain:?}"), format!("{quoted:?}"));
            }
        }
    }
}
