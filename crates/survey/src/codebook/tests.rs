//! Worked cases of reading through a codebook.

use super::*;
use crate::column::{Domain, Factor};
use crate::design::{Design, Spec};
use crate::refusal::Place;
use crate::table::{Book, Codes, Summary};
use std::borrow::Cow;

const MISSING: u32 = Factor::MISSING;

fn scale(name: &str) -> Item {
    let level = |code: &str| Level::new(code, format!("answer {code}")).scored(code.parse().unwrap());
    let mut levels: Vec<Level> = ["1", "2", "10"].map(level).into();
    levels.push(Level::new("8", "do not know"));
    levels.push(Level::new("9", "not applicable").outside());
    Item { missing: vec!["NA".into(), "-1".into()], ..Item::new(name, levels) }
}

fn of(items: Vec<Item>) -> Codebook {
    Codebook::new(items, Vec::new()).unwrap()
}

#[test]
fn levels_are_declared_and_not_found() {
    let book = of(vec![scale("q"), Item::new("school", vec![Level::new("0363", "a"), Level::new("363", "b")])]);
    let data = vec![
        Factor::new("q", &["10", "10", "2", "8", "9", " ", "NA", "-1", " 10 "]),
        Factor::new("school", &["0363", "363", "0363", "", "363", "363", "363", "363", "363"]),
    ];
    let q = book.factor(&data, "q").unwrap();
    assert_eq!(q.levels, ["1", "2", "10", "8"], "in their order, and nobody chose 1");
    assert_eq!(q.codes, [2, 2, 1, 3, MISSING, MISSING, MISSING, MISSING, 2]);
    assert_eq!(book.coded(&data, "q").unwrap().codes[4], 4, "not applicable is an answer, outside the base");
    let scores = book.numeric(&data, "q").unwrap().values;
    assert_eq!(scores[..3], [10.0, 10.0, 2.0]);
    assert!(scores[3..8].iter().all(|score| score.is_nan()) && scores[8] == 10.0);
    let school = book.factor(&data, "school").unwrap();
    assert_eq!((school.level(0), school.level(1)), (Some("0363"), Some("363")));
}

/// Columns that are kept in a byte a row as well.
struct Bytes(Vec<Factor>);

impl Columns for Bytes {
    fn found(&self, name: &str) -> Option<Cow<'_, Factor>> {
        self.0.found(name)
    }

    fn narrow(&self, name: &str) -> Option<Narrow<'_>> {
        let found = self.0.iter().find(|factor| factor.name == name)?;
        let place = |code: &u32| if *code == MISSING { 0 } else { *code as u8 + 1 };
        let places: Vec<u8> = found.codes.iter().map(place).collect();
        Some(Narrow { levels: Cow::Borrowed(&found.levels), places: Cow::Owned(places) })
    }
}

#[test]
fn a_byte_a_row_says_what_a_number_a_row_says() {
    let gate = Item::new("gate", vec![Level::new("y", "yes"), Level::new("n", "no")]);
    let asked = vec![Asked { item: "gate".into(), when: When::Among(vec!["y".into()]) }];
    let book = of(vec![scale("q"), gate, Item { asked, ..scale("r") }]);
    let fields = ["10", "10", "2", "8", "9", " ", "NA", "-1", " 10 ", "1"];
    let gates = ["y", "y", "y", "y", "y", "n", "y", "n", "y", "y"];
    let data = Bytes(vec![Factor::new("q", &fields), Factor::new("gate", &gates), Factor::new("r", &fields)]);
    for (name, expected) in [
        ("q", [3, 3, 2, 4, 5, 0, 0, 0, 3, 1]),
        ("gate", [1, 1, 1, 1, 1, 2, 1, 2, 1, 1]),
        // Who was asked is looked at row by row.
        ("r", [3, 3, 2, 4, 5, 0, 0, 0, 3, 1]),
    ] {
        assert_eq!(book.packed(&data, name).unwrap(), expected, "{name}");
        assert_eq!(book.packed(&data.0, name).unwrap(), expected, "{name}");
    }
    // What is wrong is told as ever, with its row.
    for (name, fields, row) in [("q", ["1", "6", "2"], 2), ("r", ["1", "2", "1"], 3)] {
        let data = Bytes(vec![Factor::new(name, &fields), Factor::new("gate", &["y", "y", "n"])]);
        assert_eq!(book.packed(&data, name).unwrap_err().place, Some(Place::Row(row)));
    }
}

