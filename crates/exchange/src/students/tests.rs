//! Worked cases: a small file each.

use register::import::absence::Kind;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use time::macros::date;

use super::report::FileReport;
use super::*;

pub(super) const TODAY: Date = date!(2026 - 11 - 28);

const HEAD: &str = "Studentnummer;Voornamen;Voorletters;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;E-mail;Woongemeente;Persoonsnummer;Team;Lesgroepen;Coach;Ouder 1 naam;Ouder 1 e-mail;Ouder 1 gezag;Ouder 2 naam;Ouder 2 e-mail;Ouder 2 gezag;Opleiding;Aangemeld op;Start op";
const ROW: &str = "0012;Anna Maria;A.M.;Anna;van der;Berg;2008-03-05;anna@voorbeeld.nl;GM0363;BSN1;Zorg 1;ZW1A, ZW1B;coach@school.nl;Jan Berg;jan@voorbeeld.nl;j;Els Berg;;n;25655;1-4-2026;1-8-2026";

fn default(text: &str) -> Students {
    read(text.as_bytes(), &Mapping::default(), TODAY)
}

fn groups(student: &StudentRow) -> Vec<&str> {
    student.groups.iter().map(|name| name.as_str()).collect()
}

/// `line heading code` of each.
fn short(problems: &[Problem]) -> Vec<String> {
    let one = |p: &Problem| format!("{} {} {}", p.line, p.field.as_deref().unwrap_or("-"), p.kind.code());
    problems.iter().map(one).collect()
}

#[test]
fn a_full_row_arrives_typed() {
    let found = default(&format!("{HEAD}\n{ROW}\n"));
    assert_eq!((short(&found.problems), short(&found.warnings)), (vec![], vec![]));
    let student = &found.students[0];
    assert_eq!((student.line, student.student_number.as_str()), (2, "0012"));
    assert_eq!(student.texts.get(Kind::GivenNames), Some("Anna Maria"));
    assert_eq!((student.texts.get(Kind::Infix), student.family_name.as_str()), (Some("van der"), "Berg"));
    assert_eq!(student.birth_date.parts(), (2008, 3, 5));
    assert_eq!(student.texts.get(Kind::Municipality), Some("GM0363"));
    assert_eq!(groups(student), ["ZW1A", "ZW1B"]);
    assert_eq!(student.team.as_ref().unwrap().as_str(), "Zorg 1");
    assert_eq!(student.guardians.len(), 2);
    assert_eq!((student.guardians[0].position, student.guardians[0].authority), (1, Some(true)));
    assert_eq!((student.guardians[1].email.as_ref(), student.guardians[1].authority), (None, Some(false)));
    let application = &student.applications[0];
    assert_eq!(application.programme, "25655");
    assert_eq!(application.applied_on.to_string(), "2026-04-01");
    assert_eq!(application.starts_on.unwrap().to_string(), "2026-08-01");
    assert_eq!(
        serde_json::to_string(&FileReport::new(&found)).unwrap(),
        r#"{"sheet":null,"rows":1,"persons":1,"guardians":2,"applications":1,"problems":[],"warnings":[]}"#
    );
    assert!(!format!("{found:?}").contains("Anna"));
}

#[test]
fn every_spelling_of_csv() {
    let rows = "Studentnummer;Achternaam;Geboortedatum\n1;Berg;1-2-2008\n\n2;Dal;2008-00-00\n";
    let cases = [
        ("semicolons", rows.to_owned(), [2, 4]),
        ("commas", rows.replace(';', ","), [2, 4]),
        ("tabs", rows.replace(';', "\t"), [2, 4]),
        ("CRLF", rows.replace('\n', "\r\n"), [2, 4]),
        ("byte order mark", format!("\u{feff}{rows}"), [2, 4]),
        ("sep=", format!("sep=;\r\n{rows}"), [3, 5]),
        ("blank lines first", format!("\n\n{rows}"), [4, 6]),
        ("quotes", rows.replace("Berg", "\"Berg\""), [2, 4]),
        ("CR only", rows.replace('\n', "\r"), [2, 4]),
        ("other capitals", rows.replace("Achternaam", " ACHTERNAAM "), [2, 4]),
        ("no end of the last line", rows.trim_end().to_owned(), [2, 4]),
        ("empty cells at the end", rows.replace("2008-00-00", "2008-00-00;;;"), [2, 4]),
        ("a row of empty cells", rows.replace("\n\n", "\n;;\n"), [2, 4]),
        ("midnight", rows.replace("1-2-2008", "2008-02-01 00:00:00"), [2, 4]),
    ];
    for (what, text, lines) in cases {
        let found = default(&text);
        assert_eq!(short(&found.problems), [""; 0], "{what}");
        assert_eq!(found.students.iter().map(|s| s.line).collect::<Vec<_>>(), lines, "{what}");
        assert_eq!(found.students[0].birth_date.parts(), (2008, 2, 1), "{what}");
        assert_eq!(found.students[1].birth_date.parts(), (2008, 0, 0), "{what}");
    }
}

