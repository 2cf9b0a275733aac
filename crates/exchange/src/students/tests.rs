//! Worked cases: a small file each.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::report::FileReport;
use super::*;

const HEAD: &str = "Studentnummer;Voornamen;Voorletters;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;E-mail;Woongemeente;Persoonsnummer;Team;Lesgroepen;Coach;Ouder 1 naam;Ouder 1 e-mail;Ouder 1 gezag;Ouder 2 naam;Ouder 2 e-mail;Ouder 2 gezag;Opleiding;Aangemeld op;Start op";
const ROW: &str = "0012;Anna Maria;A.M.;Anna;van der;Berg;2008-03-05;anna@voorbeeld.nl;GM0363;BSN1;Zorg 1;ZW1A, ZW1B;coach@school.nl;Jan Berg;jan@voorbeeld.nl;j;Els Berg;;n;25655;1-4-2026;1-8-2026";

fn default(text: &str) -> Students {
    read(text.as_bytes(), &Mapping::default())
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
    assert_eq!(student.given_names.as_deref(), Some("Anna Maria"));
    assert_eq!((student.tussenvoegsel.as_deref(), student.family_name.as_str()), (Some("van der"), "Berg"));
    assert_eq!(student.birth_date.parts(), (2008, 3, 5));
    assert!(student.municipality == Some(Municipality::Code("GM0363".into())));
    assert_eq!(student.groups, ["ZW1A", "ZW1B"]);
    assert_eq!(student.guardians.len(), 2);
    assert_eq!((student.guardians[0].position, student.guardians[0].authority), (1, Some(true)));
    assert_eq!((student.guardians[1].email.as_deref(), student.guardians[1].authority), (None, Some(false)));
    let application = student.application.as_ref().unwrap();
    assert_eq!(application.programme, "25655");
    assert_eq!(application.applied_on.to_string(), "2026-04-01");
    assert_eq!(application.starts_on.unwrap().to_string(), "2026-08-01");
    assert_eq!(
        serde_json::to_string(&FileReport::new(&found)).unwrap(),
        r#"{"rows":1,"persons":1,"guardians":2,"applications":1,"problems":[],"warnings":[]}"#
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
        ("a line break in quotes", rows.replace("Achternaam", "\"Achternaam\n\""), [3, 5]),
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
        (";Berg;", ";\"Be\nrg\";", &["2 Achternaam text"]),
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
    let found = read(few.as_bytes(), &mapping);
    assert_eq!(
        short(&found.warnings),
        ["1 Sector mapped-column-absent", "1 Haarkleur column-ignored", "1 Ouder 1 gezag authority-unknown"]
    );
    assert_eq!(found.students[0].guardians[0].authority, None);
}

#[test]
fn municipalities() {
    for (text, expected) in
        [("gm0363", "GM0363"), ("363", "GM0363"), ("0014", "GM0014"), ("'s-Gravenhage", "'s-Gravenhage")]
    {
        let found = default(&format!("{HEAD}\n{}\n", ROW.replacen("GM0363", text, 1)));
        let (Some(Municipality::Code(shown)) | Some(Municipality::Name(shown))) = &found.students[0].municipality
        else {
            panic!("{text}")
        };
        assert_eq!(shown, expected);
    }
}

#[test]
fn a_student_number_stands_once() {
    let found = default("Studentnummer;Achternaam;Geboortedatum\n1;Berg;1-2-2008\n2;Dal;1-2-2008\n1;Berg;1-2-2008\n");
    assert_eq!(short(&found.problems), ["4 Studentnummer duplicate"]);
    assert_eq!(found.problems[0].kind, ProblemKind::Duplicate { first: 2 });
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
        (b"\xFF\xFES\0t\0", "1 - invalid-utf8"),
        (b"PK\x03\x04 and then nothing", "1 - unreadable"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "1 - old-excel"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(short(&read(bytes, &Mapping::default()).problems), [*expected]);
    }
    let latin =
        b"Studentnummer;Achternaam;Geboortedatum;Kleur\n1;Berg;1-2-2008;\n2;Dal\xE9;1-2-2008;\n3;Top;1-2-2008;\xE9\n";
    assert_eq!(
        short(&read(latin, &Mapping::default()).problems),
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
    let found = read(text.as_bytes(), &again);
    assert_eq!(short(&found.problems), [""; 0]);
    assert_eq!(found.students[0].groups, ["ZW1A", "ZW1B"]);
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

    let found = read(&bytes, &Mapping::default());
    assert_eq!(
        short(&found.problems),
        ["7 Geboortedatum impossible-birth-date", "8 Geboortedatum impossible-birth-date"]
    );
    assert_eq!((found.rows, found.students.len()), (4, 2));
    let first = &found.students[0];
    assert_eq!((first.line, first.student_number.as_str(), first.birth_date.parts()), (4, "12", (2008, 3, 5)));
    assert_eq!(first.application.as_ref().unwrap().applied_on.to_string(), "2026-04-01");
    assert_eq!(first.groups, ["ZW1A", "ZW1B"]);
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
