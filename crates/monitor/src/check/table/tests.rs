use crate::check::finding::Kind;
use crate::check::{Report, check};
use crate::folder::{Reading, Texts};

const MEASUREMENT: &str = r#"
year = 2024
study_year = "2023-2024"
name = { nl = "Proef", en = "Trial" }
state = { is = "draft" }
[[respondents]]
id = "institution"
name = { nl = "instellingen", en = "institutions" }
answered = 46
how = "all"
named = ["instellingen", "scholen"]
[[respondents]]
id = "manager"
name = { nl = "managers", en = "managers" }
answered = 149
how = "sample"
named = ["managers"]
"#;

/// A table with its columns and rows; `sums` and more come from `head`.
fn table(id: &str, head: &str, columns: &str, rows: &str) -> (String, String) {
    let text = format!(
        "id = \"{id}\"\nkind = \"table\"\npage = 1\ntitle = \"T\"\nunit = \"percent\"\n{head}\ncolumns = [{columns}]\nrows = [{rows}]\n"
    );
    (format!("published/{id}.toml"), text)
}

fn checked(files: &[(String, String)]) -> Report {
    let mut texts: Texts = files.iter().cloned().collect();
    texts.insert("measurement.toml".to_owned(), MEASUREMENT.to_owned());
    check(&Reading::of(&texts), None)
}

/// What is found, as `kind table row column says`.
fn found(files: &[(String, String)]) -> Vec<String> {
    let line = |it: &crate::check::Finding| {
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        format!("{} {} {} {} {}", it.kind.name(), part(&it.at.table), part(&it.at.row), part(&it.at.column), it.says)
    };
    checked(files).findings.iter().map(line).collect()
}

const DOWN: &str = "sums = \"down\"";
const SOURCE: &str = "sums = \"down\"\nsource = \"Bron: instellingen\"";

/// 28 + 61 + 5 is 94, and 101 with the 7 that the same column has elsewhere: the sum as printed is wrong, and says where the rest
/// stands. A row that is printed here as well, or that does not fill the gap, is none.
#[test]
fn a_sum_that_lacks_a_row_says_where_that_row_stands() {
    let column = "{ label = \"BBL\", same = \"x\" }";
    let whole = |value: &str| {
        table(
            "A1",
            DOWN,
            column,
            &format!("[\"wel\", \"60\"], [\"deels\", \"28\"], [\"weet niet\", \"5\"], [\"nvt\", \"{value}\"]"),
        )
    };
    let short = table("A2", DOWN, column, "[\"wel\", \"61\"], [\"deels\", \"28\"], [\"weet niet\", \"5\"]");
    let sum = |value: &str| {
        let found = checked(&[whole(value), short.clone()]).findings;
        found.into_iter().find(|it| it.kind == Kind::Sum && it.at.table.as_deref() == Some("A2")).unwrap()
    };
    let with = sum("7");
    assert_eq!((with.says.as_str(), with.also[0].row.as_deref()), ("94", Some("nvt")), "{with:?}");
    assert!(with.message.contains("101 in all"), "{}", with.message);
    assert_eq!(sum("1").also, [], "95 is no hundred either");
}

#[test]
fn sums_are_wrong_beyond_half_the_cells_that_are_not_zero() {
    for (cells, sum) in [
        (["33", "33", "33"], None),
        (["33", "33", "32"], Some("98")),
        (["40", "51", "11"], Some("102")),
        (["14", "84", "-"], Some("98")),
        (["50", "51", "0"], None),
        (["", "63", "14"], Some("77")),
        (["100", "-", "-"], None),
        (["", "", ""], None),
    ] {
        let rows = format!("[\"a\", \"{}\"], [\"b\", \"{}\"], [\"c\", \"{}\"]", cells[0], cells[1], cells[2]);
        let expected: Vec<String> = sum.iter().map(|sum| format!("sum T1 - x {sum}")).collect();
        assert_eq!(found(&[table("T1", DOWN, "{ label = \"x\" }", &rows)]), expected, "{cells:?}");
    }
    let across = table(
        "T1",
        "sums = \"across\"",
        "{ label = \"x\" }, { label = \"y\" }",
        "[\"a\", \"60\", \"50\"], [\"b\", \"60\", \"40\"]",
    );
    assert_eq!(found(&[across]), ["sum T1 a - 110"]);
    let many = table("T1", "sums = \"no\"", "{ label = \"x\" }", "[\"a\", \"60\"], [\"b\", \"70\"]");
    assert_eq!(found(&[many]), [] as [&str; 0]);
}

#[test]
fn a_percentage_has_a_count_behind_it() {
    // 46 of 44 is between 20 (45,5) and 21 (47,7); 19 of 46 between 8 and 9.
    for (cells, base, wrong) in [
        (("46", "54"), "44", vec!["46", "54"]),
        (("45", "55"), "44", vec![]),
        (("46", "54"), "42-44", vec!["46", "54"]),
        (("46", "54"), "43-48", vec![]),
        (("19", "81"), "46", vec!["19", "81"]),
    ] {
        let rows = format!("[\"a\", \"{}\"], [\"b\", \"{}\"]", cells.0, cells.1);
        let columns = format!("{{ label = \"x\", base = \"{base}\" }}");
        let expected: Vec<String> = wrong
            .iter()
            .zip(["a", "b"])
            .map(|(says, row)| format!("impossible_percentage T1 {row} x {says}"))
            .collect();
        assert_eq!(found(&[table("T1", DOWN, &columns, &rows)]), expected, "{cells:?} {base}");
        assert_eq!(found(&[table("T1", "sums = \"down\"\nweighted = true", &columns, &rows)]), [] as [&str; 0]);
    }
}