#[test]
fn what_is_wrong_is_named_with_line_and_heading() {
    // A change to the good row, and what it leads to.
    let cases: &[(&str, &str, &[&str])] = &[
        ("0012;", ";", &["2 Studentnummer missing"]),
        ("0012;", "00 12;", &["2 Studentnummer format"]),
        (";Berg;", ";;", &["2 Achternaam missing"]),
        (";Berg;", ";Be\trg;", &["2 Achternaam text"]),
        (";Berg;", ";Be\u{fffd}rg;", &["2 Achternaam damaged"]),
        (";Berg;", ";SÃ©rÃ©;", &["2 Achternaam damaged"]),
        ("0012;", "\u{200b};", &["2 Studentnummer missing"]),
        ("0012;", "123456.0;", &["2 Studentnummer format"]),
        ("0012;", "1,2E+05;", &["2 Studentnummer format"]),
        ("0012;", "Totaal;", &["2 Studentnummer format"]),
        ("anna@voorbeeld.nl", "@\u{200b}", &["2 E-mail email"]),
        ("2008-03-05", "2008-03-05 23:59:00", &["2 Geboortedatum impossible-birth-date"]),
        ("2008-03-05", "2108-03-05", &["2 Geboortedatum impossible-age"]),
        ("2008-03-05", "1850-03-05", &["2 Geboortedatum impossible-age"]),
        ("2008-03-05", "29-11-2014", &["2 Geboortedatum impossible-age"]),
        ("2008-03-05", "39512", &["2 Geboortedatum impossible-birth-date"]),
        ("1-4-2026", "29-11-2026", &["2 Aangemeld op future-date"]),
        ("2008-03-05", "2008-02-30", &["2 Geboortedatum impossible-birth-date"]),
        ("2008-03-05", "5 maart", &["2 Geboortedatum impossible-birth-date"]),
        ("anna@voorbeeld.nl", "anna", &["2 E-mail email"]),
        ("anna@voorbeeld.nl", "anna@nl", &["2 E-mail email"]),
        ("anna@voorbeeld.nl", "an na@voorbeeld.nl", &["2 E-mail email"]),
        ("anna@voorbeeld.nl", "a@b@voorbeeld.nl", &["2 E-mail email"]),
        ("GM0363", "GM036X", &["2 Woongemeente format"]),
        ("GM0363", "12345", &["2 Woongemeente format"]),
        ("BSN1", "1234567890", &["2 Persoonsnummer format"]),
        ("coach@school.nl", "mevrouw Dal", &["2 Coach email"]),
        ("Jan Berg", "", &["2 Ouder 1 naam guardian-without-name"]),
        (";j;", ";misschien;", &["2 Ouder 1 gezag format"]),
        ("25655", "", &["2 Opleiding half-application"]),
        ("25655", "Kok", &["2 Opleiding format"]),
        ("1-4-2026", "", &["2 Aangemeld op half-application"]),
        ("25655;1-4-2026", ";", &["2 Opleiding half-application"]),
        ("1-8-2026", "31-9-2026", &["2 Start op impossible-date"]),
        ("1-8-2026", "1-8-2026;x", &["2 - too-many-cells"]),
    ];
    for (from, to, expected) in cases {
        assert!(ROW.contains(from), "{from}");
        let found = default(&format!("{HEAD}\n{}\n", ROW.replacen(from, to, 1)));
        assert_eq!(short(&found.problems), *expected, "{from} -> {to}");
        assert!(found.students.is_empty());
    }
}

