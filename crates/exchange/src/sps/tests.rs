//! A file in the shape that LimeSurvey writes, with answers that nobody gave; what other programs write besides; and what is refused.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const SYNTAX: &[u8] = include_bytes!("../../samples/limesurvey.sps");
const DATA: &[u8] = include_bytes!("../../samples/limesurvey.dat");

/// The cells of a column, empty where nothing was answered.
fn cells(file: &File, name: &str) -> Vec<String> {
    let column = file.columns.iter().find(|column| column.name == name).unwrap();
    let text = |place: &Option<u32>| place.map_or_else(String::new, |at| column.texts[at as usize].clone());
    column.places.iter().map(text).collect()
}

fn hold(file: &File) {
    let names: Vec<&str> = file.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "submitdate", "track", "coach", "helps_coach", "helps_time", "more", "hours"]);
    assert_eq!(file.rows, 3);
    for (name, expected) in [
        ("id", ["1", "2", "3"]),
        ("submitdate", ["01-10-2026 09:12:00", "01-10-2026 09:40:10", ""]),
        ("track", ["bol", "bbl", "bol"]),
        // 9 is missing by declaration.
        ("coach", ["1", "2", ""]),
        // Ticked, not shown, left open.
        ("helps_coach", ["1", "", "0"]),
        ("helps_time", ["0", "", "0"]),
        ("more", ["Fijn, dank je", "'t Was 'prima'", ""]),
        ("hours", ["2.5", "", "12"]),
    ] {
        assert_eq!(cells(file, name), expected, "{name}");
    }
    let coach = &file.columns[3];
    assert_eq!(coach.label, "Heb je een \"coach\"? Iemand die met je meedenkt");
    assert_eq!(coach.labels[2], ("9".to_owned(), "Wil ik niet zeggen".to_owned()));
    assert_eq!(file.columns[2].labels[0], ("bol".to_owned(), "Vooral op school".to_owned()));
}

/// For SPSS 16 and up with a mark and `SET UNICODE`, for older ones without; with the ends of lines of either machine.
#[test]
fn both_dialects_are_read() {
    hold(&read(SYNTAX, DATA).unwrap());
    let old = |bytes: &[u8]| String::from_utf8(bytes[3..].to_vec()).unwrap().replace("SET UNICODE=ON.\n", "");
    let (syntax, data) = (old(SYNTAX), old(DATA));
    hold(&read(syntax.as_bytes(), data.as_bytes()).unwrap());
    hold(&read(syntax.replace('\n', "\r\n").as_bytes(), data.replace('\n', "\r\n").as_bytes()).unwrap());
    // A row that ends with a comma, where the last column is hidden.
    hold(&read(syntax.as_bytes(), data.replace('\n', ",\n").as_bytes()).unwrap());
    // Letters of an old code page.
    let latin = syntax.replace("meedenkt", "meedenkt \u{eb}").chars().map(|it| it as u8).collect::<Vec<u8>>();
    assert!(read(&latin, data.as_bytes()).unwrap().columns[3].label.ends_with('\u{eb}'));
    // SPSS knows no capitals in names and commands.
    hold(&read(syntax.replace("RENAME VARIABLE ( V", "rename variables (v").as_bytes(), data.as_bytes()).unwrap());
}

#[test]
fn a_list_with_its_data_inside_is_read() {
    let syntax = "DATA LIST LIST (',') / V1 (F4) V2 (A10) V3 F1.\nBEGIN DATA\n7,een,1\n8,'twee, of drie',2\n9,,8\nEND DATA.\n\
                  RENAME VARIABLES (V1 V2 = id word).\nMISSING VALUES V3 (8 THRU HI).\nVALUE LABELS V3 1 'ja' / id 7 'x'.\n\
                  ADD VALUE LABELS V3 2 'nee'.\n";
    let file = read(syntax.as_bytes(), b"").unwrap();
    assert_eq!(
        (cells(&file, "id"), cells(&file, "V3")),
        (vec!["7".into(), "8".into(), "9".into()], vec!["1".into(), "2".into(), String::new()])
    );
    assert_eq!(cells(&file, "word"), ["een", "twee, of drie", ""]);
    assert_eq!(file.columns[2].labels.len(), 2);
    // Between spaces, in a file beside it, from the second line on.
    let free = "GET DATA /TYPE=TXT /DELIMITERS=' ' /FIRSTCASE=2 /VARIABLES=a F2 b A9.";
    let file = read(free.as_bytes(), b"a b\n 1  x\n2 \"y z\"\n").unwrap();
    assert_eq!((cells(&file, "a"), cells(&file, "b")), (vec!["1".into(), "2".into()], vec!["x".into(), "y z".into()]));
}