#[test]
fn a_code_that_is_not_declared_names_item_row_code_and_what_to_do() {
    let book = of(vec![scale("q"), Item::number("age")]);
    for (column, fields, row, said) in [
        ("q", ["1", "6", "6"], 2, "\"6\""),
        ("q", ["1", "2", "na"], 3, "\"na\""),
        ("q", ["01", "2", "1"], 1, "\"01\""),
        ("age", ["1.5", "-2e1", "12 "], 0, ""),
        ("age", ["1.5", "7,5", ""], 2, "\"7,5\""),
        ("age", ["inf", "", ""], 1, "\"inf\""),
        ("age", ["", "NaN", ""], 2, "\"NaN\""),
    ] {
        let data = vec![Factor::new(column, &fields)];
        let read = if column == "q" {
            book.factor(&data, column).map(|_| ())
        } else {
            book.numeric(&data, column).map(|_| ())
        };
        match read {
            Ok(()) => assert_eq!(row, 0, "{fields:?}"),
            Err(refusal) => {
                assert_eq!((refusal.variable.as_deref(), &refusal.place), (Some(column), &Some(Place::Row(row))));
                assert!(refusal.message.contains(said) && !refusal.remedy.is_empty(), "{refusal}");
            }
        }
    }
    assert_eq!(book.factor(&vec![], "q").unwrap_err().variable.as_deref(), Some("q"));
    assert_eq!(book.factor(&vec![], "z").unwrap_err().variable.as_deref(), Some("z"));
}

#[test]
fn the_mean_is_over_scores_and_not_over_places_or_bytes() {
    // The fault: levels in the order of their bytes, 10 before 2, with the places as scores: 1.33.
    let found = Factor::new("q", &["10", "10", "2"]);
    let bytes = Factor { levels: vec!["10".into(), "2".into()], codes: vec![0, 0, 1], ..found.clone() };
    let design = Design::new(Spec { rows: 3, ..Spec::default() }).unwrap();
    let mean = |codes: &Codes<'_>, summary: Summary| {
        let mut book = Book::new(&design, &Domain::all(3));
        book.ask(codes, &[summary]).unwrap();
        book.tabulate(0.95, 1).unwrap()[0].groups[0].cells.last().unwrap().estimate
    };
    let wrong = Codes::pack(&bytes).unwrap();
    assert!((mean(&wrong, Summary::mean(2)) - 4.0 / 3.0).abs() < 1e-12);
    assert!((mean(&wrong, Summary::of_codes(&wrong).unwrap()) - 22.0 / 3.0).abs() < 1e-12);
    assert_eq!(found.levels, ["2", "10"], "numbers stand in the order of numbers");
    let (codes, summaries) = of(vec![scale("q")]).codes(&vec![found], "q").unwrap();
    assert!((mean(&codes, summaries[0].clone()) - 22.0 / 3.0).abs() < 1e-12);
    let words = Codes::packed("q", &["2", "ten"], &[1, 2, 2]).unwrap();
    assert_eq!(Summary::of_codes(&words).unwrap_err().place, Some(Place::Level("ten".into())));
}

#[test]
fn do_not_know_is_in_the_base_and_outside_the_mean_and_nobody_is_0() {
    let rows = ["10", "2", "8", "8", "9", ""];
    let data = vec![Factor::new("q", &rows)];
    let (codes, summaries) = of(vec![scale("q")]).codes(&data, "q").unwrap();
    let design = Design::new(Spec { rows: 6, ..Spec::default() }).unwrap();
    let mut book = Book::new(&design, &Domain::all(6));
    book.ask(&codes, &summaries).unwrap();
    let table = book.tabulate(0.95, 1).unwrap().remove(0);
    let cells = &table.groups[0].cells;
    let shares: Vec<f64> = cells[..4].iter().map(|cell| cell.estimate).collect();
    assert_eq!(shares, [0.0, 0.25, 0.25, 0.5], "1 was chosen by nobody");
    assert_eq!((cells[0].n, cells[0].base, cells[4].base), (Some(0), 4, 2));
    assert!((cells[4].estimate - 6.0).abs() < 1e-12);
    // By hand: influence -4/2 and 4/2 of the two, over six rows: sqrt(6/5 (4 + 4)).
    assert!((cells[4].se - libm::sqrt(6.0 / 5.0 * 8.0)).abs() < 1e-12, "{}", cells[4].se);
    assert_eq!(table.heading.rows().collect::<Vec<_>>(), ["answer 1", "answer 2", "answer 10", "do not know", "mean"]);
    assert_eq!(table.heading.base, "who answered, without not applicable");
}