#[test]
fn what_is_strange_is_a_warning() {
    let cases: &[(&str, &str, &[&str])] = &[
        (";j;", ";;", &["2 Ouder 1 gezag authority-unknown"]),
        ("BSN1", "12345678", &["2 Persoonsnummer short-number"]),
    ];
    for (from, to, expected) in cases {
        let found = default(&format!("{HEAD}\n{}\n", ROW.replacen(from, to, 1)));
        assert_eq!((short(&found.problems), found.students.len()), (vec![], 1));
        assert_eq!(short(&found.warnings), *expected, "{from} -> {to}");
    }
    let few = "Studentnummer;Achternaam;Geboortedatum;Haarkleur;Ouder 1 naam\n1;Berg;1-2-2008;rood;Jan\n";
    let mut mapping = Mapping::default();
    mapping.set(Field::Team, "Sector");
    let found = read(few.as_bytes(), &mapping, TODAY);
    assert_eq!(
        short(&found.warnings),
        ["1 Sector mapped-column-absent", "1 Haarkleur column-ignored", "1 Ouder 1 gezag authority-unknown"]
    );
    assert_eq!(found.students[0].guardians[0].authority, None);
}

#[test]
fn every_kind_of_text_has_a_field() {
    let fields: BTreeSet<Kind> = Field::ALL.iter().filter_map(|field| field.text()).collect();
    assert_eq!(fields, Kind::TEXTS.into());
}

#[test]
fn municipalities() {
    for (text, expected) in
        [("gm0363", "GM0363"), ("363", "GM0363"), ("0014", "GM0014"), ("'s-Gravenhage", "'s-Gravenhage")]
    {
        let found = default(&format!("{HEAD}\n{}\n", ROW.replacen("GM0363", text, 1)));
        assert_eq!(found.students[0].texts.get(Kind::Municipality), Some(expected), "{text}");
    }
}

#[test]
fn rows_with_one_number_are_one_student_or_a_problem() {
    let head = "Studentnummer;Achternaam;Geboortedatum;Team;Opleiding;Aangemeld op\n";
    let cases: &[(&str, &[&str], usize, usize)] = &[
        ("1;Berg;1-2-2008;Zorg;25655;1-4-2026\n1;Berg;1-2-2008;Zorg;25656;2-4-2026", &[], 1, 2),
        ("1;Berg;1-2-2008;Zorg;25655;1-4-2026\n1;Berg;1-2-2008;Zorg;25655;1-4-2026", &[], 1, 1),
        ("1;Berg;1-2-2008;Zorg;;\n1;Berg;1-2-2008;Zorg;25656;2-4-2026", &[], 1, 1),
        ("1;Berg;1-2-2008;Zorg;;\n1;BERG;2008-02-01;zorg;25656;2-4-2026", &[], 1, 1),
        // Zeros in front make no second student.
        ("0012;Berg;1-2-2008;Zorg;;\n12;Berg;1-2-2008;Zorg;25656;2-4-2026", &[], 1, 1),
        ("0012;Berg;1-2-2008;Zorg;;\n12;Dal;1-2-2008;Zorg;;", &["3 Studentnummer duplicate"], 1, 0),
        ("1;Berg;1-2-2008;Zorg;;\n2;Dal;1-2-2008;;;\n1;Berg;2-2-2008;Zorg;;", &["4 Studentnummer duplicate"], 2, 0),
        ("1;Berg;1-2-2008;Zorg;;\n1;Berg;1-2-2008;Techniek;;", &["3 Studentnummer duplicate"], 1, 0),
        ("1;Berg;1-2-2008;Zorg;;\n1;Berg;1-2-2008;;;", &["3 Studentnummer duplicate"], 1, 0),
    ];
    for (rows, problems, persons, applications) in cases {
        let found = default(&format!("{head}{rows}\n"));
        assert_eq!(short(&found.problems), *problems, "{rows}");
        let applied: usize = found.students.iter().map(|student| student.applications.len()).sum();
        assert_eq!((found.students.len(), applied), (*persons, *applications), "{rows}");
    }
    let zeros = default(&format!("{head}12;Berg;1-2-2008;Zorg;;\n0012;Berg;1-2-2008;Zorg;25656;2-4-2026\n"));
    assert_eq!(zeros.students[0].student_number.as_str(), "0012", "the zeros are kept, whichever row has them");
    let clash = default(&format!("{head}1;Berg;1-2-2008;;;\n1;Dal;1-2-2008;;;\n"));
    assert_eq!(clash.problems[0].kind, ProblemKind::Duplicate { first: 2 });
    assert_eq!(
        clash.problems[0].to_string(),
        "regel 3, Studentnummer: Dit studentnummer staat ook op regel 2, met andere gegevens."
    );
}

