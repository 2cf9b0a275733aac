use super::*;
use crate::folder::Texts;

const MEASUREMENT: &str = r#"
year = 2024
study_year = "2023-2024"
name = { nl = "Proef", en = "Trial" }
[state]
is = "public"
day = 2024-12-20
by = "Iemand"
[[respondents]]
id = "institution"
name = { nl = "instellingen", en = "institutions" }
population = 55
answered = 46
how = "all"
fpc = true
named = ["instellingen"]
[[respondents]]
id = "manager"
name = { nl = "managers", en = "managers" }
answered = 149
how = "sample"
named = ["managers"]
"#;

const HEAD: &str = "kind = \"table\"\npage = 1\ntitle = \"T\"\nsums = \"no\"\n";

fn shown(tables: &[(&str, &str)]) -> Shown {
    let mut texts: Texts = tables
        .iter()
        .map(|(id, rest)| (format!("published/{id}.toml"), format!("id = \"{id}\"\n{HEAD}{rest}")))
        .collect();
    texts.insert("measurement.toml".to_owned(), MEASUREMENT.to_owned());
    let reading = Reading::of(&texts);
    assert_eq!(reading.problems, [], "the text of the test");
    Library::of([reading]).all.remove(0)
}

/// The margin of the first row of a table in each column, as `low high` with one decimal; `+` behind a lower bound.
fn margins(head: &str, columns: &str, cells: &str) -> Vec<String> {
    let shown = shown(&[("B1", &format!("{head}\ncolumns = [{columns}]\nrows = [[\"ja\", {cells}]]\n"))]);
    let columns = shown.table(0).unwrap().columns.len();
    (0..columns)
        .map(|column| {
            let margin = shown.margin(Place { table: 0, row: Some(0), column });
            margin.map_or_else(String::new, |it| {
                format!("{:.1} {:.1}{}", it.low, it.high, if it.at_least { "+" } else { "" })
            })
        })
        .collect()
}

