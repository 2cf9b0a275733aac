use super::*;

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