#[test]
fn headings_must_be_there() {
    let missing = default("Studentnr;Achternaam\n1;Berg\n");
    assert_eq!(short(&missing.problems), ["1 Studentnummer no-column", "1 Geboortedatum no-column"]);
    assert_eq!(
        missing.problems[0].to_string(),
        "regel 1, Studentnummer: De kolom Studentnummer is verplicht en staat niet in het bestand. Gevonden kolommen: Studentnr, Achternaam. Pas zo nodig de koppeling aan."
    );
    let twice = default("Studentnummer;Achternaam;Geboortedatum;Achternaam\n1;Berg;1-2-2008;Dal\n");
    assert_eq!(short(&twice.problems), ["1 Achternaam heading-twice"]);
    assert_eq!(short(&default("Studentnummer;Achternaam;Geboortedatum\n").problems), ["1 - no-rows"]);

    let headless = default("1;Berg;1-2-2008\n2;Dal;2-2-2008\n");
    assert_eq!(short(&headless.problems), ["1 - no-headings"]);
    assert!(!headless.problems[0].to_string().contains("Berg"), "a first row that is a student is not shown");
}

#[test]
fn files_that_are_no_table() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "1 - empty-file"),
        (b"\xEF\xBB\xBF\r\n\r\n", "1 - empty-file"),
        (b"\xFF\xFES\0t\0", "1 - utf-16"),
        (b"S\0t\0u\0", "1 - utf-16"),
        (b"\xD0\xCF\x11\xE0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0 ", "1 - encrypted"),
        (b"PK\x03\x04 and then nothing", "1 - unreadable"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "1 - old-excel"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(short(&read(bytes, &Mapping::default(), TODAY).problems), [*expected]);
    }
    let latin =
        b"Studentnummer;Achternaam;Geboortedatum;Kleur\n1;Berg;1-2-2008;\n2;Dal\xE9;1-2-2008;\n3;Top;1-2-2008;\xE9\n";
    assert_eq!(
        short(&read(latin, &Mapping::default(), TODAY).problems),
        ["3 Achternaam invalid-utf8", "4 Kleur invalid-utf8"]
    );
}

#[test]
fn a_school_has_its_own_headings() {
    let text = "Stamnummer,Geslachtsnaam,Gebdatum,Klas,crebo-code,Onbekend\nx1,Berg,1-2-2008,ZW1A;ZW1B,,\n";
    let mapping = Mapping::from_headings(&headings(text.as_bytes()).unwrap());
    assert_eq!(
        serde_json::to_string(&mapping).unwrap(),
        r#"{"student_number":"Stamnummer","family_name":"Geslachtsnaam","birth_date":"Gebdatum","groups":"Klas","programme":"crebo-code"}"#
    );
    let again: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(again, mapping);
    let found = read(text.as_bytes(), &again, TODAY);
    assert_eq!(short(&found.problems), [""; 0]);
    assert_eq!(groups(&found.students[0]), ["ZW1A", "ZW1B"]);
    for field in Field::ALL {
        assert_eq!(Field::from_code(field.code()), Some(*field));
        assert_eq!(serde_json::to_string(field).unwrap(), format!("\"{}\"", field.code()));
        let alone = Mapping::from_headings(&[field.default_heading().to_uppercase()]);
        assert_eq!(alone.iter().count(), 1, "{field:?} alone is known by its heading");
    }
}

