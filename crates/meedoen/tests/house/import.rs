//! `meedoen import`, as people run it: on our samples of DUO's file, on files with faults, on a pair of made-up files.

use crate::commands::{Folder, installed, run};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A sample in the shape of DUO's file.
fn sample(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/samples");
    folder.join(name).to_str().unwrap().to_owned()
}

fn samples() -> [String; 2] {
    [sample("RO_99ZA_20250101_20251231.csv"), sample("RO_99ZB_20240731_20260324.csv")]
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A good file; with `BAD` in place of one of its fields it is not.
const SMALL: &str = "VLP;27DV;1-8-2025;24-3-2026;25-3-2026\nPER;BSN1;;00-00-2006;V\nISG;BSN1;;1;1-8-2025;31-7-2027;;\n\
                     ISP;BSN1;;1;1-8-2025;25655;BOL;MBO-4;J\nISE;BSN1;;1;1-10-2025;\nSLR;1;1;1;1;0;0;0;0;0\n";

#[test]
fn a_dry_run_of_the_samples_needs_no_database_and_no_key() {
    let folder = Folder::new();
    let [first, second] = samples();
    let (code, out, err) = run(&folder, &["import", "ro", &first, &second, "--dry-run", "--json"]);
    assert_eq!(code, 0, "{err}");
    let reports = json(&out);
    let [one, other] = reports.as_array().unwrap().as_slice() else { panic!("{out}") };
    // The shape is an interface: its names and their order.
    let names: Vec<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "institution",
        "period",
        "created",
        "records",
        "trailer",
        "completeness",
        "persons",
        "enrolments",
        "enrolmentPeriods",
        "supportPeriods",
        "placements",
        "problems",
        "warnings",
    ];
    assert!(expected.iter().all(|name| names.contains(name)) && names.len() == expected.len(), "{names:?}");
    let places: Vec<usize> = expected.iter().map(|name| out.find(&format!("\"{name}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(one["institution"], "99ZA");
    assert_eq!((&one["completeness"], &other["completeness"]), (&"proven".into(), &"doubted".into()));
    assert_eq!(other["period"], serde_json::json!({"from": "2024-07-31", "to": "2026-03-24"}));
    assert_eq!(other["created"], "2026-03-25");
    let counted = |report: &Value| {
        ["persons", "enrolments", "enrolmentPeriods", "supportPeriods", "placements"]
            .map(|n| report[n].as_u64().unwrap())
    };
    assert_eq!((counted(one), counted(other)), ([3, 3, 3, 2, 2], [4, 5, 8, 2, 5]));
    assert_eq!((&one["records"]["GEO"], &other["trailer"]["PER"]), (&2.into(), &1204.into()));
    // The second was shortened, its trailer was not: that is a warning.
    assert_eq!((&one["problems"], &other["problems"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(one["warnings"], serde_json::json!([]));
    assert_eq!((&other["warnings"][0]["record"], &other["warnings"][0]["field"]), (&"SLR".into(), &"PER".into()));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn a_problem_is_told_with_its_line_record_and_field() {
    let cases: [(&[u8], u64, Value, Value); 7] = [
        (b"", 1, Value::Null, Value::Null),
        (b"VLP;27DV;1-8-2025;24-3-2026;25-3-2026\nXYZ;1\n", 2, "XYZ".into(), "Recordsoort".into()),
        (SMALL.replace("1-10-2025", "31-9-2025").leak().as_bytes(), 5, "ISE".into(), "DatumBegin".into()),
        (SMALL.replace("00-00-2006", "12-00-2006").leak().as_bytes(), 2, "PER".into(), "Geboortedatum".into()),
        (SMALL.replace("ISG;BSN1", "ISG;BSN2").leak().as_bytes(), 3, "ISG".into(), "Burgerservicenummer".into()),
        (
            SMALL.replace("ISE;BSN1;;1", "ISE;BSN1;;7").leak().as_bytes(),
            5,
            "ISE".into(),
            "Inschrijvingvolgnummer".into(),
        ),
        (b"VLP;27DV;1-8-2025;24-3-2026;25-3-2026\n\nPER;BSN1;;2006-01-01;\xff\n", 3, "PER".into(), "Geslacht".into()),
    ];
    let folder = installed();
    for (bytes, line, record, field) in cases {
        std::fs::write(folder.path().join("ro.csv"), bytes).unwrap();
        for args in [&["import", "ro", "ro.csv", "--dry-run", "--json"][..], &["import", "ro", "ro.csv", "--json"]] {
            let (code, out, _) = run(&folder, args);
            assert_eq!(code, 1, "{args:?}: {out}");
            let problem = &json(&out)[0]["problems"][0];
            assert_eq!(
                (&problem["line"], &problem["record"], &problem["field"]),
                (&line.into(), &record, &field),
                "{out}"
            );
        }
        let (code, out, _) = run(&folder, &["import", "ro", "ro.csv", "--dry-run"]);
        assert!(code == 1 && out.contains(&format!("regel {line}")) && !out.contains("BSN"), "{out}");
    }
    assert_eq!(run(&folder, &["import", "ro", "absent.csv", "--dry-run"]).0, 2);
}

#[test]
fn a_real_import_is_whole_or_not_there_at_all() {
    let folder = installed();
    std::fs::write(folder.path().join("good.csv"), SMALL).unwrap();
    std::fs::write(folder.path().join("bad.csv"), SMALL.replace("25655", "2565")).unwrap();
    let (code, _, err) = run(&folder, &["import", "ro", "good.csv", "bad.csv"]);
    assert_eq!(code, 1);
    assert!(err.contains("Er is niets geïmporteerd"), "{err}");
    let (code, out, err) = run(&folder, &["import", "ro", "good.csv"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("inschrijvingen: 1 nieuw, 0 gewijzigd, 0 gelijk, 0 ingetrokken"), "{out}");
    assert!(err.contains("studenten bijwerken (0 van 1)"), "progress: {err}");
    let (code, out, _) = run(&folder, &["import", "ro", "good.csv"]);
    assert_eq!(code, 0);
    assert!(out.contains("inschrijvingen: 0 nieuw, 0 gewijzigd, 1 gelijk, 0 ingetrokken"), "{out}");
    // A school that is not there, and one that is not meant.
    let (code, _, err) = run(&folder, &["import", "ro", &samples()[0]]);
    assert!(code != 0 && err.contains("institution add --code 99ZA"), "{err}");
    let (code, _, err) = run(&folder, &["import", "ro", "good.csv", "--institution", "25LX"]);
    assert!(code != 0 && err.contains("27DV, not of 25LX"), "{err}");
    // The number itself stands nowhere in the database.
    let bytes = std::fs::read(folder.path().join("meedoen.sqlite")).unwrap();
    assert!(!bytes.windows(4).any(|four| four == b"BSN1"));
}

const HEADINGS: &str = "Studentnummer;Achternaam;Geboortedatum;Persoonsnummer;Afdeling;Opleiding;Aangemeld op\n";

#[test]
fn students_come_in_under_the_schools_own_headings() {
    let folder = installed();
    std::fs::write(folder.path().join("ro.csv"), SMALL).unwrap();
    assert_eq!(run(&folder, &["import", "ro", "ro.csv"]).0, 0);
    let row = "s1;Dağ;17-05-2006;BSN1;Zorg;25655;1-2-2025\n";
    std::fs::write(folder.path().join("students.csv"), format!("{HEADINGS}{row}")).unwrap();
    let (code, out, err) = run(&folder, &["import", "students", "students.csv", "--map", "team=Afdeling"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("studenten: 0 nieuw, 1 gewijzigd"), "linked by person number: {out}");
    assert!(out.contains("aanmeldingen die een inschrijving werden: 1") && !out.contains("Dağ"), "{out}");
    // The mapping is remembered, and the same file changes nothing.
    let (code, out, _) = run(&folder, &["import", "students", "students.csv"]);
    assert_eq!(code, 0);
    assert!(out.contains("teams: 0 nieuw, 0 gewijzigd, 1 gelijk, 0 beëindigd"), "{out}");
    // Faults are told by line and heading, and stop everything.
    std::fs::write(folder.path().join("students.csv"), format!("{HEADINGS}{row}s2;;31-4-2006;;;;\n")).unwrap();
    let (code, out, _) = run(&folder, &["import", "students", "students.csv", "--json"]);
    assert_eq!(code, 1);
    let problems = &json(&out)[0]["problems"];
    assert_eq!((&problems[0]["line"], &problems[0]["field"]), (&3.into(), &"Achternaam".into()));
    assert_eq!(problems[1]["field"], "Geboortedatum");
    // What only the database can tell.
    std::fs::write(folder.path().join("students.csv"), format!("{HEADINGS}{row}s2;Dağ;17-05-2006;BSN1;Zorg;;\n"))
        .unwrap();
    let (code, out, _) = run(&folder, &["import", "students", "students.csv"]);
    assert!(code == 1 && out.contains("regel 3: Regel 2 gaat over dezelfde persoon"), "{out}");
    assert_eq!(run(&folder, &["import", "students", "students.csv", "--map", "nobody=X"]).0, 2);
}

#[test]
fn a_dry_run_of_students_needs_no_database() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("s.csv"), format!("{HEADINGS}s1;Dağ;17-05-2006;;;;\n")).unwrap();
    let (code, out, err) = run(&folder, &["import", "students", "s.csv", "--dry-run", "--json"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(json(&out)[0]["persons"], 1);
    assert_eq!(json(&out)[0]["warnings"][0]["field"], "Afdeling");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A file of DUO about so many people, each enrolled, made on a day of March.
fn duo(people: usize, made: u8, trailer: bool) -> String {
    let mut text = format!("VLP;27DV;1-8-2025;24-3-2026;{made}-3-2026\n");
    for n in 1..=people {
        text += &format!("PER;BSN{n};;00-00-2006;V\nISG;BSN{n};;1;1-8-2025;31-7-2027;;\n");
    }
    if trailer {
        text += &format!("SLR;{people};{people};0;0;0;0;0;0;0\n");
    }
    text
}

#[test]
fn a_dry_run_says_what_the_import_does_and_what_a_file_is_silent_about_does_not_end() {
    let folder = installed();
    let put = |text: String| std::fs::write(folder.path().join("ro.csv"), text).unwrap();
    let dry = |more: &[&str]| run(&folder, &[&["import", "ro", "ro.csv", "--dry-run"][..], more].concat());
    let real = |more: &[&str]| run(&folder, &[&["import", "ro", "ro.csv"][..], more].concat());
    // What both say, but for the line that says that it happened.
    let same = |one: &str, other: &str| {
        let words = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !line.contains("geïmporteerd")).map(str::to_owned).collect()
        };
        assert_eq!(words(one), words(other));
    };
    put(duo(30, 24, true));
    let (code, said, _) = dry(&[]);
    assert!(code == 0 && said.contains("inschrijvingen: 30 nieuw"), "{said}");
    assert_eq!(dry(&[]).1, said, "nothing was written");
    let (code, done, err) = real(&[]);
    assert_eq!(code, 0, "{err}");
    same(&said, &done);
    // Cut at the end of a line: nothing ends, and it says so.
    put(duo(2, 25, false));
    let (code, said, _) = dry(&[]);
    assert!(code == 0 && said.contains("28 regels ontbreken en blijven staan"), "{said}");
    let (code, done, _) = real(&[]);
    assert!(code == 0 && done.contains("inschrijvingen: 0 nieuw, 0 gewijzigd, 2 gelijk, 0 ingetrokken"), "{done}");
    same(&said, &done);
    // Whole, and silent about too many: refused, until somebody says how many.
    put(duo(20, 26, true));
    let refused = "eindigt: inschrijvingen 10 van 30 — te veel";
    for (more, code, says) in [
        (&[][..], 1, refused),
        (&["--withdraw-up-to", "9"], 1, refused),
        (&["--withdraw-up-to", "10"], 0, "eindigt: inschrijvingen 10 van 30"),
    ] {
        let (dry_code, said, _) = dry(more);
        assert!(dry_code == code && said.contains(says), "{more:?}: {said}");
        let (real_code, done, _) = real(more);
        assert_eq!(real_code, code, "{more:?}: {done}");
        same(&said, &done);
    }
    let (_, out, _) = real(&["--json"]);
    assert_eq!(json(&out)[0]["plan"]["counts"]["enrolments"]["unchanged"], 20);
    // Without a database nobody can tell.
    let nowhere = Folder::new();
    std::fs::write(nowhere.path().join("ro.csv"), duo(20, 26, true)).unwrap();
    let (code, _, err) = run(&nowhere, &["import", "ro", "ro.csv", "--dry-run"]);
    assert!(code == 0 && err.contains("zonder database is niet te zeggen"), "{err}");
}

#[test]
fn a_students_file_says_what_ends_and_who_is_probably_somebody_else() {
    let folder = installed();
    let heads = "Studentnummer;Achternaam;Roepnaam;Geboortedatum;Ouder 1 naam;Ouder 2 naam\n";
    let class = |silent: u32| {
        let row = |n: u32| {
            let parent = if n < silent { "" } else { "A. Berg" };
            format!("s{n};Dağ{n};Zoë;17-05-2006;{parent};\n")
        };
        (0..30).map(row).fold(heads.to_owned(), |all, row| all + &row)
    };
    let import = |text: String, more: &[&str]| {
        std::fs::write(folder.path().join("s.csv"), text).unwrap();
        run(&folder, &[&["import", "students", "s.csv"][..], more].concat())
    };
    let (code, out, err) = import(class(0), &[]);
    assert!(code == 0 && out.contains("ouders en verzorgers: 30 nieuw"), "{out}{err}");
    for more in [&["--dry-run"][..], &[]] {
        let (code, out, _) = import(class(3), more);
        let says = "eindigt: ouders en verzorgers 3 van 30 (regel 2, 3, 4) — te veel";
        assert!(code == 1 && out.contains(says) && out.contains("--withdraw-up-to 3"), "{out}");
    }
    assert_eq!(import(class(3), &["--withdraw-up-to", "3"]).0, 0);
    let (code, out, _) = import(class(0), &[]);
    assert!(code == 0 && out.contains("ouders en verzorgers: 0 nieuw, 3 gewijzigd, 27 gelijk, 0 be"), "{out}");
    let twice = class(0) + "t1;Dağ7;Zoë;17-05-2006;;\n";
    let (code, out, _) = import(twice, &["--dry-run"]);
    assert!(code == 0 && out.contains("regel 32: Waarschijnlijk dezelfde persoon als regel 9"), "{out}");
    let (code, out, _) = run(&folder, &["doctor"]);
    assert!(code == 0 && !out.contains("imports") && !out.contains("as the facts give"), "{out}");
    let (code, out, _) = run(&folder, &["doctor", "--data"]);
    assert!(code == 0 && out.contains("27DV: every row is as the facts give it"), "{out}");
}

#[test]
fn a_list_of_staff_invites_gives_and_ends_nothing() {
    let folder = installed();
    let students = format!("{HEADINGS}s1;Dağ;17-05-2006;;Zorg;;\ns2;Li;17-05-2006;;Bouw;;\n")
        .replace("Persoonsnummer", "Lesgroepen");
    let students = students.replace("2006;;Zorg", "2006;ZW1A,ZW1A/B;Zorg");
    std::fs::write(folder.path().join("students.csv"), students).unwrap();
    assert_eq!(run(&folder, &["import", "students", "students.csv", "--map", "team=Afdeling"]).0, 0);
    std::fs::copy(sample("staff.csv"), folder.path().join("staff.csv")).unwrap();
    let import =
        |more: &[&str]| run(&folder, &[&["import", "staff", "staff.csv", "--institution", "27DV"], more].concat());
    let (code, dry, err) = import(&["--dry-run", "--json"]);
    assert_eq!(code, 0, "{err}");
    let plan = &json(&dry)[0]["plan"];
    assert_eq!((&plan["steps"]["invite"], &plan["groups"]["inserted"]), (&5.into(), &2.into()), "{dry}");
    let (code, out, _) = import(&["--links", "links.csv", "--address", "https://meedoen.example"]);
    assert!(code == 0 && out.contains("worden uitgenodigd: 5") && out.contains("5 uitgenodigd, 0 rollen"), "{out}");
    let links = std::fs::read_to_string(folder.path().join("links.csv")).unwrap();
    assert!(links.lines().count() == 6 && links.matches(";\"https://meedoen.example/").count() == 5, "{links}");
    // Links that somebody still has to hand over are not overwritten, and the same file changes nothing.
    assert_eq!(import(&["--links", "links.csv"]).0, 2);
    let (code, out, _) = import(&[]);
    assert!(code == 0 && out.contains("zijn al uitgenodigd: 5") && out.contains("0 uitgenodigd"), "{out}");
    // Who works here and is not on the list is shown, the only administrator too, and keeps the role.
    let add = [
        "user",
        "add",
        "--email",
        "baas@school.example",
        "--name",
        "Bea Baas",
        "--role",
        "administrator",
        "--institution",
        "27DV",
    ];
    assert_eq!(run(&folder, &add).0, 0);
    let (_, out, _) = import(&[]);
    assert!(out.contains("Functioneel beheerder, Bea Baas (baas@school.example)"), "{out}");
    assert!(run(&folder, &["user", "list", "--institution", "27DV"]).1.contains("baas@school.example"));
    // What is wrong stops everything, and repeats no value.
    for (row, says) in [
        ("Ina;ina@school.example;directeur;;\n", "regel 7: Deze rol is er niet."),
        ("Ina;ina@school.example;docent;Nergens;\n", "regel 7: Een van deze teams is er nu niet."),
        ("Ina;ina@school.example;docent;;ZW9\n", "regel 7: Een van deze lesgroepen is er nu niet."),
        ("Ina;ina@school.example;student;;\n", "regel 7: Een student, ouder of onderzoeker hoort niet op deze lijst."),
    ] {
        let text = std::fs::read_to_string(sample("staff.csv")).unwrap() + row;
        std::fs::write(folder.path().join("staff.csv"), text).unwrap();
        let (code, out, err) = import(&[]);
        assert!(code == 1 && out.contains(says) && !out.contains("Ina") && err.contains("niets geïmporteerd"), "{out}");
    }
}

#[test]
fn a_list_of_municipalities_knows_the_names_of_the_schools_own_files() {
    let folder = installed();
    let students = "Studentnummer;Achternaam;Geboortedatum;Woongemeente\ns1;Li;1-2-2008;Oost\ns2;Bos;1-2-2008;OOST\ns3;Smit;1-2-2008;Nergens\n";
    std::fs::write(folder.path().join("s.csv"), students).unwrap();
    assert_eq!(run(&folder, &["import", "students", "s.csv"]).0, 0);
    let list = |args: &[&str]| run(&folder, &[&["list"], args, &["--institution", "27DV"]].concat());
    let (code, out, err) = list(&["show", "municipalities"]);
    assert!(
        code == 0 && out.contains("Nergens") && err.contains("There is no list"),
        "as the school wrote them: {out}"
    );
    let put = |text: &str| std::fs::write(folder.path().join("m.csv"), text).unwrap();
    put(
        "Code;Naam;Van;Tot;Opgegaan in;Regio\nGM1;Oost;2000-01-01;2021-12-31;GM2;\nGM2;Land van Oost;2022-01-01;;;Noord\n",
    );
    let import =
        |more: &[&str]| list(&[&["import", "municipalities", "m.csv", "--source", "made up, 2026"], more].concat());
    assert!(
        import(&["--dry-run"]).1.contains("2 nieuw")
            && list(&["show", "municipalities"]).2.contains("There is no list")
    );
    assert_eq!(import(&[]).0, 0);
    assert!(import(&[]).1.contains("0 nieuw, 0 beëindigd, 2 gelijk"));
    let (_, out, _) = list(&["show", "municipalities"]);
    assert!(out.contains("made up, 2026") && out.contains("1  Noord"), "{out}");
    assert!(out.contains("Oost  -> Land van Oost") && out.contains("Nergens  not on the list"), "{out}");
    // Cut short, and wrong.
    put("Code;Naam;Van\nGM2;Land van Oost;2022-01-01\n");
    let (code, out, _) = import(&[]);
    assert!(code == 1 && out.contains("niet in het bestand: GM0001"), "{out}");
    put("Code;Naam;Van\nGM0;Oost;2022-01-01\n");
    assert!(import(&[]).1.contains("regel 2, Code: De waarde klopt niet"));
    assert_ne!(list(&["import", "municipalities", "m.csv"]).0, 0, "a list has a source");
}
