//! `meedoen ise` as people run it, and `/beleid/ise` as they open it.

use crate::commands::{installed, run};
use crate::fixture::{House, house, house_on_postgres};
use serde_json::{Value, json};

/// Two students with support that nobody agreed on: one has left since.
const RO: &str = "VLP;27DV;1-8-2025;24-3-2026;25-3-2026\nPER;BSN1;;00-00-2006;V\nISG;BSN1;;1;1-8-2025;31-7-2027;;\n\
                  ISP;BSN1;;1;1-8-2025;25655;BOL;MBO-4;J\nISE;BSN1;;1;1-10-2025;\nPER;BSN2;;00-00-2006;M\n\
                  ISG;BSN2;;1;1-8-2025;31-7-2027;31-1-2026;1\nISP;BSN2;;1;1-8-2025;25655;BOL;MBO-4;J\n\
                  ISE;BSN2;;1;1-8-2025;\nSLR;2;2;2;2;0;0;0;0;0\n";

#[test]
fn the_command_says_what_differs_and_how_it_ended() {
    let folder = installed();
    let (code, _, err) = run(&folder, &["ise", "--json", "--corrections", "c.csv"]);
    assert!(code == 2 && err.contains("no RO file of 27DV"), "{code} {err}");
    assert!(!folder.path().join("c.csv").exists(), "nothing is left of what could not be made");
    let empty = RO.lines().take(1).collect::<Vec<_>>().join("\n") + "\nSLR;0;0;0;0;0;0;0;0;0\n";
    std::fs::write(folder.path().join("leeg.csv"), empty).unwrap();
    let (code, _, err) = run(&folder, &["import", "ro", "--institution", "27DV", "leeg.csv"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = run(&folder, &["ise"]);
    assert!(code == 0 && out.contains("as of 2026-03-24"), "{code} {out} {err}");
    std::fs::write(folder.path().join("ro.csv"), RO).unwrap();
    let (code, _, err) = run(&folder, &["import", "ro", "--institution", "27DV", "ro.csv"]);
    assert_eq!(code, 0, "{err}");

    let (code, out, err) = run(&folder, &["ise", "--institution", "27DV", "--json", "--corrections", "c.csv"]);
    assert_eq!(code, 1, "{err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    let row = |from, until: Value| {
        json!({"student_number": null, "enrolment": "1", "kind": "reported_only", "ise_from": from, "ise_until": until,
               "agreed_from": null, "agreed_until": null})
    };
    assert_eq!((&found["institution"], &found["as_of"]), (&json!("27DV"), &json!("2026-03-24")));
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{out}");
    assert!(rows.contains(&row("2025-10-01", Value::Null)) && rows.contains(&row("2025-08-01", json!("2026-01-31"))));
    // Without a number of the school there is nothing to find them by: a BSN is never written.
    let written = std::fs::read_to_string(folder.path().join("c.csv")).unwrap();
    assert_eq!(written, "student_number;enrolment;correction;ise_from;ise_until;new_from;new_until\n");
    assert!(err.contains("2 rows have no student number"), "{err}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("c.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let (code, out, err) = run(&folder, &["ise", "--corrections", "c.csv"]);
    assert!(code == 2 && out.is_empty() && err.contains("never overwritten"), "{code} {out} {err}");
    let (code, out, _) = run(&folder, &["ise"]);
    assert!(code == 1 && out.contains("reported_only  reported 2025-10-01..  agreed -"), "{out}");

    // With the school's numbers each row is found again in the student system, and that there are rows is in the exit code.
    let students = "Studentnummer;Achternaam;Geboortedatum;Persoonsnummer;Afdeling;Opleiding;Aangemeld op\n\
                    s1;Aalders;17-05-2006;BSN1;Zorg;;\ns2;Bakker;18-05-2006;BSN2;Zorg;;\n";
    std::fs::write(folder.path().join("students.csv"), students).unwrap();
    let (code, _, err) = run(&folder, &["import", "students", "students.csv", "--map", "team=Afdeling"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = run(&folder, &["ise", "--json", "--corrections", "d.csv"]);
    assert!(code == 1 && !err.contains("no student number"), "{code} {err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    let mut named = row("2025-10-01", Value::Null);
    named["student_number"] = json!("s1");
    assert!(found["rows"].as_array().unwrap().contains(&named), "{out}");
    let written = std::fs::read_to_string(folder.path().join("d.csv")).unwrap();
    let mut lines: Vec<&str> = written.lines().skip(1).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["s1;1;check;2025-10-01;;;", "s2;1;check;2025-08-01;2026-01-31;;"]);
    assert!(!written.contains("BSN") && !out.contains("BSN"), "no number of the government");

    let (code, ..) = run(&folder, &["institution", "add", "--code", "28DV", "--name", "Een ander"]);
    assert_eq!(code, 0);
    let (code, _, err) = run(&folder, &["ise"]);
    assert!(code == 2 && err.contains("--institution"), "{err}");
    let (code, ..) = run(&folder, &["ise", "--institution", "28DV"]);
    assert_eq!(code, 2, "that school read no file");
}

/// The demo school lives every kind of difference; who reads numbers finds no way to a file.
fn each_sees_what_is_theirs(house: &'static House) {
    house.run(async {
        let officer = house.sign_in("policy_officer").await;
        let numbers = officer.get("/beleid/ise").await;
        assert!(numbers.status == 200 && !numbers.has("/dossiers/"), "{}", numbers.body);
        assert_eq!(officer.get("/").await.location.as_deref(), Some("/beleid/ise"), "there they begin");
        let care = house.sign_in("care_coordinator").await;
        let page = care.get("/beleid/ise").await;
        for kind in ["Gemeld, niet afgesproken", "Afgesproken, niet gemeld", "Andere dagen"] {
            assert!(numbers.has(kind) && page.has(&format!("<strong>{kind}</strong>")), "{kind}: {}", page.body);
        }
        assert!(page.has("href=\"/dossiers/"));
        assert_eq!(house.sign_in("administrator").await.get("/beleid/ise").await.status, 404);
    });
}

#[test]
fn each_sees_what_is_theirs_on_sqlite() {
    each_sees_what_is_theirs(house());
}

#[test]
fn each_sees_what_is_theirs_on_postgres() {
    each_sees_what_is_theirs(house_on_postgres());
}
