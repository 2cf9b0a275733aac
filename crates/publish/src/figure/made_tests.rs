use super::*;
use crate::figure::draw;
use crate::sample::varied;
use monitor::book::{Earlier, Made, make};

const COMPARE: (&str, &str, &str) =
    ("tables.toml", "en = \"Now\" }, of = \"school\"", "en = \"Now\" }, of = \"school\", compare = \"2022\"");
const PRINTED: &str = "id = \"T1\"\nkind = \"table\"\npage = 1\ntitle = \"Hulp\"\nunit = \"percent\"\nsums = \"no\"\n\
    source = \"Bron: scholen\"\ncolumns = [{ label = \"2018\", base = \"30\" }, { label = \"2022\", base = \"40\" }]\n\
    rows = [[\"Nooit\", \"30\", \"25\"], [\"Vaak\", \"\", \"60\"], [\"Weet niet\", \"-\", \"15\"]]\n";

fn picture(folder: &Folder, made: &Made) -> Option<(Figure, String)> {
    let report = Report { folder, made, blocks: &[], digest: "abc", version: "1.2.3" };
    super::made(&report, 0).map(|(figure, said)| (figure.clone(), draw(&figure, &said)))
}

/// The years, and each line as `label: values`.
fn lines(figure: &Figure) -> (Vec<(u16, bool)>, Vec<String>) {
    let Figure::Trend { years, lines } = figure else { panic!("{figure:?}") };
    let value = |value: &Option<f64>| value.map_or_else(|| "_".to_owned(), |value| value.to_string());
    let line = |line: &Line| format!("{}: {}", line.label, line.values.iter().map(value).collect::<Vec<_>>().join(" "));
    (years.clone(), lines.iter().map(line).collect())
}

/// 2 of 40 do not know: their bar is withheld, and another that would give them away. The rest is drawn.
#[test]
fn a_bar_that_is_withheld_is_an_asterisk_and_no_nought() {
    let (folder, school) = varied(&[], [8, 30, 2]);
    let made = make(&folder, None, &[school], false, 1).unwrap();
    let (figure, svg) = picture(&folder, &made).unwrap();
    let Figure::Bars(bars) = &figure else { panic!("{figure:?}") };
    assert_eq!(bars.len(), 3);
    assert!(bars[2].value.is_none() && bars[2].printed == "*" && bars[2].margin.is_none(), "{bars:?}");
    let shown = bars.iter().filter(|bar| bar.value.is_some()).count();
    assert!(shown > 0 && shown < 2, "with another that gives it away: {bars:?}");
    assert!(svg.contains(">Weet niet: *<") && !svg.contains("*%"), "{svg}");
    // A frame a bar that is shown, and none of what is withheld.
    assert_eq!(svg.matches("width=\"100%\" height=\"18\"").count(), shown, "{svg}");
    assert!(svg.contains("Een sterretje (*) is een cel die niet wordt getoond."), "{svg}");
    // Of answers that nobody gave all is shown, and nothing is said of an asterisk.
    let (_, school) = varied(&[], [8, 30, 2]);
    let (_, svg) = picture(&folder, &make(&folder, None, &[school], true, 1).unwrap()).unwrap();
    assert!(svg.contains(">Weet niet: 5%<") && !svg.contains("sterretje"), "{svg}");
}

/// 8, 25 and 7 of 40 are 20, 62,5 and 17,5%, printed 20, 63 and 18; what was printed before stands before it.
#[test]
fn a_column_that_is_held_against_one_of_before_is_drawn_over_the_years() {
    let print = ("published/T1.toml", "", PRINTED);
    let drawn = |changes: &[(&str, &str, &str)]| {
        let (folder, school) = varied(changes, [8, 25, 7]);
        lines(&picture(&folder, &make(&folder, None, &[school], false, 1).unwrap()).unwrap().0)
    };
    let (years, all) = drawn(&[COMPARE, print]);
    assert_eq!(years, [(2018, false), (2022, false), (2026, false)]);
    assert_eq!(all, ["Nooit: 30 25 20", "Vaak: _ 60 63", "Weet niet: 0 15 18"]);
    let why = "text = { nl = \"Is er hulp <altijd>?\"";
    let another = format!("broken = {{ nl = \"a\", en = \"a\" }}\n{why}");
    let broken = ("questionnaires/all.toml", why, another.as_str());
    assert_eq!(drawn(&[COMPARE, print, broken]).0, [(2018, false), (2022, false), (2026, true)]);
    // What is withheld now keeps its line of before, with an asterisk.
    let (folder, school) = varied(&[COMPARE, print], [8, 30, 2]);
    let made = make(&folder, None, &[school], false, 1).unwrap();
    let (_, all) = lines(&picture(&folder, &made).unwrap().0);
    assert!(all.contains(&"Weet niet (*): 0 15 _".to_owned()) && all.contains(&"Vaak: _ 60 75".to_owned()), "{all:?}");
    // Without a column that it is held against it is bars.
    let (folder, school) = varied(&[print], [8, 25, 7]);
    let (figure, _) = picture(&folder, &make(&folder, None, &[school], false, 1).unwrap()).unwrap();
    assert!(matches!(figure, Figure::Bars(_)), "{figure:?}");
}

/// Of which only the print of the measurement before is left: 25% of 40 is 10, 60% is 24, 15% is 6. What is withheld now has a mark.
#[test]
fn what_it_is_held_against_is_drawn_where_nothing_is_printed_here() {
    let year =
        ("measurement.toml", "year = 2026\nstudy_year = \"2025-2026\"", "year = 2022\nstudy_year = \"2021-2022\"");
    let (old, _) = varied(&[year, ("published/T1.toml", "", PRINTED)], [8, 25, 7]);
    let from = ("measurement.toml", "year = 2026", "year = 2026\nfrom = 2022");
    let drawn = |help: [usize; 3]| {
        let (folder, school) = varied(&[COMPARE, from], help);
        let made = make(&folder, Some(&Earlier::printed(&old)), &[school], false, 1).unwrap();
        lines(&picture(&folder, &made).unwrap().0)
    };
    let (years, all) = drawn([8, 25, 7]);
    assert_eq!(years, [(2022, false), (2026, false)]);
    assert_eq!(all, ["Nooit: 25 20", "Vaak: 60 63", "Weet niet: 15 18"]);
    // A cell that is withheld is held against nothing: it has no line, and the others have theirs.
    let (_, all) = drawn([8, 30, 2]);
    assert!(
        all.contains(&"Vaak: 60 75".to_owned()) && !all.iter().any(|line| line.starts_with("Weet niet")),
        "{all:?}"
    );
}