#[test]
fn who_was_not_asked_is_not_silent() {
    let gate = Item::new("track", vec![Level::new("bol", "school"), Level::new("bbl", "work")]);
    let asked = |when| vec![Asked { item: "track".into(), when }];
    let routed = |when| Item { asked: asked(when), ..scale("q") };
    let tracks = ["bol", "bbl", "", "bol", ""];
    let fields = ["1", "9", "2", "", ""];
    let data = vec![Factor::new("track", &tracks), Factor::new("q", &fields)];
    let book = of(vec![gate.clone(), routed(When::Among(vec!["bol".into()]))]);
    use Was::{Asked as Yes, NotAsked as No, Unknown};
    assert_eq!(book.asked(&data, "q").unwrap(), [Yes, No, Unknown, Yes, Unknown]);
    assert_eq!(book.coded(&data, "q").unwrap().codes, [0, MISSING, 1, MISSING, MISSING], "9 says it was not asked");
    let other = of(vec![gate.clone(), routed(When::Except(vec!["bol".into()]))]);
    let refusal = other.factor(&data, "q").unwrap_err();
    assert_eq!((refusal.variable.as_deref(), refusal.place), (Some("q"), Some(Place::Row(1))));
    let dropping = Item { strays: Strays::Drop, ..routed(When::Except(vec!["bol".into()])) };
    assert_eq!(of(vec![gate, dropping]).factor(&data, "q").unwrap().codes, [MISSING, MISSING, 1, MISSING, MISSING]);
    // Through an item that was itself not put to everybody, and by a score.
    let first = scale("first");
    let second =
        Item { asked: vec![Asked { item: "first".into(), when: When::Between(2.0, 10.0) }], ..scale("second") };
    let third =
        Item { asked: vec![Asked { item: "second".into(), when: When::Among(vec!["1".into()]) }], ..scale("third") };
    let data = vec![
        Factor::new("first", &["1", "2", "10"]),
        Factor::new("second", &["", "1", ""]),
        Factor::new("third", &["", "2", ""]),
    ];
    assert_eq!(of(vec![first, second, third]).asked(&data, "third").unwrap(), [No, Yes, Unknown]);
}

fn options(base: SetBase) -> Set {
    let option = |column: &str, shown: Vec<Asked>| Choice { column: column.into(), label: String::new(), shown };
    Set {
        name: "help".into(),
        text: "Which help?".into(),
        options: vec![option("a", Vec::new()), option("b", Vec::new())],
        ticked: vec!["1".into()],
        open: vec!["0".into()],
        not_shown: vec!["-7".into()],
        missing: vec!["-9".into()],
        asked: Vec::new(),
        base,
        strays: Strays::Refuse,
        words: None,
    }
}

#[test]
fn an_option_that_was_not_shown_is_not_no() {
    let data =
        vec![Factor::new("a", &["1", "0", "", "-7", "-9", ""]), Factor::new("b", &["0", "", "", "1", "-7", "1"])];
    // 0: not in the base, or not shown; 1: no; 2: yes.
    for (base, a, b) in [
        (SetBase::Answered, [2, 1, 0, 0, 0, 1], [1, 1, 0, 2, 0, 2]),
        (SetBase::Ticked, [2, 0, 0, 0, 0, 1], [1, 0, 0, 2, 0, 2]),
        (SetBase::Asked, [2, 1, 1, 0, 1, 1], [1, 1, 1, 2, 0, 2]),
    ] {
        let book = Codebook::new(Vec::new(), vec![options(base)]).unwrap();
        let found = book.options(&data, "help").unwrap();
        assert_eq!((found[0].rows(), found[1].rows()), (&a[..], &b[..]), "{base:?}");
        assert_eq!(found[0].levels(), ["no", "yes"]);
    }
    let book = Codebook::new(Vec::new(), vec![options(SetBase::Ticked)]).unwrap();
    let wrong = vec![Factor::new("a", &["1", "x"]), Factor::new("b", &["0", "0"])];
    let refusal = book.options(&wrong, "help").unwrap_err();
    assert_eq!((refusal.variable.as_deref(), refusal.place), (Some("a"), Some(Place::Row(2))));
    // Shown to some by routing.
    let gate = Item::new("track", vec![Level::new("bol", "school"), Level::new("bbl", "work")]);
    let mut set = options(SetBase::Answered);
    set.options[1].shown = vec![Asked { item: "track".into(), when: When::Among(vec!["bol".into()]) }];
    let book = Codebook::new(vec![gate], vec![set]).unwrap();
    let tracks = Factor::new("track", &["bol", "bbl"]);
    let data = vec![tracks.clone(), Factor::new("a", &["1", "1"]), Factor::new("b", &["0", "0"])];
    let found = book.options(&data, "help").unwrap();
    assert_eq!((found[0].rows(), found[1].rows()), (&[2, 2][..], &[1, 0][..]));
    let data = vec![tracks, Factor::new("a", &["1", "1"]), Factor::new("b", &["0", "1"])];
    assert_eq!(book.options(&data, "help").unwrap_err().place, Some(Place::Row(2)));
}

