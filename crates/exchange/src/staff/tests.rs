//! What a list of staff says, in any allowed spelling, and what is wrong in it.

use super::*;

const SAMPLE: &[u8] = include_bytes!("../../samples/staff.csv");

#[test]
fn a_row_is_a_role_of_a_person() {
    let read = read(SAMPLE);
    assert_eq!((read.problems, read.warnings, read.rows, read.has_groups), (vec![], vec![], 5, true));
    let rows: Vec<_> = read
        .people
        .iter()
        .map(|row| {
            let groups: Vec<&str> = row.groups.iter().map(GroupName::as_str).collect();
            (row.line, row.name.as_str(), row.email.key(), row.role.as_str(), row.teams.len(), groups.join("+"))
        })
        .collect();
    assert_eq!(
        rows,
        [
            (2, "Noor de Wit", "noor@school.example", "Intaker", 2, String::new()),
            (3, "Noor de Wit", "noor@school.example", "coach", 0, String::new()),
            (4, "Bo Li", "bo@school.example", "Zorgcoördinator", 0, String::new()),
            (5, "Zoë Öz", "zoe@school.example", "Docent", 1, "ZW1A+ZW1A/B".to_owned()),
            (6, "Kees Beheer", "kees@school.example", "functioneel beheerder", 0, String::new()),
        ]
    );
    assert_eq!(format!("{:?}", read.people[0]), "StaffRow(line 2, [personal])");
}

#[test]
fn a_name_with_a_comma_stands_in_a_cell_that_ends_in_a_semicolon() {
    let head = "Naam;E-mail;Rol;Teams;Lesgroepen\n";
    for (cell, expected) in [
        ("Brood, banket", vec!["Brood", "banket"]),
        ("Brood; banket", vec!["Brood", "banket"]),
        ("\"Brood, banket;\"", vec!["Brood, banket"]),
        ("\"Brood, banket; Zorg; \"", vec!["Brood, banket", "Zorg"]),
    ] {
        let read = read(format!("{head}Bo;bo@school.example;docent;{}\n", quoted(cell)).as_bytes());
        let names: Vec<&str> = read.people[0].teams.iter().map(TeamName::as_str).collect();
        assert_eq!(names, expected, "{cell}");
    }
}

/// A cell with a semicolon stands in quotes, and no groups follow.
fn quoted(cell: &str) -> String {
    if cell.contains(';') && !cell.starts_with('"') { format!("\"{cell}\";") } else { format!("{cell};") }
}

#[test]
fn columns_are_known_whatever_their_order_and_capitals_and_others_are_told() {
    let read = read("FUNCTIE\tMail adres\tTelefoon\tVolledige naam\ncoach\tb@x.example\t06\tBo\n".as_bytes());
    assert_eq!((read.people.len(), read.problems.len(), read.has_groups), (1, 0, false));
    let said: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["regel 1, Telefoon: Deze kolom wordt niet gelezen: zo'n lijst heeft hem niet."]);
}

#[test]
fn what_is_wrong_is_named_by_its_line_and_column_and_holds_no_value() {
    for (row, expected) in [
        ("Noor;noor;coach;", "regel 2, E-mail: Dit is geen e-mailadres."),
        (";noor@school.example;coach;", "regel 2, Naam: Dit veld moet gevuld zijn."),
        ("Noor;;coach;", "regel 2, E-mail: Dit veld moet gevuld zijn."),
        ("Noor;noor@school.example;;", "regel 2, Rol: Dit veld moet gevuld zijn."),
        (
            "Noor;noor@school.example;coach",
            "regel 2: Deze regel heeft 3 cellen, en er zijn 4 kolommen. Misschien is de regel afgebroken.",
        ),
        (
            "Noor;noor@school.example;coach;\nJan;NOOR@school.example;intaker;",
            "regel 3, Naam: Dit e-mailadres heeft op regel 2 een andere naam. Een account is van één persoon.",
        ),
        ("Noor;noor@school.example;coach;\nNoor;noor@school.example;Coach;", "regel 3, Rol: Dit staat ook op regel 2."),
        (
            "NoÃ«l;noor@school.example;coach;",
            "regel 2, Naam: In deze cel staan verminkte tekens. Maak het bestand opnieuw, als CSV UTF-8 of .xlsx.",
        ),
    ] {
        let read = read(format!("Naam;E-mail;Rol;Teams\n{row}\n").as_bytes());
        let said: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, [expected], "{row}");
    }
    for (text, says) in [
        ("Naam;E-mail\nNoor;noor@school.example\n", "Rol: Deze kolom is verplicht"),
        ("Naam;E-mail;Rol;Functie\nNoor;noor@school.example;coach;x\n", "twee keer"),
        ("", "regel 1: Het bestand is leeg."),
        ("Naam;E-mail;Rol\n", "regel 1: Onder de kolomkoppen staat niets."),
        ("Noor;noor@school.example;coach\n", "regel 1: Geen van de kolomkoppen is bekend."),
    ] {
        let read = read(text.as_bytes());
        let said = read.problems.first().map(ToString::to_string).unwrap_or_default();
        assert!(read.people.is_empty() && said.contains(says) && !said.contains("noor@"), "{text}: {said}");
    }
}

#[test]
fn the_report_has_the_shape_that_programs_read() {
    let read = read("Naam;E-mail;Rol\nNoor;noor;coach\n".as_bytes());
    assert_eq!(
        serde_json::to_string(&report::FileReport::new(&read)).unwrap(),
        "{\"sheet\":null,\"rows\":1,\"roles\":0,\"problems\":[{\"line\":2,\"record\":null,\"field\":\"E-mail\",\
         \"message\":\"Dit is geen e-mailadres.\"}],\"warnings\":[]}"
    );
}