#[test]
fn a_sheet_reads_like_csv() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("d-m-yyyy");
    let sheet = book.add_worksheet();
    sheet
        .write_row(2, 1, ["Studentnummer", "Achternaam", "Geboortedatum", "Opleiding", "Aangemeld op", "Lesgroepen"])
        .unwrap();
    sheet.write(3, 1, 12.0).unwrap().write(3, 2, "Berg").unwrap();
    sheet.write_with_format(3, 3, ExcelDateTime::from_ymd(2008, 3, 5).unwrap(), &date).unwrap();
    sheet.write(3, 4, 25655.0).unwrap();
    sheet.write_with_format(3, 5, ExcelDateTime::from_ymd(2026, 4, 1).unwrap(), &date).unwrap();
    sheet.write(3, 6, "ZW1A;ZW1B").unwrap();
    sheet.write_row(5, 1, ["13", "Dal", "00-00-2008"]).unwrap();
    sheet.write_row(6, 1, ["14", "Top", "30-2-2008"]).unwrap();
    sheet.write(7, 1, "15").unwrap().write(7, 2, "Top").unwrap().write(7, 3, 38000.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let found = read(&bytes, &Mapping::default(), TODAY);
    assert_eq!(
        short(&found.problems),
        ["7 Geboortedatum impossible-birth-date", "8 Geboortedatum impossible-birth-date"]
    );
    assert_eq!((found.rows, found.students.len()), (4, 2));
    let first = &found.students[0];
    assert_eq!((first.line, first.student_number.as_str(), first.birth_date.parts()), (4, "12", (2008, 3, 5)));
    assert_eq!(first.applications[0].applied_on.to_string(), "2026-04-01");
    assert_eq!(groups(first), ["ZW1A", "ZW1B"]);
    assert_eq!((found.students[1].line, found.students[1].birth_date.parts()), (6, (2008, 0, 0)));
}

#[test]
fn messages_hold_no_value_of_a_row() {
    let secret = "123456782123456782";
    let cells = vec![secret; 22].join(";");
    let found = default(&format!("{HEAD}\n{cells}\n"));
    assert!(found.problems.len() > 8, "{:?}", short(&found.problems));
    let shown = format!("{found:?}{}", serde_json::to_string(&FileReport::new(&found)).unwrap());
    assert!(!shown.contains("12345678"), "{shown}");
}

/// Ninety-five of a hundred students went with one quote that was not closed, in a column that nobody reads.
#[test]
fn a_row_is_a_line_whatever_its_quotes() {
    let head = "Studentnummer;Achternaam;Geboortedatum;Opmerking\n";
    let row = |n: usize, note: &str| format!("{n};Berg;1-2-2008;{note}\n");
    let rows: String = (1..=100).map(|n| row(n, if n == 6 { "\"zie mail" } else { "" })).collect();
    let found = default(&format!("{head}{rows}"));
    assert_eq!(short(&found.problems), ["7 - quote"]);
    assert_eq!((found.rows, found.students.len()), (100, 99), "the others are read");

    let cases: &[(&str, &[&str])] = &[
        ("\"een \"\"twee\"\"\"", &[]),
        ("\"een; twee\"", &[]),
        ("5\" buis", &[]),
        ("\"een\" twee", &["2 - quote"]),
        ("\"een\ntwee\"", &["2 - quote", "3 - too-few-cells"]),
        ("een\ntwee", &["3 - too-few-cells"]),
        ("een; twee", &["2 - too-many-cells"]),
        ("een;;", &[]),
    ];
    for (note, expected) in cases {
        let found = default(&format!("{head}{}{}", row(1, note), row(2, "")));
        assert_eq!(short(&found.problems), *expected, "{note}");
        assert_eq!(found.students.last().map(|student| student.student_number.as_str()), Some("2"), "{note}");
    }
    // Cut off in the middle of a row: the parent is not "no longer there".
    let cut = default(
        "Studentnummer;Achternaam;Geboortedatum;Ouder 1 naam;Ouder 1 gezag\n1;Berg;1-2-2008;Jan;j\n2;Dal;1-2-2008",
    );
    assert_eq!(short(&cut.problems), ["3 - too-few-cells"]);
    assert_eq!(short(&cut.warnings), ["2 - no-line-end"]);
    assert_eq!(cut.completeness, Some(Completeness::Doubted));
    assert_eq!(default(&format!("{head}{}", row(1, ""))).completeness, Some(Completeness::Untold));
    assert_eq!(short(&default("\"Studentnummer;Achternaam\n1;Berg\n").problems), ["1 - quote"]);
}