#[test]
fn a_codebook_that_contradicts_itself_is_refused_by_name() {
    let routed = |gate: &str, when| Item { asked: vec![Asked { item: gate.into(), when }], ..scale("q") };
    let among = |code: &str| When::Among(vec![code.into()]);
    let gate = || Item::new("g", vec![Level::new("1", "one")]);
    let number = |low, high| Item { measure: Measure::Number { low, high }, ..Item::number("q") };
    let cases: Vec<(&str, Vec<Item>, Vec<Set>)> = vec![
        ("q", vec![scale("q"), scale("q")], vec![]),
        ("the codebook", vec![scale("")], vec![]),
        ("q", vec![Item::new("q", vec![])], vec![]),
        ("q", vec![Item::new("q", vec![Level::new("1", "").outside()])], vec![]),
        ("q", vec![Item::new("q", vec![Level::new("1", ""), Level::new("1", "")])], vec![]),
        ("q", vec![Item { missing: vec!["1".into()], ..scale("q") }], vec![]),
        ("q", vec![Item::new("q", vec![Level::new(" 1", "")])], vec![]),
        ("q", vec![Item::new("q", vec![Level::new("1", "").scored(f64::NAN)])], vec![]),
        ("q", vec![Item::new("q", vec![Level::new("1", ""), Level::new("2", "").scored(2.0).outside()])], vec![]),
        ("q", vec![number(2.0, 1.0)], vec![]),
        ("q", vec![routed("g", among("1")), gate()], vec![]),
        ("q", vec![routed("q", among("1"))], vec![]),
        ("q", vec![gate(), routed("g", among("2"))], vec![]),
        ("q", vec![gate(), routed("g", When::Except(vec![]))], vec![]),
        ("q", vec![gate(), routed("g", When::Between(1.0, 2.0))], vec![]),
        ("help", vec![scale("help")], vec![options(SetBase::Asked)]),
        ("help", vec![], vec![Set { options: vec![], ..options(SetBase::Asked) }]),
        ("help", vec![], vec![Set { open: vec!["1".into()], ..options(SetBase::Asked) }]),
    ];
    for (name, items, sets) in cases {
        let refusal = Codebook::new(items, sets).unwrap_err();
        assert_eq!(refusal.variable.as_deref(), Some(name), "{refusal}");
        assert!(!refusal.remedy.is_empty());
    }
}

proptest::proptest! {
    /// Whatever stands in the data: a row has a declared level, or none, or is named in a refusal.
    #[test]
    fn any_fields_are_read_or_refused(fields in proptest::collection::vec("[ 0-9a-zA-Z,.-]{0,3}", 1..30)) {
        let data = vec![Factor::new("q", &fields.iter().map(String::as_str).collect::<Vec<_>>())];
        let book = of(vec![scale("q")]);
        let known = |field: &str| ["", "1", "2", "10", "8", "9", "NA", "-1"].contains(&field.trim());
        match book.coded(&data, "q") {
            Ok(read) => for (code, field) in read.codes.iter().zip(&fields) {
                proptest::prop_assert!(known(field));
                let level = read.levels.get(*code as usize).map_or("", String::as_str);
                proptest::prop_assert!(level == field.trim() || level.is_empty() && ["", "NA", "-1"].contains(&field.trim()));
            },
            Err(refusal) => {
                let Some(Place::Row(row)) = refusal.place else { panic!("{refusal}") };
                proptest::prop_assert!(!known(&fields[row - 1]));
            }
        }
    }
}