/// 12 of 44 as the issue of the Monitor gives it; the others worked out with R: `prop.test(k, n, correct = FALSE)`.
#[test]
fn a_margin_is_of_who_answered_and_none_where_there_is_none() {
    let percent = "unit = \"percent\"\nsource = \"Bron: instellingen\"";
    for (head, columns, cells, expected) in [
        (percent, r#"{ label = "2024", base = "44" }"#, r#""27""#, vec!["21.8 33.6"]),
        // Of an earlier year it is not known how many there were.
        (
            percent,
            r#"{ label = "2022", base = "44" }, { label = "2024", base = "44" }"#,
            r#""27", "27""#,
            vec!["16.3 41.8", "21.8 33.6"],
        ),
        // A range counts at its lowest: 12 of 44.
        (percent, r#"{ label = "%", base = "44-46" }"#, r#""27""#, vec!["21.8 33.6"]),
        // Managers are a sample.
        (
            "unit = \"percent\"\nsource = \"Bron: managers\"",
            r#"{ label = "%", base = "100" }"#,
            r#""50""#,
            vec!["40.4 59.6"],
        ),
        (
            "unit = \"percent\"\nweighted = true\nsource = \"Bron: managers\"",
            r#"{ label = "%", base = "100" }"#,
            r#""50""#,
            vec!["40.4 59.6+"],
        ),
        (percent, r#"{ label = "%", base = "44", pooled = true }"#, r#""27""#, vec![""]),
        (percent, r#"{ label = "%" }"#, r#""27""#, vec![""]),
        (percent, r#"{ label = "%", base = "44" }"#, r#""""#, vec![""]),
        ("unit = \"percent\"", r#"{ label = "%", base = "44" }"#, r#""27""#, vec![""]),
        ("unit = \"count\"\nsource = \"Bron: instellingen\"", r#"{ label = "%", base = "44" }"#, r#""27""#, vec![""]),
    ] {
        assert_eq!(margins(head, columns, cells), expected, "{head} {columns}");
    }
}

/// The issue's own: 26% of 23 and 48% of 44 is z = 1,71.
#[test]
fn a_change_is_from_the_measurement_before_where_the_question_is_the_same() {
    let table = |columns: &str, cells: &str| {
        let text = format!(
            "unit = \"percent\"\nsource = \"Bron: instellingen\"\ncolumns = [{columns}]\nrows = [[\"ja\", {cells}]]\n"
        );
        let shown = shown(&[("B1", &text)]);
        let columns = shown.table(0).unwrap().columns.len();
        let said = |column| {
            let found = shown.change(Place { table: 0, row: Some(0), column });
            let broken = matches!(shown.earlier(0, column), Some(Earlier::Broken(..)));
            found.map_or_else(
                || if broken { "broken" } else { "" }.to_owned(),
                |(change, points)| format!("{points} z {:.2} {}", change.z, change.significant()),
            )
        };
        (0..columns).map(said).collect::<Vec<_>>()
    };
    let (old, new) = (r#"{ label = "2022", base = "23" }"#, r#"{ label = "2024", base = "44" }"#);
    assert_eq!(table(&format!("{old}, {new}"), r#""26", "48""#), ["", "22 z 1.71 false"]);
    // In whatever order they stand, and from the nearest one.
    let older = r#"{ label = "2018", base = "49" }"#;
    assert_eq!(
        table(&format!("{new}, {older}, {old}"), r#""48", "10", "26""#),
        ["22 z 1.71 false", "", "16 z 1.75 false"]
    );
    let broken = r#"{ label = "2024", base = "44", broken = { nl = "Anders gevraagd.", en = "Asked otherwise." } }"#;
    assert_eq!(table(&format!("{old}, {broken}"), r#""26", "48""#), ["", "broken"]);
    let some = r#"{ label = "2024", base = "44", asked = "some" }"#;
    assert_eq!(table(&format!("{old}, {some}"), r#""26", "48""#), ["", ""]);
    let pooled = r#"{ label = "2024", base = "44", pooled = true }"#;
    assert_eq!(table(&format!("{old}, {pooled}"), r#""26", "48""#), ["", ""]);
    assert_eq!(table(&format!("{old}, {new}"), r#""", "48""#), ["", ""], "a blank is no nought");
}

#[test]
fn only_what_is_public_and_whole_is_shown() {
    let reading = |from: &str, to: &str| {
        let text = MEASUREMENT.replace(from, to);
        Reading::of(&[("measurement.toml".to_owned(), text)].into())
    };
    let years = |readings: Vec<Reading>| Library::of(readings).years().collect::<Vec<_>>();
    let public = || reading("", "");
    assert_eq!(years(vec![public()]), [2024]);
    assert_eq!(years(vec![reading("\"public\"", "\"approved\"")]), []);
    assert_eq!(years(vec![reading("\"public\"", "\"draft\"")]), []);
    assert_eq!(years(vec![reading("fpc = true", "fcp = true")]), [], "a folder with a slip is not shown");
    assert_eq!(years(vec![public(), reading("year = 2024", "year = 2026")]), [2026, 2024], "the newest first");
}

#[test]
fn a_theme_names_tables_that_are_there_and_each_table_is_in_one() {
    let table = |id: &str| {
        let text = format!(
            "id = \"{id}\"\n{HEAD}unit = \"percent\"\ncolumns = [{{ label = \"%\" }}]\nrows = [[\"ja\", \"1\"]]\n"
        );
        (format!("published/{id}.toml"), text)
    };
    let wrong = |tables: &str| {
        let themes = format!("{MEASUREMENT}[[themes]]\nname = {{ nl = \"a\", en = \"a\" }}\ntables = [{tables}]\n");
        let texts: Texts = [("measurement.toml".to_owned(), themes), table("B1"), table("B2")].into();
        Reading::of(&texts).problems.into_iter().map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(wrong(r#""B1", "B2""#), [""; 0]);
    assert_eq!(wrong(r#""B1""#), ["B2 is in no theme"]);
    assert_eq!(wrong(r#""B1", "B2", "B3""#), ["there is no table B3"]);
    assert_eq!(wrong(r#""B1", "B1", "B2""#), ["B1 is in two themes, or twice in one"]);
    // Where tables could not be read, what names one is not wrong: what keeps them from being read is.
    let themes = format!("{MEASUREMENT}[[themes]]\nname = {{ nl = \"a\", en = \"a\" }}\ntables = [\"B1\", \"T1\"]\n");
    let texts =
        [("measurement.toml", themes.as_str()), ("scales.toml", "[[scales]]\nid = \"o\"\n"), ("tables.toml", "")];
    let texts: Texts =
        texts.map(|(file, text)| (file.to_owned(), text.to_owned())).into_iter().chain([table("B1")]).collect();
    let files: Vec<String> = Reading::of(&texts).problems.into_iter().map(|it| it.file).collect();
    assert!(!files.is_empty() && files.iter().all(|file| file == "scales.toml"), "{files:?}");
    assert_eq!(wrong(""), ["a theme without tables"], "a file that cannot be read is told of first");
}

/// What a text says of a table is the cells that its ties name, each once, and the numbers that are about it.
#[test]
fn what_a_text_says_of_a_table_is_named_without_its_words() {
    let table = |id: &str| {
        let rest = "unit = \"percent\"\ncolumns = [{ label = \"2022\", base = \"40\" }, { label = \"2024\", base = \"44\" }]\n\
                    rows = [[\"ja\", \"30\", \"70\"], [\"nee\", \"70\", \"30\"]]\n";
        (format!("published/{id}.toml"), format!("id = \"{id}\"\n{HEAD}{rest}"))
    };
    let read = |about: &str| {
        let mut texts: Texts = [table("B1"), table("B2")].into_iter().collect();
        texts.insert("measurement.toml".to_owned(), MEASUREMENT.to_owned());
        let ties = "[[tie]]\ntext = \"bij # zo\"\ncells = [\"B1 : nee : 2024\", \"B1 : ja : 2024\"]\n\
                    [[tie]]\ntext = \"weer #\"\ncells = [\"B1 : ja : 2024\"]\n\
                    [[tie]]\ntext = \"is #\"\nfrom = \"B1 : ja : 2022\"\nto = \"B2 : ja : 2022\"\n";
        texts.insert("ties.toml".to_owned(), ties.to_owned());
        let quantities = format!(
            "[[documents]]\nid = \"d\"\nname = {{ nl = \"D\", en = \"D\" }}\nyear = 2024\n[[quantities]]\nid = \"q\"\n\
             document = \"d\"\nplace = \"1\"\nyear = 2024\nvalue = \"10%\"\nof = {{ nl = \"o\", en = \"o\" }}\n\
             counts = {{ nl = \"c\", en = \"c\" }}\nabout = \"{about}\"\n"
        );
        texts.insert("quantities.toml".to_owned(), quantities);
        Reading::of(&texts)
    };
    let reading = read("B2");
    assert_eq!(reading.problems, []);
    let shown = Library::of([reading]).all.remove(0);
    let cell = |table, row, column| Place { table, row: Some(row), column };
    let told = shown.told(0);
    assert_eq!(told.cells, [cell(0, 0, 1), cell(0, 1, 1)]);
    assert_eq!((told.compared, told.quantities.len()), (vec![(cell(0, 0, 0), cell(1, 0, 0))], 0));
    let told = shown.told(1);
    assert_eq!((told.cells.len(), told.compared.len(), told.quantities.len()), (0, 1, 1));
    assert!(shown.told(7).is_empty());
    let problems = read("B9").problems;
    assert!(problems.len() == 1 && problems[0].message.contains("B9") && problems[0].line > 1, "{problems:?}");
}
