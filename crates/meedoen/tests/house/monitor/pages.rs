//! The public pages of the Monitor: the same for everybody, and nothing that is not public.

use super::{copy, measurement, run, tables};
use crate::commands::Folder;
use crate::fixture::house;
use serde_json::Value;
use std::path::Path;

#[test]
fn everybody_sees_what_is_public_and_nothing_else() {
    let house = house();
    house.run(async {
        let visitor = house.visitor();
        let student = house.sign_in("student").await;
        for (path, status) in [
            ("/monitor", 200),
            ("/agenda", 200),
            ("/monitor/2024", 200),
            ("/monitor/2024.json", 200),
            ("/monitor/2024/B2.1", 200),
            ("/monitor/2024/B2.1.csv", 200),
            ("/monitor/2024/B2.1.json", 200),
            ("/monitor/2024/B2.1.xlsx", 200),
            ("/monitor/2024/F3.6", 200),
            ("/monitor/2024/bronnen", 200),
            ("/monitor/2022/bronnen", 404),
            ("/monitor/2024/B2.1.svg", 200),
            ("/monitor/2024/F3.6.svg", 404),
            ("/monitor/2024/B5.3.svg", 404),
            ("/monitor/2024/b2.1.csv", 308),
            ("/monitor/2024/B2.1.pdf", 404),
            ("/monitor/2024/B9.9", 404),
            ("/monitor/2024/.csv", 404),
            ("/monitor/2024.csv", 404),
            ("/monitor/02024", 404),
            ("/monitor/2022", 404),
            ("/monitor/2022/B2.1", 404),
            ("/monitor/99999", 404),
            ("/monitor/2024/%00", 404),
        ] {
            assert_eq!(visitor.get(path).await.status, status, "{path}");
            assert_eq!(student.get(path).await.status, status, "{path}, signed in");
        }
        let moved = visitor.get("/monitor/2024/b2.1.csv").await;
        assert_eq!(moved.location.as_deref(), Some("/monitor/2024/B2.1.csv"));
    });
}

/// 12 of 44 is the issue's own example; 26 to 48 is not significant there (z = 1,71). The rest is read from the report.
#[test]
fn a_page_says_what_was_printed_how_sure_it_is_and_what_is_wrong() {
    let house = house();
    house.run(async {
        let visitor = house.visitor();
        let page = visitor.get("/monitor/2024/B2.1").await;
        for text in [
            "Afwijzing voor opleiding",
            "21,8–33,6",
            "beleidsmedewerkers van instellingen: 46 van de 55",
            "tellen de percentages op tot 77",
        ] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        // Each number leads to what it was made of: on the page, and in a picture that somebody keeps.
        let said = page.body.split("Gemaakt van meting ").nth(1).unwrap();
        let said = said.trim_start_matches(|it: char| !it.is_ascii_hexdigit());
        let digest: String = said.chars().take_while(char::is_ascii_hexdigit).collect();
        assert_eq!(digest.len(), 32, "{digest}");
        for path in ["/monitor", "/monitor/2024/bronnen", "/monitor/2024/B2.1.svg", "/monitor/2024/B2.1.csv"] {
            let page = visitor.get(path).await;
            assert!(page.body.contains(&digest) && page.body.contains(env!("CARGO_PKG_VERSION")), "{path}");
        }
        let page = visitor.get("/monitor/2024/B3.5").await;
        assert!(page.body.contains("+22") && page.body.contains("Nee, dit kan toeval zijn"), "{}", page.body);
        // Not to be compared, not to be given a margin, not preserved: each is said.
        for (path, text) in [
            ("/monitor/2024/B4.5", "niet apart gevraagd naar bol en bbl"),
            ("/monitor/2024/B4.5", "wie twee keer antwoordde, telt twee keer"),
            ("/monitor/2024/B1.1", "Hier staat geen marge"),
            ("/monitor/2024/B5.3", "Bij aantallen staat geen marge"),
            ("/monitor/2024/B3.7", "De echte marge is daardoor groter"),
            ("/monitor/2024/F3.6", "waarde niet overgeleverd"),
            // What the check found in the text, in our own words.
            ("/monitor", "20 uitspraken in de tekst van het rapport passen niet"),
            ("/monitor/2024/bronnen", "“vijf”. Ergens anders in de tekst staat dat het er vier waren."),
            ("/monitor/2024/B3.3", "“een even groot deel”. In de tabel staan 34 en 21."),
            (
                "/monitor/2024/B3.5",
                "“positieve ontwikkeling”. Dat kan toeval zijn: 6 van de 23 tegen 21 van de 44 (z = 1,71)",
            ),
            (
                "/monitor/2024/F3.3",
                "“meer instellingen”. Dat kan toeval zijn: 12 van de 34 tegen 22 van de 44 (z = 1,30)",
            ),
        ] {
            let page = visitor.get(path).await;
            assert!(page.body.contains(text), "{path}: {text}: {}", page.body);
        }
        let agenda = visitor.get("/agenda").await.body;
        for text in
            ["Dedicon", "gebeurt niet", "34 638, nr. 5", "Ingrado", "30 mei 2022", "Extra ondersteuning tijdens de bpv"]
        {
            assert!(agenda.contains(text), "{text}");
        }
    });
}