#[test]
fn only_commas_and_semicolons_make_lists() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("ZW1A, ZW1B", &["ZW1A", "ZW1B"], &[]),
        ("\"ZW1A;ZW1B\"", &["ZW1A", "ZW1B"], &[]),
        ("ZW1A/B", &["ZW1A/B"], &[]),
        ("ZW1A zw1a", &["ZW1A zw1a"], &[]),
        ("ZW1A,zw1a, ZW\u{200b}1A,", &["ZW1A"], &[]),
        ("ZW\u{a0}\u{a0}1A", &["ZW 1A"], &[]),
        ("ZW\u{2028}1A", &[], &["2 Lesgroepen line-break"]),
    ];
    for (cell, expected, problems) in cases {
        let found = default(&format!("Studentnummer;Achternaam;Geboortedatum;Lesgroepen\n1;Berg;1-2-2008;{cell}\n"));
        assert_eq!(short(&found.problems), *problems, "{cell}");
        assert_eq!(found.students.first().map(groups).unwrap_or_default(), *expected, "{cell}");
    }
}

#[test]
fn text_comes_in_in_one_form() {
    let found = default(
        "Studentnummer;Achternaam;Geboortedatum;E-mail;Team\n\u{200b}0012;Zoe\u{308}\u{a0} Dag\u{306};1-2-2008\u{a0};Zoë@Voorbeeld.nl\u{feff};Zorg\u{2009}1\n",
    );
    assert_eq!(short(&found.problems), [""; 0]);
    let student = &found.students[0];
    assert_eq!((student.family_name.as_str(), student.student_number.as_str()), ("Zoë Dağ", "0012"));
    assert_eq!(student.texts.get(Kind::Email), Some("Zoë@Voorbeeld.nl"));
    assert_eq!(student.team.as_ref().unwrap().key(), "zorg 1");
}

/// A sheet with three good rows, changed by `change`; what reading it tells.
fn of_sheets(change: impl Fn(&mut Workbook)) -> Students {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Studenten").unwrap();
    sheet.write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum", "Opmerking"]).unwrap();
    for (row, number) in [(1, "0011"), (2, "0012"), (3, "0013")] {
        sheet.write_row(row, 0, [number, "Berg", "1-2-2008"]).unwrap();
    }
    change(&mut book);
    read(&book.save_to_buffer().unwrap(), &Mapping::default(), TODAY)
}

fn first(book: &mut Workbook) -> &mut rust_xlsxwriter::Worksheet {
    book.worksheet_from_name("Studenten").unwrap()
}

#[test]
fn the_sheet_that_people_see_is_read_and_named() {
    let found = of_sheets(|_| {});
    assert_eq!((short(&found.problems), found.students.len(), found.sheet.as_deref()), (vec![], 3, Some("Studenten")));
    assert_eq!(found.completeness, Some(Completeness::Proven));
    assert_eq!(found.place(3), "blad Studenten, rij 3");
    // A second sheet: hidden, empty, with other headings, or with the same.
    let hidden = of_sheets(|book| {
        book.add_worksheet()
            .set_name("Oud")
            .unwrap()
            .write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"])
            .unwrap();
        first(book).set_active(true);
        book.worksheet_from_name("Oud").unwrap().set_hidden(true);
    });
    assert_eq!((hidden.sheet.as_deref(), hidden.students.len()), (Some("Studenten"), 3));
    let empty = of_sheets(|book| {
        book.add_worksheet().set_name("Blad2").unwrap();
    });
    assert_eq!((empty.sheet.as_deref(), empty.students.len()), (Some("Studenten"), 3));
    let other = of_sheets(|book| {
        book.add_worksheet().set_name("Uitleg").unwrap().write(0, 0, "Vul het andere blad").unwrap();
    });
    assert_eq!((short(&other.problems), other.sheet.as_deref()), (vec![], Some("Studenten")));
    let same = of_sheets(|book| {
        book.add_worksheet()
            .set_name("2027")
            .unwrap()
            .write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"])
            .unwrap();
    });
    assert_eq!(short(&same.problems), ["1 - which-sheet"]);
    assert!(same.problems[0].to_string().contains("Studenten, 2027"), "{}", same.problems[0]);
    // A hidden first sheet was read once, and what people saw was not.
    let mut book = Workbook::new();
    let old = book.add_worksheet().set_name("Oud").unwrap();
    old.write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"]).unwrap();
    old.write_row(1, 0, ["99", "Weg", "1-2-2008"]).unwrap();
    old.set_hidden(true);
    let now = book.add_worksheet().set_name("Nu").unwrap();
    now.write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"]).unwrap();
    now.write_row(1, 0, ["1", "Berg", "1-2-2008"]).unwrap();
    now.set_active(true);
    let found = read(&book.save_to_buffer().unwrap(), &Mapping::default(), TODAY);
    assert_eq!((found.sheet.as_deref(), found.students[0].student_number.as_str()), (Some("Nu"), "1"));
}

