use super::*;
use crate::read::Source;

const TABLE: &str = r#"
id = "X1"
kind = "table"
page = 3
title = "Made up"
unit = "percent"
sums = "down"
columns = [{ label = "2022", base = "20" }, { group = "Nu", label = "2024", base = "40-44" }]
rows = [["Ja, altijd", "", "36%"], ["Nee, nooit", "-", "12,5"]]
[[groups]]
label = "Niveau*"
many = true
base = ["20", "39"]
rows = [["1", "1.234", "0"]]
"#;

fn table(text: &str) -> Result<Published, Vec<String>> {
    read(Source { file: "published/X1.toml", text })
        .map_err(|found| found.iter().map(|it| format!("{} {} {}", it.line, it.item, it.message)).collect())
}

#[test]
fn print_is_kept_and_read() {
    let found = table(TABLE).unwrap();
    let values: Vec<_> = found.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.value)).collect();
    assert_eq!(values, [None, Some(36.0), Some(0.0), Some(12.5), Some(1234.0), Some(0.0)]);
    assert_eq!(found.rows[0].cells[1].printed, "36%");
    assert_eq!(found.rows[2].name(), "Niveau* | 1");
    assert_eq!(found.columns[1].name(), "Nu | 2024");
    assert_eq!((found.base(0, 1), found.base(2, 1)), (Some(Base { min: 40, max: 44 }), Some(Base::of(39))));
    assert_eq!(found.rows[1].line, 9);
}

#[test]
fn a_slip_is_told_with_its_line() {
    for (from, to, expected) in [
        ("\"36%\"", "\"36 %\"", "9 rows \"36 %\" is no number in print"),
        ("\"36%\"", "\"1.23\"", "9 rows \"1.23\" is no number in print"),
        ("\"-\", \"12,5\"", "\"-\"", "9 rows the row \"Nee, nooit\" has 1 cells beside 2 columns"),
        ("Nee, nooit", "Ja, altijd", "9 rows the row \"Ja, altijd\" is there twice"),
        ("base = \"20\"", "base = \"0\"", "8 columns[1].base \"0\" is no base"),
        ("[\"20\", \"39\"]", "[\"20\"]", "13 groups[1].base 1 bases beside 2 columns"),
        ("\"down\"", "\"sideways\"", "7 sums \"sideways\" is none of the words that are known here"),
    ] {
        assert_eq!(table(&TABLE.replace(from, to)).unwrap_err(), [expected], "{to}");
    }
}

#[test]
fn counts_behind_a_percentage() {
    // 20 of 44 is 45.45%: no whole count of 44 prints 46.
    assert_eq!(Base::of(44).counts(46.0, 0), []);
    assert_eq!(Base::of(44).counts(45.0, 0), [(20, 44)]);
    assert_eq!(Base { min: 42, max: 44 }.counts(98.0, 0), [(41, 42), (42, 43), (43, 44)]);
    assert_eq!(Base::of(8).counts(12.5, 1), [(1, 8)]);
    assert_eq!(Base::of(8).counts(12.4, 1), []);
    // Half a unit off counts as printed so: 1 of 8 is 12.5%, printed 12 or 13.
    assert_eq!((Base::of(8).counts(12.0, 0), Base::of(8).counts(13.0, 0)), (vec![(1, 8)], vec![(1, 8)]));
    assert_eq!((Base::of(23).nearest(26.0), Base::of(44).nearest(48.0)), (6, 21));
}

#[test]
fn a_reference_finds_one_cell_or_says_why_not() {
    let tables = [table(TABLE).unwrap()];
    let find = |text: &str| Refer::read(text).unwrap().find(&tables).map(|place| place.value(&tables));
    assert_eq!(find("X1 : Ja, altijd : Nu | 2024"), Ok(Some(36.0)));
    assert_eq!(find("X1 : …nooit : …2024"), Ok(Some(12.5)));
    assert_eq!(find("X1 : Niveau… : 2022"), Ok(Some(1234.0)));
    assert_eq!(find("X1 : N : Nu…"), Ok(Some(40.0)));
    for (text, why) in [
        ("X2 : Ja", "there is no table X2"),
        ("X1 : Ja, altijd", "X1 has 2 columns: name one"),
        ("X1 : … : 2022", "3 rows of X1 are meant by \"…\""),
    ] {
        assert_eq!(find(text), Err(why.to_owned()));
    }
    assert!(find("X1 : Misschien : 2022").unwrap_err().starts_with("X1 has no row \"Misschien\"; it has: "));
    assert_eq!((Refer::read("X1"), Refer::read(""), Refer::read("X1 : a : b : c")), (None, None, None));
}