/// What stands at an address for programs is what the command line prints, and more.
#[test]
fn the_files_beside_a_page_hold_what_the_command_prints() {
    let printed = tables("2024");
    let house = house();
    house.run(async {
        let visitor = house.visitor();
        let all: Value = serde_json::from_str(&visitor.get("/monitor/2024.json").await.body).unwrap();
        let all = all.as_array().unwrap();
        for table in &printed {
            let id = table["id"].as_str().unwrap();
            let found = all.iter().find(|it| it["id"] == id).unwrap();
            for (key, value) in table.as_object().unwrap() {
                assert_eq!(&found[key], value, "{id}: {key}");
            }
            let csv = visitor.get(&format!("/monitor/2024/{id}.csv")).await.body;
            let cells = table["rows"].as_array().unwrap().len() * table["columns"].as_array().unwrap().len();
            assert_eq!(csv.matches("\r\n").count(), cells + 1, "{id}: a line a cell");
            let kind = visitor.get(&format!("/monitor/2024/{id}.xlsx")).await.headers["content-type"].clone();
            assert!(kind.to_str().unwrap().ends_with("spreadsheetml.sheet"), "{id}");
        }
    });
}

/// The page says what the draft of the letter says of the same measurement, table by table.
#[test]
fn what_changed_is_the_same_on_the_page_as_in_the_letter() {
    let (code, letter, _) = run(&Folder::new(), &["monitor", "letter", "2024", "--since", "2024-01-01"]);
    assert_eq!(code, 0);
    let number = |from: &str, behind: &str| -> String {
        let (before, _) = letter.split_once(behind).unwrap_or_else(|| panic!("{behind}: {letter}"));
        before.rsplit(from).next().unwrap().trim().to_owned()
    };
    let tested = number("\n", " cellen zijn te vergelijken");
    let changed = number("Bij ", " daarvan is het verschil groter");
    let house = house();
    house.run(async {
        let page = house.visitor().get("/monitor").await.body;
        let section = page.split("id=\"veranderd\"").nth(1).unwrap().split("<h2").next().unwrap();
        assert!(section.contains(&format!("We konden {tested} cijfers")), "{tested}: {section}");
        let many = if changed == "0" { "geen" } else { changed.as_str() };
        assert!(section.contains(&format!("Bij {many} daarvan is")), "{changed}: {section}");
        let rows = section.matches("<th scope=\"row\">").count();
        assert_eq!(rows.to_string(), changed);
        // Each is of a table that the letter names.
        for id in section.split("/monitor/2024/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(letter.contains(&format!("- Tabel {id}, ")), "{id}: {letter}");
        }
    });
}

/// A measurement that is no longer public is gone with the next start of the program.
#[test]
fn a_draft_is_shown_to_nobody() {
    let folder = Folder::new();
    let there = folder.path().join("2024");
    copy(Path::new(&measurement()), &there);
    let years = || meedoen::monitor::library(Some(folder.path())).unwrap().years().collect::<Vec<_>>();
    assert_eq!(years(), [2024]);
    let file = there.join("measurement.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    for (from, to) in
        [("is = \"public\"", "is = \"approved\""), ("is = \"public\"", "is = \"draft\""), ("fpc = ", "fcp = ")]
    {
        std::fs::write(&file, text.replace(from, to)).unwrap();
        assert_eq!(years(), [0; 0], "{to}");
    }
}

/// The flags of chapter 6 as the domain dossier recovers them (H9), and where their series breaks.
#[test]
fn the_flags_stand_with_their_breaks() {
    let house = house();
    house.run(async {
        let page = house.visitor().get("/monitor").await.body;
        for (name, value) in [
            ("Aanmelden voor de opleiding die je wilt", "90%"),
            ("Extra ondersteuning voor iedereen die het nodig heeft", "82%"),
            ("Extra ondersteuning op school", "93%"),
            ("Extra ondersteuning tijdens de bpv", "een derde"),
            ("Basisondersteuning op school, bol", "84%"),
            ("Basisondersteuning op school, bbl", "60%"),
            ("Basisondersteuning op de leerwerkplek, bol", "57%"),
            ("Basisondersteuning op de leerwerkplek, bbl", "44%"),
            ("Samenwerken met partijen buiten de school", "waarde niet overgeleverd"),
        ] {
            let row = page.split("<tr>").find(|row| row.contains(&format!("<th scope=\"row\">{name}<"))).unwrap();
            assert!(row.contains(value), "{name}: {row}");
            let broken = name.starts_with("Basis") || name.starts_with("Samen");
            assert_eq!(row.contains("niet te vergelijken"), broken, "{name}");
        }
        let sources = house.visitor().get("/monitor/2024/bronnen").await.body;
        for text in ["5,2%", "7,4%", "61%", "56%", "86%", "75%", "60%", "565", "een derde"] {
            assert!(sources.contains(text), "{text}");
        }
    });
}