#[test]
fn every_message_about_a_workbook_names_sheet_and_cell() {
    let date = Format::new().set_num_format("d-m-yyyy h:mm");
    type Change<'c> = &'c dyn Fn(&mut Workbook);
    let cases: &[(Change<'_>, &str)] = &[
        (
            &|book| {
                first(book).write_blank(2, 1, &Format::new()).unwrap();
            },
            "blad Studenten, cel B3, Achternaam: ",
        ),
        (
            &|book| {
                first(book).write(2, 0, 123_456.5).unwrap();
            },
            "blad Studenten, cel A3, Studentnummer: Dit getal is niet heel",
        ),
        (
            &|book| {
                first(book).write(2, 0, "123456.0").unwrap();
            },
            "blad Studenten, cel A3, Studentnummer: ",
        ),
        (
            &|book| {
                first(book).write(2, 0, 1e17).unwrap();
            },
            "blad Studenten, cel A3, Studentnummer: Dit getal",
        ),
        (
            &|book| {
                first(book).write(2, 1, "Be\nrg").unwrap();
            },
            "blad Studenten, cel B3, Achternaam: In deze cel staat een regeleinde",
        ),
        (
            &|book| {
                first(book).write(2, 1, "\u{200b}").unwrap();
            },
            "blad Studenten, cel B3, Achternaam: Dit veld moet gevuld zijn",
        ),
        (
            &|book| {
                first(book).write(2, 5, "x").unwrap();
            },
            "blad Studenten, cel F3: Deze rij heeft meer cellen",
        ),
        (
            &|book| {
                let late = ExcelDateTime::from_ymd(2008, 3, 5).unwrap().and_hms(23, 59, 0).unwrap();
                {
                    first(book).write_with_format(2, 2, late, &date).unwrap();
                };
            },
            "blad Studenten, cel C3, Geboortedatum: In deze cel staat behalve een datum ook een tijd",
        ),
        // 29 February 1900, which only spreadsheets have, and a date before their calendar.
        (
            &|book| {
                first(book).write_with_format(2, 2, 60.0, &date).unwrap();
            },
            "blad Studenten, cel C3, Geboortedatum: ",
        ),
        (
            &|book| {
                first(book).write_with_format(2, 2, 0.0, &date).unwrap();
            },
            "blad Studenten, cel C3, Geboortedatum: ",
        ),
        (
            &|book| {
                first(book).merge_range(2, 1, 3, 1, "Berg", &Format::new()).unwrap();
            },
            "blad Studenten, cel B3, Achternaam: Hier zijn cellen samengevoegd",
        ),
        (
            &|book| {
                first(book).write(2, 0, "0011").unwrap().write(2, 1, "Dal").unwrap();
            },
            "blad Studenten, cel A3, Studentnummer: Dit studentnummer staat ook op regel 2",
        ),
    ];
    for (change, expected) in cases {
        let found = of_sheets(change);
        let shown: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert!(shown.iter().any(|message| message.starts_with(expected)), "{expected}: {shown:?}");
        assert!(found.warnings.iter().all(|warning| warning.sheet.is_some()));
    }
    // What stands in a column that nobody reads is nobody's business, and a merged title is above the students.
    let notes = of_sheets(|book| {
        first(book).write(2, 3, "een\ntwee").unwrap().write(3, 3, 0.5).unwrap();
    });
    assert_eq!(short(&notes.problems), [""; 0]);
}

#[test]
fn a_heading_may_be_broken_over_lines_in_a_sheet() {
    let found = of_sheets(|book| {
        first(book).write(0, 3, "Ouder 1\nnaam").unwrap().write(1, 3, "Jan").unwrap();
    });
    assert_eq!(short(&found.problems), [""; 0]);
    assert_eq!(found.students[0].guardians[0].name, "Jan");
    assert_eq!(found.fields, [Field::StudentNumber, Field::FamilyName, Field::BirthDate, Field::Guardian1Name].into());
}

#[test]
fn the_other_calendar_of_spreadsheets_gives_the_same_days() {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("d-m-yyyy");
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Studentnummer", "Achternaam", "Geboortedatum"]).unwrap();
    sheet.write_row(1, 0, ["1", "Berg"]).unwrap();
    // 5 March 2008 counted from 1 January 1904.
    sheet.write_with_format(1, 2, 38_050.0, &date).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let since_1904 =
        with_part(&bytes, "xl/workbook.xml", |xml| xml.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1));
    let found = read(&since_1904, &Mapping::default(), TODAY);
    assert_eq!(found.students[0].birth_date.parts(), (2008, 3, 5));
}