#[test]
fn what_is_wrong_has_its_file_line_and_column() {
    let syntax = String::from_utf8(SYNTAX[3..].to_vec()).unwrap();
    let data = String::from_utf8(DATA[3..].to_vec()).unwrap();
    for (from, to, of, line, column, what) in [
        ("VARIABLE LABELS V1 \"Response ID\".", "VARIABLE LABELS V1 \"Response.", Of::Syntax, 27, 20, "does not end"),
        ("VARIABLE LABELS V1", "VARIABLE LABELS W1", Of::Syntax, 27, 17, "no column W1"),
        (" V5 F1", " V4 F1", Of::Syntax, 20, 2, "two columns V4"),
        (" V5 F1", " V5 Q1", Of::Syntax, 20, 5, "Q1 is a format"),
        // 1.234 would be one and a bit, and is a thousand.
        (" V5 F1", " V5 DOT5", Of::Syntax, 20, 5, "DOT5 is a format"),
        (" V5 F1", " V5 COMMA5.1", Of::Syntax, 20, 5, "COMMA5.1 is a format"),
        ("( V3 = track )", "( V3 = coach )", Of::Syntax, 56, 24, "two columns coach"),
        ("CACHE.", "RECODE V4 (9=2).", Of::Syntax, 24, 1, "RECODE is a command"),
        ("MISSING VALUES V4 (9)", "MISSING VALUES V4 (1,2,3,9)", Of::Syntax, 52, 26, "at most three"),
        (" 1 \"Ja\"", " 1 Ja", Of::Syntax, 41, 4, "a label between quotes"),
        ("'bbl'", "'bbl", Of::Data, 2, 27, "what parts two fields"),
        ("'2',,,", "'2',,", Of::Data, 2, 1, "a row of 7 fields, and there are 8 columns"),
        ("'9','0'", "'9','0','0'", Of::Data, 3, 1, "a row of 9 fields"),
        ("'12.000'", "'12.000", Of::Data, 3, 25, "does not end"),
        ("'12.000'", "'veel'", Of::Data, 3, 25, "numbers stand in hours"),
    ] {
        assert!(syntax.contains(from) || data.contains(from), "{from}");
        let found = read(syntax.replacen(from, to, 1).as_bytes(), data.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert_eq!((found.of, found.at), (of, Place { line, column }), "{to}: {found}");
        assert!(found.to_string().contains(what) && !found.to_string().contains("veel"), "{found}");
    }
    assert_eq!(read(b"SHOW LOCALE.", b"1").unwrap_err().what, What::NoColumns);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(syntax in prop::collection::vec(any::<u8>(), 0..300), data in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&syntax, &data);
        if let Err(found) = read(SYNTAX, &data) {
            prop_assert!(found.at.line > 0 && found.at.column > 0);
        }
    }
}

/// Twice as much takes about twice as long, not four times: each of these would take hours if it did.
#[test]
fn nothing_takes_the_square_of_its_length() {
    let many = 50_000;
    let columns: String = (0..many).map(|at| format!(" V{at} F1")).collect();
    let head = format!("GET DATA /TYPE=TXT /VARIABLES={columns}.\n");
    let names: String = (0..many).map(|at| format!(" V{at}")).collect();
    let begun = Instant::now();
    for more in [
        "* ".repeat(many * 4),
        "\"a\"+\n".repeat(many * 4),
        format!("VARIABLE LABELS V1 {}.", "\"a\"+\n".repeat(many * 4)),
        (0..many).map(|at| format!("RENAME VARIABLE (V{at} = W{at}).\n")).collect(),
        format!("VALUE LABELS {names} {}.", "1 'a' ".repeat(many)),
        format!("MISSING VALUES {names} (1,2,3).\n").repeat(4),
        // A megabyte for each column would be 50 GB.
        format!("MISSING VALUES {names} (\"{}\").", "a".repeat(many * 20)),
        "\"".repeat(many * 4),
        "BEGIN DATA\n".repeat(many),
    ] {
        let _ = read((head.clone() + &more).as_bytes(), b"");
    }
    // 50,000 columns of 1,343 letters are a few more than 64 MB; of 1,342 a few less.
    for (letters, fits) in [(1_342, true), (1_343, false)] {
        let more = format!("MISSING VALUES {names} (\"{}\").", "a".repeat(letters));
        let found = read((head.clone() + &more).as_bytes(), b"");
        assert_eq!(!matches!(found, Err(Unreadable { what: What::TooLarge, .. })), fits, "{letters}");
    }
    let _ = read(b"GET DATA /TYPE=TXT /VARIABLES=a A9.", "'".repeat(many * 20).as_bytes());
    let _ = read(b"GET DATA /TYPE=TXT /VARIABLES=a A9.", ",".repeat(many * 20).as_bytes());
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}