/// Of any base, and where none is printed.
#[test]
fn nothing_is_more_than_a_hundred_percent() {
    let of = |head: &str, column: &str, cell: &str| {
        found(&[table("T1", &format!("sums = \"no\"\n{head}"), column, &format!("[\"a\", \"{cell}\"]"))])
    };
    let (bare, based) = ("{ label = \"x\" }", "{ label = \"x\", base = \"44\" }");
    for (head, column) in [("", bare), ("", based), ("weighted = true", based)] {
        assert_eq!(of(head, column, "101"), ["impossible_percentage T1 a x 101"], "{head} {column}");
        assert_eq!(of(head, column, "100"), [] as [&str; 0], "{head} {column}");
    }
}

const ROWS: &str = "[\"a\", \"50\"], [\"b\", \"50\"]";

#[test]
fn bases_of_one_group_and_routing_are_one_number() {
    let of = |id: &str, column: &str| table(id, SOURCE, column, ROWS);
    let base = |n: &str| format!("{{ label = \"x\", base = \"{n}\" }}");
    assert_eq!(found(&[of("T1", &base("44")), of("T2", &base("44"))]), [] as [&str; 0]);
    assert_eq!(found(&[of("T1", &base("44")), of("T2", &base("46"))]), ["base T1 - x 44"]);
    assert_eq!(found(&[of("T1", &base("44")), of("T2", &base("42-46"))]), [] as [&str; 0]);
    // Another routing, another measurement, a column that counts answers.
    assert_eq!(
        found(&[of("T1", &base("44")), of("T2", "{ label = \"x\", base = \"46\", asked = \"with BBL\" }")]),
        [] as [&str; 0]
    );
    assert_eq!(
        found(&[of("T1", &base("44")), of("T2", "{ label = \"Meting 2022\", base = \"34\" }")]),
        [] as [&str; 0]
    );
    assert_eq!(
        found(&[of("T1", &base("44")), of("T2", "{ label = \"x\", base = \"84\", pooled = true }")]),
        [] as [&str; 0]
    );
    // One finding for the group, the others beside it.
    let report = checked(&[of("T1", &base("44")), of("T2", &base("46")), of("T3", &base("42"))]);
    assert_eq!(report.findings.len(), 1);
    let also: Vec<_> = report.findings[0].also.iter().map(|it| it.table.as_deref().unwrap_or_default()).collect();
    assert_eq!((report.findings[0].kind, also), (Kind::Base, vec!["T2", "T3"]));
}

#[test]
fn a_source_names_who_can_have_answered() {
    let sourced = |source: &str, columns: &str| {
        table("T1", &format!("sums = \"down\"\nsource = \"Bron: {source}\""), columns, ROWS)
    };
    let one = "{ label = \"x\", base = \"44\" }";
    assert_eq!(found(&[sourced("scholen", one)]), [] as [&str; 0]);
    assert_eq!(found(&[sourced("managers", one)]), ["source T1 - x Bron: managers"]);
    assert_eq!(found(&[sourced("scholen en managers", one)]), ["source T1 - x Bron: scholen en managers"]);
    // Who was asked for something that not all were asked may be few.
    assert_eq!(
        found(&[sourced("managers", "{ label = \"x\", base = \"44\", asked = \"with BBL\" }")]),
        [] as [&str; 0]
    );
}

#[test]
fn two_tables_say_one_thing_of_one_cell() {
    let same = "{ label = \"x\", same = \"q\" }";
    let (one, two) = (table("T1", DOWN, same, ROWS), table("T2", DOWN, same, "[\"A\", \"50\"], [\"b.\", \"51\"]"));
    assert_eq!(found(&[one, two]), ["table_table T1 b x 50"]);
}

#[test]
fn parts_are_within_their_wholes_and_shares_follow_from_counts() {
    let relations = "[[part]]\npart = \"T1 : b\"\nwhole = \"T1 : a\"\nwhy = \"made up\"\n\
        [[routed]]\nbase = \"T3 : N\"\ncounts = [\"T1 : b\"]\n[[shares]]\nof = \"T2\"\ncounts = \"C\"\nalong = \"rows\"\n";
    let counts = table(
        "C",
        "sums = \"no\"",
        "{ label = \"x\" }, { label = \"y\" }",
        "[\"a\", \"3\", \"4\"], [\"b\", \"13\", \"1\"]",
    );
    let counts = (counts.0, counts.1.replace("\"percent\"", "\"count\""));
    let all = |b: &str, asked: &str, share: &str| {
        vec![
            table(
                "T1",
                "sums = \"no\"",
                "{ label = \"x\", base = \"44\", asked = \"1\" }",
                &format!("[\"a\", \"52\"], [\"b\", \"{b}\"]"),
            ),
            table(
                "T2",
                "sums = \"no\"",
                "{ label = \"x\", base = \"21\", asked = \"2\" }",
                &format!("[\"a\", \"33\"], [\"b\", \"{share}\"]"),
            ),
            table(
                "T3",
                "sums = \"no\"",
                &format!("{{ label = \"x\", base = \"{asked}\", asked = \"3\" }}"),
                "[\"a\", \"-\"]",
            ),
            counts.clone(),
            ("relations.toml".to_owned(), relations.to_owned()),
        ]
    };
    // 55% of 44 is 24; 7 and 14 of 21 are 33 and 67%.
    assert_eq!(found(&all("50", "22", "67")), [] as [&str; 0]);
    assert_eq!(found(&all("55", "24", "67")), ["part_whole T1 b x 55"]);
    assert_eq!(found(&all("50", "23", "67")), ["part_whole T3 - x 23"]);
    assert_eq!(found(&all("50", "22", "62")), ["table_table T2 b x 62"]);
}