#[test]
fn a_formula_without_its_outcome_is_not_empty() {
    let formula = |value: &'static str| move |xml: String| xml.replacen("<c r=\"B3\" t=\"s\"><v>1</v></c>", value, 1);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Studenten").unwrap();
    sheet.write_row(0, 0, ["Studentnummer", "Berg", "Geboortedatum"]).unwrap();
    sheet.write_row(1, 0, ["1", "Berg", "1-2-2008"]).unwrap();
    sheet.write_row(2, 0, ["2", "Berg", "1-2-2008"]).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut mapping = Mapping::default();
    mapping.set(Field::FamilyName, "Berg");
    for (cell, expected) in [
        ("<c r=\"B3\"><f>A3</f></c>", "formula-without-value"),
        ("<c r=\"B3\" t=\"str\"><f>A3</f><v></v></c>", "missing"),
        ("<c r=\"B3\" t=\"e\"><f>A3</f><v>#REF!</v></c>", "formula-error"),
    ] {
        let changed = with_part(&bytes, "xl/worksheets/sheet1.xml", formula(cell));
        let found = read(&changed, &mapping, TODAY);
        assert_eq!(short(&found.problems), [format!("3 Berg {expected}")], "{cell}");
    }
}

/// A workbook with one part of it changed, as another program might have written it.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let part_name = part.name().unwrap().into_owned();
        if part_name == name {
            let new = change(text.clone());
            changed |= new != text;
            text = new;
        }
        writer.start_file(part_name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    assert!(changed, "the part was changed");
    writer.finish().unwrap().into_inner()
}

/// Two megabytes that name one long string a million times.
#[test]
fn a_small_file_cannot_fill_the_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "x".repeat(32_000)).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let cells: String =
        (2..30_000).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>")).collect();
    let forged = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        xml.replacen("</sheetData>", &format!("{cells}</sheetData>"), 1)
    });
    assert!(forged.len() < 500_000, "{}", forged.len());
    assert_eq!(short(&read(&forged, &Mapping::default(), TODAY).problems), ["1 - too-large"]);
}

#[test]
fn a_decision_may_have_an_hour_and_a_kind_is_one_of_three() {
    let head = "Studentnummer;Achternaam;Geboortedatum;Opleiding;Aangemeld op;Besloten op;Soort deelnemer";
    let row = |decided: &str, kind: &str| format!("{head}\ns1;Dag;17-05-2006;25655;1-2-2026;{decided};{kind}\n");
    for (decided, kind, expected) in [
        ("", "", (None, None)),
        ("12-5-2026", "student", (Some("2026-05-12 -"), Some("student"))),
        ("12-5-2026 09:30", "VAVO", (Some("2026-05-12 570"), Some("vavo_student"))),
        ("2026-05-12T00:00:00", "educatie", (Some("2026-05-12 -"), Some("educatie_deelnemer"))),
    ] {
        let found = default(&row(decided, kind));
        assert!(found.problems.is_empty(), "{decided} {kind}: {:?}", short(&found.problems));
        let application = &found.students[0].applications[0];
        let when = application.decided_on.map(|(day, minute)| {
            format!("{day} {}", minute.map_or_else(|| "-".to_owned(), |minute| minute.to_string()))
        });
        let kind = application.participant.map(register::law::Participant::code);
        assert_eq!((when.as_deref(), kind), expected, "{decided}");
    }
    for (decided, kind, column) in [
        ("12-5-2026 24:00", "", "Besloten op"),
        ("12-5-2026 9 uur", "", "Besloten op"),
        ("12-5-2036", "", "Besloten op"),
        ("", "anders", "Soort deelnemer"),
    ] {
        let found = default(&row(decided, kind));
        assert!(found.students.is_empty() && short(&found.problems)[0].contains(column), "{decided} {kind}");
    }
}
